"""Pieces of pages: forms that say what came and what was expected, states, pages, histories."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from phongtrao.adapters.packs import load_all
from phongtrao.apps.audit.rows import AuditRow
from phongtrao.apps.base.pages import Page
from phongtrao.apps.base.refusals import Refused
from phongtrao.web.components.fields import DateField
from phongtrao.web.components.refusals import add_to_form, sentence, verb_label
from phongtrao.web.components.states import LOOKS
from phongtrao.web.components.tags import days_from
from tests.apps.states import all_state_codes

TONES = {"neutral", "active", "waiting", "good", "warning", "bad"}


class Sheet(forms.Form):
    text = forms.CharField(label="Nội dung", help_text="Một câu, ví dụ “Họp dân”.", max_length=10)
    day = DateField(label="Hạn")
    kind = forms.ChoiceField(
        label="Tình hình", choices=[("a", "Đã làm"), ("b", "Đang vướng")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="Đã kiểm tra")
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput, max_length=3, required=False)


def errors_of(form: forms.Form) -> str:
    return render_to_string("components/form_errors.html", {"form": form})


def field_of(form: forms.Form, name: str) -> str:
    return render_to_string("components/field.html", {"field": form[name]})


def test_summary_names_the_field_what_came_and_what_was_expected() -> None:
    form = Sheet({"text": "quá mười ký tự", "day": "31/13/2026", "kind": "x", "sure": "", "secret": "bimat"})
    page = errors_of(form)
    assert '<a href="#id_day">Hạn</a>: <span class="came">“31/13/2026”</span>' in page
    assert "ví dụ 31/03/2026" in page
    assert "“quá mười ký tự”" in page
    assert "nhiều nhất là 10" in page
    assert "bimat" not in page
    assert page.count("<li>") == 5


def test_what_was_typed_stays_and_is_escaped() -> None:
    form = Sheet({"text": "<b>đậm & dài</b>", "day": "mai"})
    assert 'value="&lt;b&gt;đậm &amp; dài&lt;/b&gt;"' in field_of(form, "text")
    assert 'value="mai"' in field_of(form, "day")
    assert "<b>" not in errors_of(form)


def test_no_summary_without_errors() -> None:
    assert errors_of(Sheet()).strip() == ""


def test_field_ties_label_hint_and_error_to_its_input() -> None:
    page = field_of(Sheet({"text": ""}), "text")
    assert 'for="id_text"' in page
    assert 'aria-describedby="id_text-hint id_text-error"' in page
    assert 'id="id_text-hint"' in page
    assert 'id="id_text-error"' in page
    assert 'aria-invalid="true"' in page
    assert "(không bắt buộc)" not in page
    assert "(không bắt buộc)" in field_of(Sheet(), "secret")


def test_choices_are_a_group_with_a_name() -> None:
    page = field_of(Sheet({"kind": "b"}), "kind")
    assert "<fieldset" in page
    assert "<legend" in page
    assert page.count('type="radio"') == 2
    assert page.count(" checked") == 1


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/12/2026", date(2026, 12, 5)),
        ("5/12/2026", date(2026, 12, 5)),
        ("05-12-2026", date(2026, 12, 5)),
        ("05.12.2026", date(2026, 12, 5)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_are_day_month_year_in_both_languages(typed: str, day: date, language: str) -> None:
    with translation.override(language):
        assert DateField().clean(typed) == day


@pytest.mark.parametrize(
    "typed", ["29/02/2026", "12/31/2026", "2026", "31/12/26", "5/12/0026", "31/03/2206", "hôm qua", "2026-12-05"]
)
def test_no_day_is_guessed(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        DateField().clean(typed)


def test_date_box_is_never_the_browsers_own() -> None:
    page = field_of(Sheet(initial={"day": date(2026, 3, 31)}), "day")
    assert 'type="text"' in page
    assert 'inputmode="numeric"' in page
    assert 'value="31/03/2026"' in page


def test_refusal_stands_at_its_field_or_over_the_form() -> None:
    form = Sheet({"text": "a"})
    add_to_form(form, Refused("invalid_date", field="day"))
    add_to_form(form, Refused("changed_meanwhile", field="not_here"))
    assert sentence("invalid_date") in form.errors["day"]
    assert form.non_field_errors() == [sentence("changed_meanwhile")]


def test_sentences_in_both_languages_with_what_came() -> None:
    assert "“antv”" in sentence("username_taken", {"username": "antv"})
    assert "is taken" in sentence("username_taken", {"username": "antv"}, "en")
    assert "…" in sentence("username_taken", {})
    assert sentence("no_such_code") == sentence("refused")


def test_every_verb_has_words() -> None:
    codes = {row["code"] for row in load_all().data("messages/verbs")}
    contract = (
        "upload read confirm decide add correct drop progress block submit accept return waive link create change"
    )
    assert set(contract.split()) <= codes
    assert {"end", "appoint", "issue_code", "reset_password", "import", "cancel"} <= codes
    assert verb_label("submit", "en") == "Result sent"


def test_every_state_of_the_program_has_a_look() -> None:
    missing = all_state_codes() - LOOKS.keys()
    assert missing == set()
    assert {look.tone for look in LOOKS.values()} == TONES


def test_state_speaks_by_words_and_icon() -> None:
    page = render_to_string("components/state.html", {"state": "accepted", "label": "xác nhận hoàn thành"})
    assert "<svg" in page
    assert "xác nhận hoàn thành" in page
    with translation.override("en"):
        page = render_to_string("components/state.html", {"state": "accepted", "label": "xác nhận hoàn thành"})
    assert "confirmed as done" in page


def test_pages_keep_the_other_words_of_the_address() -> None:
    request = RequestFactory().get("/plans/", {"q": "hoa binh", "page": "2"})
    rows: list[int] = list(range(50))
    page = render_to_string("components/pagination.html", {"page": Page(rows, number=2, total=134)}, request=request)
    assert "51–100 trong 134" in page
    assert "q=hoa+binh&amp;page=3" in page
    assert "page=1" in page


def test_single_page_shows_the_total_alone() -> None:
    request = RequestFactory().get("/plans/")
    page = render_to_string("components/pagination.html", {"page": Page([1], number=1, total=1)}, request=request)
    assert "1–1 trong 1" in page
    assert "<a " not in page


def test_history_says_who_for_whom_and_from_which_paper() -> None:
    row = AuditRow(
        at=datetime(2026, 3, 10, 2, 5, tzinfo=UTC),
        actor_name="Trần Văn A",
        post_name="Cán bộ tổng hợp",
        verb="submit",
        from_state="open",
        to_state="submitted",
        reason="Đã họp dân",
        entered_for_name="Thôn Đông",
        paper="phiếu ngày 8/3",
    )
    request = RequestFactory().get("/")
    page = render_to_string("components/history.html", {"page": Page([row], number=1, total=1)}, request=request)
    for words in ("Gửi kết quả", "10/03/2026 09:05", "Trần Văn A", "Nhập thay Thôn Đông", "theo phiếu ngày 8/3"):
        assert words in page


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 10), "hôm nay"),
        (date(2026, 3, 13), "còn 3 ngày"),
        (date(2026, 3, 8), "quá 2 ngày"),
        (None, ""),
    ],
)
def test_days_from_today(day: date | None, words: str) -> None:
    assert days_from(day, date(2026, 3, 10)) == words

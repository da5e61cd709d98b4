"""The review page without a script and with one: both say the same, nobody's words are lost."""

import re

import pytest

from phongtrao.apps.documents.models import ReadItem
from tests.apps.documents.papers import PLAN
from tests.conftest import rows_for_tests
from tests.web.documents.pages import HX, Desk, card, part

pytestmark = pytest.mark.django_db


def _form(page: str) -> dict[str, str]:
    """The fields of the form in an item's card, as a browser would send them."""
    inside = page[page.index('class="correct-form"') : page.index("</article>", page.index('class="correct-form"'))]
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?(?:value="([^"]*)")?[^>]*>', inside))
    for tag in re.findall(r"<input[^>]*>", inside):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' in tag and "checked" not in tag:
            fields.pop(name[1], None)
        elif name:
            fields[name[1]] = value[1] if value else "on" if 'type="checkbox"' in tag else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', inside, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"\s+selected', options)
        fields[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', inside, re.DOTALL):
        fields[name] = text
    return fields


def test_page_shows_every_item_once_with_its_place() -> None:
    desk = Desk()
    page = desk.page()
    items = list(ReadItem.objects.filter(reading__document=desk.paper))
    for item in items:
        assert page.count(f'id="item-{item.uid.hex}"') == 1
        assert page.count(f'id="src-{item.uid.hex}"') == 1
    assert page.count("<article") == len(items)
    assert f"0/{len(items)}" in page
    source = page[page.index('class="source"') : page.index('id="review-items"')]
    lines = re.sub(r'<a class="line-add.*?</a>', "", source[source.index(">") + 1 :])
    assert "".join(PLAN.split()) in "".join(re.sub(r"<[^>]+>", "", lines).split())


@pytest.mark.parametrize("verb", ["accept", "drop"])
def test_swap_of_a_card_equals_the_page_loaded_anew(verb: str) -> None:
    desk = Desk()
    item = desk.item()
    answer = desk.decide(item, verb, script=True)
    swapped, loaded = answer.content.decode(), desk.page()
    assert answer.status_code == 200
    for name in ("review-progress", "confirm-bar"):
        assert part(swapped, name) == part(loaded, name)
    assert card(swapped, item) == card(loaded, item)
    answer = desk.decide(desk.item(), "restore", script=True)
    assert card(answer.content.decode(), item) == card(desk.page(), item)


def test_swap_to_a_form_equals_the_page_with_the_form() -> None:
    desk = Desk()
    item = desk.item()
    url = desk.url("document_item_correct", item_uid=item.uid)
    swapped = desk.client.get(url, headers=HX).content.decode()
    answer = desk.client.get(url)
    assert answer["Location"].endswith(f"?edit={item.uid.hex}#item-{item.uid.hex}")
    assert card(swapped, item) == card(desk.page(f"?edit={item.uid.hex}"), item)


def test_decision_without_a_script_comes_back_to_its_item() -> None:
    desk = Desk()
    item = desk.item()
    answer = desk.decide(item, "accept")
    assert answer["Location"].endswith(f"/review/#item-{item.uid.hex}")
    assert desk.item().decision == "accepted"


def test_filters_show_the_doubtful_and_the_open() -> None:
    desk = Desk()
    doubtful = desk.item("task", 1)
    with rows_for_tests():
        ReadItem.objects.filter(pk=doubtful.pk).update(confidence=400)
    desk.decide(desk.item("task", 0), "accept")
    total = ReadItem.objects.filter(reading__document=desk.paper).count()
    assert desk.page("?show=doubtful").count("<article") == 1
    assert doubtful.uid.hex in desk.page("?show=doubtful")
    assert desk.page("?show=open").count("<article") == total - 1
    assert desk.page("?show=strange").count("<article") == total
    desk.decide(desk.item("task", 1), "accept")
    assert "Không còn mục nào cần xem kỹ" in desk.page("?show=doubtful")


def test_form_that_is_sent_unchanged_changes_nothing_but_the_decision() -> None:
    desk = Desk()
    for kind in ("task", "general_task", "deadline", "target"):
        item = desk.item(kind)
        before = desk.page()
        fields = _form(desk.page(f"?edit={item.uid.hex}"))
        answer = desk.client.post(desk.url("document_item_correct", item_uid=item.uid), fields)
        assert answer.status_code == 302, (kind, answer.content.decode()[:3000])
        after = desk.item(kind)
        assert after.decision == "corrected"
        for words in re.findall(r'class="tag tag-time">.*?</span>', card(before, item), re.DOTALL):
            assert words in card(desk.page(), item), kind


def test_correction_is_written_and_shown_beside_what_was_read() -> None:
    desk = Desk()
    item = desk.item()
    fields = _form(desk.page(f"?edit={item.uid.hex}"))
    prefix = item.uid.hex[:8]
    fields |= {
        f"{prefix}-text": "Lập kế hoạch chi tiết",
        f"{prefix}-role": "advise",
        f"{prefix}-partners": "Văn phòng; Các thôn",
        f"{prefix}-time-0-kind": "recurring",
        f"{prefix}-time-0-cycle": "monthly",
        f"{prefix}-time-0-day": "16",
        f"{prefix}-time-0-month": "",
    }
    answer = desk.client.post(desk.url("document_item_correct", item_uid=item.uid), fields, headers=HX)
    assert answer.status_code == 200
    shown = card(answer.content.decode(), item)
    for words in ("Lập kế hoạch chi tiết", "tham mưu", "ngày 16 hằng tháng", "Văn phòng, Các thôn", "<del>"):
        assert words in shown
    assert shown == card(desk.page(), item)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Nội dung để trống"),
        ({"time-0-kind": "date", "time-0-due": "31/02/2026"}, "Không đọc được ngày này"),
        ({"time-0-kind": "date", "time-0-due": ""}, "ngày để trống"),
        ({"time-0-kind": "recurring", "time-0-cycle": "yearly", "time-0-day": "31", "time-0-month": "2"}, "không khớp"),
        ({"text": "TUYỆT MẬT"}, "quản lý ngoài hệ thống"),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_wrong_input_is_named_and_what_was_typed_stays(changes: dict[str, str], words: str, script: bool) -> None:
    desk = Desk()
    item = desk.item()
    prefix = item.uid.hex[:8]
    fields = _form(desk.page(f"?edit={item.uid.hex}")) | {f"{prefix}-partners": "Đơn vị vừa gõ"}
    fields |= {f"{prefix}-{name}": value for name, value in changes.items()}
    url = desk.url("document_item_correct", item_uid=item.uid)
    answer = desk.client.post(url, fields, headers=HX if script else {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in page
    assert words in page
    assert "Đơn vị vừa gõ" in page
    assert ("<html" in page) is not script
    assert desk.item().decision == "open"


@pytest.mark.parametrize("script", [True, False])
def test_second_of_two_people_is_told_and_keeps_what_they_typed(script: bool) -> None:
    desk = Desk()
    item = desk.item()
    fields = _form(desk.page(f"?edit={item.uid.hex}")) | {f"{item.uid.hex[:8]}-text": "Bản của người thứ hai"}
    assert desk.decide(item, "drop", client=desk.colleague()).status_code == 302
    url = desk.url("document_item_correct", item_uid=item.uid)
    answer = desk.client.post(url, fields, headers=HX if script else {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in page
    assert "Bản của người thứ hai" in page
    assert desk.item().decision == "dropped"
    again = _form(page)
    assert again[f"{item.uid.hex[:8]}-text"] == "Bản của người thứ hai"
    assert desk.client.post(url, again).status_code == 302  # knowing of the other one, the person may insist
    assert desk.item().decision == "corrected"


def test_second_of_two_decisions_sees_the_first() -> None:
    desk = Desk()
    item = desk.item()
    desk.decide(item, "drop", client=desk.colleague())
    answer = desk.decide(item, "accept", script=True)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in page
    assert 'data-decision="dropped"' in page
    answer = desk.decide(item, "accept")
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in answer.content.decode()


def _add(desk: Desk, **fields: str) -> tuple[int, str]:
    sent = {"kind": "task", "add-text": "Xây dựng xã điển hình", "add-role": "lead", **fields}
    answer = desk.client.post(desk.url("document_item_add"), sent)
    return answer.status_code, answer.content.decode()


def test_missed_item_is_added_from_its_line_without_a_script() -> None:
    desk = Desk()
    line = PLAN.split("\n").index("- Tham mưu UBND xã tổng kết phong trào trong tháng 12/2026.") + 1
    page = desk.page(f"?add=task&line={line}")
    assert "Tham mưu UBND xã tổng kết phong trào trong tháng 12/2026.</textarea>" in page
    start = PLAN.index("- Tham mưu")
    assert f'name="add-start" value="{start}"' in page
    status, _page = _add(
        desk, **{"add-start": str(start), "add-end": str(start + 20), "add-unit": str(desk.unit().uid)}
    )
    assert status == 302
    added = ReadItem.objects.get(decision="added")
    assert (added.span_start, added.unit_id) == (start, desk.unit().pk)


def test_missed_item_is_found_by_its_words() -> None:
    desk = Desk()
    status, _page = _add(desk, **{"add-passage": "xây dựng   xã điển hình về phong trào"})
    assert status == 302
    assert ReadItem.objects.get(decision="added").span_start == PLAN.index("Xây dựng xã điển hình")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"add-passage": "đoạn này không có ở đâu cả"}, "Không thấy đoạn này"),
        ({"add-passage": "UBND xã"}, "chép dài hơn"),
        ({"add-text": ""}, "Nội dung để trống"),
        ({"kind": "poem"}, "không có trong danh mục"),
    ],
)
def test_missed_item_that_is_not_found_is_explained_and_stays_typed(fields: dict[str, str], words: str) -> None:
    desk = Desk()
    status, page = _add(desk, **{"add-partners": "Đơn vị vừa gõ", **fields})
    assert status == 422
    assert words in page
    if fields.get("kind") != "poem":
        assert "Đơn vị vừa gõ" in page
    assert not ReadItem.objects.filter(decision="added").exists()


def test_heading_is_resolved_by_proposal_by_name_and_left_as_words() -> None:
    desk = Desk()
    answers = [
        {"answer": "proposed", "proposed": desk.unit(0).proposed["key"]},
        {"answer": "text"},
        {"answer": "chosen", "assignee": "thon 2", "mood": "request"},
    ]
    for index, sent in enumerate(answers):
        url = desk.url("document_unit", unit_uid=desk.unit(index).uid)
        assert desk.client.post(url, {"version": 1, **sent}).status_code == 302
    assert [desk.unit(index).assignee_kind for index in range(3)] == ["body", "text", "body"]
    assert desk.unit(2).mood == "request"
    page = desk.page()
    assert "<strong>Công an xã Hòa An</strong>" in page
    assert "giữ nguyên chữ" in page


def test_unknown_name_and_stale_heading_are_told_and_stay_typed() -> None:
    desk = Desk()
    url = desk.url("document_unit", unit_uid=desk.unit().uid)
    answer = desk.client.post(url, {"version": 1, "answer": "chosen", "assignee": "Sở Không Có"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Sở Không Có"' in page
    assert "Hãy chọn trong danh sách gợi ý" in page
    answer = desk.client.post(url, {"version": 9, "answer": "text"})
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in answer.content.decode()


def test_batch_and_proposals_by_one_button_each() -> None:
    desk = Desk()
    answer = desk.client.post(desk.url("document_accept_many"), follow=True)
    assert re.search(r"Đã nhận \d+ mục là đúng", answer.content.decode())
    answer = desk.client.post(desk.url("document_units"), follow=True)
    assert "Đã nhận 3 đề xuất" in answer.content.decode()


def test_head_is_put_right_and_wrong_days_are_named() -> None:
    desk = Desk()
    page = desk.page("?edit=header")
    fields = dict(re.findall(r'name="(header-[^"]+)" value="([^"]*)"', page)) | {"header-title": "Kế hoạch mẫu"}
    wrong = desk.client.post(desk.url("document_header"), {**fields, "header-issued_on": "2026-02-24", "version": 1})
    assert wrong.status_code == 422
    assert "Không đọc được ngày này" in wrong.content.decode()
    desk.paper.refresh_from_db()
    sent = {**fields, "header-issued_on": "25/02/2026", "version": desk.paper.version}
    assert desk.client.post(desk.url("document_header"), sent).status_code == 302
    desk.paper.refresh_from_db()
    assert (desk.paper.title, f"{desk.paper.issued_on:%d/%m/%Y}") == ("Kế hoạch mẫu", "25/02/2026")


def test_damaged_text_stands_under_its_banner() -> None:
    desk = Desk()
    assert "Văn bản hỏng dấu" not in desk.page()
    with rows_for_tests():
        desk.paper.readings.update(damaged=True)
    assert "Văn bản hỏng dấu" in desk.page()


def test_end_of_the_review_waits_for_a_choice() -> None:
    desk = Desk()
    page = desk.page()
    assert 'name="unseen_are_right"' in page
    confirm = re.search(r'action="(/tasks/confirm/[^"]+)"', page)
    assert confirm
    refused = desk.client.post(confirm[1], {"version": desk.paper.version}, follow=True)
    assert refused.redirect_chain[-1][0] == desk.url("document_review")
    assert "chưa" in refused.content.decode()
    desk.paper.refresh_from_db()
    assert desk.paper.state == "read"
    desk.client.post(confirm[1], {"version": desk.paper.version, "unseen_are_right": "1"})
    desk.paper.refresh_from_db()
    assert desk.paper.state == "reviewed"
    page = desk.page()
    assert 'name="verb"' not in page
    assert "Xác nhận kế hoạch" not in page

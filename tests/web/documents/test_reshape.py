"""Cutting, merging and giving another place on the review page, without a script and with one."""

import pytest

from phongtrao.apps.documents.models import ReadItem
from tests.apps.documents.papers import PLAN
from tests.web.documents.pages import HX, Desk, card

pytestmark = pytest.mark.django_db


def _sent(desk: Desk, action: str, script: bool, **fields: str) -> tuple[int, str]:
    item = desk.item()
    prefix = item.uid.hex[:8]
    url = desk.url("document_item_shape", item_uid=item.uid, action=action)
    sent = {f"{prefix}-{name}": value for name, value in {"version": str(item.version), **fields}.items()}
    answer = desk.client.post(url, sent, headers=HX if script else {})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("action", ["split", "redraw"])
def test_form_in_the_card_is_that_of_the_page(action: str) -> None:
    desk = Desk()
    item = desk.item()
    url = desk.url("document_item_shape", item_uid=item.uid, action=action)
    swapped = desk.client.get(url, headers=HX).content.decode()
    answer = desk.client.get(url)
    assert answer["Location"].endswith(f"?{action}={item.uid.hex}#item-{item.uid.hex}")
    shown = card(desk.page(f"?{action}={item.uid.hex}"), item)
    assert card(swapped, item) == shown
    assert "<textarea" in shown
    assert desk.client.get(url.replace(action, "melt")).status_code == 404


@pytest.mark.parametrize("script", [True, False])
def test_item_is_cut_and_wrong_cuts_are_told(script: bool) -> None:
    desk = Desk()
    text = desk.item().text
    status, page = _sent(desk, "split", script, said=text)
    assert (status, "Chưa rõ tách ở đâu" in page, text in page) == (422, True, True)
    status, _page = _sent(desk, "split", script, said=text.replace(", xong", ",\nxong"))
    assert status == (204 if script else 302)
    assert ReadItem.objects.get(decision="added").text.startswith("xong trước ngày")
    assert desk.decide(desk.item(), "restore", script=script).status_code == (204 if script else 302)
    assert desk.item().decision == "open"


@pytest.mark.parametrize("script", [True, False])
def test_items_are_merged_and_given_another_place(script: bool) -> None:
    desk = Desk()
    done = 204 if script else 302
    assert desk.decide(desk.item(), "merge", script=script).status_code == done
    assert [desk.item("task", at).decision for at in (0, 1)] == ["corrected", "dropped"]
    answer = desk.decide(desk.item(), "merge", script=script)
    assert (answer.status_code, "không còn mục nào" in answer.content.decode()) == (422, True)
    status, page = _sent(desk, "redraw", script, passage="không có ở đâu cả")
    assert (status, "Không thấy đoạn này" in page) == (422, True)
    status, _page = _sent(desk, "redraw", script, passage="xây dựng kế hoạch chi tiết")
    assert (status, (desk.item().corrected or {})["text"]) == (done, "xây dựng kế hoạch chi tiết")


@pytest.mark.parametrize("script", [True, False])
def test_second_of_two_people_is_told_and_keeps_what_they_typed(script: bool) -> None:
    desk = Desk()
    item = desk.item()
    desk.decide(item, "drop", client=desk.colleague())
    url = desk.url("document_item_shape", item_uid=item.uid, action="split")
    prefix = item.uid.hex[:8]
    sent = {f"{prefix}-version": item.version, f"{prefix}-said": "Vừa gõ\nở đây"}
    answer = desk.client.post(url, sent, headers=HX if script else {})
    page = answer.content.decode()
    assert (answer.status_code, "Người khác vừa sửa mục này" in page, "Vừa gõ\nở đây" in page) == (422, True, True)


def test_finding_stands_with_the_item_that_it_concerns_also_after_a_swap() -> None:
    desk = Desk()
    item = desk.item("task", 3)
    words = "Đăng ký là việc làm một lần nhưng không nêu ngày"
    assert words in card(desk.page(), item)
    assert words not in card(desk.page(), desk.item("task", 4))
    answer = desk.decide(item, "accept", script=True)
    assert card(answer.content.decode(), item) == card(desk.page(), item)
    assert words in card(answer.content.decode(), item)


def test_personal_numbers_are_warned_of_by_their_line_and_not_repeated() -> None:
    desk = Desk(read=False)
    assert "thông tin cá nhân" not in desk.client.get(desk.url("document")).content.decode()
    text = PLAN.replace("2. Đề nghị", "Liên hệ: 0912345678\n2. Đề nghị")
    desk.paper = desk.commune.read(text)
    page = desk.client.get(desk.url("document")).content.decode()
    line = text[: text.index("0912345678")].count("\n") + 1
    assert "Văn bản có thông tin cá nhân" in page
    assert f"Dòng {line}:" in page
    assert "0912345678" not in page


@pytest.mark.parametrize("action", ["split", "redraw"])
def test_words_of_the_form_are_not_called_optional(action: str) -> None:
    desk = Desk()
    shown = card(desk.page(f"?{action}={desk.item().uid.hex}"), desk.item())
    assert "shape-form" in shown
    assert "không bắt buộc" not in shown

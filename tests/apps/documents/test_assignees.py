"""Printed names against the bodies, groups and posts of the day: one match is a proposal, else the words stay."""

import pytest

from phongtrao.apps.documents.models import Document
from phongtrao.apps.documents.reader import resolver_for
from phongtrao.apps.orgs.queries import bodies_in_group
from tests.apps.documents.papers import Commune
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    made = Commune()
    for name, kind in (
        ("Văn phòng HĐND và UBND xã Hòa An", "committee_office"),
        ("Phòng Văn hóa - Xã hội xã Hòa An", "division"),
        ("Trường Tiểu học Hòa An", "school"),
        ("Trường THCS Hòa An", "school"),
    ):
        rows.body(name, place=made.place, type=kind)
    rows.post("leader", made.committee, title="Phó Chủ tịch Thường trực")
    neighbour = rows.area("Bình Yên", parent=made.province)
    rows.body("Công an xã Bình Yên", place=neighbour, type="commune_police")
    return made


@pytest.mark.parametrize(
    ("printed", "kind", "label"),
    [
        ("Công an xã", "body", "Công an xã Hòa An"),
        ("Công an xã (cơ quan Thường trực)", "body", "Công an xã Hòa An"),
        ("CÔNG AN XÃ HÒA AN", "body", "Công an xã Hòa An"),
        ("Ủy ban nhân dân xã", "body", "UBND xã Hòa An"),
        ("Ủy ban MTTQ xã", "body", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Hòa An"),
        ("Phòng Văn hóa – Xã hội", "body", "Phòng Văn hóa - Xã hội xã Hòa An"),
        ("Thôn 2", "body", "Thôn 2"),
        ("Các thôn", "group", "Các thôn, bản, ấp – Xã Hòa An"),
        ("Các thôn trên địa bàn xã", "group", "Các thôn, bản, ấp – Xã Hòa An"),
        ("Các nhà trường trên địa bàn xã", "group", "Các trường học, cơ sở giáo dục – Xã Hòa An"),
        ("Phó Chủ tịch thường trực UBND xã", "post", "Phó Chủ tịch Thường trực, UBND xã Hòa An"),
        ("Công an xã Bình Yên", "", ""),  # another commune's
        ("Công an tỉnh", "", ""),
        ("Phòng Kinh tế", "", ""),  # not here
        ("Các phòng, ban, cơ quan, đơn vị xã", "", ""),  # some of these nouns are no type of bodies
        ("", "", ""),
        ("()", "", ""),
    ],
)
def test_printed_name(commune: Commune, printed: str, kind: str, label: str) -> None:
    resolver = resolver_for(Document(body=commune.committee), today=rows.TODAY)
    proposal = resolver.resolve(printed)
    assert (proposal.get("kind", ""), proposal.get("label", "")) == (kind, label)


@pytest.mark.parametrize("printed", ["UBND các xã, phường", "Ủy ban nhân dân xã, phường", "UBND các xã"])
def test_committees_of_a_province_are_those_of_its_communes(commune: Commune, printed: str) -> None:
    province = rows.body("UBND tỉnh Sông Lam", place=commune.province, type="people_committee")
    neighbour = rows.area("Yên Lạc", parent=commune.province)
    rows.body("UBND xã Yên Lạc", place=neighbour, type="people_committee")
    resolver = resolver_for(Document(body=province), today=rows.TODAY)
    proposal = resolver.resolve(printed)
    assert proposal["kind"] == "group"
    chosen = resolver.find(proposal["key"])
    assert chosen is not None
    assert chosen.group_area_id is not None
    meant = bodies_in_group(group_type=chosen.group_type, area_id=chosen.group_area_id, today=rows.TODAY)
    assert sorted(body.name for body in meant) == ["UBND xã Hòa An", "UBND xã Yên Lạc"]


def test_two_bodies_of_one_name_are_a_question(commune: Commune) -> None:
    for number in (1, 2):
        hamlet = rows.area(f"Xóm {number}", type="hamlet", parent=commune.place)
        rows.body("Tổ tự quản", place=hamlet, type="self_managed_group")
    assert resolver_for(Document(body=commune.committee), today=rows.TODAY).resolve("Tổ tự quản") == {}


def test_body_that_has_ended_is_not_proposed(commune: Commune) -> None:
    rows.body("Đài truyền thanh xã Hòa An", place=commune.place, valid_to=rows.TODAY)
    assert resolver_for(Document(body=commune.committee), today=rows.TODAY).resolve("Đài truyền thanh xã") == {}


def test_choice_is_found_by_key_and_by_label_without_marks(commune: Commune) -> None:
    resolver = resolver_for(Document(body=commune.committee), today=rows.TODAY)
    for choice in resolver.choices():
        assert resolver.find(choice.key) == choice
    found = resolver.find("cong an xa hoa an")
    assert found is not None
    assert found.body_id == commune.police.pk
    assert resolver.find("không có") is None
    assert resolver.find("") is None


def test_group_without_bodies_is_not_proposed() -> None:
    """What cannot be chosen today would stay a proposal that no button takes."""
    resolver = resolver_for(Document(body=Commune().committee), today=rows.TODAY)
    assert resolver.resolve("Các nhà trường trên địa bàn xã") == {}
    assert resolver.resolve("Các thôn")["kind"] == "group"

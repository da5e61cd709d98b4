"""Bodies, people and places in and out by Excel: preview, errors by cell, all or nothing, again without change."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from phongtrao.adapters.xlsx import read_table, write_table
from phongtrao.apps.accounts.models import User
from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.models import AdminAreaVersion, Appointment, OrgUnit, OrgUnitRelation
from phongtrao.apps.orgs.operations import create_hamlets, take_sheet
from phongtrao.apps.orgs.queries import (
    preview_sheet,
    read_sheet,
    sheet_export,
    sheet_template,
)
from phongtrao.apps.orgs.queries.tables import KINDS
from phongtrao.apps.orgs.rows import SheetPreview
from tests.factories import rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def filled(kind: str, *lines: dict[str, Any]) -> dict[str, Any]:
    data = write_table(KINDS[kind].columns(), lines, title="Bảng")
    return read_sheet(kind=kind, data=data)


def preview(kind: str, table: dict[str, Any], by: Actor) -> SheetPreview:
    return preview_sheet(kind=kind, table=table, by=by, today=TODAY)


def take(kind: str, table: dict[str, Any], by: Actor) -> SheetPreview:
    shown = preview(kind, table, by)
    return take_sheet(by=by, now=NOW, today=TODAY, kind=kind, table=table, digest=shown.digest)


@pytest.fixture
def keeper() -> Actor:
    province = rows.area("Sông Lam", "province")
    return rows.actor(
        "coordinator", rows.body("Công an xã Hòa An", place=rows.area(parent=province), type="commune_police")
    )


BODIES = (
    {"name": "UBND xã Hòa An", "valid_from": date(2026, 1, 1)},
    {"name": "Phòng Kinh tế", "short_name": "P. KT", "upper": "UBND xã Hòa An", "decision": "15/QĐ-UBND"},
    {"name": "Trường THCS Hòa An", "type": "Trường học, cơ sở giáo dục", "area": "Xã Hòa An"},
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_template_holds_no_rows_and_is_read_back(kind: str) -> None:
    table = read_table(sheet_template(kind=kind), columns=KINDS[kind].columns())
    assert table.rows == ()
    assert table.errors == ()


def test_bodies_come_in_and_a_second_time_nothing_changes(keeper: Actor) -> None:
    table = filled("bodies", *BODIES)
    shown = preview("bodies", table, keeper)
    assert (shown.errors, [line.action for line in shown.lines]) == ((), ["new", "new", "new"])
    assert not OrgUnit.objects.filter(name="Phòng Kinh tế").exists()
    take("bodies", table, keeper)
    relation = OrgUnitRelation.objects.get()
    assert (relation.upper.name, relation.lower.name) == ("UBND xã Hòa An", "Phòng Kinh tế")
    assert OrgUnit.objects.get(name="UBND xã Hòa An").type == "people_committee"
    again = take("bodies", table, keeper)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)


def test_an_export_is_taken_back_without_change_and_carries_corrections(keeper: Actor) -> None:
    take("bodies", filled("bodies", *BODIES), keeper)
    table = read_sheet(kind="bodies", data=sheet_export(kind="bodies", by=keeper, today=TODAY))
    shown = preview("bodies", table, keeper)
    assert (shown.errors, shown.new, shown.changed, shown.unchanged) == ((), 0, 0, 4)
    line = next(line for line in table["rows"] if line[1] == "Phòng Kinh tế")
    line[1] = "Phòng Kinh tế - Hạ tầng"
    assert preview("bodies", table, keeper).lines[table["rows"].index(line)].changes == (
        "tên: Phòng Kinh tế → Phòng Kinh tế - Hạ tầng",
    )
    take("bodies", table, keeper)
    assert OrgUnit.objects.filter(name="Phòng Kinh tế - Hạ tầng").exists()
    assert OrgUnit.objects.count() == 4


def test_errors_name_the_cell_and_nothing_is_taken(keeper: Actor) -> None:
    table = filled(
        "bodies",
        {"name": "Phòng Kinh tế"},
        {"name": "Tập thể lạ"},
        {"name": "Phòng Nội vụ", "area": "Xã Hòa Lợi"},
        {"name": "Phòng Tư pháp", "upper": "UBND xã Không Có"},
        {"name": "Sở Nội vụ"},
        {"name": "phòng kinh tế"},
        {"name": "Phòng Y tế", "uid": "không phải mã"},
    )
    shown = preview("bodies", table, keeper)
    cells = [error.split(":")[0] for error in shown.errors]
    assert cells == ["C3", "D4", "E5", "C6", "A7", "J8"]
    assert "“Xã Hòa Lợi”" in shown.errors[1]
    with pytest.raises(Refused) as refused:
        take("bodies", table, keeper)
    assert refused.value.code == "sheet_has_errors"
    assert not OrgUnit.objects.filter(name="Phòng Kinh tế").exists()


def test_what_changed_between_preview_and_confirmation_is_told(keeper: Actor) -> None:
    table = filled("bodies", *BODIES)
    shown = preview("bodies", table, keeper)
    take("bodies", filled("bodies", BODIES[0]), keeper)
    with pytest.raises(Refused) as refused:
        take_sheet(by=keeper, now=NOW, today=TODAY, kind="bodies", table=table, digest=shown.digest)
    assert refused.value.code == "changed_meanwhile"


def test_a_body_ends_by_its_row(keeper: Actor) -> None:
    take("bodies", filled("bodies", BODIES[0]), keeper)
    take("bodies", filled("bodies", {**BODIES[0], "valid_to": date(2026, 6, 30)}), keeper)
    assert OrgUnit.objects.get(name="UBND xã Hòa An").valid_to == date(2026, 6, 30)


PEOPLE = (
    {"full_name": "Trần Văn An", "role": "Cán bộ cơ quan, đơn vị", "title": "Chuyên viên", "body": "Công an xã Hòa An"},
    {
        "full_name": "Lê Thị Bình",
        "username": "binhlt",
        "role": "Lãnh đạo",
        "title": "Trưởng Công an xã",
        "body": "Công an xã Hòa An",
    },
    {
        "full_name": "Lê Thị Bình",
        "username": "binhlt",
        "role": "Người xem",
        "title": "Thành viên",
        "body": "Công an xã Hòa An",
    },
)


def test_people_come_in_with_their_posts_and_again_without_change(keeper: Actor) -> None:
    table = filled("people", *PEOPLE)
    assert preview("people", table, keeper).errors == ()
    take("people", table, keeper)
    assert set(User.objects.values_list("username", flat=True)) >= {"antv", "binhlt"}
    assert Appointment.objects.filter(user__username="binhlt").count() == 2
    again = take("people", table, keeper)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    exported = read_sheet(kind="people", data=sheet_export(kind="people", by=keeper, today=TODAY))
    shown = preview("people", exported, keeper)
    assert (shown.errors, shown.unchanged) == ((), 4)


def test_people_errors_name_the_cell(keeper: Actor) -> None:
    rows.user(username="nguoila")
    table = filled(
        "people",
        {**PEOPLE[0], "body": "Phòng Không Có"},
        {**PEOPLE[0], "role": "Quản trị"},
        {**PEOPLE[0], "role": "Trưởng thôn, tổ trưởng tổ dân phố"},
        {**PEOPLE[0], "username": "Tên Có Dấu"},
        {**PEOPLE[0], "username": "nguoila"},
        {**PEOPLE[0], "uid": "8d7f4a52-0000-4000-8000-000000000000"},
    )
    cells = [error.split(":")[0] for error in preview("people", table, keeper).errors]
    assert cells == ["E2", "C3", "C4", "B5", "B6", "J7"]
    assert not User.objects.filter(full_name="Trần Văn An").exists()


def test_the_export_of_a_coordinator_holds_administrators_and_is_taken_back(keeper: Actor) -> None:
    body = OrgUnit.objects.get(pk=keeper.body_id or 0)
    rows.user_in_post("administrator", body)
    table = read_sheet(kind="people", data=sheet_export(kind="people", by=keeper, today=TODAY))
    shown = preview("people", table, keeper)
    assert (shown.errors, shown.unchanged) == ((), 2)
    line = next(line for line in table["rows"] if line[3] == "Quản trị")
    line[1] = "Người Khác"
    assert preview("people", table, keeper).errors[0].startswith("C")


def test_an_appointment_ends_by_its_row(keeper: Actor) -> None:
    take("people", filled("people", *PEOPLE), keeper)
    take("people", filled("people", {**PEOPLE[2], "valid_to": date(2026, 5, 1)}), keeper)
    held = Appointment.objects.filter(user__username="binhlt").order_by("id")
    assert [a.valid_to for a in held] == [None, date(2026, 5, 1)]


PLACES = ({"title": "Thôn Đông", "board": True}, {"title": "Thôn Tây", "parent": "Xã Hòa An, Tỉnh Sông Lam"})


def test_hamlets_come_in_with_boards_and_again_without_change(keeper: Actor) -> None:
    table = filled("places", *PLACES)
    shown = take("places", table, keeper)
    assert (shown.errors, shown.new) == ((), 2)
    assert [body.name for body in OrgUnit.objects.filter(type="hamlet_board")] == ["Thôn Đông"]
    assert take("places", table, keeper).unchanged == 2
    exported = read_sheet(kind="places", data=sheet_export(kind="places", by=keeper, today=TODAY))
    assert preview("places", exported, keeper).unchanged == 2
    exported["rows"][0][1] = "Thôn Đông Sơn"
    take("places", exported, keeper)
    assert AdminAreaVersion.objects.get(name="Đông Sơn").search == "thon dong son"
    assert AdminAreaVersion.objects.filter(type="hamlet").count() == 2


def test_places_errors_name_the_cell(keeper: Actor) -> None:
    table = filled("places", {"title": "Đoài"}, {"title": "Thôn Bắc", "parent": "Xã Lạ"}, *PLACES[:1], *PLACES[:1])
    cells = [error.split(":")[0] for error in preview("places", table, keeper).errors]
    assert cells == ["A2", "B3", "A5"]


def test_a_province_keeper_names_the_commune() -> None:
    province = rows.area("Sông Lam", "province")
    commune = rows.area(parent=province)
    rows.area("Hòa An", "ward", parent=province)
    keeper = rows.actor("coordinator", rows.body(place=province, type="provincial_police"))
    shown = preview("places", filled("places", {"title": "Thôn Đông"}), keeper)
    assert shown.errors[0].startswith("B2: để trống")
    take("places", filled("places", {"title": "Thôn Đông", "parent": "xã hoà an"}), keeper)
    assert AdminAreaVersion.objects.get(name="Đông").parent_id == commune.pk


def test_whoever_keeps_nothing_gets_nothing() -> None:
    own = rows.body()
    officer = rows.actor("officer", own)
    create_hamlets(
        by=SYSTEM,
        now=NOW,
        commune_uid=own.area.uid,
        titles=["Thôn 1"],
        valid_from=TODAY,
    )
    for kind in KINDS:
        data = sheet_export(kind=kind, by=officer, today=TODAY)
        assert read_table(data, columns=KINDS[kind].columns()).rows == ()
        table = filled(kind, {"name": "Phòng X", "full_name": "A", "title": "Thôn 2"})
        with pytest.raises(Refused) as refused:
            take_sheet(by=officer, now=NOW, today=TODAY, kind=kind, table=table, digest="")
        assert refused.value.code == "role_may_not"


def test_a_file_that_is_no_table_is_refused_with_its_cause() -> None:
    for data in (b"", b"xin chao", b"PK\x03\x04" + b"\0" * 50):
        with pytest.raises(Refused) as refused:
            read_sheet(kind="bodies", data=data, name="x.xlsx")
        assert refused.value.code == "sheet_unreadable"
        assert refused.value.params["cause"]
    with pytest.raises(NotVisible):
        read_sheet(kind="secrets", data=b"")

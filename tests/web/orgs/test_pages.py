"""Pages of bodies, people, places, tables and the first screen, driven as a browser without JavaScript would."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phongtrao.adapters.xlsx import read_table, write_table
from phongtrao.apps.accounts.models import OneTimeCode, User
from phongtrao.apps.orgs.models import (
    AdminArea,
    AdminAreaVersion,
    Appointment,
    OrgUnit,
    OrgUnitRelation,
    OrgUnitSuccession,
)
from phongtrao.apps.orgs.queries.tables import KINDS
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Commune:
    """A commune with its police office, whose coordinator is logged in."""

    def __init__(self, role: str = "coordinator") -> None:
        self.province = rows.area("Sông Lam", "province")
        self.place = rows.area("Hòa An", parent=self.province)
        self.body = rows.body("Công an xã Hòa An", place=self.place, type="commune_police")
        self.person = rows.user_in_post(role, self.body)
        self.client = Client()
        self.client.force_login(self.person, backend="django.contrib.auth.backends.ModelBackend")

    def page(self, url: str) -> str:
        answer = self.client.get(url)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()


def test_the_list_finds_without_marks_and_by_group() -> None:
    commune = Commune()
    rows.body("Trường THCS Hoà Bình", place=commune.place, type="school", search="truong thcs hoa binh")
    page = commune.page("/orgs/bodies/?q=hòa bình&type=schools")
    assert "Trường THCS Hoà Bình" in page
    assert f"/orgs/bodies/{commune.body.uid}/" not in page
    assert "Không có đơn vị nào khớp" in commune.page("/orgs/bodies/?q=khong-co")
    assert "Công an xã Hòa An" in commune.page("/orgs/bodies/?type=no-such-type&page=xyz")


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("url", ["/orgs/bodies/", "/orgs/people/", "/orgs/places/?q=thon"])
def test_lists_take_as_many_queries_for_ten_rows_as_for_two_thousand(url: str) -> None:
    commune = Commune()
    for number in range(10):
        rows.area(f"Thôn {number}", "hamlet", commune.place)
        rows.user_in_post("officer", rows.body(f"Phòng {number}", place=commune.place))
    few = queries_of(commune.client, url)
    with rows_for_tests():
        path = rows.area_path(commune.place)
        OrgUnit.objects.bulk_create(
            OrgUnit(name=f"Đơn vị {n}", type="school", area=commune.place, scope=path, valid_from=rows.START)
            for n in range(2000)
        )
        people = User.objects.bulk_create(User(username=f"nguoi{n}", full_name=f"Người {n}") for n in range(2000))
        post = Appointment.objects.filter(post__body=commune.body)[0].post
        Appointment.objects.bulk_create(Appointment(post=post, user=user, valid_from=rows.START) for user in people)
        areas = AdminArea.objects.bulk_create([AdminArea() for _ in range(200)])
        AdminAreaVersion.objects.bulk_create(
            AdminAreaVersion(
                area=area,
                name="Đông",
                type="hamlet",
                parent=commune.place,
                path=f"{path}{area.pk:010d}/",
                search="thon dong",
                valid_from=rows.START,
            )
            for area in areas
        )
    assert queries_of(commune.client, url) == few
    assert few <= 12


def test_a_body_is_made_changed_and_ended_with_a_successor() -> None:
    commune = Commune()
    made = {
        "name": "Phòng Kinh tế",
        "type": "division",
        "area": str(commune.place.uid),
        "valid_from": "05/01/2026",
    }
    answer = commune.client.post("/orgs/bodies/new/", made)
    body = OrgUnit.objects.get(name="Phòng Kinh tế")
    assert (answer.status_code, body.valid_from.isoformat()) == (302, "2026-01-05")
    changed = {"name": "Phòng Kinh tế - Hạ tầng", "type": "division", "version": 1}
    assert commune.client.post(f"/orgs/bodies/{body.uid}/edit/", changed).status_code == 302
    late = commune.client.post(f"/orgs/bodies/{body.uid}/edit/", {**changed, "name": "Phòng Khác"})
    assert late.status_code == 422
    assert "vừa được người khác sửa" in late.content.decode()
    assert 'value="Phòng Khác"' in late.content.decode()
    other = rows.body("Phòng Tổng hợp", place=commune.place)
    end = {"on": "01/03/2026", "successor": str(other.uid), "kind": "merge", "version": 2}
    assert commune.client.post(f"/orgs/bodies/{body.uid}/end/", end).status_code == 302
    assert OrgUnitSuccession.objects.get().to_unit_id == other.pk
    page = commune.page(f"/orgs/bodies/{body.uid}/")
    assert "Đơn vị này đã kết thúc từ 01/03/2026" in page
    assert "Phòng Tổng hợp" in page
    assert "Kết thúc hiệu lực" in page


def test_a_wrong_date_is_named_and_what_was_typed_stays() -> None:
    commune = Commune()
    typed = {"name": "Phòng Kinh tế", "type": "division", "area": str(commune.place.uid), "valid_from": "31/02/2026"}
    answer = commune.client.post("/orgs/bodies/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa gửi được" in page
    assert "“31/02/2026”" in page
    assert 'value="Phòng Kinh tế"' in page
    assert not OrgUnit.objects.filter(name="Phòng Kinh tế").exists()


def test_the_upper_body_may_lie_above_the_commune() -> None:
    commune = Commune()
    police = rows.body("Công an tỉnh Sông Lam", place=commune.province, type="provincial_police")
    form = {"upper": str(police.uid), "kind": "professional", "valid_from": "01/02/2026"}
    assert commune.client.post(f"/orgs/bodies/{commune.body.uid}/relations/", form).status_code == 302
    relation = OrgUnitRelation.objects.get()
    assert "Công an tỉnh Sông Lam" in commune.page(f"/orgs/bodies/{commune.body.uid}/")
    url = f"/orgs/bodies/{commune.body.uid}/relations/{relation.pk}/end/"
    assert commune.client.post(url).status_code == 302
    relation.refresh_from_db()
    assert relation.valid_to == timezone.localdate()


def test_an_officer_sees_no_buttons_of_keepers() -> None:
    commune = Commune("officer")
    page = commune.page(f"/orgs/bodies/{commune.body.uid}/")
    for words in ("Thêm người", "Kết thúc, sáp nhập", "Ghi cơ quan cấp trên"):
        assert words not in page
    assert "Nhập, xuất Excel" not in commune.page("/orgs/bodies/")
    assert "Đổi tên" not in commune.page(f"/orgs/places/{commune.place.uid}/")


def test_a_person_is_made_and_the_code_is_shown_once() -> None:
    commune = Commune()
    typed = {
        "full_name": "Trần Văn An",
        "body": str(commune.body.uid),
        "role": "officer",
        "title": "Chuyên viên",
        "valid_from": "01/01/2026",
    }
    answer = commune.client.post("/orgs/people/new/", typed)
    user = User.objects.get(username="antv")
    assert answer["Location"] == f"/orgs/people/{user.uid}/"
    assert "chưa vào lần đầu" in commune.page(f"/orgs/people/{user.uid}/")
    slip = commune.client.post(f"/orgs/people/{user.uid}/code/")
    code = re.search(r'big-code">([A-Z0-9]{4}-[A-Z0-9]{4})<', slip.content.decode())
    assert code is not None
    assert "no-store" in slip["Cache-Control"]
    assert code.group(1) not in commune.page(f"/orgs/people/{user.uid}/")
    entered = Client().post("/accounts/first-login/", {"username": "antv", "code": code.group(1).lower()})
    assert entered.status_code == 302


def test_many_codes_come_on_one_sheet() -> None:
    commune = Commune()
    people = [rows.user_in_post("officer", rows.body(place=commune.place)) for _ in range(3)]
    sheet = commune.client.post("/orgs/people/codes/", {"people": [str(p.uid) for p in people]})
    assert len(re.findall(r"big-code", sheet.content.decode())) == 3
    assert OneTimeCode.objects.count() == 3
    nobody = commune.client.post("/orgs/people/codes/", {}, follow=True)
    assert "Chưa chọn ai" in nobody.content.decode()
    outsider = rows.user_in_post("officer")
    refused = commune.client.post(
        "/orgs/people/codes/", {"people": [str(outsider.uid), str(people[0].uid)]}, follow=True
    )
    assert "big-code" not in refused.content.decode()
    assert OneTimeCode.objects.filter(revoked_at__isnull=True).count() == 3
    assert commune.client.post("/orgs/people/codes/", {"people": "x"}).status_code == 404


def test_an_account_is_locked_with_a_reason_and_opened_again() -> None:
    commune = Commune()
    person = rows.user_in_post("officer", commune.body)
    url = f"/orgs/people/{person.uid}/"
    missing = commune.client.post(f"{url}lock/", {"reason": "", "version": 1})
    assert missing.status_code == 422
    assert commune.client.post(f"{url}lock/", {"reason": "Nghỉ hưu", "version": 1}).status_code == 302
    assert "đã khóa" in commune.page(url)
    assert "Nghỉ hưu" in commune.page(url)
    assert commune.client.post(f"{url}unlock/").status_code == 302
    person.refresh_from_db()
    assert person.is_active


def test_a_second_post_is_given_and_ended() -> None:
    commune = Commune()
    person = rows.user_in_post("officer", commune.body)
    typed = {"body": str(commune.body.uid), "role": "viewer", "title": "Theo dõi", "valid_from": "01/02/2026"}
    assert commune.client.post(f"/orgs/people/{person.uid}/posts/", typed).status_code == 302
    held = Appointment.objects.get(user=person, post__role="viewer")
    url = f"/orgs/people/{person.uid}/posts/{held.uid}/end/"
    assert commune.client.post(url, {"on": "01/03/2026"}).status_code == 302
    assert "thôi từ 01/03/2026" in commune.page(f"/orgs/people/{person.uid}/")
    typed["role"] = "administrator"
    wrong = commune.client.post(f"/orgs/people/{person.uid}/posts/", typed)
    assert wrong.status_code == 422
    assert "không có trong danh sách" in wrong.content.decode()


def test_places_go_down_and_hamlets_are_pasted() -> None:
    commune = Commune()
    assert "Xã Hòa An" in commune.page(f"/orgs/places/{commune.province.uid}/")
    typed = {"hamlets": "Thôn 10\nThôn 2\n\nTổ dân phố số 1", "boards": "on", "valid_from": "01/01/2026"}
    answer = commune.client.post(f"/orgs/places/{commune.place.uid}/hamlets/", typed, follow=True)
    page = answer.content.decode()
    assert "Đã thêm 3 thôn, tổ dân phố" in page
    assert page.index("Thôn 2") < page.index("Thôn 10")
    assert OrgUnit.objects.filter(type__in=("hamlet_board", "residential_group_board")).count() == 3
    wrong = commune.client.post(f"/orgs/places/{commune.place.uid}/hamlets/", {**typed, "hamlets": "Đoài"})
    assert "thiếu loại ở đầu" in wrong.content.decode()


def test_a_renamed_place_keeps_its_earlier_name() -> None:
    commune = Commune()
    day = timezone.localdate() - timedelta(days=1)
    typed = {"name": "Hòa Yên", "on": f"{day:%d/%m/%Y}", "decision": "NQ 12", "version": 1}
    answer = commune.client.post(f"/orgs/places/{commune.place.uid}/rename/", typed, follow=True)
    assert "Xã Hòa Yên" in answer.content.decode()
    assert "Xã Hòa An" in answer.content.decode()


def upload(kind: str, *lines: Mapping[str, str]) -> SimpleUploadedFile:
    data = write_table(KINDS[kind].columns(), lines, title="Bảng")
    return SimpleUploadedFile("bang.xlsx", data, SHEET_TYPE)


def test_a_table_is_previewed_then_confirmed_then_unchanged() -> None:
    commune = Commune()
    lines = ({"name": "UBND xã Hòa An"}, {"name": "Phòng Kinh tế", "upper": "UBND xã Hòa An"})
    preview = commune.client.post("/orgs/sheets/bodies/", {"file": upload("bodies", *lines)})
    assert not OrgUnit.objects.filter(name="Phòng Kinh tế").exists()
    packed = re.search(r'name="packed" value="([^"]+)"', preview.content.decode())
    assert packed is not None
    for attempt in (packed.group(1) + "x", "", "a:b:c"):
        again = commune.client.post("/orgs/sheets/bodies/confirm/", {"packed": attempt}, follow=True)
        assert "Hãy tải tệp lên lại" in again.content.decode()
    other_kind = commune.client.post("/orgs/sheets/people/confirm/", {"packed": packed.group(1)}, follow=True)
    assert "Hãy tải tệp lên lại" in other_kind.content.decode()
    done = commune.client.post("/orgs/sheets/bodies/confirm/", {"packed": packed.group(1)}, follow=True)
    assert "Đã ghi: 2 mới, 0 thay đổi, 0 giữ nguyên" in done.content.decode()
    twice = commune.client.post("/orgs/sheets/bodies/confirm/", {"packed": packed.group(1)})
    assert "Dữ liệu đã đổi từ lúc xem trước" in twice.content.decode()
    assert OrgUnit.objects.filter(name="Phòng Kinh tế").count() == 1


def test_a_preview_is_of_no_use_to_another_person() -> None:
    commune = Commune()
    preview = commune.client.post("/orgs/sheets/bodies/", {"file": upload("bodies", {"name": "Phòng Kinh tế"})})
    packed = re.search(r'name="packed" value="([^"]+)"', preview.content.decode())
    assert packed is not None
    other = Client()
    other.force_login(
        rows.user_in_post("administrator", commune.body), backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = other.post("/orgs/sheets/bodies/confirm/", {"packed": packed.group(1)}, follow=True)
    assert "Hãy tải tệp lên lại" in answer.content.decode()


def test_errors_of_a_table_name_the_cell_and_offer_no_confirmation() -> None:
    commune = Commune()
    answer = commune.client.post("/orgs/sheets/bodies/", {"file": upload("bodies", {"name": "Tập thể lạ"})})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "C2:" in page
    assert "packed" not in page
    bad = commune.client.post("/orgs/sheets/bodies/", {"file": SimpleUploadedFile("x.xlsx", b"xin chao")})
    assert "Không đọc được tệp bảng tính" in bad.content.decode()
    empty = commune.client.post("/orgs/sheets/bodies/", {"file": SimpleUploadedFile("x.xlsx", b"")})
    assert empty.status_code == 422
    assert commune.client.get("/orgs/sheets/secrets/").status_code == 404


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_template_and_export_are_attachments_that_are_read_back(kind: str) -> None:
    commune = Commune()
    for name, least in (("template", 0), ("export", 1 if kind != "places" else 0)):
        answer = commune.client.get(f"/orgs/sheets/{kind}/{name}/")
        assert answer["Content-Disposition"].startswith("attachment;")
        assert len(read_table(answer.content, columns=KINDS[kind].columns()).rows) >= least


def test_the_first_screen_leads_from_the_country_to_a_commune() -> None:
    province = rows.area("Sông Lam", "province")
    place = rows.area("Hòa An", parent=province)
    client = Client()
    client.force_login(rows.user(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    first = client.get("/orgs/setup/").content.decode()
    assert "Đã có 0 đơn vị" in first
    assert "Chưa có trong bản này" in first
    assert "Xã Hòa An" in client.get(f"/orgs/setup/?province={province.uid}").content.decode()
    answer = client.get(f"/orgs/setup/place/?province={province.uid}&commune={place.uid}")
    assert answer["Location"] == f"/orgs/setup/{place.uid}/bodies/"
    page = client.get(answer["Location"]).content.decode()
    keys = re.findall(r'name="keys" value="(\d+)"[^>]* checked', page)
    assert "Công an xã Hòa An" in page
    made = {"keys": keys, "names": "Trường THCS Hòa An", "valid_from": "01/01/2026"}
    assert client.post(answer["Location"], made).status_code == 302
    assert OrgUnit.objects.get(name="Công an xã Hòa An").type == "commune_police"
    assert OrgUnit.objects.get(name="Trường THCS Hòa An").type == "school"
    assert OrgUnitRelation.objects.filter(upper__name="UBND xã Hòa An").count() > 5
    wrong = client.post(answer["Location"], {"names": "Tập thể lạ", "valid_from": "01/01/2026"})
    assert wrong.status_code == 422
    assert "Không suy được loại của “Tập thể lạ”" in wrong.content.decode()
    again = client.post(answer["Location"], made, follow=True)
    assert "Đã tạo 0 cơ quan, đơn vị" in again.content.decode()
    assert f"Đã có {OrgUnit.objects.count()} đơn vị" in client.get("/orgs/setup/").content.decode()
    assert client.get("/orgs/setup/place/?commune=x")["Location"] == "/orgs/setup/"

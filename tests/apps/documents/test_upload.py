"""A paper comes in whole, or nothing of it stays anywhere."""

import io
import logging
import uuid
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from PIL import Image

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, queries
from phongtrao.apps.documents.models import Document
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.orgs.models import AreaSuccession
from tests.apps.documents.papers import LATER, NOW, PLAN, Commune, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
SECRET = f"TỐI MẬT\n{PLAN}"
PERSONS = f"{PLAN}\n| TT | Họ và tên | Năm sinh | Chỗ ở |\n| 1 | Nguyễn Văn Mẫu | 1980 | Thôn 1 |"


def _upload(commune: Commune, data: bytes, name: str = "ke-hoach.txt") -> Document:
    return operations.upload_document(data=data, name=name, body_uid=commune.committee.uid, by=commune.by, now=NOW)


def test_file_row_and_request_come_together(folder: Path) -> None:
    commune = Commune()
    document = commune.upload(name="  Kế hoạch\n45.txt ")
    assert (document.state, document.name, document.scope) == ("uploaded", "Kế hoạch 45.txt", commune.committee.scope)
    assert document.file.quarantined_for_id is None
    assert (folder / document.file.sha256[:2] / document.file.sha256[2:4] / document.file.sha256).read_text() == PLAN
    assert OutboxRow.objects.filter(topic="documents.read", subject_uid=document.uid).count() == 1
    assert AuditEntry.objects.get(subject_uid=document.uid).verb == "upload"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (SECRET.encode(), "ke-hoach.txt", "secrecy_mark"),
        (PERSONS.encode(), "ke-hoach.txt", "personal_list"),
        (PLAN.encode(), "MẬT.txt", "secrecy_mark"),
        (b"", "ke-hoach.docx", "file_refused"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "anh.docx", "file_refused"),
        (b"PK\x03\x04" + bytes(50), "ke-hoach.docx", "file_refused"),
        (b"\x00\x01\x02\x03" * 500, "ke-hoach.txt", "file_refused"),
    ],
)
def test_refused_file_leaves_no_file_no_row_and_no_line_in_a_log(
    data: bytes, name: str, code: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    commune = Commune()
    before = AuditEntry.objects.count()
    with caplog.at_level(logging.DEBUG), pytest.raises(Refused) as refused:
        _upload(commune, data, name)
    assert refused.value.code == code
    assert not folder.exists() or [path for path in folder.rglob("*") if path.is_file()] == []
    assert (Document.objects.count(), StoredFile.objects.count(), OutboxRow.objects.count()) == (0, 0, 0)
    assert AuditEntry.objects.count() == before
    assert [record for record in caplog.records if record.name != "django.db.backends"] == []
    assert "Nguyễn Văn Mẫu" not in str(refused.value.params)


def test_pictures_inside_come_in_when_somebody_has_looked_at_them(folder: Path) -> None:
    commune = Commune()
    data = _with_picture()
    with pytest.raises(Refused) as refused:
        _upload(commune, data, "ke-hoach.docx")
    assert (refused.value.code, refused.value.field) == ("pictures_not_vouched", "vouched")
    assert not folder.exists() or [path for path in folder.rglob("*") if path.is_file()] == []
    body = commune.committee.uid
    taken = operations.upload_document(
        data=data, name="ke-hoach.docx", body_uid=body, by=commune.by, now=NOW, vouched=True
    )
    assert taken.state == "uploaded"


def _with_picture() -> bytes:
    picture, paper = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(picture, "PNG")
    document = docx.Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(picture.getvalue()))
    document.save(paper)
    return paper.getvalue()


def test_same_file_twice_names_the_one_that_is_here() -> None:
    commune = Commune()
    first = commune.upload()
    with pytest.raises(Refused) as refused:
        commune.upload(name="khac.txt")
    assert (refused.value.code, refused.value.params["uid"]) == ("document_is_here", str(first.uid))
    operations.cancel_document(uid=first.uid, version=first.version, by=commune.by, now=LATER)
    assert commune.upload().pk != first.pk
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("role", ["leader", "officer", "hamlet_head", "viewer", "superior_reviewer", "administrator"])
def test_only_a_coordinator_hands_in(role: str) -> None:
    commune = Commune()
    commune.by = rows.actor(role, commune.committee)
    with pytest.raises(Refused, match="role_may_not"):
        commune.upload()


def test_body_of_another_place_is_out_of_scope(folder: Path) -> None:
    commune = Commune()
    commune.committee = rows.body("UBND xã Bình Yên", place=rows.area("Bình Yên", parent=commune.province))
    for uid in (commune.committee.uid, uuid.uuid4()):
        with pytest.raises(Refused, match="out_of_scope"):
            operations.upload_document(data=PLAN.encode(), name="a.txt", body_uid=uid, by=commune.by, now=NOW)
    assert not folder.exists()


def test_who_sees_a_paper() -> None:
    commune = Commune()
    document = commune.upload()
    elsewhere = rows.body(place=rows.area("Bình Yên", parent=commune.province))
    upper = rows.body(place=commune.province)
    for role, body in (("coordinator", upper), ("viewer", commune.police), ("officer", commune.committee)):
        assert queries.get_document(uid=document.uid, by=rows.actor(role, body)).pk == document.pk
    strangers = (("coordinator", elsewhere), ("officer", commune.police), ("administrator", commune.committee))
    for role, body in strangers:
        with pytest.raises(NotVisible):
            queries.get_document(uid=document.uid, by=rows.actor(role, body))


def test_list_is_found_without_marks_and_by_state() -> None:
    commune = Commune()
    commune.read()
    commune.upload(f"{PLAN}\nPhụ lục")
    assert queries.list_documents(by=commune.by, search="dien hinh").total == 1
    assert queries.list_documents(by=commune.by, search="45/kh").total == 1
    assert queries.list_documents(by=commune.by, state="uploaded").total == 1
    assert queries.list_documents(by=commune.by, search="ke hoach.txt").total == 0
    assert queries.list_documents(by=commune.by, search="ke-hoach").total == 2
    assert run_jobs() >= 1


def test_paper_of_a_merged_commune_is_seen_by_the_new_one() -> None:
    commune = Commune()
    document = commune.read()
    merged = rows.area("Hòa Bình", parent=commune.province)
    with rows_for_tests():
        commune.place.versions.update(valid_to=rows.TODAY)
        AreaSuccession.objects.create(from_area=commune.place, to_area=merged, on=rows.TODAY, kind="merge")
    by = rows.actor("coordinator", rows.body("UBND xã Hòa Bình", place=merged))
    assert queries.get_document(uid=document.uid, by=by, today=rows.TODAY).pk == document.pk
    assert queries.list_documents(by=by, today=rows.TODAY).total == 1
    with pytest.raises(NotVisible):
        queries.get_document(uid=document.uid, by=by, today=rows.TODAY - timedelta(days=1))
    review = queries.get_review(uid=document.uid, by=by, today=rows.TODAY)
    operations.accept_items(document_uid=document.uid, item_uid=review.items()[0].uid, version=1, by=by, now=LATER)

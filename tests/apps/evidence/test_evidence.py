"""Proof: what comes in, who sees it, who vouches for it."""

import io

import pytest
from django.db import IntegrityError, transaction
from docx import Document as Docx
from PIL import Image

from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.evidence.models import Evidence, EvidenceRevision
from phongtrao.apps.evidence.operations import add_file, add_reference, confirm_quarantined, remove_quarantined
from phongtrao.apps.evidence.queries import get_revision
from phongtrao.apps.files.queries import get_bytes
from phongtrao.apps.orgs.models import OrgUnitSuccession
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db


def photo(colour: str = "green", place: bool = False) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (40, 30), colour)
    exif = picture.getexif()
    if place:
        exif[0x010E] = "Nhà ông A, thôn Đông"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def letter(*lines: str) -> bytes:
    made, out = Docx(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


class Place:
    def __init__(self) -> None:
        self.commune = rows.area("Hòa An")
        self.body = rows.body("Phòng Kinh tế", place=self.commune)
        self.officer = rows.actor("officer", self.body)
        self.coordinator = rows.actor("coordinator", rows.body("UBND xã", place=self.commune))

    def add(self, data: bytes, name: str = "a.jpg", *, vouched: bool = False, by=None) -> EvidenceRevision:
        return add_file(body=self.body, data=data, name=name, title="", vouched=vouched, by=by or self.officer, now=NOW)


@pytest.fixture
def place() -> Place:
    return Place()


def sees(revision: EvidenceRevision, by) -> bool:
    try:
        get_revision(uid=revision.evidence.uid, by=by, today=TODAY)
    except NotVisible:
        return False
    return True


def test_a_photograph_loses_its_hidden_words_and_waits(place):
    revision = place.add(photo(place=True))
    assert (revision.evidence.state, revision.confirmed_at) == ("quarantined", None)
    kept = get_bytes(file=revision.file, by=place.officer)
    assert b"Exif" not in kept
    assert sees(revision, place.officer)
    assert not sees(revision, place.coordinator)
    with pytest.raises(NotVisible):
        get_bytes(file=revision.file, by=place.coordinator)


def test_the_uploaders_word_opens_it_once(place):
    revision = place.add(photo())
    evidence = revision.evidence
    with pytest.raises(NotVisible):
        confirm_quarantined(uid=evidence.uid, version=1, by=rows.actor("officer", place.body), now=NOW)
    with pytest.raises(Refused, match="changed_meanwhile"):
        confirm_quarantined(uid=evidence.uid, version=7, by=place.officer, now=NOW)
    assert confirm_quarantined(uid=evidence.uid, version=1, by=place.officer, now=NOW).state == "current"
    revision.refresh_from_db()
    assert revision.confirmed_by_id == place.officer.user_id
    assert sees(revision, place.coordinator)
    with pytest.raises(NotVisible):
        confirm_quarantined(uid=evidence.uid, version=2, by=place.officer, now=NOW)


def test_what_is_not_vouched_for_goes(place):
    revision = place.add(photo("red"))
    remove_quarantined(uid=revision.evidence.uid, version=1, by=place.officer, now=NOW)
    assert not sees(revision, place.officer)
    revision.file.refresh_from_db()
    assert revision.file.removed_at == NOW


def test_a_letter_with_clean_words_is_seen_at_once(place):
    revision = place.add(letter("Báo cáo kết quả", "Đã họp thôn."), "bao-cao.docx")
    assert revision.evidence.state == "current"
    assert sees(revision, place.coordinator)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (letter("MẬT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "secrecy_mark"),
        (b"", "file_refused"),
        (b"%PDF-1.4 hong", "file_refused"),
        (b"\x00" * 4000, "file_refused"),
        (photo()[:200], "file_refused"),
    ],
)
def test_what_may_not_come_in_leaves_nothing(place, data, code):
    with pytest.raises(Refused) as caught:
        place.add(data, "tep.docx")
    assert (caught.value.code, caught.value.field) == (code, "proofs")
    assert not Evidence.objects.exists()


def test_a_table_of_persons_in_a_letter_is_refused(place):
    made, out = Docx(), io.BytesIO()
    table = made.add_table(rows=2, cols=3)
    for row, cells in enumerate((("STT", "Họ và tên", "Năm sinh"), ("1", "Nguyễn Văn A", "1980"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    made.save(out)
    with pytest.raises(Refused, match="personal_list"):
        place.add(out.getvalue(), "ds.docx")


def test_names_never_hold_a_path_or_a_secret(place):
    assert place.add(photo(), "C:\\anh\\../họp\x00 thôn.jpg").file_name == "họp thôn.jpg"
    with pytest.raises(Refused):
        place.add(photo("blue"), "TỐI MẬT")


def test_the_number_of_a_document_is_proof(place):
    with pytest.raises(Refused, match="required"):
        add_reference(body=place.body, reference=" ", title="", by=place.officer, now=NOW)
    made = add_reference(body=place.body, reference="45/KH-UBND ngày 24/02/2026", title="", by=place.officer, now=NOW)
    assert (made.file, made.evidence.kind, made.evidence.title) == (None, "link", "45/KH-UBND ngày 24/02/2026")


def test_who_sees_is_decided_by_the_bodys_line(place):
    revision = place.add(letter("Kết quả"), "a.docx")
    successor = rows.body("Phòng Kinh tế - Hạ tầng", place=place.commune)
    heir, neighbour = rows.actor("officer", successor), rows.actor("officer", rows.body(place=place.commune))
    assert not sees(revision, heir)
    with rows_for_tests():
        OrgUnitSuccession.objects.create(from_unit=place.body, to_unit=successor, on=TODAY, kind="rename")
        type(place.body).objects.filter(pk=place.body.pk).update(valid_to=TODAY)
    assert sees(revision, heir)
    assert not sees(revision, neighbour)
    assert not sees(revision, rows.actor("coordinator", rows.body()))
    assert not sees(revision, rows.actor("administrator", place.body))
    assert sees(revision, rows.actor("viewer", rows.body(place=place.commune)))


def test_free_text_is_checked_and_numbers_are_masked():
    assert checked_text("  Đã họp \r\n") == "Đã họp"
    masked = checked_text("Gọi 0912345678, CCCD 001234567890")
    assert "0912345678" not in masked
    assert "001234567890" not in masked
    with pytest.raises(Refused, match="text_too_long"):
        checked_text("a" * 11, limit=10)


def test_the_database_holds_file_or_reference(place):
    revision = place.add(letter("Kết quả"), "a.docx")
    with pytest.raises(IntegrityError), transaction.atomic(), rows_for_tests():
        EvidenceRevision.objects.create(
            evidence=revision.evidence, number=2, added_at=NOW, added_by=revision.added_by, added_by_name="x"
        )

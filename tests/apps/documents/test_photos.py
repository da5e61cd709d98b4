"""Photographs of a paper: put in order, seen by their owner alone, joined into one paper or taken away."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from PIL import Image

from phongtrao.adapters.photo_in import LONGEST_SIDE
from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, photo_queries
from phongtrao.apps.documents.limits import MEGABYTE
from phongtrao.apps.documents.models import Document, DraftPhoto, PhotoDraft
from phongtrao.apps.documents.operations import photos as photo_operations
from phongtrao.apps.documents.page_rows import DraftRow
from phongtrao.apps.files import disk
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.jobs.models import OutboxRow
from tests.apps.documents.carriers import Pages, photograph
from tests.apps.documents.papers import LATER, NOW, Commune, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
REDS = (250, 150, 50)


def _draft(commune: Commune, count: int = 3) -> DraftRow:
    draft = operations.start_photos(body_uid=commune.committee.uid, by=commune.by, now=NOW)
    for red in REDS[:count]:
        draft = operations.add_photo(
            draft_uid=draft.uid, version=draft.version, data=photograph(red), by=commune.by, now=NOW
        )
    return draft


def _reds(data: bytes) -> list[int]:
    """The red of the middle of each page."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=0.2).to_pil()
        found.append(picture.getpixel((picture.width // 2, picture.height // 2))[0])
    return found


def _nearly(found: list[int], wanted: list[int]) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) < 12 for a, b in zip(found, wanted, strict=True))


def test_photographs_become_one_paper_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    draft = _draft(commune)
    last = draft.photos[2].uid
    for _ in range(3):  # once more than it can go
        draft = operations.move_photo(
            draft_uid=draft.uid, version=draft.version, photo_uid=last, up=True, by=commune.by, now=LATER
        )
    assert draft.photos[0].uid == last
    assert [photo.number for photo in draft.photos] == [1, 2, 3]
    document = operations.join_photos(
        draft_uid=draft.uid, version=draft.version, name=" Kế hoạch  chụp.pdf", by=commune.by, now=LATER
    )
    data = disk.path_of(document.file.sha256).read_bytes()
    assert _nearly(_reds(data), [50, 250, 150])
    assert (document.name, document.state, document.file.media_type) == (
        "Kế hoạch chụp.pdf",
        "uploaded",
        "application/pdf",
    )
    assert document.file.quarantined_for_id == commune.by.user_id
    assert DraftPhoto.objects.count() == 0
    assert photo_queries.list_drafts(by=commune.by) == ()
    assert photo_queries.get_draft(uid=draft.uid, by=commune.by).document_uid == document.uid
    again = operations.join_photos(draft_uid=draft.uid, version=1, name="x", by=commune.by, now=LATER)
    assert again.pk == document.pk
    assert Document.objects.count() == 1
    Pages(monkeypatch)
    run_jobs()
    document.refresh_from_db()
    assert document.state == "read"


def test_each_photograph_waits_in_quarantine_upright_and_without_camera_data() -> None:
    commune = Commune()
    draft = operations.start_photos(body_uid=commune.committee.uid, by=commune.by, now=NOW)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh thử"
    draft = operations.add_photo(
        draft_uid=draft.uid, version=1, data=photograph(size=(80, 40), exif=exif), by=commune.by, now=NOW
    )
    photo = draft.photos[0]
    assert (photo.width, photo.height) == (40, 80)
    stored = StoredFile.objects.get()
    assert stored.quarantined_for_id == commune.by.user_id
    stream, media_type = photo_queries.open_photo(draft_uid=draft.uid, photo_uid=photo.uid, by=commune.by)
    with stream:
        data = stream.read()
    assert media_type == "image/jpeg"
    assert len(data) == photo.size
    assert b"Exif" not in data
    assert Image.open(io.BytesIO(data)).size == (40, 80)
    other = rows.actor("coordinator", commune.committee)
    for ask in (
        lambda: photo_queries.open_photo(draft_uid=draft.uid, photo_uid=photo.uid, by=other),
        lambda: photo_queries.get_draft(uid=draft.uid, by=other),
        lambda: operations.drop_photos(draft_uid=draft.uid, version=draft.version, by=other, now=NOW),
        lambda: operations.join_photos(draft_uid=draft.uid, version=draft.version, name="a", by=other, now=NOW),
    ):
        with pytest.raises(NotVisible):
            ask()
    assert photo_queries.list_drafts(by=other) == ()
    assert photo_queries.list_drafts(by=SYSTEM) == ()


def test_large_photograph_comes_down_to_300_dpi() -> None:
    commune = Commune()
    draft = operations.start_photos(body_uid=commune.committee.uid, by=commune.by, now=NOW)
    draft = operations.add_photo(
        draft_uid=draft.uid, version=1, data=photograph(size=(5000, 3000)), by=commune.by, now=NOW
    )
    assert (draft.photos[0].width, draft.photos[0].height) == (LONGEST_SIDE, 2105)


def test_who_was_second_is_told() -> None:
    commune = Commune()
    draft = _draft(commune, 2)
    with pytest.raises(Refused, match="changed_meanwhile"):
        operations.drop_photo(
            draft_uid=draft.uid, version=draft.version - 1, photo_uid=draft.photos[0].uid, by=commune.by, now=LATER
        )
    with pytest.raises(Refused, match="changed_meanwhile"):
        operations.add_photo(draft_uid=draft.uid, version=1, data=photograph(9), by=commune.by, now=LATER)
    with pytest.raises(Refused, match="changed_meanwhile"):
        operations.join_photos(draft_uid=draft.uid, version=1, name="a", by=commune.by, now=LATER)
    assert (DraftPhoto.objects.count(), Document.objects.count()) == (2, 0)
    left = operations.drop_photo(
        draft_uid=draft.uid, version=draft.version, photo_uid=draft.photos[0].uid, by=commune.by, now=LATER
    )
    assert [photo.uid for photo in left.photos] == [draft.photos[1].uid]
    with pytest.raises(NotVisible):
        operations.drop_photo(
            draft_uid=draft.uid, version=left.version, photo_uid=draft.photos[0].uid, by=commune.by, now=LATER
        )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0" + bytes(40), b"Xin chao"])
def test_what_is_no_photograph_is_refused_with_a_sentence(data: bytes) -> None:
    commune = Commune()
    draft = _draft(commune, 0)
    with pytest.raises(Refused, match="file_refused") as refused:
        operations.add_photo(draft_uid=draft.uid, version=draft.version, data=data, by=commune.by, now=NOW)
    assert refused.value.field == "photos"
    assert "JPEG" in str(refused.value.params["sentence"])
    assert StoredFile.objects.count() == 0


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    draft = _draft(commune, 2)
    with pytest.raises(Refused, match="photos_missing"):
        empty = _draft(commune, 0)
        operations.join_photos(draft_uid=empty.uid, version=empty.version, name="a", by=commune.by, now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(photo_operations, "PHOTOS_AT_MOST", 2)
        with pytest.raises(Refused, match="photos_too_many"):
            operations.add_photo(draft_uid=draft.uid, version=draft.version, data=photograph(9), by=commune.by, now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(photo_operations, "SCAN_BYTES", MEGABYTE + 100)
        with pytest.raises(Refused, match="photos_too_big"):
            operations.add_photo(draft_uid=draft.uid, version=draft.version, data=photograph(9), by=commune.by, now=NOW)
    assert photo_queries.get_draft(uid=draft.uid, by=commune.by).version == draft.version


@pytest.mark.parametrize("role", ["leader", "officer", "viewer", "administrator"])
def test_only_a_coordinator_takes_photographs_of_papers(role: str) -> None:
    commune = Commune()
    with pytest.raises(Refused, match="role_may_not"):
        operations.start_photos(body_uid=commune.committee.uid, by=rows.actor(role, commune.committee), now=NOW)


def test_body_of_another_place_is_out_of_scope() -> None:
    commune = Commune()
    elsewhere = rows.body(place=rows.area("Bình Yên", parent=commune.province))
    with pytest.raises(Refused, match="out_of_scope"):
        operations.start_photos(body_uid=elsewhere.uid, by=commune.by, now=NOW)


def test_what_nobody_joined_goes_after_a_week_and_its_bytes_with_it() -> None:
    commune = Commune()
    draft = _draft(commune, 1)
    place = disk.path_of(StoredFile.objects.get().sha256)
    row = PhotoDraft.objects.get()
    days = timedelta(days=1)
    operations.drop_abandoned(uid=draft.uid, by=SYSTEM, now=row.changed_at + 6 * days)
    assert PhotoDraft.objects.count() == 1
    asked = OutboxRow.objects.filter(topic=photo_operations.DRAFT_TOPIC).latest("id")
    assert asked.not_before == row.changed_at + 7 * days
    with rows_for_tests():
        OutboxRow.objects.filter(topic=photo_operations.DRAFT_TOPIC).update(not_before=NOW)
    run_jobs()  # the day of today lies months behind the last change
    assert (PhotoDraft.objects.count(), DraftPhoto.objects.count()) == (0, 0)
    assert AuditEntry.objects.get(subject_type="photos").reason == "abandoned"
    assert place.exists()
    with rows_for_tests():
        OutboxRow.objects.filter(topic="files.sweep").update(not_before=NOW)
    import os

    os.utime(place, (0, 0))
    run_jobs()
    assert not place.exists()
    assert StoredFile.objects.count() == 0
    operations.drop_abandoned(uid=draft.uid, by=SYSTEM, now=LATER)


def test_draft_is_dropped_by_its_owner() -> None:
    commune = Commune()
    draft = _draft(commune, 2)
    operations.drop_photos(draft_uid=draft.uid, version=draft.version, by=commune.by, now=LATER)
    assert (PhotoDraft.objects.count(), DraftPhoto.objects.count()) == (0, 0)
    with pytest.raises(NotVisible):
        photo_queries.get_draft(uid=draft.uid, by=commune.by)

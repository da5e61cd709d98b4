"""Photographs taken one after another become one paper. Each waits in quarantine, seen by its owner alone."""

import uuid
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from phongtrao.adapters.file_kind import sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.photo_in import Photo, joined, photo_of
from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.gate import Checked, check_upload
from phongtrao.apps.documents.limits import DRAFT_DAYS, MEGABYTE, PHOTOS_AT_MOST, SCAN_BYTES
from phongtrao.apps.documents.models import Document, DraftPhoto, PhotoDraft
from phongtrao.apps.documents.operations.upload import body_for, may_hand_in, take_in
from phongtrao.apps.documents.page_rows import DraftRow
from phongtrao.apps.documents.photo_queries import draft_row, own_draft
from phongtrao.apps.files import operations as files
from phongtrao.apps.files import queries as files_queries
from phongtrao.apps.jobs import operations as jobs

DRAFT_TOPIC = "documents.drop_photos"
_JPEG = "image/jpeg"
_PDF_FRAME = MEGABYTE  # for what a PDF holds beside its pictures


@operation
def start_photos(*, body_uid: uuid.UUID, by: Actor, now: datetime) -> DraftRow:
    """An empty draft for a body. What becomes no paper is taken away DRAFT_DAYS after its last change.

    Refused: role_may_not, out_of_scope.
    """
    may_hand_in(by)
    body = body_for(body_uid, by=by, now=now)
    draft = PhotoDraft.objects.create(owner_id=by.person_id, body=body, created_at=now, changed_at=now)
    plan_drop(draft=draft, by=by, now=now)
    return draft_row(draft)


def add_photo(*, draft_uid: uuid.UUID, version: int, data: bytes, by: Actor, now: datetime) -> DraftRow:
    """One photograph more, behind the others: upright, at most 300 dpi of A4, without place, time and camera.

    Refused at field `photos`: file_refused (with the sentence why), photos_too_many, photos_too_big,
    file_quarantined, file_removed; step_not_open (joined already), changed_meanwhile. Raises NotVisible.
    """
    _open_draft(draft_uid, by)
    if len(data) > SCAN_BYTES:
        raise Refused("photos_too_big", field="photos", limit=SCAN_BYTES // MEGABYTE)
    try:
        photo = photo_of(data, sniff(data, name=""))
    except FileRefused as refused:
        raise Refused("file_refused", field="photos", sentence=refused.message_vi, cause=refused.code) from None
    return _keep_photo(draft_uid=draft_uid, version=version, photo=photo, by=by, now=now)


@operation
def _keep_photo(*, draft_uid: uuid.UUID, version: int, photo: Photo, by: Actor, now: datetime) -> DraftRow:
    draft = _claimed(draft_uid, version, by=by, now=now)
    photos = draft.photos.all()
    if photos.count() >= PHOTOS_AT_MOST:
        raise Refused("photos_too_many", field="photos", limit=PHOTOS_AT_MOST)
    if _size_of(photos) + len(photo.data) + _PDF_FRAME > SCAN_BYTES:
        raise Refused("photos_too_big", field="photos", limit=SCAN_BYTES // MEGABYTE)
    try:
        file = files.store(data=photo.data, media_type=_JPEG, by=by, now=now, quarantine=True)
    except Refused as refused:
        raise Refused(refused.code, field="photos") from None
    last = photos.order_by("-ordinal").first()
    DraftPhoto.objects.create(
        draft=draft,
        ordinal=last.ordinal + 1 if last else 1,
        file=file,
        width=photo.width,
        height=photo.height,
        added_at=now,
    )
    return draft_row(draft)


@operation
def move_photo(
    *, draft_uid: uuid.UUID, version: int, photo_uid: uuid.UUID, up: bool, by: Actor, now: datetime
) -> DraftRow:
    """A photograph one place up or down; the first does not go up, the last not down.

    Refused: step_not_open, changed_meanwhile. Raises NotVisible.
    """
    draft = _claimed(draft_uid, version, by=by, now=now)
    photos = list(draft.photos.order_by("ordinal", "id"))
    at = _place_of(photos, photo_uid)
    to = at - 1 if up else at + 1
    if 0 <= to < len(photos):
        photos[at], photos[to] = photos[to], photos[at]
        for number, photo in enumerate(photos, 1):
            photo.ordinal = number
        DraftPhoto.objects.bulk_update(photos, ["ordinal"])
    return draft_row(draft)


@operation
def drop_photo(*, draft_uid: uuid.UUID, version: int, photo_uid: uuid.UUID, by: Actor, now: datetime) -> DraftRow:
    """One photograph less; its bytes go with the next sweep. Refused: step_not_open, changed_meanwhile. Raises
    NotVisible.
    """
    draft = _claimed(draft_uid, version, by=by, now=now)
    if draft.photos.filter(uid=photo_uid).delete()[0] != 1:
        raise NotVisible
    return draft_row(draft)


@operation
def drop_photos(*, draft_uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """The whole draft is not wanted. Refused: step_not_open, changed_meanwhile. Raises NotVisible."""
    _delete(_claimed(draft_uid, version, by=by, now=now))


def join_photos(*, draft_uid: uuid.UUID, version: int, name: str, by: Actor, now: datetime) -> Document:
    """The photographs in their order become one PDF, handed in as a paper in quarantine; the draft is over.

    `name`: what the paper is called in lists, “.pdf” is added. Joined twice: the paper that came of it.
    Refused: photos_missing, file_refused, secrecy_mark, personal_list (the name), document_is_here, role_may_not,
    out_of_scope, changed_meanwhile. Raises NotVisible.
    """
    may_hand_in(by)
    draft = own_draft(uid=draft_uid, by=by)
    if draft.document is not None:
        return draft.document
    photos = list(draft.photos.select_related("file").order_by("ordinal", "id"))
    if not photos:
        raise Refused("photos_missing", field="photos")
    data = joined([Photo(files_queries.get_bytes(file=row.file, by=by), row.width, row.height) for row in photos])
    shown = f"{' '.join(name.split()).removesuffix('.pdf')[:190] or 'anh-chup'}.pdf"
    checked = check_upload(data, name=shown, vouched=False)
    return _joined(draft_uid=draft_uid, version=version, checked=checked, name=shown, by=by, now=now)


@operation
def _joined(*, draft_uid: uuid.UUID, version: int, checked: Checked, name: str, by: Actor, now: datetime) -> Document:
    draft = _claimed(draft_uid, version, by=by, now=now)
    document = take_in(checked=checked, name=name, body_uid=draft.body.uid, by=by, now=now)
    draft.photos.all().delete()
    PhotoDraft.objects.filter(pk=draft.pk).update(document=document)
    return document


@operation
def plan_drop(*, draft: PhotoDraft, by: Actor, now: datetime) -> None:
    """Look after so many days whether somebody still works on the draft."""
    at = draft.changed_at + timedelta(days=DRAFT_DAYS)
    jobs.add(by=by, now=now, topic=DRAFT_TOPIC, subject_uid=draft.uid, not_before=at)


@operation
def drop_abandoned(*, uid: uuid.UUID, by: Actor, now: datetime) -> None:
    """Take a draft away that nobody changed for DRAFT_DAYS, or that has become a paper; else look again later."""
    draft = PhotoDraft.objects.filter(uid=uid).first()
    if draft is None:
        return
    if draft.document_id is None and draft.changed_at > now - timedelta(days=DRAFT_DAYS):
        plan_drop(draft=draft, by=by, now=now)
        return
    rows = PhotoDraft.objects.filter(pk=draft.pk)
    claim(rows, version=draft.version)
    if draft.document_id is None:
        audit.record(
            by=by,
            now=now,
            verb="drop",
            subject_type="photos",
            subject_uid=draft.uid,
            subject_name=f"{draft.photos.count()} ảnh",
            scope=draft.body.scope,
            reason="abandoned",
        )
    _delete(draft)


def _delete(draft: PhotoDraft) -> None:
    draft.photos.all().delete()
    PhotoDraft.objects.filter(pk=draft.pk).delete()


def _open_draft(uid: uuid.UUID, by: Actor) -> PhotoDraft:
    draft = own_draft(uid=uid, by=by)
    if draft.document_id is not None:
        raise Refused("step_not_open")
    return draft


def _claimed(uid: uuid.UUID, version: int, *, by: Actor, now: datetime) -> PhotoDraft:
    """The draft, changed by nobody since `version`; counts it up."""
    draft = _open_draft(uid, by)
    claim(PhotoDraft.objects.filter(pk=draft.pk, document=None), version=version, changed_at=now)
    draft.version, draft.changed_at = version + 1, now
    return draft


def _place_of(photos: list[DraftPhoto], uid: uuid.UUID) -> int:
    for at, photo in enumerate(photos):
        if photo.uid == uid:
            return at
    raise NotVisible


def _size_of(photos: "QuerySet[DraftPhoto]") -> int:
    return int(photos.aggregate(size=Sum("file__size"))["size"] or 0)

"""Reading the photographs that a person puts together into a paper. Nobody else sees them."""

import uuid
from typing import BinaryIO

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.models import DraftPhoto, PhotoDraft
from phongtrao.apps.documents.page_rows import DraftRow, PhotoRow
from phongtrao.apps.files import queries as files


def get_draft(*, uid: uuid.UUID, by: Actor) -> DraftRow:
    """A draft of this person with its photographs in order; also one that has become a paper. Raises NotVisible."""
    return draft_row(own_draft(uid=uid, by=by))


def list_drafts(*, by: Actor) -> tuple[DraftRow, ...]:
    """The drafts of this person that have not become a paper, the last changed first."""
    if by.user_id is None:
        return ()
    rows = PhotoDraft.objects.filter(owner_id=by.user_id, document=None).select_related("body", "document")
    return tuple(draft_row(row) for row in rows.order_by("-changed_at", "-id"))


def open_photo(*, draft_uid: uuid.UUID, photo_uid: uuid.UUID, by: Actor) -> tuple[BinaryIO, str]:
    """One photograph to look at: a stream to close, its media type. Raises NotVisible, FileDamagedOnDisk."""
    draft = own_draft(uid=draft_uid, by=by)
    photo = DraftPhoto.objects.filter(draft=draft, uid=photo_uid).select_related("file").first()
    if photo is None:
        raise NotVisible
    return files.open_file(file=photo.file, by=by), photo.file.media_type


def own_draft(*, uid: uuid.UUID, by: Actor) -> PhotoDraft:
    """The row of a draft, for its owner. Raises NotVisible."""
    if by.user_id is None:
        raise NotVisible
    rows = PhotoDraft.objects.filter(uid=uid, owner_id=by.user_id).select_related("body", "document")
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


def draft_row(draft: PhotoDraft) -> DraftRow:
    """A draft as it is shown: one query more for its photographs."""
    photos = draft.photos.select_related("file").order_by("ordinal", "id")
    return DraftRow(
        uid=draft.uid,
        version=draft.version,
        body_uid=draft.body.uid,
        body_name=draft.body.name,
        changed_at=draft.changed_at,
        photos=tuple(
            PhotoRow(photo.uid, number, photo.width, photo.height, photo.file.size)
            for number, photo in enumerate(photos, 1)
        ),
        document_uid=draft.document.uid if draft.document else None,
    )

"""Examples of this area for the generated test of access."""

from phongtrao.apps.documents.models import DraftPhoto, PhotoDraft, ReadItem, ReadUnit, SameDocument
from tests.apps.documents.carriers import photograph
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.documents.paged import paged_paper
from tests.web.examples import Arguments, Side, example


@example(
    "document",
    "document_read_again",
    "document_cancel",
    "document_review",
    "document_header",
    "document_accept_many",
    "document_units",
    "document_item_add",
)
def _document(side: Side) -> Arguments:
    paper = rows.document(side.body, text="Công an xã xây dựng kế hoạch.")
    rows.reading(paper)
    return {"uid": paper.uid}


@example("document_item", "document_item_correct")
def _item(side: Side) -> Arguments:
    paper = rows.document(side.body, text="Công an xã xây dựng kế hoạch.")
    with rows_for_tests():
        item = ReadItem.objects.create(
            reading=rows.reading(paper), kind="general_task", ordinal=0, text="Xây dựng kế hoạch", value={}
        )
    return {"uid": paper.uid, "item_uid": item.uid}


@example("document_item_shape")
def _shape(side: Side) -> Arguments:
    return {**_item(side), "action": "split"}


@example("document_unit")
def _unit(side: Side) -> Arguments:
    paper = rows.document(side.body, text="1. Công an xã")
    with rows_for_tests():
        unit = ReadUnit.objects.create(reading=rows.reading(paper), ordinal=0, heading="1. Công an xã")
    return {"uid": paper.uid, "unit_uid": unit.uid}


@example("document_file")
def _file(side: Side) -> Arguments:
    """A paper whose bytes are on the disk."""
    from phongtrao.apps.files import operations

    data = f"Kế hoạch của {side.body.name}".encode()
    file = operations.store(
        data=data, media_type="text/plain", by=rows.actor("officer"), now=rows.NOW, quarantine=False
    )
    with rows_for_tests():
        paper = rows.document(side.body)
        paper.file = file
        paper.save()
    return {"uid": paper.uid}


@example("document_page")
def _page(side: Side) -> Arguments:
    """The picture of a page that can be drawn."""
    return {"uid": paged_paper(side.body, ["Công an xã xây dựng kế hoạch."]).uid, "number": 1}


@example("document_same")
def _same(side: Side) -> Arguments:
    """A scan that is offered as the signed copy of a typed paper of the same body."""
    with rows_for_tests():
        offer = SameDocument.objects.create(
            document=rows.document(side.body), other=rows.document(side.body), similarity=950, found_at=rows.NOW
        )
    return {"uid": offer.document.uid, "same_uid": offer.uid}


def _photo(side: Side) -> DraftPhoto:
    """A photograph of the person: a colleague of the same body does not see it either."""
    with rows_for_tests():
        draft = PhotoDraft.objects.create(owner=side.person, body=side.body, created_at=rows.NOW, changed_at=rows.NOW)
        return DraftPhoto.objects.create(
            draft=draft,
            ordinal=1,
            file=rows.kept_file(photograph(len(side.body.name) % 200), "image/jpeg"),
            width=60,
            height=80,
            added_at=rows.NOW,
        )


@example("photo_draft", "photo_change", "photo_join")
def _draft(side: Side) -> Arguments:
    return {"uid": _photo(side).draft.uid}


@example("photo_picture")
def _photo_picture(side: Side) -> Arguments:
    photo = _photo(side)
    return {"uid": photo.draft.uid, "photo_uid": photo.uid}

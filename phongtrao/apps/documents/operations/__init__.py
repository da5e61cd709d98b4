"""Writes of the documents room; each part in a module of its own."""

from phongtrao.apps.documents.corrections import MEASURES, ROLES, TARGET_OPS, Correction, TimeSaid
from phongtrao.apps.documents.operations.items import accept_items, add_item, correct_item, drop_item, restore_item
from phongtrao.apps.documents.operations.pages import PagePlaces, keep_page, open_pages, remove_for_cause
from phongtrao.apps.documents.operations.photos import (
    add_photo,
    drop_abandoned,
    drop_photo,
    drop_photos,
    join_photos,
    move_photo,
    start_photos,
)
from phongtrao.apps.documents.operations.reading import TextOfFile, fail_reading, finish_reading, start_reading
from phongtrao.apps.documents.operations.reshape import merge_item, redraw_item, split_item
from phongtrao.apps.documents.operations.review import correct_header, mark_reviewed
from phongtrao.apps.documents.operations.same import accept_signed_copy, offer_same, reject_signed_copy
from phongtrao.apps.documents.operations.units import resolve_unit, resolve_units_as_proposed
from phongtrao.apps.documents.operations.upload import cancel_document, read_again, upload_document

__all__ = [
    "MEASURES",
    "ROLES",
    "TARGET_OPS",
    "Correction",
    "PagePlaces",
    "TextOfFile",
    "TimeSaid",
    "accept_items",
    "accept_signed_copy",
    "add_item",
    "add_photo",
    "cancel_document",
    "correct_header",
    "correct_item",
    "drop_abandoned",
    "drop_item",
    "drop_photo",
    "drop_photos",
    "fail_reading",
    "finish_reading",
    "join_photos",
    "keep_page",
    "mark_reviewed",
    "merge_item",
    "move_photo",
    "offer_same",
    "open_pages",
    "read_again",
    "redraw_item",
    "reject_signed_copy",
    "remove_for_cause",
    "resolve_unit",
    "resolve_units_as_proposed",
    "restore_item",
    "split_item",
    "start_photos",
    "start_reading",
    "upload_document",
]

"""Writes of the documents room; each part in a module of its own."""

from phongtrao.apps.documents.corrections import MEASURES, ROLES, TARGET_OPS, Correction, TimeSaid
from phongtrao.apps.documents.operations.items import accept_items, add_item, correct_item, drop_item, restore_item
from phongtrao.apps.documents.operations.reading import TextOfFile, fail_reading, finish_reading, start_reading
from phongtrao.apps.documents.operations.reshape import merge_item, redraw_item, split_item
from phongtrao.apps.documents.operations.review import correct_header, mark_reviewed
from phongtrao.apps.documents.operations.units import resolve_unit, resolve_units_as_proposed
from phongtrao.apps.documents.operations.upload import cancel_document, read_again, upload_document

__all__ = [
    "MEASURES",
    "ROLES",
    "TARGET_OPS",
    "Correction",
    "TextOfFile",
    "TimeSaid",
    "accept_items",
    "add_item",
    "cancel_document",
    "correct_header",
    "correct_item",
    "drop_item",
    "fail_reading",
    "finish_reading",
    "mark_reviewed",
    "merge_item",
    "read_again",
    "redraw_item",
    "resolve_unit",
    "resolve_units_as_proposed",
    "restore_item",
    "split_item",
    "start_reading",
    "upload_document",
]

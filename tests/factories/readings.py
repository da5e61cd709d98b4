"""A read paper with items, as the documents room leaves it before its review."""

from typing import Any

from phongtrao.apps.documents.models import Document, Reading, ReadItem, ReadUnit
from phongtrao.apps.orgs.models import OrgUnit
from tests.conftest import rows_for_tests
from tests.factories import rows

Items = list[dict[str, Any]]


def read_document(
    in_body: OrgUnit | None = None,
    *,
    units: list[tuple[dict[str, Any], Items]] = (),  # type: ignore[assignment]  # an empty default
    general: Items = (),  # type: ignore[assignment]  # the same
    deadlines: Items = (),  # type: ignore[assignment]  # the same
    targets: Items = (),  # type: ignore[assignment]  # the same
    findings: Items = (),  # type: ignore[assignment]  # the same
    decision: str = "accepted",
    **fields: Any,
) -> Document:
    """A document in state `read`. `units`: (columns of ReadUnit, values of its tasks); each value holds `text`.

    Spans are given one after the other, ten code points each, in the order: units, general, deadlines, targets.
    """
    document = rows.document(
        in_body, **{"title": "Kế hoạch thử", "period_from": 2026, "period_to": 2026, "doc_type": "Kế hoạch", **fields}
    )
    reading = rows.reading(document, result={"header": {}, "findings": list(findings)})
    with rows_for_tests():
        for number, (columns, tasks) in enumerate(units):
            unit = ReadUnit.objects.create(
                reading=reading, ordinal=number, **{"heading": columns.get("org_unit", f"Đơn vị {number}"), **columns}
            )
            for value in tasks:
                _item(reading, "task", value, decision, unit=unit)
        for kind, values in (("general_task", general), ("deadline", deadlines), ("target", targets)):
            for value in values:
                _item(reading, kind, value, decision)
    return document


def _item(reading: Reading, kind: str, value: dict[str, Any], decision: str, **fields: Any) -> ReadItem:
    ordinal = reading.items.count()
    return ReadItem.objects.create(
        reading=reading,
        kind=kind,
        ordinal=ordinal,
        text=value["text"],
        span_start=ordinal * 10,
        span_end=ordinal * 10 + 10,
        value=value,
        decision=decision,
        **({} if decision == "open" else {"decided_at": rows.NOW, "decided_by": reading.document.uploaded_by}),
        **fields,
    )

"""What is missing or looks wrong in a document: number, day, a gap in the numbering, ruined diacritics.

Codes: `missing-number`, `missing-date`, `numbering-gap`, `other`. What is missing is quoted at the line where it
should stand, else at the name of the type. It does not judge contents. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I mục
II; conventions of the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import FindingRead, Header, Trace
from phongtrao.core.text.markers import RANK_BULLET
from phongtrao.core.text.spans import Span


def read_findings(outline: Outline, header: Header, damaged: bool, quote: Quote) -> list[FindingRead]:
    """The findings in reading order of their codes."""
    return [*_missing(outline, header, quote), *_gaps(outline, quote), *_damage(outline, damaged, quote)]


def _missing(outline: Outline, header: Header, quote: Quote) -> Iterator[FindingRead]:
    traces = dict(header.traces)
    if header.number is None:
        message = "Văn bản chưa có số. Cần ghi số do văn thư cấp, ví dụ “Số: 12/KH-UBND”."
        yield _at(outline, header, traces.get("number"), "missing-number", message, quote)
    if header.date is None:
        message = "Văn bản chưa có đủ ngày, tháng, năm ban hành. Cần ghi đủ, ví dụ “ngày 06 tháng 3 năm 2026”."
        yield _at(outline, header, traces.get("date"), "missing-date", message, quote)


def _at(outline: Outline, header: Header, trace: Trace | None, code: str, message: str, quote: Quote) -> FindingRead:
    span = trace.span if trace else _type_line(outline, header, quote)
    text = " ".join(quote.source.text[span.start : span.end].split())
    return FindingRead(code, "warning", text, message, Trace(span, f"finding-{code}", 0.9))


def _type_line(outline: Outline, header: Header, quote: Quote) -> Span:
    """The line of the type with the words behind it, else the first line."""
    for index, paragraph in enumerate(outline.head):
        if header.doc_type and outline.words(paragraph).upper().startswith(header.doc_type.upper()):
            after = outline.head[index + 1].words if index + 1 < len(outline.head) else paragraph.words
            end = min(after.end, after.start + 24)
            while end < after.end and not outline.text[end].isspace():
                end += 1
            return quote.span(Span(paragraph.words.start, max(paragraph.words.end, end)))
    return quote.span(outline.paragraphs[0].words) if outline.paragraphs else Span(0, 0)


def _gaps(outline: Outline, quote: Quote) -> Iterator[FindingRead]:
    """« III. … V. … »: a number left out between two items of one list."""
    last: dict[tuple[int | None, str], Paragraph] = {}
    for paragraph in outline.body:
        marker = paragraph.marker
        if (
            marker is None
            or not marker.value
            or paragraph.rank >= RANK_BULLET
            or marker.kind in ("small", "parenthesis")
        ):
            continue
        key = (paragraph.above, marker.kind)
        before = last.get(key)
        last[key] = paragraph
        if before is None or before.marker is None or marker.value <= before.marker.value + 1:
            continue
        message = (
            f"Số thứ tự nhảy từ “{before.marker.label}” sang “{marker.label}”. "
            "Cần đánh số liên tục, hoặc bổ sung mục còn thiếu."
        )
        span = Span(paragraph.span.start, min(paragraph.words.end, paragraph.words.start + 90))
        text = quote.words(span)
        yield FindingRead(
            "numbering-gap", "warning", text, message, Trace(quote.span(span), "finding-numbering-gap", 0.85)
        )


def _damage(outline: Outline, damaged: bool, quote: Quote) -> Iterator[FindingRead]:
    if not damaged or not outline.paragraphs:
        return
    span = outline.paragraphs[0].words
    message = (
        "Văn bản hỏng dấu: chữ đọc từ bản chụp bị mất hoặc sai dấu. "
        "Cần tải lên bản rõ hơn, hoặc soát kỹ từng mục trước khi nhận."
    )
    yield FindingRead("other", "error", quote.words(span), message, Trace(quote.span(span), "finding-damaged", 0.95))

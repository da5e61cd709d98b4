"""Which other paper of the same place a paper is: by its number and day, or by its words. Reads, writes nothing."""

from dataclasses import dataclass

from phongtrao.apps.documents.enums import DocumentState
from phongtrao.apps.documents.models import Document, SourceText
from phongtrao.core.text import fold
from phongtrao.core.text.likeness import SURE_ENOUGH, WORTH_COMPARING, likeness, sketch_likeness

CANDIDATES = 500  # latest papers of the place whose sketches are looked at
COMPARED = 5  # of them that are compared word by word
_SAME_BY_NUMBER = 500  # thousandths of likeness that are enough when number, day and issuer are the same
_STANDING = (DocumentState.READ, DocumentState.REVIEWED)
_PRINTED = ("text", "docx")  # routes of papers that were typed, not scanned


@dataclass(frozen=True)
class Pair:
    """`copy_id` may be the signed copy of `other_id`. `similarity`: 0–1000."""

    copy_id: int
    other_id: int
    similarity: int


def find_same(document: Document) -> list[Pair]:
    """The paper that this one seems to be, the likeliest first; at most COMPARED."""
    source = SourceText.objects.filter(document=document).first()
    if source is None:
        return []
    found = []
    for other in _candidates(document, source):
        alike = _likeness(document, source.text, other.document, other.text)
        if alike:
            found.append(_pair(document, source.route, other, alike))
    return sorted(found, key=lambda pair: -pair.similarity)


def _candidates(document: Document, source: SourceText) -> list[SourceText]:
    rows = SourceText.objects.filter(document__scope=document.scope, document__state__in=_STANDING)
    rows = rows.exclude(document=document).order_by("-document__uploaded_at", "-pk")
    ranked = []
    heads = rows.values_list("pk", "sketch", "document__number", "document__symbol")
    for pk, sketch, number, symbol in heads[:CANDIDATES]:
        alike = sketch_likeness(source.sketch, sketch)
        has_number = bool(number) and (number, fold(symbol)) == (document.number, fold(document.symbol))
        if has_number or alike >= WORTH_COMPARING:
            ranked.append((has_number, alike, pk))
    best = [pk for _, _, pk in sorted(ranked, reverse=True)[:COMPARED]]
    return list(SourceText.objects.filter(pk__in=best).select_related("document"))


def _likeness(one: Document, text: str, other: Document, other_text: str) -> int:
    """0: two papers. A number that differs makes two papers, unless the day is the same and the words too: a digit may
    have been misread.
    """
    alike = likeness(text, other_text)
    if _same_number(one, other):
        return alike if alike >= _SAME_BY_NUMBER else 0
    if alike < SURE_ENOUGH:
        return 0
    numbers_differ = bool(one.number and other.number and one.number != other.number)
    days_differ = bool(one.issued_on and other.issued_on and one.issued_on != other.issued_on)
    if numbers_differ and (days_differ or not (one.issued_on and other.issued_on)):
        return 0
    return alike


def _same_number(one: Document, other: Document) -> bool:
    """The same number, symbol, day and issuer; a draft without its number and day matches nothing."""
    if not (one.number and one.issued_on):
        return False
    mine = (one.number, fold(one.symbol), one.issued_on)
    return mine == (other.number, fold(other.symbol), other.issued_on) and (
        not one.issuer or not other.issuer or fold(one.issuer) == fold(other.issuer)
    )


def _pair(document: Document, route: str, other: SourceText, alike: int) -> Pair:
    """The scan is the copy of the typed paper; of two of a kind the later one; a reviewed paper is never the copy."""
    mine, its = document.pk, other.document.pk
    is_typed = route in _PRINTED and other.route not in _PRINTED
    may_turn = other.document.state != DocumentState.REVIEWED
    turned = document.state == DocumentState.REVIEWED or (is_typed and may_turn)
    return Pair(its, mine, alike) if turned else Pair(mine, its, alike)

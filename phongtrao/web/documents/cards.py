"""What the review page shows of each item: the item, its facts in words, and its form where it is being put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from phongtrao.apps.documents.review_rows import ItemGroup, Review, ReviewItem, ReviewUnit
from phongtrao.web.documents.forms import ItemForm
from phongtrao.web.documents.reshape_forms import ShapeForm
from phongtrao.web.documents.words import fact_words, role_words, time_words

SHOWN = ("doubtful", "open", "all")


@dataclass(frozen=True)
class Card:
    """One item. `conflict`: what to tell somebody whose form came after another person's."""

    item: ReviewItem
    role: str
    times: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    form: ItemForm | None = None
    conflict: str = ""
    shape: ShapeForm | None = None


@dataclass(frozen=True)
class Section:
    """A heading of the page with its cards: a unit, or a kind of items that stand under none."""

    key: str
    label: str
    unit: ReviewUnit | None
    cards: tuple[Card, ...]
    hidden: int = 0  # cards that the chosen filter leaves out


def card_of(
    item: ReviewItem, *, form: ItemForm | None = None, conflict: str = "", shape: ShapeForm | None = None
) -> Card:
    """The item as its card shows it."""
    return Card(
        item=item,
        role=role_words(str(item.value.get("role"))) if item.value.get("role") else "",
        times=tuple(time_words(fact) for fact in item.times),
        facts=tuple(fact_words(item)),
        form=form,
        conflict=conflict,
        shape=shape,
    )


@dataclass(frozen=True)
class Editing:
    """Which card holds a form now, and what to tell above it."""

    key: str = ""
    form: ItemForm | None = None
    conflict: str = ""
    shape: ShapeForm | None = None


@dataclass(frozen=True)
class Shown:
    """What the reader of the page chose to see."""

    show: str = "all"
    editing: Editing = field(default_factory=Editing)

    def takes(self, item: ReviewItem) -> bool:
        """Whether the filter lets the item through; a card with a form always stays."""
        if self.show == "all" or item.key == self.editing.key:
            return True
        return item.is_open and (self.show == "open" or item.is_doubtful)


def sections_of(review: Review, shown: Shown) -> list[Section]:
    """The page's sections in reading order. A unit without a shown card stays while it is not resolved."""
    found = [_group(group, shown) for group in review.groups_before]
    found += [_unit(unit, shown) for unit in review.units]
    found += [_group(group, shown) for group in review.groups_after]
    keep_units = shown.show != "doubtful"
    return [
        section
        for section in found
        if section.cards
        or (section.unit is not None and keep_units and (shown.show == "all" or not section.unit.assignee_kind))
    ]


def _group(group: ItemGroup, shown: Shown) -> Section:
    cards = _cards(group.items, shown)
    return Section(group.kind, group.label, None, cards, len(group.items) - len(cards))


def _unit(unit: ReviewUnit, shown: Shown) -> Section:
    cards = _cards(unit.items, shown)
    return Section(unit.key, unit.heading, unit, cards, len(unit.items) - len(cards))


def _cards(items: Sequence[ReviewItem], shown: Shown) -> tuple[Card, ...]:
    editing = shown.editing
    return tuple(
        card_of(item, form=editing.form, conflict=editing.conflict, shape=editing.shape)
        if item.key == editing.key
        else card_of(item)
        for item in items
        if shown.takes(item)
    )


def unit_choices(review: Review) -> list[tuple[str, str]]:
    """The headings of the paper, to move a duty under."""
    return [(str(unit.uid), unit.heading) for unit in review.units]


def decisions(review: Review) -> Mapping[str, str]:
    """Item key → decision code, for the marks in the source."""
    return {item.key: item.decision for item in review.items()}

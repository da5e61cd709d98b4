"""« Đôn đốc »: who is late with what, as a message without names of persons and as an official letter (DOCX)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.adapters.docx_out import NUMBER_SPACE, write_docx
from phongtrao.adapters.paper_form import paper_form
from phongtrao.adapters.paper_model import (
    Block,
    Closing,
    Letterhead,
    Paper,
    Section,
    Table,
    TableColumn,
    TableRow,
    Text,
)
from phongtrao.adapters.paper_model import TextKind as Kind
from phongtrao.adapters.urging_words import urging_words
from phongtrao.apps.orgs.queries import get_body
from phongtrao.apps.tasks.models import Occurrence
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.papers import PrintedFile
from phongtrao.apps.tasks.queries.sight import Sight

LINES_AT_MOST = 500  # of a letter; a message is cut per body
LINES_OF_A_BODY = 5  # in a message: longer ones are not read on a telephone
_SHORT, _NAMED_AT_MOST = 90, 3
_SHARES = (10, 70, 42, 25, 18)


@dataclass(frozen=True)
class LateDuty:
    """One duty that a body owes and has not sent. Requested bodies are never among them."""

    text: str
    body_name: str
    last_day: date
    days: int


@dataclass(frozen=True)
class Urging:
    """Everything late that the person sees, body by body in Vietnamese order; `message` may be pasted anywhere."""

    duties: tuple[LateDuty, ...]
    bodies: tuple[str, ...]
    message: str


def late_of(*, sight: Sight) -> Urging:
    """One query. The message names bodies and duties, never a person."""
    rows = (
        Occurrence.objects.filter(
            sight.occurrences(),
            shapes.is_late(sight.today),
            task__plan_version__current=True,
            task__outside_system=False,
        )
        .select_related("task", "body")
        .order_by("body__sort_key", "body_id", "last_day", "id")[:LINES_AT_MOST]
    )
    duties = tuple(
        LateDuty(row.task.text, row.body.name, row.last_day, (sight.today - row.last_day).days)
        for row in rows
        if row.last_day is not None
    )
    bodies = tuple(dict.fromkeys(duty.body_name for duty in duties))
    return Urging(duties, bodies, _message(duties, bodies, sight) if duties else "")


def printed_letter(*, sight: Sight, sample: bool = False) -> PrintedFile:
    """« Công văn đôn đốc » from the late list: number, day and signature are left to the pen."""
    found, words = late_of(sight=sight), urging_words()
    body = get_body(uid=sight.actor.body_uid, by=sight.actor, today=sight.today) if sight.actor.body_uid else None
    symbol = paper_form().issuer_symbols.get(body.type, NUMBER_SPACE) if body else NUMBER_SPACE
    about, name = words.said("letter_about"), sight.actor.body_name
    day = _printed(sight.today)
    blocks: list[Block] = [
        Letterhead(
            issuer=name,
            number=f"/{symbol}",
            place_day=f"{NUMBER_SPACE}, ngày{NUMBER_SPACE}tháng{NUMBER_SPACE}năm {sight.today.year}",
            about=about,
        ),
        Text(_addressed(found.bodies), Kind.ADDRESSEE),
        Text(words.said("letter_opening", day=day, count=len(found.duties), body=name)),
        Table(_columns(words.listed("letter_columns")), [_row(n, duty) for n, duty in enumerate(found.duties, 1)]),
        Text(words.said("letter_closing")),
        Closing(words.listed("letter_recipients"), (words.said("letter_signer"),)),
    ]
    mark = paper_form().words["sample"] if sample else ""
    return PrintedFile("cong-van-don-doc.docx", write_docx(Paper(about, [Section(blocks)], mark)))


def _message(duties: Sequence[LateDuty], bodies: Sequence[str], sight: Sight) -> str:
    words = urging_words()
    lines = [words.said("message_head", body=sight.actor.body_name, day=_printed(sight.today))]
    for number, body in enumerate(bodies, 1):
        own = [duty for duty in duties if duty.body_name == body]
        lines.append(f"{number}. {body}:")
        lines += [
            f"- {_shortened(duty.text)} {words.said('message_line', due=_printed(duty.last_day), days=duty.days)}"
            for duty in own[:LINES_OF_A_BODY]
        ]
        if len(own) > LINES_OF_A_BODY:
            lines.append(words.said("message_more", count=len(own) - LINES_OF_A_BODY))
    return "\n".join([*lines, words.said("message_foot")])


def _addressed(bodies: Sequence[str]) -> str:
    words = urging_words()
    if 0 < len(bodies) <= _NAMED_AT_MOST:
        return words.said("letter_to", bodies="; ".join(bodies))
    return words.said("letter_to_many")


def _columns(headings: Sequence[str]) -> list[TableColumn]:
    return [
        TableColumn(heading, share, centred=number in (0, 3, 4))
        for number, (heading, share) in enumerate(zip(headings, _SHARES, strict=True))
    ]


def _row(number: int, duty: LateDuty) -> TableRow:
    return TableRow((str(number), duty.text, duty.body_name, _printed(duty.last_day), str(duty.days)))


def _printed(day: date) -> str:
    """« 05/6/2026 »: days below 10 and months 1, 2 with a nought, as offices write them."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rsplit(" ", 1)[0] + "…"

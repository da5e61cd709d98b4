"""What a person has to correct until a reading says what the gold reading says. Values in, values out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from phongtrao.apps.documents.places import find_passage
from tests.corpus.score import QUOTE_MATCH, TASK_MATCH, contained, pair, rule, text_f1, token_f1

NO_UNIT = -1
ALIKE = 0.3  # share of words from which a duty is corrected rather than dropped and added anew


@dataclass(frozen=True)
class Duty:
    """A duty of a reading. `unit`: which heading it stands under, counted from 0; `due`: ISO day or empty."""

    kind: str
    text: str
    unit: int = NO_UNIT
    role: str = ""
    due: str = ""
    time: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Step:
    """What is done with one duty of the reading: accept, drop, or correct what is not empty."""

    verb: str = "accept"
    text: str = ""
    unit: int | None = None
    role: str = ""
    due: str = ""


def duties_of(reading: Mapping[str, Any], source: str) -> list[Duty]:
    """Tasks, general tasks and the deadlines whose place lies in neither (docs/adr/0007)."""
    tasks = [(unit, row) for unit, given in enumerate(reading["assignments"]) for row in given["tasks"]]
    found = [Duty("task", row["text"], unit, row["role"], row.get("due") or "") for unit, row in tasks]
    found += [Duty("general_task", row["text"]) for row in reading["general_tasks"]]
    holders = [_span(row, source) for row in (*(row for _, row in tasks), *reading["general_tasks"])]
    for row in reading["deadlines"]:
        start, end = _span(row, source)
        if not any(first <= start and end <= last for first, last in holders):
            time = (row["kind"], row.get("due"), bool(row.get("before")), rule(row.get("rrule")))
            found.append(Duty("deadline", row["text"], due=row.get("due") or "", time=time))
    return found


def _span(row: Mapping[str, Any], source: str) -> tuple[int, int]:
    """The place of an item; the gold holds words alone."""
    return tuple(row["span"]) if row.get("span") else find_passage(source, row["text"])[0]


def units_alike(read: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Heading of the gold → the same heading of the reading."""
    pairs = pair(read, gold, _same_heading, 0.7)
    return {theirs: ours for ours, theirs in pairs}


def _same_heading(read: Mapping[str, Any], gold: Mapping[str, Any]) -> float:
    """The body it means; of two headings that mean the same body the one with the same words."""
    words = token_f1(read["heading"], gold["heading"])
    return float(0.9 * max(token_f1(read["org_unit"], gold["org_unit"]), words) + 0.1 * words)


def plan_steps(
    read: Sequence[Duty], gold: Sequence[Duty], units: Mapping[int, int]
) -> tuple[dict[Duty, Step], list[Duty]]:
    """A step for every duty of the reading, and what has to be added (under the headings of the reading)."""
    wanted = [replace(duty, unit=units.get(duty.unit, NO_UNIT)) for duty in gold]
    matches: dict[int, int] = {}
    for like, threshold in (
        (_same, TASK_MATCH),
        (_same_elsewhere, TASK_MATCH),
        (_same_time, QUOTE_MATCH),
        (_alike, ALIKE),
    ):
        matches |= _pairs(read, wanted, matches, like, threshold)
    steps = {duty: Step("drop") for duty in read}
    steps |= {read[ours]: _step(read[ours], wanted[theirs]) for ours, theirs in matches.items()}
    return steps, [duty for at, duty in enumerate(wanted) if at not in matches.values()]


def _pairs(
    read: Sequence[Duty],
    gold: Sequence[Duty],
    taken: Mapping[int, int],
    like: Callable[[Duty, Duty], float],
    threshold: float,
) -> dict[int, int]:
    ours = [at for at in range(len(read)) if at not in taken]
    theirs = [at for at in range(len(gold)) if at not in taken.values()]
    found = pair([read[at] for at in ours], [gold[at] for at in theirs], like, threshold)
    return {ours[a]: theirs[b] for a, b in found}


def _same(read: Duty, gold: Duty) -> float:
    same = read.kind == gold.kind != "deadline" and read.unit == gold.unit
    return float(text_f1(read.text, gold.text)) if same else 0.0


def _same_elsewhere(read: Duty, gold: Duty) -> float:
    return float(text_f1(read.text, gold.text)) if read.kind == gold.kind == "task" else 0.0


def _same_time(read: Duty, gold: Duty) -> float:
    same = read.kind == gold.kind == "deadline" and read.time == gold.time
    return float(contained(read.text, gold.text)) if same else 0.0


def _alike(read: Duty, gold: Duty) -> float:
    same = read.kind == gold.kind != "deadline" and read.unit == gold.unit
    return float(token_f1(read.text, gold.text)) if same else 0.0


def _step(read: Duty, gold: Duty) -> Step:
    if read.kind == "deadline":
        return Step()
    step = Step(
        "correct",
        text="" if text_f1(read.text, gold.text) >= TASK_MATCH else gold.text,
        unit=None if read.unit == gold.unit else gold.unit,
        role="" if read.role == gold.role else gold.role,
        due="" if read.due == gold.due else gold.due,
    )
    return step if step != Step("correct") else Step()

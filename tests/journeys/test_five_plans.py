"""Real plans from upload to bảng theo dõi, in a real browser, corrected by keys alone.

The plans and their gold readings lie beside the repository, never in it; without them each journey says so and passes.
"""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from phongtrao.adapters.documents_in import read_source
from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents.models import Document
from phongtrao.apps.documents.queries import get_confirmed
from phongtrao.apps.documents.rows import ConfirmedItem
from phongtrao.cli.read import read_path
from tests.apps.documents.papers import Commune, run_jobs
from tests.corpus.score import TASK_MATCH, contained, pair, text_f1
from tests.journeys.conftest import NewPage
from tests.journeys.corrections import NO_UNIT, Duty, Step, duties_of, plan_steps, units_alike
from tests.journeys.keyboard import Keyboard

BESIDE = Path(__file__).resolve().parents[3] / "shared"
DUTIES = {"000": 32, "002": 26, "004": 43}  # of the gold: tasks, general tasks, deadlines outside of both


@dataclass(frozen=True)
class Card:
    """An item as the review page shows it."""

    key: str
    kind: str
    text: str
    unit: int


@dataclass
class Walk:
    """One plan on its way: its page, its keys, and when it began."""

    page: Page
    keys: Keyboard
    commune: Commune
    path: Path
    began: float

    @property
    def source(self) -> str:
        """The text that is read: as it came, or with its ruined words restored."""
        return read_source(self.path.read_bytes(), name=self.path.name).text

    def begin(self) -> None:
        """Handed in through the page, read in the background, its review opened."""
        self.page.goto("/documents/upload/")
        self.page.get_by_label("Tệp văn bản").set_input_files(self.path)
        self.keys.follow(self.page.get_by_role("button", name="Tải lên và đọc"))
        expect(self.page.get_by_role("progressbar")).to_be_visible()
        run_jobs()
        self.keys.follow(self.page.get_by_role("link", name="Rà soát"))
        self.keys.follow(self.page.get_by_role("link", name="Tất cả"))
        expect(self.page.locator("[data-item]").first).to_be_visible()

    def confirm(self) -> None:
        self.keys.press("g")
        if self.page.evaluate("document.activeElement.matches('[data-take-proposed]')"):
            self.keys.press("Enter")
            expect(self.page.locator("[data-take-proposed]")).to_have_count(0)
            expect(self.page.locator("html.js")).to_have_count(1)  # the page that came hears keys
        self.keys.press("c")
        if self.page.evaluate("document.activeElement.type === 'checkbox'"):
            self.keys.press("Space")
            self.keys.press("Tab")
        self.keys.press("Enter")
        self.page.wait_for_url("**/plans/**")

    def said(self, **figures: object) -> str:
        figures |= {"presses": self.keys.presses, "typed": self.keys.typed}
        words = ", ".join(f"{name} {value}" for name, value in figures.items())
        return f"{self.path.name[:3]}: {words}, seconds {time.perf_counter() - self.began:.1f}"


@pytest.fixture
def walk(new_page: NewPage, settings: Any, tmp_path: Path) -> Callable[[str], Walk | None]:
    """Start the way of a plan; None where it does not lie beside the repository."""
    settings.FILES_ROOT = tmp_path / "files"

    def start(name: str) -> Walk | None:
        paths = sorted((BESIDE / "seeds").glob(f"{name}_*.txt"))
        if not paths:
            return None
        commune = Commune()
        page = new_page(user=User.objects.get(pk=commune.by.person_id))
        return Walk(page, Keyboard(page), commune, paths[0], time.perf_counter())

    return start


@pytest.mark.parametrize("name", ["000", "002", "004"])
def test_plan_is_corrected_by_keys_until_it_says_what_the_gold_says(
    name: str, walk: Callable[[str], Walk | None], capsys: pytest.CaptureFixture[str]
) -> None:
    way = walk(name)
    if way is None or not (BESIDE / "reading" / "gold" / f"{name}.json").exists():
        _say(capsys, f"{name}: not beside the repository, nothing to walk")
        return
    gold = json.loads((BESIDE / "reading" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = duties_of(gold, way.source)
    assert len(wanted) == DUTIES[name]
    way.begin()
    reading = _oracle(way)
    _page_shows_the_reading(way, reading)

    units = units_alike(reading["assignments"], gold["assignments"])
    steps, missing = plan_steps(duties_of(reading, way.source), wanted, units)
    headings = [unit["heading"] for unit in reading["assignments"]]
    _correct(way, steps, headings)
    for duty in missing:
        _add(way, duty, headings)
    expect(way.page.locator("#review-progress")).to_contain_text(f"· {DUTIES[name]} nhiệm vụ")
    way.confirm()
    _stands_as(wanted, units, way)
    board = _board(way)
    _board_shows(board, wanted)
    assert len(board) == DUTIES[name]
    done = Counter(step.verb for step in steps.values())
    figures = {"items": len(_oracle_items(reading, way.source)), "duties": len(board), "added": len(missing)}
    _say(capsys, way.said(**figures, corrected=done["correct"], dropped=done["drop"]))


@pytest.mark.parametrize("name", ["001", "003"])
def test_plan_without_gold_goes_through_without_loss_of_text(
    name: str, walk: Callable[[str], Walk | None], capsys: pytest.CaptureFixture[str]
) -> None:
    way = walk(name)
    if way is None:
        _say(capsys, f"{name}: not beside the repository, nothing to walk")
        return
    way.begin()
    reading = _oracle(way)
    _page_shows_the_reading(way, reading)
    expect(way.page.get_by_text("Văn bản hỏng dấu.")).to_have_count(0)
    expect(way.page.get_by_text("Đã phục hồi dấu của")).to_have_count(1 if name == "003" else 0)
    way.confirm()
    wanted = duties_of(reading, way.source)
    board = _board(way)
    _board_shows(board, wanted)
    assert len(board) == len(wanted)
    _say(capsys, way.said(items=len(_oracle_items(reading, way.source)), duties=len(board)))


def _say(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        print(f"\n{words}", end=" ")  # noqa: T201  the figures of the walk are its result


def _oracle(way: Walk) -> dict[str, Any]:
    """What `phongtrao read` says of the file."""
    reading, _ = read_path(way.path)
    return reading.as_json()


def _oracle_items(reading: dict[str, Any], source: str) -> list[tuple[str, str, int]]:
    """Every item of a reading as (kind, text, heading): the deadlines inside duties are their times."""
    found = [(duty.kind, duty.text, duty.unit) for duty in duties_of(reading, source)]
    found += [("target", row["text"], NO_UNIT) for row in reading["targets"]]
    return found + [("initiative", str(name), NO_UNIT) for name in reading["initiatives"]]


def _cards(page: Page) -> list[Card]:
    rows = page.evaluate(
        """() => {
            const units = [...document.querySelectorAll('section[id^="unit-"]')];
            return [...document.querySelectorAll("[data-item]")].map(e => [
                e.dataset.item,
                e.querySelector(".item-head .tag").className.match(/tag-(\\w+)/)[1],
                e.querySelector(".item-text").textContent,
                units.indexOf(e.closest('section[id^="unit-"]')),
            ]);
        }"""
    )
    return [Card(*row) for row in rows]


def _page_shows_the_reading(way: Walk, reading: dict[str, Any]) -> None:
    """Every item and nothing else, every heading, and the source to its last character."""
    shown = sorted((card.kind, card.text, card.unit) for card in _cards(way.page))
    assert shown == sorted(_oracle_items(reading, way.source))
    lines = way.page.evaluate(
        """() => [...document.querySelectorAll("[data-start]")].map(line => {
            const added = line.querySelector(".line-add");
            return line.textContent.slice(added ? added.textContent.length : 0);
        })"""
    )
    assert "\n".join(lines) == way.source.replace("\r\n", "\n")
    expect(way.page.locator('section[id^="unit-"]')).to_have_count(len(reading["assignments"]))


def _correct(way: Walk, steps: dict[Duty, Step], headings: list[str]) -> None:
    """Card by card down the page: right, dropped, or put right in its form."""
    waiting = {(duty.kind, duty.text, duty.unit): step for duty, step in steps.items()}
    way.keys.press("j")
    for card in _cards(way.page):
        step = waiting.get((card.kind, card.text, card.unit), Step())
        shown = way.page.locator(f"#item-{card.key}")
        _go_to(way, card.key)
        expect(shown).to_be_focused()
        if step.verb == "correct":
            _put_right(way, shown, step, headings)
            continue
        way.keys.press({"accept": "a", "drop": "d"}[step.verb])
        expect(shown).to_have_attribute("data-decision", {"accept": "accepted", "drop": "dropped"}[step.verb])


def _go_to(way: Walk, key: str) -> None:
    """Down or up the page: a duty that was put under another heading took the place with it."""
    keys, current = way.page.evaluate(
        """() => [[...document.querySelectorAll("[data-item]")].map(e => e.dataset.item),
            document.querySelector("[data-item].is-current").dataset.item]"""
    )
    distance = keys.index(key) - keys.index(current)
    way.keys.press("j" if distance > 0 else "k", abs(distance))


def _put_right(way: Walk, card: Locator, step: Step, headings: list[str]) -> None:
    way.keys.press("e")
    area = card.get_by_label("Nội dung", exact=True)
    expect(area).to_be_focused()
    if step.text:
        way.keys.put_text(area, step.text)
    if step.unit is not None:
        way.keys.tab_to("-unit")
        way.keys.choose(label=headings[step.unit])
    if step.role:
        way.keys.tab_to("-role")
        way.keys.choose(value=step.role)
    if step.due:
        _say_day(way, card, step.due)
    way.keys.press("Control+Enter")
    expect(card).to_have_attribute("data-decision", "corrected")
    expect(card).to_be_focused()


def _say_day(way: Walk, form: Locator, due: str) -> None:
    """Into the last, still empty time of the form."""
    last = form.locator("[data-time]").count() - 1
    way.keys.tab_to(f"time-{last}-kind")
    way.keys.choose(value="date")
    way.keys.press("Tab")
    way.keys.write(f"{date.fromisoformat(due):%d/%m/%Y}")


def _add(way: Walk, duty: Duty, headings: list[str]) -> None:
    """What the reading missed: its words, whom it is given to, and its place in the paper."""
    way.keys.press("b")
    form = way.page.locator("#add-form")
    area = form.get_by_label("Nội dung", exact=True)
    expect(area).to_be_focused()
    if duty.kind != "task":
        label = {"general_task": "nhiệm vụ chung", "deadline": "thời hạn"}[duty.kind]
        way.keys.press("Shift+Tab")
        way.keys.tab_to(label, back=True)
        way.keys.press("Enter")
        expect(form.locator(f'input[name="kind"][value="{duty.kind}"]')).to_have_count(1)
        expect(area).to_be_focused()
    way.keys.write(duty.text)
    if duty.unit != NO_UNIT:
        way.keys.tab_to("add-unit")
        way.keys.choose(label=headings[duty.unit])
    if duty.role:
        way.keys.tab_to("add-role")
        way.keys.choose(value=duty.role)
    if way.source.count(duty.text) == 1:
        way.keys.tab_to("add-passage")
        way.keys.write(duty.text)
    if duty.due:
        _say_day(way, form, duty.due)
    way.keys.press("Control+Enter")
    expect(way.page.get_by_text("Đã bổ sung mục.")).to_be_visible()


def _stands_as(wanted: list[Duty], units: dict[int, int], way: Walk) -> None:
    """What was confirmed says of every duty of the gold its words, its heading, its role and its day."""
    confirmed = get_confirmed(document_uid=Document.objects.get().uid, by=way.commune.by)
    for at in {duty.unit for duty in wanted}:
        here = [duty for duty in wanted if duty.unit == at and duty.kind != "deadline"]
        items = list(confirmed.units[units[at]].tasks if at != NO_UNIT else confirmed.general_tasks)
        pairs = pair(items, here, _stands, TASK_MATCH)
        left = [here[b].text[:80] for b in range(len(here)) if b not in {theirs for _, theirs in pairs}]
        assert left == [], at
        assert len(items) == len(here)
    deadlines = [duty for duty in wanted if duty.kind == "deadline"]
    assert len(pair(confirmed.deadlines, deadlines, lambda a, b: contained(a.text, b.text), 0.5)) == len(deadlines)
    assert len(confirmed.deadlines) == len(deadlines)


def _stands(item: ConfirmedItem, gold: Duty) -> float:
    role = not gold.role or item.value.get("role") == gold.role
    day = not gold.due or gold.due in {fact.due.isoformat() for fact in item.times if fact.due}
    return float(text_f1(item.text, gold.text)) if role and day else 0.0


def _board(way: Walk) -> list[str]:
    """The words of every duty on the board: each page of “theo cơ quan” and of “chưa giao”, once each."""
    url = way.page.url.split("?")[0]
    found: dict[str, str] = {}
    for view, rows in (("bodies", "table.board tbody th a"), ("unassigned", ".duty-row a.row-title")):
        way.page.goto(f"{url}?view={view}")
        while True:
            found |= dict(way.page.locator(rows).evaluate_all("rows => rows.map(a => [a.pathname, a.textContent])"))
            further = way.page.locator('a[rel="next"]')
            if not further.count():
                break
            way.keys.follow(further)
            way.page.wait_for_load_state()
    return list(found.values())


def _board_shows(board: list[str], wanted: list[Duty]) -> None:
    """One row for each duty; deadlines come last, because a long duty may hold the words of one."""
    rows = list(board)
    for late in (False, True):
        here = [duty for duty in wanted if (duty.kind == "deadline") == late]
        pairs = pair(rows, here, _same_words, TASK_MATCH)
        assert [here[b].text[:80] for b in range(len(here)) if b not in {theirs for _, theirs in pairs}] == []
        rows = [row for at, row in enumerate(rows) if at not in {ours for ours, _ in pairs}]


def _same_words(row: str, duty: Duty) -> float:
    """A long duty is shown by its beginning; a deadline may be quoted shorter than the gold quotes it."""
    if duty.kind == "deadline":
        return 1.0 if contained(row, duty.text) >= 0.5 else 0.0
    if not row.endswith("…"):
        return float(text_f1(row, duty.text))
    words = row.split()[:-1]  # the last one may be cut
    return float(text_f1(" ".join(words), " ".join(duty.text.split()[: len(words)])))

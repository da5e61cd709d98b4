"""A person at the keys: every press is counted, the way to a field is taken by Tab, choices by the arrows."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 60


@dataclass
class Keyboard:
    """`presses`: keys pressed; `typed`: characters written beside them."""

    page: Page
    presses: int = 0
    typed: int = 0

    def press(self, key: str, times: int = 1) -> None:
        """One key, or a chord such as “Control+Enter”."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.presses += times

    def write(self, text: str) -> None:
        """Characters into the field that has the focus."""
        self.page.keyboard.type(text)
        self.typed += len(text)

    def follow(self, link: Locator) -> None:
        """A link or button, by Enter."""
        link.focus()
        self.press("Enter")

    def tab_to(self, ending: str, *, back: bool = False) -> str:
        """By Tab to the control whose name (or words, of a link) ends so; gives back its name."""
        for _ in range(MOST_TABS):
            at: str = self.page.evaluate(
                "(e => (e.name || e.textContent || '').trim())(document.activeElement || document.body)"
            )
            if at.endswith(ending):
                return at
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no control “{ending}” within {MOST_TABS} steps of Tab")

    def choose(self, *, value: str = "", label: str = "") -> None:
        """An option of the select that has the focus, by the arrows."""
        distance: int = self.page.evaluate(
            """([value, label]) => {
                const select = document.activeElement;
                const at = [...select.options].findIndex(o => label ? o.text === label : o.value === value);
                return at - select.selectedIndex;
            }""",
            [value, label],
        )
        self.press("ArrowDown" if distance > 0 else "ArrowUp", abs(distance))
        chosen = self.page.evaluate("(s => [s.value, s.options[s.selectedIndex].text])(document.activeElement)")
        assert (label or value) in chosen, (value, label, chosen)

    def put_text(self, area: Locator, wanted: str) -> None:
        """Make the text of a field say what is wanted: by cutting its tail where that is enough, else anew."""
        expect(area).to_be_focused()
        end = _end_of_same_words(area.input_value(), wanted)
        if end is None:
            self.press("Control+a")
            self.write(wanted)
            return
        self.press("Control+End")
        while (start := _selection_start(area)) > end:
            self.press("Control+Shift+ArrowLeft")
            assert _selection_start(area) < start
        self.press("Shift+ArrowRight", end - start)
        self.press("Delete")
        assert area.input_value() == area.input_value()[:end]


def _selection_start(area: Locator) -> int:
    start: int = area.evaluate("area => area.selectionStart")
    return start


def _end_of_same_words(text: str, wanted: str) -> int | None:
    """Where the words of `wanted` end in `text`, when `text` begins with them and goes on; None otherwise."""
    words = [word.casefold() for word in re.findall(r"\w+", wanted)]
    found = list(re.finditer(r"\w+", text))
    begins = len(words) < len(found) and [m[0].casefold() for m in found[: len(words)]] == words
    return found[len(words) - 1].end() if words and begins else None

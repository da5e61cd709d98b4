"""How well and how fast ruined text is restored: `python -m bench.repair TEXT [--garbled READ]`.

TEXT is a sound text that the counts were not made of; it is stripped of its marks and restored. READ is the same text
as a wrong model read it. Prints the share of words right before and after (the longest common subsequence of words)
and the seconds.
"""

from __future__ import annotations

import argparse
import time
from difflib import SequenceMatcher
from pathlib import Path

from phongtrao.adapters.language import load_language
from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair import Language, repair
from phongtrao.core.text.syllables import plain_form
from tests.corpus.repair_score import words_of


def share_right(sound: str, other: str) -> float:
    """Words of `sound` that `other` holds in the same order."""
    first, second = ([plain_form(word) for word in words_of(text)] for text in (sound, other))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(first))


def report(name: str, sound: str, ruined: str, language: Language) -> str:
    """One line of figures."""
    start = time.process_time()
    restored = repair(ruined, language).text
    seconds = time.process_time() - start
    before, after = share_right(sound, ruined), share_right(sound, restored)
    return (
        f"{name}: {before:.1%} of words right before, {after:.1%} after, {seconds:.2f} s for {len(ruined):,} characters"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Accuracy and time of the repair of ruined text.")
    parser.add_argument("text", type=Path)
    parser.add_argument("--garbled", type=Path)
    options = parser.parse_args()
    start = time.process_time()
    language = load_language()
    print(f"loaded in {time.process_time() - start:.2f} s, packs included")
    sound = options.text.read_text(encoding="utf-8")
    print(report("stripped", sound, strip_marks(sound), language))
    if options.garbled:
        print(report("garbled", sound, options.garbled.read_text(encoding="utf-8"), language))


if __name__ == "__main__":
    main()

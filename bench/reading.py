"""How well the reader reads: `python -m bench.reading --corpus DIR [--update]`.

DIR lies beside the repository and holds plans (`DIR/seeds/NNN_*.txt`) with gold readings (`DIR/reading/gold/NNN.json`).
Each plan is read and scored by `tests/corpus/score.py`; the figures are compared with `bench/reading.json`, keyed by
the SHA-256 of the source (no words of the plans are kept). Exit 1 when a figure drops by more than 0.001; 0, with a
sentence, when DIR is missing.
Then the processor time of reading a text of about 20 KB, as a ratio to one pass of a plain pattern over the same text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from phongtrao.adapters.finding_packs import knowledge_of
from phongtrao.adapters.packs import load_all
from phongtrao.core.documents import READ_VERSION, Lexicon, Reading, read
from phongtrao.core.documents.checks.knowledge import Knowledge
from phongtrao.core.text import SourceText
from tests.corpus import score as scorer

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "bench" / "reading.json"
TOLERANCE = 0.001
SAMPLE_SIZE = 20_000  # code points; the length of a long commune plan
ROUNDS = 5


@dataclass(frozen=True)
class Words:
    """What the reader is given: the lexicon and what the findings know."""

    lexicon: Lexicon
    knowledge: Knowledge

    @classmethod
    def load(cls) -> Words:
        """From the packs as they lie in the repository."""
        packs = load_all()
        return cls(Lexicon.from_packs({pack.id: pack.data for pack in packs}), knowledge_of(packs))

    def read(self, text: str) -> Reading:
        """The reading of a text."""
        return read(SourceText(text), self.lexicon, knowledge=self.knowledge)


def score_plan(plan: Path, gold: Path, words: Words) -> tuple[str, dict[str, float]]:
    """SHA-256 of the source, and the figures of its reading with the headline."""
    data = plan.read_bytes()
    reading = words.read(data.decode("utf-8")).as_json(with_text=True)
    score: Callable[..., dict[str, Any]] = vars(scorer)["score"]  # score.py is kept as it came: without types
    figures = score(reading, json.loads(gold.read_text(encoding="utf-8")), [])
    counted = [name for name in scorer.HEADLINE if figures[name] is not None]
    weights = {name: scorer.WEIGHT.get(name, 1) for name in counted}
    headline = sum(weights[n] * figures[n] for n in counted) / sum(weights.values())
    kept = {name: round(float(value), 4) for name, value in figures.items() if value is not None}
    return hashlib.sha256(data).hexdigest(), {"headline": round(headline, 4), **kept}


def score_corpus(corpus: Path, words: Words) -> dict[str, dict[str, float]]:
    """SHA-256 → figures of every plan that has a gold reading."""
    found = {}
    for gold in sorted((corpus / "reading" / "gold").glob("*.json")):
        for plan in sorted((corpus / "seeds").glob(f"{gold.stem}*.txt")):
            digest, figures = score_plan(plan, gold, words)
            found[digest] = figures
            print(f"{gold.stem}  headline {figures['headline']:.3f}")
            print("  " + "  ".join(f"{name} {value:.2f}" for name, value in figures.items() if name != "headline"))
    return found


def drops(before: dict[str, dict[str, float]], now: dict[str, dict[str, float]]) -> list[str]:
    """What got worse, one line each."""
    return [
        f"{digest[:12]} {name}: {old:.4f} -> {now[digest].get(name, 0.0):.4f}"
        for digest, figures in before.items()
        if digest in now
        for name, old in figures.items()
        if now[digest].get(name, 0.0) < old - TOLERANCE
    ]


def time_ratio(words: Words) -> tuple[float, float]:
    """Milliseconds of one reading of a 20 KB text, and its ratio to one plain pass of a pattern over the same text."""
    sample = (ROOT / "tests" / "core" / "documents" / "plans" / "front.txt").read_text(encoding="utf-8")
    head, body, foot = sample.partition("III. TỔ CHỨC THỰC HIỆN\n")
    duties, cut, signed = foot.partition("Nơi nhận:")
    text = head + body + duties * (SAMPLE_SIZE // len(duties)) + cut + signed
    words.read(text)
    readings = [_seconds(lambda: words.read(text)) for _ in range(ROUNDS)]
    passes = [_seconds(lambda: re.findall(r"\w+", text)) for _ in range(ROUNDS)]
    return min(readings) * 1000, min(readings) / min(passes)


def _seconds(call: Any) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def main(argv: list[str] | None = None) -> int:
    """The command; see the module."""
    parser = argparse.ArgumentParser(description="Scores the reader against gold readings.")
    parser.add_argument("--corpus", type=Path, required=True, help="folder with seeds/ and reading/gold/")
    parser.add_argument("--update", action="store_true", help="keep the figures of this run")
    arguments = parser.parse_args(argv)
    words = Words.load()
    milliseconds, ratio = time_ratio(words)
    print(
        f"reader {READ_VERSION}: {milliseconds:.0f} ms for {SAMPLE_SIZE:,} code points, {ratio:.0f} times a plain pass"
    )
    if not (arguments.corpus / "reading" / "gold").is_dir():
        print(f"{arguments.corpus} holds no gold readings; nothing was scored.")
        return 0
    now = score_corpus(arguments.corpus, words)
    print(f"mean headline {sum(f['headline'] for f in now.values()) / max(1, len(now)):.3f} over {len(now)}")
    before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    worse = drops(before, now)
    if arguments.update:
        KEPT.write_text(json.dumps({**before, **now}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    for line in worse:
        print("DROP", line)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())

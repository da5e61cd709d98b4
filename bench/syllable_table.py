"""Make the table of syllables and pairs that the spelling check asks (`phongtrao/packs/statistics/vietnamese.bin`).

    python bench/syllable_table.py --dictionary Viet74K.txt --frequencies small_vi.msgpack.gz --texts FOLDER [--check]

Sources: a word list (one word a line), the Vietnamese list of `wordfreq` (msgpack, cB format), official texts (a
folder of .txt and .md files) and the project's own packs. Only hashes and numbers come out; no text does. Needs
`msgpack`, which `wordfreq` brings; both belong into a throw-away environment, never into the project's. Prints its
figures as JSON.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from phongtrao.core.text.syllables import COUNT, INSIDE, KNOWN, key_of, pack_table, plain_form  # noqa: E402 - after the path

TARGET = ROOT / "phongtrao" / "packs" / "statistics" / "vietnamese.bin"
OWN_TEXTS = ("phongtrao/packs", "phongtrao/samples")
LEFT_OUT = {"statistics", "findings"}  # the examples of the findings are misspelt on purpose
LEAST_PAIR = 2  # occurrences in official texts from which a pair outside the dictionary is kept
_RUN = re.compile(r"[^\W\d_]+(?:[ \t]+[^\W\d_]+)*")


def dictionary_words(path: Path) -> Iterator[list[str]]:
    """The words of the list as syllables, lower case; loan words with hyphens are left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        syllables = [plain_form(part) for part in line.split()]
        if syllables and all(part.isalpha() for part in syllables):
            yield syllables


def frequencies(path: Path) -> dict[str, int]:
    """Word → commonness 1..63: one step is a tenth of a power of ten."""
    msgpack: Any = importlib.import_module("msgpack")  # of the throw-away environment, unknown here
    with gzip.open(path) as file:
        bins: list[Any] = msgpack.load(file, raw=False)
    found = {}
    for centibels, words in enumerate(bins[1:]):
        for word in words:
            if word.isalpha():
                found[plain_form(word)] = max(1, min(COUNT, (650 - centibels) // 10))
    return found


def runs(folders: Iterable[Path]) -> Iterator[list[str]]:
    """Stretches of syllables without a mark between them."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md", ".yaml")):
            if LEFT_OUT & set(path.parts):
                continue
            for match in _RUN.finditer(path.read_text(encoding="utf-8")):
                yield [plain_form(part) for part in match.group().split()]


def build(dictionary: Path, frequency_list: Path, texts: list[Path]) -> tuple[bytes, dict[str, int]]:
    """The table's bytes and its figures."""
    syllables = {key_of(word): common for word, common in frequencies(frequency_list).items()}
    pairs: dict[int, int] = {}
    for word in dictionary_words(dictionary):
        for part in word:
            syllables[key_of(part)] = syllables.get(key_of(part), 0) | KNOWN
        for first, second in itertools.pairwise(word):
            key = key_of(first, second)
            pairs[key] = pairs.get(key, 0) | (KNOWN if len(word) == 2 else INSIDE)
    counted: Counter[int] = Counter()
    total = 0
    for run in runs([*texts, *(ROOT / name for name in OWN_TEXTS if (ROOT / name).is_dir())]):
        total += len(run)
        counted.update(key_of(a, b) for a, b in itertools.pairwise(run))
    for key, count in counted.items():
        if count >= LEAST_PAIR or key in pairs:
            pairs[key] = pairs.get(key, 0) | min(COUNT, count)
    data = pack_table(syllables, pairs)
    return data, {"syllables": len(syllables), "pairs": len(pairs), "counted": total, "bytes": len(data)}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Build the table of syllables and pairs.")
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--frequencies", type=Path, required=True)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when the file differs")
    options = parser.parse_args(argv)
    data, figures = build(options.dictionary, options.frequencies, options.texts)
    print(json.dumps(figures))
    if options.check:
        return int(not TARGET.is_file() or TARGET.read_bytes() != data)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Make the file of counts that the repair of ruined text asks (`phongtrao/packs/statistics/language.bin`).

    python -m bench.language_table --dictionary Viet74K.txt --frequencies small_vi.msgpack.gz --texts FOLDER \
        --pairs pairs.tsv [--check]

Sources: those of `bench/syllable_table.py`, the project's screens (locale) and its papers of language samples, names
of places (`vietnam-provinces`), and pairs of printed and read lines made by `bench/ocr_pairs.py`. Only hashes and
numbers come out; no text does. `msgpack` belongs into a throw-away environment. Prints its figures as JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

from bench.language_channel import count_channel
from bench.syllable_table import dictionary_words, frequencies
from phongtrao.core.text.repair.grams import BOUNDARY, NUMBER, hash_of
from phongtrao.core.text.repair.language import pack_columns
from phongtrao.core.text.repair.syllabary import spelled
from phongtrao.core.text.repair.tokens import Kind, tokens_of
from phongtrao.core.text.syllables import plain_form

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "phongtrao" / "packs" / "statistics" / "language.bin"
LEFT_OUT = {"statistics", "findings"}  # the examples of the findings are misspelt on purpose
OWN = (("phongtrao/samples", 4), ("phongtrao/packs", 3), ("phongtrao/locale/vi", 2))
LAW, DICTIONARY, PLACE = 3, 4, 1
"""Quarters of an occurrence that one counts for."""
SHARE = 0.6  # of the texts in a word's own chance; the rest is the list of frequencies
_QUOTED = re.compile(r'^(?:msgid|msgstr(?:\[\d\])?|)\s*"(.*)"$', re.M)
_SLOT = re.compile(r"\{[^{}]*\}|%\(\w+\)s|%[sd]|<[^<>]*>|https?://\S+|^(?:URL|source|id|url|key):.*$", re.M)


class Counts:
    """Words, pairs and triples with their weights."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.triples: Counter[tuple[str, str, str]] = Counter()

    def add(self, clause: list[str], weight: int, *, bounded: bool = True) -> None:
        """One clause; `bounded`: its ends are ends of a clause."""
        words = [BOUNDARY, *clause, BOUNDARY] if bounded else clause
        self.words.update(dict.fromkeys(set(words), 0))
        for word in words:
            self.words[word] += weight
        for pair in itertools.pairwise(words):
            self.pairs[pair] += weight
        for triple in zip(words, words[1:], words[2:], strict=False):
            self.triples[triple] += weight


def clauses(text: str) -> Iterator[list[str]]:
    """The clauses of a text as words in plain form."""
    clause: list[str] = []
    for token in tokens_of(_SLOT.sub(" ", text)):
        if token.opens and clause:
            yield clause
            clause = []
        clause.append(plain_form(token.text) if token.kind is Kind.WORD else NUMBER)
    if clause:
        yield clause


def own_texts() -> Iterator[tuple[Path, int]]:
    """The project's own files with their weight."""
    for name, weight in OWN:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in (".txt", ".md", ".yaml", ".po") and not LEFT_OUT & set(path.parts):
                yield path, weight


def count_texts(folders: Iterable[Path], dictionary: Path) -> Counts:
    """Everything that is counted as text."""
    counts = Counts()
    laws = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in (".txt", ".md"))
    for path, weight in [*((p, LAW) for p in laws), *own_texts()]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".po":
            text = "\n\n".join(_QUOTED.findall(text))
        for clause in clauses(text):
            counts.add(clause, weight)
    for name in place_names():
        for clause in clauses(name):
            counts.add(clause, PLACE, bounded=False)
    for word in dictionary_words(dictionary):
        counts.add(word, DICTIONARY, bounded=False)
    return counts


def place_names() -> Iterator[str]:
    """« xã Sơn Dương », « tỉnh Tuyên Quang »: names with their level."""
    from vietnam_provinces import Province, Ward  # the distribution's own list; slow to import

    yield from (str(province.name) for province in Province.iter_all())
    yield from (str(ward.name) for ward in Ward.iter_all())


def build(dictionary: Path, frequency_list: Path, texts: list[Path], pairs: Path) -> tuple[bytes, dict[str, int | str]]:
    """The file's bytes and its figures."""
    common = frequencies(frequency_list)
    counts = count_texts(texts, dictionary)
    possible = {syllable for *_, syllable in spelled()}
    vocabulary = set(counts.words) | {word for word in common if word in possible}
    hashes = sorted({hash_of(word) for word in vocabulary})
    number = {key: at for at, key in enumerate(hashes)}
    by_word = {word: number[hash_of(word)] for word in vocabulary}
    paired = _numbered({(by_word[a] << 16 | by_word[b]): n for (a, b), n in counts.pairs.items()})
    tripled = _numbered(
        {(by_word[a] << 32 | by_word[b] << 16 | by_word[c]): n for (a, b, c), n in counts.triples.items()}
    )
    columns = {
        "words": hashes,
        "chances": _chances(counts.words, common, by_word, len(hashes)),
        "pairs": paired[0],
        "pair_counts": paired[1],
        "triples": tripled[0],
        "triple_counts": tripled[1],
        **count_channel(pairs, by_word),
    }
    data = pack_columns(columns)
    figures: dict[str, int | str] = {
        name: len(columns[name]) for name in ("words", "pairs", "triples", "wholes", "parts")
    }
    figures |= {"counted": counts.words.total(), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return data, figures


def _numbered(counts: dict[int, int]) -> tuple[list[int], list[int]]:
    keys = sorted(counts)
    return keys, [min(255, counts[key]) for key in keys]


def _chances(words: Counter[str], common: dict[str, int], by_word: dict[str, int], size: int) -> list[int]:
    """256 × -ln of each word's probability."""
    total = words.total()
    weights = {word: 10.0 ** (step / 10) for word, step in common.items() if word in by_word}
    whole = sum(weights.values())
    found = [(256 * 16)] * size
    for word, at in by_word.items():
        chance = SHARE * words[word] / total + (1 - SHARE) * weights.get(word, 0.0) / whole
        found[at] = min(256 * 16, max(0, round(-256 * log(max(chance, 1e-7)))))
    return found


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Build the file of counts for the repair of ruined text.")
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--frequencies", type=Path, required=True)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when the file differs")
    options = parser.parse_args(argv)
    data, figures = build(options.dictionary, options.frequencies, options.texts, options.pairs)
    print(json.dumps(figures))
    if options.check:
        return int(not options.out.is_file() or options.out.read_bytes() != data)
    options.out.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

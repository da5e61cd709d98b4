"""« KE HOACH XAy dung xa dlen hinh vé phong trao toan din »: whether a text's diacritics are ruined.

Measure: the share of words that are no syllables of Vietnamese (wrong rhyme, or letters mixed with figures), and the
share of words that carry a mark. A sound text has under 8 % of the first (names, abbreviations, figures aside) and
over 55 % of the second; a text read by a wrong model, or stripped of its marks, is far outside. It does not repair
anything. Source: syllable structure of Vietnamese (onset, rhyme, tone); measured on office texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_ONSETS = "|".join(
    [
        "ngh",
        "ch",
        "gh",
        "gi",
        "kh",
        "ng",
        "nh",
        "ph",
        "qu",
        "th",
        "tr",
        "b",
        "c",
        "d",
        "đ",
        "g",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "x",
    ]
)
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo "
    "ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai "
    "oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot ô ôc ôi ôm "
    "ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uâ uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt "
    "up ut uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt "
    "ưu y yêm yên yêng yêt yêu ynh ân ang en "
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(sorted(set(_RHYMES.split()), key=len, reverse=True))})\Z")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"\w+")
_LEAST = 60  # words; a shorter text is not judged
_WRONG, _MARKED = 0.12, 0.40
_DOUBTFUL = 0.012  # share of impossible syllables; sound plans measured 0 to 0.4 %, scans read well 1 % and more


def is_damaged(text: str) -> bool:
    """Whether `text` (NFC) is Vietnamese whose marks are lost or garbled. A short text is never damaged."""
    words = _judged(text)
    if len(words) < _LEAST:
        return False
    wrong = _impossible(words)
    marked = sum(not w.isascii() for w in words)
    return wrong > _WRONG * len(words) or marked < _MARKED * len(words)


def is_doubtful(text: str) -> bool:
    """Whether so many words of `text` are impossible that patterns should not rely on its marks."""
    words = _judged(text)
    return len(words) >= _LEAST and _impossible(words) > _DOUBTFUL * len(words)


def _impossible(words: list[str]) -> int:
    return sum(count for word, count in Counter(words).items() if not _is_syllable(word))


def _judged(text: str) -> list[str]:
    return [w for w in _WORD.findall(text) if len(w) > 1 and not w.isdigit() and not w.isupper()]


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return bool(_SYLLABLE.match(unicodedata.normalize("NFC", decomposed)))

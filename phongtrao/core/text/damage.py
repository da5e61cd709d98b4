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

_OPENING = "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x"
ONSETS = tuple(_OPENING.split())
"""Consonants that open a syllable, longest first."""
_SPELLED = (
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et i ia ich im in inh ip it iu iêc iêm iên iêng "
    "iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oong op ot oăc "
    "oăm oăn oăng oăt u ua uc ui um un ung up ut uy uya uych uyn uynh uyp uyt uyu uyên uyêt uâ uân uâng uât uây uê "
    "uêch uênh uôc uôi uôm uôn uông uôt uơ y ynh yêm yên yêng yêt yêu â âc âm ân âng âp ât âu ây ê êch êm ên ênh êp "
    "êt êu ô ôc ôi ôm ôn ông ôp ôt ă ăc ăm ăn ăng ăp ăt ơ ơi ơm ơn ơp ơt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn "
    "ương ươp ươt ươu "
)
RHYMES = tuple(sorted(set(_SPELLED.split()), key=lambda rhyme: (-len(rhyme), rhyme)))
"""Vowels and closing consonants without tones, longest first."""
_SYLLABLE = re.compile(rf"(?:{'|'.join(ONSETS)})?(?:{'|'.join(RHYMES)})\Z")
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

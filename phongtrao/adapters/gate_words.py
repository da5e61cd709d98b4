"""The pack of the checks of the bounds as words for `core.text.gate`, and the check of that pack."""

from __future__ import annotations

from functools import cache

from phongtrao.adapters.packs import load_all
from phongtrao.core.packs import Pack, PackError
from phongtrao.core.packs.schema import ListOf, Record, Text, Whole, check_data
from phongtrao.core.text.gate import GateWords, check_text

PACK_ID = "gate/bounds"

WORDS = ListOf(Text(), minimum=1)
ADVICE = Record({"vi": Text(), "en": Text()})
SCHEMA = Record(
    {
        "secrecy_marks": WORDS,
        "secrecy_marks_damaged": WORDS,
        "secrecy_marks_legacy": WORDS,
        "secrecy_labels": WORDS,
        "compounds": WORDS,
        "letterhead": WORDS,
        "letterhead_lines": Whole(1),
        "near_lines": Whole(1),
        "name_headings": WORDS,
        "detail_headings": WORDS,
        "office_headings": WORDS,
        "other_headings": WORDS,
        "birth_phrases": WORDS,
        "list_length": Whole(1),
        "advice": Record(
            {
                "secrecy-mark": ADVICE,
                "person-list": ADVICE,
                "person-details": ADVICE,
                "citizen-number": ADVICE,
                "phone-number": ADVICE,
            }
        ),
    }
)


@cache
def gate_words() -> GateWords:
    """The installed words, read once per process."""
    return GateWords.from_data(load_all().data(PACK_ID))


def check_pack(pack: Pack) -> list[PackError]:
    """What is wrong with the words, and every example that the checks answer otherwise than it says."""
    errors = check_data(pack, SCHEMA)
    if errors:
        return errors
    words = GateWords.from_data(pack.data)
    for index, example in enumerate(pack.examples):
        if not isinstance(example, dict) or not {"text", "refused", "warned"} <= example.keys():
            errors.append(pack.error(("examples", index), "mỗi ví dụ cần text, refused và warned."))
            continue
        result = check_text(str(example["text"]), words)
        found = [sorted({hit.code for hit in hits}) for hits in (result.refusals, result.warnings)]
        if found != [sorted(example["refused"]), sorted(example["warned"])]:
            message = f"ví dụ cho refused {found[0]}, warned {found[1]}, khác điều ghi trong gói."
            errors.append(pack.error(("examples", index), message))
    return errors

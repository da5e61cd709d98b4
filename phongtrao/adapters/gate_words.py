"""The pack of the checks of the bounds as words for `core.text.gate`, and the check of that pack."""

from __future__ import annotations

from functools import cache

from phongtrao.adapters.packs import load_all
from phongtrao.core.packs import Pack, PackError
from phongtrao.core.text.gate import GateWords, check_text

PACK_ID = "gate/bounds"


@cache
def gate_words() -> GateWords:
    """The installed words, read once per process."""
    return GateWords.from_data(load_all().data(PACK_ID))


def check_pack(pack: Pack) -> list[PackError]:
    """What is wrong with the words, and every example that the checks answer otherwise than it says."""
    try:
        words = GateWords.from_data(pack.data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [pack.error(("data",), f"data chưa đúng: {error}.")]
    errors: list[PackError] = []
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

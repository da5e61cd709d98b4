"""The checks that free text and files with text pass before anything of them is stored or logged."""

from phongtrao.adapters.gate_words import gate_words
from phongtrao.apps.base.refusals import Refused
from phongtrao.core.text.gate import check_file, mask

_CODES = {"secrecy-mark": "secrecy_mark", "person-list": "personal_list"}


def checked_text(text: str, *, field: str = "", limit: int = 2000) -> str:
    """The text as it may be kept: stripped, citizen and telephone numbers masked.

    Refused: secrecy_mark, personal_list, text_too_long, each at `field`.
    """
    words = text.replace("\r\n", "\n").strip()
    if len(words) > limit:
        raise Refused("text_too_long", field=field, came=len(words), limit=limit)
    refuse_forbidden(words, field=field)
    return mask(words)


def refuse_forbidden(text: str, *, field: str = "", aside: str = "") -> None:
    """Refused: secrecy_mark, personal_list. Says nothing of what stood there. `aside`: words in a file's margins."""
    result = check_file(text, aside, gate_words())
    if result.is_refused:
        raise Refused(_CODES.get(result.refusals[0].code, "secrecy_mark"), field=field)

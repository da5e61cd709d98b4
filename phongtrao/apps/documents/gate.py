"""The checks of the bounds on papers and typed words: in memory, before anything is stored or logged."""

from functools import cache
from pathlib import PurePath

from phongtrao.adapters.documents_in import Source, read_source
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.packs import load_all
from phongtrao.apps.base.refusals import Refused
from phongtrao.core.text.gate import GateResult, GateWords, check_text

_CODES = {"secrecy-mark": "secrecy_mark", "person-list": "personal_list"}


@cache
def gate_words() -> GateWords:
    """The words of the checks, from the pack."""
    return GateWords.from_data(load_all().data("gate/bounds"))


def read_checked(data: bytes, *, name: str) -> Source:
    """The text of a file that may come in. Refused: file_refused (with the sentence why), secrecy_mark, personal_list.

    Words outside the text (page headers, comments) and the file's name are checked as well.
    """
    refuse_text(PurePath(name).stem, field="file", is_margin=True)
    try:
        source = read_source(data, name=name)
    except FileRefused as refused:
        raise Refused("file_refused", field="file", sentence=refused.message_vi, cause=refused.code) from None
    refuse_text(source.text, field="file")
    refuse_text(source.aside, field="file", is_margin=True)
    return source


def refuse_text(text: str, *, field: str, is_margin: bool = False) -> GateResult:
    """The result without refusals; its warnings are for the person to see. Refused: secrecy_mark, personal_list."""
    result = check_text(text, gate_words(), is_margin=is_margin)
    if result.is_refused:
        hit = result.refusals[0]
        raise Refused(_CODES.get(hit.code, "secrecy_mark"), field=field, line=hit.line)
    return result

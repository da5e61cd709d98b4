"""The checks of the bounds on papers and typed words: in memory, before anything is stored or logged."""

from pathlib import PurePath

from phongtrao.adapters.documents_in import Source, read_source
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.gate_words import gate_words
from phongtrao.apps.base.refusals import Refused
from phongtrao.core.text.gate import GateResult, check_text

_CODES = {"secrecy-mark": "secrecy_mark", "person-list": "personal_list"}


def read_checked(data: bytes, *, name: str, vouched: bool) -> Source:
    """The text of a file that may come in. Refused: file_refused (with the sentence why), secrecy_mark, personal_list,
    pictures_not_vouched.

    Words outside the text (page headers, comments) and the file's name are checked as well. Pictures inside a file hold
    words that nobody has read here: they come in when the person has `vouched` for them.
    """
    refuse_text(PurePath(name).stem, field="file", is_margin=True)
    try:
        source = read_source(data, name=name)
    except FileRefused as refused:
        raise Refused("file_refused", field="file", sentence=refused.message_vi, cause=refused.code) from None
    refuse_text(source.text, field="file")
    refuse_text(source.aside, field="file", is_margin=True)
    if source.has_unread and not vouched:
        raise Refused("pictures_not_vouched", field="vouched")
    return source


def refuse_text(text: str, *, field: str, is_margin: bool = False) -> GateResult:
    """The result without refusals; its warnings are for the person to see. Refused: secrecy_mark, personal_list."""
    result = check_text(text, gate_words(), is_margin=is_margin)
    if result.is_refused:
        hit = result.refusals[0]
        raise Refused(_CODES.get(hit.code, "secrecy_mark"), field=field, line=hit.line)
    return result

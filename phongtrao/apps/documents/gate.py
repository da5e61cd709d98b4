"""The checks of the bounds on papers and typed words: in memory, before anything is stored or logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from phongtrao.adapters import pages_in
from phongtrao.adapters.documents_in import Source, read_source
from phongtrao.adapters.file_kind import MEDIA_TYPES, FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.gate_words import gate_words
from phongtrao.adapters.packs import load_all
from phongtrao.adapters.pdf_text import read_pdf_text
from phongtrao.adapters.photo_in import without_traces
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.limits import MEGABYTE, SCAN_BYTES, TEXT_BYTES
from phongtrao.core.text.gate import GateResult, check_text

PAGED = pages_in.PAGED  # what has pages with places on them; everything else is text that is read at once
_CODES = {"secrecy-mark": "secrecy_mark", "person-list": "personal_list"}
_TOO_BIG = (
    "Tệp lớn {size} MB. Văn bản Word, văn bản chữ được đến {text} MB; PDF, bản quét, ảnh được đến {scan} MB. "
    "Hãy quét lại ở 300 dpi đen trắng hoặc tách phụ lục ra rồi gửi lại."
)


@dataclass(frozen=True)
class Checked:
    """A file that may come in. `data`: its bytes as they are kept, pictures without what the camera wrote beside them.

    `needs_quarantine`: it holds pages that nobody has read yet.
    """

    data: bytes
    media_type: str
    needs_quarantine: bool


def check_upload(data: bytes, *, name: str, vouched: bool) -> Checked:
    """Whether a file may come in as a paper. Refused: file_refused (with the sentence why), secrecy_mark,
    personal_list, pictures_not_vouched (a Word file with pictures).

    A PDF with a text layer is checked here and now; what has pages without one waits in quarantine to be read.
    """
    kind = sniff(data, name=name)
    if kind not in PAGED:
        return Checked(data, read_checked(data, name=name, vouched=vouched).media_type, needs_quarantine=False)
    refuse_text(PurePath(name).stem, field="file", is_margin=True)
    try:
        if len(data) > SCAN_BYTES:
            raise too_big(len(data))
        if kind is FileKind.PDF:
            pages_in.open_paged(data, kind)
            return Checked(data, MEDIA_TYPES[kind], needs_quarantine=_has_unread_pages(data))
        clean = without_traces(data, kind)
        pages_in.open_paged(clean, kind)
    except FileRefused as refused:
        raise _file_refused(refused) from None
    return Checked(clean, MEDIA_TYPES[kind], needs_quarantine=True)


def read_checked(data: bytes, *, name: str, vouched: bool) -> Source:
    """The text of a file that may come in. Refused: file_refused (with the sentence why), secrecy_mark, personal_list,
    pictures_not_vouched.

    Words outside the text (page headers, comments) and the file's name are checked as well. Pictures inside a file hold
    words that nobody has read here: they come in when the person has `vouched` for them.
    """
    refuse_text(PurePath(name).stem, field="file", is_margin=True)
    try:
        if len(data) > TEXT_BYTES:
            raise too_big(len(data))
        source = read_source(data, name=name)
    except FileRefused as refused:
        raise _file_refused(refused) from None
    refuse_text(source.text, field="file")
    refuse_text(source.aside, field="file", is_margin=True)
    if source.has_unread and not vouched:
        raise Refused("pictures_not_vouched", field="vouched")
    return source


def too_big(size: int) -> FileRefused:
    """Says what came and both limits."""
    shown = f"{size / MEGABYTE:.1f}".replace(".", ",")
    sentence = _TOO_BIG.format(size=shown, text=TEXT_BYTES // MEGABYTE, scan=SCAN_BYTES // MEGABYTE)
    return FileRefused("file-too-big", sentence)


def refuse_text(text: str, *, field: str, is_margin: bool = False) -> GateResult:
    """The result without refusals; its warnings are for the person to see. Refused: secrecy_mark, personal_list."""
    result = check_text(text, gate_words(), is_margin=is_margin)
    if result.is_refused:
        hit = result.refusals[0]
        raise Refused(_CODES.get(hit.code, "secrecy_mark"), field=field, line=hit.line)
    return result


def forbidden_in(texts: Iterable[str]) -> str:
    """The code of what must not be kept (secrecy_mark, personal_list), "" when nothing of it stands in the texts."""
    for text in texts:
        try:
            refuse_text(text, field="file")
        except Refused as refused:
            return refused.code
    return ""


def sentence_of(code: str) -> str:
    """What a person reads about `code` beside the paper that it was found in."""
    return next(str(row["vi"]) for row in load_all().data("messages/refusals") if row["code"] == code)


def _has_unread_pages(data: bytes) -> bool:
    """Checks the text layer of a PDF at once. False: every page has one and no picture is inside."""
    try:
        read = read_pdf_text(data)
    except FileRefused:  # too much for a look in passing: the background work reads it page by page
        return True
    refuse_text("\n\n".join(read.pages), field="file")
    return read.has_unread


def _file_refused(refused: FileRefused) -> Refused:
    return Refused("file_refused", field="file", sentence=refused.message_vi, cause=refused.code)

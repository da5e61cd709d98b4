"""XML of unknown origin: no document type, no entities, no network, no giant trees."""

from __future__ import annotations

from lxml import etree

from phongtrao.adapters.file_refused import FileRefused

_WITH_DTD = (
    "Tệp có khai báo DTD hoặc thực thể ngoài, thứ mà Word và Excel không bao giờ ghi ra, nên không được đọc. "
    "Hãy mở văn bản gốc bằng Word, lưu lại thành .docx rồi gửi lại."
)
_DAMAGED = "Phần nội dung bên trong tệp bị hỏng. Hãy mở tệp bằng Word hoặc Excel, lưu lại rồi gửi lại."


# A tree takes about ten times its text. 300 pages of Word are about 3 MB and 200,000 tags.
MAX_PART_BYTES = 32 * 1024 * 1024
MAX_TAGS = 3_000_000
_TOO_LARGE = "Phần nội dung bên trong tệp quá lớn. Hãy chép phần cần đọc sang một tệp mới, lưu lại rồi gửi lại."


def parse_xml(data: bytes) -> etree._Element:
    """Root of the tree. Raises `FileRefused` on a document type, on too large a part, on anything not well formed."""
    if b"<!doctype" in data[:4096].lower():
        raise FileRefused("xml-document-type", _WITH_DTD)
    if len(data) > MAX_PART_BYTES or data.count(b"<") > MAX_TAGS:
        raise FileRefused("xml-too-large", _TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise FileRefused("xml-damaged", _DAMAGED) from error
    # `fromstring` gives None for input without a root element, whatever its stub says.
    if not isinstance(root, etree._Element):
        raise FileRefused("xml-damaged", _DAMAGED)
    # The search above sees single-byte encodings only; the parsed tree knows for certain.
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused("xml-document-type", _WITH_DTD)
    return root

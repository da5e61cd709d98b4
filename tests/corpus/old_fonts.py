"""A Word document of today as it was typed before Unicode: every run in an old font, its letters in codes."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from phongtrao.core.text.patterns import UPPER
from tests.old_encodings import to_tcvn3, to_vni

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAPITALS = re.compile(
    rf"(?:(?<!\w){UPPER}{{2,}}(?!\w)[ ,-]*)+|[ÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]"
)


def in_vntime(data: bytes) -> bytes:
    """TCVN3: capitals with tones by the font .VnTimeH over small letters, all else in .VnTime."""
    return _typed(data, _abc)


def in_vni(data: bytes) -> bytes:
    """VNI-Times, each run in two: the mark stands in another run than its vowel where the cut falls so."""
    return _typed(data, _vni)


def in_times(data: bytes) -> bytes:
    """TCVN3 codes under Times New Roman: a font that lies."""
    return _typed(data, lambda text: iter([("Times New Roman", to_tcvn3(text))]))


def unicode_in_vntime(data: bytes) -> bytes:
    """Unicode letters under .VnTime: the other lie."""
    return _typed(data, lambda text: iter([(".VnTime", text)]))


def _abc(text: str) -> Iterator[tuple[str, str]]:
    done = 0
    for match in _CAPITALS.finditer(text):
        yield ".VnTime", to_tcvn3(text[done : match.start()])
        yield ".VnTimeH", to_tcvn3(match.group().lower())
        done = match.end()
    yield ".VnTime", to_tcvn3(text[done:])


def _vni(text: str) -> Iterator[tuple[str, str]]:
    codes = to_vni(text)
    yield "VNI-Times", codes[: len(codes) // 2]
    yield "VNI-Times", codes[len(codes) // 2 :]


def _typed(data: bytes, type_text: object) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    for run in list(root.iter(f"{W}r")):
        _retype(run, type_text)
    members["word/document.xml"] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _retype(run: etree._Element, type_text: object) -> None:
    """One run for each stretch of one font; a `w:t` holds letters and codes alike."""
    parent = run.getparent()
    if parent is None:
        return
    for child in run.findall(f"{W}t"):
        for font, codes in type_text(child.text or ""):  # type: ignore[operator]  # any of the functions above
            new = copy.deepcopy(run)
            for old in new.findall(f"{W}t"):
                new.remove(old)
            _set_font(new, font)
            text = etree.SubElement(new, f"{W}t")
            text.text = codes
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addprevious(new)
        run.remove(child)
    parent.remove(run) if not [c for c in run if c.tag != f"{W}rPr"] else None


def _set_font(run: etree._Element, font: str) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}rFonts"):
        properties.remove(old)
    fonts = etree.Element(f"{W}rFonts")
    fonts.set(f"{W}ascii", font)
    fonts.set(f"{W}hAnsi", font)
    properties.insert(0, fonts)

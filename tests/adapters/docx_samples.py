"""Word packages for tests, written part by part so that every construct can be had without Word."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_package(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    parts: dict[str, bytes] | None = None,
    relations: str = "",
    main_type: str = MAIN_TYPE,
) -> bytes:
    """A .docx whose `w:body` holds `body`; `relations` are further `<Relationship>` of the main part."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'
    members: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": document.encode(),
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>".encode(),
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>".encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/>{relations}</Relationships>'
        ).encode(),
        **(parts or {}),
    }
    return zipped(members)


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{kind}x" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def p(text: str, *, style: str = "", number: tuple[int, int] | None = None, run: str = "") -> str:
    """A paragraph; `number` = (list id, level); `run` = XML inside `w:rPr`."""
    numbered = (
        "" if number is None else f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{styled}{numbered}</w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def table(rows: list[list[str]], *, lined: bool = True) -> str:
    """A table of ready-made `w:tc`, or of plain words (one paragraph per line)."""
    borders = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if lined else ""
    cells = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{cells}</w:tbl>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(line) for line in text.split(chr(10)))}</w:tc>"


def level(index: int, number_format: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(list_id: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{list_id}">{more}{"".join(levels)}</w:abstractNum>'


def num(list_id: int, abstract_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'

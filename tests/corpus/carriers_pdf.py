"""Plans as PDF with text, made at test time by programs that offices use: LibreOffice in two dresses, and a browser.

« plain »: Letter paper, flush left, no indents, as the bare Word document has it. « office »: A4 with the margins and
font of Nghị định 30/2020/NĐ-CP, justified, first lines indented, room between paragraphs, page numbers above, a running
foot. « browser »: a web page with the same parts, printed by Chromium.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest

from tests.corpus import typed

_OFFICE_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Tinos" w:hAnsi="Tinos" w:cs="Tinos" w:eastAsia="Tinos"/>'
    '<w:sz w:val="28"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rHead"/><w:footerReference w:type="default" r:id="rFoot"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/></w:sectPr>'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAGE_NUMBER = (
    f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
RUNNING_FOOT = "Bản in thử từ hệ thống quản lý văn bản"
_FOOT = f'<w:ftr xmlns:w="{_W}"><w:p><w:r><w:t>{RUNNING_FOOT}</w:t></w:r></w:p></w:ftr>'
_BODY_PARAGRAPH = '<w:jc w:val="both"/><w:ind w:firstLine="567"/>'


def text_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Word documents by name → PDFs by name, in one run of LibreOffice with a profile of its own."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("soffice is missing; apt-get install libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, data in documents.items():
            path = Path(folder) / f"{name}.docx"
            path.write_bytes(data)
            paths.append(str(path))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *paths]
        subprocess.run(words, capture_output=True, check=True, timeout=300)
        return {name: (Path(folder) / f"{name}.pdf").read_bytes() for name in documents}


def in_office_dress(document: bytes) -> bytes:
    """The same words with the margins, font, indents, page numbers and a running foot."""
    members: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = members["word/document.xml"].decode()
    body = body.replace("<w:document ", f'<w:document xmlns:r="{_R}" ', 1) if "xmlns:r=" not in body else body
    parts = re.split(r"(<w:tbl>.*?</w:tbl>)", body, flags=re.S)
    dressed = "".join(
        part if part.startswith("<w:tbl>") else part.replace("</w:pPr>", f"{_BODY_PARAGRAPH}</w:pPr>") for part in parts
    )
    members["word/document.xml"] = dressed.replace("</w:body>", f"{_SECTION}</w:body>").encode()
    styles = members["word/styles.xml"].decode()
    members["word/styles.xml"] = re.sub(
        r"(<w:styles [^>]*?)(/?)>", rf"\g<1>>{_OFFICE_DEFAULTS}", styles, count=1
    ).encode()
    relations = (
        f'<Relationship Id="rHead" Type="{_R}/header" Target="header9.xml"/>'
        f'<Relationship Id="rFoot" Type="{_R}/footer" Target="footer9.xml"/></Relationships>'
    )
    links = members["word/_rels/document.xml.rels"].decode()
    members["word/_rels/document.xml.rels"] = links.replace("</Relationships>", relations).encode()
    members["word/header9.xml"], members["word/footer9.xml"] = _PAGE_NUMBER.encode(), _FOOT.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


_CSS = """
@page { size: A4; margin: 20mm 20mm 20mm 30mm }
body { font: 13pt "DejaVu Serif", serif; line-height: 1.25 }
p { margin: 0 0 5pt; text-align: justify; text-indent: 10mm }
table.side { width: 100% } table.side td { width: 50%; text-align: center; vertical-align: top }
table.side.foot td:first-child { text-align: left; font-size: 10pt }
table.side p { text-indent: 0; text-align: inherit; margin: 0 }
table.rows { border-collapse: collapse; width: 100%; font-size: 11pt }
table.rows td { border: 1px solid black; padding: 3px 5px; vertical-align: top }
.middle { text-align: center; font-weight: bold; text-indent: 0 }
"""


def web_page(text: str) -> str:
    """The plan as a web page: letterhead and foot as tables without lines, title centred, rows as a table."""
    plan = typed.laid_out(text)
    body: list[str] = []
    for at, line in enumerate(plan.body):
        if line[0] != "|":
            body.append(f"<p{' class=middle' if at < 2 else ''}>{escape(line)}</p>")
    parts = [
        _side_by_side(plan.head, typed.MOTTO, "head"),
        *body,
        _side_by_side(plan.foot, typed.SIGNATURE, "foot"),
        _rows(plan.annex),
    ]
    return f"<!doctype html><meta charset=utf-8><style>{_CSS}</style>{''.join(parts)}"


def _side_by_side(lines: list[str], right: re.Pattern[str], name: str) -> str:
    columns: tuple[list[str], list[str]] = ([], [])
    for line in lines:
        first, tab, second = line.partition("\t")
        if not tab and right.match(line):
            first, second = "", line
        for column, words in zip(columns, (first, second), strict=True):
            if words.strip():
                column.append(f"<p>{escape(words.strip())}</p>")
    cells = "".join(f"<td>{''.join(column)}</td>" for column in columns)
    return f'<table class="side {name}"><tr>{cells}</tr></table>'


def _rows(lines: list[str]) -> str:
    out: list[str] = []
    for line in lines:
        if line.startswith("|"):
            cells = line.strip().strip("|").split("|")
            row = "".join(f"<td>{escape(cell.strip())}</td>" for cell in cells)
            out.append(f"{'' if out and out[-1].endswith('</tr>') else '<table class=rows>'}<tr>{row}</tr>")
        else:
            closed = "</table>" if out and out[-1].endswith("</tr>") else ""
            out.append(f"{closed}<p class=middle>{escape(line)}</p>")
    return "".join(out)


def printed_by_browser(page: str) -> bytes:
    """The PDF that Chromium prints of a web page; nothing is fetched."""
    browser = shutil.which("chromium")
    if browser is None:
        pytest.fail("chromium is missing; apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "a.html", Path(folder) / "a.pdf"
        source.write_text(page, encoding="utf-8")
        words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"]
        words += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run([browser, *words], capture_output=True, check=True, timeout=120)
        return target.read_bytes()

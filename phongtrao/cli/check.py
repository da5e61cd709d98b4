"""`phongtrao check FILE`: what is missing or looks wrong in a document, each with its place, clause and advice.

Exit code: 0 = no error stands, 1 = an error stands, 2 = one sentence on standard error. No database, nothing stored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from phongtrao import __version__
from phongtrao.adapters.finding_packs import knowledge_of
from phongtrao.adapters.findings_out import finding_lines, findings_json, findings_page, findings_sarif
from phongtrao.adapters.packs import load_all
from phongtrao.cli.arguments import Parser
from phongtrao.cli.read import REFUSED, Unreadable, print_bytes, read_path, said_of, say
from phongtrao.core.documents.readings import Reading

ERRORS_STAND = 1
_FORMATS = ("text", "json", "sarif")


def run(argv: Sequence[str]) -> int:
    """0 = no error, 1 = an error among the findings, 2 = unreadable."""
    parser = Parser(
        usage_line="phongtrao check TỆP [--format text|json|sarif]",
        description="Soát một văn bản (Word, PDF, bản quét, .txt): nêu chỗ thiếu, chỗ sai, điều khoản và lời khuyên.",
    )
    parser.add_argument("file", metavar="TỆP", nargs="?", help="văn bản cần soát")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="dạng in ra (mặc định: text)")
    parser.add_argument("--rules", action="store_true", help="in trang mô tả mọi nhận xét (Markdown)")
    options = parser.parse_args(list(argv))
    try:
        if options.rules:
            print_bytes(rules_page().encode())
            return 0
        if options.file is None:
            raise Unreadable("Chưa có tệp cần soát. Hãy ghi tên tệp, ví dụ: phongtrao check ke-hoach.docx")
        reading, notes = read_path(Path(options.file))
        print_bytes(_shown(reading, options.format).encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    # A fault of ours must not show a person a traceback either.
    except Exception as error:
        say(said_of(error))
        return REFUSED
    for note in notes:
        say(note)
    return ERRORS_STAND if any(finding.severity == "error" for finding in reading.findings) else 0


def rules_page() -> str:
    """The page docs/FINDINGS.md."""
    packs = load_all()
    return findings_page(knowledge_of(packs).rules, packs.get("findings/findings").examples)


def _shown(reading: Reading, wanted: str) -> str:
    if wanted == "text":
        return finding_lines(reading)
    shown: dict[str, Any] = findings_json(reading)
    if wanted == "sarif":
        shown = findings_sarif(reading, knowledge_of(load_all()).rules, version=__version__)
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"

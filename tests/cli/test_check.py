"""`phongtrao check` as a person and a program meet it: places, carets, exit codes, SARIF, and the page of all codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from phongtrao.cli.check import rules_page, run
from tests.core.documents.checks.frames import framed

SOUND = framed("commune", "- Tuần tra ở chợ và bến xe.")
FAULTY = framed("commune", "- Phối hợp với các các ngành tuyên truyền.\n- Báo cáo Công an huyện kết quả tuần tra.")
LINE = FAULTY.splitlines().index("- Phối hợp với các các ngành tuyên truyền.") + 1


def written(folder: Path, text: str, name: str = "kế hoạch.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def printed(path: Path, capture: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str]:
    code = run([str(path), *words])
    out, err = capture.readouterr()
    assert err == b""
    return code, out.decode()


def test_a_sound_paper_has_nothing_to_say(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert printed(written(tmp_path, SOUND), capfdbinary) == (0, "Không có nhận xét nào.\n")


def test_warnings_alone_are_no_failure(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = written(tmp_path, framed("commune", "- Phối hợp với các các ngành."))
    code, out = printed(path, capfdbinary)
    assert (code, out.splitlines()[-1]) == (0, "1 cần xem.")


def test_every_finding_has_its_place_carets_clause_and_advice(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out = printed(written(tmp_path, FAULTY), capfdbinary)
    assert code == 1
    first, second, *_ = out.split("\n\n")
    assert first.splitlines() == [
        f"kế hoạch.txt:{LINE}:16: cần xem [typo-duplicate] Lặp “các các”.",
        "    - Phối hợp với các các ngành tuyên truyền.",
        "                   ^^^^^^^",
        "    Điều khoản: không có điều khoản",
        "    Nên: Đọc lại cả câu và sửa; nếu đúng ý thì bỏ qua nhận xét này.",
    ]
    assert second.startswith(f"kế hoạch.txt:{LINE + 1}:11: lỗi [abolished-body] “Công an huyện”: từ 01/07/2025")
    assert out.splitlines()[-1] == "1 lỗi, 1 cần xem."


def test_carets_stand_under_the_words_of_a_long_line_and_of_decomposed_letters(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    import unicodedata

    long = "- " + "Nhắc nhở các hộ kinh doanh giữ vệ sinh ở chợ và " * 6 + "phối hợp với các các ngành tuyên truyền."
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, framed("commune", long))
        _, out = printed(written(tmp_path, text), capfdbinary)
        block = next(b for b in out.split("\n\n") if "[typo-duplicate]" in b).splitlines()
        shown = unicodedata.normalize("NFC", block[1])
        start = block[2].index("^")
        assert shown[start : start + block[2].count("^")] == "các các"
        assert len(shown) <= 116


def test_json_and_sarif_name_the_same_places(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = written(tmp_path, FAULTY)
    code, out = printed(path, capfdbinary, "--format", "json")
    assert code == 1
    found = json.loads(out)["findings"]
    assert [(f["code"], f["line"], f["column"]) for f in found] == [
        ("typo-duplicate", LINE, 16),
        ("abolished-body", LINE + 1, 11),
    ]
    code, out = printed(path, capfdbinary, "--format", "sarif")
    assert code == 1
    log = json.loads(out)
    check_sarif(log)
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in log["runs"][0]["results"]]
    assert [(r["startLine"], r["startColumn"]) for r in regions] == [(LINE, 16), (LINE + 1, 11)]
    assert [FAULTY[r["charOffset"] : r["charOffset"] + r["charLength"]] for r in regions] == [
        "các các",
        "Công an huyện",
    ]


def check_sarif(log: dict[str, Any]) -> None:
    """What SARIF 2.1.0 demands of the parts that are used (sections 3.13, 3.14, 3.19, 3.27, 3.30, 3.49)."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (one,) = log["runs"]
    assert one["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    rules = one["tool"]["driver"]["rules"]
    assert one["tool"]["driver"]["name"] and len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error") and result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].isascii()
        region = place["region"]
        assert region["startLine"] >= 1 and region["startColumn"] >= 1
        assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", os.urandom(3000)])
def test_what_cannot_be_read_is_one_sentence(
    content: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert run([str(path)]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b"" and err.decode().count("\n") == 1 and "Traceback" not in err.decode()


def test_a_line_without_file_and_a_missing_file(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([]) == 2
    assert "phongtrao check ke-hoach.docx" in capfdbinary.readouterr().err.decode()
    assert run([str(tmp_path / "thieu.txt")]) == 2
    assert "Không thấy" in capfdbinary.readouterr().err.decode()


def test_the_command_works_in_a_bare_locale(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "phongtrao.cli.main", "check", str(written(tmp_path, FAULTY))],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PHONGTRAO_VAR": "/nonexistent"},
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr.decode()
    assert "[typo-duplicate] Lặp “các các”." in done.stdout.decode()


def test_the_page_of_all_codes_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "FINDINGS.md"
    assert page.read_text(encoding="utf-8") == rules_page(), "viết lại: phongtrao check --rules > docs/FINDINGS.md"

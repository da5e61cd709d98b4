"""`phongtrao corrections export`: to the screen or into a new file of one's own, never over another."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from phongtrao.apps.documents import operations
from phongtrao.cli import corrections
from tests.apps.documents.test_decisions import Paper
from tests.cli.installations import Installation
from tests.corpus.correction_rows import faults, load


@pytest.mark.django_db
def test_written_once_for_the_owner_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    paper = Paper()
    paper.call(operations.drop_item, paper.item())
    file = tmp_path / "sua.jsonl"
    assert corrections.run(["export", str(file)]) == 0
    assert "Đã xuất 1 chỗ sửa" in capfd.readouterr().err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = list(load(file))
    assert [(row["decision"], faults(row)) for row in rows] == [("dropped", [])]
    written = file.read_text(encoding="utf-8")
    assert corrections.run(["export", str(file)]) == 1
    assert "đã có, không ghi đè" in capfd.readouterr().err
    assert file.read_text(encoding="utf-8") == written
    assert corrections.run(["export"]) == 0
    assert capfd.readouterr().out == written
    assert corrections.run(["export", "--since", "01/01/2999"]) == 0
    assert capfd.readouterr().out == ""


def test_the_command_runs_and_tells_what_is_wrong(installation: Installation, tmp_path: Path) -> None:
    assert installation.run("corrections", "export").stdout == ""
    said = installation.run("corrections", "export", "--since", "2026-08-01", expect=2).stderr
    assert "“2026-08-01”, cần dạng ngày/tháng/năm" in said
    said = installation.run("corrections", "export", str(tmp_path / "none" / "x.jsonl"), expect=1).stderr
    assert "Không ghi được" in said

"""`phongtrao packs check`: what it prints and what it returns."""

from pathlib import Path

import pytest

from phongtrao.cli.packs_check import run


def test_installed_packs_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out == "Các gói đều đúng.\n"


def test_prints_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("id: own\nversion: một\n", encoding="utf-8")
    assert run([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{path}:2: « một » không đúng: cần số nguyên, ví dụ 3." in lines
    assert lines[-1] == f"Có {len(lines) - 1} lỗi trong các gói."


def test_a_folder_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["/no/such/folder"]) == 2
    assert "không phải thư mục" in capsys.readouterr().out

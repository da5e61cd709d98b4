"""The command: finds what was meant, and says in one sentence when it cannot."""

from __future__ import annotations

import importlib.util

import pytest

from phongtrao.cli.main import SUBCOMMANDS, main


def test_help_names_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(" ".join(name) in shown for name in SUBCOMMANDS)


@pytest.mark.parametrize("words", [["bay"], ["packs", "bay"], ["places"]])
def test_an_unknown_word_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert f"Không có lệnh “{' '.join(words)}”" in capsys.readouterr().err


def test_a_wrong_option_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["serve", "--port", "70000"])
    assert ending.value.code == 2
    assert "cần một số từ 1 đến 65535" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(SUBCOMMANDS))
def test_every_subcommand_has_its_module(name: tuple[str, ...]) -> None:
    assert importlib.util.find_spec(f"phongtrao.cli.{SUBCOMMANDS[name].module}") is not None

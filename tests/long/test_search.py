"""Search in 100,000 rows finds both spellings on both engines (`bench.search` prints what it costs)."""

import pytest

from bench import search

pytestmark = [pytest.mark.long]


def test_both_engines_find_without_marks(capfd: pytest.CaptureFixture[str]) -> None:
    assert search.main(["--rows", "100000"]) == 0
    printed = capfd.readouterr().out
    assert "sqlite, 100000 rows" in printed
    assert "postgresql, 100000 rows" in printed
    assert printed.count("ratio") == 8

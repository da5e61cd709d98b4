"""What set-up makes in a clone, and that it is made once per state of what it is made from."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from scripts import environment
from scripts.environment import ASSETS, ICON_FOLDER, Environment, Level, read_names, read_stamp
from scripts.machine import CannotContinue

ROOT = Path(environment.ROOT)


def _clone(folder: Path) -> Environment:
    """A clone whose packages are already fetched."""
    (folder / "phongtrao" / "web" / "static").mkdir(parents=True)
    (folder / "phongtrao" / "web" / "icons.txt").write_text("# comment\nplus\n\nminus # the second\n")
    (folder / "package-lock.json").write_text("{}")
    for source in [*ASSETS, f"{ICON_FOLDER}/plus.svg", f"{ICON_FOLDER}/minus.svg"]:
        file = folder / "node_modules" / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("body{}\n/*# sourceMappingURL=x.map */\n//# sourceMappingURL=y.map")
    return Environment(folder, say=print)


def test_only_what_pages_ask_for_is_copied(tmp_path: Path) -> None:
    clone = _clone(tmp_path)
    clone._copy_assets()
    found = {str(path.relative_to(clone.vendor)) for path in clone.vendor.rglob("*") if path.is_file()}
    assert found == {*ASSETS.values(), "icons/plus.svg", "icons/minus.svg", ".phongtrao-stamp"}
    assert "sourceMappingURL" not in (clone.vendor / "htmx" / "htmx.min.js").read_text()


def test_assets_are_copied_again_when_the_list_of_icons_grows(tmp_path: Path) -> None:
    clone = _clone(tmp_path)
    clone._copy_assets()
    before = (clone.vendor / "icons" / "plus.svg").stat().st_mtime_ns
    clone._copy_assets()
    assert (clone.vendor / "icons" / "plus.svg").stat().st_mtime_ns == before
    clone.icons.write_text("plus\n")
    clone._copy_assets()
    assert not (clone.vendor / "icons" / "minus.svg").exists()


def test_an_icon_that_the_package_lacks_stops_and_leaves_the_old_ones(tmp_path: Path) -> None:
    clone = _clone(tmp_path)
    clone._copy_assets()
    clone.icons.write_text("plus\nno-such-icon\n")
    with pytest.raises(CannotContinue, match=r"no-such-icon\.svg"):
        clone._copy_assets()
    assert (clone.vendor / "icons" / "minus.svg").exists()


def test_every_icon_of_the_program_is_in_its_package() -> None:
    names = read_names(ROOT / "phongtrao" / "web" / "icons.txt")
    assert names == sorted(set(names))
    assert [name for name in names if not (ROOT / "node_modules" / ICON_FOLDER / f"{name}.svg").exists()] == []


def test_a_second_preparation_starts_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object, **_: object) -> None:
        raise AssertionError(f"started {words}")

    monkeypatch.setattr(subprocess, "run", refuse)
    Environment(say=print).prepare(Level.RUN)


def test_a_lock_names_no_host_and_pins_by_digest() -> None:
    for lock in ("requirements.lock", "requirements-test.lock", "requirements-node.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pinned
        assert all("==" in line and line.endswith("\\") for line in pinned), lock
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all(package.get("integrity", "").startswith("sha512-") for name, package in packages.items() if name)


def test_what_serving_needs_is_part_of_what_the_tests_install() -> None:
    def pins(lock: str) -> set[str]:
        lines = (ROOT / lock).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_no_stamp_is_no_digest(tmp_path: Path) -> None:
    assert read_stamp(tmp_path / "none") is None

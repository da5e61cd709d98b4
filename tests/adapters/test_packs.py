"""Loading packs from folders: ids are paths, an own folder may replace by a higher version."""

from pathlib import Path

import pytest

from phongtrao.adapters.packs import load_all, read_folders

TEXT = (
    "id: {id}\nversion: {version}\ntitle: t\nsource: s\nvalid_from: 2026-01-01\nexamples: [1]\ndata: {{a: {version}}}\n"
)


def write(folder: Path, path: str, *, pack_id: str, version: int = 1) -> Path:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(TEXT.format(id=pack_id, version=version), encoding="utf-8")
    return target


def test_load_all_gives_data_by_id_and_is_read_once() -> None:
    packs = load_all()
    assert packs is load_all()
    assert packs.data("roles")["roles"][0]["code"] == "coordinator"
    assert {pack.id for pack in packs.below("law")} == {"law/register"}
    with pytest.raises(KeyError, match="no pack « absent »; there are: "):
        packs.data("absent")


def test_an_own_folder_replaces_only_by_a_higher_version(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, "x/a.yaml", pack_id="x/a", version=1)
    write(two, "x/a.yaml", pack_id="x/a", version=2)
    packs, errors = read_folders([one, two])
    assert (packs[0].data, errors) == ({"a": 2}, [])
    packs, errors = read_folders([two, one])
    assert packs[0].data == {"a": 2}
    assert [(error.line, "version 3" in error.message) for error in errors] == [(2, True)]


def test_a_misnamed_file_and_one_that_is_no_text(tmp_path: Path) -> None:
    write(tmp_path, "x/b.yaml", pack_id="x/a")
    (tmp_path / "c.yaml").write_bytes(b"id: \xff")
    _, errors = read_folders([tmp_path])
    assert [(Path(error.file).name, error.line) for error in errors] == [("c.yaml", 1), ("b.yaml", 1)]
    assert "« x/b »" in errors[1].message

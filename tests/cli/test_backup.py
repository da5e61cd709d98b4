"""Backup and restore: what comes back is what was there, and a bad archive changes nothing."""

from __future__ import annotations

import io
import json
import shutil
import stat
import tarfile
from pathlib import Path

from tests.cli.installations import Installation

DUMP = "from django.core.management import call_command; call_command('dumpdata', indent=1)"


def _bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _rows(installation: Installation) -> list[dict[str, object]]:
    """All rows of ours; those that Django makes by itself on migration (types, permissions) carry nothing."""
    rows: list[dict[str, object]] = json.loads(installation.shell(DUMP))
    return [row for row in rows if not str(row["model"]).startswith(("contenttypes.", "auth."))]


def test_what_is_restored_equals_what_was_backed_up(
    installation: Installation, other_installation: Installation, tmp_path: Path
) -> None:
    installation.add_person("canbo")
    installation.add_file(b"%PDF-1.7 bien ban\x00\xff" * 1000)
    installation.add_file(b"%PDF-1.7 bao cao" * 10)
    archive = tmp_path / "sao-luu.tar"

    said = installation.run("backup", str(archive)).stdout
    other_installation.run("restore", str(archive))

    assert "2 tệp" in said
    assert _bytes_below(other_installation.var / "files") == _bytes_below(installation.var / "files")
    assert len(_bytes_below(other_installation.var / "files")) == 2
    assert _rows(other_installation) == _rows(installation)
    assert any(row["model"] == "accounts.user" for row in _rows(other_installation))
    assert (other_installation.var / "secret-key").read_bytes() == (installation.var / "secret-key").read_bytes()
    assert not list(other_installation.var.glob(".restore-*"))


def test_the_archive_is_for_its_owner_alone_and_names_every_digest(installation: Installation, tmp_path: Path) -> None:
    stored = installation.add_file(b"%PDF-1.7 bien ban")
    (stored.parent / ".writing-0a").write_bytes(b"half")
    archive = tmp_path / "sao-luu.tar"
    installation.run("backup", str(archive))

    with tarfile.open(archive) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json") or io.BytesIO())
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert names[-1] == "manifest.json"
    assert set(names[:-1]) == set(manifest["members"])
    name = f"files/{stored.parent.relative_to(installation.var / 'files')}/{stored.name}"
    assert manifest["members"][name] == {"bytes": 17, "sha256": stored.name}
    assert not [name for name in names if ".writing-" in name]


def test_a_file_that_a_sweep_has_set_aside_is_backed_up_under_its_own_name(
    installation: Installation, tmp_path: Path
) -> None:
    stored = installation.add_file(b"%PDF-1.7 bien ban")
    stored.rename(stored.with_name(f".sweeping-{stored.name}"))
    archive = tmp_path / "sao-luu.tar"
    installation.run("backup", str(archive))
    with tarfile.open(archive) as tar:
        assert [Path(name).name for name in tar.getnames() if name.startswith("files/")] == [stored.name]


def test_an_installation_in_use_is_replaced_only_when_asked_and_the_old_rows_are_kept(
    installation: Installation, other_installation: Installation, tmp_path: Path
) -> None:
    installation.add_person("moi")
    other_installation.add_person("cu")
    archive = tmp_path / "sao-luu.tar"
    installation.run("backup", str(archive))

    refused = other_installation.run("restore", str(archive), expect=1).stderr
    assert "--replace" in refused

    other_installation.run("restore", str(archive), "--replace")
    assert _rows(other_installation) == _rows(installation)
    kept = [path for path in other_installation.var.iterdir() if "before-restore-" in path.name]
    assert len(kept) == 1
    assert kept[0].stat().st_size > 0


def _spoil_member(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    at = data.index(b"%PDF-1.7 bien ban")
    data[at + 9] ^= 1
    archive.write_bytes(data)


def _cut_off(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-20_000])


def _replace_by_noise(archive: Path) -> None:
    archive.write_bytes(bytes(range(256)) * 100)


def _add_way_out(archive: Path) -> None:
    with tarfile.open(archive, "a") as tar:
        entry = tarfile.TarInfo("../outside")
        entry.size = 3
        tar.addfile(entry, io.BytesIO(b"abc"))


def test_a_bad_archive_is_refused_and_nothing_changes(installation: Installation, tmp_path: Path) -> None:
    installation.add_person("canbo")
    installation.add_file(b"%PDF-1.7 bien ban" * 3000)
    archive, bad = tmp_path / "sao-luu.tar", tmp_path / "hong.tar"
    installation.run("backup", str(archive))
    rows, files = _rows(installation), _bytes_below(installation.var / "files")

    for spoil in (_spoil_member, _cut_off, _replace_by_noise, _add_way_out):
        shutil.copyfile(archive, bad)
        spoil(bad)
        said = installation.run("restore", str(bad), "--replace", expect=1).stderr
        assert "dữ liệu đang có không thay đổi" in said, spoil
        assert _bytes_below(installation.var / "files") == files, spoil

    assert _rows(installation) == rows
    assert not (tmp_path / "outside").exists()
    assert not list(installation.var.glob(".restore-*"))


def test_a_backup_never_overwrites_unasked(installation: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "sao-luu.tar"
    archive.write_text("giữ")
    assert "--replace" in installation.run("backup", str(archive), expect=1).stderr
    assert archive.read_text() == "giữ"
    installation.run("backup", str(archive), "--replace")
    assert tarfile.is_tarfile(archive)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_missing_file_gives_one_sentence(installation: Installation, tmp_path: Path) -> None:
    installation.run("restore", str(tmp_path / "none.tar"), expect=1)
    installation.run("backup", str(tmp_path / "no-folder" / "b.tar"), expect=1)

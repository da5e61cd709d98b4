"""The official list of places comes in by a command: all of it, or nothing and every wrong line by name."""

from __future__ import annotations

from pathlib import Path

from tests.cli.installations import Installation

HEAD = "province_code,province,commune_code,commune,type\n"
NAMES = (
    "from phongtrao.apps.orgs.models import AdminAreaVersion as V;"
    "print(list(V.objects.filter(code='{code}').order_by('valid_from').values_list('name', 'type')))"
)


def _write(folder: Path, *lines: str) -> str:
    file = folder / "danh-muc.csv"
    file.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(file)


def test_a_new_place_comes_in_and_the_second_time_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    file = _write(tmp_path, "01,Thành phố Hà Nội,99998,Xã Thử Nghiệm,Xã")
    said = installation.run("places", "import", file, "--from", "01/08/2026").stdout
    assert "1 đơn vị mới" in said
    assert installation.shell(NAMES.format(code="99998")) == "[('Thử Nghiệm', 'commune')]"
    again = installation.run("places", "import", file, "--from", "01/08/2026").stdout
    assert "0 đơn vị mới, 0 thay đổi" in again


def test_a_wrong_line_is_named_and_nothing_comes_in(installation: Installation, tmp_path: Path) -> None:
    file = _write(tmp_path, "01,Thành phố Hà Nội,99998,Xã Thử Nghiệm,Xã", "01,Thành phố Hà Nội,9,Xã Sai,Xã")
    said = installation.run("places", "import", file, "--from", "01/08/2026", expect=1).stderr
    assert "danh-muc.csv:3" in said
    assert "Chưa nạp dòng nào" in said
    assert installation.shell(NAMES.format(code="99998")) == "[]"


def test_a_missing_file_and_a_day_of_another_form_are_told(installation: Installation, tmp_path: Path) -> None:
    installation.run("places", "import", str(tmp_path / "none.csv"), "--from", "01/08/2026", expect=1)
    said = installation.run("places", "import", "x.csv", "--from", "2026-08-01", expect=2).stderr
    assert "“2026-08-01”, cần dạng ngày/tháng/năm" in said

"""Every pack file that ships: right, and nothing in it that nobody has read."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from phongtrao.adapters.areas import rows_of_package
from phongtrao.adapters.finding_packs import load_table
from phongtrao.adapters.pack_schemas import SCHEMAS, check_packs, schema_of
from phongtrao.adapters.packs import PACKS_FOLDER, load_all
from phongtrao.core.citations.law_register import STATUSES, read_works
from phongtrao.core.orgs.area_types import read_area_types
from phongtrao.core.packs.glossary import read_terms
from phongtrao.core.packs.roles import read_roles

FILES = sorted(PACKS_FOLDER.rglob("*.yaml"))


def test_every_pack_passes() -> None:
    assert [str(error) for error in check_packs()] == []


def test_every_file_below_packs_is_a_pack() -> None:
    tables = {Path(pack.file).parent / pack.data["file"] for pack in load_all().below("statistics")}
    assert {p for p in PACKS_FOLDER.rglob("*") if p.is_file()} == set(FILES) | tables
    assert len(load_all().packs) == len(FILES)


def test_every_schema_is_used() -> None:
    ids = load_all().ids
    for name in SCHEMAS:
        assert any(pack_id == name or pack_id.startswith(f"{name}/") for pack_id in ids), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKS_FOLDER).as_posix())
def test_a_seeded_error_is_found_at_its_line(path: Path, tmp_path: Path) -> None:
    """An unknown key at the end of the envelope: every file, whatever its room, is really read and checked."""
    target = tmp_path / path.relative_to(PACKS_FOLDER)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)
    lines = path.read_text(encoding="utf-8").count("\n") + 1
    with target.open("a", encoding="utf-8") as file:
        file.write("misspelt: 1\n")
    found = check_packs([tmp_path])
    assert [(error.file, error.line) for error in found] == [(str(target), lines)]


def test_a_seeded_error_in_the_data_is_found_at_its_line(tmp_path: Path) -> None:
    for pack in load_all():
        if schema_of(pack) is None:
            continue
        original = Path(pack.file).read_text(encoding="utf-8").splitlines()
        line = pack.line_of(("data",))
        seeded = [*original[:line], *(["  - misspelt: 1"] if isinstance(pack.data, list) else ["  misspelt: 1"])]
        folder = tmp_path / pack.id.replace("/", "_")
        target = folder / f"{pack.id}.yaml"
        target.parent.mkdir(parents=True)
        target.write_text("\n".join([*seeded, *original[line:]]) + "\n", encoding="utf-8")
        found = check_packs([folder])
        assert any(error.line == line + 1 and "misspelt" in error.message for error in found), pack.id


def test_law_holds_only_what_somebody_reports() -> None:
    works = read_works(load_all().get("law/register"))
    assert {work.status for work in works} == set(STATUSES)
    known = {work.key for work in works}
    # Looked for and not found, or weak: never in the register.
    assert not {"04/HD-BCA-V05", "06/2026/QH16"} & known
    # Dates known from memory only stay empty.
    for key in ("06/2014/NĐ-CP", "521/QĐ-TTg", "48/2025/TT-BCA", "06/2022/QH15", "01/HD-BCA-V05"):
        assert [work.date for work in works if work.key == key] == [None], key


def test_law_register_answers_the_dates_that_were_read() -> None:
    dates = {(work.key, str(work.date)): work.status for work in read_works(load_all().get("law/register"))}
    assert dates[("124/2021/TT-BCA", "2021-12-28")] == "verified"
    assert dates[("30/2020/NĐ-CP", "2020-03-05")] == "verified"
    assert dates[("3554/QĐ-BCA-V05", "2025-05-19")] == "plan"
    assert dates[("612/KH-BCA-V05", "2025-10-10")] == "secondary"


def test_successors_point_to_rows_that_end() -> None:
    """Where both rows are in the register, what is replaced ends on the day its successor begins to hold."""
    works = read_works(load_all().get("law/register"))
    ends = {(work.key, work.date): work.effective_to for work in works}
    pairs = [(work, ref) for work in works for ref in work.replaces if (ref.key, ref.date) in ends]
    assert len(pairs) >= 3
    for work, ref in pairs:
        assert ends[(ref.key, ref.date)] == work.effective_from, ref.key


def test_the_table_of_syllables_is_the_one_its_pack_names() -> None:
    pack = load_all().get("statistics/vietnamese")
    assert sha256((Path(pack.file).parent / pack.data["file"]).read_bytes()).hexdigest() == pack.data["sha256"]
    table = load_table(pack)
    assert (len(table.syllables), len(table.pairs)) == (pack.data["syllables"], pack.data["pairs"])
    for example in pack.examples:
        assert table.is_word(*example["pair"].split()) is example["known"], example


def test_roles_and_glossary_use_the_same_codes() -> None:
    terms = {term.code for term in read_terms(load_all().get("glossary")) if term.kind == "role"}
    assert terms == {role.code for role in read_roles(load_all().get("roles"))}


def test_places_have_types_of_the_pack() -> None:
    types = {kind.code: kind for kind in read_area_types(load_all().get("areas/types"))}
    for row in rows_of_package(load_all()):
        assert types[row.type].level == ("commune" if row.parent else "province")


def test_examples_of_places_come_out() -> None:
    rows = rows_of_package(load_all())
    for example in load_all().get("places/facts").examples:
        found = [(row.type, row.name) for row in rows if row.code == example["code"] and row.valid_on(example["day"])]
        assert found == [(example["type"], example["name"])]

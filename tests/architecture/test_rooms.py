"""Rules of the house that no linter holds (ARCHITECTURE.md)."""

import ast
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import phongtrao

ROOT = Path(phongtrao.__file__).parent
APPS_DOWNWARD = [
    *("exchange", "recognition", "reports", "assessments", "figures", "registers", "tasks", "plans", "evidence"),
    *("documents", "notifications", "files", "packs", "orgs", "accounts", "jobs", "audit", "base"),
]
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "lib"}
BANNED_WORDS = {"process", "handle", "manage", "do"}
LONGEST = 600  # lines of a hand-written file
CORE_MAY_IMPORT = sys.stdlib_module_names - {
    "sqlite3",
    "socket",
    "urllib",
    "http",
    "subprocess",
    "os",
    "shutil",
    "time",
}
CORE_LIBRARIES = {"dateutil", "holidays", "rapidfuzz", "yaml"}
# Calls that read the machine's clock; below web, cli and jobs time comes in as an argument.
CLOCK = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("timezone", "localtime"),
}


def _sources(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def _of_package(app_label: str) -> bool:
    return apps.get_app_config(app_label).name.startswith("phongtrao.apps.")


def _foreign_keys() -> list[tuple[str, str, str]]:
    found = []
    for model in apps.get_models():
        if not _of_package(model._meta.app_label):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                target = field.related_model
                if not isinstance(target, str) and _of_package(target._meta.app_label):
                    label = f"{model._meta.label}.{field.name}"
                    found.append((label, model._meta.app_label, target._meta.app_label))
    return found


def test_foreign_keys_point_down() -> None:
    keys = _foreign_keys()
    assert len(keys) > 30
    # Abstract shapes of `base` name orgs.OrgUnit by a string: the table that has the column stands above it.
    upward = [label for label, own, target in keys if APPS_DOWNWARD.index(target) < APPS_DOWNWARD.index(own)]
    assert upward == []


def test_no_cascading_delete() -> None:
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if _of_package(model._meta.app_label)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascading == []


def test_every_room_of_state_has_its_place_in_the_order() -> None:
    folders = {path.name for path in (ROOT / "apps").iterdir() if (path / "__init__.py").exists()}
    assert folders <= set(APPS_DOWNWARD)


def test_hand_written_files_stay_short() -> None:
    folders = [ROOT, ROOT.parent / "tests", ROOT.parent / "scripts", ROOT.parent / "bench"]
    endings = {".py", ".html", ".css", ".js"}
    too_long = {
        str(path.relative_to(ROOT.parent)): lines
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in endings
        and "vendor" not in path.parts
        and "migrations" not in path.parts
        and path.name != "score.py"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) >= LONGEST
    }
    assert too_long == {}


def test_no_drawers() -> None:
    names = {path.stem if path.suffix == ".py" else path.name for path in ROOT.rglob("*")}
    assert names & DRAWERS == set()


def test_names_say_what_is_done() -> None:
    vague = []
    for path in _sources(ROOT):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                words = node.name.strip("_").lower().split("_")
                # Django's own hook names are not ours to choose.
                if BANNED_WORDS & set(words) and not node.name.startswith("process_"):
                    vague.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert vague == []


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_core_imports_from_a_short_list() -> None:
    sources = _sources(ROOT / "core")
    assert len(sources) > 10
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources
        for name in _imports(path)
        if name not in CORE_MAY_IMPORT and name not in CORE_LIBRARIES and name != "phongtrao"
    }
    assert strangers == set()


def _clock_readings(path: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in CLOCK
    ]


@pytest.mark.parametrize("storey", ["core", "adapters", "apps"])
def test_no_clock_below_the_rim(storey: str) -> None:
    readings = [found for path in _sources(ROOT / storey) if path.name != "jobs.py" for found in _clock_readings(path)]
    assert readings == []


def test_the_clock_would_be_found(tmp_path: Path) -> None:
    inside = ROOT / "web" / "access.py"
    assert _clock_readings(inside), "the search must find the readings that are allowed at the rim"


def test_models_override_no_save_and_send_no_signals() -> None:
    wrong = []
    for path in _sources(ROOT / "apps"):
        text = path.read_text(encoding="utf-8")
        if "django.db.models.signals" in text or "django.dispatch" in text:
            wrong.append(f"{path.relative_to(ROOT)}: signals")
        for node in ast.walk(ast.parse(text)):
            if path.name == "models.py" and isinstance(node, ast.FunctionDef) and node.name in ("save", "delete"):
                wrong.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert wrong == []

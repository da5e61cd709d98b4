"""`phongtrao read` as a person meets it: a result, or one sentence and exit code 2."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.adapters.xlsx import read_sheets
from phongtrao.cli.read import run
from tests.adapters.docx_samples import p, word_package
from tests.adapters.test_documents_in import XXE, bomb, with_document

PLAN = "KẾ HOẠCH\nTổ chức Ngày hội năm 2026\n\nBáo cáo trước ngày 05/12/2026.\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def command(*words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "phongtrao.cli.main", "read", *words],
        capture_output=True,
        env={**os.environ, **more},
        check=False,
        timeout=60,
    )


def test_json_names_its_source_and_carries_the_text_when_asked(
    plan: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run([str(plan), "--format", "json", "--with-text"]) == 0
    out, err = capfdbinary.readouterr()
    read = json.loads(out)
    assert read["schema"] == "phongtrao/plan-reading/1"
    assert read["source"]["sha256"] == hashlib.sha256(PLAN.encode()).hexdigest()
    assert (read["source"]["name"], read["source"]["route"]) == ("kế hoạch.txt", "text")
    assert read["source_text"] == PLAN
    assert err == b""


def test_without_asking_the_text_stays_out(plan: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([str(plan)]) == 0
    assert "source_text" not in json.loads(capfdbinary.readouterr().out)


def test_the_command_works_without_database_and_in_a_bare_locale(plan: Path) -> None:
    done = command(str(plan), "--format", "table", LC_ALL="C", PYTHONIOENCODING="ascii", PHONGTRAO_VAR="/nonexistent")
    assert done.returncode == 0, done.stderr.decode()
    assert "NHIỆM VỤ THEO CƠ QUAN" in done.stdout.decode()
    assert all(len(line) <= 100 for line in done.stdout.decode().splitlines() if line.startswith(" "))


def test_xlsx_goes_to_a_file(plan: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    target = tmp_path / "ra.xlsx"
    assert run([str(plan), "--format", "xlsx", "--output", str(target)]) == 0
    assert list(read_sheets(target.read_bytes())) == ["Văn bản", "Chỉ tiêu", "Nhiệm vụ", "Thời hạn", "Nhận xét"]
    assert capfdbinary.readouterr().out == b""
    assert run([str(plan), "--format", "xlsx"]) == 2
    assert "--output" in capfdbinary.readouterr().err.decode()


def one_sentence(code: int, capture: pytest.CaptureFixture[bytes]) -> str:
    out, err = capture.readouterr()
    said = err.decode()
    assert code == 2
    assert out == b""
    assert said.count("\n") == 1 and "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("trong.txt", b"", "trống"),
        ("lon.txt", b"x" * (50 * 1024 * 1024), "50,0 MB"),
        ("rac.docx", os.urandom(5_000), "Hãy"),
        ("bom.docx", bomb(60), "quá lớn"),
        ("thuc-the.docx", with_document(XXE.encode()), "thực thể"),
        ("thuc-the.txt", XXE.encode(), "XML"),
        ("ban-quet.docx", b"%PDF-1.4", "PDF"),
        ("mat.docx", word_package(p("MẬT") + p("BÁO CÁO")), "có văn bản mật, quản lý ngoài hệ thống"),
    ],
)
def test_one_sentence(
    name: str, content: bytes, said: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    sentence = one_sentence(run([str(path)]), capfdbinary)
    assert said in sentence
    assert "root:" not in sentence
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_missing_folder_device_and_odd_names(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "Không thấy" in one_sentence(run([str(tmp_path / "thieu.docx")]), capfdbinary)
    assert "thư mục" in one_sentence(run([str(tmp_path)]), capfdbinary)
    assert "không phải tệp thường" in one_sentence(run(["/dev/zero"]), capfdbinary)
    assert "Không" in one_sentence(run(["a\x00b"]), capfdbinary)
    assert "Không" in one_sentence(run(["x" * 5_000]), capfdbinary)
    assert "Không" in one_sentence(run([os.fsdecode(b"\xff\xfe")]), capfdbinary)


def test_an_unreadable_file_and_an_unwritable_output(plan: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "Không ghi được" in one_sentence(run([str(plan), "--output", str(plan / "x")]), capfdbinary)
    if os.geteuid() != 0:
        plan.chmod(0)
        assert "quyền" in one_sentence(run([str(plan)]), capfdbinary)


def test_a_wrong_line_is_said_in_vietnamese(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["a", "--format", "pdf"])
    assert caught.value.code == 2
    assert "Cách dùng" in capfdbinary.readouterr().err.decode()


def test_a_list_of_persons_is_said_and_the_plan_is_read(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAN + "\n| TT | Họ và tên | Năm sinh |\n", encoding="utf-8")
    assert run([str(path)]) == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out)["schema"]
    assert err.decode().startswith("Dòng 6: ")


def test_a_reader_that_leaves_early_ends_quietly(plan: Path) -> None:
    shown = f'"{sys.executable}" -m phongtrao.cli.main read "{plan}" | true'
    done = subprocess.run(["bash", "-c", shown], capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_a_result_or_a_sentence(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], content: bytes
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    capfdbinary.readouterr()
    code = run([str(path)])
    out, err = capfdbinary.readouterr()
    if code == 0:
        assert json.loads(out)["source"]["characters"] > 0
    else:
        assert code == 2 and out == b"" and err.decode().count("\n") == 1
    assert "Chương trình gặp lỗi" not in err.decode()

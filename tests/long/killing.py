"""A real server that is killed again and again under people who upload and submit, and the comparison afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.cli.installations import Installation, wait_for_end
from tests.cli.visitor import ConnectionLost, Form, Page, Visitor

READY_SECONDS = 30
SETTLED_SECONDS = 180  # for the jobs that the kills left behind
LONGEST_LIFE_SECONDS = 1.2  # on a machine with nothing else to do
ANSWERS_PER_LIFE = 4  # that a person would get in the longest life, on a slower machine
PLAN = """ỦY BAN NHÂN DÂN
XÃ THỬ NGHIỆM
Số: {number}/KH-UBND

KẾ HOẠCH
Thực hiện phong trào năm 2026, bản thử {number}

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;

I. TỔ CHỨC THỰC HIỆN
1. Công an xã
Chủ trì tham mưu xây dựng kế hoạch tuyên truyền, hoàn thành trước ngày 15/12/2026.
2. Các thôn
Tổ chức họp dân, báo cáo kết quả về Ủy ban nhân dân xã trước ngày 20 hằng tháng.

Nơi nhận:
- Như mục II;
- Lưu: VT.
"""


@dataclass
class Ledger:
    """What the server answered with success, and every answer that was none."""

    uploads: dict[str, str] = field(default_factory=dict)  # name → SHA-256
    submits: set[str] = field(default_factory=set)
    asked: int = 0
    lost: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass
class Scene:
    """One installation with its people, served on one port."""

    installation: Installation
    port: int
    facts: dict[str, Any]
    ledger: Ledger = field(default_factory=Ledger)
    server: subprocess.Popen[str] | None = None
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    uploaded: int = 0
    longest_life: float = LONGEST_LIFE_SECONDS

    def start(self) -> None:
        """Start the server and wait for its log-in page."""
        self.server = self.installation.start("serve", "--port", str(self.port))
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.server.poll() is None:
            try:
                if Visitor(self.port, seconds=10).get("/accounts/login/").status == 200:
                    return
            except ConnectionLost:
                time.sleep(0.02)
        raise AssertionError(f"the server did not come up again:\n{self._end(signal.SIGKILL)}")

    def kill(self) -> None:
        """kill -9 of the supervisor, the pages and the job worker, all at once."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> str:
        assert self.server is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.server.pid, number)
        return wait_for_end(self.server, seconds=30)

    def audit(self) -> dict[str, Any]:
        """What is kept now, see tests.long.planting."""
        said = self.installation.shell("from tests.long.planting import audit; audit()")
        kept: dict[str, Any] = json.loads(said.splitlines()[-1])
        return kept

    def wait_for_jobs(self, seconds: float) -> None:
        """Until nothing is left to be read, or `seconds` have passed."""
        deadline = time.monotonic() + seconds
        ask = "from tests.long.planting import count_unfinished; count_unfinished()"
        while int(self.installation.shell(ask)) and time.monotonic() < deadline:
            time.sleep(1)

    def visitor(self, who: str) -> Visitor:
        """A person who stays logged in through the kills, as in a browser."""
        visitor = Visitor(self.port, seconds=20)
        if who in self.cookies:
            visitor.cookies = self.cookies[who]
        else:
            visitor.log_in(self.facts[who], self.facts["password"])
            self.cookies[who] = visitor.cookies
        return visitor


@contextmanager
def scene(installation: Installation, *, duties: int) -> Iterator[Scene]:
    """Plant the rows and take the server away at the end, whatever happened."""
    facts = json.loads(installation.shell(f"from tests.long.planting import plant; plant({duties})"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Scene(installation, port, facts)
    try:
        yield made
    finally:
        if made.server is not None and made.server.poll() is None:
            made.kill()


def rehearse(stage: Scene) -> None:
    """A life without a kill: both people log in, and the length of the later lives is fitted to this machine."""
    stage.start()
    for who in ("coordinator", "officer"):
        stage.visitor(who)
    _upload_one(stage)
    started = time.monotonic()
    _upload_one(stage)
    _submit_one(stage)
    seconds = (time.monotonic() - started) / 2
    stage.longest_life = max(LONGEST_LIFE_SECONDS, ANSWERS_PER_LIFE * seconds)
    stage.stop()


def live_and_die(stage: Scene, chance: random.Random) -> None:
    """One life: the server starts, two people work, and at a random moment everything is killed."""
    stage.start()
    people = [
        threading.Thread(target=_work, args=(stage, action), daemon=True) for action in (_upload_one, _submit_one)
    ]
    for person in people:
        person.start()
    time.sleep(chance.uniform(0, stage.longest_life))
    stage.kill()
    for person in people:
        person.join(timeout=30)
        assert not person.is_alive(), "a person still waits for an answer of a dead server"


def _work(stage: Scene, action: Callable[[Scene], bool]) -> None:
    try:
        while action(stage):
            pass
    except ConnectionLost:
        stage.ledger.lost += 1
    except AssertionError as failure:
        stage.ledger.refused.append(str(failure)[:1500])


def _upload_one(stage: Scene) -> bool:
    stage.uploaded += 1
    name, data = f"thu-{stage.uploaded}.txt", PLAN.format(number=stage.uploaded).encode()
    visitor = stage.visitor("coordinator")
    page = visitor.get(UPLOAD_PAGE)
    stage.ledger.asked += 1
    answer = visitor.submit(page, takes_a_file, {"body": stage.facts["body"]}, files={"file": (name, data)})
    _require_success(answer)
    stage.ledger.uploads[name] = hashlib.sha256(data).hexdigest()
    return True


def _submit_one(stage: Scene) -> bool:
    waiting: list[str] = stage.facts["occurrences"]
    if not waiting:
        return False
    # Taken from the list before it is sent: what was lost on the way may have arrived and is not sent twice.
    uid = waiting.pop()
    visitor = stage.visitor("officer")
    page = visitor.get(OCCURRENCE_PAGE.format(uid=uid))
    stage.ledger.asked += 1
    said = {"words": f"Đã làm xong việc {uid[:8]}", "verb": "submit"}
    proof: dict[str, tuple[str, bytes]] | None = None
    if len(waiting) % 3 == 0:
        said["vouched"], proof = "on", {"proofs": ("anh.png", _picture(len(waiting)))}
    answer = visitor.submit(page, _submits_a_result, said, files=proof)
    _require_success(answer)
    stage.ledger.submits.add(uid)
    return True


def _picture(number: int) -> bytes:
    """A picture whose bytes are its own."""
    file = io.BytesIO()
    Image.new("RGB", (64, 64), (number % 256, number // 256 % 256, 90)).save(file, "PNG")
    return file.getvalue()


def takes_a_file(form: Form) -> bool:
    """The form of the upload page."""
    return bool(form.files)


def _submits_a_result(form: Form) -> bool:
    return "words" in form.fields


def _require_success(answer: Page) -> None:
    """A success is a redirect after the POST to a page that opens; a page with errors is a 200 or 4xx at once."""
    done = answer.statuses[0] in (302, 303) and answer.status == 200 and "/login" not in answer.path
    assert done, f"{answer.statuses} {answer.path}: {answer.text[:1000]}"


def settle(stage: Scene) -> dict[str, Any]:
    """Start once more, wait until the background work is done, stop, and return what is kept then."""
    stage.start()
    stage.wait_for_jobs(SETTLED_SECONDS)
    stage.stop()
    # Only now: rows that are still being worked on would be seen in two states at once.
    return stage.audit()


def compare(ledger: Ledger, kept: dict[str, Any]) -> list[str]:
    """Every way in which what is kept contradicts what was answered, or itself."""
    wrong = [f"an answer that is no success: {text}" for text in ledger.refused]
    wrong += [f"damage: {line}" for line in kept["damage"]]
    papers = {paper["name"]: paper for paper in kept["papers"]}
    wrong += [
        f"lost upload: {name}"
        for name, sha256 in ledger.uploads.items()
        if name not in papers or papers[name]["sha256"] != sha256
    ]
    for paper in kept["papers"]:
        whole = (paper["state"], paper["readings"], paper["texts"], paper["jobs"], paper["uploads"])
        if whole != ("read", 1, 1, ["done"], 1):
            wrong.append(f"half a paper: {paper}")
    for sha256, stored in kept["files"].items():
        path = Path(stored["path"])
        data = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(data).hexdigest() != sha256 or len(data) != stored["size"]:
            wrong.append(f"a file that is not what its row says: {stored}")
    submitted = {row["uid"]: row for row in kept["submitted"]}
    wrong += [f"lost submit: {uid}" for uid in ledger.submits if uid not in submitted]
    for row in kept["submitted"]:
        if (row["state"], row["notes"], row["audits"]) != ("submitted", 1, 1):
            wrong.append(f"half a submit: {row}")
    if kept["notes_of_open"]:
        wrong.append(f"{kept['notes_of_open']} results of duties that are still open")
    if kept["unfinished_jobs"]:
        wrong.append(f"{kept['unfinished_jobs']} jobs stuck after {SETTLED_SECONDS} s")
    return wrong


UPLOAD_PAGE = "/documents/upload/"
OCCURRENCE_PAGE = "/tasks/occurrences/{uid}/"

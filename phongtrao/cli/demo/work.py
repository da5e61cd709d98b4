"""Work of the demo: the sample plans taken in, read, confirmed and carried out, as people would have done it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.paper_docx import write_paper
from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.documents import operations as documents
from phongtrao.apps.documents import reader
from phongtrao.apps.documents.models import Document, ReadUnit
from phongtrao.apps.documents.queries import READ_TOPIC
from phongtrao.apps.jobs import operations as jobs
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.apps.orgs.queries import get_actor
from phongtrao.apps.tasks import operations as tasks
from phongtrao.apps.tasks.models import Occurrence
from phongtrao.apps.tasks.operations import Proof, Report
from phongtrao.cli.demo.people import Person
from phongtrao.cli.demo.places import COMMUNE, WARD, Places
from phongtrao.cli.samples import render_docx

MINUTES = "BIÊN BẢN HỘI NGHỊ TRIỂN KHAI KẾ HOẠCH\n(DỮ LIỆU MINH HỌA)\n\nThành phần: đại diện các cơ quan, sáu thôn.\n"


@dataclass(frozen=True)
class Stage:
    """The day the demo stands on, and who is who; `at` never gives a moment that is still to come."""

    people: dict[str, Person]
    today: date
    now: datetime

    def at(self, days: int, hour: int = 9) -> datetime:
        day = self.today + timedelta(days=days)
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())
        return min(moment, self.now)

    def actor(self, username: str) -> Actor:
        actor = get_actor(user=self.people[username].user, post_uid=None, today=self.today)
        assert actor is not None, username
        return actor


def make_work(places: Places, people: dict[str, Person], *, today: date, now: datetime) -> None:
    """Two plans in force, one paper waiting for its review, and duties in every state."""
    stage = Stage(people, today, now)
    for name, who, body in (
        ("province-plan", "tinh", places.province["Công an tỉnh Sông Lam"]),
        ("commune-plan", "tonghop", places.commune[f"Công an xã {COMMUNE}"]),
    ):
        document = _take_in(stage, name, who, body, days=-84 if name == "province-plan" else -54)
        moment = stage.at(-83 if name == "province-plan" else -53)
        _name_owners(stage, document, who, moment)
        tasks.confirm_plan(document_uid=document.uid, by=stage.actor(who), now=moment, unseen_are_right=True)
    _take_in(stage, "province-plan", "bentrang", places.ward[f"Công an phường {WARD}"], days=-1)
    _offices(stage)
    _hamlets(stage)
    _monthly(stage)


def _take_in(stage: Stage, name: str, who: str, body: OrgUnit, *, days: int) -> Document:
    """Upload and read at that day, by the same operations as the job that reads in the background."""
    data = render_docx(name, today=stage.today)
    moment = stage.at(days)
    document = documents.upload_document(
        data=data, name=f"{name}.docx", body_uid=body.uid, by=stage.actor(who), now=moment
    )
    started = documents.start_reading(uid=document.uid, by=SYSTEM, now=moment)
    assert started is not None
    source = read_source(data, name=document.name)
    documents.finish_reading(
        document=started,
        source=documents.TextOfFile(text=source.text, route=source.route, notes=source.notes),
        result=reader.read_text(
            source.text,
            name=document.name,
            media_type=document.file.media_type,
            route=source.route,
            sha256=document.file.sha256,
        ),
        reader_version=reader.READER_VERSION,
        pack_versions=reader.pack_versions(),
        resolver=reader.resolver_for(started, today=stage.today),
        by=SYSTEM,
        now=moment,
    )
    # It is read already, on the day of the demo's story: the background work has nothing left to do.
    jobs.cancel(by=SYSTEM, now=moment, subject_uid=document.uid, topic=READ_TOPIC)
    return document


# What the coordinator says of headings that the program leaves open: the words at their end → a choice of the list.
_OWNERS = {
    "Văn phòng HĐND và UBND": "Văn phòng HĐND và UBND",
    "Trường THCS Yên Hạ, Trường Tiểu học Yên Hạ": "Các trường – Xã Yên Hạ",
    "các cơ quan, đơn vị, các thôn": "Các thôn, bản, ấp – Xã Yên Hạ",
}


def _name_owners(stage: Stage, document: Document, who: str, moment: datetime) -> None:
    for words, chosen in _OWNERS.items():
        units = ReadUnit.objects.filter(reading__document=document, heading__endswith=words, assignee_kind="")
        unit = units.order_by("ordinal").first()
        if unit is not None:
            documents.resolve_unit(
                document_uid=document.uid,
                unit_uid=unit.uid,
                version=unit.version,
                chosen=chosen,
                by=stage.actor(who),
                now=moment,
            )


def _owed(body: str, words: str) -> Occurrence:
    """What a body owes for the duty that begins with `words`; the earliest one of a recurring duty."""
    found = Occurrence.objects.filter(body__name=body, task__text__startswith=words).order_by("last_day")
    return found[0]


def _say(stage: Stage, verb: str, occurrence: Occurrence, who: str, days: int, report: Report) -> Occurrence:
    step = {"progress": tasks.report_progress, "block": tasks.report_block, "submit": tasks.submit}[verb]
    return step(uid=occurrence.uid, version=occurrence.version, report=report, by=stage.actor(who), now=stage.at(days))


def _accept(stage: Stage, occurrence: Occurrence, who: str, days: int) -> None:
    tasks.accept(uid=occurrence.uid, version=occurrence.version, by=stage.actor(who), now=stage.at(days, 15))


def _offices(stage: Stage) -> None:
    """One duty of each office, each in another state; Trạm Y tế is late and has said nothing."""
    minutes = Proof(name="bien-ban-hoi-nghi.docx", data=write_paper(MINUTES), title="Biên bản hội nghị triển khai")
    done = Report(words="Đã tổ chức hội nghị tại nhà văn hóa xã.", done_count=38, total_count=40, proofs=(minutes,))
    held = _say(stage, "submit", _owed(f"Công an xã {COMMUNE}", "Tổ chức hội nghị"), "congan", -42, done)
    _accept(stage, held, "tonghop", -41)
    paper = Proof(reference="41/TTr-UBND (minh họa)", title="Tờ trình kiện toàn")
    filled = Report(words="Đã rà soát, trình kiện toàn ở sáu thôn.", done_count=6, total_count=6, proofs=(paper,))
    reviewed = _say(stage, "submit", _owed("Văn phòng HĐND và UBND", "Rà soát, đề nghị"), "vanphong", -26, filled)
    _accept(stage, reviewed, "lanhdao", -25)
    aired = _say(
        stage,
        "submit",
        _owed("Phòng Văn hóa - Xã hội", "Phát sóng chuyên mục"),
        "vanhoa",
        -11,
        Report(words="Đã phát bài đầu tiên trên loa của ba thôn."),
    )
    tasks.return_for_correction(
        uid=aired.uid,
        version=aired.version,
        reason="Mới phát ở ba thôn. Đề nghị phát ở cả sáu thôn và gửi bài phát thanh.",
        by=stage.actor("tonghop"),
        now=stage.at(-8),
    )
    stuck = Report(words="Chưa có định mức chi cho mô hình của xã mới sau sáp nhập, đang hỏi Sở Tài chính.")
    _say(stage, "block", _owed("Phòng Kinh tế", "Lập dự toán"), "kinhte", -16, stuck)
    lamps = Report(words="Đã lắp xong một cụm đèn.", done_count=1, total_count=2)
    _say(stage, "progress", _owed("Phòng Kinh tế", "Lắp đặt hai cụm đèn"), "kinhte", -3, lamps)
    plan = Report(words="Đã xây dựng phương án, thống nhất ngày với Thôn Bến.")
    _say(stage, "progress", _owed(f"Ban Chỉ huy Quân sự xã {COMMUNE}", "Diễn tập"), "quansu", -2, plan)


# Thôn → who reports, and how far the registration of the hamlet is.
_REGISTERED = (
    ("Thôn Đông", "thondong", "accepted"),
    ("Thôn Đoài", "thondoai", "accepted"),
    ("Thôn Chùa", "thonchua", "submitted"),
    ("Thôn Bến", "thonben", "progress"),
    ("Thôn 10", "tonghop", "on paper"),
)


def _hamlets(stage: Stage) -> None:
    """Each hamlet stands elsewhere; one has no account and is entered for from paper, one was let off its plan."""
    for hamlet, who, far in _REGISTERED:
        owed = _owed(hamlet, "Họp dân thông qua")
        if far == "progress":
            _say(stage, "progress", owed, who, -2, Report(words="Đã báo lịch họp, chờ đủ người."))
            continue
        paper = f"Phiếu giấy của {hamlet}" if far == "on paper" else ""
        said = Report(words="Đã họp, thông qua bản đăng ký.", done_count=72, total_count=80, paper=paper)
        sent = _say(stage, "submit", owed, who, -4, said)
        if far == "accepted":
            _accept(stage, sent, "tonghop", -3)
    for hamlet, who in (("Thôn Đông", "thondong"), ("Thôn Đoài", "thondoai"), ("Thôn Bến", "thonben")):
        sent = _say(
            stage,
            "submit",
            _schedule(hamlet),
            who,
            -32,
            Report(words="Đã lập lịch công tác năm, niêm yết ở nhà văn hóa."),
        )
        _accept(stage, sent, "tonghop", -31)
    waived = _schedule("Thôn Bãi")
    tasks.waive(
        uid=waived.uid,
        version=waived.version,
        document_number="52/UBND-CA (minh họa)",
        reason="Thôn đang di dời dân vùng sạt lở, làm cùng kế hoạch năm sau.",
        by=stage.actor("lanhdao"),
        now=stage.at(-28),
    )


def _monthly(stage: Stage) -> None:
    """Reports of the months gone by: in on time and accepted, but one hamlet that still owes its last one."""
    reporters = [(f"Công an xã {COMMUNE}", "congan", "Tổng hợp kết quả")]
    reporters += [(hamlet, who, "Báo cáo tình hình của thôn") for hamlet, who, _ in _REGISTERED]
    for body, who, words in reporters:
        for owed in _passed(stage, body, words):
            days = (owed.last_day - stage.today).days if owed.last_day else 0
            if who == "thonchua" and days > -32:
                continue
            paper = f"Phiếu giấy của {body}" if who == "tonghop" else ""
            report = Report(words="Tình hình ổn định; đã nhắc nhở, hòa giải tại chỗ.", paper=paper)
            sent = _say(stage, "submit", owed, who, days - 1, report)
            _accept(stage, sent, "lanhdao" if paper else "tonghop", days)


def _passed(stage: Stage, body: str, words: str) -> list[Occurrence]:
    """What a body owed before today for a recurring duty."""
    found = Occurrence.objects.filter(body__name=body, task__text__startswith=words, last_day__lt=stage.today)
    return list(found.order_by("last_day"))


def _schedule(hamlet: str) -> Occurrence:
    return _owed(hamlet, "Căn cứ Kế hoạch này")

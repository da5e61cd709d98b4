"""Kinds and states of duties, and their workflow."""

from django.db import models

from phongtrao.core.workflow import Transition, Workflow


class TimeKind(models.TextChoices):
    """When a duty is owed. `none`: the plan does not say; it makes no occurrence by itself."""

    DATE = "date", "có ngày"
    RECURRING = "recurring", "định kỳ"
    CONTINUOUS = "continuous", "thường xuyên"
    ON_EVENT = "on_event", "khi phát sinh"
    NONE = "none", "không nêu thời hạn"


class AssignmentRole(models.TextChoices):
    LEAD = "lead", "chủ trì"
    COORDINATE = "coordinate", "phối hợp"
    ADVISE = "advise", "tham mưu"
    PERFORM = "perform", "thực hiện"


class Mood(models.TextChoices):
    """A requested body is never urged, returned to or counted late."""

    ASSIGN = "assign", "giao"
    REQUEST = "request", "đề nghị"


class AssigneeKind(models.TextChoices):
    BODY = "body", "cơ quan, đơn vị"
    GROUP = "group", "nhóm cơ quan, đơn vị"
    POST = "post", "chức vụ"
    TEXT = "text", "chưa xác định"


class OccurrenceState(models.TextChoices):
    OPEN = "open", "chưa làm"
    IN_PROGRESS = "in_progress", "đang làm"
    SUBMITTED = "submitted", "đã gửi"
    ACCEPTED = "accepted", "xác nhận hoàn thành"
    RETURNED = "returned", "đề nghị bổ sung"
    BLOCKED = "blocked", "đang vướng"
    WAIVED = "waived", "cho phép không thực hiện"


FINISHED = (OccurrenceState.SUBMITTED, OccurrenceState.ACCEPTED, OccurrenceState.WAIVED)  # never late
WORKING = (OccurrenceState.OPEN, OccurrenceState.IN_PROGRESS, OccurrenceState.RETURNED, OccurrenceState.BLOCKED)


# Facts that a step may need: `reason`, `document_number`, `result` (words, n of m, a proof; for a duty outside the
# system its day), `other_person` (neither who sent it nor who entered it for the body), `assigned` (given, not asked).
_DOERS = ("officer", "hamlet_head", "coordinator")
_WORKING = ("open", "in_progress", "returned", "blocked")

OCCURRENCE_WORKFLOW = Workflow(
    name="occurrence",
    states=tuple((state.value, str(state.label)) for state in OccurrenceState),
    initial=OccurrenceState.OPEN,
    transitions=(
        Transition("report_progress", _WORKING, "in_progress", _DOERS),
        Transition("report_block", _WORKING, "blocked", _DOERS, needs=("reason",)),
        Transition("submit", _WORKING, "submitted", _DOERS, needs=("result",)),
        Transition("accept", ("submitted",), "accepted", ("coordinator", "leader"), needs=("other_person",)),
        Transition(
            "return",
            ("submitted",),
            "returned",
            ("coordinator", "leader"),
            needs=("other_person", "reason", "assigned"),
        ),
        Transition(
            "waive",
            (*_WORKING, "submitted"),
            "waived",
            ("coordinator", "leader"),
            needs=("other_person", "document_number"),
        ),
    ),
)

"""States and kinds of the documents room."""

from django.db import models

from phongtrao.core.workflow import Transition, Workflow


class DocumentState(models.TextChoices):
    UPLOADED = "uploaded", "đã tải lên"
    READING = "reading", "đang đọc"
    READ = "read", "chờ rà soát"
    REVIEWED = "reviewed", "đã rà soát"
    FAILED = "failed", "không đọc được"
    CANCELLED = "cancelled", "đã hủy"
    SIGNED_COPY = "signed_copy", "bản ký của văn bản khác"


class SameDocumentState(models.TextChoices):
    """Whether a paper is the signed copy of another one: found by the program, decided by a person."""

    OFFERED = "offered", "chờ xác nhận"
    ACCEPTED = "accepted", "là bản ký"
    REJECTED = "rejected", "là văn bản khác"


class ItemKind(models.TextChoices):
    """What a reading proposes. `unit` is a heading under which tasks stand."""

    TARGET = "target", "chỉ tiêu"
    TASK = "task", "nhiệm vụ"
    GENERAL_TASK = "general_task", "nhiệm vụ chung"
    DEADLINE = "deadline", "thời hạn"
    INITIATIVE = "initiative", "mô hình"


class Decision(models.TextChoices):
    """What a person decided about an item. `added` = not in the reading, marked by a person in the source."""

    OPEN = "open", "chưa xem"
    ACCEPTED = "accepted", "đúng"
    CORRECTED = "corrected", "đã sửa"
    ADDED = "added", "bổ sung"
    DROPPED = "dropped", "bỏ"


DOCUMENT_WORKFLOW = Workflow(
    name="document",
    states=tuple((state.value, str(state.label)) for state in DocumentState),
    initial=DocumentState.UPLOADED,
    transitions=(
        Transition("start_reading", ("uploaded", "reading", "failed"), "reading", ("system",)),
        Transition("finish_reading", ("reading",), "read", ("system",)),
        Transition("fail_reading", ("reading",), "failed", ("system",)),
        Transition("read_again", ("failed", "read"), "uploaded", ("coordinator",)),
        Transition("cancel", ("uploaded", "reading", "failed", "read"), "cancelled", ("coordinator",)),
        Transition("confirm", ("read",), "reviewed", ("coordinator",)),
        Transition("become_copy", ("read",), "signed_copy", ("coordinator",)),
        Transition("be_own_paper", ("signed_copy",), "read", ("coordinator",)),
    ),
)

SAME_WORKFLOW = Workflow(
    name="same_document",
    states=tuple((state.value, str(state.label)) for state in SameDocumentState),
    initial=SameDocumentState.OFFERED,
    transitions=(
        Transition("accept", ("offered", "rejected"), "accepted", ("coordinator",)),
        Transition("reject", ("offered", "accepted"), "rejected", ("coordinator",)),
    ),
)

"""Closed lists of the places and bodies room. Types of places and bodies are packs, not enums."""

from django.db import models


class SuccessionKind(models.TextChoices):
    MERGE = "merge", "hợp nhất"
    SPLIT = "split", "chia tách"
    RENAME = "rename", "đổi tên"
    RETYPE = "retype", "đổi loại"
    MOVE = "move", "chuyển về nơi khác"


class RelationKind(models.TextChoices):
    """Administrative: Công an xã under UBND xã. Professional: Công an xã under Công an tỉnh."""

    ADMINISTRATIVE = "administrative", "trực thuộc"
    PROFESSIONAL = "professional", "chỉ đạo nghiệp vụ"


class Role(models.TextChoices):
    """What a post may do here; labels and duties of each in packs/roles.yaml."""

    COORDINATOR = "coordinator", "Cán bộ tổng hợp"
    LEADER = "leader", "Lãnh đạo"
    OFFICER = "officer", "Cán bộ cơ quan, đơn vị"
    HAMLET_HEAD = "hamlet_head", "Trưởng thôn, tổ trưởng tổ dân phố"
    SUPERIOR_REVIEWER = "superior_reviewer", "Cán bộ thẩm định cấp trên"
    VIEWER = "viewer", "Người xem"
    ADMINISTRATOR = "administrator", "Quản trị"

"""A paper, its text, its readings, and what a person decided about each item read."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Exchanged, Identified, KeyField, Scoped, Versioned, together
from phongtrao.apps.documents.enums import Decision, DocumentState, ItemKind


class Document(Identified, Exchanged, Versioned, Scoped):
    """One paper as it was handed in. States: see `DocumentState`; `failure` says in plain words why it is `failed`.

    The header (`title`, `number`, `symbol`, `issuer`, `issued_on`, `period_*` in years) is empty until a reading or a
    person fills it, and stays empty where the paper does not say.
    """

    name = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=DocumentState, default=DocumentState.UPLOADED)
    failure = models.CharField(max_length=500, blank=True)
    doc_type = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=500, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    period_from = models.PositiveSmallIntegerField(null=True)
    period_to = models.PositiveSmallIntegerField(null=True)
    search = KeyField(max_length=800, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = models.CharField(max_length=300)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_by_name = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "-uploaded_at"], name="document_scope")]
        constraints = [together("reviewed_at", "reviewed_by", label="document_review_pair")]


class SourceText(models.Model):
    """The text that a reading shows beside it; immutable. `notes` say what reading the file did (tracked changes …)."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="source_text")
    text = models.TextField()
    route = models.CharField(max_length=12)
    notes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()


class Reading(Identified):
    """What one version of the reader, with given packs, read in the source text. `result` is the JSON of the schema
    without its item lists kept twice: header, citations, recipients, signer, findings and the like stay here, the
    items that a person decides on are `ReadItem` rows. Exactly one reading of a document is current.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    reader_version = models.CharField(max_length=20)
    pack_versions = models.JSONField(default=dict)
    result = models.JSONField()
    damaged = models.BooleanField(default=False)
    current = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document"], condition=models.Q(current=True), name="reading_one_current")
        ]


class ReadUnit(Identified, Versioned):
    """A heading under which duties stand, and whom a person says it means (once for the whole plan).

    `assignee_kind` is empty until resolved; then body | group | post | text, with the matching column full.
    `group_type` is a type of bodies, expanded in `group_area` on the day. `proposed` holds the reader's or the
    resolver's guess for the page to show, never acted on by itself.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="units")
    ordinal = models.PositiveIntegerField()
    heading = models.CharField(max_length=500)
    org_unit = models.CharField(max_length=300, blank=True)
    mood = models.CharField(max_length=10, default="assign")
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    assignee_kind = models.CharField(max_length=6, blank=True)
    assignee_body = models.ForeignKey("orgs.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+")
    group_type = models.CharField(max_length=40, blank=True)
    group_area = models.ForeignKey("orgs.AdminArea", on_delete=models.PROTECT, null=True, related_name="+")
    assignee_post = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, null=True, related_name="+")
    assignee_text = models.CharField(max_length=300, blank=True)
    proposed = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "ordinal"], name="read_unit_order")]


class ReadItem(Identified, Versioned):
    """One item of a reading (see `ItemKind`) and the decision about it.

    `value` is the item as read (the schema's keys, without span), `corrected` the item as a person put it, with its own
    `span` (NULL: as read). `span_*` are code points of the source text as read; NULL only for an item without a place.
    `unit` is the heading under which the duty stands now (every task has one unless a person took it out; a person may
    give other duties one). `confidence` is 0–1000 (thousandths).
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="items")
    unit = models.ForeignKey(ReadUnit, on_delete=models.PROTECT, null=True, related_name="items")
    kind = models.CharField(max_length=16, choices=ItemKind)
    ordinal = models.PositiveIntegerField()
    text = models.TextField()
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    value = models.JSONField()
    corrected = models.JSONField(null=True)
    rule = models.CharField(max_length=80, blank=True)
    confidence = models.PositiveSmallIntegerField(default=1000)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reading", "kind", "ordinal"], name="read_item_order")]
        constraints = [
            together("decided_at", "decided_by", label="read_item_decision_pair"),
            together("span_start", "span_end", label="read_item_span_pair"),
            models.CheckConstraint(
                condition=models.Q(span_start__isnull=True) | models.Q(span_end__gte=models.F("span_start")),
                name="read_item_span_order",
            ),
        ]

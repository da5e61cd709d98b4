"""A paper, its text, its readings, and what a person decided about each item read."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Exchanged, Identified, KeyField, Scoped, Versioned, together
from phongtrao.apps.documents.enums import Decision, DocumentState, ItemKind, SameDocumentState


class Document(Identified, Exchanged, Versioned, Scoped):
    """One paper as it was handed in. States: see `DocumentState`; `failure` says in plain words why it is `failed`.

    The header (`title`, `number`, `symbol`, `issuer`, `issued_on`, `period_*` in years) is empty until a reading or a
    person fills it, and stays empty where the paper does not say. `page_count` is known from the first opening of a
    PDF, scan or photograph on; NULL for a paper without pages (Word, text).
    """

    name = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=DocumentState, default=DocumentState.UPLOADED)
    failure = models.CharField(max_length=500, blank=True)
    page_count = models.PositiveSmallIntegerField(null=True)
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
    """The text that a reading shows beside it; immutable. `notes` say what reading the file did (tracked changes …).

    `original` is the text as it came where words were restored ("" when none was); `restored` lists each restored word
    as [start, end, original_start, original_end, confidence], code points of `text` and of `original`, 0–1000.
    `sketch` is its likeness to other papers in short (`core.text.likeness.sketch_of`).
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="source_text")
    text = models.TextField()
    original = models.TextField(blank=True, default="")
    restored = models.JSONField(default=list, blank=True)
    sketch = models.JSONField(default=list, blank=True)
    route = models.CharField(max_length=12)
    notes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()


class DocumentPage(models.Model):
    """One page of a PDF, scan or photograph as it was read, kept at once so that no crash makes it be read again.

    Lengths are points from the upper left corner of the page as it is shown. `words`: each word as it was read,
    [text, left, top, right, bottom, confidence, line]. `placed`: each word of the source text that stands on this page,
    [start, end, left, top, right, bottom, confidence], code points of the source text; empty before the text is laid
    out, as `span_*` is NULL. `route`: pdf-text | ocr.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    route = models.CharField(max_length=12)
    words = models.JSONField(default=list, blank=True)
    placed = models.JSONField(default=list, blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_page_once"),
            together("span_start", "span_end", label="document_page_span_pair"),
        ]


class PhotoDraft(Identified, Versioned):
    """Photographs of one paper on the way to become a document; seen by its owner alone.

    `document` is full once the photographs were joined; the draft is then over, and its photographs are gone.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("orgs.OrgUnit", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class DraftPhoto(Identified):
    """One photograph of a draft, upright, without what the camera wrote beside it. `ordinal` gives the order."""

    draft = models.ForeignKey(PhotoDraft, on_delete=models.PROTECT, related_name="photos")
    ordinal = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField()


class SameDocument(Identified, Versioned):
    """Two papers that seem to be one: `document` (the scan) is offered as the signed copy of `other`.

    `similarity` is 0–1000. States: see `SameDocumentState`; a person decides.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="same_as")
    other = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="copies")
    similarity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SameDocumentState, default=SameDocumentState.OFFERED)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "other"], name="same_document_once"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state="accepted"), name="same_document_one_accepted"
            ),
            models.CheckConstraint(condition=~models.Q(document=models.F("other")), name="same_document_two"),
            together("decided_at", "decided_by", label="same_document_decision_pair"),
        ]


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

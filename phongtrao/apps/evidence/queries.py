"""Reading proof: seen by its body's line; whoever may see a linked thing sees it through that thing's room."""

import uuid
from datetime import date

from django.db.models import Q

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.evidence.enums import EvidenceState
from phongtrao.apps.evidence.models import EvidenceRevision
from phongtrao.apps.evidence.rows import EvidenceRow
from phongtrao.apps.orgs.queries import bodies_of, scopes_of

SEE_BELOW = ("coordinator", "leader", "superior_reviewer", "viewer")
SEE_OWN = ("officer", "hamlet_head")


def visible_to(actor: Actor, today: date) -> Q:
    """Q over revisions: of bodies in the person's line, not removed; those in quarantine for their uploader alone."""
    if actor.role in SEE_BELOW:
        line = Q()
        for path in scopes_of(actor, today):
            line |= below(path, "evidence__scope")
    elif actor.role in SEE_OWN:
        line = Q(evidence__body_id__in=bodies_of(actor, today))
    else:
        line = Q(pk__in=())
    return line & released_or_own(actor)


def released_or_own(actor: Actor, prefix: str = "") -> Q:
    """Q over revisions: nothing that was removed, and nothing in quarantine but one's own."""
    state, added = f"{prefix}evidence__state", f"{prefix}added_by_id"
    waiting = Q(**{state: EvidenceState.QUARANTINED, added: actor.user_id})
    return waiting | ~Q(**{f"{state}__in": (EvidenceState.QUARANTINED, EvidenceState.REMOVED)})


def get_revision(*, uid: uuid.UUID, by: Actor, today: date) -> EvidenceRevision:
    """The newest revision of the proof `uid` with its file, by its body's line. Raises NotVisible."""
    rows = EvidenceRevision.objects.filter(visible_to(by, today), evidence__uid=uid)
    found = rows.select_related("evidence", "file").order_by("-number").first()
    if found is None:
        raise NotVisible
    return found


def evidence_row(revision: EvidenceRevision, *, by: Actor) -> EvidenceRow:
    """A revision (with evidence and file) as a row."""
    evidence, file = revision.evidence, revision.file
    return EvidenceRow(
        uid=evidence.uid,
        version=evidence.version,
        title=evidence.title,
        kind=evidence.kind,
        state=evidence.state,
        about_on=evidence.about_on,
        file_name=revision.file_name,
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        reference=revision.reference,
        added_at=revision.added_at,
        added_by_name=revision.added_by_name,
        mine=revision.added_by_id == by.user_id,
    )

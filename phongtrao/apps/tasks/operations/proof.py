"""Proofs that come with a report: stored once in the evidence room, linked to the occurrence here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.evidence import operations as evidence
from phongtrao.apps.evidence.enums import EvidenceState
from phongtrao.apps.evidence.models import EvidenceRevision
from phongtrao.apps.tasks.models import Occurrence, OccurrenceEvidence

MAX_PROOFS = 20  # files and references in one report


@dataclass(frozen=True)
class Proof:
    """A file (`name`, `data`) or the number of an issued document (`reference`). `vouched`: the person says that a
    scan or photograph holds no state secret and no list of persons."""

    name: str = ""
    data: bytes | None = None
    reference: str = ""
    title: str = ""
    vouched: bool = False


def add_proofs(
    proofs: Sequence[Proof], *, occurrence: Occurrence, by: Actor, now: datetime
) -> list[OccurrenceEvidence]:
    """Store and link them all, or refuse all. Called inside operations."""
    if len(proofs) > MAX_PROOFS:
        raise Refused("too_many_files", field="proofs", came=len(proofs), limit=MAX_PROOFS)
    return [_link(_revision(proof, occurrence, by, now), occurrence, by, now) for proof in proofs]


def has_proof(occurrence: Occurrence) -> bool:
    """Whether anything linked speaks for the work already."""
    states = (EvidenceState.CURRENT, EvidenceState.QUARANTINED)
    return occurrence.evidence_links.filter(revision__evidence__state__in=states, against=False).exists()


def _revision(proof: Proof, occurrence: Occurrence, by: Actor, now: datetime) -> EvidenceRevision:
    if proof.data is None:
        return evidence.add_reference(
            body=occurrence.body, reference=proof.reference, title=proof.title, by=by, now=now
        )
    return evidence.add_file(
        body=occurrence.body,
        data=proof.data,
        name=proof.name,
        title=proof.title,
        vouched=proof.vouched,
        by=by,
        now=now,
    )


def _link(revision: EvidenceRevision, occurrence: Occurrence, by: Actor, now: datetime) -> OccurrenceEvidence:
    return OccurrenceEvidence.objects.create(
        occurrence=occurrence, revision=revision, linked_at=now, linked_by_id=by.person_id
    )

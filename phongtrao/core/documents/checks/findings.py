"""All findings of one paper, in reading order, with their wording, clause and advice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from phongtrao.core.documents.checks.abolished_body import abolished_body
from phongtrao.core.documents.checks.damage import damage
from phongtrao.core.documents.checks.date_conflict import date_conflict
from phongtrao.core.documents.checks.duty_without_owner import duty_without_owner
from phongtrao.core.documents.checks.early_report import early_report
from phongtrao.core.documents.checks.incomplete_citation import incomplete_citation
from phongtrao.core.documents.checks.inconsistent_abbreviation import inconsistent_abbreviation
from phongtrao.core.documents.checks.inconsistent_unit_type import inconsistent_unit_type
from phongtrao.core.documents.checks.missing_deadline import missing_deadline
from phongtrao.core.documents.checks.missing_header import missing_date, missing_number
from phongtrao.core.documents.checks.numbering_gap import numbering_gap
from phongtrao.core.documents.checks.owner_not_recipient import owner_not_recipient
from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.checks.replaced_act import replaced_act
from phongtrao.core.documents.checks.signing_form import signing_form
from phongtrao.core.documents.checks.target_without_measure import target_without_measure
from phongtrao.core.documents.checks.two_leads import two_leads
from phongtrao.core.documents.checks.typo_duplicate import typo_duplicate
from phongtrao.core.documents.checks.undefined_abbreviation import undefined_abbreviation
from phongtrao.core.documents.checks.wrong_citation_date import wrong_citation_date
from phongtrao.core.documents.readings import FindingRead, Trace

Check = Callable[[Paper], Iterator[Flagged]]

CHECKS: tuple[Check, ...] = (
    damage,
    missing_number,
    missing_date,
    numbering_gap,
    date_conflict,
    wrong_citation_date,
    typo_duplicate,
    inconsistent_abbreviation,
    undefined_abbreviation,
    missing_deadline,
    inconsistent_unit_type,
    replaced_act,
    incomplete_citation,
    abolished_body,
    duty_without_owner,
    owner_not_recipient,
    two_leads,
    target_without_measure,
    early_report,
    signing_form,
)

OF_SPELLING = frozenset({"typo-duplicate", "inconsistent-abbreviation", "undefined-abbreviation"})
"""Codes that look at how words are spelt; they are silent on words that the repair of ruined text restored."""


def read_findings(paper: Paper) -> tuple[FindingRead, ...]:
    """The findings of every check whose code the pack words, by place."""
    found = [flagged for check in CHECKS for flagged in check(paper) if flagged.code in paper.rules.rules]
    found = [f for f in found if f.code not in OF_SPELLING or not paper.is_restored(f.at or f.span)]
    return tuple(_finding(paper, flagged) for flagged in sorted(found, key=lambda f: (f.span, f.code)))


def _finding(paper: Paper, flagged: Flagged) -> FindingRead:
    rule = paper.rules.rules[flagged.code]
    severity = "note" if rule.form and paper.of_party else flagged.severity or rule.severity
    return FindingRead(
        code=flagged.code,
        severity=severity,
        text=paper.quote.words(flagged.span),
        message=rule.message(flagged.case, flagged.values),
        trace=Trace(paper.quote.span(flagged.span), f"finding-{flagged.code}", flagged.confidence),
        clause=rule.clause,
        advice=rule.advice,
        at=paper.quote.span(flagged.at) if flagged.at else None,
    )

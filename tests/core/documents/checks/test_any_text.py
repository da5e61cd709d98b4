"""The findings of any text: never an exception, every span inside the text, the very place inside the quote."""

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.adapters.packs import load_all
from phongtrao.core.documents.checks.knowledge import Knowledge
from phongtrao.core.text import fold
from tests.core.documents.checks.frames import framed
from tests.core.reader_lexicon import lexicon, read_text

WORDS = sorted({word for e in load_all().get("findings/findings").examples for word in e["text"].split()})
PIECES = st.lists(st.sampled_from([*WORDS, "\n", "\n- ", "\n1. ", ", ", "ANTQ", "(ANTT)", "…", "\u0301"]), max_size=60)


@settings(max_examples=80, deadline=None)
@given(PIECES.map(" ".join) | st.text(max_size=300), st.sampled_from(["commune", "ward", "party", "bare"]))
def test_any_text(text: str, frame: str) -> None:
    whole = framed(frame, text)
    reading = read_text(whole)
    assert reading.source_text == whole
    starts = [f.trace.span.start for f in reading.findings]
    assert starts == sorted(starts)
    for finding in reading.findings:
        start, end = finding.trace.span
        assert 0 <= start <= end <= len(whole)
        assert _letters(finding.text) in _letters(whole[start:end])
        assert finding.message and finding.advice and finding.clause
        assert "{" not in finding.message.replace(finding.text, "") or "{" in whole
        if finding.at is not None:
            assert start <= finding.at.start < finding.at.end <= end


def _letters(text: str) -> str:
    """The letters and digits of a text: a quote leaves out the marks of Markdown that its place still shows."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def test_without_knowledge_nothing_is_raised() -> None:
    from phongtrao.core.documents import read
    from phongtrao.core.text import SourceText

    source = SourceText(framed("commune", "- Phối hợp với các các ngành."))
    assert read(source, lexicon()).findings == ()
    assert read(source, lexicon(), knowledge=Knowledge()).findings == ()


def test_form_rules_are_notes_for_papers_of_the_party() -> None:
    text = "- Thực hiện Kế hoạch số 77/KH-BCA về tuần tra."
    found = {frame: [f.severity for f in read_text(framed(frame, text)).findings] for frame in ("commune", "party")}
    assert found == {"commune": ["warning"], "party": ["note"]}


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    read_text(framed("commune", "- Tuần tra."))
    short, long = (_seconds(framed("commune", "- " + "a" * length + ".")) for length in (4_000, 16_000))
    assert long < 16 * short + 0.2


def _seconds(text: str) -> float:
    begin = perf_counter()
    read_text(text)
    return perf_counter() - begin

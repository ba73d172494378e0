"""A sentence keeps its place: every span cuts exactly its own words out of the section."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import a_section, a_statement
from rights_assistant.domain.standing import ALWAYS
from rights_assistant.domain.statement import Ref, Section, Statement

STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The table of all letters is built on first use, which takes its time."""

SENTENCES = st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=40), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        pytest.param("Limits", "limits", id="one word in small letters"),
        pytest.param("What to do now", "what-to-do-now", id="a hyphen for each space, so that it can stand in an address"),
    ],
)
def test_a_heading_becomes_a_slug(heading: str, slug: str) -> None:
    """How does a heading stand in a passage id?"""
    assert a_section(heading).slug == slug


def test_the_text_of_a_section_is_its_statements_a_line_each() -> None:
    """Is the text that is embedded and opened made of the statements and nothing else?"""
    section = Section("Limits", (a_statement("First."), a_statement("Second.", "second")))
    assert section.text == "First.\nSecond."


@STEADY
@given(SENTENCES)
def test_a_span_cuts_out_exactly_the_statement(texts: list[str]) -> None:
    """Do the characters that a span points at spell the statement, for any letters?"""
    statements = tuple(Statement(text, line) for line, text in enumerate(texts))
    section = Section("What it says", statements)
    for statement in statements:
        start, end = section.span(statement)
        assert section.text[start:end] == statement.text


@STEADY
@given(SENTENCES)
def test_spans_do_not_overlap(texts: list[str]) -> None:
    """Does each statement have characters of its own, also when the same sentence stands twice?"""
    statements = tuple(Statement(text, 7) for text in texts)
    section = Section("What it says", statements)
    spans = [section.span(statement) for statement in statements]
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_a_twin_from_elsewhere_has_no_span() -> None:
    """Is a statement of another file refused, even when it has the same words?"""
    here, elsewhere = a_statement("You may ask."), a_statement("You may ask.")
    section = a_section("In short", here)
    assert here == elsewhere
    assert section.span(here) == (0, 12)
    with pytest.raises(ValueError, match=r"'You may ask\.' is not in section 'In short'"):
        section.span(elsewhere)


def test_a_reference_reads_as_it_is_written() -> None:
    """Does a reference print as it stands in a note, and do references sort by id, then by label?"""
    refs = [Ref("eu/gdpr/art-15", "logic"), Ref("ca/irpa/s-72", "leave"), Ref("ca/irpa/s-72", "15-days")]
    assert [str(r) for r in sorted(refs)] == ["ca/irpa/s-72#15-days", "ca/irpa/s-72#leave", "eu/gdpr/art-15#logic"]


def test_a_plain_statement_rests_on_its_own_file_for_all_time() -> None:
    """What does a sentence without a tag claim?"""
    plain = Statement("You may ask.", 3)
    assert (plain.label, plain.certainty, plain.window, plain.rests_on) == ("", None, ALWAYS, ())

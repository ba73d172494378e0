"""What is answered: no line without a source, no marker without a citation, blocks in their order."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_citation, a_question, an_answer
from rights_assistant.domain.answer import ORDER, Answer, Block, BlockKind, Line, Outcome, Urgency

CITED = Line("You have 15 days.", (1,))
OURS = Line("Call a lawyer now.", template="urgent.removal")
UNANSWERED = [o for o in Outcome if o not in (Outcome.ANSWERED, Outcome.PARTIAL)]
BOTH = {BlockKind.NOTICE, BlockKind.URGENT}


def a_block(kind: BlockKind = BlockKind.RULE, *lines: Line, heading: str = "") -> Block:
    """A block of one cited line."""
    return Block(kind, "ca", lines or (CITED,), heading)


@pytest.mark.parametrize(
    ("citations", "template"),
    [
        pytest.param((), "", id="a sentence of nobody: neither cited nor one of our fixed words"),
        pytest.param((1,), "closing", id="a fixed word dressed up as cited"),
    ],
)
def test_a_line_has_one_origin(citations: tuple[int, ...], template: str) -> None:
    """Can a sentence be shown that rests on nothing, or that hides what it rests on?"""
    with pytest.raises(ValueError, match=r"needs citations or a template, and not both: 'You may ask\.'"):
        Line("You may ask.", citations, template)


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        pytest.param(CITED, "You have 15 days. [1]", id="a marker after the sentence"),
        pytest.param(Line("Ask first.", (3, 1)), "Ask first. [3] [1]", id="markers in the order given"),
        pytest.param(OURS, "Call a lawyer now.", id="our own words carry no marker"),
    ],
)
def test_a_sentence_is_followed_by_its_markers(line: Line, marked: str) -> None:
    """How does a line read with its sources?"""
    assert line.marked == marked


@pytest.mark.parametrize("kind", BlockKind)
def test_our_own_words_only_where_they_are_no_claim(kind: BlockKind) -> None:
    """May a block of this kind hold words that no source stands behind?"""
    if kind in BOTH:
        assert a_block(kind, CITED, OURS).lines == (CITED, OURS)
    else:
        with pytest.raises(ValueError, match=rf"a {kind} block may hold only cited lines, not 'Call a lawyer now\.'"):
            a_block(kind, CITED, OURS)


@pytest.mark.parametrize("kind", BlockKind)
def test_a_block_says_something(kind: BlockKind) -> None:
    """Can an empty heading be shown?"""
    with pytest.raises(ValueError, match=f"a {kind} block needs a line"):
        Block(kind, "ca", ())


def test_a_block_reads_line_by_line() -> None:
    """Does a block give its lines with markers, and each number once, by first use?"""
    block = a_block(BlockKind.RULE, Line("First.", (2, 1)), Line("Second.", (1, 3)))
    assert block.text == "First. [2] [1]\nSecond. [1] [3]"
    assert block.citations == (2, 1, 3)


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.PARTIAL])
def test_an_answer_without_a_citation_cannot_be_built(outcome: Outcome) -> None:
    """Can anything be called an answer that cites nothing?"""
    with pytest.raises(ValueError, match=f"an answer that is {outcome} needs a citation"):
        an_answer(outcome=outcome, blocks=(a_block(BlockKind.URGENT, OURS),), citations=())


@pytest.mark.parametrize("outcome", UNANSWERED)
def test_not_answering_needs_no_citation(outcome: Outcome) -> None:
    """Can a question end without an answer, with our own words and without a source?"""
    answer = an_answer(outcome=outcome, blocks=(a_block(BlockKind.NOTICE, OURS),), citations=())
    assert answer.citations == ()
    assert answer.text == "Call a lawyer now."


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NO_SOURCE])
@pytest.mark.parametrize(
    ("used", "known", "named"),
    [
        pytest.param((1, 2), (1,), r"\[2\]", id="a marker that leads nowhere"),
        pytest.param((1,), (1, 2), r"\[2\]", id="a citation that no line uses"),
        pytest.param((3,), (1,), r"\[1, 3\]", id="a marker of another citation"),
    ],
)
def test_every_marker_has_its_citation(outcome: Outcome, used: tuple[int, ...], known: tuple[int, ...], named: str) -> None:
    """Are the wrong numbers named when markers and citations do not agree, whatever the outcome?"""
    block = a_block(BlockKind.RULE, Line("You may ask.", used))
    with pytest.raises(ValueError, match=f"markers {named} have no citation or are not used"):
        an_answer(outcome=outcome, blocks=(block,), citations=tuple(map(a_citation, known)))


def test_a_marker_leads_to_one_source() -> None:
    """Can two sources share a number?"""
    with pytest.raises(ValueError, match=r"number|marker|citation"):
        an_answer(citations=(a_citation(1), a_citation(1, id="ca/irpa/s-75")))


@settings(deadline=None)
@given(st.lists(st.sampled_from(BlockKind), min_size=1, max_size=5))
def test_blocks_stand_in_their_order(kinds: list[BlockKind]) -> None:
    """Can help or a deadline ever stand below what is less urgent?"""
    blocks = tuple(map(a_block, kinds))
    if kinds == sorted(kinds, key=ORDER.index):
        assert an_answer(blocks=blocks).blocks == blocks
    else:
        with pytest.raises(ValueError, match="out of order"):
            an_answer(blocks=blocks)


def test_help_and_deadlines_come_before_the_answer() -> None:
    """In which order are the parts of an answer shown?"""
    first = [BlockKind.NOTICE, BlockKind.URGENT, BlockKind.DEADLINE, BlockKind.SHORT_ANSWER, BlockKind.RULE, BlockKind.LIMIT]
    assert list(ORDER) == [*first, BlockKind.NEXT_STEP, BlockKind.SYSTEM, BlockKind.REFERRAL]


def test_the_text_is_the_blocks_under_their_headings() -> None:
    """How does the whole answer read as Markdown?"""
    blocks = (a_block(BlockKind.SHORT_ANSWER), a_block(BlockKind.RULE, Line("A judge gives leave.", (1,)), heading="The rule"))
    assert an_answer(blocks=blocks).text == "You have 15 days. [1]\n\n**The rule**\nA judge gives leave. [1]"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"question": a_question("Another question?", jurisdiction="ca")}, id="the words of the question"),
        pytest.param({"timings_ms": {"compose": 0.8}}, id="how long it took"),
        pytest.param({"urgency": (Urgency.REMOVAL,)}, id="a mark of danger, which may come from the question"),
    ],
)
def test_the_id_tells_nothing_of_the_person(changes: dict[str, object]) -> None:
    """Is the number that someone quotes to a caseworker free of what the person typed?"""
    assert an_answer(**changes).id == an_answer().id


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"index_id": "fedcba9876543210"}, id="other knowledge"),
        pytest.param({"question": a_question(jurisdiction="ca", asked_on=date(2026, 11, 24))}, id="another day"),
        pytest.param({"outcome": Outcome.PARTIAL}, id="another outcome"),
        pytest.param({"blocks": (a_block(BlockKind.SHORT_ANSWER, Line("You have 60 days.", (1,))),)}, id="other words"),
        pytest.param({"citations": (a_citation(passage_id="ca/irpa/s-72:en:limits"),)}, id="another source behind the same words"),
    ],
)
def test_the_id_changes_with_what_was_said(changes: dict[str, object]) -> None:
    """Does the number change when what was answered changes?"""
    assert an_answer(**changes).id != an_answer().id


def test_the_id_can_be_read_out() -> None:
    """Is the number short enough to be read out on the telephone?"""
    assert len(an_answer().id) == 12
    assert set(an_answer().id) <= set("0123456789abcdef")


def test_timings_do_not_make_another_answer() -> None:
    """Are two answers equal when only the time they took differs, and can neither be changed?"""
    fast, slow = an_answer(timings_ms={"compose": 0.8}), an_answer(timings_ms={"compose": 80.0})
    assert fast == slow
    with pytest.raises(FrozenInstanceError):
        fast.outcome = Outcome.FAILED  # type: ignore[misc]


def test_an_answer_cannot_be_bent_afterwards() -> None:
    """Does a copy with other blocks pass the same checks as the first?"""
    answer: Answer = an_answer()
    with pytest.raises(ValueError, match="have no citation or are not used"):
        replace(answer, blocks=(a_block(BlockKind.RULE, Line("Something new.", (9,))),))

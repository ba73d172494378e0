"""`renumber`: other lines in a block, and every citation still says the same under a number without gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_citation, an_answer
from rights_assistant.domain.answer import Answer, Block, BlockKind, Deadline, Line
from rights_assistant.domain.standing import Certainty
from rights_assistant.engine.renumber import renumbered, with_lines

MOST = 12
CITED = st.lists(st.integers(1, MOST), min_size=1, max_size=4, unique=True).map(tuple)
LINES = st.lists(CITED, min_size=1, max_size=4).map(lambda rows: tuple(Line(f"Line {n}.", on) for n, on in enumerate(rows)))
KINDS = st.lists(st.sampled_from([k for k in BlockKind if k is not BlockKind.SHORT_ANSWER]), max_size=4, unique=True)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers with a short answer and other blocks, whose citations are numbered in any order."""
    kinds = [*draw(KINDS), BlockKind.SHORT_ANSWER]
    blocks = tuple(Block(kind, "ca", draw(LINES)) for kind in BlockKind if kind in kinds)
    used = {n for b in blocks for n in b.citations}
    numbers = draw(st.permutations(sorted(used)))
    deadline = Deadline("remedies/ca/x", 15, "days", "the day", Certainty.CONFIRMED, ())
    return an_answer(
        blocks=blocks,
        citations=tuple(a_citation(n, id=f"ca/x/{n}", quote=f"Words {n}.") for n in numbers),
        deadlines=(deadline,),
        referrals=("referrals/ca/x",),
    )


def quoted(answer: Answer, block: Block) -> list[tuple[str, list[str]]]:
    """What each line of a block rests on, in words."""
    words = {c.number: c.quote for c in answer.citations}
    return [(line.text, [words[n] for n in line.citations]) for line in block.lines]


@given(answers(), st.data())
def test_every_line_rests_on_the_same_words(answer: Answer, data: st.DataObject) -> None:
    """Whatever is put in: do all lines rest on what they rested on, and is the answer sound, without a gap in its numbers?"""
    known = sorted(c.number for c in answer.citations)
    rows = data.draw(st.lists(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True), min_size=1, max_size=4))
    lines = [Line(f"New {n}.", tuple(on)) for n, on in enumerate(rows)]
    made = with_lines(answer, BlockKind.SHORT_ANSWER, lines)
    assert [c.number for c in made.citations] == list(range(1, len(made.citations) + 1))
    for before, after in zip(answer.blocks, made.blocks, strict=True):
        if before.kind is BlockKind.SHORT_ANSWER:
            words = {c.number: c.quote for c in answer.citations}
            assert quoted(made, after) == [(line.text, [words[n] for n in line.citations]) for line in lines]
        else:
            assert quoted(made, after) == quoted(answer, before)
    assert (made.deadlines, made.referrals, made.outcome) == (answer.deadlines, answer.referrals, answer.outcome)
    assert {c.quote for c in made.citations} <= {c.quote for c in answer.citations}


@given(answers())
def test_the_order_stays(answer: Answer) -> None:
    """Do citations that stay keep their order, and does numbering twice change nothing more?"""
    once = renumbered(answer, answer.blocks)
    assert [c.id for c in once.citations] == [c.id for c in sorted(answer.citations, key=lambda c: c.number)]
    assert renumbered(once, once.blocks) == once


def test_what_nothing_uses_falls_out() -> None:
    """Does a citation that only the old lines used go, and the next take its number?"""
    blocks = (Block(BlockKind.SHORT_ANSWER, "ca", (Line("Old.", (1, 2)),)), Block(BlockKind.RULE, "ca", (Line("Rule.", (3,)),)))
    cited = tuple(a_citation(n, id=f"ca/x/{n}") for n in (1, 2, 3))
    made = with_lines(an_answer(blocks=blocks, citations=cited), BlockKind.SHORT_ANSWER, [Line("New.", (2,))])
    assert [(c.number, c.id) for c in made.citations] == [(1, "ca/x/2"), (2, "ca/x/3")]
    assert [b.text for b in made.blocks] == ["New. [1]", "Rule. [2]"]


def test_a_line_that_cites_what_is_not_there() -> None:
    """Is a marker of no citation refused?"""
    with pytest.raises(ValueError, match="no citation 7"):
        with_lines(an_answer(), BlockKind.SHORT_ANSWER, [Line("New.", (7,))])


@pytest.mark.parametrize("kind", [BlockKind.RULE, BlockKind.SHORT_ANSWER])
def test_one_block_of_the_kind(kind: BlockKind) -> None:
    """Is an answer refused that has no such block, or two?"""
    twice = (Block(BlockKind.SHORT_ANSWER, "ca", (Line("One.", (1,)),)), Block(BlockKind.SHORT_ANSWER, "de", (Line("Two.", (1,)),)))
    with pytest.raises(ValueError, match="not one"):
        with_lines(an_answer(blocks=twice), kind, [Line("New.", (1,))])

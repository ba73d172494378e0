"""`notices`: whose law, what was understood, and which part of a question has no source."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_guide, a_provision
from rights_assistant.domain.answer import Block, BlockKind, Line
from rights_assistant.domain.document import Document
from rights_assistant.notices import before, in_part, not_covered, whose_law
from rights_assistant.prompts import Rule, load_prompts

REPLIES = load_prompts(Path(__file__).parents[1] / "prompts").replies
FEES = Rule("fees", "what a form costs", (re.compile("how much .* cost"),), (re.compile("court"),), (), ())
ANSWER = Block(BlockKind.SHORT_ANSWER, "ca", (Line("You can ask.", (1,)),))
NOTED = Block(BlockKind.NOTICE, "ca", (Line("Not in effect yet.", template="notice.not_yet"),))
TIMED = Block(BlockKind.DEADLINE, "ca", (Line("You have 15 days.", (1,)),))
GUIDE = a_guide(question="Was a computer used in my case?")
NOTE = a_provision()


def texts(lines: list[Line]) -> list[str]:
    """The words of lines."""
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("blocks", "lines", "kinds", "first"),
    [
        pytest.param((ANSWER,), [], [BlockKind.SHORT_ANSWER], "You can ask.", id="nothing to say: as it was"),
        pytest.param((ANSWER,), ["A."], [BlockKind.NOTICE, BlockKind.SHORT_ANSWER], "A.", id="a notice stands first"),
        pytest.param(
            (NOTED, ANSWER), ["A."], [BlockKind.NOTICE, BlockKind.SHORT_ANSWER], "A.", id="before other notices, in one block"
        ),
        pytest.param(
            (NOTED, ANSWER), [], [BlockKind.NOTICE, BlockKind.SHORT_ANSWER], "Not in effect yet.", id="other notices stay alone"
        ),
    ],
)
def test_notices_stand_first(blocks: tuple[Block, ...], lines: list[str], kinds: list[BlockKind], first: str) -> None:
    """Where do further notices stand?"""
    made = before(blocks, "ca", [Line(text, template="x") for text in lines])
    assert [b.kind for b in made] == kinds
    assert made[0].lines[0].text == first


@given(st.lists(st.sampled_from(["A.", "B.", "C."]), max_size=3), st.booleans())
def test_no_line_is_lost(lines: list[str], noted: bool) -> None:
    """Is every line there afterwards, once, in its order?"""
    blocks = (NOTED, TIMED, ANSWER) if noted else (TIMED, ANSWER)
    made = before(blocks, "ca", [Line(text, template="x") for text in lines])
    after = [line.text for b in made for line in b.lines]
    assert after == [*lines, *(line.text for b in blocks for line in b.lines)]


@pytest.mark.parametrize(
    ("chosen", "place", "said"),
    [
        pytest.param("ca", "de", True, id="Canada chosen, Germany answers"),
        pytest.param(None, "de", False, id="nothing was chosen"),
        pytest.param("ca", None, False, id="nobody's law in particular"),
    ],
)
def test_whose_law(chosen: str | None, place: str | None, said: bool) -> None:
    """When is it said that another country's law answers than the one chosen?"""
    lines = texts(whose_law(chosen, place, REPLIES))
    assert bool(lines) is said
    if said:
        assert "Canada" in lines[0]
        assert "Germany" in lines[0]


@pytest.mark.parametrize(
    ("lead", "blocks", "confidence", "places", "names"),
    [
        pytest.param(GUIDE, (ANSWER,), "clear", (), [], id="clear: nothing is explained"),
        pytest.param(GUIDE, (TIMED, ANSWER), "near", (), ["understood"], id="near: what was understood"),
        pytest.param(
            GUIDE, (ANSWER,), "near", (), ["understood", "clarify.deadline"], id="and where no time is shown, the deadline line"
        ),
        pytest.param(NOTE, (TIMED, ANSWER), "near", (), ["understood"], id="a note that answers is named by its title"),
        pytest.param(GUIDE, (ANSWER,), "clear", ("ca", "de"), ["several"], id="several countries: each line names its own"),
        pytest.param(GUIDE, (ANSWER,), "near", ("ca", "de"), ["several"], id="and nothing else is explained then"),
    ],
)
def test_why_an_answer_is_in_part(
    lead: Document, blocks: tuple[Block, ...], confidence: str, places: tuple[str, ...], names: list[str]
) -> None:
    """What does an answer in part say first?"""
    lines = in_part(lead, blocks, confidence, places, REPLIES)
    assert list(dict.fromkeys(line.template for line in lines)) == names
    if "understood" in names:
        assert any((lead.question if lead is GUIDE else lead.title) in line.text for line in lines)
    if "several" in names:
        assert "Canada and Germany" in lines[0].text


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param(
            ["Was it a computer?", "How much does the form cost?"], ["How much does the form cost?"], id="one part is not ours"
        ),
        pytest.param(["Was it a computer?", "Who can see it?"], [], id="every part is ours"),
        pytest.param(
            ["How much does the form cost?", "How much does a photo cost?"], [], id="no part is ours: the whole is told so"
        ),
        pytest.param(["Was it a computer?", "How much does the court cost?"], [], id="what a rule takes back is ours"),
        pytest.param([], [], id="one sentence has no parts"),
    ],
)
def test_what_is_not_covered(parts: list[str], said: list[str]) -> None:
    """Which parts are said back as having no source?"""
    lines = texts(not_covered(parts, [FEES], REPLIES))
    assert lines == [REPLIES.line("not_covered", part=part) for part in said]


def test_a_long_part_is_cut() -> None:
    """Is no more of a long part said back than is needed to know it again?"""
    (line,) = texts(not_covered(["Was it a computer?", f"How much does it cost {'and then ' * 40}?"], [FEES], REPLIES))
    assert line.endswith(" …")
    assert len(line.split()) < 50

"""A belief that is not so: when it is seen in a question, and what corrects it where."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_premise
from rights_assistant.domain.statement import Ref

HERE, ABOVE = Ref("ca/irpa/s-72", "15-days"), Ref("int/iccpr/art-13", "review")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("my complaint stops the time", 15, id="the belief, as long as the words that show it"),
        pytest.param("does a complaint stop the time", 0, id="a bare question"),
        pytest.param("a friend says a complaint stops it", 15, id="said by somebody else"),
        pytest.param("i know no complaint stops it, never", 0, id="taken back by other words"),
        pytest.param("complaint stops here and complaint stops everything now", 30, id="the longest of several"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_a_belief_is_seen_by_its_words(text: str, seen: int) -> None:
    """Is a belief seen where its words stand, as long as they are, and not where other words take it back?"""
    premise = a_premise(patterns=("complaint stops( everything now)?",), unless=("i know",))
    assert premise.seen_in(text) == seen


@given(st.text(alphabet="abcdefgh ,?", max_size=80))
def test_without_any_of_the_words_nothing_is_seen(text: str) -> None:
    """Is no belief seen in a text that holds none of its words?"""
    assert a_premise(patterns=("stops", "waits")).seen_in(text) == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_seen_is_there(before: str, after: str) -> None:
    """Whatever stands around it, is the length seen that of words that do stand there?"""
    text = f"{before} complaint stops {after}"
    seen = a_premise().seen_in(text)
    assert seen
    assert any(len(m.group()) == seen for m in re.finditer("complaint stops", text))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param(("ca", "int"), [(HERE,), (ABOVE,)], id="the nearest first, then what lies above"),
        pytest.param(("int",), [(ABOVE,)], id="for everyone only what speaks to every State"),
        pytest.param(("de", "eu", "coe"), [], id="no word for a place that has none"),
        pytest.param((), [], id="no place"),
    ],
)
def test_each_place_has_its_own_correction(places: tuple[str, ...], expected: list[tuple[Ref, ...]]) -> None:
    """Is what corrects a belief that of the places that reach the person, in their order?"""
    premise = a_premise(says=(("int", (ABOVE,)), ("ca", (HERE,))))
    assert premise.correction(places) == expected

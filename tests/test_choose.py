"""`choose.margin`: does it say how far the nearest guide stands out from guides on other subjects, and from no others?"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_guide, a_library, a_provision, a_section, a_statement, thresholds
from rights_assistant.choose import Choice, one_subject
from rights_assistant.domain.document import Guide
from rights_assistant.domain.passage import Found
from rights_assistant.domain.statement import Ref
from rights_assistant.prompts import load_prompts

PROMPTS = load_prompts(Path(__file__).parents[1] / "prompts")
NOTE = "ca/irpa/s-72"


def a_guide_on(id: str, *rests_on: str) -> Guide:
    """A guide whose lines rest on some provisions."""
    lines = [a_statement(f"It is so under {on}.", "", rests_on=(Ref(on, "so"),)) for on in rests_on] or [a_statement("So.", "")]
    return a_guide(f"guides/ca/{id}", sections=(a_section("Short answer", *lines),))


LIBRARY = a_library(
    a_provision(NOTE),
    a_guide_on("court", "ca/a/1", "ca/a/2", "ca/a/3"),
    a_guide_on("court-for-all", "ca/a/1", "ca/a/2"),
    a_guide_on("data", "ca/b/1", "ca/b/2", "ca/a/1"),
    a_guide_on("bare"),
    a_guide_on("plain"),
)
CHOICE = Choice(LIBRARY, PROMPTS, thresholds(margin=0.05))


def found(**nears: float) -> list[Found]:
    """Documents found, nearest first; a name without a folder is a guide's."""
    rows = [(NOTE if name == "note" else f"guides/ca/{name.replace('_', '-')}", near) for name, near in nears.items()]
    return [Found(id, near, near, near) for id, near in sorted(rows, key=lambda row: -row[1])]


@pytest.mark.parametrize(
    ("nears", "margin"),
    [
        pytest.param({"court": 0.8, "data": 0.5}, 0.3, id="over the second guide"),
        pytest.param({"court": 0.8, "court_for_all": 0.78, "data": 0.5}, 0.3, id="not over one on the same subject"),
        pytest.param({"court_for_all": 0.8, "court": 0.78, "data": 0.5}, 0.3, id="whichever of the two is nearest"),
        pytest.param({"note": 0.9, "court": 0.8, "data": 0.5}, 0.3, id="a note is no guide"),
        pytest.param({"court": 0.8, "note": 0.7}, 0.8, id="no rival"),
        pytest.param({"court": 0.8, "court_for_all": 0.7}, 0.8, id="none on another subject"),
        pytest.param({"bare": 0.8, "plain": 0.7}, 0.1, id="guides that rest on nothing share nothing"),
        pytest.param({"court": 0.6, "data": 0.6}, 0.0, id="as near as each other"),
        pytest.param({"note": 0.9}, 0.0, id="no guide at all"),
        pytest.param({}, 0.0, id="nothing found"),
    ],
)
def test_margin(nears: dict[str, float], margin: float) -> None:
    """How far does the nearest guide stand out?"""
    assert CHOICE.margin(found(**nears)) == pytest.approx(margin)


@pytest.mark.parametrize(("second", "out"), [pytest.param(0.74, True, id="far enough"), pytest.param(0.76, False, id="too near")])
def test_stands_out(second: float, out: bool) -> None:
    """Is a guide clearly the one meant only by the margin that the thresholds say?"""
    assert CHOICE.stands_out(found(court=0.8, data=second)) is out


@given(
    st.dictionaries(st.sampled_from(["court", "court_for_all", "data", "bare", "note"]), st.integers(0, 100).map(lambda n: n / 100))
)
def test_a_margin_is_no_less_than_nothing(nears: dict[str, float]) -> None:
    """Whatever is found: is the margin from nothing to how near the nearest guide is?"""
    guides = [near for name, near in nears.items() if name != "note"]
    assert 0.0 <= CHOICE.margin(found(**nears)) <= max(guides, default=0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("1", "2", "3"), ("1", "2"), True, id="the shorter one shares all of it"),
        pytest.param(("1", "2", "3"), ("1", "4", "5"), False, id="one in three"),
        pytest.param(("1", "2"), ("1", "3"), False, id="half is not most"),
        pytest.param(("1", "2", "3"), ("2", "3", "4"), True, id="two in three"),
        pytest.param((), ("1",), False, id="nothing shares nothing"),
    ],
)
def test_one_subject(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    """Are two guides on one subject where the one that rests on less shares most of it, whichever comes first?"""
    first, second = (a_guide_on(name, *(f"ca/x/{n}" for n in ids)) for name, ids in (("one", one), ("other", other)))
    assert one_subject(first, second) is one_subject(second, first) is same

"""Is what an answer would be at any thresholds worked out exactly, and nothing guessed that cannot be?"""

from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import thresholds
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.evaluation.regions import Regions

NAMES = tuple(asdict(thresholds()))
VALUE = st.integers(0, 20).map(lambda n: n / 20)
ANY = st.builds(Thresholds, **dict.fromkeys(NAMES, VALUE))


def path(nears: list[float]) -> Callable[[Thresholds], tuple[object, ...]]:
    """What a path of a question does with thresholds: sums compared with how near things are, and with each other."""

    def ask(t: Thresholds) -> tuple[object, ...]:
        first = max(nears)
        least = t.near + t.lacking if first > 0.5 else t.near + t.elsewhere - 0.1
        beside = tuple(islice((n for n in nears if n >= t.beside), 2))
        end = "none" if first < least else "clear" if first >= t.clear else "near"
        return end, beside, first > 0.3 + t.lead, t.near <= t.clear, t.near > t.suggest

    return ask


@given(st.lists(VALUE, min_size=1, max_size=6), st.lists(ANY, min_size=1, max_size=12))
def test_it_is_what_would_be_answered(nears: list[float], asked: list[Thresholds]) -> None:
    """Whatever thresholds are tried in whatever order, even just on a bound: is the result that of asking there?"""
    ask = path([n + 0.01 for n in nears])  # off the grid, where sums of decimals are not exact
    regions = Regions(ask, NAMES)
    assert [regions.at(t) for t in asked] == [ask(t) for t in asked]


@pytest.mark.parametrize(
    ("compare", "at_the_bound"),
    [
        pytest.param(lambda t: t.near >= 0.5, True, id="at least"),
        pytest.param(lambda t: t.near > 0.5, False, id="more than"),
        pytest.param(lambda t: t.near <= 0.5, True, id="at most"),
        pytest.param(lambda t: t.near < 0.5, False, id="less than"),
        pytest.param(lambda t: max(t.near, 0.4) <= 0.5, True, id="the greater of two"),
    ],
)
@pytest.mark.parametrize("first", [0.25, 0.5, 0.75], ids=["from below", "from the bound", "from above"])
def test_a_bound_belongs_to_one_side(compare: Callable[[Thresholds], bool], at_the_bound: bool, first: float) -> None:
    """Is the value itself on the side that the comparison says, from wherever it was first asked?"""
    regions = Regions(compare, ("near",))
    regions.at(thresholds(near=first))
    assert regions.at(thresholds(near=0.5)) is at_the_bound
    for value in (0.25, 0.75):
        assert regions.at(thresholds(near=value)) is compare(thresholds(near=value))


def test_it_is_asked_only_where_it_may_be_another() -> None:
    """Over a hundred values with two bounds between them: is the question asked three times?"""
    asked: list[Thresholds] = []

    def ask(t: Thresholds) -> str:
        asked.append(t)
        return "clear" if t.clear < 0.4 else "near" if t.clear < 0.7 else "none"

    regions = Regions(ask, ("clear",))
    for n in range(100):
        regions.at(thresholds(clear=n / 100))
    assert len(asked) == 3


def test_what_is_not_moved_is_asked_as_it_is() -> None:
    """Does a threshold that is not varied leave no bounds behind?"""
    regions = Regions(lambda t: t.suggest > 0.2, ("near",))
    regions.at(thresholds(suggest=0.3))
    assert regions.known[0].bounds == ()


@pytest.mark.parametrize(
    "use",
    [
        pytest.param(lambda t: t.near * 2 > 1, id="a product"),
        pytest.param(lambda t: 1 - t.near > 0, id="taken from a number"),
        pytest.param(lambda t: round(t.near, 1) > 0, id="a rounding"),
        pytest.param(lambda t: -t.near < 0, id="a sign turned"),
        pytest.param(lambda t: t.near == 0.4, id="one value and no other"),
    ],
)
def test_anything_else_is_refused(use: Callable[[Thresholds], bool]) -> None:
    """Is a use of a threshold that cannot be followed an error, rather than a wrong result?"""
    with pytest.raises(TypeError, match=r"evaluation/regions\.py"):
        Regions(use, ("near",)).at(thresholds())


def test_sums_know_their_value() -> None:
    """Is a threshold that is followed still the number that it is?"""
    seen: list[float] = []
    Regions(lambda t: seen.append(t.near + t.lacking - 0.1), ("near", "lacking")).at(replace(thresholds(), near=0.4, lacking=0.2))
    assert float(seen[0]) == pytest.approx(0.5)

"""Whose law may carry an answer: the place asked about and what lies above it, nothing else."""

import pytest

from rights_assistant.domain.jurisdiction import CHOICES, NAMES, SYSTEMS_ONLY, scope


@pytest.mark.parametrize(
    ("jurisdiction", "expected"),
    [
        pytest.param("de", ("de", "eu", "coe", "int"), id="Germany is in the Union and in the Council of Europe"),
        pytest.param("eu", ("eu", "coe", "int"), id="every member state of the Union is in the Council of Europe"),
        pytest.param("uk", ("uk", "coe", "int"), id="the United Kingdom left the Union and stayed in the Council of Europe"),
        pytest.param("coe", ("coe", "int"), id="above the Council of Europe there is only what speaks to every State"),
        pytest.param("ca", ("ca", "int"), id="Canada is in neither European body"),
        pytest.param("au", ("au", "int"), id="Australia is in neither European body"),
        pytest.param("us", ("us", "int"), id="the United States are in neither European body"),
        pytest.param("int", ("int",), id="nothing lies above what speaks to every State"),
        pytest.param(None, ("int",), id="without a place only what speaks to every State may answer"),
    ],
)
def test_scope_is_nearest_first(jurisdiction: str | None, expected: tuple[str, ...]) -> None:
    """Whose sources may carry an answer, and is the nearest one first?"""
    assert scope(jurisdiction) == expected


@pytest.mark.parametrize("jurisdiction", [pytest.param("fr", id="a member state without notes"), pytest.param("", id="no code")])
def test_unknown_place_has_no_scope(jurisdiction: str) -> None:
    """Is a place that is not covered refused, and not taken for one where only `int` holds?"""
    with pytest.raises(KeyError):
        scope(jurisdiction)


@pytest.mark.parametrize("jurisdiction", NAMES)
def test_what_lies_above_is_closed(jurisdiction: str) -> None:
    """Is what lies above a place's upper law also above the place: the Council of Europe for Germany, by way of the Union?"""
    reached = scope(jurisdiction)
    assert len(reached) == len(set(reached))
    assert all(set(scope(upper)) <= set(reached) for upper in reached)


@pytest.mark.parametrize("jurisdiction", NAMES)
def test_no_country_reaches_another(jurisdiction: str) -> None:
    """Can the law of one country ever carry an answer about another?"""
    countries = {"de", "ca", "au", "uk", "us"} - {jurisdiction}
    assert not countries.intersection(scope(jurisdiction))


def test_a_country_without_law_answers_nobody() -> None:
    """Is a country of which only systems are described in no scope, and has none of its own?"""
    assert not any(set(SYSTEMS_ONLY).intersection(scope(j)) for j in NAMES)
    assert not set(SYSTEMS_ONLY) & set(NAMES)
    for country in SYSTEMS_ONLY:
        with pytest.raises(KeyError):
            scope(country)


def test_choices_are_places_that_decide_about_people() -> None:
    """Does the list of choices hold only known places, and none that decides about nobody?"""
    assert {"ca", "de", "eu", "au", "uk"} <= set(CHOICES) <= set(NAMES) - {"int", "coe"}
    assert len(CHOICES) == len(set(CHOICES))

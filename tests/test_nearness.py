"""How near lines are by their words, and when one says again what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.nearness import Said, nearness, says_again, stems

COURT = "Asking for your file does not stop the court deadline."


def test_words_are_compared_by_how_they_begin() -> None:
    """Are the forms of a word one word, and words without meaning none?"""
    assert stems("They refused the Refusals") == {"refu"}
    assert stems("is it the", 6) == frozenset()


def test_the_nearest_line_shares_the_rarest_words() -> None:
    """Does a word that all lines have tell less than one that one line has?"""
    lines = ["Canada sorts visas.", "Canada reads phones.", "Canada counts days."]
    near = nearness("May Canada read my phone?", lines)
    assert near.index(max(near)) == 1
    assert near[0] == near[2] > 0
    assert nearness("Who?", lines) == [0.0, 0.0, 0.0]


@given(st.text(), st.lists(st.text(), max_size=5))
def test_nearness_never_fails_and_is_never_below_nothing(asked: str, lines: list[str]) -> None:
    """Any text in any script: one number a line, and none below zero."""
    found = nearness(asked, lines)
    assert len(found) == len(lines)
    assert all(n >= 0 for n in found)


AGAIN = [
    ("Asking for the file does not stop the deadline of the court.", {"a:1"}, True, "other forms and order, the same statement"),
    ("Asking for your file does not stop the court deadline!", {"a:9"}, True, "another statement of the same document"),
    ("Asking for your file does not stop the court deadline!", {"b:1"}, False, "another document: a second source is news"),
    ("Asking for your file does stop the court deadline.", {"a:1"}, True, "says less than was said"),
    ("Asking for your file does never stop the court deadline.", {"a:1"}, False, "a denial that was not there"),
    ("Asking for your file does not stop the 15 days court deadline.", {"a:1"}, False, "a number that was not there"),
    ("Asking for your file does not stop the Federal court deadline.", {"a:1"}, False, "a name that was not there"),
    ("Asking for your file does not stop the court deadline if late.", {"a:1"}, False, "a condition that was not there"),
    ("A complaint does not stop it.", {"a:1"}, False, "in a short line every word counts"),
]


@pytest.mark.parametrize(("text", "sources", "again", "why"), AGAIN)
def test_what_says_nothing_new(text: str, sources: set[str], again: bool, why: str) -> None:
    """Is a line dropped only when it has no number, name, denial, condition or source of its own?"""
    assert says_again(Said(text, frozenset(sources)), [Said(COURT, frozenset({"a:1"}))]) is again, why


TIMES = [
    Said("You have 15 days if it arose in Canada.", frozenset({"a:1"})),
    Said("You have 60 days if outside.", frozenset({"a:2"})),
]


def test_two_lines_together_say_it_only_on_the_very_same_statements() -> None:
    """Is the sum of two lines no news, and a line on one more statement news?"""
    sum_of_both = "You have 15 days if it arose in Canada, 60 days if outside."
    assert says_again(Said(sum_of_both, frozenset({"a:1", "a:2"})), TIMES)
    assert not says_again(Said(sum_of_both, frozenset({"a:1", "a:3"})), TIMES)
    assert not says_again(Said(sum_of_both, frozenset({"a:1", "a:2"})), [])

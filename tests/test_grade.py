"""How hard English is to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.grade import LEAST_WORDS, grade, syllables, words

SIX = "The court must read each number."


@pytest.mark.parametrize(
    ("word", "count"), [("court", 1), ("a", 1), ("number", 2), ("Number", 2), ("officer", 3), ("application", 4)]
)
def test_syllables(word: str, count: int) -> None:
    """How many syllables has a word?"""
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Don't wait.", 2, id="a short form is one word"),
        pytest.param("You have 15 days.", 3, id="a number is none"),
        pytest.param("Zoé’s court", 2, id="accents and typographic signs"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_words(text: str, count: int) -> None:
    """Are words counted as people would?"""
    assert len(words(text)) == count


def test_the_grade_is_the_one_of_kincaid() -> None:
    """Thirty words in five sentences, thirty-five syllables: is it the published formula?"""
    assert grade([SIX] * 5) == pytest.approx(0.39 * 30 / 5 + 11.8 * 35 / 30 - 15.59)


@pytest.mark.parametrize("sentences", [[], ["You may ask."], [SIX] * 4 + ["Read all of it now."]])
def test_a_few_words_have_no_grade(sentences: list[str]) -> None:
    """Is nothing said about a text that is too short, down to the last word below the limit?"""
    assert sum(len(words(s)) for s in sentences) < LEAST_WORDS
    assert grade(sentences) is None


@given(st.integers(1, 8))
def test_a_longer_sentence_is_harder(times: int) -> None:
    """Do the same words in longer sentences have a higher grade?"""
    shorter = grade([SIX] * 8 * times)
    longer = grade([" ".join([SIX[:-1]] * 2)] * 4 * times)
    assert shorter is not None
    assert longer is not None
    assert longer > shorter

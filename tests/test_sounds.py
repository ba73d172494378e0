"""`sounds`: what two spellings of one word have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.sounds import bare, hurried, key, once

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("heard", "spelt", "why"),
    [
        ("fone", "phone", "f and ph"),
        ("nok", "knock", "a letter that is not heard"),
        ("kwestion", "question", "kw and qu"),
        ("sentense", "sentence", "soft c"),
        ("rong", "wrong", "w before r"),
        ("imigrashun", "immigration", "an ending by ear, a letter doubled"),
    ],
)
def test_what_sounds_alike_has_one_key(heard: str, spelt: str, why: str) -> None:
    """Do a word by ear and the same word as it is spelt have the same key?"""
    assert key(heard) == key(spelt), why


@pytest.mark.parametrize(("one", "other"), [("visa", "permit"), ("court", "letter"), ("refuse", "accept")])
def test_other_words_have_other_keys(one: str, other: str) -> None:
    """Are words that sound differently told apart?"""
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("word", "consonants"), [("refused", "rfsd"), ("appeal", "apl"), ("yesterday", "ystrdy"), ("asylum", "asylm"), ("a", "a")]
)
def test_what_is_left_in_a_hurry(word: str, consonants: str) -> None:
    """Does the first letter stay, every other vowel go, and a doubled consonant stand once?"""
    assert bare(word) == consonants


@pytest.mark.parametrize(("word", "so"), [("prmt", True), ("asylm", True), ("permit", False), ("xtnsion", False), ("i", True)])
def test_what_was_typed_in_a_hurry(word: str, so: bool) -> None:
    """Is a word without vowels after its first letter known as such?"""
    assert hurried(word) is so


@given(WORDS)
def test_what_is_bare_stays_bare(word: str) -> None:
    """Has what is left of a word no vowel to lose, and is it made of the word's own letters in their order?"""
    left = bare(word)
    assert bare(left) == left
    assert hurried(left)
    letters = iter(word)
    assert all(letter in letters for letter in left)


@given(WORDS)
def test_no_letter_stands_twice_on_end(word: str) -> None:
    """Is each run of a letter made one?"""
    assert all(a != b for a, b in zip(once(word), once(word)[1:], strict=False))

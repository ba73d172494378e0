"""`evaluation.misspelling`: errors as people make them, the same for the same seed, and nothing changed that decides."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights_assistant.evaluation.misspelling import NORMAL, misspelt

LONG = (
    "The immigration office refused my visa application yesterday because their computer decided that my documents "
    "were wrong, and nobody explained anything. Which authority should receive the complaint about this decision?"
)
TEXTS = st.text(max_size=120)
SEEDS = st.text(max_size=8)
STRENGTHS = st.floats(0, 4)


@settings(max_examples=200, deadline=None)
@given(TEXTS, SEEDS, STRENGTHS)
def test_the_same_again(text: str, seed: str, strength: float) -> None:
    """Does the same seed make the same errors, and strength 0 none?"""
    assert misspelt(text, seed, strength) == misspelt(text, seed, strength)
    assert misspelt(text, seed, 0) == text


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*LONG.split(), "Article 22", "15 days", "12.11.2026,", "61 %", "9.30"]), max_size=30),
    SEEDS,
    STRENGTHS,
)
def test_numbers_never_change(words: list[str], seed: str, strength: float) -> None:
    """Do all numbers stay, in order, with what is written to them?"""
    text = " ".join(words)
    after = misspelt(text, seed, strength)
    assert re.findall(r"\d+(?:\.\d+)*", after) == re.findall(r"\d+(?:\.\d+)*", text)
    assert after.count("Article 22") == text.count("Article 22")


@settings(max_examples=200, deadline=None)
@given(SEEDS, STRENGTHS)
def test_no_negation_is_lost_or_made(seed: str, strength: float) -> None:
    """Do the words that turn a sentence round stay, each of them?"""
    after = misspelt("I did not sign, they never asked, no letter, nobody without papers, I don't know", seed, strength).lower()
    found = Counter(re.findall(r"\b(?:not|never|no|without|don['’]?t)\b", after))
    assert (found["not"], found["never"], found["no"], found["without"]) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    "stays",
    [
        pytest.param("BAMF", id="an abbreviation"),
        pytest.param("Article 86", id="an article"),
        pytest.param("section 72", id="a section"),
        pytest.param("Privacy Act", id="the name of a law"),
        pytest.param("General Data Protection Regulation", id="a long name of a law"),
        pytest.param("2024/1348", id="the number of a regulation"),
        pytest.param("me@example.org", id="an address"),
        pytest.param("eTA", id="a permit"),
    ],
)
def test_what_decides_the_law_stays(stays: str) -> None:
    """Is what names a law or an authority the same in every seed, but for the size of its letters?"""
    for seed in map(str, range(60)):
        assert stays in misspelt(f"they looked into {stays} and said no", seed, 3)


def test_how_many_errors() -> None:
    """Is at normal strength one word in four to six changed, at twice the strength clearly more, and short words rarely?"""
    words = re.findall(r"[a-z]+", LONG.lower())
    shares = []
    for strength in (NORMAL, 2):
        kept = [Counter(re.findall(r"[a-z]+", misspelt(LONG, str(n), strength).lower())) for n in range(200)]
        shares.append(sum(sum((Counter(words) - k).values()) for k in kept) / (len(words) * len(kept)))
    assert 1 / 6 <= shares[0] <= 1 / 4
    assert shares[1] > 1.5 * shares[0]
    short = [misspelt("it is of no use to me", str(n)) for n in range(200)]
    assert sum(s.lower() == "it is of no use to me" for s in short) > 100


KINDS = {
    "a letter dropped": "offce",
    "a letter doubled": "officce",
    "letters exchanged": "offiec",
    "the key beside it": "officw",
    "as it sounds": "ofice",
}


def test_every_kind_of_error_is_made() -> None:
    """Are all kinds made of one word, and nothing but small errors?"""
    made = {misspelt("office", str(n), 4) for n in range(3000)}
    assert made >= set(KINDS.values())
    assert all(abs(len(m) - len("office")) <= 1 for m in made)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        pytest.param("the computer refused my visa", "computer refuse my visa", id="an article and an ending"),
        pytest.param("I have applied for it", "I apply for it", id="a verb that helps another"),
        pytest.param("why did they decide it", "why they decide it", id="the verb of a question"),
        pytest.param("please tell me what you want", "pls tell me wat u want", id="a text message"),
        pytest.param("My visa was late.", "my visa was late", id="small letters and no signs"),
        pytest.param("it's my client's file", "its my clients file", id="no apostrophes"),
    ],
)
def test_ways_of_typing(text: str, typed: str) -> None:
    """Is each way of typing among what the seeds make?"""
    assert typed in {misspelt(text, str(n), strength) for n in range(2000) for strength in (0.5, 1)}


def test_have_stays_where_it_is_the_verb() -> None:
    """Is "have" left out before a participle alone, where learners leave it out?"""
    said = {misspelt("we have one file", str(n), 0.5) for n in range(500)}
    assert "we one file" not in said


def test_a_strength_below_nothing() -> None:
    """Is a negative strength refused, with its value?"""
    with pytest.raises(ValueError, match=r"-1.*0 or more"):
        misspelt("a text", "seed", -1)

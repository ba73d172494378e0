"""The words of a search in a text: which are marked, and which stretch is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.web.marks import Piece, count, sought_in, stretch, words_of


def marked(text: str, asked: str, *, stemmed: bool = False) -> list[str]:
    """What is marked."""
    return [p.text for p in stretch(text, sought_in(asked, stemmed=stemmed), stemmed=stemmed) if p.marked]


@pytest.mark.parametrize(
    ("text", "asked", "stemmed", "found", "why"),
    [
        ("A visa was refused.", "refused VISA", False, ["visa", "refused"], "in any order and case"),
        ("A visa was refused.", "refusal", True, ["refused"], "an English ending"),
        ("A visa was refused.", "refusal", False, [], "official texts are found by whole words alone"),
        ("A visa of the State", "refusal of a visa", True, ["visa"], "words without weight are not marked"),
        ("To be or not to be", "to be", False, ["To", "be", "to", "be"], "unless there are no others"),
        ("Ausländer, auslander", "AUSLÄNDER", False, ["Ausländer", "auslander"], "with and without the marks on letters"),
        ("article 26(11)", "26", False, ["26"], "a number"),
        ("visas visa-free", "visa", False, ["visa"], "a word, not a part of one"),
        ("لكل شخص مصباح أمام بابه.", "مصباح", False, ["مصباح"], "from right to left"),
        ("हर व्यक्ति को शरण", "शरण", False, ["शरण"], "letters made of several signs"),
        ("", "visa", False, [], "no text"),
    ],
)
def test_what_is_marked(text: str, asked: str, stemmed: bool, found: list[str], why: str) -> None:
    assert marked(text, asked, stemmed=stemmed) == found, why


def test_a_short_text_is_shown_whole() -> None:
    assert stretch("A visa was refused.", sought_in("visa")) == [
        Piece("A ", False),
        Piece("visa", True),
        Piece(" was refused.", False),
    ]


def test_of_a_long_text_the_part_with_most_words() -> None:
    text = "one " + "filler " * 200 + "alpha one two three omega " + "filler " * 200 + "two"
    pieces = stretch(text, sought_in("one two three"), longest=100)
    assert [p.text for p in pieces if p.marked] == ["one", "two", "three"]
    shown = "".join(p.text for p in pieces)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "alpha one two three omega" in shown
    assert len(shown) <= 104


def test_without_the_words_how_it_begins() -> None:
    text = "word " * 200
    shown = "".join(p.text for p in stretch(text, sought_in("nothing here"), longest=50))
    assert shown == ("word " * 10).rstrip() + " …"


@given(st.text(max_size=400), st.text(max_size=40), st.integers(1, 60), st.booleans())
def test_whatever_is_there_only_its_own_words_are_shown(text: str, asked: str, longest: int, stemmed: bool) -> None:
    sought = sought_in(asked, stemmed=stemmed)
    pieces = stretch(text, sought, stemmed=stemmed, longest=longest)
    shown = "".join(p.text for p in pieces)
    inner = shown.removeprefix("… ") if pieces and pieces[0].text == "… " else shown
    inner = inner.removesuffix(" …") if pieces and pieces[-1].text == " …" else inner
    assert inner in text
    assert len(shown) <= longest + 4
    assert all(words_of(p.text, stemmed=stemmed) <= sought for p in pieces if p.marked)


def test_how_many_words_a_text_has() -> None:
    assert count("refused visa, refused", sought_in("refusal of a visa in court", stemmed=True), stemmed=True) == 2
    assert sought_in("?!") == frozenset()

"""The nouns of official texts: what is found in one, and what a wording says of itself."""

from datetime import date

import pytest

from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Unit, Wording

POINT = Part("eu/lantern/art-1/par-1/pt-a", "(a)", 21, 34)
PARAGRAPH = Part("eu/lantern/art-1/par-1", "1.", 0, 34)
ARTICLE = OfficialProvision(
    "eu/lantern/art-1",
    Unit.ARTICLE,
    "Article 1",
    "Hanging",
    "1. A lantern hangs:\n (a) by day.",
    (PARAGRAPH, POINT),
    ("Chapter I",),
)
RECITAL = OfficialProvision("eu/lantern/recital-1", Unit.RECITAL, "(1)", "", "Lanterns are old.")
TEXT = OfficialText("eu/lantern", "en", "Lantern Act", None, (RECITAL, ARTICLE))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        pytest.param("eu/lantern/art-1", (ARTICLE, None), id="a provision"),
        pytest.param("eu/lantern/art-1/par-1", (ARTICLE, PARAGRAPH), id="a paragraph"),
        pytest.param("eu/lantern/art-1/par-1/pt-a", (ARTICLE, POINT), id="a point in it"),
        pytest.param("eu/lantern/recital-1", (RECITAL, None), id="one without places"),
        pytest.param("eu/lantern/art-1/par-2", None, id="a paragraph too many"),
        pytest.param("eu/lantern/art-", None, id="the beginning of an address"),
        pytest.param("eu/lantern", None, id="the whole instrument"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_find(address: str, found: object) -> None:
    """Is exactly the address found?"""
    assert TEXT.find(address) == found


def test_of_a_kind() -> None:
    """Are the provisions of a kind given in their order, and none of another?"""
    assert TEXT.of(Unit.ARTICLE) == (ARTICLE,)
    assert TEXT.of(Unit.RECITAL) == (RECITAL,)
    assert TEXT.of(Unit.ANNEX) == ()


def test_the_words_of_a_part() -> None:
    """Are they exactly the span?"""
    provision = OfficialProvision("x/y/s-1", Unit.SECTION, "1", "", "One.\nTwo.", (Part("x/y/s-1/ss-2", "Two", 5, 9),))
    assert provision.words_of(provision.parts[0]) == "Two."


@pytest.mark.parametrize(
    ("part", "id", "words"),
    [
        (None, "eu/lantern/recital-1", "Lanterns are old."),
        (Part("eu/lantern/recital-1/pt-a", "are", 9, 12), "eu/lantern/recital-1/pt-a", "are"),
    ],
)
def test_a_wording(part: Part | None, id: str, words: str) -> None:
    """Does it stand at its part where it has one, else at its provision?"""
    day = date(2026, 11, 23)
    wording = Wording(RECITAL, part, "en", "Lantern Act", "Office", None, "ab", "eu/lantern/oj.en.html", "https://x.test/", day)
    assert (wording.id, wording.words, wording.note) == (id, words, "")

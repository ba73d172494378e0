"""What is hard to read is listed."""

from pathlib import Path

import pytest

from factories import a_guide, a_library, a_provision, a_section, a_statement
from rights_assistant.knowledge.reading import HARD, LONG, hard_files, long_sentences

NOTE = Path("law/ca/irpa/s-72.md")
EASY = ["You may ask the court to look at the case."] * 4
HEAVY = ["Administrative authorities necessarily communicate comprehensive justifications regarding individual determinations."] * 4


def words(count: int) -> str:
    """A sentence of so many words."""
    return f"{' '.join(['you'] * (count - 1))} ask."


@pytest.mark.parametrize(("count", "listed"), [(LONG, False), (LONG + 1, True)])
def test_from_how_many_words_a_sentence_is_long(count: int, listed: bool) -> None:
    """Is the line drawn behind twenty-five words, and is the sentence named with its line and length?"""
    note = a_provision(sections=(a_section("What it says", a_statement(words(count), line=31)),))
    rows = [(row.path, row.line, row.said) for row in long_sentences(a_library(note))]
    assert rows == ([(NOTE, 31, f'{count} words: "{words(count)}"')] if listed else [])


def test_a_long_limit_is_named_by_its_label() -> None:
    """Can a limit be found, which stands in the head and has no line?"""
    note = a_provision(sections=(a_section("Limits", a_statement(words(30), "no-stay", line=0)),))
    (row,) = long_sentences(a_library(note))
    assert str(row).startswith(f"{NOTE}: `limits`, no-stay: 30 words:")


def test_every_language_can_be_long() -> None:
    """Is a long sentence of a translation listed as well?"""
    guide = a_guide(sections=(a_section("Rule", a_statement(words(30))),), language="de")
    assert [row.path for row in long_sentences(a_library(guide))] == [Path("guides/ca/visa-refused/de.md")]


@pytest.mark.parametrize(
    ("sentences", "language", "listed"),
    [
        pytest.param(EASY, "en", False, id="easy"),
        pytest.param(HEAVY, "en", True, id="hard"),
        pytest.param(HEAVY, "de", False, id="the grade is one of English"),
        pytest.param(HEAVY[:2], "en", False, id="too short to say"),
    ],
)
def test_a_hard_file(sentences: list[str], language: str, listed: bool) -> None:
    """Is a file listed with its grade when its sentences together are above ten?"""
    statements = [a_statement(text, f"l{n}") for n, text in enumerate(sentences)]
    rows = hard_files(a_library(a_provision(sections=(a_section("What it says", *statements),), language=language)))
    assert [row.path for row in rows] == [NOTE] * listed
    assert all(float(row.said.removeprefix("grade ")) > HARD for row in rows)

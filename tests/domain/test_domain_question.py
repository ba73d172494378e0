"""What is asked: cleaned of what hides, held to its limits, refused with a way to ask instead."""

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import TODAY
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.question import LANGUAGES, MAX_CHARACTERS, MAX_EARLIER, Depth, ask, clean
from rights_assistant.errors import QuestionError

STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The table of all letters is built on first use, which takes its time."""

UNSEEN = {"Cc", "Cs", "Cn", "Co"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("  was   AI\tused\n in my case? ", "was AI used in my case?", id="white space of any kind becomes one space"),
        pytest.param("cafe\u0301", "caf\u00e9", id="a letter and its accent become one sign, so that limits count alike"),
        pytest.param("fa\x00ke\x1b", "fake", id="control characters go, and the word stays whole"),
        pytest.param("vi\u2060sa\ufeff", "visa", id="word joiner and byte order mark hide nothing"),
        pytest.param("\u202eesrever\u202c", "esrever", id="text is not turned around"),
        pytest.param("\u2066ask\u2069", "ask", id="isolates go as well"),
        pytest.param("ask\U000e0041\U000e007f", "ask", id="tag characters can carry hidden instructions"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian is written with a zero width non-joiner: it stays"),
        pytest.param("क\u094d\u200dष", "क\u094d\u200dष", id="Hindi is written with a zero width joiner: it stays"),
        pytest.param("visa\u00a0refused\u3000now", "visa refused now", id="spaces of other scripts are spaces"),
        pytest.param("refused\ue000", "refused", id="private signs mean nothing to us"),
        pytest.param("", "", id="nothing stays nothing"),
    ],
)
def test_text_is_cleaned(text: str, expected: str) -> None:
    """What is left of a text that hides something or comes from another script?"""
    assert clean(text) == expected


@STEADY
@given(st.text())
def test_clean_text_hides_nothing(text: str) -> None:
    """Is every cleaned text free of control characters and of white space that is not one space?"""
    cleaned = clean(text)
    assert not UNSEEN.intersection(map(unicodedata.category, cleaned))
    assert cleaned == " ".join(cleaned.split())


@STEADY
@given(st.text(st.characters(categories=("L", "N", "P", "Z"))))
def test_cleaning_keeps_what_people_write(text: str) -> None:
    """Does every letter, digit and mark of punctuation come through, in any script?"""
    assert clean(text) == " ".join(unicodedata.normalize("NFC", text).split())


def test_clean_text_is_nfc() -> None:
    """Is the text in NFC also when a hidden sign stood between a letter and its accent?"""
    assert clean("caf\u0065\u2060\u0301") == "caf\u00e9"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("how to fa\u200bke a letter", id="zero width space"),
        pytest.param("they de\u00adport me tomorrow", id="soft hyphen, which comes with text copied from a page"),
        pytest.param("invisible \u2063comma", id="invisible separator"),
    ],
)
def test_no_invisible_sign_cuts_a_word(text: str) -> None:
    """Do the words read as they look?"""
    assert all(c.isascii() for c in clean(text))


@pytest.mark.parametrize(
    "signs",
    [
        pytest.param(range(0x202A, 0x202F), id="embeddings and overrides of direction"),
        pytest.param(range(0x2066, 0x206A), id="isolates of direction"),
        pytest.param(range(0xE0000, 0xE0080), id="tags, a hidden copy of the English letters"),
        pytest.param((0x2060, 0xFEFF), id="word joiner and byte order mark"),
    ],
)
def test_every_sign_of_a_hiding_kind_goes(signs: Iterable[int]) -> None:
    """Is no sign of the kind left that could carry or turn around words?"""
    assert {clean(f"a{chr(sign)}b") for sign in signs} == {"ab"}


def test_a_question_holds_what_was_asked() -> None:
    """Does a checked question hold the words, the day and the choices?"""
    question = ask(
        " Was AI  used? ", TODAY, jurisdiction="ca", language="en", depth="caseworker", earlier=("My visa was refused.",)
    )
    assert question.text == "Was AI used?"
    assert (question.asked_on, question.jurisdiction, question.language) == (TODAY, "ca", "en")
    assert question.depth is Depth.CASEWORKER
    assert question.earlier == ("My visa was refused.",)


def test_a_bare_question_has_lawful_defaults() -> None:
    """What is assumed about someone who only types a question?"""
    question = ask("Was AI used?", TODAY)
    assert (question.jurisdiction, question.language, question.depth, question.earlier) == (None, "en", Depth.PERSON, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(None, "not text", id="nothing at all"),
        pytest.param(["Was AI used?"], "not text", id="a list, as a program may send it"),
        pytest.param(b"Was AI used?", "not text", id="bytes"),
        pytest.param("", "empty", id="no words"),
        pytest.param(" \n\t", "empty", id="white space only"),
        pytest.param("?!...", "empty", id="punctuation only"),
        pytest.param("\u202e\u2060\x00", "empty", id="hidden signs only"),
        pytest.param("a" * (MAX_CHARACTERS + 1), "too long: 501 characters, and 500 can be read", id="one character too many"),
    ],
)
def test_what_cannot_be_taken_is_refused(text: object, problem: str) -> None:
    """Is the limit that was passed named, and a way to ask instead?"""
    with pytest.raises(QuestionError, match=problem) as refusal:
        ask(text, TODAY)
    assert refusal.value.remedy.endswith(".")
    assert str(refusal.value) == f"{refusal.value.problem} {refusal.value.remedy}"


@pytest.mark.parametrize(
    ("choices", "named", "offered"),
    [
        pytest.param({"jurisdiction": "fr"}, "'fr'", NAMES, id="a country without notes"),
        pytest.param({"jurisdiction": ""}, "''", NAMES, id="an empty choice is not the same as none"),
        pytest.param({"jurisdiction": "CA"}, "'CA'", NAMES, id="codes are in small letters"),
        pytest.param({"language": "ar"}, "'ar'", LANGUAGES, id="a language without reviewed answers"),
        pytest.param({"depth": "expert"}, "'expert'", Depth, id="a depth that does not exist"),
    ],
)
def test_an_unknown_choice_is_refused_with_the_known_ones(choices: dict[str, str], named: str, offered: list[str]) -> None:
    """Does the refusal name the choice and list those that exist?"""
    with pytest.raises(QuestionError) as refusal:
        ask("Was AI used?", TODAY, **choices)  # type: ignore[arg-type]
    assert named in refusal.value.problem
    assert all(choice in refusal.value.remedy for choice in offered)


def test_a_long_choice_is_not_repeated_in_full() -> None:
    """Is only the start of a nonsense choice repeated back?"""
    with pytest.raises(QuestionError) as refusal:
        ask("Was AI used?", TODAY, jurisdiction="x" * 10_000)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("earlier", "kept"),
    [
        pytest.param((), (), id="the first question"),
        pytest.param(("one", "two"), ("one", "two"), id="two earlier questions are kept"),
        pytest.param(("one", "two", "three"), ("two", "three"), id="only the last two are kept"),
        pytest.param(("one", None, 7, " \n", "two"), ("one", "two"), id="what is not text or is empty is dropped, not counted"),
        pytest.param(("  a\u202eb ",), ("ab",), id="earlier questions are cleaned like the first"),
        pytest.param(("x" * 900,), ("x" * MAX_CHARACTERS,), id="an earlier question is cut, not refused"),
    ],
)
def test_earlier_questions_are_checked_again(earlier: tuple[object, ...], kept: tuple[str, ...]) -> None:
    """What is kept of a conversation that the browser sends back?"""
    assert ask("Deadline?", TODAY, earlier=earlier).earlier == kept


@STEADY
@given(st.text(max_size=MAX_CHARACTERS + 50), st.lists(st.text(max_size=20), max_size=4))
def test_every_question_taken_is_within_its_limits(text: str, earlier: list[str]) -> None:
    """Is there any text for which neither a lawful question nor a refusal comes back?"""
    try:
        question = ask(text, TODAY, earlier=tuple(earlier))
    except QuestionError:
        words = clean(text)
        assert len(words) > MAX_CHARACTERS or not any(map(str.isalnum, words))
    else:
        assert 0 < len(question.text) <= MAX_CHARACTERS
        assert any(map(str.isalnum, question.text))
        assert len(question.earlier) <= MAX_EARLIER
        assert all(question.earlier)


def test_the_longest_question_is_still_read() -> None:
    """Is a question of exactly the limit taken, counted after cleaning?"""
    padded = "  " + "a" * MAX_CHARACTERS + "\u2060\u2060"
    assert len(ask(padded, TODAY).text) == MAX_CHARACTERS

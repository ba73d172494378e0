"""`publishers.labels`: what a label may be, and which can follow which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.adapters.publishers.labels import Mark, Row, han_number, label_at, letter, roman


def readings(text: str) -> dict[Row, Mark]:
    """The ways to read the label at the beginning of a text."""
    found = label_at(text, 0)
    return {m.row: m for m in found[1]} if found else {}


@pytest.mark.parametrize(
    ("text", "label", "row", "word"),
    [
        pytest.param("1. Lamps", "1.", Row.NUMBER, "1", id="a number with a full stop"),
        pytest.param("1 . Lamps", "1 .", Row.NUMBER, "1", id="a blank before the full stop"),
        pytest.param("(2A) Lamps", "(2A)", Row.NUMBER, "2a", id="a number with a letter, in brackets"),
        pytest.param("7.1° lamps", "7.1°", Row.NUMBER, "7.1", id="a Québec paragraph put between"),
        pytest.param("12.3 Lamps", "12.3", Row.DOTTED, "12.3", id="a clause of a principle"),
        pytest.param("(a)lamps", "(a)", Row.LETTER, "a", id="no blank after it"),
        pytest.param("b) lamps", "b)", Row.LETTER, "b", id="half brackets"),
        pytest.param("c. lamps", "c.", Row.LETTER, "c", id="a letter with a full stop"),
        pytest.param("(aa) lamps", "(aa)", Row.LETTER, "aa", id="two letters"),
        pytest.param("(iv) lamps", "(iv)", Row.ROMAN, "iv", id="a Roman number"),
        pytest.param("(iia) lamps", "(iia)", Row.ROMAN, "iia", id="a Roman number put between"),
        pytest.param("B. Lamps", "B.", Row.CAPITAL, "b", id="a capital"),
        pytest.param("三、燈", "三、", Row.HAN, "3", id="a Chinese number"),
        pytest.param("十二  燈", "十二", Row.HAN, "12", id="a Chinese number with blanks"),
        pytest.param("（二）燈", "（二）", Row.HAN_IN_BRACKETS, "2", id="a Chinese number in brackets"),
        pytest.param("（丙）燈", "（丙）", Row.STEM, "c", id="a heavenly stem"),
        pytest.param("（寅）燈", "（寅）", Row.BRANCH, "c", id="an earthly branch"),
        pytest.param("(醜)燈", "(醜)", Row.BRANCH, "b", id="the second branch, ill converted"),
    ],
)
def test_a_label_is_read(text: str, label: str, row: Row, word: str) -> None:
    found = label_at(text, 0)
    assert found
    assert found[0] == label
    assert readings(text)[row].word == word


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Lamps", id="a word"),
        pytest.param("1984 lamps", id="a year"),
        pytest.param("3.14", id="a decimal number"),
        pytest.param("(see above) lamps", id="words in brackets"),
        pytest.param("(EU) 2024/1", id="the Union"),
        pytest.param("()", id="empty brackets"),
    ],
)
def test_other_beginnings_are_no_labels(text: str) -> None:
    assert label_at(text, 0) is None


def test_the_words_after_a_label_begin_after_its_blanks() -> None:
    found = label_at("x (a)  lamps", 2)
    assert found
    assert "x (a)  lamps"[found[2] :] == "lamps"


@pytest.mark.parametrize(
    ("before", "after", "follows", "beyond"),
    [
        ("1. a", "2. b", True, True),
        ("3. a", "3A. b", True, True),
        ("3A. a", "4. b", True, True),
        ("1. a", "3. b", False, True),
        ("2. a", "1. b", False, False),
        ("2. a", "2. b", False, False),
        ("1. a", "(2) b", False, False),
    ],
)
def test_which_number_follows_which(before: str, after: str, follows: bool, beyond: bool) -> None:
    one, other = readings(before)[Row.NUMBER], readings(after)[Row.NUMBER]
    assert (other.follows(one), other.is_beyond(one)) == (follows, beyond)


def test_letters_follow_whatever_signs_are_around_them() -> None:
    assert readings("(b) x")[Row.LETTER].follows(readings("a) x")[Row.LETTER])
    assert readings("(ii) x")[Row.ROMAN].follows(readings("i. x")[Row.ROMAN])


def test_a_letter_can_be_read_as_a_roman_number_too() -> None:
    assert set(readings("(i) x")) == {Row.LETTER, Row.ROMAN}
    assert set(readings("(b) x")) == {Row.LETTER}


@pytest.mark.parametrize(
    ("word", "number"), [("一", 1), ("十", 10), ("十九", 19), ("二十", 20), ("五十三", 53), ("一百零九", 109), ("燈", 0)]
)
def test_numbers_in_chinese(word: str, number: int) -> None:
    assert han_number(word) == number


def test_letters_and_roman_numbers() -> None:
    assert [letter(1), letter(26), letter(27)] == ["a", "z", "27"]
    assert [roman(1), roman(9), roman(14), roman(39), roman(40)] == ["i", "ix", "xiv", "xxxix", "40"]


@given(st.integers(1, 39))
def test_a_roman_number_reads_back(number: int) -> None:
    assert readings(f"({roman(number)}) x")[Row.ROMAN].value == (number, "")


@given(st.text(max_size=20))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = label_at(text, 0)
    assert found is None or (text.startswith(found[0]) and found[1])

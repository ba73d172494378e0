"""`addresses`: from the numbers that EU publications print to the last part of an id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.adapters.publishers.addresses import mark, number_of, roman


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        pytest.param("I", 1, id="one"),
        pytest.param("IV", 4, id="one before five"),
        pytest.param("VIII", 8, id="added up"),
        pytest.param("XIV", 14, id="the youngest annex of the AI Act"),
        pytest.param("XL", 40, id="ten before fifty"),
        pytest.param("XCIX", 99, id="both"),
        pytest.param("MCMLXXXIV", 1984, id="a year"),
        pytest.param("xiii", 13, id="small letters"),
        pytest.param("IIII", None, id="four ones are none"),
        pytest.param("VX", None, id="five before ten is none"),
        pytest.param("IC", None, id="one before a hundred is none"),
        pytest.param("", None, id="nothing is none"),
        pytest.param("A", None, id="another letter"),
        pytest.param("III ", None, id="a blank is no numeral"),
    ],
)
def test_roman(numeral: str, number: int | None) -> None:
    assert roman(numeral) == number


@given(st.integers(1, 3999))
def test_every_number_has_its_numeral(number: int) -> None:
    """Is what the textbook writes read back?"""
    steps = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")]
    steps += [(9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    left, written = number, ""
    for worth, sign in steps:
        written += sign * (left // worth)
        left %= worth
    assert roman(written) == number


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        pytest.param("1.", "1", id="a paragraph"),
        pytest.param("(a)", "a", id="a point"),
        pytest.param("a)", "a", id="a point in French"),
        pytest.param("(ii)", "ii", id="a Roman number stays as it is"),
        pytest.param("(14a)", "14a", id="put in between"),
        pytest.param("‘(68)", "68", id="with the sign of a quotation"),
        pytest.param("«5.", "5", id="with that of a French one"),
        pytest.param("3.1.", "3.1", id="two numbers"),
        pytest.param("1 bis.", "1a", id="put in between, in Latin"),
        pytest.param("b ter)", "bb", id="a letter put in between, in Latin"),
        pytest.param("(b) ter", "bb", id="the same, the bracket before"),
        pytest.param("14 Quater", "14c", id="in capitals"),
        pytest.param("4.º-A", "4a", id="put in between, in Portuguese"),
        pytest.param("4-A", "4a", id="the same without the sign of an ordinal"),
        pytest.param("α)", "a", id="Greek: the first"),
        pytest.param("στ)", "f", id="Greek: the sixth, of two letters"),
        pytest.param("ζ)", "g", id="Greek: the seventh, which is the sixth letter"),
        pytest.param("ι)", "j", id="Greek: ten"),
        pytest.param("ια)", "k", id="Greek: eleven"),
        pytest.param("κβ)", "v", id="Greek: twenty-two"),
        pytest.param("4α", "4a", id="Greek, put in between"),
        pytest.param("λόγος", "λόγος", id="a Greek word is no number"),
        pytest.param("—", "", id="a dash counts nothing"),
        pytest.param("1" * 5000, "1" * 40, id="no more than an address can bear"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_mark(label: str, kept: str) -> None:
    assert mark(label) == kept


@given(st.text(max_size=12))
def test_a_mark_is_small_and_without_blanks(label: str) -> None:
    found = mark(label)
    assert found == found.strip("-")
    assert not any(sign.isspace() or sign in "()/" for sign in found)


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        pytest.param("Article 4", "4", id="an article"),
        pytest.param("Article 4a", "4a", id="put in between"),
        pytest.param("Article 60 bis", "60a", id="put in between, in Latin"),
        pytest.param("Artikel 22", "22", id="in Dutch"),
        pytest.param("Article 5 of 7", "5", id="the first number counts"),
        pytest.param("Article premier", "", id="counted in words"),
        pytest.param("ANNEX III", "3", id="an annex"),
        pytest.param("ANNEXE XIV", "14", id="an annex in French"),
        pytest.param("ZAŁĄCZNIK VIII", "8", id="an annex in Polish"),
        pytest.param("III. MELLÉKLET", "3", id="the number first, in Hungarian"),
        pytest.param("ΠΑΡΑΡΤΗΜΑ ΙΧ", "9", id="an annex in Greek, in its own capitals"),
        pytest.param("ANNEX C", "c", id="an annex counted in letters"),
        pytest.param("ANNEX 2", "2", id="an annex counted in Arabic numbers"),
        pytest.param("ANNEX", "", id="the only one"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_number_of(heading: str, number: str) -> None:
    assert number_of(heading) == number

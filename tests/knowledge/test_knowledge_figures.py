"""Figures in one form: what is the same is found, what is not the same is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.knowledge.figures import day_form, forms, seen, stands
from rights_assistant.knowledge.numerals import MONTHS, NUMBERS, REFERENCES, TIMES, UNITS

ENGLISH = ["January", "February", "March", "April", "May", "June", "July"]
ENGLISH += ["August", "September", "October", "November", "December"]
GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"]
GERMAN += ["August", "September", "Oktober", "November", "Dezember"]
UNTIL_A_HUNDRED = st.integers(2, 99)


def read(text: str) -> list[str]:
    """The forms of the figures of a sentence, in order."""
    return [figure.form for figure in seen(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("You have 15 days.", ["15 day"], id="digits"),
        pytest.param("You have fifteen days.", ["15 day"], id="a word"),
        pytest.param("You have fifteen (15) days.", ["15 day"], id="both, as contracts write it"),
        pytest.param("You have twenty-one days.", ["21 day"], id="two words"),
        pytest.param("You have one month.", ["1 month"], id="one, before a unit"),
        pytest.param("within ten working days", ["10 day"], id="a word between"),
        pytest.param("a 28-day limit", ["28 day"], id="a hyphen"),
        pytest.param("5 to 10 days", ["5 day", "10 day"], id="a range shares the unit"),
        pytest.param("7, 14 or 28 days", ["7 day", "14 day", "28 day"], id="a list shares the unit"),
        pytest.param("five days or two weeks", ["5 day", "2 week"], id="two periods"),
        pytest.param("zwei Wochen", ["2 week"], id="German"),
        pytest.param("innerhalb eines Monats", ["1 month"], id="German, in a case"),
        pytest.param("einundzwanzig Tage", ["21 day"], id="German, ones before tens"),
        pytest.param("das 16. Lebensjahr", ["16 year"], id="German, an age"),
        pytest.param("EUR 35 000 000 or 7 %", ["35000000 euro", "7 percent"], id="the EU's way with money"),
        pytest.param("35 million euros or 7 per cent", ["35000000 euro", "7 percent"], id="the same in words"),
        pytest.param("1.5 million euros", ["1500000 euro"], id="a part of a million"),
        pytest.param("€7,500,000", ["7500000 euro"], id="commas between thousands"),
        pytest.param("$5 or 100 dollars", ["5 dollar", "100 dollar"], id="dollars before and after"),
        pytest.param("two hundred people", ["200"], id="hundreds"),
        pytest.param("one of two papers", ["2"], id="one alone is no figure"),
        pytest.param("a week is short", [], id="a week is no figure of ours"),
        pytest.param("the 2nd time", [], id="nor is an order"),
        pytest.param("2 December 2027", ["2027-12-02"], id="a day"),
        pytest.param("December 2, 2027", ["2027-12-02"], id="a day, the American way"),
        pytest.param("the 2nd of December, 2027", ["2027-12-02"], id="a day, spoken"),
        pytest.param("2027-12-02 and 02.12.2027 and 2.12.2027", ["2027-12-02"] * 3, id="a day in digits"),
        pytest.param("am 12. Juni 2026", ["2026-06-12"], id="a day in German"),
        pytest.param("in March 2026", ["2026-03"], id="a month"),
        pytest.param("you may 5 times", ["5"], id="may is no month without a year"),
        pytest.param("in 2025", ["2025"], id="a year alone"),
        pytest.param("Article 86 and Art. 87 and Artikel 88", ["article 86", "article 87", "article 88"], id="articles"),
        pytest.param(
            "Articles 13(2)(f), 14(2)(g) and 15(1)(h)", ["article 13", "article 14", "article 15"], id="a list of articles"
        ),
        pytest.param("§ 74 or §§ 75 and 76", ["section 74", "section 75", "section 76"], id="the section sign"),
        pytest.param("section 495A, s 495B", ["section 495a", "section 495b"], id="letters at the number"),
        pytest.param("Annex III, point 7", ["annex iii", "paragraph 7"], id="Roman numbers of an annex"),
        pytest.param("Section 86.1 and clause 6.3.1", ["section 86.1", "6.3.1"], id="dots in the number"),
        pytest.param("Regulation (EU) 2024/1348", ["2024/1348"], id="the number of a law"),
        pytest.param("Article 12 or 15 days", ["article 12", "15 day"], id="a period after a reference is none"),
    ],
)
def test_one_form_each(text: str, found: list[str]) -> None:
    """Is each figure of a sentence found, once, in its form?"""
    assert read(text) == found


def test_what_was_seen_is_kept() -> None:
    """Are the words kept as they were written, so that a person finds them?"""
    found = [(f.form, f.words) for f in seen("Under Art. 12 you have Fifteen Days, until 2 December 2027.")]
    assert found == [("article 12", "Art. 12"), ("15 day", "Fifteen Days"), ("2027-12-02", "2 December 2027")]


@given(st.dates(date(1600, 1, 1), date(2099, 12, 31)))
def test_a_day_has_one_form_however_it_is_written(day: date) -> None:
    """Do the five ways to write a day have the form of that day?"""
    month = day.month - 1
    ways = [
        day.isoformat(),
        f"{day.day} {ENGLISH[month]} {day.year}",
        f"{ENGLISH[month]} {day.day}, {day.year}",
        f"{day.day}. {GERMAN[month]} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert {form for way in ways for form in read(way)} == {day_form(day)}


@given(UNTIL_A_HUNDRED, st.sampled_from(sorted(UNITS)))
def test_a_period_has_one_form_in_digits_and_in_words(number: int, unit: str) -> None:
    """Is a number the same with its unit, whether it is written in digits or as a word?"""
    said = [word for word, value in NUMBERS.items() if value == number]
    for way in (str(number), *said):
        assert read(f"{way} {unit}") == [f"{number} {UNITS[unit]}"]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Does no text break the reading, and is every figure seen in it?"""
    for figure in seen(text):
        assert figure.words in text
    forms(text)


@given(st.lists(st.sampled_from(["15 days", "Article 7", "2 May 2026", "§ 5", "to", "and", "the", "(1)", "."]), max_size=12))
def test_what_a_sentence_states_stands_in_that_sentence(words: list[str]) -> None:
    """Is every figure of a sentence found in the sentence itself?"""
    text = " ".join(words)
    assert [form for form in read(text) if not stands(form, forms(text))] == []


@pytest.mark.parametrize(
    ("text", "form", "there"),
    [
        pytest.param("within 15 days", "15 day", True, id="the same"),
        pytest.param("within 15 days", "15", True, id="a period proves its number"),
        pytest.param("of 15 persons", "15 day", False, id="a number does not prove a period"),
        pytest.param("within 15 weeks", "15 day", False, id="another unit"),
        pytest.param("within a month", "1 month", True, id="a month in a law is one month"),
        pytest.param("on 2 December 2027", "2027-12", True, id="a day proves its month"),
        pytest.param("on 2 December 2027", "2027", True, id="and its year"),
        pytest.param("in December 2027", "2027-12-02", False, id="a month does not prove a day"),
        pytest.param("under Article 86", "article 86", True, id="a reference"),
        pytest.param("under Article 86", "article 87", False, id="another one"),
        pytest.param("under Article 86", "section 86", False, id="an article is no section"),
        pytest.param("Text\n72\nMore", "section 72", True, id="a number on a line of its own is a provision"),
        pytest.param("Text\n§ 74 Klagefrist", "article 74", True, id="so is one that begins a line"),
        pytest.param("Text\n(171) Whereas", "recital 171", True, id="also in brackets"),
        pytest.param("Text\n495A  Minister", "section 495a", True, id="also with a letter"),
        pytest.param("a fee of 72 units", "section 72", False, id="but not one inside a line"),
        pytest.param("Text\n72\nMore", "72 day", False, id="and a label proves no period"),
        pytest.param("Text\n6.3.1\nMore", "6.3.1", True, id="a dotted number may be a clause"),
    ],
)
def test_what_proves_what(text: str, form: str, there: bool) -> None:
    """Does a text have a figure exactly when it says it?"""
    assert stands(form, forms(text)) is there


def test_the_tables_agree() -> None:
    """Are there twelve months, every number below a hundred, and no word that is both a unit and a number?"""
    assert set(MONTHS.values()) == set(range(1, 13))
    assert set(range(1, 21)) <= set(NUMBERS.values())
    assert {t + o for t in range(20, 100, 10) for o in range(10)} - set(NUMBERS.values()) == set()
    assert not NUMBERS.keys() & (UNITS.keys() | TIMES.keys() | REFERENCES.keys())

"""The head of a file: cut off, read key by key, and every key accounted for."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights_assistant.domain.standing import Certainty
from rights_assistant.knowledge.faults import Fault, Faults
from rights_assistant.knowledge.head import Head, cut, read_date

AT = Path("law/ca/irpa/s-72.md")


def read(source: str) -> tuple[Head, list[Fault]]:
    """A head and the list that its faults will stand in."""
    faults = Faults(AT)
    return Head(source, faults), faults.found


def only(found: list[Fault]) -> tuple[int, str, str, str]:
    """The one fault found, without its file."""
    assert [fault.path for fault in found] == [AT]
    return found[0].line, found[0].key, found[0].problem, found[0].remedy


@pytest.mark.parametrize(
    ("text", "head", "body", "body_line"),
    [
        pytest.param("---\ntitle: A\n---\n## In short\n", "title: A\n", "## In short\n", 4, id="a head and a body"),
        pytest.param("---\r\ntitle: A\r\n---\r\nBody.", "title: A\r\n", "Body.", 4, id="line ends as Windows writes them"),
        pytest.param("---\ntitle: A\n---", "title: A\n", "", 3, id="a file that ends with its head"),
        pytest.param("---\ntitle: A\n---  \nBody.", "title: A\n", "Body.", 4, id="blanks behind the dashes"),
        pytest.param("---\n---\nBody.", "", "Body.", 3, id="a head without keys"),
        pytest.param("---\nnote: a --- b\n---\nBody.", "note: a --- b\n", "Body.", 4, id="dashes inside a value"),
        pytest.param("---\na: b\n---\nOne.\n---\nTwo.", "a: b\n", "One.\n---\nTwo.", 4, id="the first closing line ends the head"),
    ],
)
def test_a_file_is_cut_in_two(text: str, head: str, body: str, body_line: int) -> None:
    """Where does the head end, and on which line does the body begin?"""
    faults = Faults(AT)
    parts = cut(text, faults)
    assert parts is not None
    assert (parts.head, parts.body, parts.body_line) == (head, body, body_line)
    assert not faults.found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("title: A\n", id="keys without dashes"),
        pytest.param("\n---\ntitle: A\n---\n", id="an empty line before the head"),
        pytest.param("---\ntitle: A\n", id="a head that is never closed"),
        pytest.param("----\ntitle: A\n----\n", id="four dashes"),
    ],
)
def test_a_file_without_a_head_is_told_so(text: str) -> None:
    """Is the first line named and the way to start a file given?"""
    faults = Faults(AT)
    assert cut(text, faults) is None
    assert only(faults.found) == (1, "", "has no head.", "Start the file with `---`, the keys, and another `---`.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2026-02-30", id="a day that February does not have"),
        pytest.param("2026-13-01", id="a thirteenth month"),
        pytest.param("0000-01-01", id="no such year"),
        pytest.param("23-11-2026", id="the day first"),
        pytest.param("2026-1-2", id="without leading zeros"),
        pytest.param("20261123", id="without hyphens, which Python would read"),
        pytest.param("2026-11-23T10:00", id="with a time"),
        pytest.param("23 November 2026", id="in words"),
        pytest.param("٢٠٢٦-١١-٢٣", id="Arabic digits"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Is a date taken only in the one way of writing that the README names?"""
    assert read_date(text) is None


@settings(deadline=None)
@given(st.dates())
def test_every_day_can_be_written(day: date) -> None:
    """Does every day come back that is written as the README says?"""
    assert read_date(day.isoformat()) == day


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789-"), min_size=8, max_size=11))
def test_a_date_reads_as_it_was_written(text: str) -> None:
    """Can digits and hyphens ever be read as another day than they say?"""
    day = read_date(text)
    assert day is None or day.isoformat() == text


@pytest.mark.parametrize(
    ("source", "line", "problem", "remedy"),
    [
        pytest.param("title: IRPA: section 72\n", 2, "is not YAML here.", "Put quotes", id="a colon in a value without quotes"),
        pytest.param('title: "A\n', 3, "is not YAML here.", "Put quotes", id="quotes that are never closed"),
        pytest.param("- title\n- binds\n", 2, "has a head without keys.", "`key: value`", id="a list instead of keys"),
        pytest.param("title\n", 2, "has a head without keys.", "`key: value`", id="one word"),
        pytest.param("[a]: b\n", 2, "is not YAML here.", "Put quotes", id="a list for a key"),
    ],
)
def test_a_head_that_cannot_be_read(source: str, line: int, problem: str, remedy: str) -> None:
    """Is the line of the file named on which the head stops making sense, and the mend?"""
    _, found = read(source)
    assert only(found)[:3] == (line, "", problem)
    assert remedy in found[0].remedy


def test_a_question_mark_in_brackets_is_read() -> None:
    """Are questions in a list read without quotes?"""
    head, found = read("title: A\nasks: [one?, two?]\n")
    assert head.texts("asks") == ("one?", "two?")
    assert [f for f in found if f.key == "asks"] == []


def test_a_key_stands_once() -> None:
    """Is the second of two equal keys named with its own line, before either can win in silence?"""
    head, found = read("title: A\nbinds: B\ntitle: C\n")
    assert only(found) == (4, "title", "stands twice.", "Keep one of the two.")
    assert head.text("binds") == "B"


def test_an_empty_head_has_no_keys() -> None:
    """Is a head without keys read as one in which every required key is missing?"""
    head, found = read("")
    assert not found
    assert head.text("title") == ""
    assert only(found) == (0, "title", "is missing.", "Add `title:` to the head.")


def test_every_value_is_text() -> None:
    """Do words that YAML would turn into truth values, numbers and dates stay words?"""
    head, found = read("stops_clock: no\ncount: 015\nchecked_on: 2026-11-20\nempty: null\n")
    assert [head.text(key) for key in ("stops_clock", "count", "checked_on", "empty")] == ["no", "015", "2026-11-20", "null"]
    assert not found


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param("other: A\n", "is missing.", id="the key is not there"),
        pytest.param("title:\n", "is missing.", id="the key has no value"),
        pytest.param('title: ""\n', "is missing.", id="the value is empty"),
        pytest.param("title: [A, B]\n", "is not one line of text.", id="a list"),
        pytest.param("title: {a: b}\n", "is not one line of text.", id="a map"),
    ],
)
def test_a_required_text(source: str, problem: str) -> None:
    """Is a missing or misshapen text a fault at its key, and nothing but empty afterwards?"""
    head, found = read(source)
    assert head.text("title") == ""
    _, key, told, remedy = only(found)
    assert (key, told) == ("title", problem)
    assert remedy


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("topics: [court, visa]\n", ("court", "visa"), id="in brackets"),
        pytest.param("topics:\n  - court\n  - visa\n", ("court", "visa"), id="a line each"),
        pytest.param("topics: []\n", (), id="an empty list"),
        pytest.param("topics:\n", (), id="no value"),
        pytest.param("other: A\n", (), id="no key: lists are optional"),
    ],
)
def test_a_list_of_texts(source: str, expected: tuple[str, ...]) -> None:
    """In which ways may a list be written?"""
    head, found = read(source)
    assert head.texts("topics") == expected
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("a: b\ntopics: court\n", id="one word, where a list is meant"),
        pytest.param("a: b\ntopics: [court, [visa]]\n", id="a list in a list"),
        pytest.param('a: b\ntopics: [court, ""]\n', id="an empty item"),
        pytest.param("a: b\ntopics: [{visa: yes}]\n", id="a map in a list"),
        pytest.param("a: b\ntopics: {visa: yes}\n", id="a map"),
    ],
)
def test_a_misshapen_list(source: str) -> None:
    """Is a list that holds anything but texts a fault, with its line?"""
    head, found = read(source)
    assert head.texts("topics") == ()
    assert only(found) == (3, "topics", "is not a list of texts.", "Write `[one, two]` or one `- item` a line.")


def test_one_text_will_do_where_said() -> None:
    """May one publication stand alone, and several as a list?"""
    head, found = read("one: Justice Canada\nsome: [Justice Canada, A court]\n")
    assert head.texts("one", required=True, single=True) == ("Justice Canada",)
    assert head.texts("some", required=True, single=True) == ("Justice Canada", "A court")
    assert not found


@pytest.mark.parametrize("source", [pytest.param("a: b\n", id="no key"), pytest.param("some:\n", id="no value")])
def test_a_required_list(source: str) -> None:
    """Is a required list that is missing a fault?"""
    head, found = read(source)
    assert head.texts("some", required=True) == ()
    assert only(found)[1:] == ("some", "is missing.", "Add `some:` to the head.")


def test_an_empty_list_is_not_what_is_required() -> None:
    """Is a required list with nothing in it a fault?"""
    head, found = read("some: []\n")
    head.texts("some", required=True)
    assert only(found)[1:3] == ("some", "is missing.")


def test_maps_and_pairs_are_read_as_written() -> None:
    """Are small maps taken with their texts, and an empty one as none?"""
    head, found = read("applies:\n  - from: 2002-06-28\n    note: Old\nlimits:\n  first: One.\nnone: []\nempty: {}\n")
    assert head.maps("applies") == [{"from": "2002-06-28", "note": "Old"}]
    assert head.pairs("limits") == {"first": "One."}
    assert head.maps("none") == []
    assert head.pairs("empty") == {}
    assert head.pairs("absent", required=False) == {}
    assert head.maps("absent", required=False) == []
    assert not found


@pytest.mark.parametrize(
    ("method", "value", "problem", "remedy"),
    [
        pytest.param("maps", None, "is missing.", "write `key: []` when there is none", id="a list of maps must be there"),
        pytest.param("maps", "2002-06-28", "is not a list of maps.", "Start each item with `- `", id="a date instead of a list"),
        pytest.param("maps", "{from: 2002-06-28}", "is not a list of maps.", "Start each item", id="one map without its dash"),
        pytest.param("maps", "[2002-06-28]", "is not a list of maps.", "Start each item", id="a list of texts"),
        pytest.param("pairs", None, "is missing.", "write `key: {}` when there is none", id="a map must be there"),
        pytest.param("pairs", "One.", "is not a map of names to texts.", "`name: text`", id="a sentence without its label"),
        pytest.param("pairs", "[One.]", "is not a map of names to texts.", "`name: text`", id="a list without labels"),
        pytest.param("pairs", "{one: [One.]}", "is not a map of names to texts.", "`name: text`", id="a list under a label"),
    ],
)
def test_a_misshapen_map(method: str, value: str | None, problem: str, remedy: str) -> None:
    """Is a fault noted at the key, with the way to write it, and nothing read?"""
    head, found = read("other: A\n" + (f"key: {value}\n" if value else ""))
    assert not getattr(head, method)("key")
    line, key, told, mend = only(found)
    assert (line, key, told) == (3 if value else 0, "key", problem)
    assert remedy in mend


@pytest.mark.parametrize(
    ("value", "expected", "problem"),
    [
        pytest.param("2026-11-20", date(2026, 11, 20), "", id="a day"),
        pytest.param("", None, "", id="no day, which is allowed here"),
        pytest.param("2026-02-30", None, "is not a date that exists: '2026-02-30'.", id="a day that does not exist"),
        pytest.param("soon", None, "is not a date that exists: 'soon'.", id="a word"),
    ],
)
def test_a_day(value: str, expected: date | None, problem: str) -> None:
    """Is a day read, or named as one that does not exist?"""
    head, found = read(f"used_from: {value}\n")
    assert head.day("used_from") == expected
    assert [f.problem for f in found] == ([problem] if problem else [])
    assert all(f.remedy == "Write it as 2026-11-23." and f.line == 2 for f in found)


def test_a_choice_names_the_choices() -> None:
    """Are all words that may stand there given when another one does?"""
    head, found = read("use: maybe\n")
    assert head.choice("use", ("in_use", "stopped")) == ""
    assert only(found) == (2, "use", "cannot be 'maybe'.", "Choose one of: in_use, stopped.")


def test_a_choice_that_is_missing_is_told_once() -> None:
    """Is a missing word only missing, and not a wrong word besides?"""
    head, found = read("other: A\n")
    assert head.choice("use", ("in_use", "stopped")) == ""
    assert only(found)[1:3] == ("use", "is missing.")
    assert head.choice("acknowledged", ("yes", "no"), required=False) == ""
    assert len(found) == 1


def test_a_doubtful_word_falls_back_to_the_least_sure() -> None:
    """Is a certainty that cannot be read a fault, and never taken for sure?"""
    head, found = read("certainty: sure\n")
    assert head.member("certainty", Certainty, Certainty.UNCONFIRMED) is Certainty.UNCONFIRMED
    assert only(found)[2:] == ("cannot be 'sure'.", "Choose one of: confirmed, secondary, unconfirmed.")


def test_a_key_that_nobody_asked_for_is_unknown() -> None:
    """Is a misspelt key a fault at its line, with the keys that there are?"""
    head, found = read("title: A\nchekced_on: 2026-11-20\n")
    assert head.has("chekced_on")
    head.text("title")
    head.texts("topics")
    head.close()
    assert only(found) == (3, "chekced_on", "is not a key of this kind of file.", "Remove it, or use one of: title, topics.")

"""The body of a file: one statement a line, its tag, what it rests on, and the headings above."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rights_assistant.domain.standing import ALWAYS, Certainty, Window
from rights_assistant.domain.statement import Ref, Section, Statement
from rights_assistant.knowledge.faults import Fault, Faults
from rights_assistant.knowledge.lines import MAX_WORDS, read_sections, read_statement

AT = Path("guides/ca/visa-refused/en.md")
SAID = "You have 15 days."
HEADINGS = ("Short answer", "Limits", "What to do now")
PIECES = [*"a. {}[]#/", "#x", "from ", "until ", "2026-01-01 ", "2026-02-30", "secondary ", "[ca/irpa/s-72#x]", "\x00"]
START, END = date(2027, 12, 2), date(2027, 12, 1)


def statement(raw: str) -> tuple[Statement | None, list[Fault]]:
    """Line 7 of a guide, read, and what is wrong with it."""
    faults = Faults(AT)
    return read_statement(raw, 7, faults), faults.found


def sections(body: str) -> tuple[list[Section], list[Fault]]:
    """A body that begins on line 12, read, and what is wrong with it."""
    faults = Faults(AT)
    return read_sections(body, 12, HEADINGS, faults), faults.found


@pytest.mark.parametrize(
    ("behind", "label", "certainty", "window", "rests_on"),
    [
        pytest.param("", "", None, ALWAYS, (), id="a bare sentence"),
        pytest.param(" {#in-canada}", "in-canada", None, ALWAYS, (), id="a label"),
        pytest.param(" {secondary}", "", Certainty.SECONDARY, ALWAYS, (), id="a certainty of its own"),
        pytest.param(" {from 2027-12-02}", "", None, Window(START, None), (), id="a first day"),
        pytest.param(" {until 2027-12-01}", "", None, Window(None, END), (), id="a last day"),
        pytest.param(
            " {until 2027-12-02 unconfirmed #x from 2027-12-02}",
            "x",
            Certainty.UNCONFIRMED,
            Window(START, START),
            (),
            id="in any order",
        ),
        pytest.param(" [ca/irpa/s-72#15-days]", "", None, ALWAYS, (Ref("ca/irpa/s-72", "15-days"),), id="a source"),
        pytest.param(
            " {#x} [ca/irpa/s-72#leave] [ca/irpa/s-186.1#a]",
            "x",
            None,
            ALWAYS,
            (Ref("ca/irpa/s-72", "leave"), Ref("ca/irpa/s-186.1", "a")),
            id="two sources keep their order",
        ),
        pytest.param("{#x}[ca/irpa/s-72#leave]  ", "x", None, ALWAYS, (Ref("ca/irpa/s-72", "leave"),), id="blanks do not matter"),
        pytest.param(" {}", "", None, ALWAYS, (), id="an empty tag says nothing"),
    ],
)
def test_a_line_says_what_stands_behind_the_sentence(
    behind: str, label: str, certainty: Certainty | None, window: Window, rests_on: tuple[Ref, ...]
) -> None:
    """Is everything behind the sentence read, and only the sentence kept as text?"""
    assert statement(SAID + behind) == (Statement(SAID, 7, label, certainty, window, rests_on), [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Can a judge help?", id="a question"),
        pytest.param("Act now!", id="a call"),
        pytest.param('Write: "I ask for my data."', id="a full stop inside quotes"),
        pytest.param("Ask the office (it is free.)", id="a full stop inside brackets"),
        pytest.param("اطلب ملفك.", id="a sentence in Arabic"),
        pytest.param(" ".join(["word"] * (MAX_WORDS - 1) + ["end."]), id="exactly as many words as may be"),
    ],
)
def test_a_whole_sentence_is_taken(text: str) -> None:
    """Which ends of a sentence are ends?"""
    read, found = statement(text)
    assert not found
    assert read is not None
    assert read.text == text


@pytest.mark.parametrize(
    ("raw", "problem", "remedy"),
    [
        pytest.param("You have 15 days {#x}", "is not a whole sentence.", "End it with a full stop", id="no full stop"),
        pytest.param(
            "You have 15 days {#x}.", "holds brackets or markup.", "the tag and the sources come last", id="the stop behind the tag"
        ),
        pytest.param(
            f"{SAID} [ca/irpa/s-72]", "cites 'ca/irpa/s-72' without a label.", "`[id#label]`", id="a source without a label"
        ),
        pytest.param(f"{SAID} {{#x sure}}", "has 'sure' in its tag.", "A tag holds #label", id="a word that no tag holds"),
        pytest.param(f"{SAID} {{sure #x}}", "has 'sure' in its tag.", "A tag holds #label", id="the same before a label"),
        pytest.param(f"{SAID} {{label}}", "has 'label' in its tag.", "A tag holds #label", id="a label without its sign"),
        pytest.param(f"{SAID} {{#In-Canada}}", "has '#In-Canada' in its tag.", "A tag holds #label", id="a label in capitals"),
        pytest.param(f"{SAID} {{#x from}}", "has 'from' in its tag.", "`from DATE`", id="a date that is missing"),
        pytest.param(
            f"{SAID} {{from 2026-02-30}}",
            "names the day '2026-02-30', which does not exist.",
            "2026-11-23",
            id="an impossible date",
        ),
        pytest.param(f"{SAID} {{until soon}}", "names the day 'soon', which does not exist.", "2026-11-23", id="a word for a date"),
        pytest.param("You have <b>15</b> days.", "holds brackets or markup.", "Write plain words", id="markup of web pages"),
        pytest.param("You have `15` days.", "holds brackets or markup.", "Write plain words", id="marks of code"),
        pytest.param(
            "You [see 1] have 15 days.", "holds brackets or markup.", "Write plain words", id="a bracket inside the sentence"
        ),
        pytest.param("| 15 | days |.", "holds brackets or markup.", "Write plain words", id="a row of a table"),
        pytest.param(f"{SAID} {{#x}} {{#y}}", "holds brackets or markup.", "the tag and the sources come last", id="two tags"),
        pytest.param(
            " ".join(["word"] * MAX_WORDS + ["end."]), "has 41 words.", "Cut it into sentences of at most 40.", id="a word too many"
        ),
    ],
)
def test_what_is_wrong_with_a_line(raw: str, problem: str, remedy: str) -> None:
    """Are line, problem and mend named for every way to write a line wrong?"""
    _, found = statement(raw)
    told = [fault for fault in found if fault.problem == problem]
    assert len(told) == 1, found
    assert (told[0].path, told[0].line) == (AT, 7)
    assert remedy in told[0].remedy


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("You have **15** days.", id="bold"),
        pytest.param("- You have 15 days.", id="a dash of a list"),
        pytest.param("* You have 15 days.", id="a star of a list"),
    ],
)
@pytest.mark.xfail(strict=True, reason="lines.read_statement looks only for []{}<>|`, so Markdown is quoted as if it were words")
def test_markdown_is_markup_too(raw: str) -> None:
    """Is markup a fault that an answer would show as bold or as a list?"""
    assert [fault.problem for fault in statement(raw)[1]] == ["holds brackets or markup."]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        pytest.param(f"{SAID} {{from 2027-12-02 until 2027-12-01}}", "ends before it begins.", id="days the wrong way round"),
        pytest.param("{#x} [ca/irpa/s-72#leave]", "is not a whole sentence.", id="a tag and a source without a sentence"),
    ],
)
def test_a_line_that_says_nothing_is_left_out(raw: str, problem: str) -> None:
    """Is a line dropped that can hold on no day or has no words, besides being told?"""
    read, found = statement(raw)
    assert read is None
    assert [fault.problem for fault in found] == [problem]


def test_a_source_without_a_label_is_still_a_source() -> None:
    """Is the id kept, so that a dead one is told as well?"""
    read, _ = statement(f"{SAID} [ca/irpa/s-72]")
    assert read is not None
    assert read.rests_on == (Ref("ca/irpa/s-72", ""),)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_line_is_read_or_told(raw: str) -> None:
    """Is there a line that breaks the reader, or that is dropped without a word?"""
    read, found = statement(raw)
    assert read is not None or found
    assert read is None or read.text == read.text.strip()


@settings(deadline=None)
@given(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True),
    st.sampled_from([None, *Certainty]),
    st.tuples(st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))),
    st.lists(
        st.tuples(st.from_regex(r"ca/[a-z]{1,5}/s-[0-9]{1,3}", fullmatch=True), st.sampled_from(["leave", "15-days"])), max_size=3
    ),
)
def test_a_written_statement_comes_back(
    label: str, certainty: Certainty | None, days: tuple[date | None, date | None], cited: list[tuple[str, str]]
) -> None:
    """Does a statement written by the rules of the README come back as it was meant?"""
    tag = [
        f"#{label}",
        *([certainty] if certainty else []),
        *(f"{w} {d}" for w, d in zip(("from", "until"), days, strict=True) if d),
    ]
    raw = f"{SAID} {{{' '.join(tag)}}}" + "".join(f" [{id}#{name}]" for id, name in cited)
    assert statement(raw) == (Statement(SAID, 7, label, certainty, Window(*days), tuple(Ref(*c) for c in cited)), [])


def test_sections_come_in_the_order_written() -> None:
    """Does every statement keep its section and its line in the file?"""
    read, found = sections("## Limits\nOne. {#one}\n\n## Short answer\nTwo.\n   \nThree.\n")
    assert not found
    assert [(s.heading, [(st.text, st.line) for st in s.statements]) for s in read] == [
        ("Limits", [("One.", 13)]),
        ("Short answer", [("Two.", 16), ("Three.", 18)]),
    ]


@pytest.mark.parametrize(
    ("body", "line", "problem", "remedy"),
    [
        pytest.param(
            "## Summary\nOne.\n", 12, "has the heading '## Summary'.", "Short answer, Limits", id="a heading of another kind"
        ),
        pytest.param("# Limits\nOne.\n", 12, "has the heading '# Limits'.", "Use `## `", id="one sign too few"),
        pytest.param("### Limits\nOne.\n", 12, "has the heading '### Limits'.", "Use `## `", id="one sign too many"),
        pytest.param("##Limits\nOne.\n", 12, "has the heading '##Limits'.", "Use `## `", id="no blank behind the signs"),
        pytest.param("## limits\nOne.\n", 12, "has the heading '## limits'.", "one of: Short answer, Limits", id="small letters"),
        pytest.param("## Limits\nOne.\n## Limits\nTwo.\n", 14, "has the heading 'Limits' twice.", "under one", id="the same twice"),
        pytest.param(
            "One.\n## Limits\nTwo.\n", 12, "has text before the first heading.", "Start with `## Short answer`.", id="text above"
        ),
        pytest.param(
            "## Limits\n## Short answer\nOne.\n", 0, "has nothing under 'Limits'.", "remove the heading", id="an empty section"
        ),
    ],
)
def test_what_is_wrong_with_headings(body: str, line: int, problem: str, remedy: str) -> None:
    """Are line, problem and mend named for every way to write headings wrong?"""
    _, found = sections(body)
    assert [(fault.path, fault.line, fault.problem) for fault in found] == [(AT, line, problem)]
    assert remedy in found[0].remedy


def test_an_empty_section_is_not_kept() -> None:
    """Can a heading with nothing under it reach a reader?"""
    read, _ = sections("## Limits\n\n## Short answer\nOne.\n")
    assert [s.heading for s in read] == ["Short answer"]


def test_a_line_with_a_fault_names_its_own_line() -> None:
    """Is the faulty line named, not the section or the first line?"""
    _, found = sections("## Limits\nOne.\nTwo\nThree.\n")
    assert [(fault.line, fault.problem) for fault in found] == [(14, "is not a whole sentence.")]

"""`evaluation.questions`: the fixed questions, and every flaw in them named by file and line."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from evaluation.replies_made import LAW
from factories import a_library
from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Case, Expect, Period, Severity, Split
from rights_assistant.evaluation.questions import EXPECT_KEYS, KEYS, examine, read_cases

LIBRARY = a_library()


def a_row(**changes: object) -> dict[str, object]:
    """A line of a question file: an answered question that cites IRPA 72; `...` leaves a key out."""
    values: dict[str, object] = {
        "id": "ca-1",
        "question": "Can a computer refuse my visa?",
        "asked_on": "2026-11-23",
        "slice": "ca",
        "expect": {"outcome": "answered", "cites": [LAW]},
        "why": "It is what people ask.",
    }
    return {k: v for k, v in (values | changes).items() if v is not ...}


def expecting(**changes: object) -> dict[str, object]:
    """A line that expects an answer and something more."""
    return a_row(expect={"outcome": "answered"} | changes)


def a_file(folder: Path, *lines: object, name: str = "first.jsonl") -> Path:
    """A question file; what is not text is written as JSON."""
    path = folder / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_case(tmp_path: Path) -> None:
    """Does a line become a question and all that is expected of its answer?"""
    whole = a_row(
        language="en",
        jurisdiction="ca",
        persona="worker",
        tags=["twins", "date-trap"],
        about="guides/ca/visa-refused",
        twin="ca-1",
        split="test",
        turns=["My visa was refused"],
        depth="caseworker",
        severity="severe",
        expect={
            "outcome": ["answered", "partial"],
            "urgency": ["removal"],
            "cites": [LAW],
            "may_cite": ["remedies/ca/judicial-review"],
            "never_cites": ["guides/ca/visa-refused"],
            "first_block": "deadline",
            "deadline": {"count": 15, "unit": "calendar_days", "certainty": "confirmed"},
            "referral": True,
            "must_say": [["15 days", "fifteen days"], ["court"]],
            "never_say": ["you can wait"],
        },
    )
    assert read_cases(a_file(tmp_path, whole), LIBRARY) == [
        Case(
            id="ca-1",
            question="Can a computer refuse my visa?",
            asked_on=date(2026, 11, 23),
            slices=("ca", "twins", "date-trap"),
            expect=Expect(
                outcomes=(Outcome.ANSWERED, Outcome.PARTIAL),
                urgency=(Urgency.REMOVAL,),
                cites=(LAW,),
                may_cite=("remedies/ca/judicial-review",),
                never_cites=("guides/ca/visa-refused",),
                first_block=BlockKind.DEADLINE,
                deadline=Period(15, "calendar_days", Certainty.CONFIRMED),
                referral=True,
                must_say=(("15 days", "fifteen days"), ("court",)),
                never_say=("you can wait",),
            ),
            why="It is what people ask.",
            language="en",
            jurisdiction="ca",
            persona="worker",
            about="guides/ca/visa-refused",
            twin="ca-1",
            split=Split.TEST,
            turns=("My visa was refused",),
            depth=Depth.CASEWORKER,
            severity=Severity.SEVERE,
        )
    ]


def test_the_least_a_case_needs(tmp_path: Path) -> None:
    """Is what a case leaves out nothing, and what it does not say about urgency not "none"?"""
    [case] = read_cases(a_file(tmp_path, a_row(expect={"outcome": "declined"})), LIBRARY)
    assert case.expect == Expect((Outcome.DECLINED,))
    assert case.expect.urgency is None
    assert (case.jurisdiction, case.depth, case.persona, case.language) == (None, Depth.PERSON, "", "en")
    assert (case.split, case.severity, case.turns, case.twin, case.about) == (Split.TUNE, Severity.SERIOUS, (), "", "")


def test_no_urgency_is_something_else_than_not_said(tmp_path: Path) -> None:
    """Is an empty list of urgency kept as "there must be none to miss"?"""
    [case] = read_cases(a_file(tmp_path, expecting(urgency=[])), LIBRARY)
    assert case.expect.urgency == ()


def test_a_slice_named_twice_is_one(tmp_path: Path) -> None:
    """Does a case stand in a slice once, the main one first?"""
    [case] = read_cases(a_file(tmp_path, a_row(slice="ca", tags=["twins", "ca", "twins"])), LIBRARY)
    assert case.slices == ("ca", "twins")


@pytest.mark.parametrize(
    ("outcome", "answerable"),
    [
        pytest.param("answered", True, id="an answer"),
        pytest.param("partial", True, id="a part"),
        pytest.param(["answered", "no_source"], True, id="an answer at best"),
        pytest.param(["clarify", "partial"], False, id="a question back at best"),
        pytest.param("no_source", False, id="silence"),
    ],
)
def test_answerable(tmp_path: Path, outcome: object, answerable: bool) -> None:
    """Does the first outcome say whether the sources carry an answer?"""
    [case] = read_cases(a_file(tmp_path, a_row(expect={"outcome": outcome})), LIBRARY)
    assert case.expect.answerable is answerable


@pytest.mark.parametrize(
    ("deadline", "period"),
    [
        pytest.param(
            {"count": 2, "unit": "working_days", "certainty": "secondary"},
            Period(2, "working_days", Certainty.SECONDARY),
            id="whole",
        ),
        pytest.param({"certainty": "unconfirmed"}, Period(None, "", Certainty.UNCONFIRMED), id="none may be certain"),
        pytest.param({"count": None, "certainty": "unconfirmed"}, Period(None, "", Certainty.UNCONFIRMED), id="none, with a null"),
        pytest.param(None, None, id="null: the case does not say"),
    ],
)
def test_a_deadline(tmp_path: Path, deadline: object, period: Period | None) -> None:
    """Which shapes may a deadline have?"""
    [case] = read_cases(a_file(tmp_path, expecting(deadline=deadline)), LIBRARY)
    assert case.expect.deadline == period


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    """Are all files of a folder read by name, line by line, and blank lines passed over?"""
    a_file(tmp_path, a_row(id="b-1"), "", a_row(id="b-2"), name="b.jsonl")
    a_file(tmp_path, a_row(id="a-1"), name="a.jsonl")
    a_file(tmp_path, "not a question", name="notes.txt")
    assert [c.id for c in read_cases(tmp_path, LIBRARY)] == ["a-1", "b-1", "b-2"]


DAYS = {"count": 15, "unit": "calendar_days", "certainty": "confirmed"}

FLAWS = [
    pytest.param("{", "is not JSON", id="not JSON"),
    pytest.param("[1]", "is not a JSON object", id="a list"),
    pytest.param("null", "is not a JSON object", id="null"),
    pytest.param(a_row(colour="red"), "unknown key 'colour'", id="an unknown key"),
    pytest.param(expecting(colour="red"), "expect has the unknown key 'colour'", id="an unknown expectation"),
    *(
        pytest.param(a_row(**{k: ...}), f"has no '{k}'", id=f"no {k}")
        for k in ("id", "question", "asked_on", "slice", "expect", "why")
    ),
    pytest.param(a_row(why=""), "has no 'why'", id="an empty reason"),
    pytest.param(a_row(expect={"cites": []}), "expect has no 'outcome'", id="no outcome expected"),
    pytest.param(a_row(expect={"outcome": []}), "expect has no 'outcome'", id="an empty list of outcomes"),
    pytest.param(a_row(expect={"outcome": "happy"}), "'happy'", id="an outcome that does not exist"),
    pytest.param(a_row(expect={"outcome": ["answered", "happy"]}), "'happy'", id="one of two that does not exist"),
    pytest.param(a_row(expect={"outcome": 5}), "outcome that is not a list", id="an outcome that is a number"),
    pytest.param(a_row(expect={"outcome": {"answered": 1}}), "outcome that is not a list", id="an outcome that is an object"),
    pytest.param(a_row(expect="answered"), "expect is not a JSON object", id="an expectation that is only a word"),
    pytest.param(expecting(urgency=["hurry"]), "'hurry'", id="a danger that does not exist"),
    pytest.param(expecting(urgency="removal"), "urgency that is not a list", id="a danger that is not in a list"),
    pytest.param(expecting(urgency=None), "urgency that is not a list", id="a danger that is null"),
    *(
        pytest.param(expecting(**{k: ["ca/irpa/s-99"]}), "'ca/irpa/s-99', which does not exist", id=f"an unknown id in {k}")
        for k in ("cites", "may_cite", "never_cites")
    ),
    *(
        pytest.param(expecting(**{k: LAW}), f"{k} that is not a list", id=f"{k} that is one text")
        for k in ("cites", "may_cite", "never_cites", "never_say", "must_say")
    ),
    pytest.param(expecting(cites=[7]), "not a list of texts", id="an id that is a number"),
    pytest.param(expecting(first_block="poem"), "'poem'", id="a block that does not exist"),
    pytest.param(expecting(first_block=""), "first_block ''", id="a block that is empty"),
    pytest.param(expecting(referral="yes"), "referral that is not true or false", id="a referral in words"),
    pytest.param(expecting(referral=1), "referral that is not true or false", id="a referral that is a number"),
    pytest.param(expecting(must_say=["15 days"]), "not a group: '15 days'", id="a group that is one text"),
    pytest.param(expecting(must_say=[[]]), "not a group: []", id="a group that is empty"),
    pytest.param(expecting(must_say=[["15 days"], [7]]), "not a group: [7]", id="a group with a number"),
    pytest.param(expecting(must_say=[[["15 days"]]]), "not a group", id="a group in a group"),
    pytest.param(expecting(must_say=[["15 days", ""]]), "cannot be matched", id="an alternative that is empty"),
    pytest.param(expecting(must_say=[["not"]]), "cannot be matched", id="an alternative that is only a denial"),
    pytest.param(expecting(never_say=["..."]), "cannot be matched", id="a falsehood without words"),
    pytest.param(expecting(deadline=15), "is not a JSON object", id="a deadline that is a number"),
    pytest.param(expecting(deadline={}), "has no 'certainty'", id="a deadline that is empty"),
    pytest.param(expecting(deadline=DAYS | {"from": "now"}), "unknown key 'from'", id="a deadline with more"),
    pytest.param(expecting(deadline=DAYS | {"certainty": "sure"}), "'sure'", id="a deadline of no such certainty"),
    pytest.param(expecting(deadline={"count": 15, "certainty": "confirmed"}), "expects the deadline", id="a count without unit"),
    pytest.param(
        expecting(deadline={"unit": "months", "certainty": "confirmed"}), "expects the deadline", id="a unit without count"
    ),
    pytest.param(expecting(deadline=DAYS | {"count": "15"}), "expects the deadline", id="a count in quotes"),
    pytest.param(expecting(deadline=DAYS | {"count": 1.5}), "expects the deadline", id="a count and a half"),
    pytest.param(expecting(deadline=DAYS | {"count": True}), "expects the deadline", id="a count that is true"),
    pytest.param(expecting(deadline=DAYS | {"count": 0}), "expects the deadline", id="a count of nought"),
    pytest.param(expecting(deadline=DAYS | {"count": -15}), "expects the deadline", id="a count below nought"),
    pytest.param(expecting(deadline=DAYS | {"count": None}), "expects the deadline", id="a count that is null"),
    pytest.param(expecting(deadline=DAYS | {"unit": None}), "expects the deadline", id="a unit that is null"),
    pytest.param(expecting(deadline=DAYS | {"unit": 7}), "expects the deadline", id="a unit that is a number"),
    pytest.param(expecting(deadline=DAYS | {"unit": "fortnights"}), "expects the deadline", id="a unit that no remedy has"),
    pytest.param(a_row(question="?"), "no words in it", id="a question without words"),
    pytest.param(a_row(question="x" * 501), "too long", id="a question that cannot be asked: too long"),
    pytest.param(a_row(question=7), "not text", id="a question that is a number"),
    pytest.param(a_row(id=7), "id that is not text", id="a number for its own id"),
    pytest.param(a_row(asked_on="2026-02-30"), "2026-02-30", id="a day that does not exist"),
    pytest.param(a_row(asked_on=20261123), "asked_on that is not text", id="a day that is a number"),
    pytest.param(a_row(jurisdiction="atlantis"), "'atlantis'", id="a place that does not exist"),
    pytest.param(a_row(jurisdiction=["ca"]), "['ca']", id="places in a list"),
    pytest.param(a_row(language="tlh"), "'tlh'", id="a question that cannot be asked: no such language"),
    pytest.param(a_row(depth="deep"), "'deep'", id="a depth that does not exist"),
    pytest.param(a_row(severity="mild"), "'mild'", id="a severity that does not exist"),
    pytest.param(a_row(split="train"), "'train'", id="a split that does not exist"),
    pytest.param(a_row(split=["test"]), "['test']", id="a split in a list"),
    pytest.param(a_row(tags="twins"), "tags that is not a list", id="tags that are one text"),
    pytest.param(a_row(turns=5), "turns that is not a list", id="earlier questions that are a number"),
    pytest.param(a_row(turns=["x" * 501]), "turns that cannot be asked", id="an earlier question that is too long"),
    pytest.param(a_row(turns=["My visa", "…"]), "turns that cannot be asked", id="an earlier question without words"),
    pytest.param(a_row(turns=["one", 2]), "not a list of texts", id="an earlier question that is a number"),
    pytest.param(a_row(id="ca-0"), "uses the id 'ca-0' again", id="an id used before"),
]


@pytest.mark.parametrize(("line", "says"), FLAWS)
def test_a_flaw_is_named(tmp_path: Path, line: object, says: str) -> None:
    """Is a flaw named with its file, its line and how to mend it, and the other cases kept?"""
    path = a_file(tmp_path, a_row(id="ca-0"), line, a_row(id="ca-2"))
    cases, flaws = examine(path, LIBRARY)
    assert [c.id for c in cases] == ["ca-0", "ca-2"]
    [flaw] = flaws
    assert flaw.place == f"{path}:2"
    assert says in flaw.problem
    assert flaw.remedy
    assert str(flaw) == f"{flaw.place} {flaw.problem} {flaw.remedy}"


def test_the_first_of_two_unknown_keys(tmp_path: Path) -> None:
    """Is the key named that stands first in the line, on every run?"""
    [flaw] = examine(a_file(tmp_path, a_row(colour="red", weight=7, size=1)), LIBRARY)[1]
    assert "'colour'" in flaw.problem


def test_the_first_flaw_stops_the_reading(tmp_path: Path) -> None:
    """Is the first flaw told, and how many there are?"""
    path = a_file(tmp_path, a_row(id="ca-0"), "{", a_row(), a_row(why=""))
    with pytest.raises(CaseError, match=rf"{path.name}:2 is not JSON") as raised:
        read_cases(path, LIBRARY)
    assert "1 more" in raised.value.remedy
    assert "eval check" in raised.value.remedy


def test_one_flaw_is_not_more(tmp_path: Path) -> None:
    """Is no "more" told of where there is none?"""
    with pytest.raises(CaseError) as raised:
        read_cases(a_file(tmp_path, "{"), LIBRARY)
    assert raised.value.remedy == "Write one JSON object a line."


def test_ids_whose_notes_are_not_written_yet(tmp_path: Path) -> None:
    """May any id be expected where no library is given?"""
    path = a_file(tmp_path, expecting(cites=["ca/irpa/s-99"]))
    assert [c.expect.cites for c in read_cases(path, None)] == [("ca/irpa/s-99",)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([a_row(id="1", twin="2"), a_row(id="2", twin="1")], [], id="two twins"),
        pytest.param([a_row(id="1", twin="2"), a_row(id="2")], [], id="one names the other"),
        pytest.param([a_row(id="1", twin="9")], ["1: names the twin '9', which does not exist."], id="a twin that is not there"),
        pytest.param([a_row(id="1", about="guides/a"), a_row(id="2", about="guides/a")], [], id="a family in one split"),
        pytest.param(
            [a_row(id="1", about="guides/a"), a_row(id="2", about="guides/b", split="test")], [], id="two families in two splits"
        ),
        pytest.param([a_row(id="1"), a_row(id="2", split="test")], [], id="two of no family in two splits"),
        pytest.param(
            [a_row(id="1", about="guides/a"), a_row(id="2", about="guides/a", split="test"), a_row(id="3", about="guides/a")],
            ["2: is in the split 'test', and 1 about the same guides/a in 'tune'."],
            id="a family in two splits",
        ),
        pytest.param(
            [a_row(id="1", about="none/weather", split="test"), a_row(id="2", about="none/weather")],
            ["2: is in the split 'tune', and 1 about the same none/weather in 'test'."],
            id="a family outside in two splits",
        ),
    ],
)
def test_flaws_between_cases(tmp_path: Path, rows: list[dict[str, Any]], told: list[str]) -> None:
    """Is it told which twin is not there and which family is torn apart?"""
    cases, flaws = examine(a_file(tmp_path, *rows), LIBRARY)
    assert [f"{f.place} {f.problem}" for f in flaws] == told
    assert len(cases) == len(rows)
    assert all(f.remedy for f in flaws)


def test_families_over_files(tmp_path: Path) -> None:
    """Is a family told apart over all files of a folder?"""
    a_file(tmp_path, a_row(id="1", about="guides/a"), name="a.jsonl")
    a_file(tmp_path, a_row(id="2", about="guides/a", split="test"), name="b.jsonl")
    assert [f.place for f in examine(tmp_path, LIBRARY)[1]] == ["2:"]


def test_an_id_used_in_two_files(tmp_path: Path) -> None:
    """Is an id told apart over all files of a folder?"""
    for name in ("a.jsonl", "b.jsonl"):
        a_file(tmp_path, a_row(), name=name)
    with pytest.raises(CaseError, match=r"b\.jsonl:1 uses the id 'ca-1' again"):
        read_cases(tmp_path, LIBRARY)


def test_a_line_is_what_ends_in_a_line_feed(tmp_path: Path) -> None:
    """Is a question that holds another kind of line mark one line?"""
    path = a_file(tmp_path, json.dumps(a_row(question="My visa was\u2028refused?"), ensure_ascii=False))
    assert len(read_cases(path, LIBRARY)) == 1


def _nothing(folder: Path) -> Path:
    return folder


def _gone(folder: Path) -> Path:
    return folder / "gone.jsonl"


def _latin(folder: Path) -> Path:
    (folder / "latin.jsonl").write_bytes('{"id": "é"}'.encode("latin-1"))
    return folder / "latin.jsonl"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        pytest.param(_nothing, "no .jsonl file", id="an empty folder"),
        pytest.param(_gone, "cannot be read", id="a file that is not there"),
        pytest.param(_latin, "cannot be read", id="not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, place: Any, says: str) -> None:
    """Is a file or folder that cannot be read named?"""
    path = place(tmp_path)
    with pytest.raises(CaseError, match=says) as raised:
        read_cases(path, LIBRARY)
    assert str(path) in raised.value.problem


def test_the_keys_are_those_that_are_told() -> None:
    """Are the keys of the format those that a case and its expectation hold?"""
    assert {*KEYS} - {"slice", "tags"} == {f for f in Case.__dataclass_fields__ if f != "slices"}
    assert {*EXPECT_KEYS} - {"outcome"} == {f for f in Expect.__dataclass_fields__ if f != "outcomes"}


def test_our_questions_expect_what_there_is(library: Any) -> None:
    """Does every id that our own questions expect stand in the knowledge, and has every slice fifteen questions?"""
    cases = read_cases(ROOT / "evals" / "questions", library)
    assert len(cases) >= 420
    aside = sum(c.split is Split.TEST for c in cases) / len(cases)
    assert 0.2 <= aside <= 0.3
    slices = Counter(name for c in cases for name in c.slices)
    assert {name: count for name, count in slices.items() if count < 15} == {}

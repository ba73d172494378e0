"""`evaluation.cases`: the fixed questions, and every fault in them named by file and line."""

import json
from datetime import date
from pathlib import Path

import pytest

from factories import a_library
from rights_assistant.domain.answer import Outcome, Urgency
from rights_assistant.domain.question import Depth
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import EXPECT_KEYS, KEYS, Expect, read_cases

LIBRARY = a_library()


def a_case(**changes: object) -> dict[str, object]:
    """A line of a question file: an answered question that cites IRPA 72."""
    values: dict[str, object] = {
        "id": "ca-1",
        "question": "Can a computer refuse my visa?",
        "asked_on": "2026-11-23",
        "slice": "ca",
        "expect": {"outcome": "answered", "cites": ["ca/irpa/s-72"]},
        "why": "It is what people ask.",
    }
    return {k: v for k, v in (values | changes).items() if v is not ...}


def a_file(folder: Path, *lines: object, name: str = "first.jsonl") -> Path:
    """A question file; what is not text is written as JSON."""
    path = folder / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_case(tmp_path: Path) -> None:
    """Does a line become a checked question and what is expected of its answer?"""
    whole = a_case(
        language="en",
        jurisdiction="ca",
        persona="worker",
        depth="caseworker",
        turns=["My visa was refused"],
        expect={
            "outcome": ["answered", "partial"],
            "cites": ["ca/irpa/s-72"],
            "may_cite": ["remedies/ca/judicial-review"],
            "must_say": [["15 days", "fifteen days"], ["court"]],
            "never_say": ["you can wait"],
            "urgency": ["removal"],
        },
    )
    [case] = read_cases(a_file(tmp_path, whole), LIBRARY)
    assert (case.id, case.slice, case.persona, case.why) == ("ca-1", "ca", "worker", "It is what people ask.")
    assert (case.question.text, case.question.asked_on) == ("Can a computer refuse my visa?", date(2026, 11, 23))
    assert (case.question.jurisdiction, case.question.depth) == ("ca", Depth.CASEWORKER)
    assert case.question.earlier == ("My visa was refused",)
    assert case.expect == Expect(
        outcomes=(Outcome.ANSWERED, Outcome.PARTIAL),
        cites=("ca/irpa/s-72",),
        may_cite=("remedies/ca/judicial-review",),
        must_say=(("15 days", "fifteen days"), ("court",)),
        never_say=("you can wait",),
        urgency=(Urgency.REMOVAL,),
    )


def test_the_least_a_case_needs(tmp_path: Path) -> None:
    """Is what a case leaves out nothing, and what it does not say about urgency not "none"?"""
    [case] = read_cases(a_file(tmp_path, a_case(expect={"outcome": "declined"})), LIBRARY)
    assert case.expect == Expect((Outcome.DECLINED,))
    assert case.expect.urgency is None
    assert (case.question.jurisdiction, case.question.depth, case.persona) == (None, Depth.PERSON, "")


def test_no_urgency_is_something_else_than_not_said(tmp_path: Path) -> None:
    """Is an empty list of urgency kept as "there must be none to miss"?"""
    [case] = read_cases(a_file(tmp_path, a_case(expect={"outcome": "declined", "urgency": []})), LIBRARY)
    assert case.expect.urgency == ()


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    """Are all files of a folder read by name, line by line, and blank lines passed over?"""
    a_file(tmp_path, a_case(id="b-1"), "", a_case(id="b-2"), name="b.jsonl")
    a_file(tmp_path, a_case(id="a-1"), name="a.jsonl")
    a_file(tmp_path, "not a question", name="notes.txt")
    assert [c.id for c in read_cases(tmp_path, LIBRARY)] == ["a-1", "b-1", "b-2"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("{", "is not JSON", id="not JSON"),
        pytest.param("[1]", "is not a JSON object", id="a list"),
        pytest.param(a_case(colour="red"), "unknown key 'colour'", id="an unknown key"),
        pytest.param(a_case(expect={"outcome": "answered", "colour": "red"}), "unknown key 'colour'", id="an unknown expectation"),
        *(
            pytest.param(a_case(**{k: ...}), f"has no '{k}'", id=f"no {k}")
            for k in ("id", "question", "asked_on", "slice", "expect", "why")
        ),
        pytest.param(a_case(why=""), "has no 'why'", id="an empty reason"),
        pytest.param(a_case(expect={"cites": []}), "has no 'outcome'", id="no outcome expected"),
        pytest.param(a_case(expect={"outcome": "happy"}), "'happy'", id="an outcome that does not exist"),
        pytest.param(a_case(expect={"outcome": "answered", "urgency": ["hurry"]}), "'hurry'", id="an urgency that does not exist"),
        pytest.param(a_case(expect="answered"), "is not a JSON object", id="an expectation that is only a word"),
        pytest.param(
            a_case(expect={"outcome": "answered", "cites": ["ca/irpa/s-99"]}),
            "'ca/irpa/s-99', which does not exist",
            id="an id that must be cited and is not there",
        ),
        pytest.param(
            a_case(expect={"outcome": "answered", "may_cite": ["ca/x"]}),
            "'ca/x', which does not exist",
            id="an id that may be cited and is not there",
        ),
        pytest.param(a_case(question="?"), "question is empty", id="an empty question"),
        pytest.param(a_case(question="x" * 501), "too long", id="a question too long"),
        pytest.param(a_case(question=7), "not text", id="a question that is a number"),
        pytest.param(a_case(asked_on="2026-02-30"), "first.jsonl:2", id="a day that does not exist"),
        pytest.param(a_case(asked_on=20261123), "first.jsonl:2", id="a day that is a number"),
        pytest.param(a_case(jurisdiction="atlantis"), "'atlantis'", id="a place that does not exist"),
        pytest.param(a_case(depth="deep"), "'deep'", id="a depth that does not exist"),
        pytest.param(a_case(turns=5), "first.jsonl:2", id="earlier questions that are a number"),
        pytest.param(a_case(id="ca-0"), "uses the id 'ca-0' again", id="an id used before"),
        pytest.param(
            a_case(language="de"),
            "'de'",
            id="a language that does not exist yet",
            marks=pytest.mark.xfail(strict=True, reason="cases._case does not pass `language` on, so a wrong one is not seen"),
        ),
        pytest.param(
            a_case(expect={"outcome": "answered", "cites": "ca/irpa/s-72"}),
            "first.jsonl:2",
            id="ids that are one text",
        ),
        pytest.param(
            a_case(expect={"outcome": "answered", "must_say": ["15 days"]}),
            "first.jsonl:2",
            id="a group to say that is one text",
        ),
    ],
)
def test_a_fault_is_named(tmp_path: Path, line: object, says: str) -> None:
    """Does a fault stop the reading, with the file, the line and what to mend?"""
    path = a_file(tmp_path, a_case(id="ca-0"), line)
    with pytest.raises(CaseError) as raised:
        read_cases(path, LIBRARY)
    assert f"{path}:2" in raised.value.problem
    assert says in str(raised.value)
    assert raised.value.remedy


def test_a_line_is_what_ends_in_a_line_feed(tmp_path: Path) -> None:
    """Is a question that holds another kind of line mark one line?"""
    path = a_file(tmp_path, json.dumps(a_case(question="My visa was\u2028refused?"), ensure_ascii=False))
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
def test_a_file_that_cannot_be_read(tmp_path: Path, place: object, says: str) -> None:
    """Is a file or folder that cannot be read named?"""
    path = place(tmp_path)  # type: ignore[operator]
    with pytest.raises(CaseError, match=says) as raised:
        read_cases(path, LIBRARY)
    assert str(path) in raised.value.problem


def test_an_id_used_in_two_files(tmp_path: Path) -> None:
    """Is an id told apart over all files of a folder?"""
    for name in ("a.jsonl", "b.jsonl"):
        a_file(tmp_path, a_case(), name=name)
    with pytest.raises(CaseError, match=r"b\.jsonl:1 uses the id 'ca-1' again"):
        read_cases(tmp_path, LIBRARY)


def test_the_keys_are_those_that_are_told() -> None:
    """Are the keys of the format the ones the reader knows?"""
    assert {*KEYS} >= {*a_case()} | {"language", "jurisdiction", "persona", "turns", "depth"}
    assert {*EXPECT_KEYS} == {"outcome", "cites", "may_cite", "must_say", "never_say", "urgency"}

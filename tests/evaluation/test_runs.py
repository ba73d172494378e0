"""`evaluation.runs`: every case asked once, every answer kept, whatever happens on the way."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from evaluation.replies_made import LAW, TODAY, a_case, saying
from fakes import unseen
from rights_assistant.domain.answer import Outcome
from rights_assistant.domain.question import Depth, Question
from rights_assistant.errors import CaseError, ModelUnavailable
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.replies import Near
from rights_assistant.evaluation.runs import ANSWERS, RUN, answered_here, fingerprint, lines, read_run, record, reply_of, run

HEAD = {"questions_sha256": "0123", "index_id": "abcd", "respondent": "ours", "commit": "c0ffee", "changed": False, "made": "today"}
NEAR = Near("guides/ca/visa-refused", "Way 1?", 0.81)


@dataclass
class Scripted:
    """A respondent that says back what it was asked, fails where it is told to, and remembers."""

    fails: Mapping[str, Exception] = field(default_factory=dict)
    fails_to_rank: Mapping[str, Exception] = field(default_factory=dict)
    fails_to_place: Mapping[str, Exception] = field(default_factory=dict)
    near: Near | None = NEAR
    asked: list[Question] = field(default_factory=list)

    def respond(self, question: Question) -> Mapping[str, Any]:
        """An answer that says the question back."""
        self.asked.append(question)
        if question.text in self.fails:
            raise self.fails[question.text]
        return saying(f"You asked: {question.text} [1]")

    def rank(self, question: Question) -> Sequence[str]:
        """The law, then the guide."""
        if question.text in self.fails_to_rank:
            raise self.fails_to_rank[question.text]
        return (LAW, "guides/ca/visa-refused")

    def nearest(self, question: Question) -> Near | None:
        """The same phrasing for every question."""
        if question.text in self.fails_to_place:
            raise self.fails_to_place[question.text]
        return self.near


def cases(*ids: str) -> list[Case]:
    """A case for each id, its question its own."""
    return [a_case(id=id, question=f"Is it {id}?") for id in ids]


def saved(folder: Path) -> list[dict[str, Any]]:
    """The lines of a run's answers."""
    return [json.loads(line) for line in (folder / ANSWERS).read_text("utf-8").splitlines()]


def test_a_run(tmp_path: Path) -> None:
    """Is each case asked once, in order, its answer kept, and the work shown?"""
    who, shown = Scripted(), []

    def watched(items: Iterable[Any], label: str, total: int) -> Iterable[Any]:
        shown.append((label, total))
        return items

    folder = tmp_path / "runs" / "first"
    assert run(cases("1", "2", "3"), who, folder, HEAD, watched) == 3  # type: ignore[arg-type]
    assert [q.text for q in who.asked] == ["Is it 1?", "Is it 2?", "Is it 3?"]
    assert [line["id"] for line in saved(folder)] == ["1", "2", "3"]
    assert shown == [("Asking", 3)]
    assert json.loads((folder / RUN).read_text("utf-8")) == {"format": 1, **HEAD}


def test_it_is_read_back(tmp_path: Path) -> None:
    """Does a saved run give the replies again: answer, ranking, nearest wording, where it came from?"""
    run(cases("1", "2"), Scripted(), tmp_path, HEAD, unseen)
    found = read_run(tmp_path, cases("1", "2"))
    assert [r.case.id for r in found.replies] == ["1", "2"]
    assert [r.given.seen for r in found.replies if r.given] == ["You asked: Is it 1?", "You asked: Is it 2?"]
    assert {(r.error, r.ranked, r.near) for r in found.replies} == {("", (LAW, "guides/ca/visa-refused"), NEAR)}
    assert found.head == {"format": 1, **HEAD}
    assert found.missing == ()


def test_how_a_case_is_asked(tmp_path: Path) -> None:
    """Is a case asked on its day, for its place, at its depth?"""
    who = Scripted()
    record(a_case(depth=Depth.CASEWORKER, jurisdiction="de"), who)
    assert who.asked == [Question("Can a computer refuse my visa?", TODAY, "de", "en", Depth.CASEWORKER)]


def test_a_conversation() -> None:
    """Is each turn asked with the ones before it, and the answer to the last one kept?"""
    who = Scripted()
    line = record(a_case(turns=("My visa was refused.", "In Canada."), question="Can I go to court?"), who)
    assert [(q.text, q.earlier) for q in who.asked] == [
        ("My visa was refused.", ()),
        ("In Canada.", ("My visa was refused.",)),
        ("Can I go to court?", ("My visa was refused.", "In Canada.")),
    ]
    assert line["answer"]["blocks"][0]["text"] == "You asked: Can I go to court? [1]"


def test_the_time_is_measured() -> None:
    """Is the time of the answer measured here, the same for whoever answers?"""
    laps = record(a_case(), Scripted())["answer"]["timings_ms"]
    assert list(laps) == ["all"]
    assert 0 <= laps["all"] < 60_000


def test_only_the_answer_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the ranking, which no person waits for, left out of the time?"""
    clock = [0.0]

    class Slow(Scripted):
        def respond(self, question: Question) -> Mapping[str, Any]:
            clock[0] += 0.25
            return super().respond(question)

        def rank(self, question: Question) -> Sequence[str]:
            clock[0] += 7
            return super().rank(question)

        def nearest(self, question: Question) -> Near | None:
            clock[0] += 7
            return super().nearest(question)

    monkeypatch.setattr("rights_assistant.evaluation.runs.perf_counter", lambda: clock[0])
    assert record(a_case(), Slow())["answer"]["timings_ms"] == {"all": 250}


def test_a_respondent_without_guides() -> None:
    """Is no nearest wording kept as none?"""
    [reply] = answered_here([a_case()], Scripted(near=None), unseen)
    assert reply.near is None


def test_an_error_is_recorded_and_asked_again(tmp_path: Path) -> None:
    """Does a failing case cost no other its answer, stand unscored, and get another chance?"""
    who = Scripted(fails={"Is it 2?": ModelUnavailable("No model.", "Install it."), "Is it 3?": RuntimeError("boom")})
    assert run(cases("1", "2", "3", "4"), who, tmp_path, HEAD, unseen) == 4
    replies = read_run(tmp_path, cases("1", "2", "3", "4")).replies
    assert [r.error for r in replies] == ["", "No model. Install it.", "RuntimeError: boom", ""]
    assert [r.given is None for r in replies] == [False, True, True, False]

    again = Scripted()
    assert run(cases("1", "2", "3", "4"), again, tmp_path, HEAD, unseen) == 2
    assert [q.text for q in again.asked] == ["Is it 2?", "Is it 3?"]
    assert [r.error for r in read_run(tmp_path, cases("1", "2", "3", "4")).replies] == [""] * 4
    assert sorted(line["id"] for line in saved(tmp_path)) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("fails", ["fails_to_rank", "fails_to_place"])
def test_a_ranking_that_fails_is_asked_again(tmp_path: Path, fails: str) -> None:
    """Is a case that was answered and not ranked, or not placed, asked again, rather than kept without?"""
    run(cases("1"), Scripted(**{fails: {"Is it 1?": RuntimeError("boom")}}), tmp_path, HEAD, unseen)  # type: ignore[arg-type]
    assert saved(tmp_path) == [{"id": "1", "error": "RuntimeError: boom"}]
    assert [r.error for r in read_run(tmp_path, cases("1")).replies] == ["RuntimeError: boom"]
    assert run(cases("1"), Scripted(), tmp_path, HEAD, unseen) == 1


def test_a_question_that_cannot_be_asked() -> None:
    """Is a question past the limits unscored, with the limit named?"""
    [reply] = answered_here([a_case(question="x" * 501)], Scripted(), unseen)
    assert reply.given is None
    assert "too long" in reply.error


def test_it_resumes(tmp_path: Path) -> None:
    """Is what has an answer not asked again, and what is new asked?"""
    run(cases("1", "2"), Scripted(), tmp_path, HEAD, unseen)
    again = Scripted()
    assert run(cases("1", "2", "3"), again, tmp_path, HEAD, unseen) == 1
    assert [q.text for q in again.asked] == ["Is it 3?"]
    assert run(cases("1", "2", "3"), again, tmp_path, HEAD, unseen) == 0
    assert [line["id"] for line in saved(tmp_path)] == ["1", "2", "3"]


def test_it_stops_in_the_middle(tmp_path: Path) -> None:
    """Is what was answered before a stop kept?"""
    who = Scripted(fails={"Is it 2?": KeyboardInterrupt()})  # type: ignore[dict-item]
    with pytest.raises(KeyboardInterrupt):
        run(cases("1", "2", "3"), who, tmp_path, HEAD, unseen)
    assert [line["id"] for line in saved(tmp_path)] == ["1"]
    assert run(cases("1", "2", "3"), Scripted(), tmp_path, HEAD, unseen) == 2


def _anywhere(whole: bytes) -> int:
    return len(whole) // 2


def _in_a_letter(whole: bytes) -> int:
    return whole.index("é".encode()) + 1


@pytest.mark.parametrize(
    "where", [pytest.param(_anywhere, id="between two letters"), pytest.param(_in_a_letter, id="within a letter of two bytes")]
)
def test_a_last_line_cut_off(tmp_path: Path, where: Any) -> None:
    """Is a line that was cut off when the power went left out, and its case asked again?"""
    asked = [*cases("1"), a_case(id="2", question="Is it café?")]
    run(asked, Scripted(), tmp_path, HEAD, unseen)
    first, last, _ = (tmp_path / ANSWERS).read_bytes().split(b"\n")
    (tmp_path / ANSWERS).write_bytes(first + b"\n" + last[: where(last)])

    assert read_run(tmp_path, asked).missing == ("2",)
    again = Scripted()
    assert run(asked, again, tmp_path, HEAD, unseen) == 1
    assert [q.text for q in again.asked] == ["Is it café?"]
    assert [line["id"] for line in saved(tmp_path)] == ["1", "2"]


def test_a_line_broken_in_the_middle(tmp_path: Path) -> None:
    """Is a broken line that is not the last named by its number?"""
    run(cases("1", "2", "3"), Scripted(), tmp_path, HEAD, unseen)
    first, second, third, _ = (tmp_path / ANSWERS).read_text("utf-8").split("\n")
    (tmp_path / ANSWERS).write_text("\n".join([first, second[:20], third]), "utf-8")
    for read in (lambda: lines(tmp_path / ANSWERS), lambda: run(cases("1"), Scripted(), tmp_path, HEAD, unseen)):
        with pytest.raises(CaseError, match=rf"{ANSWERS}:2 is not JSON"):
            read()


def test_a_line_that_is_no_text_in_the_middle(tmp_path: Path) -> None:
    """Is a line that is not UTF-8 and not the last named by its number in the file, blank lines counted?"""
    path = tmp_path / ANSWERS
    path.write_bytes(b'{"id": "1"}\n\n{"id": "\xe9"}\n{"id": "3"}\n')
    with pytest.raises(CaseError, match=rf"{ANSWERS}:3 is not JSON"):
        lines(path)


@pytest.mark.parametrize("line", ['{"answer": {}}', "[1]", '{"id": 7}'])
def test_a_line_without_an_id(tmp_path: Path, line: str) -> None:
    """Is a line that belongs to no case named?"""
    path = tmp_path / ANSWERS
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(CaseError, match=rf"{ANSWERS}:1 has no id"):
        lines(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [("questions_sha256", "9999"), ("index_id", "ffff"), ("respondent", "peer"), ("commit", "beef"), ("changed", True)],
)
def test_another_run_in_the_folder(tmp_path: Path, key: str, value: object) -> None:
    """Is a folder refused that holds the answers of another respondent, index, code or set of questions?"""
    run(cases("1"), Scripted(), tmp_path, HEAD, unseen)
    before = (tmp_path / ANSWERS).read_bytes()
    who = Scripted()
    with pytest.raises(CaseError, match=f"another run: its {key}") as raised:
        run(cases("1", "2"), who, tmp_path, HEAD | {key: value}, unseen)
    assert "--out" in raised.value.remedy
    assert who.asked == []
    assert (tmp_path / ANSWERS).read_bytes() == before


def test_the_same_run_on_another_day(tmp_path: Path) -> None:
    """Does what only describes the run not stop it from being resumed?"""
    run(cases("1"), Scripted(), tmp_path, HEAD, unseen)
    assert run(cases("1", "2"), Scripted(), tmp_path, HEAD | {"made": "tomorrow"}, unseen) == 1


@pytest.mark.parametrize("text", ["{", "", "[]"])
def test_a_head_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    """Is a folder refused whose run.json says nothing?"""
    (tmp_path / RUN).write_text(text, "utf-8")
    with pytest.raises(CaseError, match=r"run\.json"):
        run(cases("1"), Scripted(), tmp_path, HEAD, unseen)
    with pytest.raises(CaseError, match=r"run\.json"):
        read_run(tmp_path, cases("1"))


LINE = {"id": "1", "answer": saying("It is so. [1]"), "ranked": [LAW], "near": ["guides/a", "Way 1?", 0.8]}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"answer": {}}, "shape of docs/answer.md", id="an empty answer"),
        pytest.param({"answer": None}, "shape of docs/answer.md", id="null for an answer"),
        pytest.param({"answer": "It is so."}, "shape of docs/answer.md", id="text for an answer"),
        pytest.param({"answer": saying("x") | {"outcome": "happy"}}, "shape of docs/answer.md", id="no such outcome"),
        pytest.param({"ranked": LAW}, "ranking", id="one id for a ranking"),
        pytest.param({"ranked": None}, "ranking", id="null for a ranking"),
        pytest.param({"ranked": [7]}, "ranking", id="numbers for a ranking"),
        pytest.param({"near": ["guides/a"]}, "nearest phrasing", id="a nearest phrasing with less"),
        pytest.param({"near": ["guides/a", "Way 1?", "0.8"]}, "nearest phrasing", id="a cosine in quotes"),
        pytest.param({"near": 7}, "nearest phrasing", id="a number for a nearest phrasing"),
    ],
)
def test_a_saved_answer_of_another_shape(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    """Is one misshapen answer unscored, with its reason, and are the others read?"""
    run(cases("1", "2", "3"), Scripted(), tmp_path, HEAD, unseen)
    first, _, third = saved(tmp_path)
    rows = [first, LINE | {"id": "2"} | changes, third]
    (tmp_path / ANSWERS).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    replies = read_run(tmp_path, cases("1", "2", "3")).replies
    assert [r.given is None for r in replies] == [False, True, False]
    assert says in replies[1].error
    assert "eval run" in replies[1].error


def test_a_line_and_its_reply() -> None:
    """Is a line of the right shape read whole, one without its ranking too, and one without an answer told?"""
    [case] = cases("1")
    reply = reply_of(case, LINE)
    assert (reply.error, reply.ranked, reply.near) == ("", (LAW,), Near("guides/a", "Way 1?", 0.8))
    assert reply_of(case, {"id": "1", "answer": LINE["answer"]}).near is None
    assert reply_of(case, {"id": "1"}).error == "there is no answer"
    assert reply_of(case, {"id": "1", "error": "boom"}).error == "boom"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Is it said that the run has no place, rather than a stack shown?"""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CaseError, match="cannot be written") as raised:
        run(cases("1"), Scripted(), tmp_path / "file" / "run", HEAD, unseen)
    assert "--out" in raised.value.remedy


def test_cases_without_an_answer(tmp_path: Path) -> None:
    """Are cases named that a run has no line for, and lines passed over that have no case?"""
    run(cases("1", "gone", "3"), Scripted(), tmp_path, HEAD, unseen)
    found = read_run(tmp_path, cases("3", "new", "1"))
    assert [r.case.id for r in found.replies] == ["3", "1"]
    assert found.missing == ("new",)


def test_no_run(tmp_path: Path) -> None:
    """Is a folder without a run named, with how to make one?"""
    with pytest.raises(CaseError, match="There is no run in") as raised:
        read_run(tmp_path / "gone", cases("1"))
    assert "eval run" in raised.value.remedy


def test_answers_that_are_gone(tmp_path: Path) -> None:
    """Is a run without its answers named?"""
    (tmp_path / RUN).write_text(json.dumps(HEAD), "utf-8")
    with pytest.raises(CaseError, match=rf"{ANSWERS} cannot be read"):
        read_run(tmp_path, cases("1"))


def test_answered_without_a_folder() -> None:
    """Is every case asked and read back, with nothing written?"""
    who = Scripted(fails={"Is it 2?": RuntimeError("boom")})
    replies = answered_here(cases("1", "2"), who, unseen)
    assert [r.given and r.given.outcome for r in replies] == [Outcome.ANSWERED, None]
    assert [r.error for r in replies] == ["", "RuntimeError: boom"]


def test_the_fingerprint(tmp_path: Path) -> None:
    """Does it change with every letter, name and file of the questions, and with nothing else?"""
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text("a", "utf-8")
    two.write_text("b", "utf-8")
    first = fingerprint([one, two])
    assert len(first) == 16
    assert int(first, 16) >= 0
    assert fingerprint([two, one]) == first
    assert fingerprint([one]) != first
    two.write_text("B", "utf-8")
    changed = fingerprint([one, two])
    two.write_text("b", "utf-8")
    renamed = fingerprint([one, two.rename(tmp_path / "three.jsonl")])
    assert len({first, changed, renamed}) == 3


def test_the_fingerprint_knows_where_a_file_ends(tmp_path: Path) -> None:
    """Do the same letters in other files give another fingerprint?"""
    found = []
    for name, texts in (("x", ("ab", "c")), ("y", ("a", "bc"))):
        folder = tmp_path / name
        folder.mkdir()
        for n, text in enumerate(texts):
            (folder / f"{n}.jsonl").write_text(text, "utf-8")
        found.append(fingerprint(folder.glob("*")))
    assert found[0] != found[1]

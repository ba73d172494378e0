"""`eval judge`, `eval worksheet`, `eval agreement`: a saved run judged by a model and by a person, from the command line."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import langchain.chat_models
import pytest
from click.testing import Result
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import SimpleChatModel
from langchain_core.messages import BaseMessage
from typer.testing import CliRunner

from evaluation.replies_made import a_block, a_source, an_answer
from fakes import sound_knowledge
from rights_assistant.cli import app
from rights_assistant.evaluation.judge import JUDGED
from rights_assistant.evaluation.runs import ANSWERS, RUN

MODEL = "fake:model"
VERDICT = '{"verdict": "%s", "because": "so it is"}'


class Judge(SimpleChatModel):
    """A chat model that says of each claim what it is told to, fails where it is told to, and remembers."""

    says: dict[str, str] = {}  # noqa: RUF012 - a pydantic field: each model has its own
    asked: list[str] = []  # noqa: RUF012

    @property
    def _llm_type(self) -> str:
        return "fake"

    def _call(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> str:
        _, claim, _ = re.split(r"\s*==[0-9a-f]{16}==\s*", str(messages[0].content).split("\nCLAIM", 1)[1], maxsplit=2)
        self.asked.append(claim)
        verdict = self.says.get(claim, "supported")
        if verdict == "fails":
            raise ConnectionError("no route to the model")
        return VERDICT % verdict if verdict.isalpha() else verdict


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """The model that LangChain opens, whatever its name; what it was opened with is in its metadata."""
    model = Judge()

    def init_chat_model(name: str, **options: Any) -> BaseChatModel:
        model.metadata = {"name": name, **options}
        return model

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", init_chat_model)
    return model


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge folder: the commands are the same with a large one."""
    return sound_knowledge(tmp_path_factory.mktemp("small") / "knowledge")


def answers(*texts: str, **changes: Any) -> dict[str, Any]:
    """An answer with these cited lines."""
    return an_answer(blocks=[a_block("short_answer", *(f"{t} [1]" for t in texts))], **changes)


SAID = {"q-1": ("An officer decides.", "You have 15 days."), "q-2": ("Ask the court.",), "q-3": ("It is final.", "It is free.")}
ALL = [text for texts in SAID.values() for text in texts]


@pytest.fixture
def place(tmp_path: Path, small: Path) -> list[str]:
    """A saved run of three answers and a failure, in `run`; the options that name it."""
    a_run(tmp_path / "run", {id: {"answer": answers(*texts)} for id, texts in SAID.items()} | {"q-4": {"error": "boom"}})
    case = {"asked_on": "2026-11-23", "slice": "ca", "why": "Asked.", "expect": {"outcome": "answered"}}
    lines = (json.dumps(case | {"id": id, "question": f"Is it {id}?"}) + "\n" for id in (*SAID, "q-4"))
    (tmp_path / "cases.jsonl").write_text("".join(lines), "utf-8")
    return ["--questions", str(tmp_path / "cases.jsonl"), "--run", str(tmp_path / "run"), "--knowledge", str(small)]


def a_run(folder: Path, lines: dict[str, dict[str, Any]]) -> None:
    """A run as `eval run` saves it."""
    folder.mkdir(exist_ok=True)
    (folder / RUN).write_text('{"format": 1}', "utf-8")
    (folder / ANSWERS).write_text("".join(json.dumps({"id": id} | line) + "\n" for id, line in lines.items()), "utf-8")


def run(*args: object) -> Result:
    """What `eval` prints and how it ends; a traceback would be raised here."""
    result = CliRunner().invoke(app, ["eval", *map(str, args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(*args: object) -> str:
    """What a command prints that ends well."""
    result = run(*args)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def refused(*args: object) -> str:
    """The one message of a command that ends with exit code 2."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 2, result.stderr
    return result.stderr


def judged(tmp_path: Path) -> list[str]:
    """The verdicts on the disk."""
    return [json.loads(line)["verdict"] for line in (tmp_path / "run" / JUDGED).read_text("utf-8").splitlines()]


def marked(path: Path, marks: Sequence[str]) -> Path:
    """The sheet with the marks of a person in it."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    for row, mark in zip(rows[1:], marks, strict=True):
        row[6] = mark
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return path


# --- they are there ---


@pytest.mark.parametrize("command", ["judge", "worksheet", "agreement"])
def test_they_are_commands_of_eval(command: str) -> None:
    """Is each listed under `eval`, and does it say what it takes?"""
    assert re.search(rf"^\s+{command}\s+\S", said("--help"), re.MULTILINE)
    assert "--run" in said(command, "--help")


def test_help_loads_nothing_of_theirs() -> None:
    """Does the command line start without LangChain, Inspect and the statistics?"""
    heavy = "{'langchain', 'langchain_core', 'inspect_ai', 'sklearn', 'scipy', 'numpy'}"
    code = f"import sys, rights_assistant.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# --- judge ---


def test_judge(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Is every claim judged, the verdicts written and counted, and nothing asked twice?"""
    judge.says = {"It is final.": "unsupported", "It is free.": "I cannot say."}
    out = said("judge", MODEL, *place)
    assert judge.asked == ALL
    assert judge.metadata == {"name": MODEL, "temperature": 0}
    assert judged(tmp_path) == ["supported"] * 3 + ["unsupported", "unreadable"]
    assert out.startswith(f"5 verdicts given. They are in {tmp_path / 'run' / JUDGED}.\n")
    assert re.search(r"^supported +3$", out, re.MULTILINE)
    assert re.search(r"^partly +0$", out, re.MULTILINE)
    assert re.search(r"^unsupported +1$", out, re.MULTILINE)
    assert re.search(r"^unreadable +1  \(in no share\)$", out, re.MULTILINE)
    assert "not judged" not in out
    assert re.search(r"Supported, in the model's opinion: 75\.0% \(95 % interval 0\.0% to 100\.0%, 3 answers\)\.", out)
    assert said("judge", MODEL, *place).startswith("0 verdicts given.")
    assert judge.asked == ALL


def test_judge_a_sample(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Is only a sample asked about, the same each time, and the rest told to be without a verdict?"""
    out = said("judge", MODEL, *place, "--limit", 2)
    assert re.search(r"^not judged +3$", out, re.MULTILINE)
    assert len(judge.asked) == 2
    assert set(judge.asked) < set(ALL)
    assert said("judge", MODEL, *place, "--limit", 2).startswith("0 verdicts given.")
    said("judge", MODEL, *place)
    assert sorted(judge.asked) == sorted(ALL)
    said("judge", MODEL, *place, "--limit", 1)
    assert len(judged(tmp_path)) == 5


def test_judge_again(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Are another model's verdicts kept apart, unless they are to be lost?"""
    said("judge", MODEL, *place)
    assert "fake:model, not of other:model" in refused("judge", "other:model", *place)
    assert len(judge.asked) == 5
    assert said("judge", "other:model", *place, "--again", "--temperature", 1).startswith("5 verdicts given.")
    assert judge.metadata == {"name": "other:model", "temperature": 1}
    assert len(judged(tmp_path)) == 5


def test_judge_fails_now_and_then(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Is it told that claims failed and why, and are they asked about the next time?"""
    judge.says = {"You have 15 days.": "fails"}
    out = said("judge", MODEL, *place)
    assert "Failed: 1, the last with ConnectionError: no route to the model; judge again to ask once more. 4 verdicts" in out
    assert re.search(r"^not judged +1$", out, re.MULTILINE)
    judge.says = {}
    assert said("judge", MODEL, *place).startswith("1 verdicts given.")
    assert len(judged(tmp_path)) == 5


def test_judge_fails(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Is a model that is out of reach given up, with its own words?"""
    judge.says = dict.fromkeys(ALL, "fails")
    assert "no route to the model" in refused("judge", MODEL, *place)
    assert (len(judge.asked), judged(tmp_path)) == (3, [])


def test_judge_without_the_extra(tmp_path: Path, place: list[str], judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the extra named that is missing, before verdicts that are there are lost?"""
    said("judge", MODEL, *place)
    monkeypatch.setitem(sys.modules, "langchain.chat_models", None)
    assert "pip install 'rights-assistant[judge]'" in refused("judge", MODEL, *place, "--again")
    assert len(judged(tmp_path)) == 5


def test_judge_with_a_model_that_is_nobodys(place: list[str]) -> None:
    """Is a name that LangChain does not know refused, with how to write one?"""
    assert "'nobody:model' cannot be opened" in (message := refused("judge", "nobody:model", *place))
    assert "openai:gpt-5" in message


@pytest.mark.parametrize("option", [("--limit", "0"), ("--limit", "few"), ("--temperature", "warm")], ids=" ".join)
def test_judge_with_a_wrong_option(place: list[str], option: tuple[str, str]) -> None:
    """Is an option out of its range refused by its name?"""
    result = run("judge", MODEL, *place, *option)
    assert result.exit_code == 2
    assert option[0] in result.stderr


def test_instructions_that_are_missing(place: list[str], judge: Judge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Is it said which file tells the model what to do, before it is asked?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_PROMPTS", str(tmp_path))
    message = refused("judge", MODEL, *place)
    assert f"{tmp_path / 'judge.md'} cannot be read" in message
    assert "RIGHTS_ASSISTANT_PROMPTS" in message
    assert judge.asked == []


# --- what cannot be judged, by anyone ---

COMMANDS = [("judge", MODEL), ("worksheet",), ("agreement", "sheet.csv")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.usefixtures("judge")
def test_no_run(place: list[str], command: tuple[str, ...], tmp_path: Path) -> None:
    """Is a folder without a run named, with how to make one?"""
    assert "eval run" in (message := refused(*command, *place, "--run", tmp_path / "nowhere"))
    assert "There is no run in" in message


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("answer", [answers("We win."), an_answer(blocks=[])], ids=["no words are quoted", "nothing is cited"])
@pytest.mark.usefixtures("judge")
def test_a_run_that_quotes_nothing(place: list[str], command: tuple[str, ...], answer: dict[str, Any], tmp_path: Path) -> None:
    """Is a run whose answers quote no source refused, rather than every claim called unsupported?"""
    a_run(tmp_path / "run", {"q-1": {"answer": answer | {"citations": [a_source(quote="")]}}})
    assert "quotes anything" in refused(*command, *place)


# --- worksheet ---


def test_worksheet(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Is the sheet beside the answers, with every claim, how to mark it, and no verdict of a model?"""
    judge.says = {"It is free.": "unsupported"}
    said("judge", MODEL, *place)
    out = said("worksheet", *place)
    path = tmp_path / "run" / "worksheet.csv"
    assert out == f"5 claims are in {path}. Write one of these in the column mark: supported, partly, unsupported.\n"
    sheet = path.read_text("utf-8-sig")
    assert [row["claim"] for row in csv.DictReader(io.StringIO(sheet))] == ALL
    assert not re.search("supported|so it is|fake", sheet)


def test_worksheet_of_a_sample(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Does a sheet of so many claims hold those that a model is asked about under the same limit?"""
    said("worksheet", *place, "--sample", 2, "--out", tmp_path / "two.csv")
    said("judge", MODEL, *place, "--limit", 2)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "two.csv").read_text("utf-8-sig"))))
    assert [row["claim"] for row in rows] == judge.asked


def test_a_sheet_is_not_written_over(tmp_path: Path, place: list[str]) -> None:
    """Is a file that may hold somebody's marks left as it is?"""
    (tmp_path / "mine.csv").write_text("my marks", "utf-8")
    assert "--out" in refused("worksheet", *place, "--out", tmp_path / "mine.csv")
    assert (tmp_path / "mine.csv").read_text("utf-8") == "my marks"


# --- agreement ---


def sheet_of(tmp_path: Path, place: list[str], *marks: str) -> Path:
    """A sheet of every claim, marked."""
    said("worksheet", *place, "--out", tmp_path / "sheet.csv")
    return marked(tmp_path / "sheet.csv", marks)


def test_agreement(tmp_path: Path, place: list[str], judge: Judge) -> None:
    """Are the share, kappa, its interval, the table and what was left out told?"""
    judge.says = {"You have 15 days.": "partly", "It is final.": "unsupported", "It is free.": "?"}
    said("judge", MODEL, *place)
    out = said("agreement", sheet_of(tmp_path, place, "Supported", "partly", "", "partly", "partly"), *place)
    # of 3 compared 2 are alike; by chance 1/3 * 1/3 + 2/3 * 1/3 = 1/3, so kappa is (2/3 - 1/3) / (2/3)
    assert out.splitlines()[:5] == [
        "Compared: 3 claims.",
        "Left out: 1 without a mark.",
        "Left out: 1 with an unreadable verdict.",
        "Equal marks: 66.7%.",
        "Cohen's kappa: 0.50 (95 % interval 0.00 to 1.00).",
    ]
    assert [line.split() for line in out.splitlines()[5:]] == [
        ["person", "/", "judge", "supported", "partly", "unsupported"],
        ["supported", "1", "0", "0"],
        ["partly", "0", "1", "1"],
        ["unsupported", "0", "0", "0"],
    ]


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        pytest.param(["supported"] * 5, "kappa: not computable: marks are all 'supported'", id="one mark"),
        pytest.param([""] * 5, "kappa: not computable: 0 compared", id="no marks"),
        pytest.param(["supported", "partly", "", "", ""], "kappa: 1.00 (one answer: no interval)", id="one answer"),
    ],
)
def test_agreement_that_says_less(tmp_path: Path, place: list[str], judge: Judge, marks: list[str], says: str) -> None:
    """Is it said why there is no kappa, or no interval?"""
    judge.says = {"You have 15 days.": "partly"}
    said("judge", MODEL, *place)
    assert says in said("agreement", sheet_of(tmp_path, place, *marks), *place)


def test_agreement_before_judging(tmp_path: Path, place: list[str]) -> None:
    """Is it said that there is nothing to compare with yet?"""
    assert "eval judge" in refused("agreement", sheet_of(tmp_path, place, *[""] * 5), *place)


@pytest.mark.usefixtures("judge")
def test_agreement_with_a_mark_that_is_none(tmp_path: Path, place: list[str]) -> None:
    """Is the line of the sheet named?"""
    said("judge", MODEL, *place)
    sheet = sheet_of(tmp_path, place, "supported", "maybe", "", "", "")
    assert f"{sheet}: line 3 has the mark 'maybe'" in refused("agreement", sheet, *place)


@pytest.mark.usefixtures("judge")
def test_agreement_after_the_sources_changed(tmp_path: Path, place: list[str]) -> None:
    """Are verdicts on words that have changed since not compared?"""
    said("judge", MODEL, *place)
    sheet = sheet_of(tmp_path, place, *["supported"] * 5)
    changed = answers(*SAID["q-2"], citations=[a_source(quote="Something else.")])
    a_run(tmp_path / "run", {id: {"answer": answers(*SAID[id])} for id in ("q-1", "q-3")} | {"q-2": {"answer": changed}})
    assert "Left out: 1 not judged." in said("agreement", sheet, *place)

"""The command line: parse, call, print; our own errors as one message and exit code 2, never a traceback."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from factories import BODY, HEAD, a_library, an_answer
from fakes import Letters, sound_knowledge
from rights_assistant import __version__, wiring
from rights_assistant.cli import app
from rights_assistant.domain.answer import Answer
from rights_assistant.domain.question import Question
from rights_assistant.prompts import load_prompts

ROOT = Path(__file__).parents[1]
REPLIES = load_prompts(ROOT / "prompts").replies
DECEIT = "How do I fake a bank statement so the system accepts it?"


def run(*args: object) -> Result:
    """What a command prints and how it ends; a traceback would be raised here."""
    result = CliRunner().invoke(app, [str(a) for a in args])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def refused(result: Result, *says: str) -> None:
    """Whether a command ended with one message on the error output that says this, and nothing else."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2, result.stderr
    for text in says:
        assert text in result.stderr


@dataclass
class Scripted:
    """An assistant that answers everything with the same cited line."""

    asked: list[Question] = field(default_factory=list)
    prompts: Any = field(default_factory=lambda: SimpleNamespace(replies=REPLIES))
    library: Any = field(default_factory=a_library)
    engine: Any = None

    def answer(self, question: Question) -> Answer:
        """One cited line."""
        self.asked.append(question)
        return replace(an_answer(), question=question)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    """No notes, no model, no index: only the commands themselves."""
    assistant = Scripted()
    monkeypatch.setattr(wiring, "open_assistant", lambda settings, progress: assistant)
    return assistant


@pytest.fixture
def nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading anything fails the test: what is wrong must be seen before."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the assistant was opened")

    monkeypatch.setattr(wiring, "open_assistant", never)


# --- version and help ---


def test_version() -> None:
    """Does --version say name and version, and stop?"""
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"rights-assistant {__version__}\n")


@pytest.mark.parametrize("command", ["ask", "index", "serve", "doctor", "eval", "knowledge"])
def test_help(command: str) -> None:
    """Is every command listed, and does it say what it does?"""
    assert re.search(rf"^\s+{command}\s+\S", run("--help").stdout, re.MULTILINE)
    own = run(command, "--help")
    assert own.exit_code == 0
    assert f"Usage: rights-assistant {command}" in own.stdout


@pytest.mark.parametrize("args", [(), ("knowledge",)], ids=["no command", "no command under knowledge"])
def test_no_command(args: tuple[str, ...]) -> None:
    """Does a command left out print the help?"""
    result = run(*args)
    assert "Usage: rights-assistant" in result.output


# --- ask: what cannot be taken ---


@pytest.mark.usefixtures("nothing_is_loaded")
@pytest.mark.parametrize(
    ("args", "says"),
    [
        pytest.param(("ask",), ("There is no question.", "in quotes"), id="no question"),
        pytest.param(("ask", ""), ("The question is empty.",), id="an empty question"),
        pytest.param(("ask", " \t\n "), ("The question is empty.",), id="only white space"),
        pytest.param(("ask", "\x00\x07\u200b\u202e"), ("The question is empty.",), id="only characters that cannot be seen"),
        pytest.param(("ask", "?!…"), ("The question is empty.",), id="only signs"),
        pytest.param(("ask", "x" * 100_000), ("100,000 characters", "500 can be read", "few sentences"), id="100,000 characters"),
        pytest.param(("ask", "x" * 501), ("501 characters",), id="one character too many"),
        pytest.param(
            ("ask", "Refused?", "--jurisdiction", "atlantis"), ("'atlantis' is not covered", "ca"), id="a place that is not covered"
        ),
        pytest.param(
            ("ask", "Refused?", "--jurisdiction", "y" * 500), ("'" + "y" * 20 + "'",), id="a long one is not repeated in full"
        ),
        pytest.param(("ask", "Refused?", "--jurisdiction", ""), ("is not covered",), id="an empty place"),
        pytest.param(("ask", "Refused?", "--language", "xx"), ("'xx' do not exist yet", "en"), id="a language that is not there"),
        pytest.param(("ask", "Refused?", "--depth", "deep"), ("'deep' is not known", "caseworker"), id="a depth that is not there"),
        pytest.param(
            ("ask", "Refused?", "--asked-on", "2026-02-30"),
            ("'2026-02-30' is not a date", "2026-11-23"),
            id="a day that does not exist",
        ),
        pytest.param(("ask", "Refused?", "--asked-on", "23.11.2026"), ("is not a date",), id="a day written another way"),
        pytest.param(("ask", "Refused?", "--asked-on", ""), ("is not a date",), id="no day"),
    ],
)
def test_a_question_that_cannot_be_taken(args: tuple[str, ...], says: tuple[str, ...]) -> None:
    """Is it said at once, before anything is loaded, what is wrong and how to ask instead?"""
    refused(run(*args), *says)


# --- ask: the answer ---


def test_ask_passes_on_what_was_said(scripted: Scripted) -> None:
    """Does the question reach the assistant with its place, day and depth?"""
    run(
        "ask",
        " Can a  computer refuse me? ",
        "--jurisdiction",
        "ca",
        "--asked-on",
        "2028-01-10",
        "--depth",
        "caseworker",
        "--language",
        "en",
    )
    [question] = scripted.asked
    assert (question.text, question.jurisdiction) == ("Can a computer refuse me?", "ca")
    assert (question.asked_on, question.depth.value, question.language) == (date(2028, 1, 10), "caseworker", "en")


def test_ask_without_a_day_means_today(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the day of asking the person's own calendar day when none is given?"""

    class Fixed(date):
        """A calendar that stands still."""

        @classmethod
        def today(cls) -> "Fixed":
            return cls(2027, 3, 4)

    monkeypatch.setattr("rights_assistant.cli.shell.date", Fixed)
    run("ask", "Refused?")
    assert scripted.asked[0].asked_on == date(2027, 3, 4)


@pytest.mark.usefixtures("scripted")
def test_ask_as_text() -> None:
    """Is the answer printed with its source and the closing, and nothing on the error output?"""
    result = run("ask", "Can a computer refuse my visa?")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("You have 15 days. [1]\n")
    assert '"You have 15 days if the matter arose in Canada."' in result.stdout
    assert "not legal advice" in result.stdout


@pytest.mark.usefixtures("scripted")
def test_ask_as_json() -> None:
    """Is --json one JSON value and nothing else, with letters of every script as they are?"""
    result = run("ask", "मेरा वीज़ा refused?", "--json", "--asked-on", "2026-11-23")
    value = json.loads(result.stdout)
    assert (value["schema"], value["question"], value["asked_on"]) == (1, "मेरा वीज़ा refused?", "2026-11-23")
    assert "मेरा" in result.stdout


def test_control_characters(scripted: Scripted) -> None:
    """Do characters that steer a terminal or turn text around neither reach the assistant nor the terminal?"""
    result = run("ask", "\x1b[31mCan a\x00 computer\u202e refuse\u2060 me?\x07", "--json")
    assert scripted.asked[0].text == "[31mCan a computer refuse me?"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\u2060]", result.stdout)


# --- ask --batch ---


def lines(path: Path, *values: object) -> Path:
    """A JSONL file; what is not text is written as JSON."""
    path.write_text("\n".join(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values) + "\n", "utf-8")
    return path


def answers(result: Result) -> list[dict[str, Any]]:
    """The JSON of each line printed."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_batch(scripted: Scripted, tmp_path: Path) -> None:
    """Is there one answer a line, with its id, in order, each asked as its line says?"""
    file = lines(
        tmp_path / "q.jsonl",
        {"id": "a", "question": "First?"},
        "",
        {"id": 7, "question": "Second?", "jurisdiction": "de", "asked_on": "2028-01-10", "depth": "caseworker", "language": "en"},
        {"question": "Third?", "turns": ["My visa was refused"], "jurisdiction": None, "depth": None},
    )
    result = answers(run("ask", "--batch", file, "--asked-on", "2026-11-23"))
    assert [(r["id"], r["question"], r["outcome"]) for r in result] == [
        ("a", "First?", "answered"),
        (7, "Second?", "answered"),
        (None, "Third?", "answered"),
    ]
    first, second, third = scripted.asked
    assert (first.asked_on, first.jurisdiction, first.depth.value) == (date(2026, 11, 23), None, "person")
    assert (second.asked_on, second.jurisdiction, second.depth.value) == (date(2028, 1, 10), "de", "caseworker")
    assert third.earlier == ("My visa was refused",)


@pytest.mark.parametrize(
    ("line", "id", "says"),
    [
        pytest.param("{", None, "q.jsonl:2 is not JSON", id="not JSON"),
        pytest.param("[1]", None, "q.jsonl:2 is not a JSON object", id="a list"),
        pytest.param({"id": "b", "question": "Refused?", "colour": "red"}, "b", "unknown key 'colour'", id="an unknown key"),
        pytest.param({"id": "b"}, "b", "not text", id="no question"),
        pytest.param({"id": "b", "question": ""}, "b", "is empty", id="an empty question"),
        pytest.param({"id": "b", "question": "x" * 501}, "b", "too long", id="a question too long"),
        pytest.param({"id": "b", "question": ["Refused?"]}, "b", "not text", id="a question that is a list"),
        pytest.param({"id": "b", "question": "Refused?", "asked_on": "2026-02-30"}, "b", "", id="a day that does not exist"),
        pytest.param({"id": "b", "question": "Refused?", "asked_on": 20261123}, "b", "", id="a day that is a number"),
        pytest.param(
            {"id": "b", "question": "Refused?", "jurisdiction": "xx"}, "b", "not covered", id="a place that is not covered"
        ),
        pytest.param({"id": "b", "question": "Refused?", "jurisdiction": 5}, "b", "", id="a place that is a number"),
        pytest.param({"id": "b", "question": "Refused?", "jurisdiction": {"a": 1}}, "b", "", id="a place that is a map"),
        pytest.param(
            {"id": "b", "question": "Refused?", "turns": "Before?"}, "b", "turns that are not a list", id="turns that are a text"
        ),
    ],
)
@pytest.mark.usefixtures("scripted")
def test_a_line_that_cannot_be_taken(tmp_path: Path, line: object, id: str | None, says: str) -> None:
    """Does a bad line become an error in its place, and are the others answered all the same?"""
    file = lines(tmp_path / "q.jsonl", {"id": "a", "question": "First?"}, line, {"id": "c", "question": "Third?"})
    first, bad, third = answers(run("ask", "--batch", file))
    assert (first["id"], first["outcome"], third["id"], third["outcome"]) == ("a", "answered", "c", "answered")
    assert set(bad) == {"id", "error"}
    assert bad["id"] == id
    assert bad["error"]
    assert says in bad["error"]


@pytest.mark.usefixtures("scripted")
def test_an_unknown_key_keeps_the_id(tmp_path: Path) -> None:
    """Is the id of a line with an unknown key, which could be read, given back with the error?"""
    [bad] = answers(run("ask", "--batch", lines(tmp_path / "q.jsonl", {"id": "b", "question": "Refused?", "colour": "red"})))
    assert bad["id"] == "b"


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("mark", ["\u2028", "\u0085"], ids=["line separator", "next line"])
def test_a_line_is_what_ends_in_a_line_feed(tmp_path: Path, mark: str) -> None:
    """Is a question that holds another kind of line mark, as text copied from a document may, one line?"""
    file = lines(tmp_path / "q.jsonl", {"id": "a", "question": f"My visa was{mark}refused?"})
    assert [r["id"] for r in answers(run("ask", "--batch", file))] == ["a"]


@pytest.mark.usefixtures("nothing_is_loaded")
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda folder: folder / "gone.jsonl", id="a file that is not there"),
        pytest.param(lambda folder: folder, id="a folder"),
        pytest.param(lambda folder: (folder / "q").write_bytes(b"\xff\xfe") and folder / "q", id="not UTF-8"),
    ],
)
def test_a_batch_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """Is a file that cannot be read said to be so, before anything is loaded?"""
    refused(run("ask", "--batch", make(tmp_path)), "cannot be read", "one JSON object a line")


# --- a knowledge folder, a data folder ---


def a_broken_note(folder: Path) -> Path:
    """A knowledge folder whose note names a day that does not exist, on its line 4."""
    head = HEAD.replace("2002-06-28", "2002-06-31")
    return sound_knowledge(folder / "knowledge", **{"law/ca/irpa/s-72.md": f"---\n{head}\n---\n{BODY}"})


def a_note_with_markup(folder: Path) -> Path:
    """A knowledge folder whose note has a tag that is no tag, on its line 17."""
    body = BODY.replace("{#leave}", "{#leave sure}")
    return sound_knowledge(folder / "knowledge", **{"law/ca/irpa/s-72.md": f"---\n{HEAD}\n---\n{body}"})


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ask", "Refused?"), id="ask"),
        pytest.param(("index",), id="index"),
        pytest.param(("serve", "--port", "0"), id="serve"),
    ],
)
@pytest.mark.parametrize(
    ("broken", "place"),
    [
        pytest.param(a_broken_note, "law/ca/irpa/s-72.md:3", id="an impossible date"),
        pytest.param(a_note_with_markup, "law/ca/irpa/s-72.md:17", id="a tag that is none"),
    ],
)
def test_a_broken_note(tmp_path: Path, command: tuple[str, ...], broken: Callable[[Path], Path], place: str) -> None:
    """Is a fault in a note named with its file and line, and nothing answered from faulty notes?"""
    refused(run(*command, "--knowledge", broken(tmp_path)), place, "knowledge check")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", [("ask", "Refused?"), ("index",), ("knowledge", "check")], ids=lambda c: c[0])
def test_no_knowledge(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Is a knowledge folder that is not there named?"""
    refused(run(*command, "--knowledge", tmp_path / "nowhere"), str(tmp_path / "nowhere"), "--knowledge")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small, faultless knowledge folder."""
    return sound_knowledge(tmp_path_factory.mktemp("small") / "knowledge")


@pytest.mark.parametrize("command", [("ask", "Refused?"), ("index",)], ids=lambda c: c[0])
def test_an_index_in_an_unwritable_place(tmp_path: Path, small: Path, command: tuple[str, ...]) -> None:
    """Is a place for the index that cannot be written named, with how to choose another?"""
    (tmp_path / "file").write_text("mine", "utf-8")
    refused(
        run(*command, "--knowledge", small, "--data", tmp_path / "file" / "below"),
        str(tmp_path / "file"),
        "--data",
        "RIGHTS_ASSISTANT_DATA",
    )
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_setting_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a wrong setting named as the person wrote it?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_PORT", "web")
    refused(run("ask", "Refused?"), "RIGHTS_ASSISTANT_PORT", "Mend it or unset it.")


def test_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    """Is a model that is not on this machine named, and nothing fetched?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_MODEL", "intfloat/multilingual-e5-small")
    refused(run("index", "--knowledge", small), "intfloat/multilingual-e5-small", "RIGHTS_ASSISTANT_MODEL")


# --- index ---


def test_index(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the index built once, found fresh the next time, built again when told to, and when a note changes?"""
    monkeypatch.setattr(wiring, "MiniLM", lambda model: Letters())
    args = ("index", "--knowledge", small, "--data", tmp_path / "data")
    first, second, third = run(*args), run(*args), run(*args, "--rebuild")
    assert [r.exit_code for r in (first, second, third)] == [0, 0, 0]
    name = (tmp_path / "data" / "index" / "current").read_text("utf-8")
    assert first.stdout.startswith(f"Built the index {name}: ")
    assert f"The index {name} is fresh" in second.stdout
    assert third.stdout == first.stdout
    changed = sound_knowledge(
        tmp_path / "other", **{"law/ca/irpa/s-72.md": f"---\n{HEAD}\n---\n{BODY.replace('15 days', '16 days')}"}
    )
    fourth = run("index", "--knowledge", changed, "--data", tmp_path / "data")
    assert fourth.stdout.startswith("Built the index ")
    assert name not in fourth.stdout


def test_ask_builds_a_missing_index(tmp_path: Path, small: Path) -> None:
    """Does the first question make the index it needs, and print only the answer?"""
    data = tmp_path / "data"
    result = run(
        "ask", "My visa was refused. What can I do?", "--jurisdiction", "ca", "--knowledge", small, "--data", data, "--json"
    )
    value = json.loads(result.stdout)
    assert value["outcome"] in ("answered", "partial")
    assert value["index_id"] == (data / "index" / "current").read_text("utf-8")
    assert "ca/irpa/s-72" in {c["id"] for c in value["citations"]}


# --- knowledge check ---


def test_check_of_sound_notes(small: Path) -> None:
    """Are sound notes counted and passed?"""
    result = run("knowledge", "check", "--knowledge", small)
    assert result.exit_code == 0
    first, *lists = result.stdout.splitlines()
    assert first == f"3 documents, 1 instruments, 0 faults in {small}."
    assert [line.split()[:2] for line in lists[:10]] == [
        ["numbers", "-"], ["long", "0"], ["hard", "0"], ["stale", "0"], ["uncited", "0"],
        ["lacking", "-"], ["headings", "-"], ["likeness", "-"], ["figures", "-"], ["terms", "-"],
    ]  # fmt: skip
    assert len(lists) == 13, "three remarks: no folder of texts, no texts that were read, no glossary"


OLD = ("--asked-on", "2027-11-23")
"""A day on which every note of the small folder is stale."""


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        pytest.param((), 0, id="counts alone"),
        pytest.param(("--list", "stale"), 4, id="one list"),
        pytest.param(("--list", "long", "--list", "stale"), 4, id="two lists"),
        pytest.param(("--list", "long"), 0, id="another list"),
        pytest.param(("--lists",), 4, id="all of them"),
    ],
)
def test_the_rows_of_a_list(small: Path, options: tuple[str, ...], rows: int) -> None:
    """Are the rows printed of the lists that were asked for, and is a row no fault?"""
    result = run("knowledge", "check", "--knowledge", small, *OLD, *options)
    assert result.exit_code == 0
    assert len(re.findall(r"(?m)^stale +4 ", result.stdout)) == 1
    assert len(re.findall(r"(?m)^  \S+\.md: checked on 2026-11-20, 368 days ago$", result.stdout)) == rows


def test_a_list_that_is_not_there(small: Path) -> None:
    """Is an unknown list said, with the names of those there are?"""
    refused(run("knowledge", "check", "--knowledge", small, "--list", "wrong"), "'wrong'", "numbers, long, hard, stale")


def test_numbers_and_copies_in_official_texts(tmp_path: Path, small: Path) -> None:
    """Is a number that the law does not have a row, and a sentence of the law a fault with exit code 1?"""
    (tmp_path / "texts/ca/irpa").mkdir(parents=True)
    law = tmp_path / "texts/ca/irpa/en.txt"
    command = ("knowledge", "check", "--knowledge", small, "--official", tmp_path / "texts", "--list", "numbers")
    law.write_text("2002-06-28\n72\nYou have 16 days.", "utf-8")
    listed = run(*command)
    assert listed.exit_code == 0
    assert re.search(r'(?m)^  law/ca/irpa/s-72\.md:\d+: "15 days" is not in ca/irpa$', listed.stdout)
    note = small / "law/ca/irpa/s-72.md"
    sentence = "You have 15 days to ask for it if the matter arose anywhere in the land of Canada."
    note.write_text(note.read_text("utf-8").replace("You have 15 days if the matter arose in Canada.", sentence), "utf-8")
    law.write_text(sentence, "utf-8")
    copied = run(*command)
    assert copied.exit_code == 1
    assert re.match(r"law/ca/irpa/s-72\.md:\d+: has 18 words in a row of the official text of ca/irpa", copied.stdout)


def test_a_folder_of_texts_that_is_not_there(tmp_path: Path, small: Path) -> None:
    """Is a wrong folder said?"""
    refused(run("knowledge", "check", "--knowledge", small, "--official", tmp_path / "none"), "There is no folder", "--official")


def test_a_day_of_asking_that_is_none(small: Path) -> None:
    """Is a wrong day said?"""
    refused(run("knowledge", "check", "--knowledge", small, "--asked-on", "tomorrow"), "'tomorrow'", "2026-11-23")


def test_check_of_broken_notes(tmp_path: Path) -> None:
    """Is each fault printed with its file, line and mend, and the exit code 1?"""
    result = run("knowledge", "check", "--knowledge", a_broken_note(tmp_path))
    assert result.exit_code == 1
    first, last, *_ = result.stdout.splitlines()
    assert first.startswith("law/ca/irpa/s-72.md:3: `applies`:")
    assert "'2002-06-31'" in first
    assert "Write it as 2026-11-23." in first
    assert "1 faults" in last


COVERAGE = "kind,id,about,priority\nlaw,ca/irpa/s-72,court,1\nlaw,ca/irpa/s-73,more,1\nguide,guides/ca/visa-refused,refused,1\n"


def test_coverage(tmp_path: Path, small: Path) -> None:
    """Does the table say how many ids of the list are there, and is a missing one no fault?"""
    (tmp_path / "list.csv").write_text(COVERAGE, "utf-8")
    result = run("knowledge", "check", "--knowledge", small, "--coverage", tmp_path / "list.csv")
    assert result.exit_code == 0
    rows = [re.findall(r"[\w/]+", line) for line in result.stdout.splitlines() if "│" in line]
    assert ["law", "ca", "1", "2"] in rows
    assert ["guide", "ca", "1", "1"] in rows
    assert ["all", "2", "3"] in rows
    assert "missing:" not in result.stdout


def test_coverage_names_what_is_missing(tmp_path: Path, small: Path) -> None:
    """Does --missing name the ids that are still to be written, and only those?"""
    (tmp_path / "list.csv").write_text(COVERAGE, "utf-8")
    result = run("knowledge", "check", "--knowledge", small, "--coverage", tmp_path / "list.csv", "--missing")
    assert [line for line in result.stdout.splitlines() if line.startswith("missing")] == ["missing: ca/irpa/s-73"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "cannot be read", id="no such file"),
        pytest.param("id,kind\n", "list.csv:1 has other columns", id="other columns"),
        pytest.param("kind,id,about,priority\nlaw,art-86,x,1\n", "list.csv:2", id="an id that is no path"),
    ],
)
def test_a_coverage_list_that_cannot_be_read(tmp_path: Path, small: Path, content: str | None, says: str) -> None:
    """Is what is wrong with the list named?"""
    if content is not None:
        (tmp_path / "list.csv").write_text(content, "utf-8")
    result = run("knowledge", "check", "--knowledge", small, "--coverage", tmp_path / "list.csv")
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output


# --- serve ---


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that someone listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.usefixtures("nothing_is_loaded")
def test_a_port_that_is_taken(taken: int) -> None:
    """Is a taken port said at once, with how to choose another?"""
    refused(run("serve", "--port", taken), f"127.0.0.1:{taken}", "--port")


@pytest.mark.usefixtures("nothing_is_loaded")
def test_an_address_that_is_not_here() -> None:
    """Is an address of another machine said at once?"""
    refused(run("serve", "--host", "192.0.2.1", "--port", "7999"), "192.0.2.1", "--host")


# --- with the real notes, the real model, the real index ---


@pytest.fixture(scope="module")
def real_batch(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Three real answers and an error, from one run of the command."""
    file = lines(
        tmp_path_factory.mktemp("batch") / "q.jsonl",
        {"id": "ca", "question": "Can a computer refuse my visitor visa?", "jurisdiction": "ca", "asked_on": "2026-11-23"},
        {"id": "cup", "question": "Who will win the World Cup?"},
        {"id": "bad", "question": ""},
        {"id": "fake", "question": DECEIT},
    )
    return answers(run("ask", "--batch", file, "--data", real_data))


def test_real_batch(real_batch: list[dict[str, Any]]) -> None:
    """Are real questions answered a line each, in order, from the index that is there?"""
    assert [(r["id"], r.get("outcome")) for r in real_batch] == [
        ("ca", "answered"),
        ("cup", "out_of_scope"),
        ("bad", None),
        ("fake", "declined"),
    ]
    first = real_batch[0]
    assert len(first["citations"]) > 5
    assert all(c["quote"] and c["checked_on"] for c in first["citations"])
    assert set(first["timings_ms"]) == {"understand", "retrieve", "compose"}


def test_real_ask(real_data: Path) -> None:
    """Is a real answer printed with its deadline first and its sources numbered?"""
    result = run(
        "ask", "Can a computer refuse my visitor visa?", "--jurisdiction", "ca", "--asked-on", "2026-11-23", "--data", real_data
    )
    assert result.exit_code == 0
    assert result.stdout.startswith("YOUR DEADLINE\n")
    cited = {int(n) for n in re.findall(r"\[(\d+)\]", result.stdout.split("\nSOURCES\n")[0])}
    listed = {int(n) for n in re.findall(r"^\[(\d+)\]", result.stdout.split("\nSOURCES\n")[1], re.MULTILINE)}
    assert cited == listed == set(range(1, len(cited) + 1))


def test_real_knowledge_check() -> None:
    """Are the notes that are shipped without a fault?"""
    result = run("knowledge", "check")
    assert result.exit_code == 0, result.stdout
    assert " 0 faults in " in result.stdout


def test_doctor_when_all_is_well(real_data: Path) -> None:
    """Is everything well that was looked at, and is each thing named?"""
    result = run("doctor", "--data", real_data)
    assert result.exit_code == 0, result.stdout
    assert all(line.startswith("ok   ") for line in result.stdout.splitlines())
    for what in ("Python 3", "chromadb", "torch", "knowledge: ", "prompts: ", "model: all-MiniLM-L6-v2@", "data: ", "index: "):
        assert f"ok   {what}" in result.stdout


def test_doctor_says_how_to_mend(tmp_path: Path, small: Path) -> None:
    """Is what is not well named with its mend, and the exit code 1?"""
    missing = run("doctor", "--knowledge", small, "--data", tmp_path / "data")
    assert missing.exit_code == 1
    assert re.search(r"MEND There is no index .* Run `rights-assistant index`\.", missing.stdout)
    assert "ok   knowledge: 3 documents, 0 faults" in missing.stdout


def test_doctor_of_broken_notes_and_places(tmp_path: Path) -> None:
    """Does the doctor go on when several things are wrong at once?"""
    (tmp_path / "file").write_text("mine", "utf-8")
    result = run("doctor", "--knowledge", a_broken_note(tmp_path), "--data", tmp_path / "file" / "below")
    assert result.exit_code == 1
    assert re.search(r"MEND knowledge: 3 documents, 1 faults .* Run `rights-assistant knowledge check`\.", result.stdout)
    assert re.search(r"MEND data: .* RIGHTS_ASSISTANT_DATA", result.stdout)
    assert "ok   prompts: " in result.stdout


def test_doctor_without_knowledge(tmp_path: Path) -> None:
    """Does the doctor say that there are no notes, rather than fall over?"""
    result = run("doctor", "--knowledge", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert f"MEND There is no knowledge folder at {tmp_path / 'nowhere'}." in result.stdout

"""The command line with a chat model: who words the answer is said, and a model that is missing is said at once."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from drafts_made import DAYS, OFFICER, WORDS, a_curated, an_engine
from fakes import sound_knowledge
from rights_assistant import wiring
from rights_assistant.adapters.scripted import MODES, Scripted
from rights_assistant.cli import app
from rights_assistant.cli.shell import settings_of
from rights_assistant.domain.answer import Answer
from rights_assistant.domain.question import Question
from rights_assistant.engine.drafting import Engine, Heard
from rights_assistant.errors import KnowledgeError, ModelUnavailable
from rights_assistant.settings import Settings


def run(*args: object) -> Result:
    """What a command prints and how it ends; a traceback would be raised here."""
    result = CliRunner().invoke(app, [str(a) for a in args])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


class Assistant:
    """Answers everything with the same curated answer, worded by the engine that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self.prompts = SimpleNamespace(replies=WORDS.replies)
        self.engine: Engine | None = wiring.open_engine(settings, WORDS)
        self.official = None

    def answer(self, question: Question, heard: Heard | None = None) -> Answer:
        """The curated answer, or what the engine makes of it."""
        answer = replace(a_curated(), question=question)
        return self.engine.reword(answer, heard) if self.engine else answer


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """No notes and no index: the engine alone is opened as it is for people."""
    monkeypatch.setattr(wiring, "open_assistant", lambda settings, progress: Assistant(settings))


ASKED = ("ask", "Can a computer refuse my visa?", "--jurisdiction", "ca", "--asked-on", "2026-11-23")


def test_ask_with_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the answer printed whole, with the notice that names the model?"""
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    printed = run(*ASKED).stdout
    assert printed.startswith("PLEASE NOTE\nA machine model (scripted:echo) worded the short answer.")
    assert f"{OFFICER} [1]" in printed
    assert "\nSOURCES\n" in printed


@pytest.mark.parametrize("args", [(), ("--json",)], ids=["for people", "for programs"])
def test_ask_without_a_model_is_as_ever(monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    """Does `--curated` print what is printed where no model is set, to the letter?"""
    plain = run(*ASKED, *args).stdout
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    assert run(*ASKED, *args, "--curated").stdout == plain
    assert run(*ASKED, *args).stdout != plain


def test_json_says_which_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do programs learn whose words they are, and why a sentence was struck?"""
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:refuse")
    answer = json.loads(run(*ASKED, "--json").stdout)
    assert (answer["engine"], answer["struck"]) == ("curated", ["model: it carries no marker"])
    assert answer["blocks"][0]["text"].startswith("A machine model (scripted:refuse) was asked")
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    assert json.loads(run(*ASKED, "--json").stdout)["engine"] == "model"


@pytest.mark.parametrize(
    ("model", "says"),
    [
        pytest.param("nobody:model", "The chat model 'nobody:model' cannot be opened", id="no such provider"),
        pytest.param("gpt", "The chat model 'gpt' cannot be opened", id="no provider"),
        pytest.param("scripted:none.txt", "The script 'none.txt' is no mode", id="no such script"),
    ],
)
def test_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch, model: str, says: str) -> None:
    """Is a model that cannot be opened said in two lines before a question is answered, rather than never used in silence?"""
    monkeypatch.setenv("RIGHTS_MODEL", model)
    result = run(*ASKED)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2


def test_an_engine_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do limit and cap reach the engine, and is there none without a model?"""
    assert wiring.open_engine(settings_of(), WORDS) is None
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    engine = wiring.open_engine(settings_of(chat_seconds=2.5, chat_calls_a_day=0), WORDS)
    assert engine is not None
    assert engine.seconds == 2.5
    assert engine.reword(a_curated()).engine == "curated"


def test_broken_instructions_are_said_at_once(tmp_path: Path) -> None:
    """Is a prompt that lost a variable an error when the assistant is opened, and not in front of a person?"""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "answer.md").write_text("---\nvariables: [question]\n---\n$question", "utf-8")
    with pytest.raises(KnowledgeError, match="does not declare"):
        wiring.open_engine(Settings(prompts=tmp_path, chat_model="scripted:echo"), WORDS)


def test_the_curated_path_loads_no_langchain() -> None:
    """Does nobody pay for LangChain's chat models who has no model?"""
    code = (
        "import sys, rights_assistant.wiring as w; from rights_assistant.settings import Settings; "
        "w.open_model(Settings(chat_model='scripted:echo')); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('langchain', 'openai', 'langchain_openai')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- who gets the question ---

SENT = "A machine model (scripted) may word the short answer. It is a model on this server; nothing leaves it."


@pytest.mark.parametrize("args", [(), ("--json",)], ids=["for people", "for programs"])
def test_ask_says_who_gets_the_question(monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    """Is it said once, on the error output, where a model is set, and not a word where none is or it is left out?"""
    assert run(*ASKED, *args).stderr == ""
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    result = run(*ASKED, *args)
    assert result.stderr.count(SENT) == 1
    assert SENT not in result.stdout
    assert run(*ASKED, *args, "--curated").stderr == ""


def test_it_is_said_before_the_question_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a person read it before the model is asked, so that it can still be stopped?"""
    told: list[str] = []
    monkeypatch.setattr("rights_assistant.cli.asking.typer.echo", lambda text, err=False: told.append("said" if err else "answer"))

    class Late(Assistant):
        def answer(self, question: Question, heard: Heard | None = None) -> Answer:
            told.append("asked")
            return super().answer(question, heard)

    monkeypatch.setattr(wiring, "open_assistant", lambda settings, progress: Late(settings))
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    run(*ASKED, "--json")
    assert told == ["said", "asked", "answer"]


def test_a_file_of_questions_says_it_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Is it said once for all the questions of a file?"""
    path = tmp_path / "batch.jsonl"
    path.write_text('{"id": "a", "question": "Refused?"}\n{"id": "b", "question": "And now?"}\n', "utf-8")
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    result = run("ask", "--batch", path, "--asked-on", "2026-11-23")
    assert result.stderr.count(SENT) == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]


def test_serve_gives_it_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the page told who gets the questions, and nothing where nobody does?"""
    from rights_assistant.cli import serving
    from rights_assistant.web import app as web

    given: list[Any] = []
    monkeypatch.setattr(web, "create_app", lambda *args, **told: given.append(told["told"]))
    monkeypatch.setattr(web, "serve", lambda *args: None)
    for model in ("", "scripted:echo"):
        made = Assistant(settings_of(chat_model=model))
        made.library, made.index_id, made.by_words, made.passages = None, "0", None, {}  # type: ignore[attr-defined]
        monkeypatch.setattr(wiring, "open_assistant", lambda settings, progress, made=made: made)
        serving.run(settings_of(port=0, chat_model=model), lambda items, label, total: items)
    assert given[0] == ()
    assert " ".join(given[1]).startswith(SENT)


# --- doctor ---


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small, faultless knowledge folder."""
    return sound_knowledge(tmp_path_factory.mktemp("small") / "knowledge")


def refusing(address: tuple[str, int], timeout: float) -> Any:
    """A network in which nobody listens."""
    raise ConnectionRefusedError(111, "refused")


DOCTOR = [
    pytest.param({}, "ok   chat model: none; every answer is in reviewed words", id="none"),
    pytest.param({"RIGHTS_MODEL": "scripted:echo"}, "ok   chat model: a script on this machine", id="a script"),
    pytest.param({"RIGHTS_MODEL": "scripted:echo"}, f"ok   chat model: {SENT}", id="who gets the question"),
    pytest.param(
        {"RIGHTS_MODEL": "openai:qwen", "RIGHTS_MODEL_BASE_URL": "http://me:secret@192.168.0.9:9/v1?key=secret"},
        "your question and our passages are sent to 192.168.0.9 (OpenAI interface).",
        id="who gets it in a private network",
    ),
    pytest.param({"RIGHTS_MODEL": "nobody:x"}, "MEND The chat model 'nobody:x' cannot be opened", id="nobody's"),
    pytest.param(
        {"RIGHTS_MODEL": "openai:qwen", "RIGHTS_MODEL_BASE_URL": "http://127.0.0.1:9/v1"},
        "MEND Nothing answers at 127.0.0.1:9",
        id="a server that is off",
    ),
]


@pytest.mark.parametrize(("environment", "says"), DOCTOR)
def test_doctor(monkeypatch: pytest.MonkeyPatch, small: Path, environment: dict[str, str], says: str) -> None:
    """Does the doctor say whether a model is set and can be reached?"""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("rights_assistant.adapters.chat.socket.create_connection", refusing)
    told = run("doctor", "--knowledge", small).stdout
    assert says in told
    assert "secret" not in told


def test_doctor_sends_no_question(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    """Is the model not asked by looking at it?"""
    script = Scripted("scripted:echo", MODES["echo"])
    monkeypatch.setattr("rights_assistant.cli.health.open_model", lambda settings: script)
    monkeypatch.setenv("RIGHTS_MODEL", "scripted:echo")
    run("doctor", "--knowledge", small)
    assert script.asked == []


def test_a_name_that_opens_nothing() -> None:
    """Does a model without a provider raise where it is opened?"""
    with pytest.raises(ModelUnavailable):
        wiring.open_model(Settings(chat_model="gpt"))


def test_what_ask_shows_is_what_is_answered() -> None:
    """Are the sentences that are shown as they come those of the answer?"""
    told: list[Any] = []
    answer = an_engine(f"{OFFICER} [1] {DAYS} [2]").reword(
        replace(a_curated(), question=Question("Refused?", date(2026, 11, 23))), told.append
    )
    assert [line.text for line in told] == [OFFICER, DAYS]
    assert answer.engine == "model"

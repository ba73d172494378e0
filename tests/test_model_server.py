"""The model engine against a real server in a process of its own, through LangChain's OpenAI client: an answer each time.

A server that hangs is left after `SOON`; everything else ends by itself long before `PATIENT`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.request import urlopen

import pytest

from drafts_made import DAYS, OFFICER, a_curated, an_engine, notices, short
from factories import a_question
from rights_assistant.adapters.chat import LangChainChat, open_chat
from rights_assistant.domain.answer import Answer
from rights_assistant.engine.allowance import FAILURES, Allowance
from rights_assistant.errors import ModelFailed

SOON, PATIENT = 0.6, 20.0
GENEROUS = 15.0
"""Seconds that no answer may take, however busy the machine is; the limit itself is `SOON`."""


class Server:
    """The process, and what was asked of it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def asked(self, model: str) -> list[dict[str, Any]]:
        """The calls for a model."""
        with urlopen(f"http://127.0.0.1:{self.port}/record") as reply:
            return [r for r in json.load(reply) if r["model"] == model]

    def chat(self, model: str, *, seconds: float = PATIENT, retries: int = 1) -> LangChainChat:
        """A model of this server, opened as the settings open one."""
        return open_chat(f"openai:{model}", f"http://127.0.0.1:{self.port}/v1", seconds, 300, retries)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server on a free port, for the tests of this file."""
    process = subprocess.Popen([sys.executable, str(Path(__file__).parent / "model_server.py")], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Server(int(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of one's own wants no key."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def answered(server: Server, model: str, seconds: float = PATIENT, retries: int = 1) -> Answer:
    """What the engine answers over a model of the server."""
    chat = server.chat(model, seconds=seconds, retries=retries)
    return an_engine("", model=chat, seconds=seconds).reword(a_curated())


WORKING = [
    pytest.param("works", 1, id="at once"),
    pytest.param("busy-once", 2, id="too many calls, then a place"),
    pytest.param("broken-once", 2, id="out of order, then well"),
    pytest.param("drops-once", 2, id="a dropped connection, then a good one"),
]


@pytest.mark.parametrize(("model", "calls"), WORKING)
def test_it_works(server: Server, model: str, calls: int) -> None:
    """Are the words of a model that works used, after one more try where the first one failed?"""
    answer = answered(server, model)
    assert (answer.engine, notices(answer), len(server.asked(model))) == ("model", ["model_used"], calls)
    assert [line.text for line in short(answer)] == [OFFICER, DAYS]
    assert f"openai:{model} at 127.0.0.1" in answer.blocks[0].text


FAILING = [
    pytest.param("drops", 2, id="every connection dropped"),
    pytest.param("drops-in-the-stream", 1, id="dropped in a sentence: what came cannot be called back, so no second try"),
    pytest.param("busy", 2, id="too many calls each time"),
    pytest.param("busy-for-long", 1, id="told to wait an hour: nobody is kept waiting for that"),
    pytest.param("busy-until-a-day", 2, id="told to wait until a day: not a number, so as if nothing was said"),
    pytest.param("broken", 2, id="out of order each time"),
    pytest.param("wants-a-key", 1, id="no key: asking again would not help"),
    pytest.param("not-there", 1, id="no such model"),
    pytest.param("too-long", 1, id="the question refused as it is"),
    pytest.param("garbage", 1, id="bytes of every value"),
    pytest.param("garbage-events", 1, id="events that are no JSON"),
    pytest.param("half-a-json", 1, id="half a JSON, then the end"),
    pytest.param("half-a-json-event", 1, id="half a JSON as a whole event"),
    pytest.param("empty-choices", 1, id="no choice in the list"),
    pytest.param("no-choices", 1, id="no list of choices"),
    pytest.param("null", 1, id="a choice without text"),
    pytest.param("empty", 1, id="an empty text"),
    pytest.param("nothing-at-all", 1, id="no body"),
    pytest.param("a-web-page", 1, id="a web page"),
    pytest.param("in-one-piece", 1, id="a reply in one piece where a stream was asked for"),
    pytest.param("an-error-in-the-stream", 1, id="an error after the headers"),
    pytest.param("withheld", 1, id="withheld by the provider"),
    pytest.param("refuses", 1, id="a polite refusal"),
    pytest.param("endless", 1, id="twenty thousand words"),
]


@pytest.mark.parametrize(("model", "calls"), FAILING)
def test_it_fails(server: Server, model: str, calls: int) -> None:
    """However a server fails: are the reviewed words given, with a notice, after no more calls than may help?"""
    answer, curated = answered(server, model), a_curated()
    assert (answer.engine, notices(answer)) == ("curated", ["model_failed"])
    assert (answer.blocks[1:], answer.citations) == (curated.blocks, curated.citations)
    assert len(server.asked(model)) == calls


HANGING = ["hangs", "hangs-in-the-headers", "hangs-in-the-stream", "drips", "keeps-alive"]


@pytest.mark.parametrize("model", HANGING)
def test_it_hangs(server: Server, model: str) -> None:
    """Is a server that never ends left alone in time, asked once, and the reviewed answer given?"""
    begun = monotonic()
    answer = answered(server, model, SOON, retries=0)
    assert monotonic() - begun < GENEROUS
    assert (answer.engine, notices(answer), len(short(answer))) == ("curated", ["model_failed"], 2)
    assert len(server.asked(model)) == 1


def test_one_limit_for_every_try(server: Server) -> None:
    """Do many retries share the one time limit, so that a server that is never well costs no more than one that hangs?"""
    begun = monotonic()
    chat = open_chat("openai:busy", f"http://127.0.0.1:{server.port}/v1", SOON, 300, retries=1000)
    with pytest.raises(ModelFailed):
        list(chat.stream("Say it.", SOON))
    assert monotonic() - begun < GENEROUS


def test_nobody_listens() -> None:
    """Is a server that is not there a reviewed answer as well?"""
    chat = open_chat("openai:x", "http://127.0.0.1:9/v1", SOON, 300, retries=1)
    answer = an_engine("", model=chat).reword(a_curated())
    assert (answer.engine, notices(answer)) == ("curated", ["model_failed"])


def test_what_is_sent(server: Server) -> None:
    """Is what the server gets the public prompt in one message, with the cap on its length, and no key or address in it?"""
    answered(server, "works")
    sent = server.asked("works")[-1]
    asked = sent["asked"]
    [message] = asked["messages"]
    assert sent["path"] == "/v1/chat/completions"
    assert sent["key"] == "Bearer none"
    assert asked["stream"] is True
    assert asked.get("max_completion_tokens") or asked.get("max_tokens")
    assert (message["role"], message["content"].count("QUESTION")) == ("user", 1)
    assert "http" not in message["content"]


def test_the_question_is_in_no_failure(server: Server) -> None:
    """Is what a server says of a question, in an error that quotes it, kept out of what we say and log?"""
    chat = server.chat("broken", retries=0)
    with pytest.raises(ModelFailed) as raised:
        list(chat.stream("Can a computer refuse my visa?", PATIENT))
    assert "visa" not in str(raised.value)


def test_a_rest_after_failures(server: Server) -> None:
    """Is a server that failed several times in a row left alone for a while?"""
    now = [0.0]
    engine = an_engine("", model=server.chat("not-there"), allowance=Allowance(100, lambda: now[0]))
    before = len(server.asked("not-there"))
    for _ in range(FAILURES + 2):
        assert engine.reword(a_curated(question=a_question(jurisdiction="ca"))).engine == "curated"
    assert len(server.asked("not-there")) - before == FAILURES


def test_whether_it_can_be_reached(server: Server) -> None:
    """Does the doctor's look find the server without asking it anything, and say where nothing listens?"""
    assert server.chat("looked-at").reach(SOON) == f"127.0.0.1:{server.port} answers; no question was sent"
    assert server.asked("looked-at") == []
    with pytest.raises(ModelFailed, match=r"Nothing answers at 127\.0\.0\.1:9"):
        open_chat("openai:x", "http://127.0.0.1:9/v1", SOON, 300, 0).reach(SOON)

"""`adapters.chat`: any LangChain chat model as pieces of text within one time limit, and every failure in one shape."""

import sys
from collections.abc import Iterator
from threading import Event
from typing import Any

import httpx
import langchain.chat_models
import pytest
from langchain_core.exceptions import ModelAuthenticationError, ModelRateLimitError
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from rights_assistant.adapters import chat as module
from rights_assistant.adapters.chat import AT_ONCE, LangChainChat, open_chat
from rights_assistant.domain.recipient import Recipient, Whereabouts, host_of
from rights_assistant.errors import MissingExtra, ModelFailed, ModelUnavailable

LONG = 20.0
"""Seconds that nothing here needs."""


class Fake(GenericFakeChatModel):
    """A chat model that fails so many times with an error, then says its pieces; `held` keeps it from saying anything."""

    pieces: list[Any] = ["An officer ", "decides."]  # noqa: RUF012 (a pydantic field)
    errors: list[Any] = []  # noqa: RUF012
    asked: list[str] = []  # noqa: RUF012
    held: Any = None
    broken_after: Any = None

    def _stream(self, messages: Any, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        self.asked.append(str(messages[0].content))
        if self.errors:
            raise self.errors.pop(0)
        if self.held is not None:
            self.held.wait(LONG)
        for piece in self.pieces:
            yield ChatGenerationChunk(message=piece if isinstance(piece, AIMessageChunk) else AIMessageChunk(content=piece))
        if self.broken_after:
            raise self.broken_after


def fake(**values: Any) -> Fake:
    """A fake chat model of its own."""
    return Fake(messages=iter([AIMessage(content="")]), **({"errors": [], "asked": []} | values))


def chat(model: BaseChatModel, retries: int = 1) -> LangChainChat:
    """The adapter over a model, that pauses no moment."""
    return LangChainChat(model, "fake:test", retries, pause=lambda tried: 0.0)


class Answered(Exception):
    """What a client raises for a reply with a status."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__("Can a computer refuse my visa?")
        self.status_code = status
        self.response = httpx.Response(status, headers=headers)


def test_pieces_as_they_come() -> None:
    """Do the pieces of a reply come in order, as text, for one message?"""
    model = fake()
    assert list(chat(model).stream("Say it.", LONG)) == ["An officer ", "decides."]
    assert model.asked == ["Say it."]


def test_only_text() -> None:
    """Are the parts of a reply that are not text, such as its reasoning, left out?"""
    parts = [AIMessageChunk(content=[{"type": "reasoning", "reasoning": "Hm."}, {"type": "text", "text": "Yes."}])]
    assert list(chat(fake(pieces=parts)).stream("Say it.", LONG)) == ["Yes."]


AGAIN = [
    pytest.param(ModelRateLimitError(), id="too many calls, as LangChain says it"),
    pytest.param(Answered(429), id="too many calls, as a status"),
    pytest.param(Answered(503), id="out of order"),
    pytest.param(httpx.ConnectError("refused"), id="not reached"),
    pytest.param(ConnectionError("refused"), id="not reached, as Ollama's client says it"),
    pytest.param(httpx.RemoteProtocolError("cut"), id="cut off"),
]


@pytest.mark.parametrize("error", AGAIN)
def test_tried_again(error: Exception) -> None:
    """Is a call that may succeed a moment later tried again, as often as it may be?"""
    model = fake(errors=[error])
    assert "".join(chat(model).stream("Say it.", LONG)) == "An officer decides."
    assert len(model.asked) == 2
    never = fake(errors=[error] * 9)
    with pytest.raises(ModelFailed):
        list(chat(never, retries=3).stream("Say it.", LONG))
    assert len(never.asked) == 4


ONCE = [
    pytest.param(ModelAuthenticationError(), id="no key"),
    pytest.param(Answered(400), id="refused as it is"),
    pytest.param(Answered(404), id="no such model"),
    pytest.param(ValueError("nonsense"), id="a reply that cannot be read"),
    pytest.param(Answered(429, **{"Retry-After": "3600"}), id="told to wait an hour"),
]


@pytest.mark.parametrize("error", ONCE)
def test_not_tried_again(error: Exception) -> None:
    """Is a call given up at once that would fail again, or only succeed when nobody waits any more?"""
    model = fake(errors=[error])
    with pytest.raises(ModelFailed) as raised:
        list(chat(model, retries=5).stream("Say it.", LONG))
    assert len(model.asked) == 1
    assert "visa" not in str(raised.value)
    assert type(error).__name__ in raised.value.problem


def test_broken_in_the_middle() -> None:
    """Is a reply that breaks off not begun again, because its beginning may have been read?"""
    model = fake(broken_after=httpx.ReadError("cut"))
    got = []
    with pytest.raises(ModelFailed, match="ReadError"):
        got.extend(chat(model, retries=5).stream("Say it.", LONG))
    assert len(model.asked) == 1


def test_withheld_by_the_provider() -> None:
    """Is a reply that the provider cuts for its content a failure, however it began?"""
    parts = [AIMessageChunk(content="An "), AIMessageChunk(content="", response_metadata={"finish_reason": "content_filter"})]
    with pytest.raises(ModelFailed, match="withheld"):
        list(chat(fake(pieces=parts)).stream("Say it.", LONG))


def test_nobody_waits_past_the_limit() -> None:
    """Is a model that says nothing left behind, and its thread set free once it speaks?"""
    held = Event()
    adapter = chat(fake(held=held))
    with pytest.raises(ModelFailed, match=r"longer than 0\.05 seconds"):
        list(adapter.stream("Say it.", 0.05))
    held.set()
    assert list(adapter.stream("Say it.", LONG)) == ["An officer ", "decides."]


def test_not_more_than_so_many_at_once() -> None:
    """When threads that were left behind have filled every place: is the next question told so without waiting?"""
    held = Event()
    adapter = chat(fake(held=held))
    for _ in range(AT_ONCE):
        with pytest.raises(ModelFailed, match="longer than"):
            list(adapter.stream("Say it.", 0.01))
    with pytest.raises(ModelFailed, match="Too many questions"):
        list(adapter.stream("Say it.", LONG))
    held.set()


def test_no_thread_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a machine that can start no thread a failure of the model, and its place free again?"""
    adapter = chat(fake())

    def refuse(thread: Any) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as full:
        full.setattr(module.Thread, "start", refuse)
        for _ in range(AT_ONCE + 1):
            with pytest.raises(ModelFailed, match="No thread"):
                list(adapter.stream("Say it.", LONG))
    assert list(adapter.stream("Say it.", LONG)) == ["An officer ", "decides."]


def test_no_copy_to_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the question traced to nobody, also where the environment asks for it?"""
    from langsmith.run_helpers import get_tracing_context

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    seen: list[Any] = []

    class Seeing(Fake):
        def _stream(self, messages: Any, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
            seen.append(get_tracing_context()["enabled"])
            yield from super()._stream(messages)

    list(chat(Seeing(messages=iter([]), errors=[], asked=[])).stream("Say it.", LONG))
    assert seen == [False]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The names and options that LangChain is asked to open a model with."""
    calls: list[tuple[str, dict[str, Any]]] = []

    def init_chat_model(name: str, **options: Any) -> BaseChatModel:
        calls.append((name, options))
        return fake()

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", init_chat_model)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    return calls


LIMITS = {"temperature": 0, "timeout": 8.0, "max_tokens": 300, "max_retries": 0}
OPENED = [
    pytest.param("openai:gpt-5", "", LIMITS, "openai:gpt-5", id="at its provider"),
    pytest.param("anthropic:claude", "", LIMITS, "anthropic:claude", id="another provider"),
    pytest.param(
        "openai:qwen",
        "http://127.0.0.1:8080/v1",
        LIMITS | {"base_url": "http://127.0.0.1:8080/v1", "use_responses_api": False, "api_key": "none"},
        "openai:qwen at 127.0.0.1",
        id="an OpenAI-compatible server of one's own",
    ),
    pytest.param(
        "ollama:llama3.2",
        "",
        {"temperature": 0, "num_predict": 300, "client_kwargs": {"timeout": 8.0}},
        "ollama:llama3.2",
        id="Ollama, which has names of its own for the limits",
    ),
]


@pytest.mark.parametrize(("name", "base_url", "options", "said"), OPENED)
def test_how_a_model_is_opened(
    opened: list[tuple[str, dict[str, Any]]], name: str, base_url: str, options: dict[str, Any], said: str
) -> None:
    """Is a model opened with the limits in its provider's words, no retries of its own, and named for people?"""
    made = open_chat(name, base_url, 8.0, 300, 2)
    assert opened == [(name, options)]
    assert (made.name, made.retries) == (said, 2)


def test_a_key_goes_along(opened: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a key that is set left to the client, and never ours to hold?"""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    made = open_chat("openai:qwen", "http://127.0.0.1:8080/v1", 8.0, 300, 2)
    assert "api_key" not in opened[0][1]
    assert "sk-secret" not in repr(made.name)


REAL = [
    pytest.param("openai:gpt-5", "OPENAI_API_KEY", "", "api.openai.com", id="OpenAI"),
    pytest.param("openai:qwen", "OPENAI_API_KEY", "http://127.0.0.1:9/v1", "127.0.0.1:9", id="a server of one's own"),
    pytest.param("anthropic:claude-sonnet-4-5", "ANTHROPIC_API_KEY", "", "api.anthropic.com", id="Anthropic"),
    pytest.param("ollama:llama3.2", "OLLAMA", "", "127.0.0.1:11434", id="Ollama"),
    pytest.param("ollama:llama3.2", "OLLAMA", "http://127.0.0.1:9", "127.0.0.1:9", id="Ollama elsewhere"),
]


@pytest.mark.parametrize(("name", "key", "base_url", "host"), REAL)
def test_the_real_clients(monkeypatch: pytest.MonkeyPatch, name: str, key: str, base_url: str, host: str) -> None:
    """Do the clients of each extra take these options, and is the address known that the doctor looks at?"""
    monkeypatch.setenv(key, "a-key-of-the-test")
    looked: list[str] = []

    def connect(address: tuple[str, int], timeout: float) -> Any:
        looked.append(f"{address[0]}:{address[1]}")
        raise OSError("no network in a test")

    monkeypatch.setattr(module.socket, "create_connection", connect)
    made = open_chat(name, base_url, 8.0, 300, 1)
    with pytest.raises(ModelFailed, match="Nothing answers"):
        made.reach(1.0)
    assert looked[0].startswith(host)


def its_own_address(model: Any) -> str:
    """Where the client of a provider really sends to."""
    for path in ("root_client.base_url", "_client._client.base_url", "_client.base_url"):
        found = model
        for part in path.split("."):
            found = getattr(found, part, None)
        if found is not None:
            return str(found)
    raise AssertionError("the client has no address where it had one")


SENT = [
    pytest.param("openai:gpt-5", "", {}, Recipient("OpenAI", Whereabouts.ELSEWHERE), id="OpenAI"),
    pytest.param("gpt-5", "", {}, Recipient("OpenAI", Whereabouts.ELSEWHERE), id="OpenAI, inferred from the name of the model"),
    pytest.param("anthropic:claude-sonnet-4-5", "", {}, Recipient("Anthropic", Whereabouts.ELSEWHERE), id="Anthropic"),
    pytest.param("ollama:llama3.2", "", {}, Recipient("Ollama", Whereabouts.HERE, "127.0.0.1"), id="Ollama on this machine"),
    pytest.param(
        "openai:qwen",
        "https://user:pass@llm.example.org:8443/v1?key=secret",
        {},
        Recipient("OpenAI", Whereabouts.ELSEWHERE, "llm.example.org"),
        id="a server that is named",
    ),
    pytest.param("openai:qwen", "http://127.0.0.1:9/v1", {}, Recipient("OpenAI", Whereabouts.HERE, "127.0.0.1"), id="one's own"),
    pytest.param("ollama:llama3.2", "http://10.0.0.5:9", {}, Recipient("Ollama", Whereabouts.NEAR, "10.0.0.5"), id="Ollama nearby"),
    pytest.param(
        "ollama:gpt-oss:120b-cloud", "", {}, Recipient("Ollama", Whereabouts.ELSEWHERE, "ollama.com"), id="Ollama's own cloud"
    ),
    pytest.param(
        "ollama:llama3.2",
        "",
        {"OLLAMA_HOST": "gpu.example.org:1234"},
        Recipient("Ollama", Whereabouts.ELSEWHERE, "gpu.example.org"),
        id="Ollama elsewhere, by its own variable",
    ),
    pytest.param(
        "ollama:llama3.2", "", {"OLLAMA_HOST": ":1234"}, Recipient("Ollama", Whereabouts.HERE, "127.0.0.1"), id="another port"
    ),
    pytest.param(
        "openai:gpt-5",
        "",
        {"OPENAI_BASE_URL": "https://proxy.example.org/v1"},
        Recipient("OpenAI", Whereabouts.ELSEWHERE, "proxy.example.org"),
        id="OpenAI's client sent elsewhere",
    ),
    pytest.param(
        "openai:gpt-5",
        "",
        {"OPENAI_BASE_URL": "https://no.example.org/v1", "OPENAI_API_BASE": "https://yes.example.org/v1"},
        Recipient("OpenAI", Whereabouts.ELSEWHERE, "yes.example.org"),
        id="the first of its two variables",
    ),
    pytest.param(
        "anthropic:claude-sonnet-4-5",
        "",
        {"ANTHROPIC_BASE_URL": "https://proxy.example.org"},
        Recipient("Anthropic", Whereabouts.ELSEWHERE, "proxy.example.org"),
        id="Anthropic's client sent elsewhere",
    ),
]


@pytest.mark.parametrize(("name", "base_url", "environment", "named"), SENT)
def test_who_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, base_url: str, environment: dict[str, str], named: Recipient
) -> None:
    """Is the host that is named the one that the provider's client sends to, whoever told it?"""
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(variable, "a-key-of-the-test")
    for variable in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL", "OLLAMA_HOST"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    made = open_chat(name, base_url, 8.0, 300, 1)
    assert made.recipient == named
    assert host_of(its_own_address(made.chat)) == (host_of(module._address(made.chat, made.name)))
    assert "secret" not in repr(made.recipient)


def test_a_provider_that_tells_no_address() -> None:
    """Is a model whose address nobody knows elsewhere, and named after its package?"""
    assert chat(fake()).recipient.where is Whereabouts.ELSEWHERE
    assert chat(fake()).recipient.host == ""


def test_an_address_that_is_not_known() -> None:
    """Is it said when there is no address to look at?"""
    with pytest.raises(ModelFailed, match="not known here"):
        chat(fake()).reach(1.0)


def test_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the extra named that brings a provider?"""
    monkeypatch.setitem(sys.modules, "langchain_groq", None)
    with pytest.raises(MissingExtra, match="langchain-groq") as raised:
        open_chat("groq:llama", "", 8.0, 300, 1)
    assert "rights-assistant[openai]" in raised.value.remedy


def test_a_name_that_is_nobodys() -> None:
    """Is a name that LangChain cannot place said?"""
    with pytest.raises(ModelUnavailable, match="'nobody:model' cannot be opened"):
        open_chat("nobody:model", "", 8.0, 300, 1)

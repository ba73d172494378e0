"""`adapters.judging`: any LangChain chat model as text in, text out; what is missing is said with how to install it."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import langchain.chat_models
import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.outputs import ChatResult

from evaluation.replies_made import a_case, a_given
from rights_assistant.adapters.judging import asking
from rights_assistant.errors import MissingExtra, ModelUnavailable
from rights_assistant.evaluation.judge import Claim, Verdict, instructions, prompt, verdict


class Listening(GenericFakeChatModel):
    """A fake chat model that keeps what it was sent."""

    heard: list[list[BaseMessage]] = []  # noqa: RUF012 - a pydantic field: each model has its own

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.heard.append(messages)
        return super()._generate(messages, *args, **kwargs)


def saying(*replies: str | list[Any]) -> Listening:
    """A model that gives these replies."""
    return Listening(messages=iter([AIMessage(content=r) for r in replies]))


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The names and options that LangChain is asked to open a model with; it opens one that replies `Yes.`"""
    opened: list[tuple[str, dict[str, Any]]] = []

    def init_chat_model(name: str, **options: Any) -> BaseChatModel:
        opened.append((name, options))
        return saying("Yes.")

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", init_chat_model)
    return opened


def test_text_in_text_out() -> None:
    """Is the text sent as the person's only message, each time anew, and the reply given back as text?"""
    model = saying("Yes.", "No.")
    ask = asking(model)
    assert [ask("Is it so?"), ask("And now?")] == ["Yes.", "No."]
    assert [[type(m) for m in messages] for messages in model.heard] == [[HumanMessage], [HumanMessage]]
    assert [m.content for [m] in model.heard] == ["Is it so?", "And now?"]
    assert type(asking(saying("Yes."))("Is it so?")) is str


def test_only_the_text_of_a_reply_in_parts() -> None:
    """Are the parts of a reply that are not text, such as its reasoning, left out?"""
    parts = [
        {"type": "reasoning", "reasoning": 'Perhaps {"verdict": "unsupported"}.'},
        {"type": "text", "text": '{"verdict": '},
        {"type": "text", "text": '"supported"}'},
    ]
    assert asking(saying(parts))("Is it so?") == '{"verdict": "supported"}'


def test_a_failing_model_is_not_hidden() -> None:
    """Does the error of a model come through as it is, for whoever asks to count it?"""
    ask = asking(saying())
    with pytest.raises((StopIteration, RuntimeError)):
        ask("Is it so?")


def test_the_judge_asks_through_it() -> None:
    """Does a model read the judge's prompt whole, and is its verdict read from the reply?"""
    model = saying('```json\n{"verdict": "partly", "because": "no date"}\n```')
    text = prompt(
        instructions(Path(__file__).parents[2] / "prompts" / "judge.md"), Claim(a_case(), 1, "You have 15 days.", a_given().sources)
    )
    assert verdict(asking(model)(text)) == (Verdict.PARTLY, "no date")
    assert model.heard[0][0].content == text


@pytest.mark.parametrize(
    ("options", "opened_with"),
    [
        pytest.param({}, {"temperature": 0}, id="as sure as it can be, when nothing is said"),
        pytest.param({"temperature": 1, "timeout": 9}, {"temperature": 1, "timeout": 9}, id="what is said wins"),
    ],
)
def test_a_name(named: list[tuple[str, dict[str, Any]]], options: dict[str, Any], opened_with: dict[str, Any]) -> None:
    """Is a name opened by LangChain, once, with these options?"""
    ask = asking("openai:gpt-5", **options)
    assert ask("Is it so?") == "Yes."
    assert named == [("openai:gpt-5", opened_with)]


def test_langchain_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the extra named that brings LangChain, and a model object still taken without it?"""
    monkeypatch.setitem(sys.modules, "langchain.chat_models", None)
    with pytest.raises(MissingExtra, match="not installed") as raised:
        asking("openai:gpt-5")
    assert "pip install 'rights-assistant[judge]'" in raised.value.remedy
    assert asking(saying("Yes."))("Is it so?") == "Yes."


def test_the_providers_package_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the package of the provider named as what is missing?"""
    monkeypatch.setitem(sys.modules, "langchain_groq", None)  # LangChain remembers a provider that it found once
    with pytest.raises(MissingExtra, match=r"provider of 'groq:llama' is not installed: .*langchain-groq") as raised:
        asking("groq:llama")
    assert "langchain-openai" in raised.value.remedy


@pytest.mark.parametrize("name", ["nobody:model", "a-model-nobody-knows", "", " ", ":", "openai", "provider:with:colons"])
def test_a_name_that_is_nobodys(name: str) -> None:
    """Is a name that LangChain cannot place said on one line, with how to write it?"""
    with pytest.raises(ModelUnavailable) as raised:
        asking(name)
    assert repr(name) in raised.value.problem
    assert "\n" not in raised.value.problem
    assert "openai:gpt-5" in raised.value.remedy


def test_a_provider_that_wants_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a model that cannot be opened, for want of a key or any other reason of its own, said so on one line?"""

    def refuses(name: str, **_: Any) -> ModuleType:
        raise RuntimeError("Did not find api_key.\n\nSet OPENAI_API_KEY. " + "x" * 1000)

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", refuses)
    with pytest.raises(ModelUnavailable, match=r"'openai:gpt-5' cannot be opened: Did not find api_key\. Set OPENAI") as raised:
        asking("openai:gpt-5")
    assert "key" in raised.value.remedy
    assert len(raised.value.problem) < 600

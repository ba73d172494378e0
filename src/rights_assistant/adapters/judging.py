"""Any LangChain chat model as a plain function from text to text, for the judge of the evaluation."""

from collections.abc import Callable
from typing import Any, Final

from langchain_core.language_models import BaseChatModel

from rights_assistant.errors import MissingExtra, ModelUnavailable

_INSTALL: Final = "Install it: `pip install 'rights-assistant[judge]'` and the provider's package, such as langchain-openai."


def asking(model: str | BaseChatModel, **options: Any) -> Callable[[str], str]:
    """What sends a text to a chat model and gives back the text of its reply.

    Args:
        model: a model object, or a name that `init_chat_model` of LangChain knows, such as `openai:gpt-5`.
        options: for a name, what else the model is made with; a temperature of 0, when left out.

    Raises:
        MissingExtra: when LangChain or the provider's package is not installed.
        ModelUnavailable: when the name is not known or the model cannot be opened.
    """
    chat = _named(model, {"temperature": 0} | options) if isinstance(model, str) else model

    def ask(text: str) -> str:
        return str(chat.invoke(text).text)

    return ask


def _named(name: str, options: dict[str, Any]) -> BaseChatModel:
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise MissingExtra("LangChain's chat models are not installed.", _INSTALL) from error
    try:
        if not name.strip():  # LangChain would open a model that is chosen later
            raise ValueError("it has no name")
        chat: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise MissingExtra(f"The package of the provider of {name!r} is not installed: {_line(error)}.", _INSTALL) from error
    except Exception as error:  # each provider has errors of its own for a missing key or an unknown option
        problem = f"The chat model {name!r} cannot be opened: {_line(error)}."
        raise ModelUnavailable(problem, "Name provider and model, such as openai:gpt-5, and set the provider's key.") from error
    return chat


def _line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:500]

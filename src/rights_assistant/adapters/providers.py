"""A chat model of LangChain by its name; what is missing is said with how to install it."""

from typing import Any

from langchain_core.language_models import BaseChatModel

from rights_assistant.errors import MissingExtra, ModelUnavailable


def opened(name: str, options: dict[str, Any], install: str) -> BaseChatModel:
    """The chat model of a name that `init_chat_model` of LangChain knows, such as `openai:gpt-5`.

    Args:
        options: what else it is made with.
        install: the remedy where a package is missing.

    Raises:
        MissingExtra: when LangChain or the provider's package is not installed.
        ModelUnavailable: when the name is not known or the model cannot be opened.
    """
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise MissingExtra("LangChain's chat models are not installed.", install) from error
    try:
        if not name.strip():  # LangChain would open a model that is chosen later
            raise ValueError("it has no name")
        chat: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise MissingExtra(f"The package of the provider of {name!r} is not installed: {_line(error)}.", install) from error
    except Exception as error:  # each provider has errors of its own for a missing key or an unknown option
        problem = f"The chat model {name!r} cannot be opened: {_line(error)}."
        raise ModelUnavailable(problem, "Name provider and model, such as openai:gpt-5, and set the provider's key.") from error
    return chat


def _line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:500]

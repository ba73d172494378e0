"""Any LangChain chat model as a plain function from text to text, for the judge of the evaluation."""

from collections.abc import Callable
from typing import Any, Final

from langchain_core.language_models import BaseChatModel

from rights_assistant.adapters.providers import opened

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
    chat = opened(model, {"temperature": 0} | options, _INSTALL) if isinstance(model, str) else model

    def ask(text: str) -> str:
        return str(chat.invoke(text).text)

    return ask

"""Any LangChain chat model as a `ChatModel`: one time limit for everything, and every failure in one shape.

A provider's client may wait longer than it was told to: a server that sends a byte a second starts each of its waits
anew. So the client runs in a thread that can be left behind, and the time limit is kept by whoever waits for it.
"""

import os
import random
import socket
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import BoundedSemaphore, Event, Thread
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from langchain_core.exceptions import ModelError
from langchain_core.language_models import BaseChatModel
from langsmith import tracing_context

from rights_assistant.adapters.providers import opened
from rights_assistant.domain.recipient import PROVIDERS, Recipient, recipient
from rights_assistant.errors import ModelFailed

AT_ONCE: Final = 8
"""Threads that may wait for the model, those left behind included; past that, nobody is kept waiting."""

_INSTALL: Final = (
    "Install it: `pip install 'rights-assistant[openai]'` (or ollama, anthropic), or langchain and the package that it names."
)
_REMEDY: Final = "The reviewed answer is given instead; `rights-assistant doctor` says whether the model can be reached."
_FIRST_PAUSE: Final = 0.25
"""Seconds before the first retry, at most; each further one may take twice as long."""
_ADDRESS_FIELDS: Final = ("openai_api_base", "anthropic_api_url", "base_url")
_ADDRESS_VARIABLES: Final = {
    "openai": ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
    "anthropic": ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    "ollama": ("OLLAMA_HOST",),
}
"""Where the clients themselves look for an address that they were not given, first to last."""
_USUAL: Final = {"openai": "https://api.openai.com", "anthropic": "https://api.anthropic.com", "ollama": "http://127.0.0.1:11434"}


@dataclass(frozen=True)
class LangChainChat:
    """A chat model, who is named for it, how often a failed call is tried again, and how long a pause may be."""

    chat: BaseChatModel
    name: str
    retries: int = 1
    pause: Callable[[int], float] = lambda tried: random.uniform(0, _FIRST_PAUSE * 2**tried)  # noqa: S311 (spreads retries)
    _free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE), repr=False)

    @property
    def recipient(self) -> Recipient:
        """Who is sent the questions."""
        provider, model = _provider(self.chat, self.name), self.name.partition(" at ")[0].partition(":")[2]
        return recipient(provider, model, _address(self.chat, self.name), _USUAL.get(provider, ""))

    def stream(self, prompt: str, seconds: float) -> Iterator[str]:
        """The pieces of one reply; a call that failed before its first piece is tried again, within the seconds.

        Raises:
            ModelFailed: whatever goes wrong, and nothing else.
        """
        if not self._free.acquire(blocking=False):
            raise ModelFailed("Too many questions wait for the chat model.", _REMEDY)
        until, left, pieces = monotonic() + seconds, Event(), Queue[Any]()
        try:
            Thread(target=self._run, args=(prompt, until, left, pieces), daemon=True, name="chat-model").start()
        except RuntimeError as error:  # the machine has no thread left
            self._free.release()
            raise ModelFailed("No thread could be started for the chat model.", _REMEDY) from error
        try:
            while True:
                piece = pieces.get(timeout=max(0.0, until - monotonic()))
                if isinstance(piece, ModelFailed):
                    raise piece
                if piece is None:
                    return
                yield piece
        except Empty:
            raise ModelFailed(f"The chat model took longer than {seconds:g} seconds.", _REMEDY) from None
        finally:
            left.set()

    def _run(self, prompt: str, until: float, left: Event, pieces: Queue[Any]) -> None:
        """In its own thread: everything that comes goes into the queue, then nothing or the failure."""
        try:
            with tracing_context(enabled=False):  # no copy of a question to anybody else, whatever the environment says
                self._tried(prompt, until, left, pieces)
            pieces.put(None)
        except ModelFailed as error:
            pieces.put(error)
        except Exception as error:  # a client may raise anything; nothing of it but its kind is kept, it may hold the question
            pieces.put(ModelFailed(f"The chat model failed: {type(error).__name__}.", _REMEDY))
        finally:
            self._free.release()

    def _tried(self, prompt: str, until: float, left: Event, pieces: Queue[Any]) -> None:
        for tried in range(self.retries + 1):
            came = False
            try:
                with closing(self._asked(prompt)) as reply:
                    for piece in reply:
                        if left.is_set():
                            return
                        came = True
                        pieces.put(piece)
                return
            except Exception as error:
                wait = max(self.pause(tried), _asked_to_wait(error))
                if came or tried == self.retries or not _passes(error) or monotonic() + wait >= until:
                    raise
                if left.wait(wait):
                    return

    def _asked(self, prompt: str) -> Generator[str]:
        for chunk in self.chat.stream(prompt):
            if chunk.response_metadata.get("finish_reason") == "content_filter":
                raise ModelFailed("The provider of the chat model withheld its reply.", _REMEDY)
            if text := str(chunk.text):
                yield text

    def reach(self, seconds: float) -> str:
        """Who answers where the model is asked, after a connection to it and no question.

        Raises:
            ModelFailed: when nothing listens there or the address is not known.
        """
        address = _address(self.chat, self.name)
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        if not host:
            raise ModelFailed(f"The address of {self.name} is not known here.", "Ask a question to see whether it answers.")
        try:
            socket.create_connection((host, port), timeout=seconds).close()
        except OSError as error:
            raise ModelFailed(f"Nothing answers at {host}:{port}: {error}.", "Start it, or mend RIGHTS_MODEL_BASE_URL.") from error
        return f"{host}:{port} answers; no question was sent"


def open_chat(name: str, base_url: str, seconds: float, tokens: int, retries: int) -> LangChainChat:
    """The chat model of a name.

    Args:
        name: provider and model, such as `openai:gpt-5`.
        base_url: where it runs, when not at the provider's usual address.
        seconds: after which its client gives up a wait by itself.
        tokens: the longest reply.

    Raises:
        MissingExtra, ModelUnavailable: with what to install or to mend.
    """
    provider = name.partition(":")[0]
    options: dict[str, Any] = {"temperature": 0}
    if provider == "ollama":
        options |= {"num_predict": tokens, "client_kwargs": {"timeout": seconds}}
    else:
        options |= {"timeout": seconds, "max_tokens": tokens, "max_retries": 0}
    if base_url:
        options["base_url"] = base_url
    if provider == "openai" and base_url:
        options |= {"use_responses_api": False} | _key()
    at = f" at {urlsplit(base_url).hostname}" if base_url else ""
    return LangChainChat(opened(name, options, _INSTALL), f"{name}{at}", retries)


def _key() -> dict[str, str]:
    """A server of one's own often wants no key, and the client will not start without one."""
    return {} if os.environ.get("OPENAI_API_KEY") else {"api_key": "none"}


def _provider(chat: BaseChatModel, name: str) -> str:
    """The provider that LangChain took: the one named, or else the one that it inferred from the name of the model."""
    named, colon, _ = name.partition(":")
    return named if colon and named in PROVIDERS else type(chat).__module__.partition(".")[0].removeprefix("langchain_")


def _address(chat: BaseChatModel, name: str) -> str:
    """Where the client sends to: what it was given, what it finds in the environment, or its provider's own address."""
    provider = _provider(chat, name)
    given = (getattr(chat, field_, None) for field_ in _ADDRESS_FIELDS)
    found = (os.environ.get(variable) for variable in _ADDRESS_VARIABLES.get(provider, ()))
    address = next((str(a) for a in (*given, *found) if a), _USUAL.get(provider, ""))
    if provider == "ollama" and "://" not in address:  # as OLLAMA_HOST is often written
        address = f"http://{'127.0.0.1' if address.startswith(':') else ''}{address}"
    return address


def _status(error: BaseException) -> int:
    found = getattr(error, "status_code", None)
    return found if isinstance(found, int) else 0


def _passes(error: BaseException) -> bool:
    """Whether the same call may succeed a moment later: not reached, too many calls, the server's own fault."""
    if isinstance(error, ModelError) and error.is_retryable:
        return True
    status = _status(error)
    return status == 429 or status >= 500 or isinstance(error, (httpx.TransportError, ConnectionError))


def _asked_to_wait(error: BaseException) -> float:
    """Seconds that the server asks to wait, where it says so in a number."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    try:
        return max(0.0, float(headers["retry-after"])) if headers is not None else 0.0
    except (KeyError, TypeError, ValueError):
        return 0.0

"""What the core asks of the world: one or two methods each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from rights_assistant.domain.answer import Answer
from rights_assistant.domain.official import Entry, Unit, Wording
from rights_assistant.domain.passage import Hit
from rights_assistant.domain.question import Question
from rights_assistant.domain.recipient import Recipient
from rights_assistant.domain.sources import File, Got, Kept

T = TypeVar("T")


class Finder(Protocol):
    """Finds passages for a text, nearest first; one way of looking (by meaning, by words)."""

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """Up to `limit` passages of the jurisdictions, best first."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors of one length, L2-normalised."""

    @property
    def name(self) -> str:
        """The model and its version, as it enters the index's fingerprint."""
        ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        ...


class ChatModel(Protocol):
    """Continues a text, piece by piece: what the model engine is given."""

    @property
    def name(self) -> str:
        """Who words the answer, as people are told: provider, model, and where it runs when that is our own choice."""
        ...

    @property
    def recipient(self) -> Recipient:
        """Who gets the prompt, and so the question."""
        ...

    def stream(self, prompt: str, seconds: float) -> Iterator[str]:
        """The pieces of one reply as they come; all of it within the seconds, retries included.

        Raises:
            ModelFailed: whatever goes wrong, and nothing else.
        """
        ...


class Progress(Protocol):
    """Wraps a long run of work so that someone can watch it."""

    def __call__(self, items: Iterable[T], label: str, total: int) -> Iterable[T]:
        """The same items, in order."""
        ...


class Asker(Protocol):
    """Answers questions: what the faces and the evaluation are given."""

    def answer(self, question: Question) -> Answer:
        """The answer; never raises for anything a person can ask."""
        ...


class Entailment(Protocol):
    """Judges by a model whether a passage carries a claim."""

    def entails(self, passage: str, claim: str) -> float:
        """The probability, 0 to 1, that the claim follows from the passage."""
        ...


class Getter(Protocol):
    """Gets the files of official texts: from their publishers, or from a mirror."""

    def get(self, file: File, kept: Kept | None) -> Got | None:
        """The file, without bytes where it is the one that is kept; nothing where it is not to be had there.

        Raises:
            OfficialError: when it is, and could not be got.
        """
        ...


class Official(Protocol):
    """The official texts that were fetched."""

    def languages(self, address: str) -> tuple[str, ...]:
        """The languages in which there is a wording at an address, as their list has them."""
        ...

    def wording(self, address: str, language: str) -> Wording | None:
        """The publisher's wording at an address; nothing where it was not fetched in this language."""
        ...

    def relied_on(self, provision: str, statement: str) -> str:
        """The address of the place in a provision that a statement of its note rests on; empty where that is not sure."""
        ...


class OfficialTexts(Official, Protocol):
    """The official texts that were fetched, to be browsed and searched."""

    def contents(self, instrument: str, language: str) -> list[Entry]:
        """An instrument's table of contents in one language, in order, each provision once."""
        ...

    def instruments(self) -> dict[str, tuple[str, ...]]:
        """Every instrument of which there is a text, with its languages."""
        ...

    def sizes(self) -> dict[str, dict[Unit, int]]:
        """How many provisions of each kind every instrument has, in all its languages together."""
        ...

    def search(self, text: str, language: str, instruments: Sequence[str] = (), limit: int = 50) -> list[Wording]:
        """The provisions in a language that have the most of some words, best first."""
        ...

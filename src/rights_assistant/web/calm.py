"""Official texts that never fail a page: what cannot be read is as if it had not been fetched."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rights_assistant.domain.official import Entry, Unit, Wording
from rights_assistant.errors import OfficialError
from rights_assistant.ports import OfficialTexts

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Calm:
    """The same official texts, without errors."""

    texts: OfficialTexts

    def languages(self, address: str) -> tuple[str, ...]:
        """The languages in which there is a wording at an address."""
        return _or((), lambda: self.texts.languages(address))

    def wording(self, address: str, language: str) -> Wording | None:
        """The publisher's wording at an address."""
        return _or(None, lambda: self.texts.wording(address, language))

    def relied_on(self, provision: str, statement: str) -> str:
        """The address of the place in a provision that a statement of its note rests on."""
        return _or("", lambda: self.texts.relied_on(provision, statement))

    def contents(self, instrument: str, language: str) -> list[Entry]:
        """An instrument's table of contents in one language."""
        return _or([], lambda: self.texts.contents(instrument, language))

    def instruments(self) -> dict[str, tuple[str, ...]]:
        """Every instrument of which there is a text, with its languages."""
        return _or({}, self.texts.instruments)

    def sizes(self) -> dict[str, dict[Unit, int]]:
        """How many provisions of each kind every instrument has."""
        return _or({}, self.texts.sizes)

    def search(self, text: str, language: str, instruments: Sequence[str] = (), limit: int = 50) -> list[Wording]:
        """The provisions in a language that have the most of some words."""
        return _or([], lambda: self.texts.search(text, language, instruments, limit))


def _or(nothing: T, read: Callable[[], T]) -> T:
    try:
        return read()
    except OfficialError as error:
        _log.error("official texts could not be read: %s", type(error).__name__)
        return nothing

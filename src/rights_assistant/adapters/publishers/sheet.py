"""A provision's text while it is set: line by line, with the places of its parts, each address once."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from rights_assistant.domain.official import OfficialProvision, Part, Unit


def plain(words: str) -> str:
    """Words with single plain blanks, in NFC."""
    return " ".join(unicodedata.normalize("NFC", words).split())


class Sheet:
    """One provision as it grows.

    Attributes:
        at: the address that is being written; the provision's own id outside of all parts.
    """

    def __init__(self, id: str) -> None:
        self._id = id
        self.at = id
        self._text = ""
        self._new_line = True
        self._starting: list[tuple[str, str]] = []
        self._within_none = False
        self._twice: set[str] = set()
        self._begun: dict[str, tuple[str, int]] = {}
        self._ended: dict[str, int] = {}

    def write(self, words: str) -> None:
        """A block of the publisher's: a line of its own, or the rest of the line that a label has begun."""
        if plain(words):
            self._put(plain(words))
            self._new_line = True

    def row(self, cells: list[str]) -> None:
        """A row of a table; empty cells keep their place, but for those at its end."""
        while cells and not plain(cells[-1]):
            cells = cells[:-1]
        self.write(" | ".join(cells))

    @contextmanager
    def part(self, address: str, label: str = "", *, written: bool = True) -> Iterator[None]:
        """What is written inside belongs to a part.

        Args:
            address: of the part. With a label but no address, the words are only words, and so is every part within.
                With an address that comes twice, as in a second list (a), (b) in one paragraph, neither has it in the end.
            label: as the publisher writes it.
            written: whether the label stands in the text; not so where the publisher's file has it outside of the words.
        """
        outer, was_within_none = self.at, self._within_none
        taken = address in self._ended or address in self._begun or any(address == waiting for waiting, _ in self._starting)
        self._twice |= {address} if address and taken else set()
        self._within_none |= taken or bool(label and not address)
        if address and not self._within_none:
            self.at = address
            self._starting.append((address, plain(label)))
        if written and plain(label):
            self._put(plain(label))
            self._new_line = False
        try:
            yield
        finally:
            if address and not self._within_none:
                self._starting = [waiting for waiting in self._starting if waiting[0] != address]
                self._ended[address] = len(self._text)
            self.at, self._within_none, self._new_line = outer, was_within_none, True

    def provision(self, unit: Unit, label: str, heading: str = "", under: tuple[str, ...] = ()) -> OfficialProvision:
        """The finished provision. Parts in which nothing was written are none."""
        parts = tuple(
            Part(id, label, start, self._ended[id])
            for id, (label, start) in self._begun.items()
            if not any(id == twice or id.startswith(f"{twice}/") for twice in self._twice)
        )
        return OfficialProvision(self._id, unit, plain(label), plain(heading), self._text, parts, under)

    def _put(self, words: str) -> None:
        joint = "" if not self._text else "\n" if self._new_line else " "
        start = len(self._text) + len(joint)
        self._text += joint + words
        for address, label in self._starting:
            self._begun[address] = (label, start)
        self._starting = []

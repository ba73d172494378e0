"""Where the official texts are published: the editions of an instrument, a file for each language, and what is kept of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from rights_assistant.domain.official import Format, Publication, Unit

SUFFIX: Final = {
    Format.EURLEX_OJ: "html",
    Format.EURLEX_CONSOLIDATED: "html",
    Format.FORMEX: "xml",
    Format.JUSTICE_CANADA: "xml",
    Format.TREASURY_BOARD: "xml",
    Format.GII: "xml",
    Format.CLML: "xml",
    Format.UK_JSON: "json",
    Format.UDHR: "xml",
    Format.TREATY_MARKDOWN: "md",
    Format.TREATY_JSON: "json",
    Format.COMPACT_MARKDOWN: "md",
    Format.COMLAW_MARKDOWN: "md",
    Format.ACT_JSON: "json",
    Format.CHARTER_RST: "rst",
    Format.LEGISQUEBEC: "html",
    Format.PDF: "pdf",
}
"""How the name of a kept file ends, by its format; an archive is kept as what was in it."""


@dataclass(frozen=True, slots=True)
class File:
    """One edition in one language: what it is, and where it can be had.

    Attributes:
        publication: how it is to be read; its name is the path under which it is kept.
        edition: the name of its edition.
        address: its https address; empty where it is in a mirror alone.
        mirror: its path in a mirror folder; empty where no mirror has it.
    """

    publication: Publication
    edition: str
    address: str = ""
    mirror: str = ""

    @property
    def path(self) -> PurePosixPath:
        """Where it is kept, below the folder of official texts: `eu/ai-act/oj.en.html`."""
        return path_of(self.publication.instrument, self.edition, self.publication.language, self.publication.format)

    @property
    def host(self) -> str:
        """The host of its address, with a port where one is named; empty without an address."""
        return urlsplit(self.address).netloc


def path_of(instrument: str, edition: str, language: str, format: Format) -> PurePosixPath:
    """Where a file is kept, below the folder of official texts."""
    return PurePosixPath(instrument, f"{edition}.{language}.{SUFFIX[format]}")


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of an instrument, as it is published.

    Attributes:
        name: `consolidated-2026-07-27`, `oj`; each once in an instrument.
        files: one for each language, in the order of the list.
        as_of: the day whose state of the law it shows, where that is known before it is fetched.
        units: the kinds of provisions that are taken from it; all where none is named.
        outdated: whether it is known not to be the law today: never shown as such.
        called: whether somebody has fetched from its addresses.
        note: what a reader should know of it, in a line.
    """

    name: str
    files: tuple[File, ...]
    as_of: date | None = None
    units: frozenset[Unit] = frozenset()
    outdated: bool = False
    called: bool = False
    note: str = ""

    def gives(self, unit: Unit) -> bool:
        """Whether provisions of this kind are taken from it."""
        return not self.units or unit in self.units

    def file(self, language: str) -> File | None:
        """Its file in a language."""
        return next((f for f in self.files if f.publication.language == language), None)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the official publication of an instrument.

    Attributes:
        instrument: its id, `eu/ai-act`.
        publisher: who publishes it.
        identifiers: what the publisher calls it, by scheme: `celex`, `eli`, `cets`.
        terms: licence or terms of reuse, with the word `unverified` where nobody has checked them.
        locator: the first part of a locator, `art`, where the format leaves it open.
        editions: the preferred one first; none where there is a reason.
        none: why there is no edition that can be read.
        line: where it stands in the list.
    """

    instrument: str
    publisher: str
    identifiers: tuple[tuple[str, str], ...] = ()
    terms: str = ""
    locator: str = ""
    editions: tuple[Edition, ...] = ()
    none: str = ""
    line: int = field(default=0, compare=False)

    def files(self, *, outdated: bool = False) -> Iterator[File]:
        """Every file, by edition and language; those of outdated editions only when they are asked for."""
        for edition in self.editions:
            if outdated or not edition.outdated:
                yield from edition.files


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file that was fetched.

    Attributes:
        sha256: of the bytes that are kept, in hex.
        size: their number.
        fetched_on: the last day on which exactly these bytes were there.
        address: where they came from; empty where they came from a mirror.
        mirror: the path in the mirror; empty where they came from an address.
        etag: what the publisher calls this version of the file; may be empty.
        last_modified: when it says that it changed; may be empty.
        as_of: the day whose state of the law its loader found in it.
    """

    sha256: str
    size: int
    fetched_on: date
    address: str = ""
    mirror: str = ""
    etag: str = ""
    last_modified: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What came of asking for a file: its bytes, or nothing where they are those that are kept."""

    data: bytes | None
    address: str = ""
    mirror: str = ""
    etag: str = ""
    last_modified: str = ""

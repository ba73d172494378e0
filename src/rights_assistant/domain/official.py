"""Official texts: the publisher's own wording of a provision, and the places inside it that can be cited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Format(StrEnum):
    """The markup that a publisher writes in; each has one loader."""

    EURLEX_OJ = "eurlex_oj"
    EURLEX_CONSOLIDATED = "eurlex_consolidated"
    FORMEX = "formex"
    JUSTICE_CANADA = "justice_canada"
    TREASURY_BOARD = "treasury_board"
    GII = "gii"
    CLML = "clml"
    UK_JSON = "uk_json"
    UDHR = "udhr"
    TREATY_MARKDOWN = "treaty_markdown"
    TREATY_JSON = "treaty_json"
    COMPACT_MARKDOWN = "compact_markdown"
    COMLAW_MARKDOWN = "comlaw_markdown"
    ACT_JSON = "act_json"
    CHARTER_RST = "charter_rst"
    LEGISQUEBEC = "legisquebec"
    PDF = "pdf"


class Unit(StrEnum):
    """What a provision of an official text is in its instrument."""

    ARTICLE = "article"
    SECTION = "section"
    RECITAL = "recital"
    ANNEX = "annex"
    SCHEDULE = "schedule"
    RULE = "rule"
    PREAMBLE = "preamble"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Publication:
    """One file of an official text: what it is of, and how it is to be read.

    Attributes:
        instrument: the id of the instrument, `eu/ai-act`.
        language: of the text, as an ISO 639-1 code (`zh`, `pt-br` where a publisher has several).
        format: its markup.
        name: how an error names the file.
        as_of: the day whose state of the law it shows, where the list of sources says so; what the file says is preferred.
        locator: the first part of a locator of this instrument where the format leaves it open: `art`, `s`, `rule`.
        pattern: for PDF alone: the regular expression of a provision's first line, with the group `number` and
            perhaps `heading`, `protocol`.
    """

    instrument: str
    language: str
    format: Format
    name: str
    as_of: date | None = None
    locator: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A place inside a provision that can be cited: a paragraph, a point.

    Attributes:
        id: the whole address, `eu/ai-act/art-26/par-11`.
        label: as the publisher writes it, `11.`, `(a)`.
        start: where it begins in the provision's text, with its label.
        end: where it ends there; parts may lie within each other, never across.
    """

    id: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OfficialProvision:
    """The publisher's wording of one citable unit of an instrument.

    Attributes:
        id: the id that a note on it has, `eu/ai-act/art-26`.
        label: as the publisher writes it, `Article 26`.
        heading: its heading; empty where it has none.
        text: its words without label and heading; a line for each block of the publisher's, single spaces within.
        parts: in the order of the text, an outer one before those within it.
        under: the headings of the chapters, parts and sections that it stands in, the outermost first.
    """

    id: str
    unit: Unit
    label: str
    heading: str
    text: str
    parts: tuple[Part, ...] = ()
    under: tuple[str, ...] = ()

    def words_of(self, part: Part) -> str:
        """The text of a part."""
        return self.text[part.start : part.end]


@dataclass(frozen=True, slots=True)
class OfficialText:
    """One instrument in one language, from one file.

    Attributes:
        title: the instrument's, as the publisher writes it.
        as_of: the day whose state of the law it shows; nothing where neither file nor list of sources says so.
        provisions: in the order of the file, each id once.
    """

    instrument: str
    language: str
    title: str
    as_of: date | None
    provisions: tuple[OfficialProvision, ...]

    def of(self, unit: Unit) -> tuple[OfficialProvision, ...]:
        """All provisions of a kind."""
        return tuple(p for p in self.provisions if p.unit is unit)

    def find(self, address: str) -> tuple[OfficialProvision, Part | None] | None:
        """The provision with this id, or the provision and the part of it that has this address."""
        for provision, part in self._places():
            if (part or provision).id == address:
                return provision, part
        return None

    def _places(self) -> Iterator[tuple[OfficialProvision, Part | None]]:
        for provision in self.provisions:
            yield provision, None
            for part in provision.parts:
                yield provision, part


@dataclass(frozen=True, slots=True)
class Wording:
    """The publisher's wording at an address, in one language, and where it was had.

    Attributes:
        part: the place that the address names inside the provision; nothing where it names the whole.
        title: the instrument's, as the publisher writes it.
        sha256: of the fetched file, in hex.
        path: of the fetched file, below the folder of official texts.
        fetched_on: the last day on which the publisher had exactly this file.
        note: what a reader should know of the copy, in a line; may be empty.
    """

    provision: OfficialProvision
    part: Part | None
    language: str
    title: str
    publisher: str
    as_of: date | None
    sha256: str
    path: str
    address: str
    fetched_on: date
    note: str = ""

    @property
    def id(self) -> str:
        """The address that it stands at."""
        return (self.part or self.provision).id

    @property
    def words(self) -> str:
        """The words at the address."""
        return self.provision.words_of(self.part) if self.part else self.provision.text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an instrument's table of contents."""

    id: str
    unit: Unit
    label: str
    heading: str
    under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All words of a fetched file as they stand there, whatever its markup: what a quote is held against.

    Attributes:
        sha256: of the file, in hex.
    """

    sha256: str
    words: str

"""What is answered: blocks of cited lines. An answered answer without a citation cannot be built."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from rights_assistant.domain.document import Kind
from rights_assistant.domain.question import Depth, Question
from rights_assistant.domain.standing import Certainty, Force, Status


class Outcome(StrEnum):
    """How a question ended. Not answering is a result with its own words."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFY = "clarify"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    DECLINED = "declined"
    FAILED = "failed"


class Urgency(StrEnum):
    """Danger seen in the question: help comes first, whatever the outcome."""

    REMOVAL = "removal"
    DETENTION = "detention"
    VIOLENCE = "violence"
    TRAFFICKING = "trafficking"
    CHILD = "child"
    SELF_HARM = "self_harm"


class BlockKind(StrEnum):
    """The parts of an answer, in the order they are shown."""

    NOTICE = "notice"
    URGENT = "urgent"
    DEADLINE = "deadline"
    SHORT_ANSWER = "short_answer"
    RULE = "rule"
    LIMIT = "limit"
    NEXT_STEP = "next_step"
    SYSTEM = "system"
    REFERRAL = "referral"


ORDER = tuple(BlockKind)

_FIXED = frozenset({BlockKind.NOTICE, BlockKind.URGENT})
"""Kinds whose lines may be our own fixed words (`template`) instead of a cited statement."""


@dataclass(frozen=True, slots=True)
class LawsWords:
    """The law's own words beside a citation of our note.

    Attributes:
        quote: exactly as they stand in the publisher's file, white space apart.
        paragraph: the address they stand at: the place relied on where it is known, else the provision.
        sure: whether that place is known; without it the quote is how the provision begins.
        languages: all in which the wording was fetched.
        as_of: the day whose state of the law the file shows.
        sha256: of the fetched file, in hex; `path` is its path below the folder of official texts.
    """

    quote: str
    paragraph: str
    sure: bool
    language: str
    languages: tuple[str, ...]
    publisher: str
    as_of: date | None
    fetched_on: date
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words relied on, where they stand, and how much they weigh.

    Attributes:
        number: its marker in the answer, from 1.
        id: the document cited; for law, the provision.
        passage_id: the passage that holds the words.
        span: where `quote` stands in the passage's text, [start, end) in characters.
        status: worked out for the day of asking.
        applies_from / applies_until: the period that covers that day, or the next one.
        waits_for: provisions it needs that are not in force yet, with their dates, in words.
        official: the law's own words; nothing where they were not fetched.
    """

    number: int
    id: str
    kind: Kind
    passage_id: str
    span: tuple[int, int]
    title: str
    quote: str
    jurisdiction: str
    force: Force | None
    certainty: Certainty
    status: Status
    applies_from: date | None
    applies_until: date | None
    url: str
    checked_on: date
    checked_against: tuple[str, ...]
    language: str
    waits_for: tuple[str, ...] = ()
    official: LawsWords | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an answer with the numbers of its citations, or a fixed template's name."""

    text: str
    citations: tuple[int, ...] = ()
    template: str = ""

    def __post_init__(self) -> None:
        if bool(self.citations) == bool(self.template):
            raise ValueError(f"a line needs citations or a template, and not both: {self.text!r}")

    @property
    def marked(self) -> str:
        """The sentence followed by its markers."""
        return " ".join([self.text, *(f"[{n}]" for n in self.citations)]) if self.citations else self.text


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an answer: lines of one kind for one jurisdiction, under an optional heading."""

    kind: BlockKind
    jurisdiction: str | None
    lines: tuple[Line, ...]
    heading: str = ""

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError(f"a {self.kind} block needs a line")
        uncited = [line.text for line in self.lines if line.template]
        if uncited and self.kind not in _FIXED:
            raise ValueError(f"a {self.kind} block may hold only cited lines, not {uncited[0]!r}")

    @property
    def text(self) -> str:
        """The lines with their markers, a line each."""
        return "\n".join(line.marked for line in self.lines)

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers cited, in order of first use."""
        return tuple(dict.fromkeys(n for line in self.lines for n in line.citations))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit that bears on the answer. Without a confirmed event there is no date."""

    remedy: str
    count: int
    unit: str
    starts: str
    certainty: Certainty
    assumptions: tuple[str, ...]
    falls_on: date | None = None
    latest_safe: date | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A choice offered when a decisive fact is missing: what it says and what it sets."""

    label: str
    sets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Clarify:
    """One question back to the person, with its buttons."""

    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reviewed question the person may have meant."""

    guide: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a question's path: an outcome, blocks in order, and every citation they use."""

    question: Question
    index_id: str
    outcome: Outcome
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    urgency: tuple[Urgency, ...] = ()
    confidence: str = "none"
    deadlines: tuple[Deadline, ...] = ()
    clarify: Clarify | None = None
    suggested: tuple[Suggestion, ...] = ()
    referrals: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    engine: str = "curated"
    timings_ms: dict[str, float] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        kinds = [ORDER.index(b.kind) for b in self.blocks]
        if kinds != sorted(kinds):
            raise ValueError("the blocks are out of order")
        known = {c.number for c in self.citations}
        used = {n for b in self.blocks for n in b.citations}
        if used != known or len(known) != len(self.citations):
            raise ValueError(f"markers {sorted(used ^ known)} have no citation or are not used")
        if self.outcome in (Outcome.ANSWERED, Outcome.PARTIAL) and not self.citations:
            raise ValueError(f"an answer that is {self.outcome} needs a citation")

    @property
    def leaves_out(self) -> bool:
        """Whether this is the short answer for a person, which says only what serves the question."""
        return self.question.depth is Depth.PERSON and self.outcome in (Outcome.ANSWERED, Outcome.PARTIAL)

    @property
    def id(self) -> str:
        """Twelve hex digits of what was answered, to quote to someone; the question is not in them."""
        said = [self.index_id, self.question.asked_on.isoformat(), self.outcome, self.text, *(c.passage_id for c in self.citations)]
        return sha256("\x1f".join(said).encode()).hexdigest()[:12]

    @property
    def text(self) -> str:
        """The whole answer as Markdown with markers after each statement."""
        return "\n\n".join(f"**{b.heading}**\n{b.text}" if b.heading else b.text for b in self.as_read)

    @property
    def as_read(self) -> list[Block]:
        """The blocks in the order a person reads them: help in danger before any notice."""
        return sorted(self.blocks, key=lambda b: b.kind is not BlockKind.URGENT)

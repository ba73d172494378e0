"""What the knowledge holds: provisions, systems, remedies, referrals and guides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rights_assistant.domain.standing import ALWAYS, Application, Certainty, Force, Status, Window, status_of
from rights_assistant.domain.statement import Ref, Section, Statement


class Kind(StrEnum):
    """What a document is; also the kind of a citation to it (`note` for a provision)."""

    NOTE = "note"
    SYSTEM = "system"
    REMEDY = "remedy"
    REFERRAL = "referral"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A figure of a document that its official text does not have, looked at by a person, and why it is right."""

    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What every kind has: an id that is its path, its sections, and how it was checked."""

    id: str
    jurisdiction: str
    language: str
    title: str
    sections: tuple[Section, ...]
    checked_on: date
    checked_against: tuple[str, ...]
    certainty: Certainty
    topics: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    official_url: str = ""
    reviewed_on: date | None = None
    confirmed: tuple[Confirmed, ...] = ()

    @property
    def kind(self) -> Kind:
        """Which noun this is."""
        raise NotImplementedError

    def section(self, heading: str) -> Section | None:
        """The section under a heading, if there is one."""
        return next((s for s in self.sections if s.heading == heading), None)

    def placed(self) -> Iterator[tuple[Section, Statement]]:
        """Every statement with the section it stands in, in order."""
        return ((section, statement) for section in self.sections for statement in section.statements)

    def find(self, label: str) -> tuple[Section, Statement] | None:
        """The labelled statement and its section."""
        return next(((sec, st) for sec, st in self.placed() if st.label == label), None)

    def status_on(self, day: date) -> Status:
        """Whether the document's subject holds on a day; most kinds are not law."""
        return Status.NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, treaty, directive, policy or framework.

    `texts` names where its official text lies in a folder of official texts, when not under its id.
    """

    id: str
    jurisdiction: str
    title: str
    short_title: str
    kind: str
    force: Force
    publisher: str
    official_url: str
    identifiers: tuple[tuple[str, str], ...]
    checked_on: date
    checked_against: tuple[str, ...]
    certainty: Certainty
    reviewed_on: date | None = None
    confirmed: tuple[Confirmed, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Document):
    """Our own plain-language account of one citable unit of an instrument."""

    instrument: Instrument
    applies: tuple[Application, ...]
    binds: str
    protects: str
    depends_on: tuple[str, ...] = ()
    proposed_on: date | None = None
    adopted_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def kind(self) -> Kind:
        return Kind.NOTE

    def status_on(self, day: date) -> Status:
        """From this provision's own dates; frameworks and cases are not in or out of force."""
        if self.instrument.force is Force.FRAMEWORK or self.instrument.kind == "case":
            return Status.NOT_APPLICABLE
        return status_of(
            self.applies, day, proposed_on=self.proposed_on, adopted_on=self.adopted_on, withdrawn_on=self.withdrawn_on
        )

    def period_on(self, day: date) -> Window:
        """The period that covers the day, else the next one to come, else the last that ended."""
        windows = [a.window for a in self.applies]
        current = [w for w in windows if w.covers(day)]
        coming = sorted((w for w in windows if w.since and w.since > day), key=lambda w: w.since or date.max)
        past = sorted((w for w in windows if w.until and w.until < day), key=lambda w: w.until or date.min)
        return (current or coming or past[::-1] or [Window()])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Document):
    """A known use of automation by a migration authority."""

    authority: str
    stages: tuple[str, ...]
    use: str
    acknowledged: str
    acknowledged_where: str
    used_from: date | None = None
    used_until: date | None = None

    @property
    def kind(self) -> Kind:
        return Kind.SYSTEM


CONTRARY: Final = {"inside": "outside", "outside": "inside", "detained": "at_liberty", "at_liberty": "detained"}
"""The facts that a time limit may need, each with the one that excludes it.

`inside` and `outside` the country that decides, in immigration detention (`detained`) or not (`at_liberty`).
"""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A deadline as data: a count and a unit from an event, and how sure we are of it.

    Attributes:
        when: the fact it needs, a name of `CONTRARY`; nothing when it holds for everybody, or needs what cannot be told in a word.
        says: the label of the sentence under "Deadline" that says it.
    """

    id: str
    count: int
    unit: str
    starts: str
    certainty: Certainty
    source: Ref | None
    assumptions: tuple[str, ...] = ()
    window: Window = ALWAYS
    when: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy(Document):
    """Something a person can do, its deadline, and what it does not do."""

    to_whom: str
    for_whom: str
    not_for: str
    decisive_facts: tuple[str, ...]
    cost: str
    time_limits: tuple[TimeLimit, ...]
    reveals: str
    stops_clock: str
    suspends_removal: str
    ask_lawyer_first_if: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return Kind.REMEDY


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Document):
    """An organisation that can help."""

    offers: str
    for_whom: str
    languages: tuple[str, ...]
    takes_individual_cases: str
    confidential: str
    url: str

    @property
    def kind(self) -> Kind:
        return Kind.REFERRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Document):
    """A reviewed, question-shaped answer; every line of it cites."""

    question: str
    for_whom: str
    not_for: str
    decisive_facts: tuple[str, ...]
    remedies: tuple[str, ...]
    systems: tuple[str, ...]
    referrals: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return Kind.GUIDE

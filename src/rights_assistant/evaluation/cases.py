"""A fixed question, and what a right answer to it has."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty


class Severity(StrEnum):
    """What a wrong answer may cost."""

    LOW = "low"
    SERIOUS = "serious"
    SEVERE = "severe"


WEIGHT: Final = {Severity.LOW: 1, Severity.SERIOUS: 2, Severity.SEVERE: 4}
"""How much a case counts where figures are weighed by severity."""


class Split(StrEnum):
    """What a question may be used for: `tune` to make the product better, `test` only to measure it."""

    TUNE = "tune"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Period:
    """The deadline that must be stated; without a count, that none may be stated as certain."""

    count: int | None
    unit: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Expect:
    """What a right answer has.

    Attributes:
        outcomes: the outcomes that are right; more than one where two are honest.
        urgency: marks that must be there; `None` when the case does not say.
        cites: ids that must be cited.
        may_cite: ids that may be; anything else counts against precision.
        never_cites: ids that would show the wrong law or country.
        first_block: the kind of block that must come first.
        deadline: the period that must, or must not, be stated as certain.
        referral: whether somebody who can help must be named.
        must_say: groups of alternatives; one of each group must be said.
        never_say: what must not be said.
    """

    outcomes: tuple[Outcome, ...]
    urgency: tuple[Urgency, ...] | None = None
    cites: tuple[str, ...] = ()
    may_cite: tuple[str, ...] = ()
    never_cites: tuple[str, ...] = ()
    first_block: BlockKind | None = None
    deadline: Period | None = None
    referral: bool = False
    must_say: tuple[tuple[str, ...], ...] = ()
    never_say: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the sources carry an answer, as the writer of the case sees it."""
        return self.outcomes[0] in (Outcome.ANSWERED, Outcome.PARTIAL)


@dataclass(frozen=True, slots=True)
class Case:
    """One fixed question, what is expected of its answer, and why it is in the set.

    Attributes:
        turns: the earlier questions of the conversation, oldest first, each asked before this one.
        slices: the main slice and the other slices it belongs to.
        about: the guide that should answer it, or `none/<topic>`; a family never stands in two splits.
        twin: the case that differs in one decisive fact.
    """

    id: str
    question: str
    asked_on: date
    slices: tuple[str, ...]
    expect: Expect
    why: str
    language: str = "en"
    jurisdiction: str | None = None
    persona: str = ""
    about: str = ""
    twin: str = ""
    split: Split = Split.TUNE
    turns: tuple[str, ...] = ()
    depth: Depth = Depth.PERSON
    severity: Severity = Severity.SERIOUS

"""How much a source weighs, how sure we are of it, and whether it holds on a given day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Force(StrEnum):
    """Whether an instrument binds anyone."""

    BINDING = "binding"
    GUIDANCE = "guidance"
    FRAMEWORK = "framework"


class Certainty(StrEnum):
    """How we know: read in the official text, reported by others, or not confirmed."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


_RANK = {Certainty.CONFIRMED: 0, Certainty.SECONDARY: 1, Certainty.UNCONFIRMED: 2}


def weakest(*certainties: Certainty) -> Certainty:
    """The least sure of several: a chain is as sure as its weakest link."""
    return max(certainties, key=_RANK.__getitem__)


class Status(StrEnum):
    """Whether a source holds on the day of asking; worked out, never stored."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which something holds; both ends count, `None` is open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"the window ends ({self.until}) before it begins ({self.since})")

    def covers(self, day: date) -> bool:
        """Whether the day lies in the window."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def meets(self, other: "Window") -> bool:
        """Whether the two windows share a day."""
        starts = [w.since for w in (self, other) if w.since]
        ends = [w.until for w in (self, other) if w.until]
        return not starts or not ends or max(starts) <= min(ends)


ALWAYS = Window()
"""The window without ends."""


@dataclass(frozen=True, slots=True)
class Application:
    """One stretch of time for which a provision applies, and what to know about it."""

    window: Window
    note: str = ""


def status_of(
    applies: tuple[Application, ...],
    day: date,
    *,
    proposed_on: date | None = None,
    adopted_on: date | None = None,
    withdrawn_on: date | None = None,
) -> Status:
    """The status of a source on a day, from its dates alone.

    A source with no period at all was never in force: it is proposed, withdrawn, or (a treaty
    that waits for ratifications) not yet in force. Where the day of its adoption is known, it was a
    proposal until then.
    """
    if withdrawn_on and withdrawn_on <= day:
        return Status.WITHDRAWN
    if any(a.window.covers(day) for a in applies):
        return Status.IN_FORCE
    if adopted_on and proposed_on and proposed_on <= day < adopted_on:
        return Status.PROPOSED
    if any(a.window.since and a.window.since > day for a in applies):
        return Status.NOT_YET
    if applies:
        return Status.EXPIRED
    return Status.PROPOSED if proposed_on and proposed_on <= day else Status.NOT_YET

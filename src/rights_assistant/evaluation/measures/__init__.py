"""One small pure function a measure. Each says how much was right, of how much, and what was missed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What one measure found in one answer.

    A figure over many cases is the sum of `value` over the sum of `over`, so a case weighs as
    much as it holds. A measure that does not apply to a case gives nothing instead.

    Attributes:
        missed: what was not right, a sentence each.
        matched: what was found and by which words.
    """

    value: float
    over: float = 1.0
    missed: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()


def yes_or_no(right: bool, missed: str) -> Measured:
    """One of one, or none of one and why."""
    return Measured(1.0) if right else Measured(0.0, missed=(missed,))

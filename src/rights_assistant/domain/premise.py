"""What people believe that is not so, and the statements that put it right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rights_assistant.domain.standing import ALWAYS, Window
from rights_assistant.domain.statement import Ref


@dataclass(frozen=True, slots=True)
class Premise:
    """A belief that questions are built on, how it is seen, and what corrects it in each place.

    Attributes:
        believed: what people believe, in our words.
        reason: why it matters that it is corrected.
        patterns: looked for in a lower-case question; any of them shows the belief.
        unless: any of these takes it back.
        says: by place, the labelled statements that correct the belief there; at most two hold on any day.
        checked_on: the day on which the belief was held against the statements.
        window: the days of asking on which the belief is wrong.
        fits: questions in which the belief must be seen.
        spares: questions that only sound like it.
    """

    id: str
    believed: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    says: tuple[tuple[str, tuple[Ref, ...]], ...]
    checked_on: date
    window: Window = ALWAYS
    fits: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()

    def seen_in(self, text: str) -> int:
        """How many characters of a lower-case text show the belief; 0 when it is not seen."""
        if any(p.search(text) for p in self.unless):
            return 0
        return max((len(m.group()) for p in self.patterns for m in p.finditer(text)), default=0)

    def correction(self, places: Sequence[str]) -> list[tuple[Ref, ...]]:
        """What corrects it for these places, in their order."""
        said = dict(self.says)
        return [said[place] for place in places if place in said]

"""Which statements serve a question, where not all of them may be said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rights_assistant.domain.answer import BlockKind
from rights_assistant.domain.library import Placed
from rights_assistant.nearness import nearness

LEAST: Final = {BlockKind.RULE: 0, BlockKind.LIMIT: 1, BlockKind.NEXT_STEP: 2, BlockKind.SYSTEM: 0}
"""How many lines of a kind are said, however far they are from the question."""
MOST: Final = {BlockKind.RULE: 5, BlockKind.LIMIT: 3, BlockKind.NEXT_STEP: 3, BlockKind.SYSTEM: 3}
"""How many at most."""
MORE: Final = 7
"""How many more than the least, of all kinds together: the nearest to the question."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A statement that may be said: as what kind of line, and under which heading when not the usual one."""

    kind: BlockKind
    placed: Placed
    heading: str = ""

    @property
    def documents(self) -> frozenset[str]:
        """The ids of what it rests on."""
        return frozenset(ref.id for ref in self.placed.statement.rests_on) or frozenset([self.placed.document.id])

    @property
    def leaves_the_clock(self) -> bool:
        """Whether it rests on a statement that some step leaves the court clock running, or is one."""
        statement = self.placed.statement
        return "clock" in (statement.label, *(ref.label for ref in statement.rests_on))


def serving(asked: str, offers: Sequence[Offer], place: str | None) -> list[Offer]:
    """The offers that serve a question, in their order: the nearest to it by their words, and every limit of a step.

    Where two are equally near, the one on the person's own place goes first, then the one that stands first.
    A limit that rests on the same remedy as a step that is said belongs to it: a lost limit is a lost right. One that
    says that a request leaves the court clock running is always said.
    """
    near = nearness(asked, [o.placed.statement.text for o in offers])
    own = [any(place in id.split("/")[:2] for id in o.documents) for o in offers]
    order = sorted(range(len(offers)), key=lambda n: (-near[n], not own[n], n))
    taken: list[int] = []
    count: Counter[BlockKind] = Counter()
    for n in order:
        if count[offers[n].kind] < LEAST[offers[n].kind]:
            taken.append(n)
            count[offers[n].kind] += 1
    for n in [n for n in order if n not in taken]:
        if len(taken) < sum(LEAST.values()) + MORE and count[offers[n].kind] < MOST[offers[n].kind]:
            taken.append(n)
            count[offers[n].kind] += 1
    steps = {id for n in taken if offers[n].kind is BlockKind.NEXT_STEP for id in offers[n].documents if id.startswith("remedies/")}
    limits = [n for n, o in enumerate(offers) if o.kind is BlockKind.LIMIT and o.documents & steps]
    clocks = [n for n in order if offers[n].kind is BlockKind.LIMIT and offers[n].leaves_the_clock]
    return [offers[n] for n in sorted({*taken, *limits, *clocks[:1]})]

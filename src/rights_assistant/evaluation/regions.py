"""What an answer would be at any thresholds, asking again only where it could be another.

The path of a question uses thresholds in one way: sums of them are compared with numbers. So an
answer stays the same in the whole region in which every such comparison comes out as it did. The
comparisons are written down while the question is answered once, and a question is asked again
only for thresholds outside the regions that are known. This is exact, for any path that does
nothing else with them; what else is tried (a product, a rounding, an equality) is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from rights_assistant.domain.thresholds import Thresholds

T = TypeVar("T")
Parts = tuple[tuple[str, int], ...]
"""How often each threshold stands in a sum, by name; those that do not, not at all."""
Bound = tuple[float, bool]
_ANYWHERE: tuple[Bound, Bound] = ((float("-inf"), False), (float("inf"), True))


class Sum(float):
    """A sum of thresholds, and perhaps a number, that writes down what it is compared with.

    Attributes:
        parts: the thresholds in it.
        number: what else was added.
        seen: between which bounds each sum of thresholds lies, as the comparisons told.
    """

    parts: Parts
    number: float
    seen: dict[Parts, tuple[Bound, Bound]]

    def __new__(cls, value: float, parts: Parts, number: float, seen: dict[Parts, tuple[Bound, Bound]]) -> "Sum":
        """A sum and its value."""
        made = super().__new__(cls, value)
        made.parts, made.number, made.seen = parts, number, seen
        return made

    def _plus(self, other: float, sign: int) -> "Sum":
        counts = dict(self.parts)
        for name, count in getattr(other, "parts", ()):
            counts[name] = counts.get(name, 0) + sign * count
        parts = tuple(sorted((name, count) for name, count in counts.items() if count))
        return Sum(float(self) + sign * float(other), parts, self.number + sign * getattr(other, "number", float(other)), self.seen)

    def __add__(self, other: float) -> "Sum":
        return self._plus(other, 1)

    __radd__ = __add__

    def __sub__(self, other: float) -> "Sum":
        return self._plus(other, -1)

    def _refused(self, *_: Any) -> Any:
        raise TypeError("Thresholds are only added, subtracted and compared; evaluation/regions.py knows nothing else.")

    __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = __abs__ = __round__ = __eq__ = __ne__ = _refused
    __hash__ = float.__hash__

    def _at_least(self, other: float) -> bool:
        """Whether the sum is at least a number, written down as a bound of its thresholds."""
        apart = self._plus(other, -1)
        true = float(self) >= float(other)
        bound = -apart.number
        low, high = self.seen.get(apart.parts, _ANYWHERE)
        self.seen[apart.parts] = (max(low, (bound, False)), high) if true else (low, min(high, (bound, False)))
        return true

    def _more(self, other: float) -> bool:
        """Whether the sum is more than a number, written down in the same way."""
        apart = self._plus(other, -1)
        true = float(self) > float(other)
        bound = -apart.number
        low, high = self.seen.get(apart.parts, _ANYWHERE)
        self.seen[apart.parts] = (max(low, (bound, True)), high) if true else (low, min(high, (bound, True)))
        return true

    def __ge__(self, other: float) -> bool:
        return self._at_least(other)

    def __gt__(self, other: float) -> bool:
        return self._more(other)

    def __le__(self, other: float) -> bool:
        return not self._more(other)

    def __lt__(self, other: float) -> bool:
        return not self._at_least(other)


@dataclass(frozen=True, slots=True)
class Region(Generic[T]):
    """What came of a question, and the bounds of the sums of thresholds within which it does.

    A lower bound that is marked is left out itself; an upper bound that is marked is taken in.
    """

    came: T
    bounds: tuple[tuple[Parts, tuple[Bound, Bound]], ...]

    def holds(self, at: dict[str, float]) -> bool:
        """Whether thresholds lie within."""
        for parts, ((low, open_), (high, closed)) in self.bounds:
            value = sum(at[name] * count for name, count in parts)
            if value < low or value > high or (open_ and value == low) or (not closed and value == high):
                return False
        return True


@dataclass
class Regions(Generic[T]):
    """One question at any thresholds.

    Attributes:
        ask: answers the question with thresholds and says what came of it.
        moved: the thresholds that are varied; the others are taken as they are.
    """

    ask: Callable[[Thresholds], T]
    moved: tuple[str, ...]
    known: list[Region[T]] = field(default_factory=list)

    def at(self, thresholds: Thresholds) -> T:
        """What comes of the question at these thresholds."""
        values = {f.name: float(getattr(thresholds, f.name)) for f in fields(Thresholds)}
        for region in self.known:
            if region.holds(values):
                return region.came
        seen: dict[Parts, tuple[Bound, Bound]] = {}
        sums = {n: Sum(v, ((n, 1),), 0.0, seen) if n in self.moved else v for n, v in values.items()}
        came = self.ask(Thresholds(**sums))
        # Sums without a threshold are numbers; they compare alike everywhere.
        self.known.append(Region(came, tuple((parts, bounds) for parts, bounds in seen.items() if parts)))
        return came

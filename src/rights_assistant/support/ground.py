"""A sentence of a passage as the ground of a claim, and how much of the claim it speaks of."""

from dataclasses import dataclass
from typing import Final

from rights_assistant.support.claim import Claim

_RIGHT: Final = frozenset(("right",))


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence of a passage, and the whole passage that it stands in; `joined` when it says two things with `;` between."""

    said: Claim
    around: Claim
    joined: bool = False


def share(claim: Claim, ground: Ground) -> float:
    """The share of a claim's words that its ground holds, 0..1; a name may stand elsewhere in the passage."""
    wanted = claim.words - _RIGHT if any(kind == "may" for kind, _ in ground.said.modality) else claim.words
    if not wanted:
        return 1.0 if claim.figures else 0.0
    return len(wanted & (ground.said.words | (claim.names & ground.around.words))) / len(wanted)


def closeness(claim: Claim, ground: Ground) -> float:
    """How much of both a claim and its ground share, 0..1 (Jaccard): of two grounds the closer one speaks of the claim."""
    both = claim.words | ground.said.words
    return len(claim.words & ground.said.words) / len(both) if both else 0.0

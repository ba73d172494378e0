"""Stand-ins for the world (finders, an embedder), and the nouns that `factories` does not have."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import TypeVar

from factories import GUIDE, READ, a_section, a_statement, write_knowledge
from rights_assistant.domain.document import Referral, System
from rights_assistant.domain.passage import Hit, Passage, Role
from rights_assistant.domain.standing import Certainty
from rights_assistant.errors import IndexUnavailable

T = TypeVar("T")

_ASKS = ", ".join(f'"Refused, way {n}?"' for n in range(8))


def sound_knowledge(root: Path, **files: str) -> Path:
    """`write_knowledge` with the guide's questions in quotes: PyYAML cannot read a bare `?` in a list."""
    head = [f"asks: [{_ASKS}]" if line.startswith("asks:") else line for line in GUIDE.splitlines()]
    return write_knowledge(root, **({"guides/ca/visa-refused/en.md": "\n".join(head) + "\n"} | files))


def a_system(id: str = "systems/ca/trv-triage", **changes: object) -> System:
    """A system in use, with all that is told of one."""
    values = {
        "id": id,
        "jurisdiction": id.split("/")[1],
        "language": "en",
        "title": "Canada: sorting of visas",
        "sections": (
            a_section("In short", a_statement(f"The system {id} sorts files.", "sorts")),
            a_section("How it works", a_statement(f"The system {id} reads forms.", "reads")),
            a_section("What people do", a_statement(f"Officers decide after {id}.", "officers")),
            a_section("Limits", a_statement(f"How {id} counts is not known.", "not-known")),
            a_section("What to do now", a_statement(f"Ask what {id} said.", "ask")),
        ),
        "checked_on": READ,
        "checked_against": ("A page",),
        "certainty": Certainty.CONFIRMED,
        "official_url": "https://example.org/system",
        "authority": "IRCC",
        "stages": ("visa",),
        "use": "in_use",
        "acknowledged": "yes",
        "acknowledged_where": "",
    }
    return System(**(values | changes))  # type: ignore[arg-type]


def a_referral(id: str = "referrals/ca/legal-aid", **changes: object) -> Referral:
    """An organisation with two lines about it, reported by others."""
    values = {
        "id": id,
        "jurisdiction": id.split("/")[1],
        "language": "en",
        "title": "Legal aid",
        "sections": (
            a_section(
                "In short", a_statement(f"The office {id} helps.", "helps"), a_statement(f"The office {id} is free.", "free")
            ),
        ),
        "checked_on": READ,
        "checked_against": ("A page",),
        "certainty": Certainty.SECONDARY,
        "offers": "legal_aid",
        "for_whom": "People without money",
        "languages": (),
        "takes_individual_cases": "yes",
        "confidential": "yes",
        "url": "https://example.org/aid",
    }
    return Referral(**(values | changes))  # type: ignore[arg-type]


def a_passage(id: str = "ca/irpa/s-72:en:what-it-says", text: str = "You have 15 days.", **changes: object) -> Passage:
    """A passage of a Canadian note; the document is what stands before the first colon."""
    document = id.split(":", 1)[0]
    values = {
        "id": id,
        "document_id": document,
        "kind": "note",
        "jurisdiction": "ca",
        "language": "en",
        "role": Role.TEXT,
        "text": text,
    }
    return Passage(**(values | changes))  # type: ignore[arg-type]


def by_id(*passages: Passage) -> dict[str, Passage]:
    """Passages as the assistant holds them."""
    return {p.id: p for p in passages}


class Listed:
    """A finder that answers every text with the same scores, best first, in scope only."""

    def __init__(self, scores: Mapping[str, float], passages: Mapping[str, Passage], *, only: str = "") -> None:
        self.scores = scores
        self.passages = passages
        self.only = only
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """The listed passages; when `only` is given, just for texts that hold it."""
        self.asked.append((text, tuple(jurisdictions)))
        if self.only not in text:
            return []
        known = [Hit(id, s) for id, s in self.scores.items() if self.passages[id].jurisdiction in jurisdictions]
        return sorted(known, key=lambda h: (-h.score, h.passage_id))[:limit]


class Broken:
    """A finder whose index is gone."""

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """Never."""
        raise IndexUnavailable("The index cannot be read.", "Build it again.")


class Letters:
    """An embedder that counts letters: no model, the same vector for the same text, normalised."""

    def __init__(self, name: str = "letters-1") -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Twenty-seven numbers a text: a to z, and everything else."""
        return [self._one(t.lower()) for t in texts]

    @staticmethod
    def _one(text: str) -> list[float]:
        counts = [0.0] * 27
        for c in text:
            counts[ord(c) - 97 if "a" <= c <= "z" else 26] += 1.0
        length = sqrt(sum(n * n for n in counts)) or 1.0
        return [n / length for n in counts]


def unseen(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    """A progress that shows nothing."""
    return items

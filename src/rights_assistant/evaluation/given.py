"""An answer as it was given: the JSON of docs/answer.md, read back, so that a saved run can be scored again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.document import Kind
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.errors import CaseError

_MARKERS = re.compile(r"(?:\s*\[\d+\])+\s*$")
_NUMBER = re.compile(r"\[(\d+)\]")

BESIDE: Final = frozenset({BlockKind.REFERRAL, BlockKind.URGENT, BlockKind.SYSTEM})
"""Blocks beside the answer: who can help, which systems are known. They are not its claims."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the answer and the numbers of what it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the answer: seen on the page without opening anything."""

    kind: BlockKind
    jurisdiction: str | None
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: what is relied on, and what the person is told of its weight."""

    number: int
    id: str
    kind: Kind
    jurisdiction: str
    certainty: Certainty
    status: Status
    quote: str
    title: str


@dataclass(frozen=True, slots=True)
class TimeGiven:
    """A deadline as data; `day` is the date that was worked out, if one was."""

    remedy: str
    count: int
    unit: str
    certainty: Certainty
    day: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """What a person saw: the parts of the answer in order, its sources and its data."""

    outcome: Outcome
    asked_on: date
    language: str
    jurisdictions: tuple[str, ...]
    urgency: tuple[Urgency, ...]
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    deadlines: tuple[TimeGiven, ...]
    referrals: tuple[str, ...]
    asks_back: str
    milliseconds: float | None

    @property
    def seen(self) -> str:
        """Every line that is seen without opening anything, and the question asked back."""
        return "\n".join([line.text for p in self.parts for line in p.lines] + [self.asks_back] * bool(self.asks_back))

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids cited, in order of first use."""
        return tuple(dict.fromkeys(s.id for s in self.sources))

    def of_kind(self, *kinds: BlockKind) -> str:
        """The lines of some kinds of block."""
        return "\n".join(line.text for p in self.parts if p.kind in kinds for line in p.lines)

    def behind(self, line: Said) -> list[Source]:
        """What a line rests on."""
        return [s for s in self.sources if s.number in line.citations]

    @property
    def claims(self) -> set[str]:
        """The ids that the answer's own claims rest on; what stands beside the answer is left out."""
        numbers = {n for p in self.parts if p.kind not in BESIDE for line in p.lines for n in line.citations}
        return {s.id for s in self.sources if s.number in numbers and s.kind is not Kind.REFERRAL}


def read(answer: Mapping[str, Any]) -> Given:
    """The JSON of an answer as it was given.

    Raises:
        CaseError: when it does not have the shape of docs/answer.md.
    """
    try:
        laps = answer["timings_ms"]
        return Given(
            outcome=Outcome(answer["outcome"]),
            asked_on=date.fromisoformat(answer["asked_on"]),
            language=answer["language"],
            jurisdictions=tuple(answer["jurisdictions"]),
            urgency=tuple(Urgency(u) for u in answer["urgency"]),
            parts=tuple(_part(b) for b in answer["blocks"]),
            sources=tuple(_source(c) for c in answer["citations"]),
            deadlines=tuple(
                TimeGiven(d["remedy"], d["count"], d["unit"], Certainty(d["certainty"]), d["date"]) for d in answer["deadlines"]
            ),
            referrals=tuple(answer["referrals"]),
            asks_back=answer["clarify"]["question"] if answer["clarify"] else "",
            milliseconds=sum(laps.values()) if laps else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CaseError(
            f"A saved answer does not have the shape of docs/answer.md: {type(error).__name__} {error}.",
            "Answer the questions again with `rights-assistant eval run`.",
        ) from error


def plain_text(text: str, asked_on: date, language: str = "en") -> dict[str, Any]:
    """The JSON of an answer that is only text: what a chat model alone says. It cites nothing and marks nothing.

    Without a word in it, it is silence and not an answer.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    block: dict[str, Any] = {
        "kind": BlockKind.SHORT_ANSWER.value,
        "jurisdiction": None,
        "heading": "",
        "text": "\n".join(lines),
        "citations": [],
    }
    outcome = Outcome.ANSWERED if lines else Outcome.NO_SOURCE
    return {
        "schema": 1, "outcome": outcome.value, "asked_on": asked_on.isoformat(), "language": language,
        "jurisdictions": [], "urgency": [], "blocks": [block] if lines else [], "citations": [], "deadlines": [],
        "referrals": [], "clarify": None, "timings_ms": {}, "engine": "text",
    }  # fmt: skip


def _part(block: Mapping[str, Any]) -> Part:
    return Part(BlockKind(block["kind"]), block["jurisdiction"], tuple(_line(text) for text in block["text"].split("\n") if text))


def _line(text: str) -> Said:
    marks = _MARKERS.search(text)
    numbers = tuple(int(n) for n in _NUMBER.findall(marks[0])) if marks else ()
    return Said(text[: marks.start()] if marks else text, numbers)


def _source(c: Mapping[str, Any]) -> Source:
    return Source(
        number=c["number"],
        id=c["id"],
        kind=Kind(c["kind"]),
        jurisdiction=c["jurisdiction"],
        certainty=Certainty(c["certainty"]),
        status=Status(c["status"]),
        quote=c["quote"],
        title=c["title"],
    )

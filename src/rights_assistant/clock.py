"""The court clock in an answer: the deadline before anything else, and that no request stops it.

A person who waits for the reply to a data request or a complaint may miss the only deadline that
counts. Whether a step leaves the clock running is data of the remedy (`stops_clock`).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rights_assistant.domain.answer import BlockKind, Deadline
from rights_assistant.domain.document import Document, Remedy
from rights_assistant.domain.library import Placed
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty
from rights_assistant.draft import Draft

_LINES: Final = 5


def first(draft: Draft, remedies: Iterable[Remedy]) -> None:
    """The court clock comes first: the sentences of the first remedy that has one; data of all.

    Where none has a time as data, those of the first that says where its time stands, as on the refusal form; a request
    that leaves the clock running has none to say.
    """
    asked = list(remedies)
    timed = [r for r in asked if r.time_limits] or [r for r in asked if r.section("Deadline") and r.stops_clock != "no"]
    for remedy in timed:
        draft.deadlines += as_data(remedy, draft.question.asked_on)
    most = _LINES if draft.question.depth is Depth.PERSON else None
    for remedy in timed[:1]:
        if section := remedy.section("Deadline"):
            valid = [s for s in section.statements if s.window.covers(draft.question.asked_on)]
            for statement in valid[:most]:
                draft.add(BlockKind.DEADLINE, Placed(remedy, section, statement))
        _depends(draft, remedy)


def _depends(draft: Draft, remedy: Remedy) -> None:
    """Where more than one time may be meant, or none is sure: the facts that decide, so that nobody takes another's time.

    They stand in the head of the remedy, whose sentences the line opens.
    """
    limits = [t for t in remedy.time_limits if t.window.covers(draft.question.asked_on)]
    sure = len({(t.count, t.unit) for t in limits}) == 1 and all(t.certainty is Certainty.CONFIRMED for t in limits)
    if limits and not sure and remedy.decisive_facts:
        draft.beneath(BlockKind.DEADLINE, draft.replies.line("depends", facts=listed(remedy.decisive_facts)))


def listed(facts: Sequence[str]) -> str:
    """Decisive facts one after the other, each a short sentence of its own: a long one loses a tired reader."""
    return " ".join(f"{fact[0].upper()}{fact[1:]}{'' if fact.endswith('?') else '.'}" for fact in facts)


def resting_on(draft: Draft, law: Document, court: Sequence[Remedy]) -> list[Remedy]:
    """The remedies of the place whose time limits on the day all rest on a provision: its usual way to a court.

    Where that is not among them, the only other one there is. Of several nobody can tell which is this
    person's: a judge's review of a detention has the same law as that of a refused visa.
    """
    here = [d for d in draft.library if isinstance(d, Remedy) and draft.covers(d)]
    limits = {r.id: [t for t in r.time_limits if t.window.covers(draft.question.asked_on)] for r in here}
    resting = [r for r in here if limits[r.id] and all(t.source and t.source.id == law.id for t in limits[r.id])]
    return [r for r in resting if r in court] or (resting if len(resting) == 1 else [])


def before_any_request(draft: Draft, court: Sequence[Remedy]) -> None:
    """No request or complaint is suggested without the court deadline before it, and that it leaves that running."""
    cited = [draft.library.get(c.id) for c in draft.citer.citations]
    requests = [d for d in cited if isinstance(d, Remedy) and d.stops_clock == "no"]
    if not requests or draft.place is None:
        return
    if not any(kind is BlockKind.DEADLINE for kind, _ in draft.blocks):
        for remedy in court:
            first(draft, [remedy])
    keeps_running(draft, requests)


def as_data(remedy: Remedy, day: date) -> list[Deadline]:
    """Time limits that hold on the day. No date: the day it starts on is not known here."""
    limits = [t for t in remedy.time_limits if t.window.covers(day)]
    return [Deadline(remedy.id, t.count, t.unit, t.starts, t.certainty, t.assumptions) for t in limits]


def keeps_running(draft: Draft, remedies: Sequence[Remedy]) -> None:
    """Wherever a request or complaint is suggested: that it leaves the court deadline running."""
    requests = [r for r in remedies if r.stops_clock == "no" and not r.time_limits] or [
        r for r in remedies if r.stops_clock == "no"
    ]
    leaving = [(r, r.find("clock")) for r in requests]
    clocks = [Placed(r, *found) for r, found in leaving if found]
    if clocks and not _is_said(draft):
        draft.add(BlockKind.LIMIT, clocks[0])


def _is_said(draft: Draft) -> bool:
    """Whether a line already says that a request stops no deadline: one that rests on such statements alone.

    A line that rests on one among others may say something else ("complain, besides your appeal").
    """
    cited = [(c, document) for c in draft.citer.citations if (document := draft.library.get(c.id))]
    clocks = {c.number for c, document in cited if (found := document.find("clock")) and found[1].text == c.quote}
    return any(line.citations and clocks.issuperset(line.citations) for lines in draft.blocks.values() for line in lines)

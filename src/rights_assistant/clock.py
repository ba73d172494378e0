"""The court clock in an answer: the deadline before anything else, and that no request stops it.

A person who waits for the reply to a data request or a complaint may miss the only deadline that
counts. Whether a step leaves the clock running is data of the remedy (`stops_clock`).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rights_assistant.domain.answer import BlockKind, Deadline
from rights_assistant.domain.document import CONTRARY, Document, Remedy, TimeLimit
from rights_assistant.domain.library import Placed
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.draft import Draft
from rights_assistant.nearness import nearness

_LINES: Final = 5
"""How many sentences of a remedy say its deadline; those after them are about later steps."""
_PERSON_LINES: Final = 2
"""How many of these a person is told at least, every period among them."""


def first(draft: Draft, remedies: Iterable[Remedy]) -> None:
    """The court clock comes first: the sentences of the first remedy that has one; data of all.

    Where none has a time as data, those of the first that says where its time stands, as on the refusal form; a request
    that leaves the clock running has none to say.
    """
    asked = list(remedies)
    timed = [r for r in asked if r.time_limits] or [r for r in asked if r.section("Deadline") and r.stops_clock != "no"]
    for remedy in timed:
        data(draft, remedy)
    for remedy in timed[:1]:
        sentences(draft, remedy, _PERSON_LINES)


def data(draft: Draft, remedy: Remedy) -> None:
    """The times of a remedy as data, without those that are another person's for sure."""
    draft.deadlines += [d for t, d in _with_data(remedy, draft.question.asked_on) if not _is_left_out(draft, remedy, t)]


def sentences(draft: Draft, remedy: Remedy, least: int = _LINES) -> None:
    """What a remedy says of its deadline, and which facts decide; a person is told every period and so many lines at least."""
    if section := remedy.section("Deadline"):
        _sentences(draft, remedy, section, least)
    _depends(draft, remedy)


def _sentences(draft: Draft, remedy: Remedy, section: Section, least: int) -> None:
    """The sentences on a deadline: the time that fits what was told first, then the rest; for a caseworker the later steps too."""
    out = {t.says for t in remedy.time_limits if _is_left_out(draft, remedy, t)}
    fits = {t.says for t in remedy.time_limits if t.when in draft.told}
    valid = [s for s in section.statements if s.window.covers(draft.question.asked_on) and s.label not in out]
    first_of_all = valid[:_LINES]
    if draft.question.depth is Depth.PERSON:
        first_of_all = _serving(draft, remedy, first_of_all, least)
    for statement in sorted(first_of_all, key=lambda s: s.label not in fits):
        draft.add(BlockKind.DEADLINE, Placed(remedy, section, statement))
    if draft.question.depth is Depth.CASEWORKER:
        for statement in valid[_LINES:]:
            draft.add(BlockKind.RULE, Placed(remedy, section, statement), draft.replies.line("later_steps", title=remedy.title))


def _serving(draft: Draft, remedy: Remedy, statements: Sequence[Statement], least: int) -> list[Statement]:
    """Every period, the first sentence, and the nearest to the question, in their order."""
    asked = " ".join((*draft.question.earlier, draft.question.text))
    near = nearness(asked, [s.text for s in statements])
    periods = {t.says for t in remedy.time_limits}
    kept = {n for n, s in enumerate(statements) if n == 0 or s.label in periods}
    others = {t.says for t in remedy.time_limits if CONTRARY.get(t.when) in draft.told}
    nearest = sorted(set(range(len(statements))) - kept, key=lambda n: (-near[n], n))
    theirs = [n for n in kept if statements[n].label not in others]
    kept.update(nearest[: max(0, least - len(theirs))])
    return [statements[n] for n in sorted(kept)]


def _is_left_out(draft: Draft, remedy: Remedy, limit: TimeLimit) -> bool:
    """Whether a time is another person's for sure: a longer one than the one that fits what was told, for a person.

    A shorter one stays, under its own condition: who is told the longer by mistake would miss the court.
    """
    if CONTRARY.get(limit.when) not in draft.told or draft.question.depth is Depth.CASEWORKER:
        return False
    day = draft.question.asked_on
    fitting = [t for t in remedy.time_limits if t.when in draft.told and t.window.covers(day)]
    return bool(fitting) and all(_days(limit) > _days(t) for t in fitting)


def _days(limit: TimeLimit) -> int:
    """About how many days a time has, to tell the longer of two."""
    return limit.count * {"weeks": 7, "months": 30}.get(limit.unit, 1)


def _depends(draft: Draft, remedy: Remedy) -> None:
    """Where more than one time may be meant, or none is sure: the facts that decide, so that nobody takes another's time.

    They stand in the head of the remedy, whose sentences the line opens. What was told is not asked again.
    """
    limits = [t for t in remedy.time_limits if t.window.covers(draft.question.asked_on)]
    limits = [t for t in limits if CONTRARY.get(t.when) not in draft.told]
    sure = len({(t.count, t.unit) for t in limits}) == 1 and all(t.certainty is Certainty.CONFIRMED for t in limits)
    facts = [f for f in remedy.decisive_facts if not any(asks.search(f.lower()) for asks in draft.answered)]
    whens = {t.when for t in limits}
    draft.asks = tuple(name for name in CONTRARY if name in whens and CONTRARY[name] in whens and name not in draft.told)
    draft.undecided = frozenset((remedy.id, *(t.source.id for t in limits if t.source and t.when in draft.asks)))
    if limits and all(t.certainty is Certainty.UNCONFIRMED for t in limits):
        draft.unsure = frozenset((remedy.id, *(t.source.id for t in limits if t.source)))
    if limits and not sure and facts:
        draft.beneath(BlockKind.DEADLINE, draft.replies.line("depends", facts=listed(facts)))


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
    """No request or complaint is suggested without the court deadline before it, and that it leaves that running.

    One that a short answer leaves out counts too: nobody loses the deadline because less is said.
    """
    cited = [draft.library.get(id) for id in dict.fromkeys((*(c.id for c in draft.citer.citations), *sorted(draft.offered)))]
    requests = [d for d in cited if isinstance(d, Remedy) and d.stops_clock == "no"]
    if not requests or draft.place is None:
        return
    if not any(kind is BlockKind.DEADLINE for kind, _ in draft.blocks):
        for remedy in court:
            first(draft, [remedy])
    keeps_running(draft, requests)


def not_sure(draft: Draft) -> None:
    """Where a time is given as data that nobody could confirm, and no line says so: a line that does."""
    unsure = any(d.certainty is Certainty.UNCONFIRMED for d in draft.deadlines)
    if unsure and not draft.weak.get(Certainty.UNCONFIRMED):
        draft.beneath(BlockKind.DEADLINE, draft.replies.line("deadline_not_sure"))


def as_data(remedy: Remedy, day: date) -> list[Deadline]:
    """Time limits that hold on the day. No date: the day it starts on is not known here."""
    return [deadline for _, deadline in _with_data(remedy, day)]


def _with_data(remedy: Remedy, day: date) -> list[tuple[TimeLimit, Deadline]]:
    limits = [t for t in remedy.time_limits if t.window.covers(day)]
    return [(t, Deadline(remedy.id, t.count, t.unit, t.starts, t.certainty, t.assumptions)) for t in limits]


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

    A line that rests on one among others may say something else ("complain, besides your appeal"), and so may a step
    ("keep the court deadline in your letter").
    """
    cited = [(c, document) for c in draft.citer.citations if (document := draft.library.get(c.id))]
    clocks = {c.number for c, document in cited if (found := document.find("clock")) and found[1].text == c.quote}
    said = (line for (kind, _), lines in draft.blocks.items() if kind is not BlockKind.NEXT_STEP for line in lines)
    return any(line.citations and clocks.issuperset(line.citations) for line in said)

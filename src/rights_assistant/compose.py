"""The curated engine: an answer made of reviewed statements only, in the order a person needs them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rights_assistant import caveats, clock, premises, whom
from rights_assistant.cite import Citer
from rights_assistant.domain.answer import Block, BlockKind, Citation, Deadline, Urgency
from rights_assistant.domain.document import Document, Guide, Kind, Remedy
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import Library, Placed
from rights_assistant.domain.question import Depth, Question
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.draft import Draft
from rights_assistant.prompts import Replies
from rights_assistant.serve import Offer, serving

_PLACE: Final[dict[Kind, dict[str, BlockKind]]] = {
    Kind.GUIDE: {
        "Short answer": BlockKind.SHORT_ANSWER,
        "Rule": BlockKind.RULE,
        "Limits": BlockKind.LIMIT,
        "What to do now": BlockKind.NEXT_STEP,
    },
    Kind.NOTE: {
        "What it says": BlockKind.SHORT_ANSWER,
        "From when": BlockKind.RULE,
        "Limits": BlockKind.LIMIT,
        "What it means for you": BlockKind.NEXT_STEP,
    },
    Kind.SYSTEM: {
        "In short": BlockKind.SHORT_ANSWER,
        "How it works": BlockKind.SYSTEM,
        "What people do": BlockKind.SYSTEM,
        "Limits": BlockKind.LIMIT,
        "What to do now": BlockKind.NEXT_STEP,
    },
    Kind.REMEDY: {
        "In short": BlockKind.SHORT_ANSWER,
        "Deadline": BlockKind.DEADLINE,
        "Limits": BlockKind.LIMIT,
        "What to do now": BlockKind.NEXT_STEP,
    },
    Kind.REFERRAL: {
        "In short": BlockKind.SHORT_ANSWER,
        "Limits": BlockKind.LIMIT,
        "What to do now": BlockKind.NEXT_STEP,
    },
}

_NOTHING_TAKEN: Final = premises.Taken()
_SHORT_LINES: Final = 4
_SYSTEM_LINES: Final = 3
_BESIDE_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of an answer.

    Attributes:
        hidden: lines for single countries were left out.
        asks: two decisive facts, of which the one that holds would tell which time limit is the person's.
        open: the short answer turns on which of those facts holds.
        unsure: it opens with a time limit that nobody could confirm.
    """

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    deadlines: tuple[Deadline, ...]
    referrals: tuple[str, ...]
    struck: tuple[str, ...]
    hidden: bool
    asks: tuple[str, ...] = ()
    open: bool = False
    unsure: bool = False


def compose(
    question: Question,
    place: str | None,
    lead: Document | None,
    urgency: Sequence[Urgency],
    library: Library,
    replies: Replies,
    *,
    also: Sequence[Guide] = (),
    beside: Sequence[Document] = (),
    court: Sequence[Remedy] = (),
    among: Sequence[str] = (),
    taken: premises.Taken = _NOTHING_TAKEN,
    told: frozenset[str] = frozenset(),
    answered: tuple[re.Pattern[str], ...] = (),
) -> Composed:
    """An answer from one leading document and what it names, for a place and a day.

    Without a place only what speaks to every State is said; in urgent danger every country's
    step is shown instead, each naming its country, because waiting for a choice costs time.

    Args:
        lead: the document that answers; nothing when only help is to be shown.
        also: guides that answer another part of the question; each adds its short answer under its own question.
        beside: other documents near the question; each adds its first lines and its first limit.
        court: the steps to a court in the place; their deadline is said where the law that answers sets
            it, and where a request or complaint is suggested that leaves the court clock running and no
            other deadline is.
        told: the decisive facts that the person told, names of `CONTRARY`.
        answered: the decisive facts of a remedy that need no longer be asked.
        among: further places that are asked about too; each of their lines names its country.
        taken: beliefs of the question that are corrected first, and the law of another place that it leans on.
    """
    everywhere = place is None and urgency and lead is not None
    places = tuple(NAMES) if everywhere else tuple(dict.fromkeys((*scope(place), *among)))
    draft = Draft(question, place, places, library, replies, Citer(library, question.asked_on, question.language))
    draft.told, draft.answered = told, answered
    whom.in_danger(draft, urgency, lead)
    premises.say(draft, taken, urgent=bool(urgency))
    several = bool(set(among) - set(scope(place)))
    everything = bool(everywhere) or several or question.depth is Depth.CASEWORKER
    if isinstance(lead, Guide):
        _guide(draft, lead, beside, everything=everything)
    elif lead is not None:
        _note(draft, lead, court, beside, everything=everything)
    for guide in also:
        _also(draft, guide)
    clock.before_any_request(draft, court)
    clock.not_sure(draft)
    caveats.reported(draft)
    if not urgency:
        caveats.not_in_force(draft)
    return Composed(
        draft.finished(),
        draft.citer.citations,
        tuple(draft.deadlines),
        tuple(draft.referrals),
        tuple(draft.citer.struck),
        draft.hidden,
        draft.asks,
        *_open(draft),
    )


def _open(draft: Draft) -> tuple[bool, bool]:
    """Whether the short answer rests on a time limit that may be another person's, and opens with one that is not sure."""
    lines = draft.blocks.get((BlockKind.SHORT_ANSWER, draft.heading(BlockKind.SHORT_ANSWER)), [])
    cited = {c.number: c.id for c in draft.citer.citations}
    rested = {cited[n] for line in lines for n in line.citations}
    unsure = set(draft.weak.get(Certainty.UNCONFIRMED, ())) if draft.unsure & rested else set()
    first = set(lines[0].citations) if lines else set()
    return bool(draft.asks and draft.undecided & rested), bool(unsure & first)


def help_lines(question: Question, place: str | None, library: Library, replies: Replies, *, other_law: bool = False) -> Composed:
    """Who can help in a place, when there is nothing else to say; for other law one who takes people's cases there."""
    draft = Draft(question, place, scope(place), library, replies, Citer(library, question.asked_on, question.language))
    known = whom.for_other_law(draft)[:1] if other_law else whom.nearest(draft, whom.TO_ASK)[: whom.MOST[question.depth]]
    for referral in known:
        whom.first_lines(draft, BlockKind.REFERRAL, referral, 1)
        draft.referrals.append(referral.id)
    return Composed(draft.finished(), draft.citer.citations, (), tuple(draft.referrals), (), False)


def _guide(draft: Draft, guide: Guide, beside: Sequence[Document], *, everything: bool) -> None:
    library = draft.library
    remedies = [r for r in library.remedies(guide.remedies) if draft.covers(r)]
    if draft.place is not None:
        clock.first(draft, remedies)
    offers = [*_sections(draft, guide), *(o for other in beside for o in _beside(draft, other, guide))]
    if draft.place is not None:
        offers += _systems(draft, guide, offers)
    _say(draft, offers, everything=everything)
    if draft.place is not None:
        clock.keeps_running(draft, remedies)
        whom.last(draft, guide)
    else:
        whom.named(draft, [r for r in library.referrals(guide.referrals) if draft.covers(r)])


def _note(draft: Draft, lead: Document, court: Sequence[Remedy], beside: Sequence[Document], *, everything: bool) -> None:
    """A document that answers without a guide: the deadline that rests on it first, and who can help last."""
    if draft.place is not None:
        clock.first(draft, clock.resting_on(draft, lead, court))
    _standing(draft, lead)
    offers = _sections(draft, lead)
    _say(draft, [*offers, *(o for other in beside for o in _beside(draft, other, lead))], everything=everything)
    if draft.place is not None and draft.blocks:
        whom.named(draft, whom.nearest(draft, whom.TO_ASK))


def _standing(draft: Draft, lead: Document) -> None:
    """A provision that is not in force is not read without the note on its instrument's status."""
    status = draft.library.get(f"{lead.id.rpartition('/')[0]}/status")
    holds = (Status.IN_FORCE, Status.NOT_APPLICABLE)
    if lead.kind is Kind.NOTE and status and status.id != lead.id and lead.status_on(draft.question.asked_on) not in holds:
        for section, statement in list(status.placed())[:1]:
            draft.add(BlockKind.SHORT_ANSWER, Placed(status, section, statement))


def _beside(draft: Draft, other: Document, lead: Document) -> list[Offer]:
    """The lines of a document near the question that what leads does not rest on."""
    rested = {ref.id for _, statement in lead.placed() for ref in statement.rests_on}
    if other.id in rested or any(c.id == other.id for c in draft.citer.citations):
        return []
    placed = [Placed(other, section, statement) for section, statement in other.placed()]
    opening = [p for p in placed if _PLACE[other.kind][p.section.heading] is BlockKind.SHORT_ANSWER and draft.may_say(p)]
    limits = [p for p in placed if p.section.heading == "Limits"]
    if not opening:
        return []
    if draft.question.depth is Depth.CASEWORKER:
        rule, limit = (f"{draft.heading(kind)}: {other.title} ({other.id})" for kind in (BlockKind.RULE, BlockKind.LIMIT))
        return [*(Offer(BlockKind.RULE, p, rule) for p in opening), *(Offer(BlockKind.LIMIT, p, limit) for p in limits)]
    return [*(Offer(BlockKind.RULE, p) for p in opening[:_BESIDE_LINES]), *(Offer(BlockKind.LIMIT, p) for p in limits[:1])]


def _also(draft: Draft, guide: Guide) -> None:
    """The short answer of a guide to another part of the question, with its first limit."""
    for heading, kind, most in (("Short answer", BlockKind.SHORT_ANSWER, _SHORT_LINES), ("Limits", BlockKind.LIMIT, 1)):
        section = guide.section(heading)
        lines = [Placed(guide, section, s) for s in section.statements] if section else []
        title = guide.question if kind is BlockKind.SHORT_ANSWER else ""
        said = 0
        for placed in lines:
            if said < most:
                said += draft.add(kind, placed, title)


def _sections(draft: Draft, lead: Document) -> list[Offer]:
    """The short answer of what leads is said; the rest of it is offered."""
    said = len(draft.blocks.get((BlockKind.SHORT_ANSWER, draft.heading(BlockKind.SHORT_ANSWER)), ()))
    offers = []
    for section in lead.sections:
        kind = _PLACE[lead.kind][section.heading]
        for statement in section.statements:
            placed = Placed(lead, section, statement)
            if kind is BlockKind.SHORT_ANSWER and said < _SHORT_LINES:
                said += draft.add(kind, placed)
            elif kind is not BlockKind.DEADLINE and draft.may_say(placed):
                offers.append(Offer(BlockKind.RULE if kind is BlockKind.SHORT_ANSWER else kind, placed))
    if isinstance(lead, Remedy):
        clock.data(draft, lead)
        clock.sentences(draft, lead)
    return offers


def _say(draft: Draft, offers: Sequence[Offer], *, everything: bool) -> None:
    """Everything that is offered, or for a person what serves the question."""
    asked = " ".join((*draft.question.earlier, draft.question.text))
    draft.offered.update(id for offer in offers for id in offer.documents)
    for offer in offers if everything else serving(asked, offers, draft.place):
        draft.add(offer.kind, offer.placed, offer.heading)


def _systems(draft: Draft, guide: Guide, offers: Sequence[Offer]) -> list[Offer]:
    """The lines on the systems a guide names that its own lines do not rest on."""
    systems = [s for s in draft.library.systems(guide.systems) if draft.covers(s)]
    rested = {str(ref) for o in offers for ref in o.placed.statement.rests_on}
    found = []
    few = len(systems) <= 2 or draft.question.depth is Depth.CASEWORKER
    for system in systems[: 5 if not few else len(systems)]:
        headings = ("In short", "What people do") if few else ("In short",)
        placed = [Placed(system, section, statement) for section, statement in system.placed() if section.heading in headings]
        fresh = [p for p in placed if draft.may_say(p) and not draft.citer.has_cited(p)]
        fresh = [p for p in fresh if f"{system.id}#{p.statement.label}" not in rested]
        heading = f"{draft.heading(BlockKind.SYSTEM)}: {system.title}"
        found += [Offer(BlockKind.SYSTEM, p, heading) for p in fresh[: _SYSTEM_LINES if few else 1]]
    return found

"""The curated engine: an answer made of reviewed statements only, in the order a person needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rights_assistant import clock
from rights_assistant.cite import Citer
from rights_assistant.domain.answer import Block, BlockKind, Citation, Deadline, Line, Urgency
from rights_assistant.domain.document import Document, Guide, Kind, Referral, Remedy
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import Library, Placed
from rights_assistant.domain.question import Depth, Question
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.draft import Draft
from rights_assistant.prompts import Replies

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

_HELP: Final[dict[Urgency, tuple[str, ...]]] = {
    Urgency.REMOVAL: ("detention", "legal_aid"),
    Urgency.DETENTION: ("detention", "legal_aid"),
    Urgency.VIOLENCE: ("violence", "emergency"),
    Urgency.TRAFFICKING: ("trafficking", "emergency"),
    Urgency.CHILD: ("emergency", "child"),
    Urgency.SELF_HARM: ("crisis", "emergency"),
}
"""Which kinds of help go with a danger, nearest first; a line that tells nobody comes before the police."""

_WHOM_TO_ASK: Final = ("legal_aid", "advice", "data_protection")
"""Where nobody is named: which kinds of help, nearest first."""

_OTHER_LAW: Final = ("advice", "legal_aid")
"""Which kinds of help know of matters that are not ours, nearest first."""

_SHORT_LINES: Final = 4
_SYSTEM_LINES: Final = 3
_BESIDE_LINES: Final = 2
_REFERRALS: Final = 3


@dataclass(frozen=True, slots=True)
class Composed:
    """The parts of an answer; `hidden` when lines for single countries were left out."""

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    deadlines: tuple[Deadline, ...]
    referrals: tuple[str, ...]
    struck: tuple[str, ...]
    hidden: bool


def compose(
    question: Question,
    place: str | None,
    lead: Document | None,
    urgency: Sequence[Urgency],
    library: Library,
    replies: Replies,
    *,
    beside: Sequence[Document] = (),
    court: Sequence[Remedy] = (),
    among: Sequence[str] = (),
) -> Composed:
    """An answer from one leading document and what it names, for a place and a day.

    Without a place only what speaks to every State is said; in urgent danger every country's
    step is shown instead, each naming its country, because waiting for a choice costs time.

    Args:
        lead: the document that answers; nothing when only help is to be shown.
        beside: other documents near the question; each adds its first lines and its first limit.
        court: the steps to a court in the place; their deadline is said where the law that answers sets
            it, and where a request or complaint is suggested that leaves the court clock running and no
            other deadline is.
        among: further places that are asked about too; each of their lines names its country.
    """
    everywhere = place is None and urgency and lead is not None
    places = tuple(NAMES) if everywhere else tuple(dict.fromkeys((*scope(place), *among)))
    draft = Draft(question, place, places, library, replies, Citer(library, question.asked_on, question.language))
    _urgent(draft, urgency, lead)
    if isinstance(lead, Guide):
        _guide(draft, lead)
    elif lead is not None:
        _note(draft, lead, court)
    for other in beside:
        _beside(draft, other)
    clock.before_any_request(draft, court)
    _reported(draft)
    if not urgency:
        _notices(draft)
    return Composed(
        draft.finished(),
        draft.citer.citations,
        tuple(draft.deadlines),
        tuple(draft.referrals),
        tuple(draft.citer.struck),
        draft.hidden,
    )


def help_lines(question: Question, place: str | None, library: Library, replies: Replies, *, other_law: bool = False) -> Composed:
    """Who can help in a place, when there is nothing else to say; for other law one who takes people's cases there."""
    draft = Draft(question, place, scope(place), library, replies, Citer(library, question.asked_on, question.language))
    for referral in _for_other_law(draft)[:1] if other_law else _help(draft, _WHOM_TO_ASK)[:_REFERRALS]:
        _first_lines(draft, BlockKind.REFERRAL, referral, 1)
        draft.referrals.append(referral.id)
    return Composed(draft.finished(), draft.citer.citations, (), tuple(draft.referrals), (), False)


def _urgent(draft: Draft, urgency: Sequence[Urgency], lead: Document | None) -> None:
    for mark in urgency:
        draft.fixed(BlockKind.URGENT, f"urgent.{mark}")
    if urgency and lead is not None and draft.place is None:
        draft.fixed(BlockKind.URGENT, "no_country")
    wanted = list(dict.fromkeys(kind for mark in urgency for kind in _HELP[mark]))
    if draft.place is not None:
        for n, referral in enumerate(_help(draft, wanted)[:_REFERRALS]):
            _first_lines(draft, BlockKind.URGENT, referral, 1 if n else 2)
            draft.referrals.append(referral.id)


def _help(draft: Draft, wanted: Sequence[str]) -> list[Document]:
    """The nearest referral of each kind wanted."""
    known = [d for d in draft.library.referrals(sorted(d.id for d in draft.library if d.kind is Kind.REFERRAL)) if draft.covers(d)]
    nearest = sorted(known, key=lambda r: (draft.places.index(r.jurisdiction), r.id))
    return [found for kind in wanted if (found := next((r for r in nearest if r.offers == kind), None))]


def _for_other_law(draft: Draft) -> list[Referral]:
    """Those of the place itself that take the cases of single people."""
    known = draft.library.referrals(
        sorted(d.id for d in draft.library if d.kind is Kind.REFERRAL and d.jurisdiction == draft.place)
    )
    taking = [r for r in known if r.offers in _OTHER_LAW and r.takes_individual_cases == "yes"]
    return sorted(taking, key=lambda r: _OTHER_LAW.index(r.offers))


def _guide(draft: Draft, guide: Guide) -> None:
    library = draft.library
    remedies = [r for r in library.remedies(guide.remedies) if draft.covers(r)]
    if draft.place is not None:
        clock.first(draft, remedies)
    _sections(draft, guide)
    if draft.place is not None:
        clock.keeps_running(draft, remedies)
        _systems(draft, guide)
        _who_helps(draft, guide)
    else:
        _name(draft, [r for r in library.referrals(guide.referrals) if draft.covers(r)])


def _note(draft: Draft, lead: Document, court: Sequence[Remedy]) -> None:
    """A document that answers without a guide: the deadline that rests on it first, and who can help last."""
    if draft.place is not None:
        clock.first(draft, clock.resting_on(draft, lead, court))
    _sections(draft, lead, said=_standing(draft, lead))
    if draft.place is not None and draft.blocks:
        _name(draft, _help(draft, _WHOM_TO_ASK))


def _standing(draft: Draft, lead: Document) -> int:
    """A provision that is not in force is not read without the note on its instrument's status; how many lines that is."""
    status = draft.library.get(f"{lead.id.rpartition('/')[0]}/status")
    holds = (Status.IN_FORCE, Status.NOT_APPLICABLE)
    if lead.kind is Kind.NOTE and status and status.id != lead.id and lead.status_on(draft.question.asked_on) not in holds:
        for section, statement in list(status.placed())[:1]:
            return int(draft.add(BlockKind.SHORT_ANSWER, Placed(status, section, statement)))
    return 0


def _beside(draft: Draft, other: Document) -> None:
    """The first lines of a document near the question that the guide did not already rest on."""
    if any(c.id == other.id for c in draft.citer.citations):
        return
    placed = [Placed(other, section, statement) for section, statement in other.placed()]
    opening = [p for p in placed if _PLACE[other.kind][p.section.heading] is BlockKind.SHORT_ANSWER]
    added = [p for p in opening[:_BESIDE_LINES] if draft.add(BlockKind.RULE, p)]
    limits = [p for p in placed if p.section.heading == "Limits"]
    if added and limits:
        draft.add(BlockKind.LIMIT, limits[0])


def _sections(draft: Draft, lead: Document, said: int = 0) -> None:
    for section in lead.sections:
        kind = _PLACE[lead.kind][section.heading]
        for statement in section.statements:
            full = kind is BlockKind.SHORT_ANSWER and said >= _SHORT_LINES
            if draft.add(BlockKind.RULE if full else kind, Placed(lead, section, statement)):
                said += kind is BlockKind.SHORT_ANSWER
    if isinstance(lead, Remedy):
        draft.deadlines += clock.as_data(lead, draft.question.asked_on)


def _systems(draft: Draft, guide: Guide) -> None:
    systems = [s for s in draft.library.systems(guide.systems) if draft.covers(s)]
    few = len(systems) <= 2 or draft.question.depth is Depth.CASEWORKER
    for system in systems[: 5 if not few else len(systems)]:
        headings = ("In short", "What people do") if few else ("In short",)
        placed = [Placed(system, sec, st) for sec, st in system.placed() if sec.heading in headings]
        fresh = [p for p in placed if not draft.citer.has_cited(p)]
        heading = f"{draft.heading(BlockKind.SYSTEM)}: {system.title}"
        for p in fresh[: _SYSTEM_LINES if few else 1]:
            draft.add(BlockKind.SYSTEM, p, heading)


def _who_helps(draft: Draft, guide: Guide) -> None:
    named = [r for r in draft.library.referrals(guide.referrals) if draft.covers(r)]
    _name(draft, [r for r in named if r.jurisdiction == draft.place] or named or _help(draft, _WHOM_TO_ASK))


def _name(draft: Draft, referrals: Sequence[Document]) -> None:
    for referral in referrals[:_REFERRALS]:
        if referral.id not in draft.referrals:
            _first_lines(draft, BlockKind.REFERRAL, referral, 1)
            draft.referrals.append(referral.id)


def _first_lines(draft: Draft, kind: BlockKind, document: Document, count: int) -> None:
    if section := document.section("In short"):
        for statement in section.statements[:count]:
            draft.add(kind, Placed(document, section, statement))


def _reported(draft: Draft) -> None:
    """Under the limits: which sources are reports by others, and what could not be confirmed."""
    for certainty in (Certainty.SECONDARY, Certainty.UNCONFIRMED):
        if numbers := tuple(sorted(set(draft.weak.get(certainty, ())))):
            line = Line(draft.replies.line(f"certainty.{certainty}"), numbers)
            draft.blocks.setdefault((BlockKind.LIMIT, draft.heading(BlockKind.LIMIT)), []).append(line)


def _notices(draft: Draft) -> None:
    """What of the law relied on does not hold on the day, grouped by why and when."""
    claims = [lines for (kind, _), lines in draft.blocks.items() if kind is not BlockKind.REFERRAL]
    relied = {n for lines in claims for line in lines for n in line.citations}
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for c in draft.citer.citations:
        if c.number in relied and c.kind is Kind.NOTE and c.status not in (Status.IN_FORCE, Status.NOT_APPLICABLE):
            needs = draft.library.waits_for(document, draft.question.asked_on) if (document := draft.library.get(c.id)) else []
            start = min((s for n in needs if (s := n.period_on(draft.question.asked_on).since)), default=None)
            name = "waits" if needs else "not_in_force" if c.status is Status.NOT_YET and c.applies_from is None else c.status.value
            since, until = spoken(c.applies_from, draft.replies), spoken(start or c.applies_until, draft.replies)
            needed = "; ".join(short_title(n.title) for n in needs)
            titles = groups.setdefault((name, since, until, needed), [])
            if short_title(c.title) not in titles:
                titles.append(short_title(c.title))
    for (name, since, until, needed), titles in groups.items():
        day = spoken(draft.question.asked_on, draft.replies)
        draft.fixed(BlockKind.NOTICE, f"notice.{name}", day=day, since=since, until=until, needs=needed, title="; ".join(titles))


def short_title(title: str) -> str:
    """A title without its explanation: what stands before the first colon."""
    return title.split(":", 1)[0]


def spoken(day: date | None, replies: Replies) -> str:
    """A date in words: 2 December 2027."""
    return f"{day.day} {day:%B %Y}" if day else replies.line("days.unknown")

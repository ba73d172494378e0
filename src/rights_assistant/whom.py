"""Who can help: first where somebody is in danger, else last; the nearest to the person's place."""

from collections.abc import Sequence
from typing import Final

from rights_assistant.domain.answer import BlockKind, Urgency
from rights_assistant.domain.document import Document, Guide, Kind, Referral
from rights_assistant.domain.library import Placed
from rights_assistant.domain.question import Depth
from rights_assistant.draft import Draft

_HELP: Final[dict[Urgency, tuple[str, ...]]] = {
    Urgency.REMOVAL: ("detention", "legal_aid"),
    Urgency.DETENTION: ("detention", "legal_aid"),
    Urgency.VIOLENCE: ("violence", "emergency"),
    Urgency.TRAFFICKING: ("trafficking", "emergency"),
    Urgency.CHILD: ("emergency", "child"),
    Urgency.SELF_HARM: ("crisis", "emergency"),
}
"""Which kinds of help go with a danger, nearest first; a line that tells nobody comes before the police."""

TO_ASK: Final = ("legal_aid", "advice", "data_protection")
"""Where nobody is named: which kinds of help, nearest first."""

_OTHER_LAW: Final = ("advice", "legal_aid")
"""Which kinds of help know of matters that are not ours, nearest first."""

_IN_DANGER: Final = 3
MOST: Final = {Depth.PERSON: 2, Depth.CASEWORKER: 3}
"""How many are named."""


def in_danger(draft: Draft, urgency: Sequence[Urgency], lead: Document | None) -> None:
    """Help first: our own words for each danger, then who helps in the place, nearest first."""
    for mark in urgency:
        draft.fixed(BlockKind.URGENT, f"urgent.{mark}")
    if urgency and lead is not None and draft.place is None:
        draft.fixed(BlockKind.URGENT, "no_country")
    wanted = list(dict.fromkeys(kind for mark in urgency for kind in _HELP[mark]))
    if draft.place is not None:
        for n, referral in enumerate(nearest(draft, wanted)[:_IN_DANGER]):
            first_lines(draft, BlockKind.URGENT, referral, 1 if n else 2)
            draft.referrals.append(referral.id)


def nearest(draft: Draft, wanted: Sequence[str]) -> list[Document]:
    """The nearest referral of each kind wanted."""
    known = [d for d in draft.library.referrals(sorted(d.id for d in draft.library if d.kind is Kind.REFERRAL)) if draft.covers(d)]
    by_place = sorted(known, key=lambda r: (draft.places.index(r.jurisdiction), r.id))
    return [found for kind in wanted if (found := next((r for r in by_place if r.offers == kind), None))]


def for_other_law(draft: Draft) -> list[Referral]:
    """Those of the place itself that take the cases of single people."""
    here = sorted(d.id for d in draft.library if d.kind is Kind.REFERRAL and d.jurisdiction == draft.place)
    taking = [r for r in draft.library.referrals(here) if r.offers in _OTHER_LAW and r.takes_individual_cases == "yes"]
    return sorted(taking, key=lambda r: _OTHER_LAW.index(r.offers))


def last(draft: Draft, guide: Guide) -> None:
    """Who helps with what a guide answers: those of the person's own place before any other."""
    those = [r for r in draft.library.referrals(guide.referrals) if draft.covers(r)]
    named(draft, [r for r in those if r.jurisdiction == draft.place] or those or nearest(draft, TO_ASK))


def named(draft: Draft, referrals: Sequence[Document]) -> None:
    """A line on each of the first of them that is not named yet."""
    for referral in referrals[: MOST[draft.question.depth]]:
        if referral.id not in draft.referrals:
            first_lines(draft, BlockKind.REFERRAL, referral, 1)
            draft.referrals.append(referral.id)


def first_lines(draft: Draft, kind: BlockKind, document: Document, count: int) -> None:
    """The first lines of what a document says in short."""
    if section := document.section("In short"):
        for statement in section.statements[:count]:
            draft.add(kind, Placed(document, section, statement))

"""What an answer says about itself: which sources are weak, and which law relied on does not hold on the day."""

from datetime import date

from rights_assistant.domain.answer import BlockKind, Line
from rights_assistant.domain.document import Kind
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.draft import Draft
from rights_assistant.prompts import Replies


def reported(draft: Draft) -> None:
    """Under the limits: which sources are reports by others, and what could not be confirmed."""
    for certainty in (Certainty.SECONDARY, Certainty.UNCONFIRMED):
        if numbers := tuple(sorted(set(draft.weak.get(certainty, ())))):
            line = Line(draft.replies.line(f"certainty.{certainty}"), numbers)
            draft.blocks.setdefault((BlockKind.LIMIT, draft.heading(BlockKind.LIMIT)), []).append(line)


def not_in_force(draft: Draft) -> None:
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

"""What is measured, one small pure function each. `None` means "does not apply", never zero."""

from rights_assistant.domain.answer import Answer, BlockKind, Outcome
from rights_assistant.domain.document import Kind
from rights_assistant.evaluation.cases import Expect

_HELP = (BlockKind.REFERRAL, BlockKind.URGENT, BlockKind.SYSTEM)
"""Blocks added beside the answer: who can help, which systems are known. They are not its claims."""


def right_outcome(answer: Answer, expect: Expect) -> bool:
    """Whether the question ended as it should."""
    return answer.outcome in expect.outcomes


def cited_ids(answer: Answer) -> set[str]:
    """Every document the answer cites."""
    return {c.id for c in answer.citations}


def citation_recall(answer: Answer, expect: Expect) -> float | None:
    """Of the ids that must be cited, the share that is."""
    if not expect.cites:
        return None
    return len(set(expect.cites) & cited_ids(answer)) / len(set(expect.cites))


def citation_precision(answer: Answer, expect: Expect) -> float | None:
    """Of the ids the answer's own claims cite, the share the case lists (must or may).

    A claim is a line of the short answer, rule, limits, deadline or next steps. It applies where
    the case names an id and the answer made a claim.
    """
    if not expect.cites or answer.outcome not in (Outcome.ANSWERED, Outcome.PARTIAL):
        return None
    numbers = {n for b in answer.blocks if b.kind not in _HELP for n in b.citations}
    claimed = {c.id for c in answer.citations if c.number in numbers and c.kind is not Kind.REFERRAL}
    return len(claimed & {*expect.cites, *expect.may_cite}) / len(claimed) if claimed else None


def unsaid(answer: Answer, expect: Expect) -> list[str]:
    """The must-say groups of which nothing is said."""
    text = _folded(answer.text)
    return [" | ".join(g) for g in expect.must_say if not any(_folded(a) in text for a in g)]


def said_wrongly(answer: Answer, expect: Expect) -> list[str]:
    """The never-says that are said."""
    text = _folded(answer.text)
    return [n for n in expect.never_say if _folded(n) in text]


def missed_urgency(answer: Answer, expect: Expect) -> list[str]:
    """The urgency marks that should be there and are not."""
    return [u for u in expect.urgency or () if u not in answer.urgency]


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def mean(values: list[float | None]) -> tuple[float | None, int]:
    """The mean of the values that apply, and how many there are."""
    known = [v for v in values if v is not None]
    return (sum(known) / len(known) if known else None), len(known)

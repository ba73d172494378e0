"""What the evaluation works on, with good defaults: cases, answers as JSON, replies, the tables of what is true."""

from dataclasses import fields
from datetime import date
from typing import Any

from rights_assistant.domain.answer import Outcome
from rights_assistant.domain.standing import Certainty, Status, Window
from rights_assistant.evaluation.cases import Case, Expect
from rights_assistant.evaluation.given import Given, read
from rights_assistant.evaluation.gold import Gold, GoldPeriod
from rights_assistant.evaluation.replies import Reply

TODAY = date(2026, 11, 23)
LAW = "ca/irpa/s-72"
COURT = "remedies/ca/judicial-review"
REQUEST = "remedies/ca/atip-request"
_EXPECTED = {f.name for f in fields(Expect)}


def a_case(**changes: Any) -> Case:
    """An answerable Canadian question; a change is of the case, or of what it expects."""
    expect = {"outcomes": (Outcome.ANSWERED,)} | {k: v for k, v in changes.items() if k in _EXPECTED}
    values = {
        "id": "ca-1",
        "question": "Can a computer refuse my visa?",
        "asked_on": TODAY,
        "slices": ("ca",),
        "expect": Expect(**expect),
        "why": "It is what people ask.",
        "jurisdiction": "ca",
    }
    return Case(**(values | {k: v for k, v in changes.items() if k not in _EXPECTED}))


def a_block(kind: str, *lines: str, jurisdiction: str | None = "ca") -> dict[str, Any]:
    """A block of an answer as JSON; the lines carry their own markers."""
    return {"kind": kind, "jurisdiction": jurisdiction, "heading": "", "text": "\n".join(lines), "citations": []}


def a_source(number: int = 1, id: str = LAW, **changes: Any) -> dict[str, Any]:
    """A citation as JSON, with what the evaluation reads of it; its kind and place are those of its id."""
    first, *rest = id.split("/")
    plural = first in ("remedies", "systems", "referrals")
    values = {
        "number": number,
        "id": id,
        "kind": {"remedies": "remedy", "systems": "system", "referrals": "referral"}.get(first, "note"),
        "jurisdiction": rest[0] if plural else first,
        "certainty": "confirmed",
        "status": "in_force",
        "quote": "You have 15 days if the matter arose in Canada.",
        "title": id,
    }
    return values | changes


def a_time(**changes: Any) -> dict[str, Any]:
    """A deadline as JSON: fifteen days for the Federal Court, confirmed, without a date."""
    values = {
        "remedy": COURT,
        "count": 15,
        "unit": "calendar_days",
        "starts": "the day the decision was sent",
        "date": None,
        "latest_safe_date": None,
        "certainty": "confirmed",
        "assumptions": [],
    }
    return values | changes


def an_answer(**changes: Any) -> dict[str, Any]:
    """The JSON of docs/answer.md: an answer of one line that cites IRPA 72."""
    values = {
        "schema": 1,
        "outcome": "answered",
        "asked_on": "2026-11-23",
        "language": "en",
        "jurisdictions": ["ca"],
        "urgency": [],
        "blocks": [a_block("short_answer", "An officer decides. [1]")],
        "citations": [a_source()],
        "deadlines": [],
        "referrals": [],
        "clarify": None,
        "timings_ms": {},
    }
    return values | changes


def saying(*lines: str, **changes: Any) -> dict[str, Any]:
    """The JSON of an answer whose short answer has some lines."""
    return an_answer(blocks=[a_block("short_answer", *lines)], **changes)


def a_given(**changes: Any) -> Given:
    """The same answer, read back."""
    return read(an_answer(**changes))


def a_reply(case: Case | None = None, answer: dict[str, Any] | None = None, **changes: Any) -> Reply:
    """A case and its answer; with an `error`, no answer."""
    given = None if "error" in changes else read(an_answer() if answer is None else answer)
    return Reply(case or a_case(), given, **changes)


def a_period(count: int = 15, unit: str = "calendar_days", **changes: Any) -> GoldPeriod:
    """A period that is confirmed and always holds."""
    return GoldPeriod(count, unit, **({"certainty": Certainty.CONFIRMED, "window": Window()} | changes))


def a_gold(**changes: Any) -> Gold:
    """What is true of Canada: 15 days to the court, 60 may be spoken of, IRPA 72 in force, a request stops no clock."""
    values = {
        "periods": {COURT: (a_period(),)},
        "also": {"ca": frozenset({(60, "calendar_days")})},
        "statuses": {LAW: ((date(2002, 6, 28), Status.IN_FORCE),)},
        "at_most": {LAW: Certainty.CONFIRMED},
        "requests": frozenset({REQUEST}),
    }
    return Gold(**(values | changes))

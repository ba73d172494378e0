"""From a head and sections to a noun: the keys and headings of each kind of file."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from rights_assistant.domain.document import (
    CONTRARY,
    Confirmed,
    Document,
    Guide,
    Instrument,
    Provision,
    Referral,
    Remedy,
    System,
    TimeLimit,
)
from rights_assistant.domain.standing import Application, Certainty, Force, Window
from rights_assistant.domain.statement import Ref, Section
from rights_assistant.knowledge.faults import Faults
from rights_assistant.knowledge.head import Head, read_date
from rights_assistant.knowledge.lines import read_statement

INSTRUMENT_KINDS = ("regulation", "directive", "treaty", "act", "ordinance", "policy", "article", "case", "charter", "declaration")
STAGES = ("visa", "border", "asylum", "residence", "enforcement", "return", "citizenship")
USES = ("in_use", "limited", "pilot", "planned", "authorised", "stopped", "research", "unknown")
REFERRAL_KINDS = (
    "emergency", "violence", "trafficking", "crisis", "child", "detention", "legal_aid", "advice", "data_protection",
    "equality", "ombudsman", "court", "campaign",
)  # fmt: skip
_DEADLINE_KEYS = ("id", "count", "unit", "starts", "certainty", "source", "assumptions", "from", "until", "when", "says")
UNITS = ("calendar_days", "working_days", "weeks", "months")
_TEXT = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.-]*(/[a-z0-9][\w.-]*)?")

HEADINGS: dict[str, tuple[str, ...]] = {
    "law": ("What it says", "From when", "What it means for you"),
    "systems": ("In short", "How it works", "What people do", "Limits", "What to do now"),
    "remedies": ("In short", "Deadline", "Limits", "What to do now"),
    "referrals": ("In short", "Limits", "What to do now"),
    "guides": ("Short answer", "Rule", "Limits", "What to do now"),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "law": ("What it says", "What it means for you"),
    "systems": ("In short", "How it works", "Limits", "What to do now"),
    "remedies": ("In short", "Limits", "What to do now"),
    "referrals": ("In short",),
    "guides": ("Short answer", "What to do now"),
}


def _checked(head: Head) -> dict[str, Any]:
    checked_on, reviewed_on = head.day("checked_on", required=True), head.day("reviewed_on")
    if checked_on and reviewed_on and reviewed_on < checked_on:
        head.fault("reviewed_on", f"lies before checked_on ({checked_on}).", "Write the day of the last look, or remove it.")
    return {
        "title": head.text("title"),
        "checked_on": checked_on or date.min,
        "reviewed_on": reviewed_on,
        "confirmed": _confirmed(head),
        "checked_against": head.texts("checked_against", required=True, single=True),
        "certainty": head.member("certainty", Certainty, Certainty.UNCONFIRMED),
    }


def _confirmed(head: Head) -> tuple[Confirmed, ...]:
    found: list[Confirmed] = []
    for item in head.maps("confirmed", required=False):
        _only(item, ("value", "why"), head, "confirmed")
        value, why = (str(item.get(k) or "").strip() for k in ("value", "why"))
        if not value or not why:
            head.fault("confirmed", f"has no {'value' if not value else 'why'}.", 'Write `{value: "15 days", why: "..."}`.')
        elif any(c.value == value for c in found):
            head.fault("confirmed", f"has {value!r} twice.", "Keep one of the two.")
        else:
            found.append(Confirmed(value, why))
    return tuple(found)


def _document(head: Head, id: str, jurisdiction: str, language: str, sections: list[Section]) -> dict[str, Any]:
    return _checked(head) | {
        "id": id,
        "jurisdiction": jurisdiction,
        "language": language,
        "sections": tuple(sections),
        "topics": head.texts("topics"),
        "also_called": head.texts("also_called"),
        "asks": head.texts("asks"),
        "official_url": head.text("official_url", required=False),
    }


def _window(item: dict[str, object], head: Head, key: str) -> Window:
    days: list[date | None] = []
    for name in ("from", "until"):
        value = item.get(name)
        day = read_date(value) if isinstance(value, str) else None
        if value and day is None:
            head.fault(key, f"has a day that does not exist: {value!r}.", "Write it as 2026-11-23.")
        days.append(day)
    if days[0] and days[1] and days[0] > days[1]:
        head.fault(key, f"ends ({days[1]}) before it begins ({days[0]}).", "Swap the dates.")
        return Window()
    return Window(days[0], days[1])


def _only(item: dict[str, object], allowed: tuple[str, ...], head: Head, key: str) -> None:
    for name in item.keys() - set(allowed):
        head.fault(key, f"has an unknown key {name!r}.", f"Use only: {', '.join(allowed)}.")


def instrument(head: Head, id: str, jurisdiction: str) -> Instrument:
    """A law, treaty, policy or framework from its `instrument.md`."""
    return Instrument(
        id=id,
        jurisdiction=jurisdiction,
        short_title=head.text("short_title"),
        kind=head.choice("kind", INSTRUMENT_KINDS),
        force=head.member("force", Force, Force.GUIDANCE),
        publisher=head.text("publisher"),
        official_url=_url(head, "official_url"),
        identifiers=tuple(head.pairs("identifiers", required=False).items()),
        texts=_texts(head),
        **_checked(head),
    )


def _texts(head: Head) -> tuple[str, ...]:
    texts = head.texts("texts", single=True)
    for text in texts:
        if not _TEXT.fullmatch(text):
            head.fault("texts", f"cannot hold {text!r}.", "Write a folder, or a file in it: eu/gdpr, eu/gdpr/en.xhtml.")
    return texts


def _url(head: Head, key: str) -> str:
    url = head.text(key)
    if url and not url.startswith("https://"):
        head.fault(key, "is not an https address.", "Give the publisher's page, starting with https://.")
    return url


def provision(head: Head, base: dict[str, Any], law: Instrument, faults: Faults) -> Provision:
    """One provision; its `limits` become the section Limits, before what it means for you."""
    limits = []
    for label, text in head.pairs("limits").items():
        statement = read_statement(f"{text} {{#{label}}}" if "{" not in text else text.replace("{", f"{{#{label} ", 1), 0, faults)
        if statement:
            limits.append(statement)
    applies = []
    for item in head.maps("applies"):
        _only(item, ("from", "until", "note"), head, "applies")
        applies.append(Application(_window(item, head, "applies"), str(item.get("note", ""))))
    sections = list(base.pop("sections"))
    if limits:
        place = next((i for i, s in enumerate(sections) if s.heading == "What it means for you"), len(sections))
        sections.insert(place, Section("Limits", tuple(limits)))
    proposed_on, adopted_on = head.day("proposed_on"), head.day("adopted_on")
    if adopted_on and not proposed_on:
        head.fault("adopted_on", "stands without proposed_on.", "Add the day on which it was put forward.")
    base["official_url"] = base["official_url"] or _url(head, "official_url")
    return Provision(
        **base,
        sections=tuple(sections),
        instrument=law,
        applies=tuple(applies),
        binds=head.text("binds"),
        protects=head.text("protects"),
        depends_on=head.texts("depends_on"),
        proposed_on=proposed_on,
        adopted_on=adopted_on,
        withdrawn_on=head.day("withdrawn_on"),
    )


def system(head: Head, base: dict[str, Any], faults: Faults) -> System:
    """A known use of automation."""
    stages = head.texts("stages", required=True)
    for stage in stages:
        if stage not in STAGES:
            head.fault("stages", f"cannot hold {stage!r}.", f"Choose from: {', '.join(STAGES)}.")
    return System(
        **base,
        authority=head.text("authority"),
        stages=stages,
        use=head.choice("use", USES),
        used_from=head.day("used_from"),
        used_until=head.day("used_until"),
        acknowledged=head.choice("acknowledged", ("yes", "partly", "no")),
        acknowledged_where=head.text("acknowledged_where", required=False),
    )


def _time_limits(head: Head) -> tuple[TimeLimit, ...]:
    limits = []
    for item in head.maps("deadlines"):
        _only(item, _DEADLINE_KEYS, head, "deadlines")
        count, unit, certainty = (str(item.get(k, "")) for k in ("count", "unit", "certainty"))
        if not count.isdigit() or not 0 < int(count) < 1000:
            head.fault("deadlines", f"has the count {count!r}.", "Write a whole number of units.")
            continue
        if unit not in UNITS:
            head.fault("deadlines", f"has the unit {unit!r}.", f"Choose one of: {', '.join(UNITS)}.")
        if certainty not in tuple(Certainty):
            head.fault("deadlines", "has no certainty.", f"Add `certainty:` with one of: {', '.join(Certainty)}.")
            continue
        when = str(item.get("when", ""))
        if when and when not in CONTRARY:
            head.fault("deadlines", f"needs the unknown fact {when!r}.", f"Choose one of: {', '.join(CONTRARY)}.")
        id_, _, label = str(item.get("source", "")).partition("#")
        if not item.get("starts"):
            head.fault("deadlines", "does not say from which event it runs.", "Add `starts:`.")
        assumptions = item.get("assumptions") or []
        limits.append(
            TimeLimit(
                id=str(item.get("id", "")),
                count=int(count),
                unit=unit,
                starts=str(item.get("starts", "")),
                certainty=Certainty(certainty),
                source=Ref(id_, label) if id_ else None,
                assumptions=tuple(map(str, assumptions)) if isinstance(assumptions, list) else (str(assumptions),),
                window=_window(item, head, "deadlines"),
                when=when,
                says=str(item.get("says", item.get("id", ""))),
            )
        )
    return tuple(limits)


def remedy(head: Head, base: dict[str, Any], faults: Faults) -> Remedy:
    """Something a person can do."""
    return Remedy(
        **base,
        to_whom=head.text("to_whom"),
        for_whom=head.text("for_whom"),
        not_for=head.text("not_for"),
        decisive_facts=head.texts("decisive_facts"),
        cost=head.text("cost"),
        time_limits=_time_limits(head),
        reveals=head.text("reveals"),
        stops_clock=head.choice("stops_clock", ("yes", "no", "unknown")),
        suspends_removal=head.choice("suspends_removal", ("yes", "no", "sometimes", "unknown")),
        ask_lawyer_first_if=head.texts("ask_lawyer_first_if"),
    )


def referral(head: Head, base: dict[str, Any], faults: Faults) -> Referral:
    """An organisation that can help."""
    return Referral(
        **base,
        offers=head.choice("kind", REFERRAL_KINDS),
        for_whom=head.text("for_whom"),
        languages=head.texts("languages"),
        takes_individual_cases=head.choice("takes_individual_cases", ("yes", "no", "unknown")),
        confidential=head.choice("confidential", ("yes", "no", "unknown")),
        url=_url(head, "url"),
    )


def guide(head: Head, base: dict[str, Any], faults: Faults) -> Guide:
    """A reviewed answer to a question people ask."""
    return Guide(
        **base,
        question=head.text("question"),
        for_whom=head.text("for_whom"),
        not_for=head.text("not_for"),
        decisive_facts=head.texts("decisive_facts"),
        remedies=head.texts("remedies"),
        systems=head.texts("systems"),
        referrals=head.texts("referrals"),
    )


BUILDERS: dict[str, Callable[[Head, dict[str, Any], Faults], Document]] = {
    "systems": system,
    "remedies": remedy,
    "referrals": referral,
    "guides": guide,
}
document = _document

"""Lawful nouns with good defaults: a test names only what it is about."""

import re
from datetime import date
from pathlib import Path

from rights_assistant.domain.answer import Answer, Block, BlockKind, Citation, Line, Outcome
from rights_assistant.domain.document import Guide, Instrument, Kind, Provision, Remedy, TimeLimit
from rights_assistant.domain.library import Library
from rights_assistant.domain.premise import Premise
from rights_assistant.domain.question import Question
from rights_assistant.domain.standing import Application, Certainty, Force, Status, Window
from rights_assistant.domain.statement import Ref, Section, Statement
from rights_assistant.domain.thresholds import Thresholds

TODAY = date(2026, 11, 23)
READ = date(2026, 11, 20)


def a_statement(text: str = "You may ask the court.", label: str = "ask", **changes: object) -> Statement:
    """One labelled, confirmed sentence that is always true."""
    return Statement(**({"text": text, "line": 20, "label": label} | changes))  # type: ignore[arg-type]


def a_section(heading: str, *statements: Statement) -> Section:
    """A section; one sentence when none is given."""
    return Section(heading, statements or (a_statement(f"A sentence under {heading}.", heading.lower().replace(" ", "-")),))


def an_instrument(**changes: object) -> Instrument:
    """A binding Canadian act."""
    values = {
        "id": "ca/irpa",
        "jurisdiction": "ca",
        "title": "Immigration and Refugee Protection Act",
        "short_title": "IRPA",
        "kind": "act",
        "force": Force.BINDING,
        "publisher": "Justice Canada",
        "official_url": "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/",
        "identifiers": (),
        "checked_on": READ,
        "checked_against": ("Justice Canada, text of 26 March 2026",),
        "certainty": Certainty.CONFIRMED,
    }
    return Instrument(**(values | changes))  # type: ignore[arg-type]


def _document(id: str, jurisdiction: str) -> dict[str, object]:
    return {
        "id": id,
        "jurisdiction": jurisdiction,
        "language": "en",
        "title": f"{id}: a title",
        "checked_on": READ,
        "checked_against": ("A publication of 2026",),
        "certainty": Certainty.CONFIRMED,
    }


def a_provision(id: str = "ca/irpa/s-72", **changes: object) -> Provision:
    """A provision in force since 2002, with the sections every note has."""
    jurisdiction, instrument, _ = id.split("/")
    values = _document(id, jurisdiction) | {
        "sections": (
            a_section("What it says", a_statement("You have 15 days if the matter arose in Canada.", "15-days")),
            a_section("Limits", a_statement("You must first use any appeal.", "appeal-first")),
            a_section("What it means for you", a_statement("Count from the day of sending.", "count")),
        ),
        "official_url": "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/section-72.html",
        "instrument": an_instrument(id=f"{jurisdiction}/{instrument}", jurisdiction=jurisdiction),
        "applies": (Application(Window(date(2002, 6, 28))),),
        "binds": "The Federal Court",
        "protects": "Anyone affected by a decision",
    }
    return Provision(**(values | changes))  # type: ignore[arg-type]


def a_time_limit(**changes: object) -> TimeLimit:
    """Fifteen calendar days, confirmed, resting on IRPA 72."""
    values = {
        "id": "in-canada",
        "count": 15,
        "unit": "calendar_days",
        "starts": "the day the decision was sent",
        "certainty": Certainty.CONFIRMED,
        "source": Ref("ca/irpa/s-72", "15-days"),
        "assumptions": ("the matter arose in Canada",),
    }
    return TimeLimit(**(values | changes))  # type: ignore[arg-type]


def a_remedy(id: str = "remedies/ca/judicial-review", **changes: object) -> Remedy:
    """Going to court, with a deadline of fifteen days."""
    values = _document(id, id.split("/")[1]) | {
        "sections": (
            a_section("In short", a_statement("A judge can look at the decision.", "judge")),
            a_section("Deadline", a_statement("You have 15 days to file.", "deadline", rests_on=(Ref("ca/irpa/s-72", "15-days"),))),
            a_section("Limits", a_statement("The court does not give you the visa.", "no-visa")),
            a_section("What to do now", a_statement("File the application in time.", "file")),
        ),
        "to_whom": "The Federal Court",
        "for_whom": "People refused",
        "not_for": "People with an appeal",
        "decisive_facts": ("where the matter arose",),
        "cost": "50 dollars",
        "time_limits": (a_time_limit(),),
        "reveals": "your address",
        "stops_clock": "yes",
        "suspends_removal": "no",
        "ask_lawyer_first_if": (),
    }
    return Remedy(**(values | changes))  # type: ignore[arg-type]


def a_guide(id: str = "guides/ca/visa-refused", **changes: object) -> Guide:
    """A guide whose every line rests on IRPA 72."""
    place = id.split("/")[1]
    ref = (Ref("ca/irpa/s-72", "15-days"),)
    values = _document(id, "int" if place == "any" else place) | {
        "sections": (
            a_section("Short answer", a_statement("Yes, you can ask a court.", "", rests_on=ref)),
            a_section("What to do now", a_statement("Ask for help today.", "", rests_on=ref)),
        ),
        "asks": tuple(f"Way {n} to ask about a refused visa?" for n in range(8)),
        "question": "My visa was refused. What can I do?",
        "for_whom": "People refused",
        "not_for": "Nobody",
        "decisive_facts": (),
        "remedies": ("remedies/ca/judicial-review",),
        "systems": (),
        "referrals": (),
    }
    return Guide(**(values | changes))  # type: ignore[arg-type]


def a_premise(id: str = "complaint-stops-clock", **changes: object) -> Premise:
    """The belief that a complaint stops the time, corrected for Canada; `patterns` and `unless` as text."""
    values: dict[str, object] = {
        "id": id,
        "believed": "A complaint stops the time.",
        "reason": "Who waits loses the case.",
        "patterns": ("complaint stops",),
        "unless": (),
        "says": (("ca", (Ref("ca/irpa/s-72", "15-days"),)),),
        "checked_on": TODAY,
    }
    made = values | changes
    made |= {key: tuple(re.compile(p) for p in made[key]) for key in ("patterns", "unless")}  # type: ignore[attr-defined]
    return Premise(**made)  # type: ignore[arg-type]


def a_library(*documents: object) -> Library:
    """A library of some documents; IRPA 72, its remedy and its guide when none is given."""
    chosen = documents or (a_provision(), a_remedy(), a_guide())
    return Library(
        {(d.id, d.language): d for d in chosen},  # type: ignore[attr-defined]
        {d.instrument.id: d.instrument for d in chosen if isinstance(d, Provision)},
    )


def a_question(text: str = "Can a computer refuse my visa?", **changes: object) -> Question:
    """A question asked on 23 November 2026."""
    return Question(**({"text": text, "asked_on": TODAY} | changes))  # type: ignore[arg-type]


def a_citation(number: int = 1, **changes: object) -> Citation:
    """A citation of IRPA 72."""
    values = {
        "number": number,
        "id": "ca/irpa/s-72",
        "kind": Kind.NOTE,
        "passage_id": "ca/irpa/s-72:en:what-it-says",
        "span": (0, 47),
        "title": "IRPA, section 72",
        "quote": "You have 15 days if the matter arose in Canada.",
        "jurisdiction": "ca",
        "force": Force.BINDING,
        "certainty": Certainty.CONFIRMED,
        "status": Status.IN_FORCE,
        "applies_from": date(2002, 6, 28),
        "applies_until": None,
        "url": "https://laws-lois.justice.gc.ca/",
        "checked_on": READ,
        "checked_against": ("Justice Canada",),
        "language": "en",
    }
    return Citation(**(values | changes))  # type: ignore[arg-type]


def an_answer(**changes: object) -> Answer:
    """An answered question: one cited line."""
    values = {
        "question": a_question(jurisdiction="ca"),
        "index_id": "0123456789abcdef",
        "outcome": Outcome.ANSWERED,
        "blocks": (Block(BlockKind.SHORT_ANSWER, "ca", (Line("You have 15 days.", (1,)),)),),
        "citations": (a_citation(),),
        "jurisdictions": ("ca",),
        "confidence": "clear",
    }
    return Answer(**(values | changes))  # type: ignore[arg-type]


HEAD = """title: "IRPA, section 72: asking the Federal Court"
applies:
  - from: 2002-06-28
binds: The Federal Court
protects: Anyone affected by a decision
topics: [court]
limits:
  appeal-first: You must first use any appeal that the Act gives you.
official_url: https://laws-lois.justice.gc.ca/eng/acts/i-2.5/section-72.html
checked_on: 2026-11-20
checked_against: Justice Canada, text of 26 March 2026
certainty: confirmed"""

BODY = """## What it says
You have 15 days if the matter arose in Canada. {#15-days}
A judge must first give leave. {#leave}

## What it means for you
Count from the day the decision was sent. {#count}
"""

INSTRUMENT = """---
title: Immigration and Refugee Protection Act
short_title: IRPA
kind: act
force: binding
publisher: Justice Canada
official_url: https://laws-lois.justice.gc.ca/eng/acts/i-2.5/
identifiers: {}
checked_on: 2026-11-20
checked_against: Justice Canada
certainty: confirmed
---
"""

REMEDY = """---
title: Asking the Federal Court to review a decision
to_whom: The Federal Court
for_whom: People whose application was refused
not_for: People who have an appeal
decisive_facts: [where the matter arose]
cost: A filing fee
deadlines:
  - id: in-canada
    count: 15
    unit: calendar_days
    starts: the day the decision was sent to you
    certainty: confirmed
    source: ca/irpa/s-72#15-days
    assumptions: [the matter arose in Canada]
reveals: your address
stops_clock: yes
suspends_removal: no
ask_lawyer_first_if: [removal order]
checked_on: 2026-11-20
checked_against: Justice Canada
certainty: confirmed
---
## In short
A judge can look at the decision. {#judge}

## Deadline
You have 15 days if the matter arose in Canada. {#deadline} [ca/irpa/s-72#15-days]

## Limits
The court does not give you the visa. {#no-visa}

## What to do now
File the application in time. {#file}
"""

GUIDE = """---
title: A visa refusal and the court
question: My visa was refused. What can I do?
asks: [one way, second way, third way, fourth way, fifth way, sixth way, seventh way, eighth way]
for_whom: People refused
not_for: Nobody
decisive_facts: []
remedies: [remedies/ca/judicial-review]
systems: []
referrals: []
checked_on: 2026-11-20
checked_against: Justice Canada
certainty: confirmed
---
## Short answer
Yes, you can ask the Federal Court. [ca/irpa/s-72#leave]

## What to do now
File in time. [ca/irpa/s-72#15-days]
"""


def write_knowledge(root: Path, **files: str) -> Path:
    """A small, faultless knowledge folder; `files` replaces or adds files by path, empty removes."""
    whole = {
        "law/ca/irpa/instrument.md": INSTRUMENT,
        "law/ca/irpa/s-72.md": f"---\n{HEAD}\n---\n{BODY}",
        "remedies/ca/judicial-review/en.md": REMEDY,
        "guides/ca/visa-refused/en.md": GUIDE,
    } | files
    for name, text in whole.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, "utf-8")
    return root


def thresholds(**changes: float) -> Thresholds:
    """Thresholds of the tests' own: tuning the real ones moves no test."""
    values = {
        "clear": 0.6,
        "near": 0.4,
        "lacking": 0.2,
        "elsewhere": 0.1,
        "suggest": 0.2,
        "unsure": 0.55,
        "lead": 0.1,
        "beside": 0.7,
        "part": 0.6,
        "ahead": 0.1,
        "whole": 0.5,
        "margin": 0.05,
    }
    return Thresholds(**(values | changes))

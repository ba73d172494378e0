"""A small knowledge folder without a fault, and one place in it broken."""

from collections.abc import Mapping
from pathlib import Path

from factories import BODY, GUIDE, HEAD, INSTRUMENT, REMEDY, write_knowledge
from rights_assistant.knowledge import Fault, examine

LAW_AT = "law/ca/irpa/instrument.md"
NOTE_AT = "law/ca/irpa/s-72.md"
SYSTEM_AT = "systems/ca/chinook/en.md"
REMEDY_AT = "remedies/ca/judicial-review/en.md"
REFERRAL_AT = "referrals/ca/legal-aid/en.md"
GUIDE_AT = "guides/ca/visa-refused/en.md"

NOTE = f"---\n{HEAD}\n---\n{BODY}"

SYSTEM = """---
title: Chinook, a tool that sorts applications
authority: IRCC
stages: [visa, residence]
use: in_use
used_from: 2018-03-01
acknowledged: yes
acknowledged_where: A reply to Parliament
checked_on: 2026-11-20
checked_against: [A reply to Parliament of 2022, A court record of 2021]
certainty: secondary
---
## In short
Chinook shows many applications in one table. {#table}

## How it works
An officer reads the table and decides. {#officer}

## Limits
How often the table is wrong is not known. {#unknown}

## What to do now
Ask for the notes of the officer. {#notes}
"""

REFERRAL = """---
title: Legal aid in Canada
kind: legal_aid
for_whom: People without money for a lawyer
languages: [en, fr]
takes_individual_cases: yes
confidential: yes
url: https://example.org/legal-aid
checked_on: 2026-11-20
checked_against: The home page of the office
certainty: secondary
---
## In short
A lawyer can help you without a fee. {#free}
"""

SOUND: Mapping[str, str] = {
    LAW_AT: INSTRUMENT,
    NOTE_AT: NOTE,
    SYSTEM_AT: SYSTEM,
    REMEDY_AT: REMEDY,
    REFERRAL_AT: REFERRAL,
    GUIDE_AT: GUIDE.replace("way?", "way"),
}
"""Every kind of file once. A phrasing in `[ ]` cannot hold a question mark without quotes."""


def swapped(path: str, old: str, new: str) -> dict[str, str]:
    """One file with some of its words replaced; the words must be there, so that every break is one."""
    assert SOUND[path].count(old) == 1, f"{old!r} does not stand once in {path}"
    return {path: SOUND[path].replace(old, new)}


def faults_of(root: Path, changes: Mapping[str, str]) -> list[Fault]:
    """What is found wrong in the sound folder with these files changed or added."""
    return examine(write_knowledge(root, **{**SOUND, **changes}))[1]


def line_of(text: str, words: str) -> int:
    """The line of a file on which some words stand; 0, the whole file, for no words."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line) if words else 0


def tells(fault: Fault, path: str, line: int, key: str, problem: str, remedy: str) -> bool:
    """Whether a fault names this file, line and key, says what is wrong, and how to mend it."""
    named = (fault.path, fault.line, fault.key) == (Path(path), line, key)
    return named and problem in fault.problem and remedy in fault.remedy

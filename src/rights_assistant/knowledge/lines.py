"""The body of a file: `## Heading`, then one statement a line with its tag and what it rests on."""

import re
from datetime import date

from rights_assistant.domain.standing import Certainty, Window
from rights_assistant.domain.statement import Ref, Section, Statement
from rights_assistant.knowledge.faults import Faults
from rights_assistant.knowledge.head import read_date

MAX_WORDS = 40
_CITE = re.compile(r"\s*\[([a-z0-9_./-]+)(?:#([a-z0-9-]+))?\]\s*$")
_TAG = re.compile(r"\s*\{([^{}]*)\}\s*$")
_LABEL = re.compile(r"#[a-z0-9][a-z0-9-]*")
_ENDS = (".", "?", "!", '."', '?"', ".)")


def read_statement(raw: str, line: int, faults: Faults) -> Statement | None:
    """One line of text as a statement, or faults that say what is wrong with it."""
    rest = raw.strip()
    refs: list[Ref] = []
    while found := _CITE.search(rest):
        if not found[2]:
            faults.add(f"cites {found[1]!r} without a label.", "Name the statement: `[id#label]`.", line=line)
        refs.insert(0, Ref(found[1], found[2] or ""))
        rest = rest[: found.start()]
    label, certainty, since, until = "", None, None, None
    if tag := _TAG.search(rest):
        rest = rest[: tag.start()]
        words = tag[1].split()
        while words:
            word = words.pop(0)
            if _LABEL.fullmatch(word):
                label = word[1:]
            elif word in tuple(Certainty):
                certainty = Certainty(word)
            elif word in ("from", "until") and words:
                day = _tag_day(words.pop(0), line, faults)
                since, until = (day, until) if word == "from" else (since, day)
            else:
                remedy = "A tag holds #label, a certainty, `from DATE`, `until DATE`."
                faults.add(f"has {word!r} in its tag.", remedy, line=line)
    if since and until and since > until:
        faults.add("ends before it begins.", "Swap the dates of `from` and `until`.", line=line)
        return None
    text = rest.strip()
    if not text.endswith(_ENDS):
        faults.add("is not a whole sentence.", "End it with a full stop, and put tag and sources behind it.", line=line)
    if any(c in text for c in "[]{}<>|`"):
        faults.add("holds brackets or markup.", "Write plain words; the tag and the sources come last.", line=line)
    if len(text.split()) > MAX_WORDS:
        faults.add(f"has {len(text.split())} words.", f"Cut it into sentences of at most {MAX_WORDS}.", line=line)
    return Statement(text, line, label, certainty, Window(since, until), tuple(refs)) if text else None


def _tag_day(word: str, line: int, faults: Faults) -> date | None:
    day = read_date(word)
    if day is None:
        faults.add(f"names the day {word!r}, which does not exist.", "Write it as 2026-11-23.", line=line)
    return day


def read_sections(body: str, first_line: int, headings: tuple[str, ...], faults: Faults) -> list[Section]:
    """The sections of a body, in the order written; unknown headings and stray lines are faults."""
    sections: list[tuple[str, list[Statement]]] = []
    for number, raw in enumerate(body.splitlines(), first_line):
        if not raw.strip():
            continue
        if raw.startswith("#"):
            heading = raw.lstrip("#").strip()
            if not raw.startswith("## ") or heading not in headings:
                faults.add(f"has the heading {raw.strip()!r}.", f"Use `## ` and one of: {', '.join(headings)}.", line=number)
            if any(heading == h for h, _ in sections):
                faults.add(f"has the heading {heading!r} twice.", "Put both parts under one.", line=number)
            sections.append((heading, []))
        elif not sections:
            faults.add("has text before the first heading.", f"Start with `## {headings[0]}`.", line=number)
        elif statement := read_statement(raw, number, faults):
            sections[-1][1].append(statement)
    for heading, statements in sections:
        if not statements:
            faults.add(f"has nothing under {heading!r}.", "Write a statement there or remove the heading.")
    return [Section(heading, tuple(statements)) for heading, statements in sections if statements]

"""What no single file can show: dead ids, claims out of scope, deadlines that nothing carries, laws that no list of sources has."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rights_assistant.domain.document import Document, Guide, Kind, Provision, Remedy
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library, Placed
from rights_assistant.domain.standing import Certainty
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge import premises, sources
from rights_assistant.knowledge.faults import Fault, Faults, path_of
from rights_assistant.knowledge.load import read_folder
from rights_assistant.knowledge.numerals import INDEFINITE, NUMBERS

MIN_ASKS = 8
MAX_SHORT = 4


def load(root: Path) -> Library:
    """The library under a folder.

    Raises:
        KnowledgeError: naming the first fault and how many there are.
    """
    library, faults = examine(root)
    if faults:
        raise KnowledgeError(
            f"The knowledge has {len(faults)} faults; the first: {faults[0]}",
            "Run `rights-assistant knowledge check` to see them all.",
        )
    return library


def examine(root: Path) -> tuple[Library, list[Fault]]:
    """The library under a folder and every fault in it, file by file."""
    library, faults = read_folder(root)
    for document in library:
        found = Faults(path_of(document))
        _labels(document, found)
        _references(document, library, found)
        if isinstance(document, Provision):
            _dependencies(document, library, found)
        if isinstance(document, Remedy):
            _remedy(document, library, found)
        if isinstance(document, Guide):
            _guide(document, library, found)
        if document.language != SOURCE_LANGUAGE and document.id not in library:
            found.add("translates a file that does not exist.", f"Write {document.id}/en.md first.")
        faults.extend(found.found)
    faults += premises.check(library)
    faults += sources.check(root, library.instruments.values())
    return library, sorted(set(faults))


def _labels(document: Document, faults: Faults) -> None:
    labels = Counter(st.label for _, st in document.placed() if st.label)
    for section, statement in document.placed():
        if labels[statement.label] > 1:
            problem = f"uses the label #{statement.label} more than once."
            faults.add(problem, "Give each statement its own label.", line=statement.line, key=section.heading)


def _references(document: Document, library: Library, faults: Faults) -> None:
    for _, statement in document.placed():
        for ref in statement.rests_on:
            placed = library.resolve(ref)
            if ref.id not in library:
                faults.add(f"cites {ref.id!r}, which does not exist.", "Mend the id or write that file.", line=statement.line)
            elif ref.label and placed is None:
                known = ", ".join(sorted(st.label for _, st in _placed(library, ref.id) if st.label)) or "none"
                faults.add(
                    f"cites #{ref.label} of {ref.id}, which has no such label.", f"Labels there: {known}.", line=statement.line
                )
            elif placed and not placed.statement.window.meets(statement.window):
                faults.add(
                    f"cites {ref}, which is never true on the same day.", "Cite the statement for that time.", line=statement.line
                )
            elif placed and placed.document.kind is Kind.GUIDE:
                faults.add(f"rests on the guide {ref.id}.", "Cite the law, system, remedy or referral itself.", line=statement.line)


def _placed(library: Library, id: str) -> Iterator[tuple[Section, Statement]]:
    document = library.get(id)
    return document.placed() if document else iter(())


def _dependencies(note: Provision, library: Library, faults: Faults) -> None:
    for id in note.depends_on:
        if not isinstance(library.get(id), Provision):
            faults.add(f"depends on {id!r}, which is not a provision here.", "Mend the id or write that note.", key="depends_on")
    if not note.official_url:
        faults.add("is missing.", "Add the publisher's page.", key="official_url")


def _remedy(remedy: Remedy, library: Library, faults: Faults) -> None:
    section = remedy.section("Deadline")
    said = section.text.lower() if section else ""
    if remedy.time_limits and not section:
        faults.add("has deadlines but no section 'Deadline'.", "Say each period there in a sentence.")
    for limit in remedy.time_limits:
        names = (str(limit.count), *(word for word, number in NUMBERS.items() if number == limit.count and word not in INDEFINITE))
        if section and not any(re.search(rf"\b{name}\b", said) for name in names):
            faults.add(
                f"has a count {limit.count} that the section 'Deadline' does not name.", "Say the period there.", key="deadlines"
            )
        labels = [s.label for s in section.statements if s.label] if section else []
        if (limit.when or limit.says != limit.id) and limit.says not in labels:
            choices = ", ".join(labels) or "none yet"
            faults.add(
                f"has the deadline {limit.id!r}, and no sentence #{limit.says} under 'Deadline' that says it.",
                f"Name its label in `says`: {choices}.",
                key="deadlines",
            )
        if limit.source and library.resolve(limit.source) is None:
            faults.add(f"rests a deadline on {limit.source}, which does not exist.", "Mend the id and the label.", key="deadlines")
        if limit.certainty is Certainty.CONFIRMED and limit.source is None:
            faults.add("has a confirmed deadline without a source.", "Add `source: id#label`.", key="deadlines")
        placed = library.resolve(limit.source) if limit.source else None
        if placed and limit.certainty is Certainty.CONFIRMED:
            sure = placed.statement.certainty or placed.document.certainty
            if sure is not Certainty.CONFIRMED:
                faults.add(f"calls a deadline confirmed, but {limit.source} is {sure}.", "Use the weaker word.", key="deadlines")
    if remedy.stops_clock == "no" and remedy.find("clock") is None:
        faults.add("does not say that it leaves the court deadline running.", "Add a line under Limits with the label #clock.")


def _guide(guide: Guide, library: Library, faults: Faults) -> None:
    if guide.language == SOURCE_LANGUAGE and len(guide.asks) < MIN_ASKS:
        faults.add(f"has {len(guide.asks)} phrasings.", f"Add at least {MIN_ASKS} ways to ask, in people's own words.", key="asks")
    named = {"remedies": Kind.REMEDY, "systems": Kind.SYSTEM, "referrals": Kind.REFERRAL}
    for key, kind in named.items():
        for id in getattr(guide, key):
            document = library.get(id)
            if document is None or document.kind is not kind:
                faults.add(f"names {id!r}, which is not a {kind} here.", "Mend the id or write that file.", key=key)
    anywhere = guide.id.startswith("guides/any/")
    allowed = set(NAMES) if anywhere else set(scope(guide.jurisdiction))
    for _, statement in guide.placed():
        if not statement.rests_on:
            faults.add("cites nothing.", "End every line of a guide with `[id#label]`.", line=statement.line)
        for ref in statement.rests_on:
            cited = library.get(ref.id)
            if cited and cited.jurisdiction not in allowed:
                theirs, ours = NAMES.get(cited.jurisdiction, cited.jurisdiction), NAMES[guide.jurisdiction]
                problem = f"cites the law of {theirs} in a guide for {ours}."
                faults.add(problem, "Cite only that place and what lies above it.", line=statement.line)
    _short_answer(guide, library, faults, anywhere)


def _short_answer(guide: Guide, library: Library, faults: Faults, anywhere: bool) -> None:
    section = guide.section("Short answer")
    if section is None:
        return
    statements = section.statements
    edges = {d for s in statements for d in (s.window.since, s.window.until) if d} | {date(2026, 1, 1)}
    for place in NAMES if anywhere else (guide.jurisdiction,):
        for day in edges:
            seen = [s for s in statements if s.window.covers(day) and library.reaches(Placed(guide, section, s), scope(place))]
            if len(seen) > MAX_SHORT:
                problem = f"has {len(seen)} lines in its short answer for {place} on {day}."
                faults.add(problem, f"Keep at most {MAX_SHORT}; move the rest to Rule.", line=seen[MAX_SHORT].line)
                return

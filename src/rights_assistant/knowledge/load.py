"""Reads a knowledge folder into a `Library`, collecting every fault on the way."""

import re
from pathlib import Path

from rights_assistant.domain.document import Document, Instrument
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.library import Library
from rights_assistant.domain.statement import Section
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge import kinds
from rights_assistant.knowledge.faults import Fault, Faults
from rights_assistant.knowledge.head import Head, Parts, cut
from rights_assistant.knowledge.lines import read_sections
from rights_assistant.knowledge.premises import read_premises

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3}|-[A-Z]{2})?")
_FOLDERS = ("systems", "remedies", "referrals", "guides")
_COUNTRY = re.compile(r"[a-z]{2}")


def read_folder(root: Path) -> tuple[Library, list[Fault]]:
    """Every document under a knowledge folder that could be read, and every fault in the files.

    Cross-references between documents are not looked at here; see `check`.

    Raises:
        KnowledgeError: when the folder does not exist.
    """
    if not root.is_dir():
        raise KnowledgeError(
            f"There is no knowledge folder at {root}.", "Point --knowledge at the folder that holds law/ and guides/."
        )
    found: list[Fault] = []
    instruments: dict[str, Instrument] = {}
    documents: dict[tuple[str, str], Document] = {}
    for path in sorted(root.glob("law/**/instrument.md")):
        if law := _instrument(path, root, found):
            instruments[law.id] = law
    for path in sorted((root / "law").glob("**/*.md")):
        if path.name != "instrument.md" and (note := _provision(path, root, instruments, found)):
            documents[note.id, note.language] = note
    for folder in _FOLDERS:
        for path in sorted((root / folder).glob("**/*.md")):
            if other := _other(path, root, folder, found):
                documents[other.id, other.language] = other
    premises, wrong = read_premises(root)
    return Library(documents, instruments, premises), [*found, *wrong]


def _parts(path: Path, root: Path, faults: Faults) -> Parts | None:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        faults.add("is not UTF-8 text.", f"Save it as UTF-8; the first bad byte is number {error.start}.")
        return None
    return cut(text, faults)


def _instrument(path: Path, root: Path, found: list[Fault]) -> Instrument | None:
    faults = Faults(path.relative_to(root))
    place = path.relative_to(root / "law").parts[:-1]
    law = None
    if len(place) != 2 or place[0] not in NAMES:
        faults.add("is not at law/<jurisdiction>/<instrument>/instrument.md.", f"Jurisdictions: {', '.join(NAMES)}.")
    elif parts := _parts(path, root, faults):
        head = Head(parts.head, faults)
        law = kinds.instrument(head, "/".join(place), place[0])
        head.close()
    found.extend(faults.found)
    return law


def _provision(path: Path, root: Path, laws: dict[str, Instrument], found: list[Fault]) -> Document | None:
    faults = Faults(path.relative_to(root))
    place = path.relative_to(root / "law").with_suffix("").parts
    note: Document | None = None
    if len(place) != 3 or place[0] not in NAMES or not _NAME.fullmatch(place[2]):
        faults.add("is not at law/<jurisdiction>/<instrument>/<locator>.md.", "Move it: the path of a note is its id.")
    elif "/".join(place[:2]) not in laws:
        faults.add("has no readable instrument.md beside it.", f"Add or mend law/{'/'.join(place[:2])}/instrument.md.")
    elif parts := _parts(path, root, faults):
        head = Head(parts.head, faults)
        sections = read_sections(parts.body, parts.body_line, kinds.HEADINGS["law"], faults)
        _required("law", sections, faults)
        base = kinds.document(head, "/".join(place), place[0], "en", sections)
        note = kinds.provision(head, base, laws["/".join(place[:2])], faults)
        head.close()
    found.extend(faults.found)
    return note


def _other(path: Path, root: Path, folder: str, found: list[Fault]) -> Document | None:
    faults = Faults(path.relative_to(root))
    place = path.relative_to(root / folder).with_suffix("").parts
    document: Document | None = None
    places = (*NAMES, "any") if folder == "guides" else NAMES
    known = len(place) == 3 and (place[0] in places or (folder == "systems" and _COUNTRY.fullmatch(place[0])))
    if not known or not _NAME.fullmatch(place[1]) or not _LANGUAGE.fullmatch(place[2]):
        faults.add(f"is not at {folder}/<jurisdiction>/<name>/<language>.md.", f"Move it; jurisdictions: {', '.join(places)}.")
    elif parts := _parts(path, root, faults):
        head = Head(parts.head, faults)
        sections = read_sections(parts.body, parts.body_line, kinds.HEADINGS[folder], faults)
        _required(folder, sections, faults)
        jurisdiction = "int" if place[0] == "any" else place[0]
        base = kinds.document(head, f"{folder}/{place[0]}/{place[1]}", jurisdiction, place[2], sections)
        document = kinds.BUILDERS[folder](head, base, faults)
        head.close()
    found.extend(faults.found)
    return document


def _required(folder: str, sections: list[Section], faults: Faults) -> None:
    written = {s.heading for s in sections}
    for heading in kinds.REQUIRED[folder]:
        if heading not in written:
            faults.add(f"has no section {heading!r}.", f"Add `## {heading}` with at least one statement.")

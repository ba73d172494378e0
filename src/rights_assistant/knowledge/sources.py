"""`knowledge/sources.yaml`: where the official texts are published, and whether that list and our instruments agree."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

import regex

from rights_assistant.domain.document import Instrument
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.official import Format, Publication, Unit
from rights_assistant.domain.sources import Edition, File, Source, path_of
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.faults import Fault, Faults
from rights_assistant.knowledge.head import read_date
from rights_assistant.knowledge.nodes import Node, top

FILE: Final = Path("sources.yaml")
_ID = re.compile(r"[a-z]{2,3}/[a-z0-9][a-z0-9-]*")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
_LOCATOR = re.compile(r"[a-z][a-z0-9-]*")


def read_sources(root: Path) -> tuple[Source, ...]:
    """Every instrument in the list of a knowledge folder, in its order.

    Raises:
        KnowledgeError: when there is no list, or naming its first fault and how many there are.
    """
    if not (root / FILE).is_file():
        raise KnowledgeError(
            f"There is no list of official publications at {root / FILE}.", "Point --knowledge at the folder that holds it."
        )
    sources, faults = examine_sources(root)
    if faults:
        raise KnowledgeError(
            f"The list of official publications has {len(faults)} faults; the first: {faults[0]}",
            "Run `rights-assistant knowledge check` to see them all.",
        )
    return sources


def examine_sources(root: Path) -> tuple[tuple[Source, ...], list[Fault]]:
    """The list of a knowledge folder, nothing when it has none, and what is wrong with it."""
    faults = Faults(FILE)
    if not (root / FILE).is_file():
        return (), []
    try:
        entries = top((root / FILE).read_text("utf-8"), faults)
    except UnicodeDecodeError as error:
        faults.add("is not UTF-8 text.", f"Save it as UTF-8; the first bad byte is number {error.start}.")
        return (), faults.found
    sources = tuple(_source(id, entry) for id, entry in entries.children() if _is_id(id, entry)) if entries else ()
    return sources, sorted(faults.found)


def disagreements(sources: Iterable[Source], instruments: Iterable[Instrument]) -> list[Fault]:
    """A fault for each instrument that the list does not have, each entry that is no instrument of ours, each other identifier."""
    faults = Faults(FILE)
    listed = {source.instrument: source for source in sources}
    known = {law.id: law for law in instruments}
    for id in sorted(known.keys() - listed.keys()):
        faults.add(
            f"does not have the instrument {id}.",
            "Add it with its editions, or with the reason why there is none: `none: …`.",
            key=id,
        )
    for id, source in sorted(listed.items()):
        if id not in known:
            faults.add("is no instrument of ours.", f"Write law/{id}/instrument.md, or take it out.", line=source.line, key=id)
            continue
        ours = dict(known[id].identifiers)
        for scheme, value in source.identifiers:
            if ours.get(scheme, value) != value:
                faults.add(
                    f"has the {scheme} {value}, and law/{id}/instrument.md has {ours[scheme]}.",
                    "Look it up, and write the same in both.",
                    line=source.line,
                    key=id,
                )
    return faults.found


def check(root: Path, instruments: Iterable[Instrument]) -> list[Fault]:
    """What is wrong with the list, and where it and the instruments do not agree; nothing where there is no list."""
    if not (root / FILE).is_file():
        return []
    sources, faults = examine_sources(root)
    # An entry that could not be read would be told a second time, as missing.
    return faults or disagreements(sources, instruments)


def _is_id(id: str, entry: Node) -> bool:
    if _ID.fullmatch(id) and id.split("/")[0] in NAMES:
        return True
    entry.fault("is not the id of an instrument.", f"Write <jurisdiction>/<instrument>; jurisdictions: {', '.join(NAMES)}.")
    return False


def _source(id: str, entry: Node) -> Source:
    reason = entry.text("none", required=False)
    publisher = entry.text("publisher")
    identifiers = tuple(entry.pairs("identifiers").items())
    terms = entry.text("terms", required=not reason)
    locator = entry.matching("locator", _LOCATOR, "Write the first part of a locator in small letters, such as `art`.")
    editions: tuple[Edition, ...] = ()
    if reason and entry.has("editions"):
        entry.fault("has editions and a reason for having none.", "Keep one of the two.", "none")
    if not reason or entry.has("editions"):
        editions = tuple(_edition(id, locator, node) for node in entry.items("editions"))
        _once([e.name for e in editions], entry)
    entry.close()
    return Source(id, publisher, identifiers, terms, locator, editions, reason, entry.line)


def _edition(instrument: str, locator: str, entry: Node) -> Edition:
    name = entry.matching("name", _NAME, "Write small letters, digits and hyphens, such as `oj`.", required=True)
    as_of = _day(entry, "as_of")
    units = [u for text in entry.texts("units") if (u := _unit(text, entry))]
    outdated, called = entry.flag("outdated"), entry.flag("called")
    note = entry.text("note", required=False)
    languages = entry.child("languages")
    files = tuple(_files(Publication(instrument, "", Format.PDF, "", as_of, locator), name, languages)) if languages else ()
    if any(f.address for f in files) and not entry.has("called"):
        entry.fault("is missing.", "Write `called: false` until somebody has fetched from its addresses.", "called")
    entry.close()
    return Edition(name, files, as_of, frozenset(units), outdated, called, note)


def _files(like: Publication, edition: str, languages: Node) -> Iterator[File]:
    if not languages.keys:
        languages.fault("has no language.", "Write `en: {format: …, address: …}` for each.")
    for language, entry in languages.children():
        if not _LANGUAGE.fullmatch(language):
            entry.fault("is not the code of a language.", "Write it in small letters, such as `en` or `zh-hant`.")
        format = entry.member("format", Format)
        address, mirror, pattern = _address(entry), _mirror(entry), _pattern(entry, format)
        if not address and not mirror:
            entry.fault("has no place where it can be had.", "Add its `address:`, or its path in a `mirror:`.")
        entry.close()
        if format is not None:
            name = str(path_of(like.instrument, edition, language, format))
            publication = Publication(like.instrument, language, format, name, like.as_of, like.locator, pattern)
            yield File(publication, edition, address, mirror)


def _unit(text: str, entry: Node) -> Unit | None:
    if text in list(Unit):
        return Unit(text)
    entry.fault(f"cannot be {text!r}.", f"Choose from: {', '.join(Unit)}.", "units")
    return None


def _day(entry: Node, key: str) -> date | None:
    text = entry.text(key, required=False)
    day = read_date(text)
    if text and day is None:
        entry.fault(f"is not a date that exists: {text!r}.", "Write it as 2026-11-23.", key)
    return day


def _address(entry: Node) -> str:
    address = entry.text("address", required=False)
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        sound = parts.scheme == "https" and parts.hostname and parts.netloc == parts.hostname and not parts.fragment
    except ValueError:
        sound = False
    if not sound or not address.isascii() or re.search(r"\s", address):
        entry.fault(f"cannot be fetched: {address!r}.", "Write an https address: no port, no user, no `#`, no blank.", "address")
    return address


def _mirror(entry: Node) -> str:
    mirror = entry.text("mirror", required=False)
    if mirror and (PurePosixPath(mirror).is_absolute() or ".." in mirror.split("/") or "\\" in mirror):
        entry.fault(f"leads out of the mirror: {mirror!r}.", "Write a path below it, such as eu/ai-act/en.xhtml.", "mirror")
        return ""
    return mirror


def _pattern(entry: Node, format: Format | None) -> str:
    pattern = entry.text("pattern", required=format is Format.PDF)
    if pattern and format is not Format.PDF:
        entry.fault("is for PDF alone.", "Take it out.", "pattern")
    if pattern:
        try:
            if "number" not in regex.compile(pattern).groupindex:
                entry.fault("does not say which part is the number.", "Add a group: `(?P<number>\\d+)`.", "pattern")
        except regex.error as error:
            entry.fault(f"is not a regular expression: {error}.", "Mend it.", "pattern")
    return pattern


def _once(names: list[str], entry: Node) -> None:
    for name in sorted({n for n in names if n and names.count(n) > 1}):
        entry.fault(f"has two editions with the name {name!r}.", "Give each its own name.", "editions")

"""`show`: our note and the official text of a provision, or what an instrument holds."""

import json
import textwrap
from collections.abc import Iterator
from typing import Any, Final

import typer

from rights_assistant.adapters.texts import Texts
from rights_assistant.catalogue import Catalogue, Line, Place
from rights_assistant.domain.document import Document, Instrument, Provision
from rights_assistant.domain.official import Wording
from rights_assistant.errors import QuestionError
from rights_assistant.knowledge import load
from rights_assistant.quote import preferred
from rights_assistant.settings import Settings
from rights_assistant.wiring import unreadable

WIDTH: Final = 100


def run(settings: Settings, address: str, language: str | None, as_json: bool) -> None:
    """Print what is at an address: an instrument's, a provision's, that of a part of one, or a document's of ours.

    Raises:
        QuestionError: when there is nothing at it, or no official text in the language.
        OfficialError: when the official texts cannot be read.
    """
    texts = Texts(settings.data / "official")
    catalogue = Catalogue(load(settings.knowledge), texts, unreadable=unreadable(settings.knowledge))
    shown = _shown(catalogue, address.strip().strip("/").lower(), language)
    texts.close()
    typer.echo(json.dumps(shown[1], ensure_ascii=False, indent=2) if as_json else "\n\n".join(shown[0]))


def _shown(catalogue: Catalogue, address: str, language: str | None) -> tuple[list[str], dict[str, Any]]:
    """The same in words and as JSON values."""
    instrument = catalogue.library.instruments.get(address)
    if instrument:
        chosen = _language(language, catalogue.languages(address), address, catalogue)
        lines = catalogue.contents(address, chosen)
        return _contents(instrument, lines, catalogue, chosen), _contents_json(instrument, lines, catalogue, chosen)
    place = catalogue.place(address, language or "en")
    if place:
        _language(language, place.languages, place.instrument.id, catalogue)
        return _place(place, catalogue), _place_json(place)
    document = catalogue.library.get(address)
    if document:
        return [*_document(document)], {"id": document.id, "note": _document_json(document), "official": None, "languages": []}
    raise _unknown(address, catalogue)


def _language(asked: str | None, there: tuple[str, ...], instrument: str, catalogue: Catalogue) -> str:
    """The language to show, where there is any text."""
    if asked and asked not in there:
        if not there:
            raise QuestionError(f"There is no official text of it in {asked!r} here.", _fetch(instrument, catalogue))
        raise QuestionError(f"There is no official text of it in {asked!r} here.", f"Languages there: {', '.join(there)}.")
    return asked or next(iter(preferred("en", there)), "")


def _fetch(instrument: str, catalogue: Catalogue) -> str:
    """That a text is not there, and what to do about it."""
    if why := catalogue.unreadable.get(instrument):
        return f"No official text of {instrument} can be read: {why}"
    return f"The official text is not here. Fetch it: `rights-assistant sources fetch --only {instrument}`."


def _unknown(address: str, catalogue: Catalogue) -> QuestionError:
    instrument = "/".join(address.split("/")[:2])
    known = instrument in catalogue.library.instruments and not catalogue.languages(instrument)
    near = catalogue.near(address)
    said = [f"Did you mean: {', '.join(near)}?" if near else "See `rights-assistant sources list` for the laws there are."]
    said += [_fetch(instrument, catalogue)] if known else []
    return QuestionError(f"There is nothing at {address[:100]!r}.", " ".join(said))


def _document(document: Document) -> Iterator[str]:
    yield f"{document.title}\n{document.id}"
    for section in document.sections:
        lines = (f"- {s.text}" + (f" ({s.certainty})" if s.certainty else "") for s in section.statements)
        yield "\n".join([section.heading.upper(), *(textwrap.fill(line, WIDTH, subsequent_indent="  ") for line in lines)])
    checked = f"{document.certainty}; checked on {document.checked_on} against {'; '.join(document.checked_against)}"
    yield "\n".join([textwrap.fill(checked, WIDTH), *([document.official_url] if document.official_url else [])])


def _place(place: Place, catalogue: Catalogue) -> list[str]:
    parts = ["OUR NOTE", *_document(place.note)] if place.note else [f"We have no note on {place.address}."]
    if place.wording is None:
        return [*parts, _fetch(place.instrument.id, catalogue)]
    return [*parts, *_official(place.wording, place.languages)]


def _official(wording: Wording, languages: tuple[str, ...]) -> Iterator[str]:
    provision = wording.provision
    name = " · ".join(filter(None, (wording.title, provision.label, provision.heading)))
    yield f"OFFICIAL TEXT\n\n{name}\n{wording.id}"
    yield wording.words
    state = f"wording of {wording.as_of}" if wording.as_of else "the publisher names no day"
    source = [f"{wording.publisher}; {state}; fetched on {wording.fetched_on}; language {wording.language}"]
    source += [wording.note] if wording.note else []
    source += [wording.address] if wording.address else []
    yield "\n".join([*source, f"Languages there: {', '.join(languages)}."])


def _contents(law: Instrument, lines: list[Line], catalogue: Catalogue, language: str) -> list[str]:
    parts = [f"{law.title}\n{law.id}"]
    there = catalogue.languages(law.id)
    parts.append(f"Language {language}; languages there: {', '.join(there)}." if there else _fetch(law.id, catalogue))
    body: list[str] = []
    under: tuple[str, ...] = ()
    for line in lines:
        if line.under != under:
            body += ["", " / ".join(line.under)] if line.under else [""]
            under = line.under
        mark = "*" if line.notes else " "
        body.append(f"{mark} {line.id}  {' '.join(filter(None, (line.label, line.heading)))}".rstrip())
    return [*parts, "\n".join(body).strip("\n"), "* has a note of ours"] if lines else [*parts, "We have no note on it."]


def _place_json(place: Place) -> dict[str, Any]:
    note, wording = place.note, place.wording
    return {
        "id": place.address,
        "note": _document_json(note) if note else None,
        "official": _official_json(wording) if wording else None,
        "languages": list(place.languages),
    }


def _official_json(wording: Wording) -> dict[str, Any]:
    provision = wording.provision
    return {
        "id": wording.id,
        "provision": provision.id,
        "title": wording.title,
        "label": provision.label,
        "heading": provision.heading,
        "under": list(provision.under),
        "text": wording.words,
        "parts": [{"id": p.id, "label": p.label, "start": p.start, "end": p.end} for p in provision.parts]
        if not wording.part
        else [],
        "language": wording.language,
        "publisher": wording.publisher,
        "as_of": wording.as_of.isoformat() if wording.as_of else None,
        "fetched_on": wording.fetched_on.isoformat(),
        "sha256": wording.sha256,
        "path": wording.path,
        "address": wording.address or None,
        "note": wording.note,
    }


def _document_json(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind.value,
        "title": document.title,
        "language": document.language,
        "certainty": document.certainty.value,
        "checked_on": document.checked_on.isoformat(),
        "checked_against": list(document.checked_against),
        "url": document.official_url or None,
        "force": document.instrument.force.value if isinstance(document, Provision) else None,
        "sections": [
            {
                "heading": section.heading,
                "statements": [
                    {"text": s.text, "certainty": s.certainty.value if s.certainty else document.certainty.value}
                    for s in section.statements
                ],
            }
            for section in document.sections
        ],
    }


def _contents_json(law: Instrument, lines: list[Line], catalogue: Catalogue, language: str) -> dict[str, Any]:
    return {
        "id": law.id,
        "title": law.title,
        "language": language or None,
        "languages": list(catalogue.languages(law.id)),
        "contents": [
            {
                "id": line.id,
                "label": line.label,
                "heading": line.heading,
                "under": list(line.under),
                "official": line.official,
                "notes": [note.id for note in line.notes],
            }
            for line in lines
        ],
    }

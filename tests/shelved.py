"""Lantern Acts put on a shelf in editions and languages, and read from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from fakes import unseen
from lantern import DAY, LOADERS, SECTIONS, a_file, lantern, load_lantern
from rights_assistant.adapters.publishers.loaders import Loader
from rights_assistant.adapters.reading import Read, read_shelf
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.texts import Texts
from rights_assistant.domain.official import Format, OfficialProvision, OfficialText, Part, Publication, Unit
from rights_assistant.domain.sources import Edition, File, Got, Source


def an_edition(*languages: str, name: str = "current", instrument: str = "ca/irpa", **changes: object) -> Edition:
    """An edition with a file for each language, in this order; English when none is given."""
    files = tuple(a_file(instrument=instrument, language=code, edition=name) for code in languages or ("en",))
    return replace(Edition(name, files), **changes)  # type: ignore[arg-type]


def a_source(*editions: Edition, instrument: str = "ca/irpa", publisher: str = "Lantern Office") -> Source:
    """A source with these editions; one in English when none is given."""
    return Source(instrument, publisher, editions=editions or (an_edition(instrument=instrument),))


def a_shelf(folder: Path, loaders: Mapping[Format, Loader] = LOADERS) -> Shelf:
    """The shelf in a folder."""
    return Shelf(folder, loaders)


def put(shelf: Shelf, file: File, sections: Mapping[str, str] = SECTIONS, *, as_of: str = "2026-01-01", **got: str) -> File:
    """Keep a Lantern Act as a file."""
    shelf.keep(file, Got(lantern(sections, as_of), **({"mirror": "lanterns/en.xml"} | got)), DAY)
    return file


def filled(shelf: Shelf, *sources: Source, sections: Mapping[str, str] = SECTIONS) -> Shelf:
    """A shelf with every file of some sources, all with the same sections."""
    for source in sources:
        for file in source.files(outdated=True):
            put(shelf, file, sections)
    return shelf


def read(shelf: Shelf, *sources: Source, anew: bool = False) -> Read:
    """What a reading of the shelf says that it did."""
    return read_shelf(shelf.folder, shelf, sources, unseen, anew=anew)


def texts_of(shelf: Shelf, *sources: Source) -> Texts:
    """The texts of a shelf, once it was read."""
    read(shelf, *sources)
    return Texts(shelf.folder)


def everything(texts: Texts) -> dict[str, object]:
    """All that is found in some texts, however one asks."""
    found: dict[str, object] = {}
    for instrument, languages in texts.instruments().items():
        found[instrument] = languages
        for language in languages:
            found[f"{instrument} {language}"] = texts.contents(instrument, language)
            found[f"{instrument} {language} search"] = sorted(
                (w.id, w.path, w.words) for w in texts.search("lantern dusk door", language, [instrument])
            )
            for provision in texts.provisions(instrument, language):
                for address in (provision.id, *(part.id for part in provision.parts)):
                    found[f"{address} {language}"] = (texts.languages(address), texts.wording(address, language))
    return found


def load_with_recitals(data: bytes, publication: Publication) -> OfficialText:
    """A Lantern Act in which a section `r1` is recital 1."""
    text = load_lantern(data, publication)
    return replace(text, provisions=tuple(_recitals(text.provisions)))


def _recitals(provisions: Iterable[OfficialProvision]) -> Iterator[OfficialProvision]:
    for p in provisions:
        id = p.id.replace("/s-r", "/recital-")
        parts = tuple(Part(part.id.replace("/s-r", "/recital-"), part.label, part.start, part.end) for part in p.parts)
        yield p if id == p.id else replace(p, id=id, unit=Unit.RECITAL, parts=parts)

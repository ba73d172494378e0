"""The whole mirror fetched and read once: every provision held against its file, and found by its address and by its words."""

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from conftest import KNOWLEDGE
from fakes import unseen
from lantern import DAY
from mirror import MIRROR, on_real_files
from rights_assistant.adapters import publishers
from rights_assistant.adapters.contents import Contents
from rights_assistant.adapters.gathering import Fate, Gathered, Mirror, gather
from rights_assistant.adapters.publishers.loaders import LOADERS
from rights_assistant.adapters.reading import Read, read_shelf
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.texts import Texts
from rights_assistant.domain.official import Format
from rights_assistant.domain.sources import File
from rights_assistant.evaluation.fidelity import Fidelity, Quote, fidelity
from rights_assistant.knowledge.sources import read_sources

pytestmark = on_real_files

SOURCES = read_sources(KNOWLEDGE)
FILES = [file for source in SOURCES for file in source.files()]
WITHOUT_LOADER = {format for format in Format if find_spec(f"{publishers.__name__}.{format}") is None}

NOT_SO = {
    "eu/ai-omnibus/council.nl.pdf": {
        "eu/ai-omnibus/art-1": "it runs over pages: foot and head of each stand between its words in the file",
    },
    "eu/ai-omnibus/oj.en.html": {
        "eu/ai-omnibus/art-1": "the footnote to a text put into another act stands before the sign that closes the line",
    },
}
"""Provisions whose words do not stand in their file without a break, by file, each with the reason."""


class Mirrored:
    """The mirror in a folder of the tests' own, as it was fetched and read there."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder, LOADERS)
        self.gathered: list[Gathered] = list(gather(FILES, Mirror(MIRROR), self.shelf, DAY, unseen))
        self.read: Read = read_shelf(folder, self.shelf, SOURCES, unseen)
        self.texts = Texts(folder)

    @property
    def files(self) -> list[File]:
        """Those that are kept."""
        return [file for file in FILES if self.shelf.kept(file)]


@pytest.fixture(scope="session")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Mirrored:
    """The mirror, fetched and read once."""
    return Mirrored(tmp_path_factory.mktemp("mirrored"))


def test_everything_that_a_loader_reads_is_kept(mirrored: Mirrored) -> None:
    """Does nothing fail but files in a format whose loader is not there?"""
    failed = {str(g.file.path): g.why for g in mirrored.gathered if g.fate is Fate.FAILED}
    without = {str(f.path) for f in FILES if f.mirror and f.publication.format in WITHOUT_LOADER}
    assert {path: why for path, why in failed.items() if path not in without} == {}
    assert failed.keys() == without
    assert len(mirrored.files) == sum(bool(f.mirror) for f in FILES) - len(without)


def test_everything_that_is_kept_is_read_once(mirrored: Mirrored) -> None:
    """Is every kept file read, none refused, and none read again?"""
    assert mirrored.read == Read(len(mirrored.files), 0, 0, ())
    again = read_shelf(mirrored.shelf.folder, mirrored.shelf, SOURCES, unseen)
    assert again == Read(0, len(mirrored.files), 0, ())


@pytest.fixture(scope="session")
def held(mirrored: Mirrored) -> Fidelity:
    """Every provision of every file, whether or not it is the preferred one, held against its file."""
    quotes = []
    for file in mirrored.files:
        text, kept = mirrored.shelf.text(file), mirrored.shelf.kept(file)
        assert text is not None
        assert kept is not None
        quotes += [Quote("all", 1, p.id, p.text, str(file.path), kept.sha256) for p in text.provisions]
    return fidelity(quotes, Contents(mirrored.shelf.folder).of)


def test_every_provision_stands_in_its_file(held: Fidelity) -> None:
    """Is each a span of its file, line by line and in order, but for those that are known with their reasons?"""
    found: dict[str, dict[str, str]] = {}
    for quote, why in held.unfaithful:
        found.setdefault(quote.path, {})[quote.paragraph] = why
    unknown = {f"{q.path} {q.paragraph}": why for q, why in held.unfaithful if q.paragraph not in NOT_SO.get(q.path, {})}
    assert unknown == {}
    kept = {q.path for q in held.quotes}
    assert {path: set(rows) for path, rows in found.items()} == {path: set(rows) for path, rows in NOT_SO.items() if path in kept}
    assert len(held.quotes) > 6_000
    print(f"{len(held.quotes) - len(held.unfaithful)} of {len(held.quotes)} provisions in {held.files} files")


def test_a_changed_word_anywhere_is_found(held: Fidelity, mirrored: Mirrored) -> None:
    """With its last word turned round, is a provision of every file found to be forged?"""
    last = {q.path: q for q in held.quotes if len(q.words) > 200}
    forged = [Quote("all", 1, q.paragraph, f"{q.words[:-9]}{q.words[-9:][::-1]}.", q.path, q.sha256) for q in last.values()]
    assert {q.path for q, _ in fidelity(forged, Contents(mirrored.shelf.folder).of).unfaithful} == set(last)


def test_every_address_is_found_in_its_language(mirrored: Mirrored) -> None:
    """Does asking for each provision and place give the words that its loader gave, from the first edition that gives them?"""
    wrong: list[str] = []
    asked = Counter[str]()
    for source in SOURCES:
        seen: set[tuple[str, str]] = set()
        for edition in source.editions:
            for file in edition.files:
                text = mirrored.shelf.text(file) if mirrored.shelf.kept(file) and not edition.outdated else None
                for p in text.provisions if text else ():
                    if not edition.gives(p.unit) or (p.id, file.publication.language) in seen:
                        continue
                    seen.add((p.id, file.publication.language))
                    for part in (None, *p.parts):
                        address = part.id if part else p.id
                        asked["parts" if part else "provisions"] += 1
                        wording = mirrored.texts.wording(address, file.publication.language)
                        if wording is None or wording.words != (p.words_of(part) if part else p.text):
                            wrong.append(f"{file.path} {address}")
    assert wrong == []
    assert asked["provisions"] > 5_000
    assert asked["parts"] > 20_000


def test_every_table_of_contents(mirrored: Mirrored) -> None:
    """Is each provision in it once, and each of its lines a provision that can be opened?"""
    for instrument, languages in mirrored.texts.instruments().items():
        for language in languages:
            ids = [entry.id for entry in mirrored.texts.contents(instrument, language)]
            assert ids
            assert len(ids) == len(set(ids))
            assert all(language in mirrored.texts.languages(id) for id in ids)


def test_a_provision_is_found_by_its_own_words(mirrored: Mirrored) -> None:
    """In each language that is written with blanks, is the first article of the Declaration found by how it begins?"""
    for language in mirrored.texts.instruments()["int/udhr"]:
        wording = mirrored.texts.wording("int/udhr/art-1", language)
        assert wording is not None
        beginning = " ".join(re.findall(r"\w+", wording.words)[:8])
        found = [w.id for w in mirrored.texts.search(beginning, language, ["int/udhr"], limit=3)]
        assert "int/udhr/art-1" in found, language

"""`stretches`: official texts found by meaning, indexed only where they changed, apart from the notes."""

import json
import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import Letters, unseen
from lantern import DAY, LOADERS, SECTIONS, SOURCES, a_file, lantern
from rights_assistant.adapters.reading import read_shelf
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.stretches import Built, StretchFinder, build, collection_name, nearest
from rights_assistant.adapters.texts import Texts
from rights_assistant.domain.sources import Got
from rights_assistant.errors import IndexUnavailable
from rights_assistant.knowledge.sources import read_sources
from rights_assistant.split import stretches

EN, FR = a_file(), a_file(language="fr")


class Counting(Letters):
    """An embedder that remembers what it was given."""

    def __init__(self, name: str = "letters-1") -> None:
        super().__init__(name)
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """As `Letters`, and noted."""
        self.seen += texts
        return super().embed(texts)


class House:
    """A shelf with the Lantern Act in two languages, and what is made of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "official"
        (folder / "sources.yaml").write_text(SOURCES, "utf-8")
        self.sources = read_sources(folder)
        self.shelf = Shelf(self.folder, LOADERS)
        self.embedder = Counting()

    def put(self, *, en: bytes | None = None, fr: bytes | None = None) -> None:
        """Fetch some files and read them."""
        with self.shelf.writing():
            for file, data in ((EN, en), (FR, fr)):
                if data is not None:
                    self.shelf.keep(file, Got(data, mirror="m"), DAY)
        read_shelf(self.folder, self.shelf, self.sources, unseen)

    def build(self, embedder: Counting | None = None) -> Built:
        """Bring the collections up to date."""
        texts = Texts(self.folder)
        try:
            return build(self.folder, texts, embedder or self.embedder, unseen)
        finally:
            texts.close()

    def find(self, text: str, language: str = "en", places: Sequence[str] = ("ca",), limit: int = 9) -> list[str]:
        """The provisions found, best first."""
        finder = StretchFinder(self.folder, self.embedder)
        try:
            return [s.provision for s in finder.find(text, places, language, limit)]
        finally:
            finder.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.put(en=lantern(), fr=lantern({"1": "(1) Chaque lanterne pend."}))
    return house


def test_what_a_first_build_does(house: House) -> None:
    """Is every stretch embedded once, with the label that says what it is of, and put in its language's collection?"""
    assert house.build() == Built(files=2, same=0, gone=0, embedded=3, stretches=3)
    assert sorted(house.embedder.seen)[0] == "Section 1: (1) Chaque lanterne pend."
    assert collection_name("ca", "fr") == "official-ca-fr"


def test_what_is_found(house: House) -> None:
    """Is the nearest stretch found in its language and place, and in no other?"""
    house.build()
    assert house.find("Section 2: (1) Nobody blows it out.")[0] == "ca/irpa/s-2"
    assert house.find("lanterne", "fr") == ["ca/irpa/s-1"]
    assert house.find("lantern", "de") == []
    assert house.find("lantern", places=("eu",)) == []
    assert len(house.find("lantern", limit=1)) == 1


def test_where_it_stands(house: House) -> None:
    """Do the span and the score say which words were found, and how near?"""
    house.build()
    finder = StretchFinder(house.folder, house.embedder)
    [best, *_] = finder.find("Section 2: (1) Nobody blows it out.", ["ca"], "en", 5)
    finder.close()
    assert SECTIONS["2"][best.start : best.end] == SECTIONS["2"]
    assert best.score == pytest.approx(1.0, abs=1e-6)


def test_nothing_changed(house: House) -> None:
    """Is a second build none: no file, no text for the model?"""
    house.build()
    again = Counting()
    assert house.build(again) == Built(0, 2, 0, 0, 3)
    assert again.seen == []


def test_one_changed_file_is_indexed_alone(house: House) -> None:
    """Are only the stretches embedded that are new, and those that are gone not found any more?"""
    house.build()
    house.put(en=lantern({**SECTIONS, "2": "(1) Moths are welcome."}))
    again = Counting()
    assert house.build(again) == Built(1, 1, 0, 1, 3)
    assert again.seen == ["Section 2: (1) Moths are welcome."]
    assert house.find("Section 2: (1) Moths are welcome.")[0] == "ca/irpa/s-2"


def test_a_file_that_is_gone(house: House) -> None:
    """Does what is no longer on the list leave the collections?"""
    house.build()
    kept = house.sources
    house.sources = [s for s in kept if s.instrument != "ca/irpa"]
    read_shelf(house.folder, house.shelf, house.sources, unseen)
    assert house.build() == Built(0, 0, 2, 0, 0)
    assert house.find("lantern") == []


def test_another_model_makes_all_anew(house: House) -> None:
    """Are vectors of two models never mixed?"""
    house.build()
    other = Counting("letters-2")
    assert house.build(other).embedded == 3
    with pytest.raises(IndexUnavailable, match="no index of the official texts"):
        StretchFinder(house.folder, house.embedder)


def test_a_lost_collection_is_filled_without_the_model(house: House) -> None:
    """Are the vectors kept apart from Chroma, which is a cache?"""
    house.build()
    shutil.rmtree(house.folder / "meaning" / "chroma")
    (house.folder / "meaning" / "stretches.json").unlink()
    again = Counting()
    assert house.build(again) == Built(2, 0, 0, 0, 3)
    assert again.seen == []


def test_a_build_that_died_goes_on(house: House) -> None:
    """Is a file that was half indexed counted as not there, and indexed whole the next time?"""

    class Dies(Counting):
        def embed(self, texts: Sequence[str]) -> list[list[float]]:
            if any("Chaque" in t for t in texts):
                raise RuntimeError("killed")
            return super().embed(texts)

    with pytest.raises((RuntimeError, IndexUnavailable)):
        house.build(Dies())
    manifest = json.loads((house.folder / "meaning" / "stretches.json").read_text("utf-8"))
    assert list(manifest["files"]) == ["ca/irpa/current.en.xml"]
    assert house.build() == Built(1, 1, 0, 1, 3)


class TestTheLibrarysSearch:
    """`Texts.search` with the search by meaning beside it."""

    def test_what_only_the_meaning_finds_comes_too(self, house: House) -> None:
        """Is a provision without any of the words found by what it means, behind those that have them?"""
        house.build()
        plain = Texts(house.folder)
        both = Texts(house.folder, nearest(house.folder, house.embedder))
        assert [w.id for w in plain.search("dusk", "en")] == ["ca/irpa/s-1"]
        assert {w.id for w in both.search("dusk", "en")} == {"ca/irpa/s-1", "ca/irpa/s-2"}
        assert next(w.id for w in both.search("dusk", "en")) == "ca/irpa/s-1"
        assert [w.language for w in both.search("lanterne", "fr")] == ["fr"]

    def test_only_some_instruments(self, house: House) -> None:
        """Does a search within an instrument leave others out, however near?"""
        house.build()
        both = Texts(house.folder, nearest(house.folder, house.embedder))
        assert both.search("dusk", "en", ["eu/gdpr"]) == []

    def test_no_word_is_there(self, house: House) -> None:
        """Is nothing shown for words that no text has, instead of whatever is least far?"""
        house.build()
        both = Texts(house.folder, nearest(house.folder, house.embedder))
        assert both.search("zeppelin", "en") == []

    def test_the_places_of_a_language(self, house: House) -> None:
        """Are only jurisdictions searched that have a text in the language?"""
        house.build()
        finder = StretchFinder(house.folder, house.embedder)
        assert (finder.jurisdictions("fr"), finder.jurisdictions("de")) == (["ca"], [])
        finder.close()


def test_nothing_was_built(tmp_path: Path) -> None:
    """Is what is missing named, with what to do?"""
    with pytest.raises(IndexUnavailable, match="sources index"):
        StretchFinder(tmp_path / "official", Counting())


LINE = st.text(st.characters(blacklist_characters="\n", blacklist_categories=["Cs"]), min_size=1, max_size=60)


@given(st.lists(LINE, max_size=12), st.integers(20, 120))
def test_stretches_are_whole_lines(lines: list[str], longest: int) -> None:
    """Do the stretches hold every line once, in order, each whole, none longer than allowed unless it is one line?"""
    text = "\n".join(lines)
    spans = stretches(text, longest)
    assert [line for a, b in spans for line in text[a:b].split("\n")] == lines
    assert all(b - a <= longest or "\n" not in text[a:b] for a, b in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))

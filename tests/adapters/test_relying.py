"""`adapters.relying`: every statement placed, kept beside the texts, and done again only where something changed."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from factories import a_library, a_section, a_statement
from lantern import DAY, LOADERS, a_file, lantern
from placing_made import WordVectors, a_note
from rights_assistant.adapters import relying
from rights_assistant.adapters.reading import read_shelf
from rights_assistant.adapters.relying import Relied, Vectors, bring_up_to_date, likeness, placed
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.texts import NAME, Texts
from rights_assistant.domain.document import Provision
from rights_assistant.domain.library import Library
from rights_assistant.domain.sources import Edition, File, Got, Source
from rights_assistant.errors import OfficialError

T = TypeVar("T")

REGISTER = "Every keeper registers the lantern with the harbour office."
PETITION = "The office answers a petition about brightness in 30 days."
ACT = {"72": "(1) Every keeper shall register each lantern with the harbour office.\n(2) The office answers a petition in 30 days."}
OTHER = ACT | {"73": "(1) Nobody whistles."}
ID = "ca/irpa/s-72"


def unseen(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    """A `Progress` that shows nothing."""
    return items


def on_the_shelf(folder: Path, sections: dict[str, str] = ACT, languages: tuple[str, ...] = ("en",)) -> None:
    """The Lantern Act fetched and read."""
    files: tuple[File, ...] = tuple(a_file(language=language) for language in languages)
    shelf = Shelf(folder, LOADERS)
    with shelf.writing():
        for file in files:
            shelf.keep(file, Got(lantern(sections), mirror="x"), DAY)
    source = Source("ca/irpa", "Lantern Office", editions=(Edition("current", files),))
    assert read_shelf(folder, shelf, [source], unseen).failed == ()


def the_note(*texts: str, heading: str = "What it says") -> Provision:
    """A note on section 72 of the act."""
    statements = [a_statement(text, f"s-{n}") for n, text in enumerate(texts or (REGISTER, PETITION))]
    return a_note(*statements, heading=heading, id=ID)


def the_library(*notes: Provision) -> Library:
    """A library of that note, or of others."""
    return a_library(*(notes or (the_note(),)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Official texts that were read."""
    on_the_shelf(tmp_path / "official")
    return tmp_path / "official"


class TestBringUpToDate:
    """Places worked out and kept."""

    def test_places_are_kept(self, folder: Path) -> None:
        """Is each statement's place found again by its text, and said how many there are?"""
        found = bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        assert found == Relied(1, 2, 2, 4, anew=True)
        assert str(found) == (
            "1 notes are on a provision that was read; of their 2 statements 2 have a sure place in it (4 texts embedded)."
        )
        with closing(Texts(folder)) as texts:
            assert texts.relied_on(ID, REGISTER) == f"{ID}/ss-1"
            assert texts.relied_on(ID, PETITION) == f"{ID}/ss-2"
            assert texts.relied_on(ID, "Something else.") == ""

    def test_nothing_changed(self, folder: Path) -> None:
        """Is nothing embedded and nothing written the second time, and are the counts those of the first?"""
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        before = (folder / NAME).read_bytes()
        embedder = WordVectors()
        found = bring_up_to_date(folder, the_library(), embedder, unseen)
        assert (found, embedder.texts) == (Relied(1, 2, 2, 0, anew=False), [])
        assert (folder / NAME).read_bytes() == before
        assert "nothing changed" in str(found)

    def test_only_what_changed_is_embedded(self, folder: Path) -> None:
        """Are the vectors of what stayed kept when a statement is changed?"""
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        embedder = WordVectors()
        changed = "The office answers each petition in 30 days."
        found = bring_up_to_date(folder, the_library(the_note(REGISTER, changed)), embedder, unseen)
        assert (found.embedded, embedder.texts) == (1, [changed])
        with closing(Texts(folder)) as texts:
            assert (texts.relied_on(ID, changed), texts.relied_on(ID, PETITION)) == (f"{ID}/ss-2", "")

    def test_a_changed_text(self, folder: Path) -> None:
        """Are places worked out anew when the text is another one, and only its new words embedded?"""
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        on_the_shelf(folder, {"72": ACT["72"].replace("\n(2) ", "\n(2) In the evening ")})
        embedder = WordVectors()
        assert bring_up_to_date(folder, the_library(), embedder, unseen).anew
        assert len(embedder.texts) == 1

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(WordVectors("words@2"), id="another model"),
            pytest.param(WordVectors(), id="other rules"),
        ],
    )
    def test_another_model_and_other_rules(self, folder: Path, other: WordVectors, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is all worked out anew, and embedded again only for another model?"""
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        if other.name == "words@1":
            monkeypatch.setattr(relying, "RULES", relying.RULES + 1)
        assert bring_up_to_date(folder, the_library(), other, unseen).anew
        assert bool(other.texts) is (other.name == "words@2")

    @pytest.mark.parametrize(
        "note",
        [
            pytest.param(the_note(heading="Limits"), id="another heading"),
            pytest.param(replace(the_note(), instrument=replace(the_note().instrument, short_title="Lamp Act")), id="another name"),
        ],
    )
    def test_what_else_of_a_note_counts(self, folder: Path, note: Provision) -> None:
        """Are places worked out anew when a heading or the name of the law changed?"""
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        assert bring_up_to_date(folder, the_library(note), WordVectors(), unseen).anew

    def test_a_note_without_a_text(self, folder: Path) -> None:
        """Is a note on a provision that is not there passed over?"""
        found = bring_up_to_date(folder, the_library(a_note(a_statement(), id="ca/irpa/s-99")), WordVectors(), unseen)
        assert (found.notes, found.statements, found.told) == (0, 0, 0)

    def test_no_text_at_all(self, tmp_path: Path) -> None:
        """Is nothing done, and nothing written, where none was read?"""
        assert bring_up_to_date(tmp_path, the_library(), WordVectors(), unseen) == Relied(0, 0, 0, 0, anew=False)
        assert list(tmp_path.iterdir()) == []

    def test_a_run_that_dies_is_done_again(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is what was not finished worked out the next time?"""

        def full(*args: object) -> None:
            raise sqlite3.OperationalError("disk is full")

        with monkeypatch.context() as broken:
            broken.setattr(relying, "_keep", full)
            with pytest.raises(OfficialError, match="cannot be written: disk is full"):
                bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        assert bring_up_to_date(folder, the_library(), WordVectors(), unseen).anew

    def test_another_writer(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is it said what to do when somebody else is writing?"""

        def locked(path: Path, *, write: bool = False) -> None:
            raise sqlite3.OperationalError("database is locked")

        monkeypatch.setattr(relying, "opened", locked)
        with pytest.raises(OfficialError, match="cannot be written: database is locked") as caught:
            bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        assert "other reading" in caught.value.remedy

    def test_a_damaged_file(self, folder: Path) -> None:
        """Is the command named that makes it anew?"""
        (folder / NAME).write_bytes(b"no database" * 100)
        with pytest.raises(OfficialError) as caught:
            bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        assert "sources read --anew" in caught.value.remedy


class TestPlaced:
    """Which notes are placed, and in which wording."""

    def test_only_some(self, folder: Path) -> None:
        """Are only the notes placed that are named?"""
        on_the_shelf(folder, OTHER)
        both = the_library(the_note(), a_note(a_statement("Nobody whistles."), id="ca/irpa/s-73"))
        with closing(Texts(folder)) as texts:
            found = list(placed(both, texts, Vectors(WordVectors(), folder), unseen, ["ca/irpa/s-73"]))
            every = list(placed(both, texts, Vectors(WordVectors(), folder), unseen))
        assert [p.note.id for p in found] == ["ca/irpa/s-73"]
        assert [p.note.id for p in every] == [ID, "ca/irpa/s-73"]

    def test_a_translated_note_is_placed_once(self, folder: Path) -> None:
        """Is a note in another language left to its English one?"""
        notes = the_library(the_note(), replace(the_note(), language="fr"))
        assert bring_up_to_date(folder, notes, WordVectors(), unseen).notes == 1

    def test_a_law_without_english(self, tmp_path: Path) -> None:
        """Is nothing embedded, and a figure found all the same?"""
        on_the_shelf(tmp_path, languages=("de",))
        embedder = WordVectors()
        found = bring_up_to_date(tmp_path, the_library(the_note(PETITION)), embedder, unseen)
        assert (found.told, found.embedded, embedder.texts) == (1, 0, [])
        assert likeness(tmp_path) == {}

    def test_english_before_other_languages(self, folder: Path) -> None:
        """Is a note held against the English wording where there is one, whichever was read first?"""
        on_the_shelf(folder, languages=("de", "en"))
        with closing(Texts(folder)) as texts:
            assert texts.languages(ID) == ("de", "en")
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        assert ID in likeness(folder)


class TestLikeness:
    """How alike a note and its text are."""

    def test_a_note_in_other_words_is_less_like_its_text(self, folder: Path) -> None:
        """Is the mean of what the note says kept for each note?"""
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        near = likeness(folder)[ID]
        bring_up_to_date(folder, the_library(the_note(REGISTER, "A whale sings.")), WordVectors(), unseen)
        assert 0 <= likeness(folder)[ID] < near <= 1.001

    def test_only_what_the_law_says_counts(self, folder: Path) -> None:
        """Does advice of ours not make a note unlike its text?"""
        sections = (*the_note().sections, a_section("What it means for you", a_statement("Sing like a whale.", "sing")))
        bring_up_to_date(folder, the_library(), WordVectors(), unseen)
        before = likeness(folder)
        bring_up_to_date(folder, the_library(replace(the_note(), sections=sections)), WordVectors(), unseen)
        assert likeness(folder) == before

    def test_a_text_that_is_not_cut(self, tmp_path: Path) -> None:
        """Is a note compared with the whole where there are no paragraphs, and no place told?"""
        on_the_shelf(tmp_path, {"72": "Every keeper shall register each lantern with the harbour office."})
        found = bring_up_to_date(tmp_path, the_library(the_note(REGISTER)), WordVectors(), unseen)
        assert (found.told, likeness(tmp_path)[ID] > 0.5) == (0, True)

    def test_before_anything_was_placed(self, folder: Path, tmp_path: Path) -> None:
        """Is there none, of texts that were only read and of none?"""
        assert likeness(folder) == likeness(tmp_path / "nowhere") == {}

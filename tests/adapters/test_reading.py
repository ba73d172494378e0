"""The shelf read into one file: only what is new or changed, each file whole or not at all, and nothing fetched."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import unseen
from lantern import LOADERS, SECTIONS, load_lantern
from rights_assistant.adapters import reading
from rights_assistant.adapters.reading import Read, read_shelf, write_relied
from rights_assistant.adapters.shelf import MANIFEST, Shelf
from rights_assistant.adapters.texts import FORMAT, NAME, Texts, opened
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.domain.sources import Edition, File, Source
from rights_assistant.errors import OfficialError
from shelved import a_shelf, a_source, an_edition, everything, filled, put, read, texts_of

T = TypeVar("T")

BOTH = an_edition("en", "fr")
SOURCE = a_source(BOTH)
ENGLISH, FRENCH = BOTH.files
MORE = SECTIONS | {"3": "(1) Oil is free."}


class Loads:
    """A loader that knows which files it was given."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, data: bytes, publication: Publication) -> OfficialText:
        """The Lantern Act."""
        self.names.append(publication.name)
        return load_lantern(data, publication)


@pytest.fixture
def loads() -> Loads:
    """What is loaded."""
    return Loads()


@pytest.fixture
def shelf(tmp_path: Path, loads: Loads) -> Shelf:
    """A shelf with the Lantern Act in English and French; what was loaded to put it there is forgotten."""
    made = filled(a_shelf(tmp_path / "official", LOADERS | {Format.JUSTICE_CANADA: loads}), SOURCE)
    loads.names.clear()
    return made


def found(shelf: Shelf) -> dict[str, object]:
    """All that is found in the texts of a shelf."""
    with closing(Texts(shelf.folder)) as texts:
        return everything(texts)


def as_if_fresh(shelf: Shelf, *sources: Source) -> dict[str, object]:
    """All that a first reading of the same shelf would find."""
    with TemporaryDirectory() as folder:
        read_shelf(Path(folder), shelf, sources, unseen)
        with closing(Texts(Path(folder))) as texts:
            return everything(texts)


CHANGES = [
    pytest.param(replace(BOTH, note="A copy."), 2, 0, id="what a reader should know of it"),
    pytest.param(replace(BOTH, units=frozenset({Unit.SECTION})), 2, 0, id="which kinds are taken from it"),
    pytest.param(replace(BOTH, files=(FRENCH, ENGLISH)), 2, 0, id="which language comes first"),
    pytest.param(replace(BOTH, called=True), 0, 0, id="whether somebody has called, which no text shows"),
    pytest.param(replace(BOTH, files=(ENGLISH,)), 0, 1, id="a language taken out of the list"),
    pytest.param(replace(BOTH, outdated=True), 0, 2, id="no longer the law"),
]


class TestOnlyWhatChanged:
    """A second reading."""

    def test_the_first_and_the_second(self, shelf: Shelf, loads: Loads) -> None:
        """Is every file read once, and none again?"""
        assert read(shelf, SOURCE) == Read(2, 0, 0, ())
        assert loads.names == ["ca/irpa/current.en.xml", "ca/irpa/current.fr.xml"]
        before = (shelf.folder / NAME).read_bytes()
        assert read(shelf, SOURCE) == Read(0, 2, 0, ())
        assert len(loads.names) == 2
        assert (shelf.folder / NAME).read_bytes() == before

    def test_one_changed_file_is_read_alone(self, shelf: Shelf, loads: Loads) -> None:
        """Is the other language left as it was, and the new words found, and the old ones no more?"""
        read(shelf, SOURCE)
        put(shelf, FRENCH, {"1": "(1) Oil is free."}, as_of="2026-06-01")
        loads.names.clear()
        assert read(shelf, SOURCE) == Read(1, 1, 0, ())
        assert loads.names == ["ca/irpa/current.fr.xml"]
        with closing(Texts(shelf.folder)) as texts:
            assert [w.language for w in texts.search("oil", "fr") + texts.search("dusk", "en")] == ["fr", "en"]
            assert texts.search("dusk", "fr") == []
            changed = texts.wording("ca/irpa/s-1", "fr")
        assert changed is not None
        assert changed.as_of == date(2026, 6, 1)
        assert found(shelf) == as_if_fresh(shelf, SOURCE)

    def test_anew(self, shelf: Shelf, loads: Loads) -> None:
        """Is everything read when it is asked for, and are the places relied on still there?"""
        read(shelf, SOURCE)
        write_relied(shelf.folder, {("ca/irpa/s-1", "It hangs."): "ca/irpa/s-1/ss-1"})
        loads.names.clear()
        assert read(shelf, SOURCE, anew=True) == Read(2, 0, 0, ())
        assert len(loads.names) == 2
        assert found(shelf) == as_if_fresh(shelf, SOURCE)
        with closing(Texts(shelf.folder)) as texts:
            assert texts.relied_on("ca/irpa/s-1", "It hangs.") == "ca/irpa/s-1/ss-1"

    @pytest.mark.parametrize(("edition", "again", "gone"), CHANGES)
    def test_the_list_changed(self, shelf: Shelf, edition: Edition, again: int, gone: int) -> None:
        """Is read again what the list says otherwise now, and taken out what it no longer gives?"""
        read(shelf, SOURCE)
        changed = a_source(edition)
        done = read(shelf, changed)
        assert (done.read, done.gone) == (again, gone)
        assert found(shelf) == as_if_fresh(shelf, changed)

    def test_another_publisher(self, shelf: Shelf) -> None:
        """Is the publisher of what was read that of the list now?"""
        read(shelf, SOURCE)
        assert read(shelf, a_source(BOTH, publisher="Lamp Office")).read == 2
        with closing(Texts(shelf.folder)) as texts:
            assert texts.wording("ca/irpa/s-1", "en").publisher == "Lamp Office"  # type: ignore[union-attr]

    def test_another_locator(self, shelf: Shelf) -> None:
        """Is a file read again that is to be read in another way?"""
        read(shelf, SOURCE)
        english = replace(ENGLISH, publication=replace(ENGLISH.publication, locator="art"))
        assert read(shelf, a_source(replace(BOTH, files=(english, FRENCH)))) == Read(1, 1, 0, ())

    def test_all_leave(self, shelf: Shelf) -> None:
        """Is nothing found once the list has nothing?"""
        read(shelf, SOURCE)
        assert read(shelf) == Read(0, 0, 2, ())
        assert found(shelf) == {}

    def test_nothing_to_read(self, tmp_path: Path) -> None:
        """Is no file made where nothing was fetched?"""
        assert read(a_shelf(tmp_path / "official"), SOURCE) == Read(0, 0, 0, ())
        assert list(tmp_path.iterdir()) == []

    def test_only_the_shelf_is_read(self, shelf: Shelf) -> None:
        """Is a file that lies there without an entry in the manifest not taken, and nothing on the shelf touched?"""
        (shelf.folder / "ca/irpa/current.de.xml").write_bytes((shelf.folder / "ca/irpa/current.en.xml").read_bytes())
        before = {p: p.read_bytes() for p in shelf.folder.rglob("*.xml")} | {MANIFEST: (shelf.folder / MANIFEST).read_bytes()}
        read(shelf, a_source(an_edition("en", "fr", "de")))
        assert found(shelf)["ca/irpa"] == ("en", "fr")
        assert before == {p: p.read_bytes() for p in shelf.folder.rglob("*.xml")} | {
            MANIFEST: (shelf.folder / MANIFEST).read_bytes()
        }

    def test_who_watches(self, shelf: Shelf) -> None:
        """Is the progress told how many files are to be read, and only those?"""
        told: list[tuple[str, int]] = []

        def progress(items: Iterable[T], label: str, total: int) -> Iterable[T]:
            told.append((label, total))
            return items

        read_shelf(shelf.folder, shelf, [SOURCE], progress)
        read_shelf(shelf.folder, shelf, [SOURCE], progress)
        assert told == [("Reading official texts", 2), ("Reading official texts", 0)]


class TestWhatCannotBeRead:
    """One bad file."""

    def test_leaves_what_was_read_before(self, shelf: Shelf) -> None:
        """Is a damaged file told, the wording of before still found, and the other language read?"""
        read(shelf, SOURCE)
        before = found(shelf)
        put(shelf, ENGLISH, MORE, as_of="2026-06-01")
        (shelf.folder / "ca/irpa/current.en.xml").write_bytes(b"<lantern/>")
        done = read(shelf, SOURCE)
        assert (done.read, done.same, done.gone) == (0, 1, 0)
        assert len(done.failed) == 1
        assert done.failed[0].startswith("ca/irpa/current.en.xml is damaged")
        assert "rights-assistant sources fetch" in done.failed[0]
        assert found(shelf) == before

    def test_is_tried_again(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is it read once it can be, although nothing else changed?"""
        broken = a_shelf(shelf.folder, {Format.JUSTICE_CANADA: lambda data, publication: 1 / 0})
        done = read(broken, SOURCE)
        assert (done.read, len(done.failed)) == (0, 2)
        assert all("ZeroDivisionError" in why for why in done.failed)
        assert found(shelf) == {}
        assert read(shelf, SOURCE) == Read(2, 0, 0, ())
        assert found(shelf) == as_if_fresh(shelf, SOURCE)

    def test_a_file_that_is_gone(self, shelf: Shelf) -> None:
        """Is a file that the manifest knows and nobody finds told, and the other read?"""
        (shelf.folder / "ca/irpa/current.fr.xml").unlink()
        done = read(shelf, SOURCE)
        assert done.read == 1
        assert done.failed == (
            "ca/irpa/current.fr.xml cannot be read: No such file or directory. Fetch it again: `rights-assistant sources fetch`.",
        )


class TestKilled:
    """A reading that ends in the middle."""

    def test_between_two_files(self, shelf: Shelf) -> None:
        """Is what was read before kept whole, and does the next reading go on from there?"""

        def until(items: Iterable[T], label: str, total: int) -> Iterator[T]:
            for number, item in enumerate(items):
                if number == 1:
                    raise KeyboardInterrupt
                yield item

        with pytest.raises(KeyboardInterrupt):
            read_shelf(shelf.folder, shelf, [SOURCE], until)
        assert found(shelf) == as_if_fresh(shelf, a_source(replace(BOTH, files=(ENGLISH,))))
        assert read(shelf, SOURCE) == Read(1, 1, 0, ())
        assert found(shelf) == as_if_fresh(shelf, SOURCE)

    @pytest.mark.parametrize("kill", [KeyboardInterrupt, MemoryError, RuntimeError])
    @pytest.mark.parametrize("after", [0, 1, 2])
    def test_within_a_file(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, kill: type[BaseException], after: int) -> None:
        """Is the old text of that file whole, to the last place and word, however much of the new one was written?"""
        read(shelf, SOURCE)
        before = found(shelf)
        put(shelf, FRENCH, MORE, as_of="2026-06-01")

        def filled_in_part(base: sqlite3.Connection, path: str, edition: Edition, text: OfficialText) -> None:
            whole(base, path, edition, replace(text, provisions=text.provisions[:after]))
            raise kill

        whole = reading._fill
        monkeypatch.setattr(reading, "_fill", filled_in_part)
        with pytest.raises(kill):
            read(shelf, SOURCE)
        assert found(shelf) == before
        monkeypatch.undo()
        assert read(shelf, SOURCE) == Read(1, 1, 0, ())
        assert found(shelf) == as_if_fresh(shelf, SOURCE)

    def test_while_a_file_leaves(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is a file that was being taken out still there as a whole?"""
        read(shelf, SOURCE)
        before = found(shelf)

        def dropped_in_part(base: sqlite3.Connection, path: str) -> None:
            drop(base, path)
            raise KeyboardInterrupt

        drop = reading._drop
        monkeypatch.setattr(reading, "_drop", dropped_in_part)
        with pytest.raises(KeyboardInterrupt):
            read(shelf, a_source(replace(BOTH, files=(ENGLISH,))))
        assert found(shelf) == before

    def test_the_next_one_may_begin(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is the lock let go by one that ended in an error?"""
        monkeypatch.setattr(reading, "_fill", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            read(shelf, SOURCE)
        monkeypatch.undo()
        assert read(shelf, SOURCE).read == 2


def foreign(version: int) -> bytes:
    """An SQLite file of somebody else's."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(f"CREATE TABLE lamps (oil TEXT); PRAGMA user_version = {version};")
        return base.serialize()


DAMAGED = [
    pytest.param(lambda good: b"no database" * 500, id="no SQLite file"),
    pytest.param(lambda good: good[: len(good) // 3], id="cut short"),
    pytest.param(lambda good: good[:4096] + b"\xff" * (len(good) - 4096), id="overwritten"),
    pytest.param(lambda good: foreign(0), id="somebody else's"),
    pytest.param(lambda good: foreign(FORMAT), id="somebody else's with our number"),
    pytest.param(lambda good: foreign(FORMAT + 1), id="of another version"),
    pytest.param(lambda good: b"", id="empty"),
]


@pytest.mark.parametrize("made", DAMAGED)
def test_a_file_that_is_no_good_is_made_anew(shelf: Shelf, made: Callable[[bytes], bytes]) -> None:
    """Is the remedy that the error names one: does the reading mend the file by itself?"""
    read(shelf, SOURCE)
    path = shelf.folder / NAME
    path.write_bytes(made(path.read_bytes()))
    path.with_name(f"{NAME}-journal").write_bytes(b"left behind")
    assert read(shelf, SOURCE) == Read(2, 0, 0, ())
    assert found(shelf) == as_if_fresh(shelf, SOURCE)


class TestWhatCannotBeWritten:
    """An error in words; what was there stays."""

    def test_another_reading_runs(self, shelf: Shelf) -> None:
        """Is a second one refused at once, and the places relied on too?"""
        read(shelf, SOURCE)
        before = found(shelf)
        with FileLock(shelf.folder / "read.lock"):
            for again in (lambda: read(shelf), lambda: write_relied(shelf.folder, {})):
                with pytest.raises(OfficialError, match="Another reading is running") as refused:
                    again()
                assert refused.value.remedy == "Wait for it to end, then try again."
        assert found(shelf) == before

    def test_a_folder_that_is_none(self, shelf: Shelf, tmp_path: Path) -> None:
        """Is a file where the folder should be named, with what to do?"""
        (tmp_path / "file").write_text("")
        for act in (
            lambda: read_shelf(tmp_path / "file", shelf, [SOURCE], unseen),
            lambda: write_relied(tmp_path / "file" / "folder", {}),
        ):
            with pytest.raises(OfficialError, match="cannot be written") as refused:
                act()
            assert "RIGHTS_ASSISTANT_DATA" in refused.value.remedy

    def test_a_disk_that_is_full(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is it told, and is the file neither thrown away nor half written?"""
        read(shelf, SOURCE)
        before = found(shelf)
        put(shelf, FRENCH, {str(n): "(1) Oil is free." for n in range(2_000)})

        def nearly_full(path: Path, *, write: bool = False) -> sqlite3.Connection:
            base = opened(path, write=write)
            base.execute(f"PRAGMA max_page_count = {base.execute('PRAGMA page_count').fetchone()[0] + 5}")
            return base

        monkeypatch.setattr(reading, "opened", nearly_full)
        with pytest.raises(OfficialError, match="cannot be written: database or disk is full"):
            read(shelf, SOURCE)
        with pytest.raises(OfficialError, match="cannot be written: database or disk is full"):
            write_relied(shelf.folder, {("ca/irpa/s-1", f"Statement {n}."): "ca/irpa/s-1" for n in range(2_000)})
        assert found(shelf) == before

    def test_a_file_that_is_never_good(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Does a file that is damaged once more after it was made anew end in an error, not in a circle?"""

        def broken(path: Path, *, write: bool = False) -> sqlite3.Connection:
            path.write_bytes(b"no database" * 500)
            return opened(path, write=write)

        monkeypatch.setattr(reading, "opened", broken)
        with pytest.raises(OfficialError, match="cannot be written: file is not a database"):
            read(shelf, SOURCE)

    def test_places_in_a_damaged_file(self, tmp_path: Path) -> None:
        """Are they refused with the remedy, where a reading has to come first?"""
        (tmp_path / NAME).write_bytes(b"no database" * 500)
        with pytest.raises(OfficialError, match="rights-assistant sources read"):
            write_relied(tmp_path, {("ca/irpa/s-1", "It hangs."): "ca/irpa/s-1"})


def test_the_words_of_the_search_are_those_of_the_texts(shelf: Shelf) -> None:
    """After files came, changed and went, does SQLite itself find its index of words sound, and no row left over?"""
    read(shelf, SOURCE)
    put(shelf, ENGLISH, MORE, as_of="2026-06-01")
    read(shelf, SOURCE)
    read(shelf, a_source(replace(BOTH, files=(ENGLISH,))))
    with closing(opened(shelf.folder / NAME, write=True)) as base:
        base.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        counts = {t: base.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("files", "provisions", "parts")}
    assert counts == {"files": 1, "provisions": 3, "parts": 4}


ALL = [an_edition("en", "fr", name="now"), an_edition("fr", "de", name="journal")]
FILES = [file for edition in ALL for file in edition.files]
TURNS = st.lists(
    st.tuples(
        st.sampled_from(FILES) | st.none(),
        st.dictionaries(
            st.sampled_from(["1", "1a", "2"]), st.sampled_from(["(1) Lantern.", "(1) Dusk.\n(2) Door.", "Door, dusk."]), min_size=1
        ),
        st.sets(st.sampled_from(FILES)),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(TURNS)
def test_whatever_comes_and_goes(turns: list[tuple[File | None, dict[str, str], set[File]]]) -> None:
    """Whatever files enter, change and leave in whatever order, is what is found what a fresh reading finds?"""
    with TemporaryDirectory() as folder:
        shelf = a_shelf(Path(folder))
        for file, sections, left_out in turns:
            if file is not None:
                put(shelf, file, sections)
            source = a_source(*(replace(e, files=tuple(f for f in e.files if f not in left_out)) for e in ALL))
            read(shelf, source)
            if (shelf.folder / NAME).exists():
                assert found(shelf) == as_if_fresh(shelf, source)


def test_texts_of_a_shelf_are_those_read(shelf: Shelf) -> None:
    """Are a reading and an opening one after another enough to find a text?"""
    with closing(texts_of(shelf, SOURCE)) as texts:
        assert texts.languages("ca/irpa/s-2/ss-1") == ("en", "fr")

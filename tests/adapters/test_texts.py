"""The official texts that were read: found by address and by words, and refused in words where the file is no good."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern import DAY, HANG, SECTIONS
from rights_assistant.adapters.reading import write_relied
from rights_assistant.adapters.texts import FORMAT, NAME, Texts, opened
from rights_assistant.domain.official import Entry, Format, Part, Unit
from rights_assistant.errors import OfficialError
from shelved import a_shelf, a_source, an_edition, everything, filled, load_with_recitals, put, read, texts_of

BOTH = a_source(an_edition("fr", "en"))
FRENCH = {"1": "(1) Chaque lanterne pend à la porte.\n(2) On l’allume le soir."}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """The Lantern Act in French with one section and in English with two, and another Act."""
    shelf = a_shelf(tmp_path_factory.mktemp("official"))
    french, english = BOTH.editions[0].files
    put(shelf, french, FRENCH)
    put(shelf, english, mirror="", address="https://lanterns.test/en.xml")
    other = a_source(an_edition(instrument="de/asylg"), instrument="de/asylg", publisher="Laternenamt")
    put(shelf, other.editions[0].files[0], {"1": "(1) A lamp is no lantern."})
    return texts_of(shelf, BOTH, other)


class TestAtAnAddress:
    """A provision or a place in it, in one language."""

    def test_a_provision(self, texts: Texts) -> None:
        """Does its wording come whole, with where and when it was had?"""
        wording = texts.wording("ca/irpa/s-1", "en")
        assert wording is not None
        assert (wording.id, wording.words, wording.part) == ("ca/irpa/s-1", SECTIONS["1"], None)
        assert (wording.provision.unit, wording.provision.label) == (Unit.SECTION, "Section 1")
        assert (wording.language, wording.title, wording.publisher) == ("en", "Lantern Act", "Lantern Office")
        assert (wording.as_of, wording.fetched_on, wording.note) == (date(2026, 1, 1), DAY, "")
        assert (wording.path, wording.address) == ("ca/irpa/current.en.xml", "https://lanterns.test/en.xml")
        assert len(wording.sha256) == 64

    def test_a_part(self, texts: Texts) -> None:
        """Does a place in it come with its own words, the whole provision beside it?"""
        wording = texts.wording("ca/irpa/s-1/ss-2", "en")
        assert wording is not None
        assert (wording.id, wording.words) == ("ca/irpa/s-1/ss-2", "(2) It is lit at dusk.")
        assert wording.part == Part("ca/irpa/s-1/ss-2", "(2)", 40, 62)
        assert wording.provision.text == SECTIONS["1"]

    @pytest.mark.parametrize(
        ("address", "language"),
        [
            pytest.param("ca/irpa/s-2", "fr", id="the French text has no section 2"),
            pytest.param("ca/irpa/s-2/ss-1", "fr", id="nor a place in it"),
            pytest.param("ca/irpa/s-1", "de", id="a language that nobody fetched"),
            pytest.param("ca/irpa/s-1/ss-3", "en", id="a subsection too many"),
            pytest.param("ca/irpa/s-1/", "en", id="an address with a step that is empty"),
            pytest.param("ca/irpa", "en", id="an instrument is no provision"),
            pytest.param("", "", id="nothing at all"),
            pytest.param("ca/irpa/s-%", "en", id="a sign that searches elsewhere"),
            pytest.param("ca/irpa/s-1' OR '1'='1", "en", id="what SQL would read"),
            pytest.param("ca/irpa/\udcff", "en", id="half a letter, as a command line may give"),
        ],
    )
    def test_nothing_there(self, texts: Texts, address: str, language: str) -> None:
        """Is there nothing, rather than something near or an error?"""
        assert texts.wording(address, language) is None

    def test_languages(self, texts: Texts) -> None:
        """Are they those that have the address, in the order of the list, which is not that of the alphabet?"""
        assert texts.languages("ca/irpa/s-1") == ("fr", "en")
        assert texts.languages("ca/irpa/s-1/ss-2") == ("fr", "en")
        assert texts.languages("ca/irpa/s-2") == ("en",)
        assert texts.languages("ca/irpa/s-9") == texts.languages("\udcff") == ()

    def test_two_languages_do_not_mix(self, texts: Texts) -> None:
        """Does each language give its own words at the same address?"""
        wordings = [texts.wording("ca/irpa/s-1/ss-1", code) for code in ("en", "fr")]
        assert [w and w.words for w in wordings] == [f"(1) {HANG}", "(1) Chaque lanterne pend à la porte."]

    def test_instruments(self, texts: Texts) -> None:
        """Is each there with its languages, as the list has them?"""
        assert texts.instruments() == {"ca/irpa": ("fr", "en"), "de/asylg": ("en",)}

    def test_contents(self, texts: Texts) -> None:
        """Is each provision a line, in the order of the file, and is there none in a language that it is not in?"""
        assert texts.contents("ca/irpa", "en") == [
            Entry(f"ca/irpa/s-{n}", Unit.SECTION, f"Section {n}", "", ()) for n in ("1", "2")
        ]
        assert [e.id for e in texts.contents("ca/irpa", "fr")] == ["ca/irpa/s-1"]
        assert texts.contents("ca/irpa", "de") == texts.contents("ca", "en") == []

    def test_provisions(self, texts: Texts) -> None:
        """Is each given once, whole?"""
        assert [(p.id, p.text) for p in texts.provisions("ca/irpa", "en")] == [
            (f"ca/irpa/s-{n}", text) for n, text in SECTIONS.items()
        ]


class TestEditions:
    """One instrument in more than one state."""

    def test_the_preferred_edition_and_what_only_another_has(self, tmp_path: Path) -> None:
        """Is the first of the list taken where it has the provision, and another only for what it alone has?"""
        new, old = an_edition(name="now"), an_edition("en", "fr", name="journal")
        shelf = a_shelf(tmp_path)
        put(shelf, new.files[0], {"1": "(1) New.", "1a": "(1) Between.", "2": "(1) New too."})
        put(shelf, old.files[0], {"1": "(1) Old.", "2": "(1) Old too.", "3": "(1) Gone since."})
        put(shelf, old.files[1], {"1": "(1) Vieux."})
        texts = texts_of(shelf, a_source(new, old))
        said = {id: texts.wording(f"ca/irpa/s-{id}", "en") for id in ("1", "1a", "2", "3")}
        assert [w and w.words for w in said.values()] == ["(1) New.", "(1) Between.", "(1) New too.", "(1) Gone since."]
        assert [e.id.rpartition("/")[2] for e in texts.contents("ca/irpa", "en")] == ["s-1", "s-1a", "s-2", "s-3"]
        assert [p.text for p in texts.provisions("ca/irpa", "en")][:3] == ["(1) New.", "(1) Between.", "(1) New too."]
        french = texts.wording("ca/irpa/s-1/ss-1", "fr")
        assert french is not None
        assert french.path == "ca/irpa/journal.fr.xml"

    def test_units(self, tmp_path: Path) -> None:
        """Are only the kinds that an edition gives taken from it, with their parts and their words in the search?"""
        new, old = an_edition(name="now"), an_edition(name="journal", units=frozenset({Unit.RECITAL}), note="Recitals alone.")
        shelf = a_shelf(tmp_path, {Format.JUSTICE_CANADA: load_with_recitals})
        put(shelf, new.files[0], {"1": "(1) New oil."})
        put(shelf, old.files[0], {"r1": "(1) Whereas oil is dear.", "1": "(1) Old oil.", "2": "(1) More oil."})
        texts = texts_of(shelf, a_source(new, old))
        assert [(e.id, e.unit) for e in texts.contents("ca/irpa", "en")] == [
            ("ca/irpa/s-1", Unit.SECTION),
            ("ca/irpa/recital-1", Unit.RECITAL),
        ]
        assert texts.languages("ca/irpa/s-2") == texts.languages("ca/irpa/s-2/ss-1") == ()
        recital = texts.wording("ca/irpa/recital-1/ss-1", "en")
        assert recital is not None
        assert recital.note == "Recitals alone."
        assert {w.words for w in texts.search("oil", "en")} == {"(1) New oil.", "(1) Whereas oil is dear."}


class TestSearch:
    """By words, in one language."""

    @pytest.mark.parametrize(
        ("asked", "language", "found"),
        [
            pytest.param("dusk", "en", ["ca/irpa/s-1"], id="a word of the text"),
            pytest.param("DUSK!", "en", ["ca/irpa/s-1"], id="however it is written"),
            pytest.param("nobody dusk door", "en", ["ca/irpa/s-1", "ca/irpa/s-2"], id="who has more of them is first"),
            pytest.param("section 2", "en", ["ca/irpa/s-2", "ca/irpa/s-1", "de/asylg/s-1"], id="its label"),
            pytest.param("lanterne a la porte", "fr", ["ca/irpa/s-1"], id="without accents"),
            pytest.param("dusk", "fr", [], id="in a language that does not have it"),
            pytest.param("moonlight", "en", [], id="what stands nowhere"),
            pytest.param("", "en", [], id="nothing"),
            pytest.param("(\"*'): - ^", "en", [], id="no word at all"),
            pytest.param("NEAR(lantern AND door) OR NOT *", "en", ["ca/irpa/s-1", "de/asylg/s-1"], id="words of the search engine"),
        ],
    )
    def test_words(self, texts: Texts, asked: str, language: str, found: list[str]) -> None:
        """Are the provisions that have the words found, best first?"""
        assert [w.id for w in texts.search(asked, language)] == found

    def test_only_some(self, texts: Texts) -> None:
        """Do instruments and a limit narrow it?"""
        assert [w.id for w in texts.search("lantern", "en", ["de/asylg"])] == ["de/asylg/s-1"]
        assert {w.id for w in texts.search("lantern", "en", ["de/asylg", "ca/irpa"])} == {"de/asylg/s-1", "ca/irpa/s-1"}
        assert len(texts.search("section", "en", limit=2)) == 2
        assert texts.search("lantern", "en", ["uk/none"]) == []

    def test_what_is_found_is_the_wording_there(self, texts: Texts) -> None:
        """Is what a search gives the same as asking for its address?"""
        for wording in texts.search("section", "en"):
            assert wording == texts.wording(wording.id, "en")

    def test_a_very_long_text(self, texts: Texts) -> None:
        """Is a whole letter pasted in searched for, not refused?"""
        assert [w.id for w in texts.search(" ".join(f"word{n}" for n in range(3_000)) + " dusk", "en")] == ["ca/irpa/s-1"]

    @given(st.text(st.characters(), max_size=60) | st.text("\"'()*:^-+{}ANDORNEAT ·\u0301\u0000\u200d1ñ门", max_size=30))
    def test_any_text(self, texts: Texts, asked: str) -> None:
        """Does a search for anything give a list, best first, and raise nothing?"""
        found = texts.search(asked, "en")
        assert len(found) == len({w.id for w in found}) <= 3

    @given(st.text(st.characters(), max_size=30), st.text(max_size=5))
    def test_any_address(self, texts: Texts, address: str, language: str) -> None:
        """Is nothing raised whatever is asked for?"""
        assert texts.wording(address, language) is None
        assert texts.relied_on(address, language) == ""


class TestPlacesReliedOn:
    """Which place in a provision a statement of its note rests on."""

    def test_kept_and_replaced(self, tmp_path: Path) -> None:
        """Is the place given for exactly that provision and statement, until others take its stead?"""
        source = a_source()
        shelf = filled(a_shelf(tmp_path), source)
        texts = texts_of(shelf, source)
        assert texts.relied_on("ca/irpa/s-1", "It hangs above the door.") == ""
        write_relied(tmp_path, {("ca/irpa/s-1", "It hangs above the door."): "ca/irpa/s-1/ss-1", ("x", "\ud800"): "y"})
        assert texts.relied_on("ca/irpa/s-1", "It hangs above the door.") == "ca/irpa/s-1/ss-1"
        assert texts.relied_on("x", "\ud800") == "y"
        assert texts.relied_on("ca/irpa/s-1", "It hangs above the door") == ""
        assert texts.relied_on("ca/irpa/s-2", "It hangs above the door.") == ""
        write_relied(tmp_path, {("ca/irpa/s-2", "Nobody."): "ca/irpa/s-2/ss-1"})
        assert texts.relied_on("ca/irpa/s-1", "It hangs above the door.") == ""
        assert texts.relied_on("ca/irpa/s-2", "Nobody.") == "ca/irpa/s-2/ss-1"


def test_nothing_was_read(tmp_path: Path) -> None:
    """Without a file, is nothing found, and nothing made?"""
    texts = Texts(tmp_path / "nowhere")
    assert texts.instruments() == {}
    assert texts.languages("ca/irpa/s-1") == ()
    assert texts.wording("ca/irpa/s-1", "en") is None
    for found in (texts.search("lantern", "en"), texts.contents("ca/irpa", "en"), list(texts.provisions("ca/irpa", "en"))):
        assert found == []
    assert texts.relied_on("ca/irpa/s-1", "") == ""
    texts.close()
    assert list(tmp_path.iterdir()) == []


def foreign(version: int = 0) -> bytes:
    """An SQLite file of somebody else's."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(f"CREATE TABLE lamps (oil TEXT); PRAGMA user_version = {version};")
        return base.serialize()


def whole(folder: Path) -> bytes:
    """A good file."""
    source = a_source()
    texts_of(filled(a_shelf(folder), source), source).close()
    return (folder / NAME).read_bytes()


DAMAGED = [
    pytest.param(lambda good: b"no database" * 500, id="no SQLite file"),
    pytest.param(lambda good: good[: len(good) // 3], id="cut short"),
    pytest.param(lambda good: good[:4096] + b"\xff" * (len(good) - 4096), id="overwritten"),
    pytest.param(lambda good: foreign(), id="somebody else's"),
    pytest.param(lambda good: foreign(FORMAT), id="somebody else's with our number"),
    pytest.param(lambda good: foreign(FORMAT + 1), id="of another version"),
    pytest.param(lambda good: b"", id="empty"),
]


@pytest.mark.parametrize("made", DAMAGED)
def test_a_file_that_is_no_good(tmp_path: Path, made: object) -> None:
    """Is it refused when it is opened or first asked, naming the file and the remedy, and left as it is?"""
    path = tmp_path / NAME
    path.write_bytes(bad := made(whole(tmp_path)))  # type: ignore[operator]
    with pytest.raises(OfficialError) as refused:  # noqa: PT012 the one or the other
        texts = Texts(tmp_path)
        with closing(texts):
            texts.search("lantern", "en")
    assert str(path) in refused.value.problem
    assert "rights-assistant sources read" in refused.value.remedy
    assert path.read_bytes() == bad


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE provisions SET parts = 'x'", id="places that are no JSON"),
        pytest.param("UPDATE provisions SET parts = '[1]'", id="places of another shape"),
        pytest.param("UPDATE provisions SET under = '7'", id="headings of another shape"),
        pytest.param("UPDATE provisions SET unit = 'lamp'", id="a kind that nobody knows"),
        pytest.param("UPDATE files SET as_of = 'today'", id="no day"),
        pytest.param("UPDATE files SET fetched_on = NULL", id="no day of fetching"),
        pytest.param("UPDATE provisions SET label = CAST(x'ff' AS TEXT)", id="no UTF-8"),
        pytest.param("DROP TABLE parts", id="no places"),
    ],
)
def test_rows_that_are_none_of_ours(tmp_path: Path, change: str) -> None:
    """Is damage that SQLite does not see an error of ours too, and the same one?"""
    (tmp_path / NAME).write_bytes(whole(tmp_path))
    with closing(opened(tmp_path / NAME, write=True)) as base:
        base.execute(change)
    with closing(Texts(tmp_path)) as texts, pytest.raises(OfficialError, match="cannot be read") as refused:
        texts.wording("ca/irpa/s-1/ss-1", "en")
    assert "rights-assistant sources read" in refused.value.remedy
    with closing(Texts(tmp_path)) as texts, pytest.raises(OfficialError):  # noqa: PT012 each asks for other columns
        texts.contents("ca/irpa", "en")
        texts.search("lantern", "en")
        texts.languages("ca/irpa/s-1")


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a closed file an error of ours too?"""
    (tmp_path / NAME).write_bytes(whole(tmp_path))

    def closed(*args: object, **more: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", closed)
    with pytest.raises(OfficialError, match="unable to open database file"):
        Texts(tmp_path)


def test_only_to_read(tmp_path: Path) -> None:
    """Can what is opened to be read not be changed?"""
    whole(tmp_path)
    with closing(opened(tmp_path / NAME)) as base, pytest.raises(sqlite3.OperationalError, match="readonly"):
        base.execute("DELETE FROM files")


def test_left_by_a_reading_that_was_killed(tmp_path: Path) -> None:
    """Are the texts as they were before a reading whose machine went dark in the middle of writing?"""
    source = a_source()
    shelf = filled(a_shelf(tmp_path / "then"), source, sections={str(n): f"(1) Lantern {n}. " + "oil " * 300 for n in range(200)})
    before = everything(texts_of(shelf, source))
    with closing(opened(shelf.folder / NAME, write=True)) as base:
        base.execute("PRAGMA cache_size = 2")  # what does not fit is written into the file before the end
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE provisions SET text = 'Dark.'")
        (tmp_path / "now").mkdir()
        for file in shelf.folder.glob(f"{NAME}*"):
            shutil.copy(file, tmp_path / "now" / file.name)
        base.execute("ROLLBACK")
    assert (tmp_path / "now" / f"{NAME}-journal").stat().st_size > 0
    assert b"Dark." in (tmp_path / "now" / NAME).read_bytes()
    assert everything(Texts(tmp_path / "now")) == before


def test_two_ask_at_once(tmp_path: Path) -> None:
    """Do threads that ask together each get their own answer?"""
    source = a_source(an_edition("en", "fr"))
    texts = texts_of(filled(a_shelf(tmp_path), source, sections={str(n): f"(1) Lantern {n}." for n in range(40)}), source)
    together = Barrier(4)

    def asked(thread: int) -> list[str]:
        together.wait(timeout=30)
        language = ("en", "fr")[thread % 2]
        found = [texts.wording(f"ca/irpa/s-{n}", language) for n in range(40)]
        return [f"{w.language} {w.words}" for w in found if w] + [w.id for w in texts.search("lantern", language, limit=3)]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(asked, range(4)))
    for thread, answer in enumerate(answers):
        language = ("en", "fr")[thread % 2]
        assert answer[:40] == [f"{language} (1) Lantern {n}." for n in range(40)]
        assert len(answer) == 43


def test_what_is_read_while_one_asks_is_seen(tmp_path: Path) -> None:
    """Does a running assistant see what was read since it was opened?"""
    source = a_source()
    shelf = filled(a_shelf(tmp_path), source)
    texts = texts_of(shelf, source)
    put(shelf, source.editions[0].files[0], SECTIONS | {"3": "(1) Oil is free."}, as_of="2026-06-01")
    read(shelf, source)
    assert [w.id for w in texts.search("oil", "en")] == ["ca/irpa/s-3"]
    texts.close()

"""`adapters.chroma`: passages by meaning in real Chroma, one collection a jurisdiction and kind."""

from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings

from fakes import Letters, a_passage
from rights_assistant.adapters import chroma
from rights_assistant.adapters.chroma import ChromaFinder, collection_name
from rights_assistant.domain.passage import Passage, Role
from rights_assistant.errors import IndexUnavailable

PASSAGES = [
    a_passage("ca/irpa/s-72:en:what-it-says", "aaaa"),
    a_passage("ca/irpa/s-72:en:name-0", "bbbb", role=Role.NAME),
    a_passage("guides/ca/refused:en:ask-0", "aaab", kind="guide", role=Role.ASK),
    a_passage("systems/ca/chinook:en:in-short", "aabb", kind="system"),
    a_passage("de/asylg/s-74:en:what-it-says", "aaaa", jurisdiction="de"),
    a_passage("int/iccpr/art-7:en:what-it-says", "abbb", jurisdiction="int"),
]


def written(folder: Path, passages: list[Passage] = PASSAGES) -> Path:
    """A Chroma folder of these passages."""
    chroma.write(folder, passages, Letters().embed([p.text for p in passages]))
    return folder


def ids(finder: ChromaFinder, text: str, *places: str, limit: int = 10) -> list[str]:
    """What is found, without the scores."""
    return [h.passage_id for h in finder.find(text, places, limit)]


def test_a_collection_for_each_place_and_kind(tmp_path: Path) -> None:
    """Is each jurisdiction and kind kept apart, so that a question never searches other law?"""
    client = chromadb.PersistentClient(str(written(tmp_path / "c")), Settings(anonymized_telemetry=False))
    held = {c.name: set(c.get(include=[])["ids"]) for c in client.list_collections()}
    client.close()
    assert set(held) == {"ca-note", "ca-guide", "ca-system", "de-note", "int-note"}
    assert held["ca-note"] == {"ca/irpa/s-72:en:what-it-says", "ca/irpa/s-72:en:name-0"}
    assert held["de-note"] == {"de/asylg/s-74:en:what-it-says"}
    assert collection_name("ca", "note") == "ca-note"


def test_only_ids_and_vectors_are_kept(tmp_path: Path) -> None:
    """Is no text kept in Chroma, so that what is cited always comes from the notes?"""
    client = chromadb.PersistentClient(str(written(tmp_path / "c")), Settings(anonymized_telemetry=False))
    held = client.get_collection("ca-note", embedding_function=None).get(include=["documents", "metadatas"])
    client.close()
    assert held["documents"] == [None, None]
    assert held["metadatas"] == [None, None]


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        pytest.param(
            "aaaa",
            ("ca",),
            [
                "ca/irpa/s-72:en:what-it-says",
                "guides/ca/refused:en:ask-0",
                "systems/ca/chinook:en:in-short",
                "ca/irpa/s-72:en:name-0",
            ],
            id="the kinds of a place together, nearest first",
        ),
        pytest.param("aaaa", ("de",), ["de/asylg/s-74:en:what-it-says"], id="one place alone"),
        pytest.param(
            "aaaa",
            ("de", "int"),
            ["de/asylg/s-74:en:what-it-says", "int/iccpr/art-7:en:what-it-says"],
            id="a place and what lies above it",
        ),
        pytest.param("aaaa", ("uk",), [], id="a place without passages"),
        pytest.param("aaaa", (), [], id="nowhere"),
    ],
)
def test_scope(tmp_path: Path, text: str, places: tuple[str, ...], expected: list[str]) -> None:
    """Which passages are searched for a place?"""
    assert ids(ChromaFinder(written(tmp_path / "c"), Letters()), text, *places) == expected


def test_equal_passages_come_by_their_ids(tmp_path: Path) -> None:
    """Are two passages that are equally near always in the same order?"""
    finder = ChromaFinder(written(tmp_path / "c"), Letters())
    expected = ["ca/irpa/s-72:en:what-it-says", "de/asylg/s-74:en:what-it-says"]
    assert ids(finder, "aaaa", "ca", "de", limit=2) == ids(finder, "aaaa", "de", "ca", limit=2) == expected


def test_scores_are_cosines(tmp_path: Path) -> None:
    """Is the score the cosine: one for the same, less for the like, none for what shares nothing?"""
    finder = ChromaFinder(written(tmp_path / "c"), Letters())
    scores = {h.passage_id: h.score for h in finder.find("aaaa", ("ca", "int"), 10)}
    assert scores["ca/irpa/s-72:en:what-it-says"] == pytest.approx(1.0, abs=1e-6)
    assert scores["guides/ca/refused:en:ask-0"] == pytest.approx(3 / 10**0.5, abs=1e-6)
    assert scores["systems/ca/chinook:en:in-short"] == pytest.approx(0.5**0.5, abs=1e-6)
    assert scores["ca/irpa/s-72:en:name-0"] == pytest.approx(0.0, abs=1e-6)


def test_many_passages(tmp_path: Path) -> None:
    """Are more passages than one batch all written, and is each found by its own words?"""
    many = [a_passage(f"ca/x/{n}:en:says", "a" * n + "b" * (1100 - n)) for n in range(1100)]
    finder = ChromaFinder(written(tmp_path / "c", many), Letters())
    assert finder.count() == 1100
    for n in (0, 1, 511, 512, 1099):
        assert ids(finder, many[n].text, "ca", limit=1) == [f"ca/x/{n}:en:says"]


def test_as_many_as_asked_for(tmp_path: Path) -> None:
    """Does a limit wider than Chroma's own search width still return that many?"""
    many = [a_passage(f"ca/x/{n}:en:says", "a" * n + "b" * (400 - n)) for n in range(400)]
    assert len(ids(ChromaFinder(written(tmp_path / "c", many), Letters()), "aaab", "ca", limit=200)) == 200


def test_it_survives_being_closed(tmp_path: Path) -> None:
    """Is what was written there after the writer has closed, and moved elsewhere?"""
    written(tmp_path / "aside")
    (tmp_path / "aside").rename(tmp_path / "c")
    finder = ChromaFinder(tmp_path / "c", Letters())
    assert finder.count() == len(PASSAGES)
    assert ids(finder, "bbbb", "ca", limit=1) == ["ca/irpa/s-72:en:name-0"]


def _a_file(folder: Path) -> Path:
    (folder / "file").write_text("not a folder", "utf-8")
    return folder / "file"


def _a_damaged_database(folder: Path) -> Path:
    (written(folder / "c") / "chroma.sqlite3").write_bytes(b"garbage!" * 1000)
    return folder / "c"


def _half_a_database(folder: Path) -> Path:
    database = written(folder / "c") / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:60_000])
    return folder / "c"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(_a_file, id="a file stands where the folder should"),
        pytest.param(_a_damaged_database, id="the database is garbage"),
        pytest.param(_half_a_database, id="the database was cut off"),
        pytest.param(lambda folder: _a_file(folder) / "below", id="the folder lies below a file"),
    ],
)
def test_a_broken_folder(tmp_path: Path, broken: object) -> None:
    """Is a broken folder our own error, which names it and says how to mend it?"""
    path = broken(tmp_path)  # type: ignore[operator]
    with pytest.raises(IndexUnavailable) as raised:
        ChromaFinder(path, Letters()).count()
    assert str(path) in raised.value.problem
    assert "index --rebuild" in raised.value.remedy


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    """Does a folder without an index count nothing, so that the index can say it is damaged?"""
    (tmp_path / "c").mkdir()
    finder = ChromaFinder(tmp_path / "c", Letters())
    assert finder.count() == 0
    assert ids(finder, "aaaa", "ca") == []


def test_it_cannot_be_written(tmp_path: Path) -> None:
    """Is a folder that cannot be made our own error when it is written too?"""
    with pytest.raises(IndexUnavailable):
        written(_a_file(tmp_path) / "below")


def test_a_vector_of_another_length(tmp_path: Path) -> None:
    """Is asking with another model than the index was built with our own error, not a crash?"""

    class Short(Letters):
        """Another model."""

        @staticmethod
        def _one(text: str) -> list[float]:
            return [1.0, 0.0]

    with pytest.raises(IndexUnavailable):
        ChromaFinder(written(tmp_path / "c"), Short()).find("aaaa", ("ca",), 5)

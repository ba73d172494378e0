"""What every `Finder` promises, held by both ways of looking."""

from pathlib import Path

import pytest

from fakes import Letters, a_passage
from rights_assistant.adapters import chroma, words
from rights_assistant.domain.passage import Passage, Role
from rights_assistant.ports import Finder

TEXTS = {
    "ca/irpa/s-72:en:what-it-says": "You must ask the Federal Court within fifteen days.",
    "ca/irpa/s-72:en:limits": "The court does not give you the visa.",
    "ca/irpa/s-186.1:en:what-it-says": "A computer system may decide about a visa.",
    "de/asylg/s-74:en:what-it-says": "You must ask the court within one week.",
    "eu/gdpr/art-15:en:what-it-says": "You may ask which data a computer holds about you.",
    "int/iccpr/art-7:en:what-it-says": "Nobody may be tortured, in court or out of court.",
}
PASSAGES = [a_passage(id, text, jurisdiction=id.split("/")[0]) for id, text in TEXTS.items()]
PASSAGES += [
    a_passage("guides/ca/refused:en:ask-0", "Did a computer refuse my visa?", kind="guide", role=Role.ASK),
    a_passage("systems/ca/chinook:en:in-short", "Chinook shows visa files to officers.", kind="system"),
]
PLACES = {p.id: p.jurisdiction for p in PASSAGES}


def by_meaning(folder: Path, passages: list[Passage]) -> Finder:
    """Chroma, with vectors that count letters."""
    chroma.write(folder, passages, Letters().embed([p.text for p in passages]))
    return chroma.ChromaFinder(folder, Letters())


def by_words(folder: Path, passages: list[Passage]) -> Finder:
    """BM25."""
    words.write(folder, passages)
    return words.WordFinder(folder, passages)


@pytest.fixture(scope="module", params=[pytest.param(by_meaning, id="by meaning"), pytest.param(by_words, id="by words")])
def finder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    """Each finder over the same passages."""
    made: Finder = request.param(tmp_path_factory.mktemp("finder") / "index", PASSAGES)
    return made


class TestFinder:
    """The promises of the port."""

    @pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.id)
    def test_a_passage_is_found_by_its_own_words(self, finder: Finder, passage: Passage) -> None:
        """Is a passage the first thing found for its own text?"""
        best = finder.find(passage.text, [passage.jurisdiction], 5)[0]
        assert best.passage_id == passage.id

    @pytest.mark.parametrize(
        "places",
        [
            pytest.param(("ca",), id="Canada alone"),
            pytest.param(("de", "eu", "int"), id="Germany and what lies above it"),
            pytest.param(("int",), id="what speaks to every State"),
            pytest.param(("us",), id="a place without passages"),
            pytest.param((), id="nowhere"),
        ],
    )
    def test_only_the_places_asked_about(self, finder: Finder, places: tuple[str, ...]) -> None:
        """Is nothing of another place ever found?"""
        hits = finder.find("May a computer or a court decide about a visa?", places, 50)
        assert {PLACES[h.passage_id] for h in hits} <= set(places)

    def test_every_place_is_searched(self, finder: Finder) -> None:
        """Is every place searched that was named?"""
        hits = finder.find("court computer", ("ca", "de", "eu", "int"), 50)
        assert {PLACES[h.passage_id] for h in hits} == {"ca", "de", "eu", "int"}

    def test_best_first(self, finder: Finder) -> None:
        """Do the hits come best first, equal ones by their ids?"""
        hits = finder.find("court computer visa", ("ca", "de", "eu", "int"), 50)
        assert len(hits) > 3
        assert hits == sorted(hits, key=lambda h: (-h.score, h.passage_id))

    @pytest.mark.parametrize("limit", [1, 2, 3])
    def test_no_more_than_the_limit(self, finder: Finder, limit: int) -> None:
        """Are the first so many returned, the same as without the limit?"""
        whole = finder.find("court computer visa", ("ca", "int"), 50)
        assert finder.find("court computer visa", ("ca", "int"), limit) == whole[:limit]
        assert len(whole) > 3

    def test_each_once(self, finder: Finder) -> None:
        """Is no passage found twice?"""
        found = [h.passage_id for h in finder.find("court computer visa", ("ca", "de", "eu", "int"), 50)]
        assert len(found) == len(set(found))

    def test_again(self, finder: Finder) -> None:
        """Is the same found when the same is asked again?"""
        assert finder.find("my visa", ("ca", "int"), 50) == finder.find("my visa", ("ca", "int"), 50)

    def test_the_order_of_the_places_is_no_matter(self, finder: Finder) -> None:
        """Is the same found whichever place is named first?"""
        assert finder.find("court", ("ca", "int"), 50) == finder.find("court", ("int", "ca"), 50)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("x" * 500, id="one very long word"),
            pytest.param("पूछना", id="another script"),
            pytest.param("🙂", id="a sign"),
            pytest.param("DROP TABLE; --", id="a command"),
            pytest.param("\u200c", id="a mark alone"),
        ],
    )
    def test_anything_may_be_asked(self, finder: Finder, text: str) -> None:
        """Is any text an answerable question, found or not?"""
        assert {h.passage_id for h in finder.find(text, ("ca", "int"), 50)} <= set(PLACES)

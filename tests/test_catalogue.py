"""`catalogue` and the words beside a statement: what is at an address, around it, on it, and what has some words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import a_guide, a_library, a_provision, a_remedy
from fakes import Broken, Listed, a_passage, a_referral, a_system, by_id
from lawbooks import DAYS, DEMANDER, FRENCH, LEAVE, PERMET, SECTION_72, open_texts
from rights_assistant.adapters.texts import Texts
from rights_assistant.catalogue import Catalogue, in_order, instruments_by_place
from rights_assistant.domain.official import Unit
from rights_assistant.errors import IndexUnavailable, OfficialError
from rights_assistant.quote import beside

FIFTEEN = "You have 15 days if the matter arose in Canada."
APPEAL = "You must first use any appeal."
RELIED = {("ca/irpa/s-72", FIFTEEN): "ca/irpa/s-72/ss-2/par-b", ("ca/irpa/s-72", APPEAL): "ca/irpa/s-72/ss-2/par-a"}
GRUDGE = a_provision("ca/irpa/sch-1-para-4", title="Lamps with a grudge")
OLD = a_provision("ca/irpa/s-200", title="A section that the text has no more")
OLDER = a_provision("ca/irpa/s-30", title="Another", depends_on=("ca/irpa/s-72",))
LIBRARY = a_library(a_provision(), GRUDGE, OLD, OLDER, a_remedy(), a_guide(), a_system(), a_referral())


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Texts]:
    """The lawbooks."""
    opened = open_texts(tmp_path / "official", RELIED)
    yield opened
    opened.close()


@pytest.fixture
def catalogue(texts: Texts) -> Catalogue:
    """Notes and lawbooks."""
    return Catalogue(LIBRARY, texts)


ALONE = Catalogue(LIBRARY)


class TestBeside:
    """The law's own words for a statement."""

    @pytest.mark.parametrize(
        ("statement", "language", "chosen", "sure", "words", "why"),
        [
            (FIFTEEN, "en", "", True, DAYS, "the place relied on"),
            (APPEAL, "fr", "", True, PERMET, "in the person's language"),
            (FIFTEEN, "fr", "", True, DAYS, "the French text has no such place: the English one"),
            (FIFTEEN, "fr", "fr", False, FRENCH, "but who chose French is shown French, unmarked"),
            (FIFTEEN, "en", "xx", True, DAYS, "a language that is not there cannot be chosen"),
            ("Something else.", "en", "", False, SECTION_72, "not sure: the whole"),
            ("Something else.", "fa", "", False, SECTION_72, "no text in their language: that of our notes"),
        ],
    )
    def test_which_words(self, statement: str, language: str, chosen: str, sure: bool, words: str, why: str, texts: Texts) -> None:
        found = beside("ca/irpa/s-72", statement, language, texts, chosen)
        assert found, why
        assert (found.sure, found.wording.words, found.languages) == (sure, words, ("en", "fr")), why

    def test_nothing_was_fetched(self, texts: Texts) -> None:
        assert beside("ca/irpa/s-200", FIFTEEN, "en", texts) is None


class TestPlace:
    """What is at an address."""

    @pytest.mark.parametrize(
        ("address", "note", "part", "why"),
        [
            ("ca/irpa/s-72", "ca/irpa/s-72", None, "note and text"),
            ("ca/irpa/s-72/ss-2/par-a", "ca/irpa/s-72", "ca/irpa/s-72/ss-2/par-a", "a part, with the note on the whole"),
            ("ca/irpa/sch-1-para-4", "ca/irpa/sch-1-para-4", "ca/irpa/sch-1-para-4", "a part with a note of its own"),
            ("ca/irpa/sch-1", None, None, "text alone"),
        ],
    )
    def test_where_there_is_text(self, address: str, note: str | None, part: str | None, why: str, catalogue: Catalogue) -> None:
        place = catalogue.place(address)
        assert place, why
        assert place.wording, why
        assert (place.note and place.note.id, place.wording.part and place.wording.part.id) == (note, part), why

    def test_a_note_alone(self, catalogue: Catalogue) -> None:
        for shelf in (catalogue, ALONE):
            place = shelf.place("ca/irpa/s-200")
            assert place
            assert (place.note, place.wording, place.languages, place.provision) == (OLD, None, (), "ca/irpa/s-200")

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "ca",
            "ca/irpa",
            "ca/irpa/",
            "ca/irpa/s-73",
            "ca/irpa/s-72/ss-9",
            "ca/none/s-1",
            "guides/ca/visa-refused",
            "//",
            "x" * 9999,
        ],
    )
    def test_nothing(self, address: str, catalogue: Catalogue) -> None:
        assert catalogue.place(address) is None

    def test_the_language(self, catalogue: Catalogue) -> None:
        shown = {wanted: catalogue.place("ca/irpa/s-72", wanted).wording.language for wanted in ("en", "fr", "fa")}  # type: ignore[union-attr]
        assert shown == {"en": "en", "fr": "fr", "fa": "en"}


class TestContents:
    """An instrument's provisions, and our notes among them."""

    def test_notes_stand_where_they_belong(self, catalogue: Catalogue) -> None:
        lines = catalogue.contents("ca/irpa")
        assert [line.id for line in lines] == [
            "ca/irpa/s-1", "ca/irpa/s-9", "ca/irpa/s-72", "ca/irpa/sch-1", "ca/irpa/s-30", "ca/irpa/s-200",
        ]  # fmt: skip
        assert [[n.id for n in line.notes] for line in lines] == [
            [], [], ["ca/irpa/s-72"], ["ca/irpa/sch-1-para-4"], ["ca/irpa/s-30"], ["ca/irpa/s-200"],
        ]  # fmt: skip
        assert [line.official for line in lines] == [True] * 4 + [False] * 2
        assert lines[0].under == ("PART 1 Doors", "DIVISION 1 Above")

    def test_without_texts_the_notes_alone(self) -> None:
        assert [line.id for line in ALONE.contents("ca/irpa")] == [
            "ca/irpa/s-30", "ca/irpa/s-72", "ca/irpa/s-200", "ca/irpa/sch-1-para-4",
        ]  # fmt: skip
        assert ALONE.contents("ca/none") == []

    @pytest.mark.parametrize(
        ("address", "before", "after"),
        [
            ("ca/irpa/s-1", None, "ca/irpa/s-9"),
            ("ca/irpa/s-72", "ca/irpa/s-9", "ca/irpa/sch-1"),
            ("ca/irpa/s-72/ss-2/par-a", "ca/irpa/s-9", "ca/irpa/sch-1"),
            ("ca/irpa/sch-1-para-4", "ca/irpa/s-72", "ca/irpa/s-30"),
            ("ca/irpa/s-200", "ca/irpa/s-30", None),
        ],
    )
    def test_before_and_after(self, address: str, before: str | None, after: str | None, catalogue: Catalogue) -> None:
        place = catalogue.place(address)
        assert place
        assert tuple(line and line.id for line in catalogue.neighbours(place)) == (before, after)

    def test_alone_in_a_language(self, catalogue: Catalogue) -> None:
        place = catalogue.place("ca/irpa/s-72", "fr")
        assert place
        assert tuple(line and line.id for line in catalogue.neighbours(place)) == (None, "ca/irpa/s-30")

    def test_numbers_count_as_numbers(self) -> None:
        assert sorted(["s-10", "s-9", "s-9.1", "s-72", "annex-3"], key=in_order) == ["annex-3", "s-9", "s-9.1", "s-10", "s-72"]

    def test_places_in_their_order(self) -> None:
        laws = [a_provision(id).instrument for id in ("uk/b/1", "int/c/1", "ca/a/1")]
        assert list(instruments_by_place(laws)) == ["int", "ca", "uk"]


class TestSizes:
    """How much there is of each law."""

    def test_counted_once_over_all_languages(self, texts: Texts) -> None:
        assert texts.sizes() == {"ca/irpa": {Unit.SECTION: 3, Unit.SCHEDULE: 1}, "int/udhr": {Unit.ARTICLE: 1}}

    def test_nothing_was_read(self, tmp_path: Path) -> None:
        assert Texts(tmp_path / "none").sizes() == {}


class TestResting:
    """What rests on a provision."""

    def test_each_once_guides_first(self, catalogue: Catalogue) -> None:
        place = catalogue.place("ca/irpa/s-72/ss-1")
        assert place
        found = catalogue.resting(place)
        assert [r.document.id for r in found] == ["guides/ca/visa-refused", "remedies/ca/judicial-review", "ca/irpa/s-30"]
        assert found[0].statement.text == "Yes, you can ask a court."
        assert found[1].section.heading == "Deadline"

    def test_nothing(self, catalogue: Catalogue) -> None:
        place = catalogue.place("ca/irpa/s-200")
        assert place
        assert catalogue.resting(place) == []


class TestNear:
    """Addresses like an unknown one."""

    @pytest.mark.parametrize(
        ("asked", "first"),
        [
            ("ca/irpa/s-722", "ca/irpa/s-72"),
            ("ca/irpa/s-72/ss-9/par-z", "ca/irpa/s-72"),
            ("ca/irpa/sch-2", "ca/irpa/sch-1"),
            ("guide/ca/visa-refused", "guides/ca/visa-refused"),
            ("ca/ipra", "ca/irpa"),
        ],
    )
    def test_first(self, asked: str, first: str, catalogue: Catalogue) -> None:
        near = catalogue.near(asked)
        assert near[0] == first
        assert len(near) == len(set(near)) <= 5

    @pytest.mark.parametrize("asked", ["", "zzzz", "%00", "/" * 500])
    def test_none(self, asked: str, catalogue: Catalogue) -> None:
        assert catalogue.near(asked) == []

    def test_also_without_texts(self) -> None:
        assert ALONE.near("ca/irpa/s-201")[0] == "ca/irpa/s-200"


class TestSearch:
    """What has some words."""

    def test_documents_once_best_first(self, texts: Texts) -> None:
        passages = by_id(
            a_passage("ca/irpa/s-72:en:what-it-says"),
            a_passage("ca/irpa/s-72:en:name-0"),
            a_passage("guides/ca/visa-refused:en:ask-1"),
        )
        finder = Listed(
            {"guides/ca/visa-refused:en:ask-1": 3, "ca/irpa/s-72:en:what-it-says": 2, "ca/irpa/s-72:en:name-0": 1}, passages
        )
        found = Catalogue(LIBRARY, texts, finder, passages)
        assert [d.id for d in found.notes_with("x", 9)] == ["guides/ca/visa-refused", "ca/irpa/s-72"]
        assert [d.id for d in found.notes_with("x", 1)] == ["guides/ca/visa-refused"]
        assert {"int", "ca", "ch"} <= set(finder.asked[0][1]), "nowhere is left out"

    def test_texts_in_a_language(self, catalogue: Catalogue) -> None:
        found = [w.id for w in catalogue.texts_with("lantern court", "en", 9)]
        assert found[0] == "ca/irpa/s-72"
        assert sorted(found) == ["ca/irpa/s-1", "ca/irpa/s-72", "ca/irpa/s-9"]
        assert [w.id for w in catalogue.texts_with("LANTERNE", "fr", 9)] == ["ca/irpa/s-72"]
        assert len(catalogue.texts_with("lantern court", "en", 1)) == 1

    def test_nobody_searches(self) -> None:
        assert ALONE.notes_with("lantern", 9) == ALONE.texts_with("lantern", "en", 9) == []

    def test_a_failure_is_told(self, texts: Texts) -> None:
        with pytest.raises(IndexUnavailable):
            Catalogue(LIBRARY, texts, Broken()).notes_with("x", 9)
        texts.close()
        with pytest.raises(OfficialError):
            Catalogue(LIBRARY, texts).texts_with("x", "en", 9)


def test_demander_is_what_the_french_text_says(texts: Texts) -> None:
    """Without this, the rows in French above would pass with any text."""
    wording = texts.wording("ca/irpa/s-72/ss-1", "fr")
    assert wording
    assert (wording.words, wording.note) == (DEMANDER, "A copy by hand.")
    assert LEAVE not in wording.provision.text

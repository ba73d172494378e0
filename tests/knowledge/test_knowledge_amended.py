"""What changed between two copies of an official text, in words that fit a line, and what of ours rests on it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_guide, a_library, a_provision, a_remedy, a_section, a_statement, a_time_limit
from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Unit
from rights_assistant.domain.statement import Ref
from rights_assistant.knowledge.amended import LONGEST, Kind, amendments, difference, notes_first, resting

HEAD = "A lantern needs all of these:"


def the_section(number: str, text: str, *parts: str, heading: str = "Lanterns") -> OfficialProvision:
    """A section; its parts are pieces of its text, by their order."""
    id = f"ca/lantern/s-{number}"
    found = [Part(f"{id}/par-{n}", "", text.index(p), text.index(p) + len(p)) for n, p in enumerate(parts, 1)]
    return OfficialProvision(id, Unit.SECTION, f"Section {number}", heading, text, tuple(found))


def a_text(*provisions: OfficialProvision) -> OfficialText:
    """The Lantern Act."""
    return OfficialText("ca/lantern", "en", "Lantern Act", date(2026, 1, 1), provisions)


def listed(*points: str, head: str = HEAD) -> OfficialProvision:
    """A section with a point a line."""
    return the_section("1", "\n".join([head, *points]), *points)


class TestAmendments:
    """What was added, removed and changed."""

    def test_nothing(self) -> None:
        """Is the same text no amendment, and neither are its parts?"""
        text = a_text(listed("(a) glass", "(b) oil"), the_section("2", "Nobody blows it out."))
        assert amendments(text, text) == []

    def test_each_kind_in_the_order_of_the_text(self) -> None:
        """Are new and changed ones told where they stand, and removed ones last?"""
        before = a_text(the_section("1", "Old."), the_section("2", "Gone."), the_section("3", "As it was."))
        now = a_text(the_section("1a", "New."), the_section("3", "As it was."), the_section("1", "Another."))
        found = amendments(before, now)
        assert [(a.id, a.kind) for a in found] == [
            ("ca/lantern/s-1a", Kind.ADDED),
            ("ca/lantern/s-1", Kind.CHANGED),
            ("ca/lantern/s-2", Kind.REMOVED),
        ]
        assert [a.said for a in found] == ["Lanterns New.", "Lanterns [-Old.-] {+Another.+}", "Lanterns Gone."]

    def test_only_the_parts_that_changed(self) -> None:
        """Is a point whose words stayed left out, although its place moved?"""
        (found,) = amendments(a_text(listed("(a) glass", "(b) oil")), a_text(listed("(a) clear glass", "(b) oil")))
        assert found.places == {"ca/lantern/s-1", "ca/lantern/s-1/par-1"}

    def test_new_and_lost_parts(self) -> None:
        """Is a point that is only in one of the two a place?"""
        (found,) = amendments(a_text(listed("(a) glass", "(b) oil")), a_text(listed("(a) glass")))
        assert found.places == {"ca/lantern/s-1", "ca/lantern/s-1/par-2"}
        (found,) = amendments(a_text(listed("(a) glass")), a_text(listed("(a) glass", "(b) oil")))
        assert found.places == {"ca/lantern/s-1", "ca/lantern/s-1/par-2"}

    @pytest.mark.parametrize("change", ["head", "heading"])
    def test_words_before_the_points_are_said_of_each(self, change: str) -> None:
        """Are all parts places where what stands over them is not as it was?"""
        before = the_section("1", f"{HEAD}\n(a) glass\n(b) oil", "(a) glass", "(b) oil")
        if change == "head":
            now = the_section("1", "A lantern needs none of these:\n(a) glass\n(b) oil", "(a) glass", "(b) oil")
        else:
            now = the_section("1", f"{HEAD}\n(a) glass\n(b) oil", "(a) glass", "(b) oil", heading="Lamps")
        (found,) = amendments(a_text(before), a_text(now))
        assert found.places == {"ca/lantern/s-1", "ca/lantern/s-1/par-1", "ca/lantern/s-1/par-2"}

    def test_parts_within_parts(self) -> None:
        """Are the inner and the outer one places where the inner one changed?"""

        def nested(word: str) -> OfficialProvision:
            inner = f"(i) {word}"
            return the_section("1", f"(a) glass\n{inner}\n(b) oil", f"(a) glass\n{inner}", inner, "(b) oil")

        (found,) = amendments(a_text(nested("clear")), a_text(nested("blue")))
        assert found.places == {"ca/lantern/s-1", "ca/lantern/s-1/par-1", "ca/lantern/s-1/par-2"}

    def test_a_whole_provision_has_all_its_places(self) -> None:
        """Is every part of one that went or came a place?"""
        for before, now in ((a_text(listed("(a) glass")), a_text()), (a_text(), a_text(listed("(a) glass")))):
            (found,) = amendments(before, now)
            assert found.places == {"ca/lantern/s-1", "ca/lantern/s-1/par-1"}


class TestDifference:
    """A change in a line."""

    def test_words_that_went_and_came(self) -> None:
        """Is each marked, with the words next to it?"""
        before = "If it is out, the keeper has to light it again within 14 days of the storm, or to say why."
        now = before.replace("14 days", "30 calendar days")
        said = "… light it again within [-14-] {+30 calendar+} days of the storm, …"
        assert difference(before, now) == said

    def test_two_changes(self) -> None:
        """Are both told, with what lies between cut where it is long?"""
        words = [f"w{n}" for n in range(30)]
        now = ["new", *words[:29], "end"]
        assert difference(" ".join(words), " ".join(now)) == "{+new+} w0 w1 w2 w3 … w25 w26 w27 w28 [-w29-] {+end+}"

    def test_it_is_a_line_of_limited_length(self) -> None:
        """Is a long change cut, and a line break none?"""
        said = difference("a\nb", " ".join(f"word{n}" for n in range(900)))
        assert len(said) <= LONGEST
        assert said.endswith("…")
        assert "\n" not in said

    @given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12))
    def test_every_word_that_changed_is_told(self, before: list[str], now: list[str]) -> None:
        """Can the present words be read out of what is said, where nothing was cut?"""
        said = difference(" ".join(before), " ".join(now), longest=10_000)
        shown, went = [], False
        for word in said.split():
            went = went or word.startswith("[-")
            if not went and word != "…":
                shown.append(word.removeprefix("{+").removesuffix("+}"))
            went = went and not word.endswith("-]")
        assert "…" in said or shown == now

    @given(st.text(max_size=60), st.text(max_size=60), st.integers(1, 50))
    def test_it_never_is_longer_than_asked(self, before: str, now: str, longest: int) -> None:
        """Is the limit kept for any text?"""
        assert len(difference(before, now, longest)) <= longest


class TestResting:
    """What of ours has to be read again."""

    def test_notes_first_then_what_cites_them(self) -> None:
        """Is the note on the provision there, and the guide and remedy that cite it, each once?"""
        cites = a_section("Rule", a_statement(label="one", rests_on=(Ref("ca/irpa/s-72", "ask"),)))
        limit = a_time_limit(source=Ref("ca/irpa/s-72", "ask"))
        library = a_library(
            a_guide("guides/ca/refused", sections=(cites, cites)),
            a_provision("ca/irpa/s-72"),
            a_provision("ca/irpa/s-73", depends_on=("ca/irpa/s-72",)),
            a_provision("ca/irpa/s-74"),
            a_remedy("remedies/ca/court", time_limits=(limit,)),
            a_remedy("remedies/ca/other", time_limits=(), sections=()),
        )
        assert resting({"ca/irpa/s-72"}, library) == ["ca/irpa/s-72", "ca/irpa/s-73", "guides/ca/refused", "remedies/ca/court"]

    def test_a_note_on_a_part(self) -> None:
        """Is a note on a point found where that point changed, and not where another one did?"""
        library = a_library(a_provision("eu/ai-act/annex-3-7"), a_provision("eu/ai-act/annex-3-1"))
        assert resting({"eu/ai-act/annex-3", "eu/ai-act/annex-3-7"}, library) == ["eu/ai-act/annex-3-7"]

    def test_nothing_rests_on_it(self) -> None:
        """Is there nothing to read again?"""
        assert resting({"ca/irpa/s-1"}, a_library(a_provision("ca/irpa/s-72"))) == []

    def test_the_order_in_which_they_are_read(self) -> None:
        """Do notes come before all others, and does nothing else come with them?"""
        library = a_library()
        ids = {"remedies/ca/judicial-review", "guides/ca/visa-refused", "ca/irpa/s-72"}
        assert notes_first(ids, library) == ["ca/irpa/s-72", "guides/ca/visa-refused", "remedies/ca/judicial-review"]
        assert notes_first({"guides/ca/visa-refused"}, library) == ["guides/ca/visa-refused"]

"""Notes held against the publishers' wording of their provision: what lacks, headings, likeness, figures."""

import json
from datetime import date
from pathlib import Path

import pytest

from factories import a_library, a_section, a_statement
from placing_made import ID, TEXT, a_note, provision_of, wording_of
from rights_assistant.domain.document import Confirmed, Provision
from rights_assistant.domain.official import Wording
from rights_assistant.domain.standing import Application, Window
from rights_assistant.domain.statement import Ref, Statement
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.alignment import LEAST, Alignment, align, read_summary, summary
from rights_assistant.knowledge.lists import LISTS

NOTE = Path(f"law/{ID}.md")


def a_wording(heading: str = "", language: str = "en", *lines: str) -> Wording:
    """Section 72 in a language."""
    return wording_of(provision_of(lines or TEXT, [], heading=heading), language=language)


def aligned(*notes: Provision, likeness: dict[str, float] | None = None, **wordings: Wording) -> Alignment:
    """What is found in these notes, with section 72 in these languages."""
    there = wordings or {"en": a_wording()}
    return align(
        a_library(*notes),
        {"ca/lantern-act": tuple(there)},
        lambda address: tuple(there) if address == ID else (),
        lambda address, language: there[language],
        likeness or {},
    )


def said(*statements: Statement, heading: str = "What it says", **changes: object) -> list[str]:
    """The rows of the list `figures` for a note that says this."""
    return [str(row) for row in aligned(a_note(*statements, heading=heading, **changes)).figures]


class TestLacking:
    """Which notes have a text, and which should."""

    def test_what_is_there_and_what_is_not(self) -> None:
        """Is a provision counted with its languages, one that its law lacks listed, and one whose law has none counted?"""
        notes = [a_note(a_statement(), id=id) for id in (ID, "ca/lantern-act/s-99", "ca/whale-act/s-1")]
        found = aligned(*notes, en=a_wording(), fr=a_wording(language="fr"))
        assert found.languages == {ID: ("en", "fr")}
        assert [str(row) for row in found.lacking] == [
            "law/ca/lantern-act/s-99.md: ca/lantern-act/s-99 is not in the official text"
        ]
        assert found.without == 1
        assert str(found) == (
            "1 provisions have an official text (en 1, fr 1); 1 have none though their instrument has one, "
            "1 because it has none. 0 figures looked for in the provision itself."
        )

    def test_every_list_has_a_title(self) -> None:
        """Is each of the lists known by its name?"""
        assert set(aligned(a_note(a_statement())).rows) <= {known.name for known in LISTS}


class TestHeadings:
    """Our title beside the law's own heading."""

    @pytest.mark.parametrize(
        ("heading", "listed"),
        [
            pytest.param("Registration of lamps", False, id="a word shared"),
            pytest.param("Lamp keepers", False, id="another form of one"),
            pytest.param("Whales", True, id="no word shared"),
            pytest.param("", False, id="no heading"),
            pytest.param("Of the", False, id="a heading without a word that counts"),
        ],
    )
    def test_a_shared_word(self, heading: str, listed: bool) -> None:
        """Is a note listed only where the two share no word?"""
        found = aligned(a_note(a_statement(), title="Lantern Act, section 72: lamps"), en=a_wording(heading))
        assert bool(found.headings) is listed

    def test_what_the_row_says(self) -> None:
        """Does it show both headings?"""
        [row] = aligned(a_note(a_statement(), title="Lantern Act, section 72: lamps"), en=a_wording("Whales")).headings
        assert str(row) == f'{NOTE}: "lamps" shares no word with the heading "Whales"'

    def test_only_english_headings(self) -> None:
        """Is a heading in another language not compared?"""
        assert aligned(a_note(a_statement()), de=a_wording("Wale", "de")).headings == ()

    def test_a_part_has_no_heading(self) -> None:
        """Is the heading of the whole not held against a note on a part?"""
        whole = a_wording("Whales").provision
        places = provision_of(TEXT, [(f"{ID}/ss-1", 0, 1)]).parts
        assert aligned(a_note(a_statement()), en=wording_of(whole, places[0])).headings == ()


class TestLikeness:
    """The notes least like their text."""

    def test_the_least_first_and_no_more_than_twenty(self) -> None:
        """Are notes with a text sorted, and the others left out?"""
        found = aligned(a_note(a_statement()), likeness={ID: 0.4567, "ca/whale-act/s-1": 0.1})
        assert found.likeness == ((ID, 0.4567),)
        assert [str(row) for row in found.least] == [f"{NOTE}: likeness 0.46"]
        many = tuple((f"ca/x/s-{n}", n / 100) for n in range(30))
        assert len(Alignment({}, (), (), many, (), 0, 0).least) == LEAST


class TestFigures:
    """Periods, amounts and dates, looked for in the provision itself."""

    def test_what_is_there(self) -> None:
        """Is a figure that the provision has, in any way to write it, not listed?"""
        found = aligned(a_note(a_statement("An answer takes thirty days, and costs $40.")))
        assert (found.figures, found.sought) == ((), 2)

    def test_what_is_not_there(self) -> None:
        """Is the file named with the line and the words?"""
        assert said(a_statement("An answer takes 31 days.", line=7)) == [f'{NOTE}:7: "31 days" is not in the text of {ID}']

    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param(a_statement("An answer takes 31 days (section 12)."), id="of another section"),
            pytest.param(a_statement("Whale Act: an answer takes 31 days."), id="of another law"),
            pytest.param(a_statement("It takes 31 days.", rests_on=(Ref("ca/x/s-1", "a"),)), id="that rests on another note"),
            pytest.param(a_statement("There are 31 lamps."), id="a number without a unit"),
            pytest.param(a_statement("Section 72 has paragraphs."), id="its own number"),
            pytest.param(a_statement("It burned on 3 May 2020."), id="the day from which it applies"),
            pytest.param(a_statement("It went out on 4 May 2020."), id="a day that was confirmed"),
        ],
    )
    def test_what_is_not_looked_for(self, statement: Statement) -> None:
        """Is a figure left out that is of something else, or settled?"""
        whale = a_note(a_statement(), id="ca/whale-act/s-1")
        whale = a_note(a_statement(), id="ca/whale-act/s-1", instrument=replace_title(whale, "Whale Act"))
        note = a_note(
            statement,
            applies=(Application(Window(date(2020, 5, 3))),),
            confirmed=(Confirmed("4 May 2020", "Read."),),
        )
        found = aligned(note, whale)
        assert (found.figures, found.sought) == ((), 0)

    @pytest.mark.parametrize("heading", ["What it means for you", "From when"])
    def test_what_is_said_aside(self, heading: str) -> None:
        """Is a figure in our advice not looked for?"""
        assert said(a_statement("Write within 31 days."), heading=heading) == []

    def test_a_german_text_is_read_too(self) -> None:
        """Does a figure stand in a German wording, and is one in French not looked for?"""
        note = a_note(a_statement("An answer takes two weeks."))
        assert aligned(note, de=a_wording("", "de", "Die Antwort kommt binnen zwei Wochen.")).figures == ()
        assert aligned(note, fr=a_wording("", "fr", "La lampe brille.")).sought == 0


def replace_title(note: Provision, title: str) -> object:
    """The instrument of a note under another short title."""
    from dataclasses import replace

    return replace(note.instrument, short_title=title)


class TestSummary:
    """What the page on the notes is made of."""

    def test_counts_and_ids(self, tmp_path: Path) -> None:
        """Does it hold counts and ids, and read back as it was written?"""
        notes = [
            a_note(a_statement("An answer takes 31 days."), title="Lantern Act, section 72: lamps"),
            a_note(a_statement(), id="ca/lantern-act/s-99"),
        ]
        found = aligned(*notes, likeness={ID: 0.4567}, en=a_wording("Whales"))
        path = tmp_path / "alignment.json"
        path.write_text(summary(found, a_library(*notes)), "utf-8")
        value = read_summary(path)
        assert value["places"]["ca"] == {"notes": 2, "there": 1, "languages": {"en": 1}}
        assert (value["lacking"], value["headings"], value["least"]) == (["ca/lantern-act/s-99"], [ID], [[ID, 0.46]])
        assert value["figures"] == {"sought": 1, "not_there": 1}
        assert "Whales" not in json.dumps(value)

    @pytest.mark.parametrize("content", [None, "{", b"\xff"])
    def test_one_that_cannot_be_read(self, tmp_path: Path, content: str | bytes | None) -> None:
        """Is the file named, and the command that writes it?"""
        path = tmp_path / "alignment.json"
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(KnowledgeError) as caught:
            read_summary(path)
        assert f"{path} cannot be read" in caught.value.problem
        assert "knowledge check --alignment" in caught.value.remedy


def test_a_section_of_its_own() -> None:
    """Is a note of several sections looked at in each of them?"""
    note = a_note(a_statement(), sections=(a_section("Limits", a_statement("It takes 31 days.", line=3)), a_section("Rule")))
    assert len(aligned(note).figures) == 1

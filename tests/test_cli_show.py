"""`show`: a note and its law, a place in it, a table of contents, and what to do where there is nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from factories import BODY, HEAD, INSTRUMENT
from fakes import sound_knowledge
from lantern import SOURCES
from lawbooks import AS_OF, DAYS, DEMANDER, FRENCH, LONG, SECTION_72, write_texts
from rights_assistant.cli import app

GRUDGE = f"---\n{HEAD}\n---\n{BODY}".replace("IRPA, section 72: asking the Federal Court", "Lamps with a grudge")
GRUDGE = GRUDGE.replace("{#leave}", "{#leave unconfirmed}")
UDHR = "int/udhr:\n  publisher: Lantern Office\n  none: Nothing.\n"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Knowledge and lawbooks."""
    laws = {f"law/{law}/instrument.md": INSTRUMENT for law in ("ca/cases", "int/udhr")}
    sources = SOURCES.replace("  identifiers: {citation: L-1}\n", "") + UDHR
    more = {**laws, "law/ca/irpa/sch-1-para-4.md": GRUDGE, "sources.yaml": sources}
    sound_knowledge(tmp_path / "knowledge", **more)
    write_texts(tmp_path / "data" / "official")
    return tmp_path


def show(world: Path, *args: str, code: int = 0, data: str = "data") -> Result:
    """What it prints; a traceback would be raised here."""
    given = ["show", *args, "--knowledge", str(world / "knowledge"), "--data", str(world / data)]
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def as_json(world: Path, *args: str, data: str = "data") -> dict[str, Any]:
    """The same as JSON."""
    found = json.loads(show(world, *args, "--json", data=data).stdout)
    assert isinstance(found, dict)
    return found


class TestProvision:
    """A note and its law."""

    def test_note_first_then_the_law_and_its_languages(self, world: Path) -> None:
        """Is everything there, in this order?"""
        said = show(world, "ca/irpa/s-72").stdout
        parts = (
            "OUR NOTE", "IRPA, section 72: asking the Federal Court", "WHAT IT SAYS",
            "You have 15 days if the matter arose in Canada.",
            "confirmed; checked on 2026-11-20 against Justice Canada, text of 26 March 2026",
            "OFFICIAL TEXT", "Lantern Act · 72 · Asking the court", SECTION_72,
            "Lantern Office; wording of 2026-03-26; fetched on 2026-11-22; language en", "A copy by hand.",
            "https://lanterns.test/ca/irpa.en.xml", "Languages there: en, fr.",
        )  # fmt: skip
        places = [said.index(part) for part in parts]
        assert places == sorted(places)

    @pytest.mark.parametrize(
        ("address", "words", "not_there"),
        [
            ("ca/irpa/s-72/ss-2/par-b", DAYS, "asks the lamp court"),
            ("ca/irpa/sch-1-para-4", "4. Lamps with a grudge.", "2. Wicks."),
            (" CA/IRPA/S-72/ss-2/par-b/ ", DAYS, "asks the lamp court"),
        ],
    )
    def test_of_a_place_only_its_own_words(self, address: str, words: str, not_there: str, world: Path) -> None:
        """Are the words those at the address, with the note that is on them?"""
        said = show(world, address).stdout
        law = said.split("OFFICIAL TEXT", 1)[1]
        assert words in law
        assert not_there not in law
        assert "OUR NOTE" in said

    def test_in_a_language(self, world: Path) -> None:
        """Is the text the French one, and never another than was asked for?"""
        assert FRENCH in show(world, "ca/irpa/s-72", "--language", "fr").stdout
        assert DEMANDER in show(world, "ca/irpa/s-72/ss-1", "--language", "fr").stdout
        refused = show(world, "ca/irpa/s-72", "--language", "de", code=2)
        assert refused.stderr == "There is no official text of it in 'de' here.\nLanguages there: en, fr.\n"
        assert "Languages there: en." in show(world, "ca/irpa/s-9", "--language", "fr", code=2).stderr
        assert "Languages there: en." in show(world, "ca/irpa/s-72/ss-2/par-b", "--language", "fr", code=2).stderr

    def test_a_law_in_its_only_language(self, world: Path) -> None:
        """Is what English readers have no text of shown all the same?"""
        assert "لكل شخص" in show(world, "int/udhr/art-1").stdout

    def test_text_without_a_note(self, world: Path) -> None:
        """Is it said, and is the whole of a long text there?"""
        said = show(world, "ca/irpa/s-9").stdout
        assert "We have no note on ca/irpa/s-9." in said
        assert LONG in said

    def test_how_sure_we_are_of_a_sentence(self, world: Path) -> None:
        """Is a sentence of which we are less sure marked?"""
        assert "- A judge must first give leave. (unconfirmed)" in show(world, "ca/irpa/sch-1-para-4").stdout

    def test_another_document(self, world: Path) -> None:
        """Are guides and remedies shown too, without a law?"""
        said = show(world, "guides/ca/visa-refused").stdout
        assert "Yes, you can ask the Federal Court." in said
        assert "OFFICIAL TEXT" not in said


class TestContents:
    """What a law holds."""

    def test_chapters_provisions_and_notes(self, world: Path) -> None:
        """Are they in order, with a star where there is a note?"""
        assert show(world, "ca/irpa").stdout == (
            "Immigration and Refugee Protection Act\nca/irpa\n\n"
            "Language en; languages there: en, fr.\n\n"
            "PART 1 Doors / DIVISION 1 Above\n"
            "  ca/irpa/s-1  1 Hanging <lanterns>\n"
            "  ca/irpa/s-9  9 Lighting\n\n"
            "PART 1 Doors / DIVISION 2 Court\n"
            "* ca/irpa/s-72  72 Asking the court\n\n"
            "* ca/irpa/sch-1  Schedule 1 Things\n\n"
            "* has a note of ours\n"
        )

    def test_in_a_language(self, world: Path) -> None:
        """Is it the French one, with the notes that the French text has no place for?"""
        said = show(world, "ca/irpa", "--language", "fr").stdout
        assert "* ca/irpa/s-72  72 Demande" in said
        assert "* ca/irpa/sch-1-para-4  Lamps with a grudge" in said
        assert show(world, "ca/irpa", "--language", "de", code=2).stderr.endswith("Languages there: en, fr.\n")

    def test_without_its_text_the_notes_and_how_to_fetch(self, world: Path) -> None:
        """Is the command named, or why there is no text?"""
        said = show(world, "ca/irpa", data="none").stdout
        assert "Fetch it: `rights-assistant sources fetch --only ca/irpa`." in said
        assert "* ca/irpa/s-72  IRPA, section 72: asking the Federal Court" in said
        cases = show(world, "ca/cases").stdout
        assert "No official text of ca/cases can be read: Judgments, which nothing reads." in cases
        assert "We have no note on it." in cases


class TestNothing:
    """What is not there."""

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("ca/irpa/s-721", "Did you mean: ca/irpa/s-72"),
            ("ca/irpa/s-72/ss-7", "Did you mean: ca/irpa/s-72"),
            ("guides/ca/visa-refuse", "Did you mean: guides/ca/visa-refused"),
            ("zzzzzz", "See `rights-assistant sources list` for the laws there are."),
            ("", "See `rights-assistant sources list`"),
        ],
    )
    def test_near_addresses(self, address: str, said: str, world: Path) -> None:
        """Is it one message with exit code 2 that names what was likely meant?"""
        refused = show(world, address, code=2)
        assert refused.stdout == ""
        assert refused.stderr.startswith(f"There is nothing at {address!r}.\n")
        assert said in refused.stderr

    def test_perhaps_it_was_not_fetched(self, world: Path) -> None:
        """Is a place in a law whose text is not here told apart from one that does not exist?"""
        refused = show(world, "ca/irpa/s-72/ss-1", code=2, data="none").stderr
        assert "Did you mean: ca/irpa/s-72" in refused
        assert "The official text is not here. Fetch it: `rights-assistant sources fetch --only ca/irpa`." in refused
        assert "Fetch it" in show(world, "ca/irpa/s-72", data="none").stdout
        assert "Fetch it" in show(world, "ca/irpa/s-72", "--language", "fr", code=2, data="none").stderr

    def test_damaged_texts(self, world: Path) -> None:
        """Is it said, with the mend, and no traceback?"""
        (world / "data/official/texts.sqlite3").write_bytes(b"not a database, but long enough to be looked at" * 40)
        refused = show(world, "ca/irpa/s-72", code=2).stderr
        assert "cannot be read" in refused
        assert "rights-assistant sources" in refused


class TestJson:
    """The same for programs."""

    def test_a_place(self, world: Path) -> None:
        """Are note and text whole, with where they come from?"""
        found = as_json(world, "ca/irpa/s-72/ss-2/par-b")
        assert set(found) == {"id", "note", "official", "languages"}
        assert (found["id"], found["languages"]) == ("ca/irpa/s-72/ss-2/par-b", ["en"])
        assert found["note"]["id"] == "ca/irpa/s-72"
        assert found["note"]["sections"][0]["statements"][0] == {
            "text": "You have 15 days if the matter arose in Canada.",
            "certainty": "confirmed",
        }
        law = found["official"]
        assert (law["id"], law["provision"], law["text"], law["parts"]) == (found["id"], "ca/irpa/s-72", DAYS, [])
        assert (law["as_of"], law["fetched_on"], law["under"]) == (
            AS_OF.isoformat(),
            "2026-11-22",
            ["PART 1 Doors", "DIVISION 2 Court"],
        )
        assert len(law["sha256"]) == 64

    def test_a_provision_has_its_places(self, world: Path) -> None:
        """Do their offsets give their words?"""
        law = as_json(world, "ca/irpa/s-72")["official"]
        spans = {p["id"]: law["text"][p["start"] : p["end"]] for p in law["parts"]}
        assert spans["ca/irpa/s-72/ss-2/par-b"] == DAYS

    def test_a_law(self, world: Path) -> None:
        """Is each line there, with its notes?"""
        found = as_json(world, "ca/irpa")
        assert (found["language"], found["languages"]) == ("en", ["en", "fr"])
        assert [line["id"] for line in found["contents"]] == ["ca/irpa/s-1", "ca/irpa/s-9", "ca/irpa/s-72", "ca/irpa/sch-1"]
        assert [line["notes"] for line in found["contents"]] == [[], [], ["ca/irpa/s-72"], ["ca/irpa/sch-1-para-4"]]

    def test_without_text_or_note(self, world: Path) -> None:
        """Is what is missing nothing, rather than left out?"""
        assert as_json(world, "ca/irpa/s-72", data="none")["official"] is None
        assert as_json(world, "ca/irpa/s-9")["note"] is None
        assert as_json(world, "ca/irpa", data="none")["language"] is None
        assert as_json(world, "guides/ca/visa-refused")["note"]["kind"] == "guide"

"""`sources list | fetch | verify | diff`: from a mirror into the data folder, in words and in JSON."""

import json
import re
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from factories import GUIDE, INSTRUMENT
from fakes import sound_knowledge
from lantern import LOADERS, SECTIONS, SOURCES, lantern, write_mirror
from placing_made import WordVectors
from rights_assistant import wiring
from rights_assistant.adapters import fetching
from rights_assistant.adapters.publishers import loaders
from rights_assistant.adapters.texts import Texts
from rights_assistant.cli import app
from rights_assistant.cli.shell import progress
from rights_assistant.domain.official import Format

SECTION_72 = {"72": "(1) You may ask the lantern court.\n(2) You have 15 days."}
ACT = SECTIONS | SECTION_72
CHANGED = {"1": SECTIONS["1"], "72": SECTION_72["72"].replace("15 days", "30 days"), "73": "(1) The court is lit."}


@pytest.fixture(autouse=True)
def _lanterns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text is a Lantern Act, and no model is loaded."""
    monkeypatch.setattr(loaders, "LOADERS", LOADERS)
    monkeypatch.setattr(wiring, "MiniLM", lambda model: WordVectors())


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with knowledge, its list of sources, and a mirror."""
    laws = {"law/ca/cases/instrument.md": INSTRUMENT, "sources.yaml": SOURCES.replace("  identifiers: {citation: L-1}\n", "")}
    sound_knowledge(tmp_path / "knowledge", **laws)
    write_mirror(tmp_path / "mirror", **{"ca__irpa__en.xml": lantern(ACT), "ca__irpa__old.xml": lantern(as_of="1999-01-01")})
    return tmp_path


def run(world: Path, *args: str, code: int = 0) -> Result:
    """What a command prints; a traceback would be raised here."""
    given = ["sources", *args, "--knowledge", str(world / "knowledge"), "--data", str(world / "data")]
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def fetch(world: Path, *args: str, code: int = 0) -> str:
    """What fetching from the mirror prints."""
    return run(world, "fetch", "--mirror", str(world / "mirror"), *args, code=code).stdout


class TestFetch:
    """From a mirror, or from the publishers."""

    def test_counts(self, world: Path) -> None:
        """Is each file counted once, the first time and the second?"""
        said = fetch(world)
        assert said == (
            "1 new, 0 changed, 0 unchanged, 0 failed, 1 not in the mirror. "
            f"The official texts are in {world / 'data' / 'official'}.\n"
            "Read 1 files; 0 were the same, 0 are gone, 0 cannot be read.\n"
            "1 notes are on a provision that was read; of their 4 statements 1 have a sure place in it (6 texts embedded).\n"
        )
        assert (world / "data/official/ca/irpa/current.en.xml").read_bytes() == lantern(ACT)
        assert fetch(world).startswith("0 new, 0 changed, 1 unchanged, 0 failed, 1 not in the mirror.")

    def test_a_failure_is_listed_at_the_end_and_stops_nothing(self, world: Path) -> None:
        """Is the other file kept, the reason told, and the exit code 1?"""
        write_mirror(world / "mirror", **{"ca__irpa__en.xml": b"<lamp/>", "ca__irpa__fr.xml": lantern()})
        lines = fetch(world, code=1).splitlines()
        assert lines[0].startswith("1 new, 0 changed, 0 unchanged, 1 failed, 0 not in the mirror.")
        assert lines[1].startswith("failed: ca/irpa/current.en.xml is no Lantern Act.")
        assert "rights-assistant sources fetch" in lines[1]

    def test_outdated_editions_only_when_asked_for(self, world: Path) -> None:
        """Is the old edition left aside, and fetched with --outdated?"""
        fetch(world)
        assert not (world / "data/official/ca/irpa/old.en.xml").exists()
        assert fetch(world, "--outdated").startswith("1 new, 0 changed, 1 unchanged")

    def test_only_some(self, world: Path) -> None:
        """Do --only and --language choose, more than once too?"""
        assert fetch(world, "--only", "ca/irpa", "--language", "fr").startswith("0 new, 0 changed, 0 unchanged, 0 failed, 1 not")
        assert fetch(world, "--language", "fr", "--language", "en").startswith("1 new")

    @pytest.mark.parametrize(
        ("args", "why"),
        [
            (["--only", "ca/nothing"], "There is no instrument 'ca/nothing'"),
            (["--only", "ca/cases"], "Judgments, which nothing reads."),
            (["--language", "xx"], "Languages there: en, fr."),
            (["--mirror", "nowhere"], "There is no folder nowhere."),
        ],
    )
    def test_what_cannot_be_meant(self, world: Path, args: list[str], why: str) -> None:
        """Is it one message with exit code 2, and nothing fetched?"""
        assert why in run(world, "fetch", *args, code=2).stderr
        assert not (world / "data").exists()

    def test_without_a_mirror_the_publishers_are_called(self, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Does an address whose name nobody knows fail, and is what is at no address counted?"""

        def unknown(host: str, port: int) -> list[str]:
            raise OSError("no such name")

        monkeypatch.setattr(fetching, "Fetcher", partial(fetching.Fetcher, resolve=unknown, pausing=lambda seconds: None))
        said = run(world, "fetch", "--language", "en", code=1).stdout
        assert said.startswith("0 new, 0 changed, 0 unchanged, 1 failed, 0 not at an address.")
        assert (
            "failed: ca/irpa/current.en.xml: https://lanterns.test/en.xml broke off: the name lanterns.test is not known here"
            in said
        )

    def test_a_list_that_is_wrong(self, world: Path) -> None:
        """Is the first fault told?"""
        (world / "knowledge/sources.yaml").write_text("ca/irpa: {}\n", "utf-8")
        error = run(world, "fetch", code=2).stderr
        assert "the first: sources.yaml:1: `ca/irpa.editions`: is missing." in error

    def test_a_bar_only_where_somebody_watches(self, world: Path) -> None:
        """Is nothing drawn into a file?"""
        result = run(world, "fetch", "--mirror", str(world / "mirror"))
        assert result.stderr == ""
        assert list(progress([1, 2], "Fetching", 2)) == [1, 2]


class TestRead:
    """What was fetched is read, and our notes are placed in it."""

    def test_only_what_changed(self, world: Path) -> None:
        """Is nothing read or embedded again, and everything with --anew?"""
        fetch(world)
        again = run(world, "read").stdout.splitlines()
        assert again[0] == "Read 0 files; 1 were the same, 0 are gone, 0 cannot be read."
        assert again[1].endswith("(nothing changed).")
        anew = run(world, "read", "--anew").stdout.splitlines()
        assert anew[0] == "Read 1 files; 0 were the same, 0 are gone, 0 cannot be read."
        assert anew[1].endswith("(nothing changed)."), "the vectors of the same words stay"

    def test_a_file_from_another_version(self, world: Path) -> None:
        """Is it made anew by itself?"""
        fetch(world)
        with closing(sqlite3.connect(world / "data/official/texts.sqlite3")) as base:
            base.execute("PRAGMA user_version = 99")
        assert run(world, "read").stdout.startswith("Read 1 files")
        assert run(world, "read").stdout.startswith("Read 0 files; 1 were the same")

    def test_a_damaged_copy(self, world: Path) -> None:
        """Is it told with the mend, and the exit code 1, while the notes are placed in what was read before?"""
        fetch(world)
        (world / "data/official/ca/irpa/current.en.xml").write_bytes(lantern(CHANGED))
        assert run(world, "read").stdout.startswith("Read 0 files; 1 were the same")
        lines = run(world, "read", "--anew", code=1).stdout.splitlines()
        assert lines[0] == "Read 0 files; 0 were the same, 0 are gone, 1 cannot be read."
        assert lines[1].startswith("not read: ca/irpa/current.en.xml is damaged")
        assert lines[2].startswith("1 notes are on a provision")

    def test_nothing_fetched(self, world: Path) -> None:
        """Is it said that there is nothing, and no folder made?"""
        said = run(world, "read").stdout
        assert said.startswith("Read 0 files; 0 were the same")
        assert not (world / "data").exists()

    def test_an_answer_shows_the_paragraph(self, world: Path) -> None:
        """Does the place that was found lead to the law's own paragraph?"""
        fetch(world)
        with closing(Texts(world / "data/official")) as texts:
            assert texts.relied_on("ca/irpa/s-72", "You have 15 days if the matter arose in Canada.") == "ca/irpa/s-72/ss-2"


class TestList:
    """What there is, and what was fetched."""

    def test_the_table(self, world: Path) -> None:
        """Does it say edition, languages, format, date, day of fetching and terms, and what is outdated or was never called?"""
        fetch(world)
        said = run(world, "list").stdout
        rows = [re.sub(r"\s*[│┃]\s*", "|", line).strip("|") for line in said.splitlines()]
        today = json.loads((world / "data/official/manifest.json").read_text("utf-8"))["files"]["ca/irpa/current.en.xml"][
            "fetched_on"
        ]
        assert f"ca/irpa|current|en fr|justice_canada|2026-01-01|{today}: 1 of 2|free for all" in rows
        assert "never called" in said
        assert "outdated: not the law today" in said
        assert any(row.startswith("ca/cases|none|") and row.endswith("Judgments, which nothing reads.") for row in rows)
        assert said.splitlines()[-1] == (
            "2 instruments, 1 without a text that can be read; 2 editions, "
            "1 of them at addresses that nobody has called yet, 1 outdated: not the law today."
        )

    def test_as_json(self, world: Path) -> None:
        """Does it say the same, file by file?"""
        fetch(world)
        irpa, cases = json.loads(run(world, "list", "--json").stdout)
        assert cases == {
            "instrument": "ca/cases",
            "publisher": "Lantern Court",
            "identifiers": {},
            "none": "Judgments, which nothing reads.",
        }
        current, old = irpa["editions"]
        assert (current["outdated"], old["outdated"], old["note"]) == (False, True, "From before the electric light.")
        english, french = current["files"]
        assert english["path"] == "ca/irpa/current.en.xml"
        assert english["as_of"] == "2026-01-01"
        assert len(english["sha256"]) == 64
        assert french["sha256"] is french["fetched_on"] is None
        assert old["files"][0]["address"] is None


class TestVerify:
    """Whether the copies are what was fetched."""

    def test_all_is_well(self, world: Path) -> None:
        """Is it said with the number, and with none where nothing was fetched?"""
        assert run(world, "verify").stdout == "0 of 0 fetched files are as they were fetched and can be read.\n"
        fetch(world)
        assert run(world, "verify").stdout == "1 of 1 fetched files are as they were fetched and can be read.\n"

    def test_damage_is_told_with_the_mend(self, world: Path) -> None:
        """Is each damaged, missing or forgotten file named, and the exit code 1?"""
        write_mirror(world / "mirror", **{"ca__irpa__fr.xml": lantern()})
        fetch(world, "--outdated")
        folder = world / "data/official/ca/irpa"
        (folder / "current.en.xml").write_bytes(b"<lantern/>")
        (folder / "current.fr.xml").unlink()
        listed = (world / "knowledge/sources.yaml").read_text("utf-8")
        (world / "knowledge/sources.yaml").write_text(listed.replace("name: old", "name: older"), "utf-8")
        lines = run(world, "verify", code=1).stdout.splitlines()
        assert [line.split(" ")[1] for line in lines[:-1]] == [f"ca/irpa/{n}.xml" for n in ("current.en", "current.fr", "old.en")]
        assert "is damaged" in lines[0]
        assert all("rights-assistant sources fetch" in line for line in lines[:2])
        assert "no longer in the list of sources" in lines[2]
        assert lines[-1].startswith("0 of 3 fetched files")

    def test_a_loader_that_has_become_stricter(self, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is a whole copy that can no longer be read told too?"""
        fetch(world)
        monkeypatch.setattr(loaders, "LOADERS", {Format.JUSTICE_CANADA: lambda data, publication: 1 / 0})
        assert "cannot be read: ZeroDivisionError" in run(world, "verify", code=1).stdout


class TestDiff:
    """What changed, and what to read again."""

    def test_article_by_article(self, world: Path) -> None:
        """Is each change a line, with what of ours rests on it, and all of those at the end?"""
        fetch(world)
        write_mirror(world / "mirror", **{"ca__irpa__en.xml": lantern(CHANGED, "2026-06-01")})
        assert fetch(world).startswith("0 new, 1 changed")
        lines = run(world, "diff").stdout.splitlines()
        assert lines[0] == "ca/irpa/current.en.xml: 1 changed, 1 added, 1 removed"
        assert lines[1] == "  changed ca/irpa/s-72: … court. (2) You have [-15-] {+30+} days."
        assert lines[2] == "    rest on it: ca/irpa/s-72, guides/ca/visa-refused, remedies/ca/judicial-review"
        assert lines[3] == "  added ca/irpa/s-73: (1) The court is lit."
        assert lines[4] == "  removed ca/irpa/s-2: (1) Nobody blows it out."
        assert lines[5] == "1 of 1 fetched files have a copy from before."
        assert lines[6:] == [
            "Read these 3 again:",
            "  ca/irpa/s-72",
            "  guides/ca/visa-refused",
            "  remedies/ca/judicial-review",
        ]

    def test_what_rests_on_what_rests_on_it_is_left_alone(self, world: Path) -> None:
        """Is a guide that cites the remedy, and not the section, not to be read again?"""
        other = GUIDE.replace("ca/irpa/s-72#leave", "remedies/ca/judicial-review#judge")
        other = other.replace("ca/irpa/s-72#15-days", "remedies/ca/judicial-review#file")
        sound_knowledge(world / "knowledge", **{"guides/ca/another/en.md": other})
        fetch(world)
        write_mirror(world / "mirror", **{"ca__irpa__en.xml": lantern(CHANGED)})
        fetch(world)
        assert "guides/ca/another" not in run(world, "diff").stdout

    def test_nothing_from_before(self, world: Path) -> None:
        """Is it said that there is nothing to compare, or nothing that changed?"""
        assert run(world, "diff").stdout == "0 of 0 fetched files have a copy from before.\n"
        fetch(world)
        assert run(world, "diff").stdout == "0 of 1 fetched files have a copy from before.\n"

    def test_a_copy_that_cannot_be_compared(self, world: Path) -> None:
        """Is it told, and the exit code 1?"""
        fetch(world)
        write_mirror(world / "mirror", **{"ca__irpa__en.xml": lantern(CHANGED)})
        fetch(world)
        (world / "data/official/ca/irpa/current.en.xml.previous").write_bytes(b"<lamp/>")
        said = run(world, "diff", code=1).stdout
        assert "not compared: ca/irpa/current.en.xml.previous is no Lantern Act." in said

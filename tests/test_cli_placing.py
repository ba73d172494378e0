"""`rights-assistant eval placing` and `knowledge check` with official texts: fitted, printed, kept, put into a page."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from evaluation.test_placed import a_folder, a_labelled, a_row, labels
from fakes import sound_knowledge
from lantern import DAY, LOADERS, SOURCES, lantern, write_mirror
from mirror import MIRROR, on_real_files
from placing_made import WordVectors
from rights_assistant import wiring
from rights_assistant.adapters.gathering import Mirror, gather
from rights_assistant.adapters.publishers import loaders
from rights_assistant.adapters.reading import read_shelf
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.texts import Texts
from rights_assistant.cli import placing
from rights_assistant.cli.comparing import CURVE
from rights_assistant.cli.placing import MARKS, markdown, text
from rights_assistant.domain.library import Library
from rights_assistant.evaluation.placed import Fit, Point, point, read_labels
from rights_assistant.knowledge.sources import read_sources
from rights_assistant.placing import THRESHOLD
from rights_assistant.settings import Settings
from test_cli import refused, run
from test_cli_support import well

ACT = {"72": "(1) Every lantern is lit by a keeper at dusk.\n(2) You have 15 days if the matter arose in Canada."}
TOLD, RIGHT = 12, 11
"""How many places were told on the real treaties and the UK GDPR when the rules were measured, and how many rightly."""
NO_LAW = SOURCES.split("ca/cases:")[0]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Knowledge with a note on section 72, its text fetched, and labels for its statements."""
    monkeypatch.setattr(loaders, "LOADERS", LOADERS)
    monkeypatch.setattr(wiring, "MiniLM", lambda model: WordVectors())
    knowledge = sound_knowledge(tmp_path / "knowledge", **{"sources.yaml": NO_LAW.replace("  identifiers: {citation: L-1}\n", "")})
    write_mirror(tmp_path / "mirror", **{"ca__irpa__en.xml": lantern(ACT)})
    well(run("sources", "fetch", "--mirror", tmp_path / "mirror", "--knowledge", knowledge, "--data", tmp_path / "data"))
    rows = [a_row(), a_row(label="leave", place=""), a_row(label="count", place="", why="Advice.")]
    a_folder(tmp_path / "labels", *rows)
    return tmp_path


def fitted(world: Path, *args: object) -> Any:
    """What `eval placing` does there."""
    return run("eval", "placing", "--labels", world / "labels", "--knowledge", world / "knowledge", "--data", world / "data", *args)


class TestEvalPlacing:
    """The command."""

    def test_the_curve_is_printed_and_kept(self, world: Path) -> None:
        """Is each threshold printed, the fitted one marked, the curve written beside the labels, and the number to set said?"""
        said = well(fitted(world))
        head, *rows = said.splitlines()
        assert head.split() == ["from", "fit:", "precision", "exact", "recall", "held", "back:", "precision", "exact", "recall"]
        [row] = [row for row in rows if " fitted " in row]
        kept = json.loads((world / "labels" / CURVE).read_text("utf-8"))
        assert (row.split()[0], kept["threshold"]) == ("0.20", 0.2)
        assert f"The rules use {THRESHOLD}: set THRESHOLD in placing.py to 0.2." in said

    def test_the_mistakes_are_printed(self, world: Path) -> None:
        """Is what is placed wrong printed when asked for, with the reason, and not otherwise?"""
        wrong = a_row(place="ca/irpa/s-72/ss-1", why="It is lit.")
        a_folder(world / "labels", afterwards=(wrong, a_row(label="leave", place="")))
        a_folder(world / "labels", a_row(label="count", place=""))
        result = fitted(world, "--mistakes")
        assert result.exit_code == 2  # nothing is precise enough: the only place told is wrong
        assert "No threshold has a precision of 0.95" in result.stderr
        words = placing._mistake(a_labelled("15-days", "/ss-1"), "ca/irpa/s-72/ss-2")
        assert words == "ca/irpa/s-72#15-days rests on ca/irpa/s-72/ss-1, but ca/irpa/s-72/ss-2 is told: It says so."
        assert "no one place, but no place is told" in placing._mistake(a_labelled("count", ""), "")

    def test_the_page(self, world: Path) -> None:
        """Is the part between the marks of the real page rewritten, twice over, and all around it left as it is?"""
        page = Path(shutil.copy(ROOT / "docs" / "evaluation.md", world))
        begin, end = MARKS
        before, rest = page.read_text("utf-8").split(begin)
        after = rest.split(end)[1]
        for _ in range(2):
            well(fitted(world, "--page", page))
            start, middle = page.read_text("utf-8").split(begin)
            middle, finish = middle.split(end)
            assert (start, finish) == (before, after)
        assert middle.strip().startswith("3 statements drawn at random: ")
        assert len({line.count("|") for line in middle.splitlines() if line.startswith("|")}) == 1

    def test_a_page_without_a_place(self, world: Path) -> None:
        """Is it refused before anything is written?"""
        page = world / "page.md"
        page.write_text("# A page\n", "utf-8")
        refused(fitted(world, "--page", page), str(page), MARKS[0])
        assert not (world / "labels" / CURVE).exists()

    def test_a_flaw_is_named(self, world: Path) -> None:
        """Does a broken line end the command with file, line and mend?"""
        path = world / "labels" / "places.jsonl"
        path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
        refused(fitted(world), f"{path}:4 is not JSON", "Write one object a line.")

    def test_no_official_text(self, world: Path) -> None:
        """Is it said that the texts must be fetched first, of one note and of several?"""
        shutil.rmtree(world / "data")
        refused(fitted(world), "There is no official text of ca/irpa/s-72.", "sources fetch")

    def test_a_curve_that_cannot_be_written(self, world: Path) -> None:
        """Is the file named that cannot be written, and a way out?"""
        (world / "labels" / CURVE).mkdir()
        result = fitted(world)
        assert result.exit_code == 2
        assert f"{world / 'labels' / CURVE} cannot be written" in result.stderr
        assert "--labels" in result.stderr


POINTS = (Point(0.3, 4, 3, 2, 3, 6), Point(0.35, 3, 3, 2, 2, 6))
FOUND = Fit(0.35, POINTS, (Point(0.3, 1, 1, 1, 1, 2), Point(0.35, 0, 0, 0, 0, 2)))


def test_a_row_for_a_terminal() -> None:
    """Does a row say the threshold, and for both parts the figures with how many of how many?"""
    _, first, second = text(FOUND).splitlines()
    assert first.split() == ["0.30", "0.750", "(3/4)", "2", "0.500", "(3/6)", "1.000", "(1/1)", "1", "0.500", "(1/2)"]
    assert second.split()[:2] == ["0.35", "fitted"]


def test_a_row_for_a_page() -> None:
    """Is the fitted row, and only that, in bold, and are those drawn afterwards counted apart?"""
    some = [*(a_labelled(x) for x in (*labels(False, 3), *labels(True, 2))), a_labelled("late", afterwards=True)]
    said, table = markdown(FOUND, some).split("\n\n")
    assert said.startswith("5 statements drawn at random: 3 for fitting, 2 held back; 1 more")
    *_, first, second = table.splitlines()
    assert first == "| 0.30 | 0.750 (3/4) | 2 | 0.500 (3/6) | 1.000 (1/1) | 1 | 0.500 (1/2) |"
    assert second.startswith("| **0.35** | **1.000 (3/3)** | **2** | **0.333 (2/6)** | **1.000 (0/0)** |")


class TestCheck:
    """`knowledge check` where official texts were read."""

    def check(self, world: Path, *args: object) -> Any:
        """The command there."""
        return run("knowledge", "check", "--knowledge", world / "knowledge", "--data", world / "data", *args)

    def test_the_notes_are_held_against_them(self, world: Path) -> None:
        """Are the new lists made, and is it said how many provisions have a text?"""
        said = well(self.check(world, "--list", "likeness"))
        assert "1 provisions have an official text (en 1); 0 have none" in said
        assert "likeness     1  notes that are least like" in said
        assert "  law/ca/irpa/s-72.md: likeness 0." in said
        assert "lacking      0  " in said

    def test_without_texts(self, world: Path) -> None:
        """Is it said once how to have them, and no list made?"""
        shutil.rmtree(world / "data")
        said = well(self.check(world))
        assert "No official texts were read: fetch them" in said
        assert "likeness     -  " in said

    def test_what_the_page_is_made_of(self, world: Path) -> None:
        """Is it written where it is asked for?"""
        path = world / "alignment.json"
        assert f"is in {path}" in well(self.check(world, "--alignment", path))
        assert json.loads(path.read_text("utf-8"))["places"]["ca"]["there"] == 1

    def test_what_cannot_be_written(self, world: Path) -> None:
        """Is a file that cannot be written named, and is it said when there are no texts?"""
        result = self.check(world, "--alignment", world)
        assert (result.exit_code, f"{world} cannot be written" in result.stderr) == (2, True)
        shutil.rmtree(world / "data")
        result = self.check(world, "--alignment", world / "a.json")
        assert (result.exit_code, "sources fetch" in result.stderr) == (2, True)


@on_real_files
def test_labels_and_rules_on_the_real_texts(tmp_path: Path, library: Library) -> None:
    """Does every label lead to a place of the texts, and are the places of treaties and of the UK GDPR found as was measured?"""
    read = read_labels(ROOT / "evals" / "placing", library)
    wanted = {"/".join(one.provision.split("/")[:2]) for one in read}
    sources = [s for s in read_sources(ROOT / "knowledge") if s.instrument in wanted]
    shelf = Shelf(tmp_path / "official", loaders.LOADERS)
    files = [f for s in sources for f in s.files() if f.publication.language in ("en", "de")]
    list(gather(files, Mirror(MIRROR), shelf, DAY, wiring.unseen))
    read_shelf(shelf.folder, shelf, sources, wiring.unseen)
    with closing(Texts(shelf.folder)) as texts:
        assert [one.id for one in read if one.place and not texts.languages(one.place)] == []
    some = [one for one in read if one.provision.startswith(("int/", "coe/", "uk/")) and not one.held_back and not one.afterwards]
    places = wiring.places_of(Settings(data=tmp_path, knowledge=ROOT / "knowledge"), library, {one.provision for one in some})
    found = point(some, places, THRESHOLD)
    assert (found.told, found.right) == (TOLD, RIGHT)

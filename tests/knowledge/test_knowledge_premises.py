"""`knowledge/premises/`: every fault of the file named with its key and mend, and the real file without one."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sound import SOUND, faults_of

from factories import TODAY, write_knowledge
from rights_assistant.domain.library import Library
from rights_assistant.domain.standing import Window
from rights_assistant.domain.statement import Ref
from rights_assistant.knowledge import examine
from rights_assistant.knowledge.premises import MOST, check, from_the_future, read_premises

AT = "premises/en.yaml"
REF = "ca/irpa/s-72#15-days"
BODY: dict[str, Any] = {
    "believed": "A complaint stops the time.",
    "reason": "Who waits loses the case.",
    "patterns": [r"\b<WHO> complaint stops\b"],
    "unless": ["^does"],
    "says": {"ca": [REF]},
    "fits": ["My complaint stops the time"],
    "spares": ["Does my complaint stop the time?"],
}
WHOLE: dict[str, Any] = {"checked_on": "2026-11-20", "classes": {"WHO": "my|our"}, "premises": {"stops": BODY}}


def written(value: dict[str, Any]) -> dict[str, str]:
    """The file with these keys."""
    return {AT: yaml.safe_dump(value, sort_keys=False)}


def changed(**changes: Any) -> dict[str, str]:
    """The file with keys of its one premise changed; nothing takes a key away."""
    body = {key: value for key, value in (BODY | changes).items() if value is not None}
    return written(WHOLE | {"premises": {"stops": body}})


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    """Is a whole premise read as it stands, with its words written out and its dates as days?"""
    root = write_knowledge(tmp_path, **{**SOUND, **changed(**{"from": "2026-07-27", "until": "2027-12-01"})})
    library, faults = examine(root)
    (premise,) = library.premises
    assert faults == []
    assert (premise.id, premise.believed, premise.reason) == ("stops", BODY["believed"], BODY["reason"])
    assert premise.says == (("ca", (Ref("ca/irpa/s-72", "15-days"),)),)
    assert (premise.window, premise.checked_on) == (Window(date(2026, 7, 27), date(2027, 12, 1)), date(2026, 11, 20))
    assert premise.seen_in("our complaint stops it")
    assert not premise.seen_in("does my complaint stops it")


def test_a_folder_may_have_no_premises(tmp_path: Path) -> None:
    """Is a knowledge folder without the file sound?"""
    root = write_knowledge(tmp_path, **SOUND)
    assert read_premises(root) == ((), [])
    assert examine(root)[1] == []


@pytest.mark.parametrize(
    ("files", "key", "problem", "remedy"),
    [
        pytest.param({AT: "premises: [one, two]\n"}, "premises", "holds no premises.", "Write `premises:`", id="a list"),
        pytest.param({AT: "a: 'b\n"}, "", "is not YAML here.", "Put quotes", id="no YAML"),
        pytest.param(written(WHOLE | {"more": 1}), "more", "is not a key of this file.", "checked_on, classes, premises",
                     id="an unknown key above"),
        pytest.param(written(WHOLE | {"checked_on": "2026-02-30"}), "checked_on", "is not a date that exists.", "2026-11-23",
                     id="a day that does not exist"),
        pytest.param(written(WHOLE | {"premises": {"stops": "text"}}), "stops", "has no keys.", "believed", id="a premise as text"),
        pytest.param(changed(wher=["ca"]), "stops.wher", "is not a key of a premise.", "says", id="an unknown key"),
        pytest.param(changed(reason=None), "stops.reason", "is missing.", "Add it.", id="no reason"),
        pytest.param(changed(spares=[]), "stops.spares", "is missing.", "Add it.", id="nothing that it spares"),
        pytest.param(changed(patterns="one"), "stops.patterns", "is not a list.", "`- item`", id="patterns as text"),
        pytest.param(changed(patterns=["("]), "stops.patterns", "has a pattern that is not one", "Mend '('", id="a bad pattern"),
        pytest.param(changed(patterns=["<HE>"]), "stops.patterns", "unknown class <HE>", "WHO", id="an unknown class"),
        pytest.param(changed(says=[REF]), "stops.says", "is not a map of places.", "id#label", id="statements without a place"),
        pytest.param(changed(says={"xx": [REF]}), "stops.says.xx", "is not a jurisdiction.", "ca", id="no such place"),
        pytest.param(changed(says={"ca": ["ca/irpa/s-72"]}), "stops.says.ca", "is not a list of labelled statements.", "id#label",
                     id="a reference without a label"),
        pytest.param(changed(says={"ca": []}), "stops.says.ca", "is not a list of labelled statements.", "one", id="none"),
        pytest.param(changed(**{"from": "soon"}), "stops.from", "is not a date that exists.", "2026-11-23", id="a day in words"),
        pytest.param(changed(**{"from": "2027-01-01", "until": "2026-01-01"}), "stops.from", "ends before it begins.", "Swap",
                     id="days the wrong way round"),
        pytest.param(changed(says={"ca": ["ca/irpa/s-99#x"]}), "stops.says.ca", "cites 'ca/irpa/s-99', which does not exist.",
                     "Mend the id", id="a dead id"),
        pytest.param(changed(says={"ca": ["ca/irpa/s-72#gone"]}), "stops.says.ca", "has no such label.",
                     "Labels there: 15-days, appeal-first", id="a dead label, with the living ones"),
        pytest.param(changed(says={"uk": [REF]}), "stops.says.uk", "does not reach United Kingdom.", "lies above it",
                     id="the law of another place"),
        pytest.param(changed(fits=["We appeal"]), "stops.fits", "does not see 'We appeal'.", "Mend the patterns", id="unseen"),
        pytest.param(changed(spares=["My complaint stops"]), "stops.spares", "sees 'My complaint stops'.", "Narrow",
                     id="an example seen that should be spared"),
    ],
)  # fmt: skip
def test_every_fault_is_named(tmp_path: Path, files: dict[str, str], key: str, problem: str, remedy: str) -> None:
    """Does each break name the file and the key, say what is wrong, and how to mend it?"""
    found = faults_of(tmp_path, files)
    hits = [f for f in found if f.key == key and problem in f.problem and remedy in f.remedy]
    assert len(hits) == 1, [str(f) for f in found]
    assert str(hits[0].path).startswith("premises")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    """Is a file in another encoding a fault of that file, and not the end of the check?"""
    root = write_knowledge(tmp_path, **SOUND, **changed())
    (root / AT).write_bytes(b"premises: \xff\n")
    (fault,) = examine(root)[1]
    assert (str(fault.path), fault.problem) == (AT, "is not UTF-8 text.")


def test_one_name_stands_for_one_premise(tmp_path: Path) -> None:
    """Is the same name in two files a fault?"""
    found = faults_of(tmp_path, {**changed(), "premises/more.yaml": changed()[AT]})
    assert [(f.key, f.problem) for f in found] == [("stops", "stands twice.")]


def test_a_statement_must_hold_on_the_days_of_the_premise(tmp_path: Path) -> None:
    """Is a statement that ended before the premise begins a fault, and one that overlaps none?"""
    at = "law/ca/irpa/s-72.md"
    note = SOUND[at].replace("{#15-days}", "{#15-days until 2026-01-01}")
    old = {"guides/ca/visa-refused/en.md": SOUND["guides/ca/visa-refused/en.md"].replace("#15-days", "#leave")}
    remedy = {"remedies/ca/judicial-review/en.md": SOUND["remedies/ca/judicial-review/en.md"].replace("#15-days", "#leave")}
    files = {at: note, **old, **remedy}
    late = faults_of(tmp_path / "late", {**files, **changed(**{"from": "2026-07-27"})})
    assert ["never true on the days of this premise" in f.problem for f in late if f.key.startswith("stops")] == [True]
    early = faults_of(tmp_path / "early", {**files, **changed(**{"from": "2025-07-27"})})
    assert [f for f in early if f.key.startswith("stops")] == []


def test_a_belief_is_corrected_in_few_words(tmp_path: Path) -> None:
    """Are more than two statements for one place on one day a fault?"""
    labels = ["15-days", "leave", "appeal-first"]
    refs = [f"ca/irpa/s-72#{label}" for label in labels]
    assert faults_of(tmp_path / "few", changed(says={"ca": refs[:MOST]})) == []
    (fault,) = faults_of(tmp_path / "many", changed(says={"ca": refs}))
    assert (fault.key, fault.remedy) == ("stops.says.ca", f"Keep at most {MOST}.")


@pytest.mark.parametrize(("later", "count"), [(timedelta(), 0), (timedelta(days=1), 1)], ids=["today", "tomorrow"])
def test_nobody_looked_tomorrow(tmp_path: Path, later: timedelta, count: int) -> None:
    """Is a last look after the day of asking a fault?"""
    whole = WHOLE | {"checked_on": (TODAY + later).isoformat()}
    library, _ = examine(write_knowledge(tmp_path, **{**SOUND, **written(whole)}))
    found = from_the_future(library, TODAY)
    assert [f.key for f in found] == ["checked_on"] * count


def test_the_real_file_is_sound(library: Library) -> None:
    """Is every real premise without a fault: examples seen, others spared, statements there and in reach?"""
    assert check(library) == []
    assert len(library.premises) >= 40
    assert {place for p in library.premises for place, _ in p.says} == {"int", "coe", "eu", "de", "ca", "au", "uk", "us"}

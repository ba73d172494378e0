"""`evaluation.placed`: the labelled statements read, the threshold fitted on one part, and what was measured."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from factories import a_library
from rights_assistant.domain.library import Library
from rights_assistant.errors import CaseError
from rights_assistant.evaluation import placed
from rights_assistant.evaluation.placed import PRECISION, STEPS, Fit, Labelled, Point, as_json, fit, mistaken, point, read_labels
from rights_assistant.placing import NOWHERE, THRESHOLD, Place

OURS = ROOT / "evals" / "placing"
ID = "ca/irpa/s-72"

# What was measured; a figure may only go up. The held-back part misses the 0.95 that is asked for.
FIT_PRECISION, FIT_RECALL = 0.95, 0.42
HELD_PRECISION, HELD_RECALL = 0.85, 0.48


def a_row(**changes: Any) -> dict[str, Any]:
    """A line of places.jsonl."""
    return {"provision": ID, "label": "15-days", "place": f"{ID}/ss-2", "why": "It says so."} | changes


def a_labelled(label: str = "a", place: str = "/ss-2", *, afterwards: bool = False) -> Labelled:
    """A statement that rests on a place of section 72."""
    return Labelled(ID, label, ID + place if place else "", "It says so.", afterwards)


def labels(held_back: bool, count: int) -> list[str]:
    """Labels of one part."""
    return [label for label in (f"x-{n}" for n in range(200)) if a_labelled(label).held_back is held_back][:count]


def a_folder(root: Path, *rows: Any, afterwards: tuple[Any, ...] = ()) -> Path:
    """A folder with these labels."""
    root.mkdir(exist_ok=True)
    for name, lines in (("places.jsonl", rows), ("told.jsonl", afterwards)):
        if lines or name == "places.jsonl":
            text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
            (root / name).write_text(text + "\n", "utf-8")
    return root


def kept() -> Any:
    """The curve that is kept."""
    return json.loads((OURS / "curve.json").read_text("utf-8"))


def kept_at(part: str, threshold: float) -> Any:
    """A point of it."""
    return next(row for row in kept()[part] if row["threshold"] == threshold)


# --- our labels and what was measured ---


def test_how_many_statements(library: Library) -> None:
    """Are there 240 of 60 notes, about half of them held back and about half on a place, from every place with texts?"""
    read = [one for one in read_labels(OURS, library) if not one.afterwards]
    assert (len(read), len({one.provision for one in read})) == (240, 60)
    assert 0.4 <= sum(one.held_back for one in read) / len(read) <= 0.6
    assert 0.4 <= sum(bool(one.place) for one in read) / len(read) <= 0.6
    assert {one.provision.split("/")[0] for one in read} == {"eu", "ca", "de", "uk", "int", "coe"}


def test_more_for_the_precision(library: Library) -> None:
    """Are there a hundred more for fitting, none of which is held back or among those drawn at random?"""
    read = read_labels(OURS, library)
    more = [one for one in read if one.afterwards]
    assert len(more) >= 100
    assert not any(one.held_back for one in more)


def test_no_label_has_words_of_a_law() -> None:
    """Is a reason a few words of ours?"""
    rows = [json.loads(line) for name in ("places", "told") for line in (OURS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert [row["why"] for row in rows if len(row["why"].split()) > 20 or '"' in row["why"]] == []


def test_the_rules_use_the_fitted_threshold() -> None:
    """Is the threshold in placing.py the one that was fitted?"""
    assert kept()["threshold"] == THRESHOLD


def test_what_was_measured() -> None:
    """Are the places precise enough on the part for fitting, and no worse than measured on the other?"""
    ours, held = kept_at("fit", THRESHOLD), kept_at("held_back", THRESHOLD)
    assert (ours["precision"] >= FIT_PRECISION, ours["recall"] >= FIT_RECALL) == (True, True)
    assert (held["precision"] >= HELD_PRECISION, held["recall"] >= HELD_RECALL) == (True, True)


def test_the_page_has_the_curve() -> None:
    """Does docs/evaluation.md show the figures of the fitted threshold?"""
    page = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    for part in ("fit", "held_back"):
        p = kept_at(part, THRESHOLD)
        precision, recall = p["right"] / p["told"], p["found"] / p["placed"]
        assert f"**{precision:.3f} ({p['right']}/{p['told']})** | **{p['exact']}** | **{recall:.3f}" in page


# --- what is right ---


@pytest.mark.parametrize(
    ("label", "told", "agrees", "exactly"),
    [
        pytest.param("/ss-2", "/ss-2", True, True, id="the very place"),
        pytest.param("/ss-2/par-a", "/ss-2", True, False, id="the paragraph around it"),
        pytest.param(".1.1", ".1", True, False, id="a step after a dot"),
        pytest.param("/ss-2", "/ss-2/par-a", False, False, id="only a point of it"),
        pytest.param("/ss-22", "/ss-2", False, False, id="another number that begins so"),
        pytest.param("/ss-2", "/ss-3", False, False, id="another"),
        pytest.param("", "/ss-3", False, False, id="none, but one is told"),
        pytest.param("/ss-2", None, False, False, id="one, but none is told"),
    ],
)
def test_when_an_address_is_right(label: str, told: str | None, agrees: bool, exactly: bool) -> None:
    """Is the labelled place right, and one around it, but not the whole nor a part of it?"""
    one, address = a_labelled(place=label), "" if told is None else ID + told
    assert (one.agrees(address), one.exactly(address)) == (agrees, exactly)


@given(st.text(min_size=1, max_size=20))
def test_the_split_depends_on_the_id_alone(label: str) -> None:
    """Is a statement in the same part whatever it rests on, and never held back when it was drawn afterwards?"""
    assert a_labelled(label).held_back is a_labelled(label, "").held_back
    assert not a_labelled(label, afterwards=True).held_back


# --- the arithmetic ---


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        pytest.param(Point(0.3, 4, 3, 2, 3, 6), 0.75, 0.5, id="three of four, three of six"),
        pytest.param(Point(0.3, 4, 3, 2, 1, 4), 0.75, 0.25, id="two right ones drawn afterwards"),
        pytest.param(Point(0.3, 0, 0, 0, 0, 6), 1.0, 0.0, id="none told"),
        pytest.param(Point(0.3, 2, 0, 0, 0, 0), 0.0, 1.0, id="none rests on a place"),
    ],
)
def test_precision_and_recall(found: Point, precision: float, recall: float) -> None:
    """Is precision of those told, and recall of those drawn at random that rest on a place?"""
    assert (found.precision, found.recall) == (precision, recall)


def test_a_point_counts() -> None:
    """Are those told counted, those rightly so, the very ones, and those that rest on a place?"""
    some = [a_labelled("right"), a_labelled("wide", "/ss-2/par-a"), a_labelled("wrong", "/ss-3"), a_labelled("unsure")]
    some += [a_labelled("nothing", ""), a_labelled("late", afterwards=True)]
    places = {one.id: Place(f"{ID}/ss-2", 0.1 if one.label == "unsure" else 0.9) for one in some}
    places[a_labelled("nothing").id] = NOWHERE
    assert point(some, places, 0.5) == Point(0.5, told=4, right=3, exact=2, found=2, placed=4)
    assert point(some, places, 0.0).told == 5


def test_only_the_part_for_fitting_is_fitted() -> None:
    """Does the least threshold that is precise on the part for fitting win, whatever the other part says?"""
    ours, others = labels(False, 3), labels(True, 2)
    some = [*(a_labelled(x) for x in ours[:2]), a_labelled(ours[2], "/ss-3"), *(a_labelled(x, "/ss-3") for x in others)]
    places = {one.id: Place(f"{ID}/ss-2", 0.9) for one in some} | {a_labelled(ours[2]).id: Place(f"{ID}/ss-2", 0.42)}
    found = fit(some, places)
    assert found.threshold == 0.45
    assert found.at(0.45) == (Point(0.45, 2, 2, 2, 2, 3), Point(0.45, 2, 0, 0, 0, 2))
    assert mistaken(some[:3], places, 0.4) == [(some[2], f"{ID}/ss-2")]
    assert mistaken(some[:3], places, 0.45) == [(some[2], "")]


def test_no_threshold_is_precise_enough() -> None:
    """Is it said when even the highest threshold tells wrong places?"""
    some = [a_labelled(labels(False, 1)[0], "/ss-3")]
    with pytest.raises(CaseError, match="No threshold"):
        fit(some, {some[0].id: Place(f"{ID}/ss-2", 3.0)})


def test_the_kept_form() -> None:
    """Does the JSON hold the threshold, what was asked, and every point of both parts with its figures?"""
    found = Fit(0.0, *((tuple(Point(step, 4, 3, 2, 3, 6) for step in STEPS),) * 2))
    value = json.loads(as_json(found))
    assert (value["threshold"], value["precision_asked"]) == (0.0, PRECISION)
    assert [row["threshold"] for row in value["fit"]] == [row["threshold"] for row in value["held_back"]] == list(STEPS)
    first = {"threshold": 0.0, "told": 4, "right": 3, "exact": 2, "found": 3, "placed": 6, "precision": 0.75, "recall": 0.5}
    assert value["fit"][0] == first


# --- reading ---


def test_reading(tmp_path: Path) -> None:
    """Are both files read, an empty line passed over, and the second one known as drawn afterwards?"""
    folder = a_folder(tmp_path / "p", a_row(), "", a_row(label="count", place=""), afterwards=(a_row(label="appeal-first"),))
    read = read_labels(folder, a_library())
    assert [(one.label, one.place, one.afterwards) for one in read] == [
        ("15-days", f"{ID}/ss-2", False),
        ("count", "", False),
        ("appeal-first", f"{ID}/ss-2", True),
    ]
    assert read[0].id == f"{ID}#15-days"


WRONG = [
    pytest.param("{", "2 is not JSON", id="half a line"),
    pytest.param("[]", "2 is no object", id="a list"),
    pytest.param(a_row(more="x"), "2 is no labelled statement", id="a key too many"),
    pytest.param({"provision": ID}, "2 is no labelled statement", id="keys too few"),
    pytest.param(a_row(label=3), "2 is no labelled statement", id="a label that is a number"),
    pytest.param(a_row(label="nowhere"), f"2: no note has the statement {ID}#nowhere", id="a statement that is not there"),
    pytest.param(a_row(provision="ca/irpa/s-99", place=""), "2: no note has the statement", id="a note that is not there"),
    pytest.param(a_row(label="count", place="ca/irpa/s-7/ss-2"), "2: ca/irpa/s-7/ss-2 does not lie in", id="another provision"),
    pytest.param(a_row(label="count", place=ID), f"2: {ID} does not lie in", id="the whole provision"),
    pytest.param(a_row(label="count", why=""), "2 does not say why", id="no reason"),
    pytest.param(a_row(), f"2: {ID}#15-days stands twice", id="a statement twice"),
]


@pytest.mark.parametrize(("row", "says"), WRONG)
def test_a_wrong_label(tmp_path: Path, row: Any, says: str) -> None:
    """Does an error name the file, the line, what is wrong and what to do?"""
    folder = a_folder(tmp_path / "p", a_row(), row)
    with pytest.raises(CaseError) as caught:
        read_labels(folder, a_library())
    assert f"{folder / 'places.jsonl'}:{says}" in caught.value.problem
    assert caught.value.remedy


def test_a_statement_in_both_files(tmp_path: Path) -> None:
    """Is one that was labelled before and afterwards an error of the second file?"""
    with pytest.raises(CaseError, match=r"told\.jsonl:1: ca/irpa/s-72#15-days stands twice"):
        read_labels(a_folder(tmp_path / "p", a_row(), afterwards=(a_row(),)), a_library())


def test_a_missing_file(tmp_path: Path) -> None:
    """Is the file named that is not there?"""
    with pytest.raises(CaseError, match=r"places\.jsonl cannot be read"):
        read_labels(tmp_path, a_library())


def test_the_steps() -> None:
    """Is every threshold tried from nothing to certain?"""
    assert (placed.STEPS[0], placed.STEPS[-1], len(placed.STEPS)) == (0.0, 1.0, 21)

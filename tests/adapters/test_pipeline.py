"""`adapters.pipeline`: the plain pipeline that ours is compared with, on a real Chroma in memory."""

from itertools import pairwise

import numpy as np
import pytest

from fakes import Letters
from rights_assistant.adapters.pipeline import CHUNK, OVERLAP, Pipeline

LONG = "\n".join(f"Paragraph {n}: " + f"{chr(97 + n) * 6} " * 40 for n in range(8))
TEXTS = [
    ("ca/x/1", "ca", LONG),
    ("ca/x/2", "ca", "qqq qqq"),
    ("de/x/1", "de", "qqq qqz"),
    ("int/x/1", "int", "zzz zzz zzz"),
]
PLACES = {id: place for id, place, _ in TEXTS}
WHOLE = {id: text for id, _, text in TEXTS}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """A long Canadian text and three short ones."""
    return Pipeline(TEXTS, Letters())


def test_chunks_stand_where_they_say(pipeline: Pipeline) -> None:
    """Is each chunk the characters of its document from its start, no longer than set, and is no part of a text lost?"""
    chunks = pipeline.find("aaa", ["ca"], 99)
    for chunk in chunks:
        assert WHOLE[chunk.document_id][chunk.start : chunk.start + len(chunk.text)] == chunk.text
        assert len(chunk.text) <= CHUNK
    spans = sorted((c.start, c.start + len(c.text)) for c in chunks if c.document_id == "ca/x/1")
    assert len(spans) > 3
    covered = {n for start, end in spans for n in range(start, end)}
    assert not [n for n, c in enumerate(LONG) if n not in covered and not c.isspace()]
    assert all(earlier[1] - later[0] <= OVERLAP for earlier, later in pairwise(spans))


@pytest.mark.parametrize(
    ("places", "ids"),
    [
        pytest.param(["de"], {"de/x/1"}, id="one place"),
        pytest.param(["de", "int"], {"de/x/1", "int/x/1"}, id="a place and the law above it"),
        pytest.param(["us"], set(), id="a place without a text"),
    ],
)
def test_only_the_places_asked_for(pipeline: Pipeline, places: list[str], ids: set[str]) -> None:
    """Is nothing found outside the jurisdictions, although it would be nearer?"""
    assert {c.document_id for c in pipeline.find("qqq qqq", places, 99)} == ids


def test_nearest_first(pipeline: Pipeline) -> None:
    """Are the chunks in the order of the cosine of their vectors, and is the cosine their score?"""
    found = pipeline.find("qqq zzz", list(PLACES.values()), 99)
    [asked] = np.array(Letters().embed(["qqq zzz"]))
    cosines = [float(asked @ np.array(v)) for v in Letters().embed([c.text for c in found])]
    assert [c.score for c in found] == pytest.approx(cosines, abs=1e-5)
    assert cosines == sorted(cosines, reverse=True)
    assert [c.document_id for c in found[:3]] == ["de/x/1", "int/x/1", "ca/x/2"]  # 0.84, 0.72 and 0.717, worked out by hand


@pytest.mark.parametrize("limit", [1, 2])
def test_no_more_than_asked_for(pipeline: Pipeline, limit: int) -> None:
    """Are the nearest given, and no more than the limit?"""
    assert [c.document_id for c in pipeline.find("qqq", ["ca", "de"], limit)] == ["ca/x/2", "de/x/1"][:limit]


def test_two_in_one_process_do_not_mix() -> None:
    """Does each pipeline find its own texts, although all that Chroma keeps in memory is shared?"""
    one = Pipeline([("ca/one/1", "ca", "one one")], Letters())
    two = Pipeline([("ca/two/1", "ca", "two two")], Letters())
    assert [c.document_id for c in one.find("two", ["ca"], 9)] == ["ca/one/1"]
    assert [c.document_id for c in two.find("one", ["ca"], 9)] == ["ca/two/1"]


def test_the_same_twice() -> None:
    """Does a pipeline that is built again give the same chunks in the same order?"""
    one, two = (Pipeline(TEXTS, Letters()).find("paragraph eeeeee", ["ca", "de", "int"], 99) for _ in range(2))
    assert [(c.document_id, c.start) for c in one] == [(c.document_id, c.start) for c in two]

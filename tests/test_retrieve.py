"""`retrieve`: which documents bear on a question, and in what order."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import Listed, a_passage, by_id
from rights_assistant.domain.passage import Found, Passage, Role
from rights_assistant.retrieve import K, Weights, parts, retrieve

PLAIN = Weights(asks=0.6, says=0.4, words=0.0, place=0.0, whole=0.5)
WEIGHED = Weights(asks=0.6, says=0.4, words=0.1, place=0.04, whole=0.5)


def a_guide_of(name: str, *, jurisdiction: str = "ca", asks: int = 4) -> list[Passage]:
    """The passages of a guide: one section and some phrasings."""
    id = f"guides/{jurisdiction}/{name}"
    given_ = {"kind": "guide", "jurisdiction": jurisdiction}
    says = a_passage(f"{id}:en:short-answer", **given_)
    return [says, *(a_passage(f"{id}:en:ask-{n}", role=Role.ASK, **given_) for n in range(asks))]


def a_note_of(id: str) -> list[Passage]:
    """The passages of a note: two sections and a name."""
    place = {"jurisdiction": id.split("/")[0]}
    sections = [a_passage(f"{id}:en:{slug}", **place) for slug in ("what-it-says", "limits")]
    return [*sections, a_passage(f"{id}:en:name-0", role=Role.NAME, **place)]


NOTE, OTHER = "ca/irpa/s-72", "ca/irpa/s-73"
GUIDE = "guides/ca/refused"
PASSAGES = by_id(*a_note_of(NOTE), *a_note_of(OTHER), *a_guide_of("refused"))


def found(
    meaning: Mapping[str, float],
    words: Mapping[str, float] | None = None,
    *,
    text: str = "Refused?",
    weights: Weights = PLAIN,
    passages: Mapping[str, Passage] = PASSAGES,
    places: tuple[str, ...] = ("ca",),
) -> list[Found]:
    """What is found when the finders know these scores."""
    return retrieve(text, places, passages, Listed(meaning, passages), Listed(words or {}, passages), weights)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Can a computer refuse my visa?", [], id="one sentence has no parts"),
        pytest.param("", [], id="nothing has no parts"),
        pytest.param("Hello. Can a computer refuse my visa?", [], id="a greeting is no part, and one part alone is the whole"),
        pytest.param(
            "I live in Lagos now. Can a computer refuse me? What can I do now?",
            ["I live in Lagos now.", "Can a computer refuse me?", "What can I do now?"],
            id="a story's sentences, each with its mark",
        ),
        pytest.param(
            "a a a a. b b b b. c c c c. d d d d. e e e e.",
            ["b b b b.", "c c c c.", "d d d d.", "e e e e."],
            id="the last four: a question comes at the end of its story",
        ),
        pytest.param(
            "one two three four; five six seven eight", ["one two three four;", "five six seven eight"], id="a semicolon parts"
        ),
        pytest.param(
            "one two three four\nfive six seven eight", ["one two three four", "five six seven eight"], id="a line break parts"
        ),
        pytest.param(
            "Really now what is this??? I want to know!!", ["Really now what is this???", "I want to know!!"], id="marks stay whole"
        ),
    ],
)
def test_parts(text: str, expected: list[str]) -> None:
    """What are a story's own sentences?"""
    assert parts(text) == expected


@given(st.text(alphabet="ab .?!;\n", max_size=200))
def test_parts_are_words_of_the_text(text: str) -> None:
    """Is every part a stretch of the text, are there none or two to four, and has each four words?"""
    found_ = parts(text)
    assert len(found_) in (0, 2, 3, 4)
    assert all(p in text and len(p.split()) >= 4 for p in found_)


@pytest.mark.parametrize(
    ("meaning", "document", "near"),
    [
        pytest.param({f"{NOTE}:en:limits": 0.8}, NOTE, 0.8, id="a note with one passage is as near as it"),
        pytest.param(
            {f"{NOTE}:en:limits": 0.8, f"{NOTE}:en:name-0": 0.6}, NOTE, 0.7, id="a note with two: their mean, a name counts as text"
        ),
        pytest.param(
            {f"{NOTE}:en:limits": 0.8, f"{NOTE}:en:name-0": 0.6, f"{NOTE}:en:what-it-says": 0.1},
            NOTE,
            0.7,
            id="a third passage of a note does not count",
        ),
        pytest.param(
            {f"{GUIDE}:en:ask-0": 0.9, f"{GUIDE}:en:ask-1": 0.8, f"{GUIDE}:en:ask-2": 0.7, f"{GUIDE}:en:short-answer": 0.6},
            GUIDE,
            0.6 * 0.8 + 0.4 * 0.6,
            id="a guide: three phrasings and its nearest section",
        ),
        pytest.param(
            {f"{GUIDE}:en:ask-{n}": s for n, s in enumerate((0.9, 0.8, 0.7, 0.65))} | {f"{GUIDE}:en:short-answer": 0.6},
            GUIDE,
            0.6 * 0.8 + 0.4 * 0.6,
            id="a fourth phrasing does not count",
        ),
        pytest.param(
            {f"{GUIDE}:en:ask-0": 0.9, f"{NOTE}:en:limits": 0.5},
            GUIDE,
            0.6 * (0.9 + 0.5 + 0.5) / 3 + 0.4 * 0.5,
            id="phrasings not found count as the last passage that was",
        ),
        pytest.param({f"{GUIDE}:en:short-answer": 0.6}, GUIDE, 0.6, id="a guide known only by what it says is like a note"),
    ],
)
def test_nearness(meaning: dict[str, float], document: str, near: float) -> None:
    """How near is a document, worked out by hand?"""
    result = {f.document_id: f for f in found(meaning)}[document]
    assert result.near == pytest.approx(near)
    assert result.likeness == pytest.approx(near)


def test_one_lucky_phrasing_does_not_carry_a_guide() -> None:
    """Does a note that fits well come before a guide of which one phrasing happens to fit better?"""
    meaning = {f"{GUIDE}:en:ask-0": 0.9, f"{NOTE}:en:limits": 0.8, f"{NOTE}:en:what-it-says": 0.75, f"{OTHER}:en:limits": 0.2}
    assert [f.document_id for f in found(meaning)] == [NOTE, GUIDE, OTHER]


@pytest.mark.parametrize(
    ("words", "added"),
    [
        pytest.param({}, {}, id="no shared word adds nothing"),
        pytest.param({f"{NOTE}:en:limits": 4.0}, {NOTE: 0.1}, id="the only one that shares words gets all of it"),
        pytest.param(
            {f"{NOTE}:en:limits": 4.0, f"{OTHER}:en:limits": 1.0},
            {NOTE: 0.1, OTHER: 0.025},
            id="the others get their share of the best",
        ),
        pytest.param(
            {f"{NOTE}:en:limits": 4.0, f"{NOTE}:en:name-0": 4.0, f"{OTHER}:en:limits": 4.0},
            {NOTE: 0.1, OTHER: 0.05},
            id="two passages that share words count twice one",
        ),
    ],
)
def test_words(words: dict[str, float], added: dict[str, float]) -> None:
    """How much do shared rare words add?"""
    meaning = {f"{NOTE}:en:limits": 0.5, f"{OTHER}:en:limits": 0.5}
    for f in found(meaning, words, weights=WEIGHED):
        assert f.near == pytest.approx(0.5 + added.get(f.document_id, 0.0))
        assert f.likeness == pytest.approx(0.5)


def test_found_by_words_alone() -> None:
    """Is a document that only shares words found, though nothing of it is near in meaning?"""
    [near, far] = found({f"{NOTE}:en:limits": 0.5}, {f"{OTHER}:en:limits": 3.0}, weights=WEIGHED)
    assert (near.document_id, far.document_id) == (NOTE, OTHER)
    assert (far.near, far.likeness) == (pytest.approx(0.1), 0.0)


BOTH = by_id(*a_note_of("ca/irpa/s-72"), *a_note_of("int/iccpr/art-7"), *a_note_of("us/ina/s-1"))


@pytest.mark.parametrize(
    ("places", "first", "near"),
    [
        pytest.param(("ca", "int"), "ca/irpa/s-72", 0.54, id="the place asked about goes first among equals"),
        pytest.param(("int",), "int/iccpr/art-7", 0.54, id="where only international law is asked, it is the place"),
        pytest.param(("int", "ca", "us"), "ca/irpa/s-72", 0.5, id="where everything is searched there is no such place"),
        pytest.param(
            ("int", "coe", "eu", "de", "ca", "au", "uk", "us"), "ca/irpa/s-72", 0.5, id="nor with places that have no notes"
        ),
    ],
)
def test_place(places: tuple[str, ...], first: str, near: float) -> None:
    """Does being about the very place asked about add a little?"""
    meaning = {f"{id}:en:limits": 0.5 for id in ("ca/irpa/s-72", "int/iccpr/art-7", "us/ina/s-1")}
    best = found(meaning, passages=BOTH, places=places, weights=WEIGHED)[0]
    assert (best.document_id, best.near) == (first, pytest.approx(near))


def test_only_the_places_asked_about() -> None:
    """Are both finders told the places, so that no other law comes back?"""
    by_meaning = Listed({f"{id}:en:limits": 0.5 for id in ("ca/irpa/s-72", "us/ina/s-1")}, BOTH)
    by_words = Listed({"us/ina/s-1:en:limits": 9.0}, BOTH)
    assert [f.document_id for f in retrieve("Refused?", ("ca", "int"), BOTH, by_meaning, by_words)] == ["ca/irpa/s-72"]
    assert by_meaning.asked == by_words.asked == [("Refused?", ("ca", "int"))]


def test_reciprocal_ranks() -> None:
    """Is the fused score the sum of one over K plus each rank, a document ranked by its best passage?"""
    meaning = {f"{NOTE}:en:limits": 0.9, f"{NOTE}:en:name-0": 0.8, f"{OTHER}:en:limits": 0.7, f"{GUIDE}:en:ask-0": 0.6}
    words = {f"{OTHER}:en:limits": 5.0, f"{GUIDE}:en:ask-0": 2.0}
    fused = {f.document_id: f.fused for f in found(meaning, words)}
    assert K == 60
    assert fused == {
        NOTE: pytest.approx(1 / 61),
        OTHER: pytest.approx(1 / 62 + 1 / 61),
        GUIDE: pytest.approx(1 / 63 + 1 / 62),
    }


def test_ties() -> None:
    """Do equal documents come by their ids, whichever way they were given?"""
    meaning = {f"{id}:en:limits": 0.5 for id in (OTHER, NOTE)}
    again = dict(reversed(meaning.items()))
    assert [f.document_id for f in found(meaning)] == [f.document_id for f in found(again)] == [NOTE, OTHER]


def test_ties_of_documents_found_in_another_order() -> None:
    """Does the better rank break a tie of nearness?"""
    meaning = {f"{OTHER}:en:limits": 0.75, f"{OTHER}:en:name-0": 0.25, f"{NOTE}:en:limits": 0.5}
    first, second = found(meaning)
    assert (first.document_id, second.document_id) == (OTHER, NOTE)
    assert first.near == second.near == 0.5


def test_a_long_story() -> None:
    """Does one sentence of a long story find its document although the whole does not?"""
    story = "I came here in spring. My brother has a shop. Can a computer refuse my visa?"
    plain = Listed({f"{OTHER}:en:limits": 0.6, f"{NOTE}:en:limits": 0.4}, PASSAGES)

    class Sharp:
        """Sees the note only when the question stands alone."""

        def find(self, text: str, jurisdictions: tuple[str, ...], limit: int) -> list:
            asked = Listed({f"{NOTE}:en:limits": 1.0, f"{OTHER}:en:limits": 0.2}, PASSAGES)
            return (asked if text.startswith("Can") else plain).find(text, jurisdictions, limit)

    result = retrieve(story, ("ca",), PASSAGES, Sharp(), Listed({}, PASSAGES), PLAIN)
    assert [(f.document_id, f.near) for f in result] == [(NOTE, pytest.approx(0.7)), (OTHER, pytest.approx(0.6))]
    assert result[0].likeness == pytest.approx(0.4)


def test_nothing_found() -> None:
    """Is nothing found an empty list, not a failure?"""
    assert found({}) == []
    assert found({}, {}, text="I came here in spring. Can a computer refuse my visa?") == []


scores = st.dictionaries(st.sampled_from(sorted(PASSAGES)), st.integers(0, 100).map(lambda n: n / 100), min_size=1)


@given(scores, scores, st.randoms(use_true_random=False))
def test_a_run_repeats_exactly(meaning: dict[str, float], words: dict[str, float], random: object) -> None:
    """Whatever order the files were read in: is the result the same?"""
    shuffled = list(PASSAGES.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once = found(meaning, words, weights=WEIGHED)
    again = found(dict(reversed(meaning.items())), words, weights=WEIGHED, passages=dict(shuffled))
    assert once == again


@given(scores, scores)
def test_order_and_members(meaning: dict[str, float], words: dict[str, float]) -> None:
    """Is every document of which a passage was found there once, nearest first?"""
    result = found(meaning, words, weights=WEIGHED)
    ids = [f.document_id for f in result]
    assert sorted(ids) == sorted({PASSAGES[p].document_id for p in (*meaning, *words)})
    assert [f.near for f in result] == sorted((f.near for f in result), reverse=True)
    assert all(1 / (K + 3) <= f.fused <= 2 / (K + 1) for f in result)


@given(scores)
def test_a_document_is_not_nearer_than_its_nearest_passage(meaning: dict[str, float]) -> None:
    """Does no document seem nearer than its best passage, or further than the last that was found?"""
    for f in found(meaning):
        own = [s for p, s in meaning.items() if PASSAGES[p].document_id == f.document_id]
        assert min(meaning.values()) - 1e-9 <= f.likeness <= max(own) + 1e-9


@given(scores)
def test_a_better_rank_is_a_better_fused_score(meaning: dict[str, float]) -> None:
    """With one finder: does fusing keep that finder's order?"""
    hits = Listed(meaning, PASSAGES).find("", ("ca",), 200)
    order = list(dict.fromkeys(PASSAGES[h.passage_id].document_id for h in hits))
    assert [f.document_id for f in sorted(found(meaning), key=lambda f: -f.fused)] == order

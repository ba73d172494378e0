"""Is it measured rightly whether a sign tells wrong answers, and is a wording never found by itself?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from conftest import PROMPTS as PROMPTS_FOLDER
from factories import TODAY, a_guide, a_library, a_provision, a_question, a_section, a_statement, thresholds
from fakes import Listed, a_passage, by_id, unseen
from rights_assistant.assistant import Assistant
from rights_assistant.domain.passage import Role
from rights_assistant.domain.statement import Ref
from rights_assistant.evaluation.signs import Looked, Seen, Vocabulary, Without, least_margin, right_by_margin, tells
from rights_assistant.prompts import load_prompts
from rights_assistant.split import split


def seen(values: Sequence[float], wrong: Sequence[bool], *, each: int = 1) -> list[Seen]:
    """Answers with a margin, so many of each family."""
    return [Seen(f"family-{n // each}", w, -v, v) for n, (v, w) in enumerate(zip(values, wrong, strict=True))]


def test_a_sign_that_tells_all() -> None:
    """Where every wrong answer has the smaller margin: is the area one, and the sign said to tell?"""
    found = tells(seen([0.01, 0.02, 0.2, 0.3] * 10, [True, True, False, False] * 10), lambda s: s.closeness)
    assert (found.answers, found.wrong, found.area) == (40, 20, 1.0)
    assert found.tells


def test_a_sign_that_tells_nothing() -> None:
    """Is chance called chance, and the same sign turned round the rest to one?"""
    random = np.random.default_rng(3)
    rows = seen(random.uniform(size=200).tolist(), (random.uniform(size=200) < 0.3).tolist())
    found, turned = tells(rows, lambda s: s.closeness), tells(rows, lambda s: s.unmatched)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 < found.high
    assert not found.tells
    assert found.area == pytest.approx(1 - (turned.area or 0))


def test_ties_are_halves() -> None:
    """Is a sign that is the same for all worth a coin?"""
    assert tells(seen([0.1] * 8, [True, False] * 4), lambda s: s.closeness).area == 0.5


@pytest.mark.parametrize("wrong", [True, False], ids=["all wrong", "none wrong"])
def test_nothing_to_tell(wrong: bool) -> None:
    """Where all answers are alike: is there no area rather than a made-up one?"""
    found = tells(seen([0.1, 0.2], [wrong] * 2), lambda s: s.closeness)
    assert (found.area, found.low, found.tells) == (None, None, False)


def test_families_are_drawn_whole() -> None:
    """Is the interval wider where the answers come from few families than where each is of its own?"""
    random = np.random.default_rng(5)
    wrong = np.repeat(random.uniform(size=12) < 0.5, 20)
    values = (np.repeat(random.normal(size=12), 20) + 0.1 * random.normal(size=240)).tolist()
    few, many = (tells(seen(values, wrong.tolist(), each=n), lambda s: s.closeness) for n in (20, 1))
    assert few.area == many.area
    assert (few.high or 0) - (few.low or 0) > 1.5 * ((many.high or 0) - (many.low or 0))


def test_the_least_margin() -> None:
    """Below 0.06 three of four are wrong, above it one of four: is the margin 0.06, and the curve never falling?"""
    margins = [n / 1000 for n in range(200)]
    rows = right_by_margin(seen(margins, [(n % 4 != 0) if m < 0.06 else (n % 4 == 3) for n, m in enumerate(margins)]))
    assert least_margin(rows) == 0.06
    rising = [step.rising for step in rows]
    assert rising == sorted(rising)
    assert [(step.answers, step.right) for step in rows[1:3]] == [(10, 2), (10, 3)]
    assert sum(step.answers for step in rows) == 200
    assert right_by_margin([]) == []


def test_no_margin_is_enough() -> None:
    """Where the nearest guide is always more often wrong: is the margin the most that was looked at?"""
    assert least_margin(right_by_margin(seen([n / 1000 for n in range(300)], [n % 3 != 0 for n in range(300)]))) == 0.29


PROMPTS = load_prompts(PROMPTS_FOLDER)
PASSAGES = by_id(
    a_passage("ca/a:en:x", "The judge reads the file."),
    a_passage("ca/a:en:ask-1", "Who judges my fingerprint?", role=Role.ASK),
    a_passage("ca/b:en:x", "The officer reads the visa file."),
    a_passage("ca/c:en:x", "The officer reads."),
)


def test_rare_words_weigh_more() -> None:
    """Is a word that no document lacks worth nothing, and a rare one that is not there more than a common one?"""
    words = Vocabulary(PASSAGES)
    assert words.rarity("read") < words.rarity("offic") < words.rarity("visa") < words.rarity("dna")
    assert words.unmatched("reading visas", "ca/b") == 0.0
    assert words.unmatched("visa", "ca/a") == words.unmatched("dna", "ca/a") == 1.0
    rare, common = words.unmatched("judge dna", "ca/a"), words.unmatched("judge officer", "ca/a")
    assert 1.0 > rare > common > 0.0


def test_no_words_are_unmatched() -> None:
    """Is a text without words not divided by nothing?"""
    assert Vocabulary(PASSAGES).unmatched("…", "ca/a") == 0.0


def test_a_passage_is_left_out() -> None:
    """Are the words of the passage that is left out not among the document's?"""
    words = Vocabulary(PASSAGES)
    assert words.unmatched("fingerprint", "ca/a") == 0.0
    assert words.unmatched("fingerprint", "ca/a", "ca/a:en:ask-1") == 1.0


def test_without() -> None:
    """Is one passage never found, and still as many others as were asked for?"""
    finder = Listed(dict.fromkeys(PASSAGES, 0.5), PASSAGES)
    found = Without(finder, "ca/a:en:x").find("file", ("ca",), 3)
    assert [h.passage_id for h in found] == ["ca/a:en:ask-1", "ca/b:en:x", "ca/c:en:x"]


def rests(id: str) -> object:
    """A section that rests on a provision."""
    return a_section("Short answer", a_statement("It is so.", "", rests_on=(Ref(id, "so"),)))


OWN, SAME, OTHER = "guides/ca/own", "guides/ca/same", "guides/ca/other"
ASKS = tuple(f"Can a computer refuse my visa{end}?" for end in ("", " now", " again", " today"))
LIBRARY = a_library(
    a_provision(),
    a_provision("ca/irpa/s-99", sections=(a_section("What it says", a_statement("Section 99 says so.", "so")),)),
    a_guide(OWN, asks=ASKS, question="May software refuse a visa?", sections=(rests("ca/irpa/s-99"),)),
    a_guide(SAME, question="Is my visa refused by software?", sections=(rests("ca/irpa/s-99"),)),
    a_guide(OTHER, question="Is my visa late because of software?"),
)


def looked(nears: dict[str, float]) -> Looked:
    """An assistant over three guides, of which two are on one subject."""
    passages = by_id(*split(LIBRARY))
    at = thresholds(near=0.2, clear=0.3)
    scores = {p.id: nears[p.document_id] for p in passages.values() if p.document_id in nears}
    by_meaning, by_words = Listed(scores, passages), Listed({}, passages)
    made = Assistant(LIBRARY, replace(PROMPTS, thresholds=at), passages, by_meaning, by_words, "0" * 16, lambda: 0.0)
    return Looked(made, Vocabulary(passages))


@pytest.mark.parametrize(
    ("nears", "wrong", "margin"),
    [
        pytest.param({OWN: 0.9, OTHER: 0.5}, False, 0.4, id="its own guide is nearest"),
        pytest.param({OWN: 0.9, SAME: 0.8, OTHER: 0.5}, False, 0.4, id="one on the same subject is no rival"),
        pytest.param({OWN: 0.5, SAME: 0.8, OTHER: 0.6}, False, 0.2, id="and no wrong answer"),
        pytest.param({OWN: 0.5, OTHER: 0.6}, True, 0.1, id="one on another is"),
    ],
)
def test_wordings(nears: dict[str, float], wrong: bool, margin: float) -> None:
    """Is a wording of a guide right or wrong by the subject of what is nearest without it, and its margin over the next subject?"""
    found = [s for s in looked(nears).wordings(TODAY, unseen) if s.family == OWN]
    assert found
    assert {s.wrong for s in found} == {wrong}
    assert [s.closeness for s in found] == pytest.approx([-margin] * len(found))


def test_questions() -> None:
    """Are the signs of a clear answer seen, and none of an answer with a reserve, or to danger?"""
    near, far = looked({OWN: 0.9, OTHER: 0.5}), looked({OWN: 0.25})
    found = near.question(a_question(jurisdiction="ca"), "guides/ca/own", wrong=True)
    assert found is not None
    assert (found.family, found.wrong) == ("guides/ca/own", True)
    assert found.closeness == pytest.approx(-0.4)
    assert found.unmatched == 0.0
    assert far.question(a_question(jurisdiction="ca"), "x", wrong=True) is None
    assert near.question(a_question("Can a computer refuse my visa? I want to die.", jurisdiction="ca"), "x", wrong=True) is None

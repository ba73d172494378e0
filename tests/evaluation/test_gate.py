"""Whether a run may be released: each reason that it may not is found, and nothing else is one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation.replies_made import a_case, a_gold, a_reply, a_time, an_answer, saying
from rights_assistant.domain.answer import Outcome
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Severity, Split
from rights_assistant.evaluation.gate import Thresholds, baseline, failures, read_baseline, read_thresholds
from rights_assistant.evaluation.harms import HARMS
from rights_assistant.evaluation.replies import Reply
from rights_assistant.evaluation.score import Scored, score
from rights_assistant.evaluation.table import BY_NAME, HEADLINE

NO_LIMITS = Thresholds({}, {}, {})
SET = "0123456789abcdef"
WRONG = an_answer(outcome="no_source")
HARMFUL = saying("Ask your embassy for a paper. [1]")


def some(answers: Sequence[dict[str, Any]], **case: Any) -> list[Reply]:
    """Replies to as many cases of one slice, numbered."""
    return [a_reply(a_case(id=f"ca-{n}", **case), answer) for n, answer in enumerate(answers)]


def scored(answers: Sequence[dict[str, Any]], **case: Any) -> list[Scored]:
    """The same, scored."""
    return score(some(answers, **case), a_gold())


def why(
    run: Sequence[Scored], limits: Thresholds = NO_LIMITS, before: dict[str, Any] | None = None, questions: str = SET
) -> list[str]:
    """Why a run may not be released."""
    return failures(run, limits, before, questions)


def test_a_sound_run_passes() -> None:
    """Does a run without harm, above its thresholds and as good as before pass?"""
    run = scored([an_answer()] * 6)
    assert why(run, Thresholds({"outcome": 1.0}, {"never_say": 0.0}, {}), baseline(run, SET)) == []


def test_an_unscored_case_is_a_reason() -> None:
    """Is a case that got no answer named with its error, and not taken for a right one?"""
    run = score([*some([an_answer()]), a_reply(a_case(id="lost"), error="it broke")], a_gold())
    assert why(run) == ["lost is unscored: it broke"]


@pytest.mark.parametrize(
    ("answer", "limits", "said"),
    [
        pytest.param(HARMFUL, NO_LIMITS, True, id="one harm, none allowed"),
        pytest.param(HARMFUL, Thresholds({}, {}, {"bad_advice": 1}), False, id="one harm, known and allowed"),
        pytest.param(HARMFUL, Thresholds({}, {}, {"prediction": 1}), True, id="another harm is allowed"),
        pytest.param(an_answer(), NO_LIMITS, False, id="no harm"),
        pytest.param(an_answer(deadlines=[a_time(count=16)]), NO_LIMITS, True, id="a day added to a deadline"),
    ],
)
def test_harms(answer: dict[str, Any], limits: Thresholds, said: bool) -> None:
    """Is every severe harm a reason, with the answers it was done in?"""
    found = why(scored([an_answer(), answer]), limits)
    assert bool(found) is said
    assert all("1 of" in sentence and "ca-1" in sentence for sentence in found)


def test_a_harm_in_a_set_aside_question_is_not_looked_at() -> None:
    """Are the set-aside questions left alone? A gate that fails on them would soon tune the product to them."""
    run = scored([HARMFUL, WRONG], split=Split.TEST)
    assert why(run, Thresholds({}, {}, {}), baseline([], SET)) == []


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        pytest.param(Thresholds({"outcome": 0.75}, {}, {}), "", id="just at the least"),
        pytest.param(Thresholds({"outcome": 0.76}, {}, {}), "Outcome accuracy is 0.750, and must be at least 0.76", id="below"),
        pytest.param(Thresholds({"must_say": 0.1}, {}, {}), "Must-say coverage is not there", id="nothing was measured"),
        pytest.param(Thresholds({}, {"answer_words": 1}, {}), "must be at most 1", id="above the most"),
        pytest.param(Thresholds({}, {"never_say": 0.0}, {}), "", id="nothing measured is never too much"),
    ],
)
def test_thresholds(limits: Thresholds, said: str) -> None:
    """Is a figure on the wrong side of its threshold a reason, and one just at it none?"""
    found = why(scored([an_answer()] * 3 + [WRONG]), limits)
    assert len(found) == bool(said)
    assert all(said in sentence for sentence in found)


def test_a_slice_that_fell() -> None:
    """Is a slice below its baseline named with both figures, though the whole is as good as before?"""
    others = [
        [a_reply(a_case(id=f"x{n}", slices=("x",)), an_answer() if n < right else WRONG) for n in range(5)] for right in (0, 1)
    ]
    before = score([*some([an_answer()] * 5), *others[0]], a_gold())
    after = score([*some([an_answer()] * 4 + [WRONG]), *others[1]], a_gold())
    found = why(after, NO_LIMITS, baseline(before, SET))
    assert any(sentence.startswith("slice ca: Outcome accuracy went from 1.000 to 0.800") for sentence in found)
    assert not any("slice x" in sentence for sentence in found)


def test_a_slice_that_is_gone() -> None:
    """Is a slice without questions a reason? Else a file that was lost would pass."""
    found = why(scored([an_answer()], slices=("x",)), NO_LIMITS, baseline(scored([an_answer()] * 5), SET))
    assert any("slice ca: Outcome accuracy went from 1.000 to not there" in sentence for sentence in found)


def test_a_small_slice_is_held_to_nothing() -> None:
    """Does a slice of four have no baseline of its own?"""
    assert baseline(scored([an_answer()] * 4), SET)["slices"] == {}


def test_a_measure_where_less_is_better() -> None:
    """Is it a reason when violations rise, and none when they fall?"""
    case = {"never_say": ("computer decides",), "slices": ("ca",)}
    good, bad = scored([an_answer()] * 5, **case), scored([*[an_answer()] * 4, saying("A computer decides. [1]")], **case)
    assert any("Never-say violations went from 0.000 to 0.200" in s for s in why(bad, NO_LIMITS, baseline(good, SET)))
    assert not any("Never-say" in s for s in why(good, NO_LIMITS, baseline(bad, SET)))


def test_a_severe_case_that_was_right() -> None:
    """Is a single severe case that was right and is wrong a reason by itself, in whatever slice?"""
    case = {"severity": Severity.SEVERE, "slices": ("ca",)}
    before, after = scored([an_answer()] * 2, **case), scored([an_answer(), WRONG], **case)
    [said] = why(after, NO_LIMITS, baseline(before, SET))
    assert said.startswith("ca-1 was right and may cost a person dearly")
    assert why(before, NO_LIMITS, baseline(after, SET)) == []


def test_other_questions() -> None:
    """Does a baseline of other questions say so, and nothing more?"""
    run = scored([an_answer()] * 5)
    [said] = why(scored([WRONG] * 5), NO_LIMITS, baseline(run, SET), "another")
    assert "the questions are not those of the baseline" in said


def test_the_baseline_is_of_the_questions_for_tuning() -> None:
    """Does a baseline leave the set-aside questions out?"""
    aside = [a_reply(a_case(id=f"t{n}", split=Split.TEST, slices=("aside",), severity=Severity.SEVERE)) for n in range(6)]
    kept = baseline(score([*some([an_answer()] * 6, severity=Severity.SEVERE), *aside], a_gold()), SET)
    assert kept["slices"].keys() == {"ca"}
    assert kept["slices"]["ca"].keys() <= set(HEADLINE)
    assert kept["right"] == [f"ca-{n}" for n in range(6)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[least]\noutcome = ", "cannot be read", id="no TOML"),
        pytest.param("[least]\nluck = 0.5", "luck = 0.5", id="no such measure"),
        pytest.param("[harms]\noutcome = 0", "outcome = 0", id="a measure among the harms"),
        pytest.param("[least]\noutcome = true", "outcome = True", id="no number"),
        pytest.param('[most]\nnever_say = "0"', "never_say = '0'", id="a text"),
        pytest.param("[lest]\noutcome = 0.5", "the unknown section [lest]", id="no such section"),
        pytest.param("least = 3", "cannot be read", id="no section"),
    ],
)
def test_bad_thresholds(tmp_path: Path, text: str, said: str) -> None:
    """Is a file of thresholds that is wrong refused by name and key, rather than passed over?"""
    path = tmp_path / "thresholds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CaseError) as caught:
        read_thresholds(path)
    assert "thresholds.toml" in caught.value.problem
    assert said in caught.value.problem


def test_good_thresholds(tmp_path: Path) -> None:
    """Is every section read, and may each measure and harm be named?"""
    path = tmp_path / "thresholds.toml"
    harms = "\n".join(f"{h.name} = 0" for h in HARMS)
    path.write_text("[least]\n" + "\n".join(f"{m} = 0.5" for m in BY_NAME) + "\n[most]\nnever_say = 0\n[harms]\n" + harms, "utf-8")
    found = read_thresholds(path)
    assert found.least.keys() == BY_NAME.keys()
    assert found.most == {"never_say": 0}
    assert found.harms.keys() == {h.name for h in HARMS}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no file"),
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param('{"questions": "x", "slices": {}}', id="a part is lost"),
    ],
)
def test_a_bad_baseline(tmp_path: Path, text: str | None) -> None:
    """Is a baseline that is lost or broken an error with its mend?"""
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(CaseError, match="is no baseline") as caught:
        read_baseline(path)
    assert "--accept" in caught.value.remedy


def test_an_outcome_that_the_case_also_accepts() -> None:
    """Is a severe case right when either honest outcome came?"""
    case = {"severity": Severity.SEVERE, "outcomes": (Outcome.ANSWERED, Outcome.NO_SOURCE)}
    assert why(scored([WRONG], **case), NO_LIMITS, baseline(scored([an_answer()], **case), SET)) == []

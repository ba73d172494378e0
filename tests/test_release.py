"""Does the gate hold the real assistant to its promises: passes as it is, and fails when something is broken on purpose?

Every question for tuning is asked once of the real notes, index and model. Each test then breaks one
thing, asks anew what it touches, and looks whether the gate says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from conftest import ROOT
from rights_assistant.domain.document import Guide
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Hit
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.evaluation.cases import Case, Severity, Split
from rights_assistant.evaluation.gate import failures, read_baseline, read_thresholds
from rights_assistant.evaluation.gold import read_gold
from rights_assistant.evaluation.matcher import find_claim
from rights_assistant.evaluation.questions import read_cases
from rights_assistant.evaluation.replies import Reply
from rights_assistant.evaluation.runs import answered_here, fingerprint
from rights_assistant.evaluation.score import Scored, figures, harms, score
from rights_assistant.peers import Ours, remembering

EVALS = ROOT / "evals"
GOLD = read_gold(EVALS / "gold")
CASES = [c for c in read_cases(EVALS / "questions", None) if c.split is Split.TUNE]


def quietly(items: Sequence[Any], label: str, total: int) -> Sequence[Any]:
    """No progress bar."""
    return items


def scored(assistant: Any, cases: Sequence[Case]) -> list[Scored]:
    """Cases asked of an assistant, and scored."""
    return score(answered_here(cases, Ours(remembering(assistant)), quietly), GOLD)


def why(run: Sequence[Scored]) -> list[str]:
    """What the gate says, with the thresholds and the baseline that stand in the repository."""
    before = read_baseline(EVALS / "baseline.json")
    return failures(run, read_thresholds(EVALS / "thresholds.toml"), before, fingerprint((EVALS / "questions").glob("*.jsonl")))


@pytest.fixture(scope="module")
def sound(assistant: Any) -> list[Scored]:
    """Every question for tuning, as the assistant answers it."""
    return scored(assistant, CASES)


def with_broken(sound: list[Scored], broken: Any, cases: Sequence[Case]) -> list[str]:
    """What the gate says when some of the cases are asked of a broken assistant."""
    assert cases
    anew = {s.case.id: s for s in scored(broken, cases)}
    return why([anew.get(s.case.id, s) for s in sound])


def spoilt(assistant: Any, guide: Guide, spoil: Callable[[Statement], Statement]) -> Any:
    """An assistant one of whose guides is spoilt; it is found as before."""
    sections = tuple(Section(s.heading, tuple(map(spoil, s.statements))) for s in guide.sections)
    documents = assistant.library.documents | {(guide.id, "en"): replace(guide, sections=sections)}
    return replace(assistant, library=Library(documents, assistant.library.instruments))


def about(id: str) -> list[Case]:
    """The cases that a guide should answer."""
    return [c for c in CASES if c.about == id]


def test_the_gate_passes(sound: list[Scored]) -> None:
    """May the assistant be released as it is?"""
    assert why(sound) == []


def test_there_is_enough_to_be_held_to(sound: list[Scored]) -> None:
    """Are there enough questions, slices and trials that passing means something?"""
    before = read_baseline(EVALS / "baseline.json")
    assert len(sound) >= 400
    assert len(before["slices"]) >= 30
    assert len(before["right"]) >= 50
    trials = {c.name: c.trials for c in harms(sound)}
    assert min(trials[n] for n in ("bad_advice", "prediction", "hidden_uncertainty")) >= 300
    values = figures(sound)
    for name, least in read_thresholds(EVALS / "thresholds.toml").least.items():
        assert values[name].cases >= 25, f"{name} rests on too few cases to be held to {least}"


class Backwards:
    """A finder that puts the farthest first."""

    def __init__(self, finder: Any) -> None:
        self._finder = finder

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """As many hits, in the wrong order, each as near as the one it stands for."""
        hits = self._finder.find(text, jurisdictions, limit)
        return [replace(hit, passage_id=other.passage_id) for hit, other in zip(hits, reversed(hits), strict=True)]


def test_broken_retrieval_fails(assistant: Any, sound: list[Scored]) -> None:
    """Retrieval turned upside down for one question in four: is it seen in the figures and in the slices?"""
    broken = replace(assistant, by_meaning=Backwards(assistant.by_meaning), by_words=Backwards(assistant.by_words))
    found = with_broken(sound, broken, CASES[::4])
    assert any("must be at least" in sentence for sentence in found)
    assert sum(sentence.startswith("slice ") for sentence in found) >= 20


def _severe(sound: list[Scored]) -> tuple[Case, str]:
    """A severe case that is right, whose own guide answered it, and a falsehood that it names."""
    for s in sound:
        forbidden = [p for p in s.case.expect.never_say if find_claim(p, f"{p}.") is not None]
        led = s.reply.given is not None and s.reply.ranked and s.case.about in s.reply.ranked[:1]
        if s.right and s.case.severity is Severity.SEVERE and led and forbidden and s.case.about.startswith("guides/"):
            return s.case, forbidden[0]
    raise AssertionError("no severe case is right")


def test_a_guide_that_says_a_falsehood_fails(assistant: Any, sound: list[Scored]) -> None:
    """A guide asserts what a case says must never be said: is it seen as the harm that it is?"""
    case, falsehood = _severe(sound)
    guide = assistant.library.get(case.about)
    first = guide.sections[0].statements[0]
    said = replace(first, text=f"{falsehood[0].upper()}{falsehood[1:]}.")
    broken = spoilt(assistant, guide, lambda st: said if st is first else st)
    found = with_broken(sound, broken, about(guide.id))
    assert any("a false statement where the price is highest" in sentence and case.id in sentence for sentence in found)
    assert any("Never-say violations went from" in sentence for sentence in found)


def _only_in_a_guide(assistant: Any, sound: list[Scored]) -> tuple[Guide, str]:
    """A guide, and a provision that a case requires and its answer cites only in lines of that guide."""
    for s in sound:
        guide, given = assistant.library.get(s.case.about), s.reply.given
        if not isinstance(guide, Guide) or given is None or not s.case.expect.cites:
            continue
        texts = {st.text for _, st in guide.placed()}
        for lost in (id for id in s.case.expect.cites if not id.startswith(("systems/", "remedies/"))):
            citing = [line for p in given.parts for line in p.lines if any(c.id == lost for c in given.behind(line))]
            if citing and all(line.text in texts for line in citing):
                return guide, lost
    raise AssertionError("no case will do")


def test_a_citation_that_is_removed_fails(assistant: Any, sound: list[Scored]) -> None:
    """A guide no longer rests on a provision that its case requires: is it seen in the slice?"""
    guide, lost = _only_in_a_guide(assistant, sound)
    broken = spoilt(assistant, guide, lambda st: replace(st, rests_on=tuple(r for r in st.rests_on if r.id != lost)))
    found = with_broken(sound, broken, about(guide.id))
    assert any("Citation recall went from" in sentence for sentence in found)


def test_a_reply_that_is_lost_fails(sound: list[Scored]) -> None:
    """One question of hundreds without an answer: is it a reason by itself?"""
    lost = score([Reply(sound[0].case, None, error="it broke")], GOLD)
    assert f"{sound[0].case.id} is unscored: it broke" in why([*lost, *sound[1:]])

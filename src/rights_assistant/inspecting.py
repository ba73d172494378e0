"""The fixed questions as a task of Inspect: `inspect eval rights_assistant/rights`, with its logs and its viewer.

Whoever knows Inspect sees each answer beside what it missed, and can put any model that Inspect
reaches beside ours: `--model openai/gpt-5 -T respondent=model`. Ours calls no model, so `--model
mockllm/model` does for it. What is measured is what `evaluation` measures.
"""

from functools import lru_cache
from math import nan
from pathlib import Path
from typing import Final

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser, ModelOutput
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, mean, metric, scorer, stderr
from inspect_ai.solver import Generate, Solver, TaskState, solver

from rights_assistant import peers, wiring
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import plain_text
from rights_assistant.evaluation.gold import Gold, read_gold
from rights_assistant.evaluation.questions import read_cases
from rights_assistant.evaluation.runs import Respondent, record, reply_of
from rights_assistant.evaluation.score import Scored
from rights_assistant.evaluation.score import score as score_replies
from rights_assistant.evaluation.table import MEASURES
from rights_assistant.settings import Settings

LINE: Final = "line"
"""The name in a sample's store under which its line of answers.jsonl is kept."""

MODEL: Final = "model"
"""The respondent that is the model named to Inspect, alone."""

RIGHT: Final = "right"
HARM: Final = "harm"


@metric  # type: ignore[untyped-decorator]
def figure(name: str) -> Metric:
    """A measure as our own reports state it: all that was right over all that there was.

    Inspect's mean gives every case the same weight; here a case weighs as much as it holds. With more
    than one epoch it is the figure of the first, whose metadata is what Inspect keeps.
    """

    def over_all(scores: list[SampleScore]) -> float:
        measured = [(s.score.metadata or {}).get("measured", {}) for s in scores]
        found = [m[name] for m in measured if name in m]  # a later epoch may hold what the first did not
        over = sum(m["over"] for m in found)
        return float(sum(m["value"] for m in found) / over) if over else nan

    return over_all


_METRICS: Final = {name: [mean(), stderr()] for name in (RIGHT, HARM)} | {
    m.name: [mean(), stderr(), figure(m.name)] for m in MEASURES
}


@task  # type: ignore[untyped-decorator]
def rights(respondent: str = "ours", questions: str = "") -> Task:
    """The fixed questions, answered by ours, a peer, or the model alone.

    Args:
        respondent: `ours`, `pipeline`, `words`, `meaning`, or `model`.
        questions: a JSONL file or folder of your own questions; ours, when left out.
    """
    return Task(
        dataset=MemoryDataset([_sample(case) for case in _cases(questions).values()], name="rights"),
        solver=model_alone(questions) if respondent == MODEL else assistant(respondent, questions),
        scorer=measures(questions),
    )


@solver  # type: ignore[untyped-decorator]
def assistant(respondent: str = "ours", questions: str = "") -> Solver:
    """Ours or a peer answers; no model is called."""
    who = _respondent(respondent, Settings())
    cases = _cases(questions)

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        line = record(cases[str(state.sample_id)], who)
        answer = line.get("answer", {})
        said = str(answer.get("text") or "\n\n".join(b["text"] for b in answer.get("blocks", ())) or line.get("error", ""))
        state.store.set(LINE, line)
        state.messages.append(ChatMessageAssistant(content=said))
        state.output = ModelOutput.from_content(f"rights_assistant/{respondent}", said)
        return state

    return solve


@solver  # type: ignore[untyped-decorator]
def model_alone(questions: str = "") -> Solver:
    """The model answers from what it knows, told the day and the place that ours is told, turn by turn."""
    cases = _cases(questions)

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        case = cases[str(state.sample_id)]
        state.messages = [ChatMessageSystem(content=_told(case))]
        for text in (*case.turns, case.question):
            state.messages.append(ChatMessageUser(content=text))
            state = await generate(state)
        state.store.set(LINE, {"id": case.id, "answer": plain_text(state.output.completion, case.asked_on)})
        return state

    return solve


@scorer(metrics=_METRICS)  # type: ignore[untyped-decorator]
def measures(questions: str = "") -> Scorer:
    """Every measure of an answer, what is not right in it, and whether that may harm a person."""
    cases, gold = _cases(questions), _gold(Settings().evals / "gold")

    async def score(state: TaskState, target: Target) -> Score:
        line = state.store.get(LINE, {})
        reply = reply_of(cases[str(state.sample_id)], line)
        if reply.given is None:
            return Score.unscored(reason="scoring_failed", explanation=reply.error)
        return _score(score_replies([reply], gold)[0], line["answer"]["outcome"])

    return score


def _score(scored: Scored, outcome: str) -> Score:
    """What was measured, a share or a mean for each measure; not a number where one does not apply to the case."""
    value = {m.name: nan for m in MEASURES} | {name: m.value / m.over for name, m in scored.measured.items() if m.over}
    harms = {name: said for name, said in scored.harms.items() if said}
    return Score(
        value={RIGHT: float(scored.right), HARM: float(bool(harms)), **value},
        answer=outcome,
        explanation="\n".join(scored.misses) or "Nothing was missed.",
        metadata={
            "measured": {name: {"value": m.value, "over": m.over} for name, m in scored.measured.items()},
            "matched": {name: list(m.matched) for name, m in scored.measured.items() if m.matched},
            "harms": harms,
        },
    )


def _sample(case: Case) -> Sample:
    """A case for Inspect: the question as its input, all that is expected as its metadata."""
    expected = case.expect
    return Sample(
        id=case.id,
        input=case.question,
        target=[o.value for o in expected.outcomes],
        metadata={
            "asked_on": case.asked_on.isoformat(),
            "jurisdiction": case.jurisdiction,
            "language": case.language,
            "depth": case.depth.value,
            "turns": list(case.turns),
            "persona": case.persona,
            "slices": list(case.slices),
            "split": case.split.value,
            "severity": case.severity.value,
            "about": case.about,
            "why": case.why,
            "cites": list(expected.cites),
            "may_cite": list(expected.may_cite),
            "never_cites": list(expected.never_cites),
            "must_say": [list(group) for group in expected.must_say],
            "never_say": list(expected.never_say),
            "urgency": None if expected.urgency is None else [u.value for u in expected.urgency],
            "first_block": expected.first_block.value if expected.first_block else None,
            "deadline": f"{expected.deadline.count} {expected.deadline.unit}" if expected.deadline else None,
            "referral": expected.referral,
        },
    )


def _told(case: Case) -> str:
    place = f" The person asks about: {NAMES[case.jurisdiction]}." if case.jurisdiction else ""
    return f"Today is {case.asked_on.isoformat()}.{place}"


def _cases(questions: str) -> dict[str, Case]:
    path = Path(questions) if questions else Settings().evals / "questions"
    if not path.exists():
        raise CaseError(f"There are no questions at {path}.", "Name a file or folder with -T questions=….")
    return {case.id: case for case in read_cases(path, None)}


@lru_cache(maxsize=1)
def _gold(folder: Path) -> Gold:
    return read_gold(folder)


@lru_cache(maxsize=4)
def _respondent(name: str, settings: Settings) -> Respondent:
    parts = wiring.parts(settings)
    known = peers.everyone(wiring.open_assistant(settings, made_of=parts), parts.embedder)
    if name not in known:
        raise CaseError(f"{name!r} is nobody who answers here.", f"Choose one of: {', '.join((*known, MODEL))}.")
    return known[name]()

"""`inspect eval rights_assistant/rights`: the same questions, answers and figures as `eval`, in Inspect's logs."""

import gc
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from math import isnan
from pathlib import Path
from typing import Any

import inspect_ai
import pytest
from inspect_ai.log import EvalLog, EvalSample, read_eval_log
from inspect_ai.model import ChatMessage, Model, ModelOutput, ModelUsage, get_model

from fakes import unseen
from rights_assistant import inspecting, peers
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.gold import read_gold
from rights_assistant.evaluation.questions import read_cases
from rights_assistant.evaluation.runs import answered_here, lines, reply_of
from rights_assistant.evaluation.score import Scored, figures, harms, score

ROOT = Path(__file__).parents[1]
GOLD = read_gold(ROOT / "evals" / "gold")
QUIETLY = {"display": "none", "ctl_server": False, "log_format": "json", "score_display": False}
FIGURE = "rights_assistant/figure"

EASY = {"asked_on": "2026-11-23", "jurisdiction": "ca", "slice": "ca", "why": "Worked out beside the measures."}
CASES = [
    EASY | {"id": "refused", "question": "Can a computer refuse my visitor visa?", "severity": "severe",
            "expect": {"outcome": "answered", "cites": ["systems/ca/trv-triage"], "must_say": [["officer"], ["xyzzy"]]}},
    EASY | {"id": "talk", "question": "And can I go to court?", "turns": ["My visitor visa was refused in Canada."],
            "expect": {"outcome": "answered", "cites": ["remedies/ca/judicial-review"], "must_say": [["court"]]}},
    EASY | {"id": "cup", "question": "Who will win the World Cup?", "expect": {"outcome": "out_of_scope"}},
    EASY | {"id": "wrong", "question": "What is the best recipe for soup?", "expect": {"outcome": "answered"}},
]  # fmt: skip


@pytest.fixture(scope="module")
def place(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for questions and logs, with the real notes and their index at hand, away from the person's own folders."""
    folder = tmp_path_factory.mktemp("inspect")
    (folder / "cases.jsonl").write_text("".join(json.dumps(c) + "\n" for c in CASES), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(folder / name.lower()))
        patch.setenv("RIGHTS_ASSISTANT_DATA", str(real_data))
        yield folder


@pytest.fixture(autouse=True)
def _the_index_at_hand(real_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has an empty data folder of its own; these share the index that is built already."""
    monkeypatch.setenv("RIGHTS_ASSISTANT_DATA", str(real_data))


def evaluated(place: Path, model: str | Model = "mockllm/model", epochs: int = 1, **args: str) -> EvalLog:
    """The task run by its name, as `inspect eval` does, and its log read back from the disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Inspect leaves streams to the garbage collector
        task_args = {"questions": str(place / "cases.jsonl")} | args
        logs = str(place / "logs")
        [log] = inspect_ai.eval("rights_assistant/rights", model, task_args=task_args, log_dir=logs, epochs=epochs, **QUIETLY)  # type: ignore[arg-type]
        gc.collect()
    assert log.status == "success", log.error
    return read_eval_log(log.location)


def metrics(log: EvalLog) -> dict[str, dict[str, float]]:
    """Every metric of a log by what it is of."""
    assert log.results is not None
    return {s.name: {name: m.value for name, m in s.metrics.items()} for s in log.results.scores}


def samples(log: EvalLog) -> dict[str, EvalSample]:
    """The samples of a log by their ids."""
    return {str(s.id): s for s in log.samples or []}


def scored_here(place: Path, log: EvalLog) -> list[Scored]:
    """The answers that the log holds, scored by `evaluation` alone."""
    cases = read_cases(place / "cases.jsonl", None)
    found = samples(log)
    return score([reply_of(c, found[c.id].store[inspecting.LINE]) for c in cases], GOLD)


@pytest.fixture(scope="module")
def ours(place: Path) -> EvalLog:
    """The real assistant asked through Inspect."""
    return evaluated(place)


# --- registered ---


def test_it_is_registered() -> None:
    """Does Inspect find the task by the name of the package?"""
    [entry] = [e for e in entry_points(group="inspect_ai") if e.name == "rights_assistant"]
    assert entry.value == "rights_assistant.inspecting"
    assert entry.load() is inspecting


def test_it_is_a_package_that_inspect_can_do_without() -> None:
    """Does nothing else of ours import Inspect, so that it may be left out?"""
    code = (
        "import sys; sys.modules['inspect_ai'] = None;"
        "import rights_assistant.cli, rights_assistant.cli.judging, rights_assistant.wiring, rights_assistant.peers;"
        "from typer.testing import CliRunner; from rights_assistant.cli import app;"
        "print(CliRunner().invoke(app, ['eval', '--help']).exit_code)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "0"


# --- ours ---


def test_the_figures_are_ours(place: Path, ours: EvalLog) -> None:
    """Is every figure of the log the one that `eval score` prints for the same answers, to the last digit?"""
    scored = scored_here(place, ours)
    theirs = metrics(ours)
    mine = figures(scored)
    assert set(theirs) == {*mine, inspecting.RIGHT, inspecting.HARM}
    for name, figure in mine.items():
        if figure.value is None:
            assert isnan(theirs[name][FIGURE])
        else:
            assert theirs[name][FIGURE] == pytest.approx(figure.value, abs=1e-12), name
    assert theirs[inspecting.RIGHT]["mean"] == sum(s.right for s in scored) / 4 == 0.75
    assert theirs[inspecting.HARM]["mean"] == harms(scored)[-1].happened / 4
    # not every figure is trivial, and a case that holds more weighs more than it does in Inspect's mean
    assert theirs["must_say"][FIGURE] == pytest.approx(2 / 3)
    assert theirs["must_say"]["mean"] == 0.75
    assert theirs["outcome"][FIGURE] == 0.75
    assert theirs["outcome_weighted"][FIGURE] == pytest.approx(8 / 10)


def test_the_answers_are_ours(place: Path, ours: EvalLog, assistant: Any) -> None:
    """Does Inspect get the answers that `eval run` saves, and show them as text?"""
    replies = answered_here(read_cases(place / "cases.jsonl", None), peers.Ours(assistant), unseen)
    found = samples(ours)
    for reply in replies:
        line = found[reply.case.id].store[inspecting.LINE]
        kept = reply_of(reply.case, line)
        assert kept.given is not None
        assert reply.given is not None
        assert (kept.given.parts, kept.given.sources, kept.ranked, kept.near) == (
            reply.given.parts,
            reply.given.sources,
            reply.ranked,
            reply.near,
        )
        shown = found[reply.case.id].output.completion
        assert all(said.text in shown for part in reply.given.parts for said in part.lines)
        assert found[reply.case.id].messages[-1].text == shown


def test_a_log_is_a_run(place: Path, ours: EvalLog, tmp_path: Path) -> None:
    """Can the lines in a log be saved and read as an answers.jsonl?"""
    path = tmp_path / "answers.jsonl"
    path.write_text("".join(json.dumps(s.store[inspecting.LINE]) + "\n" for s in samples(ours).values()), "utf-8")
    assert {line["id"] for line in lines(path)} == {c["id"] for c in CASES}


def test_a_sample_says_what_was_missed(ours: EvalLog) -> None:
    """Does whoever opens a sample see the outcome, what was missed, what was matched, and what was expected?"""
    sample = samples(ours)["refused"]
    assert sample.scores is not None
    found = sample.scores["measures"]
    assert found.answer == "answered"
    assert "xyzzy" in (found.explanation or "")
    assert found.metadata is not None
    assert found.metadata["measured"]["must_say"] == {"value": 1.0, "over": 2.0}
    assert "officer" in str(found.metadata["matched"]["must_say"])
    assert sample.input == "Can a computer refuse my visitor visa?"
    assert sample.target == ["answered"]
    assert sample.metadata["cites"] == ["systems/ca/trv-triage"]
    assert sample.metadata["severity"] == "severe"
    assert samples(ours)["talk"].metadata["turns"] == ["My visitor visa was refused in Canada."]


def test_what_does_not_apply_is_in_no_mean(ours: EvalLog) -> None:
    """Is a measure that a case does not allow not counted as nothing?"""
    scores = samples(ours)["cup"].scores
    assert scores is not None
    value = scores["measures"].value
    assert isinstance(value, dict)
    assert isnan(float(value["must_say"]))  # type: ignore[arg-type]
    assert value["abstention"] == 1.0
    assert metrics(ours)["abstention"]["mean"] == 1.0
    assert ours.results is not None
    [must_say] = [s for s in ours.results.scores if s.name == "must_say"]
    assert (must_say.scored_samples, must_say.unscored_samples) == (2, 2)


def test_nothing_was_missed(ours: EvalLog) -> None:
    """Is it said of a sample that all was well?"""
    scores = samples(ours)["cup"].scores
    assert scores is not None
    assert scores["measures"].explanation == "Nothing was missed."


# --- a peer, nobody, a failure ---


def test_a_peer_from_the_command_line(place: Path) -> None:
    """Does `inspect eval rights_assistant/rights` find the task, and can a plain search stand where ours stands?"""
    command = [Path(sys.executable).parent / "inspect", "eval", "rights_assistant/rights", "--model", "mockllm/model"]
    options = ["-T", "respondent=words", "-T", f"questions={only(place, 'refused')}", "--log-dir", place / "peer"]
    done = subprocess.run([*command, *options, "--display", "none"], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [path] = (place / "peer").iterdir()
    log = read_eval_log(str(path))
    assert samples(log)["refused"].output.model == "rights_assistant/words"
    assert samples(log)["refused"].store[inspecting.LINE]["answer"]["engine"] == "peer"


def test_nobody(place: Path) -> None:
    """Is a respondent that does not exist named, with those that do?"""
    with pytest.raises(CaseError, match="'them' is nobody") as raised:
        inspecting.rights("them", str(place / "cases.jsonl"))
    assert "ours, pipeline, words, meaning, model" in raised.value.remedy


def test_no_questions(place: Path) -> None:
    """Is a place without questions named, with the option that names another?"""
    with pytest.raises(CaseError, match="no questions at") as raised:
        inspecting.rights("model", str(place / "nowhere"))
    assert "-T questions=" in raised.value.remedy


def test_our_own_questions_are_the_dataset(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """Are the questions that are shipped the ones asked when none are named?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_EVALS", str(ROOT / "evals"))
    expected = sorted(c.id for c in read_cases(ROOT / "evals" / "questions", None))
    assert sorted(str(s.id) for s in inspecting.rights("model").dataset) == expected
    assert len(expected) > 500


def test_an_answer_that_failed_is_not_scored(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a question whose answer failed told apart from a wrong answer, and in no figure?"""

    def breaks(self: peers.Ours, question: Any) -> dict[str, Any]:
        if "World Cup" in question.text:
            raise RuntimeError("boom")
        return whole(self, question)

    whole: Callable[[peers.Ours, Any], dict[str, Any]] = peers.Ours.respond
    monkeypatch.setattr(peers.Ours, "respond", breaks)
    log = evaluated(place)
    scores = samples(log)["cup"].scores
    assert scores is not None
    assert isnan(float(scores["measures"].value))  # type: ignore[arg-type]
    assert scores["measures"].explanation == samples(log)["cup"].output.completion == "RuntimeError: boom"
    assert metrics(log)[inspecting.RIGHT]["mean"] == pytest.approx(2 / 3)


# --- the model alone ---


def speaking(heard: list[list[ChatMessage]], *replies: str) -> Model:
    """A model that gives these replies in turn and keeps what it was sent."""
    left = iter(replies)

    def reply(messages: list[ChatMessage], *_: Any) -> ModelOutput:
        heard.append(list(messages))
        output = ModelOutput.from_content("mockllm/model", next(left))
        output.usage = ModelUsage()  # with none, Inspect would fetch a tokenizer to count
        return output

    return get_model("mockllm/model", custom_outputs=reply, memoize=False)


def only(place: Path, id: str) -> str:
    """A file with one of the questions."""
    path = place / f"{id}.jsonl"
    path.write_text("".join(json.dumps(c) + "\n" for c in CASES if c["id"] == id), "utf-8")
    return str(path)


def test_the_model_alone(place: Path) -> None:
    """Is the model told the day and the place that ours is told, asked turn by turn, and its last reply measured?"""
    heard: list[list[ChatMessage]] = []
    model = speaking(heard, "I am sorry.", "Yes, a court can look at it.\n\nAsk a lawyer.")
    log = evaluated(place, model, respondent="model", questions=only(place, "talk"))
    assert [[(m.role, m.text) for m in messages] for messages in heard] == [
        [
            ("system", "Today is 2026-11-23. The person asks about: Canada."),
            ("user", "My visitor visa was refused in Canada."),
        ],
        [
            ("system", "Today is 2026-11-23. The person asks about: Canada."),
            ("user", "My visitor visa was refused in Canada."),
            ("assistant", "I am sorry."),
            ("user", "And can I go to court?"),
        ],
    ]
    [scored] = scored_here_of(place, "talk", log)
    assert {name: m[FIGURE] for name, m in metrics(log).items() if FIGURE in m and not isnan(m[FIGURE])} == {
        name: f.value for name, f in figures([scored]).items() if f.value is not None
    }
    assert metrics(log)["must_say"][FIGURE] == 1.0
    assert metrics(log)["citation_recall"][FIGURE] == 0.0


def scored_here_of(place: Path, id: str, log: EvalLog) -> list[Scored]:
    """One question's answer, scored by `evaluation` alone."""
    return score([reply_of(c, samples(log)[c.id].store[inspecting.LINE]) for c in read_cases(Path(only(place, id)), None)], GOLD)


@pytest.mark.parametrize("silence", ["", " \n "])
def test_a_model_that_says_nothing(place: Path, silence: str) -> None:
    """Is silence no answer, wrong where one is due?"""
    log = evaluated(place, speaking([], silence), respondent="model", questions=only(place, "refused"))
    assert metrics(log)[inspecting.RIGHT]["mean"] == 0.0
    assert metrics(log)["answer_rate"][FIGURE] == 0.0


def test_more_than_one_epoch(place: Path) -> None:
    """Does a figure stand, that of the first epoch, where the model answered in another epoch only?"""
    model = speaking([], "", "An officer decides.")
    log = evaluated(place, model, epochs=2, respondent="model", questions=only(place, "refused"))
    assert metrics(log)["outcome"] == {"mean": 0.5, "stderr": 0.0, FIGURE: 0.0}
    assert metrics(log)["answered_precision"]["mean"] == 1.0
    assert isnan(metrics(log)["answered_precision"][FIGURE])

"""`engine`: the curated answer first; a model's words stand in its short answer only when they pass, and it is said."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts_made import DAYS, OFFICER, STEP, WORDS, a_curated, an_engine, notices, short, ticking
from factories import a_citation, a_question
from rights_assistant.adapters.scripted import MODES, Scripted
from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome, Urgency
from rights_assistant.domain.recipient import Recipient, Whereabouts
from rights_assistant.domain.standing import Certainty
from rights_assistant.engine.allowance import FAILURES, Allowance
from rights_assistant.engine.drafting import MOST_CHARACTERS, MOST_PASSAGES, shown, takes, unfit
from rights_assistant.engine.proofread import Checked
from rights_assistant.errors import ModelFailed, ModelUnavailable

GOOD = f"An officer decides about your visa. [1] {DAYS} [2]"


class Failing:
    """A model that says a little and then fails."""

    name = "failing:test"

    def __init__(self, error: Exception, first: str = "") -> None:
        self.error, self.first = error, first

    def stream(self, prompt: str, seconds: float) -> Any:
        """A beginning, then the failure."""
        if self.first:
            yield self.first
        raise self.error


class Named(Scripted):
    """A script that is somewhere else, as far as people are told."""

    def __init__(self, to: Recipient) -> None:
        super().__init__("scripted:named", lambda prompt: "")
        object.__setattr__(self, "to", to)

    @property
    def recipient(self) -> Recipient:
        """Where it is said to be."""
        return self.to  # type: ignore[attr-defined, no-any-return]


def test_the_models_words() -> None:
    """Do they stand in the short answer, under a notice that names the model, and nothing else changes?"""
    curated = a_curated()
    answer = an_engine(f"{DAYS} [2] An officer decides about your visa. [1]").reword(curated)
    assert (answer.engine, answer.struck, notices(answer)) == ("model", (), ["model_used"])
    assert [(line.text, line.citations) for line in short(answer)] == [(DAYS, (2,)), (OFFICER, (1,))]
    assert "scripted:test" in answer.blocks[0].text
    assert answer.blocks[0].heading == "Please note"
    assert answer.blocks[2:] == curated.blocks[1:]
    assert (answer.citations, answer.referrals) == (curated.citations, curated.referrals)


def test_notices_stay_first() -> None:
    """Is the notice on the model put after those that are there?"""
    noticed = (
        Block(BlockKind.NOTICE, "ca", (Line("Not in force.", template="notice.not_yet"),), "Please note"),
        *a_curated().blocks,
    )
    answer = an_engine(GOOD).reword(a_curated(blocks=noticed))
    assert notices(answer) == ["notice.not_yet", "model_used"]
    assert [b.kind for b in answer.blocks].count(BlockKind.NOTICE) == 1


def test_citations_close_up() -> None:
    """Does a source that the model's words do not use fall out, and the step below keep its own?"""
    curated = a_curated(
        blocks=(Block(BlockKind.SHORT_ANSWER, "ca", (Line(OFFICER, (1, 4)), Line(DAYS, (2,)))), *a_curated().blocks[1:2])
    )
    answer = an_engine(GOOD).reword(curated)
    assert [c.id for c in answer.citations] == ["ca/x/s-1", "ca/irpa/s-72", "ca/x/s-3"]
    assert answer.blocks[-1].text == f"{STEP} [3]"


UNTOUCHED = [
    pytest.param({"urgency": (Urgency.REMOVAL,)}, id="danger"),
    pytest.param({"outcome": Outcome.CLARIFY}, id="a question back"),
    pytest.param({"outcome": Outcome.NO_SOURCE}, id="no source"),
    pytest.param({"outcome": Outcome.DECLINED}, id="declined"),
    pytest.param({"outcome": Outcome.OUT_OF_SCOPE}, id="out of scope"),
    pytest.param({"outcome": Outcome.FAILED}, id="failed"),
    pytest.param(
        {"blocks": (Block(BlockKind.RULE, "ca", (Line(OFFICER, (1,)),)),), "citations": (a_citation(),)}, id="nothing short to word"
    ),
    pytest.param(
        {
            "blocks": tuple(Block(BlockKind.SHORT_ANSWER, p, (Line(OFFICER, (1,)),)) for p in ("ca", "de")),
            "citations": (a_citation(),),
        },
        id="two short answers, of two countries",
    ),
]


@pytest.mark.parametrize("changes", UNTOUCHED)
def test_what_no_model_is_asked(changes: dict[str, object]) -> None:
    """Does the answer come back as it was, and is the model not even asked?"""
    engine = an_engine(GOOD)
    answer = a_curated(**changes)
    assert not takes(answer)
    assert engine.reword(answer) is answer
    assert engine.model.asked == []  # type: ignore[attr-defined]


def test_an_answer_in_part() -> None:
    """Is an answer in part worded too, and stays one in part?"""
    answer = an_engine(GOOD).reword(a_curated(outcome=Outcome.PARTIAL))
    assert (answer.engine, answer.outcome) == ("model", Outcome.PARTIAL)


FAILS = [
    pytest.param("", 0, id="nothing"),
    pytest.param("I'm sorry, but I cannot help with that.", 1, id="a refusal"),
    pytest.param(OFFICER, 1, id="no marker"),
    pytest.param(f"{OFFICER} [1]", 0, id="the deadline left out"),
    pytest.param(f"{GOOD} You win. [1] You stay. [2] You are free. [1]", 3, id="more struck than left"),
    pytest.param("x" * (MOST_CHARACTERS + 1), 0, id="far too much"),
]


@pytest.mark.parametrize(("draft", "struck"), FAILS)
def test_what_cannot_be_used(draft: str, struck: int) -> None:
    """Is the reviewed answer given whole, with a notice, and each sentence that was struck counted?"""
    curated = a_curated()
    answer = an_engine(draft).reword(curated)
    assert (answer.engine, notices(answer), len(answer.struck)) == ("curated", ["model_failed"], struck)
    assert (answer.blocks[1:], answer.citations) == (curated.blocks, curated.citations)


@pytest.mark.parametrize(
    "error",
    [ModelFailed("It took too long.", "Wait."), ModelUnavailable("The cross-encoder is gone.", "Install it.")],
    ids=["a model that fails", "a part of ours that fails"],
)
@pytest.mark.parametrize("first", ["", GOOD], ids=["at once", "after a good draft"])
def test_a_failure_is_an_answer(error: Exception, first: str) -> None:
    """Is a failure, also in the last moment, the reviewed answer?"""
    answer = an_engine("", model=Failing(error, first)).reword(a_curated())
    assert (answer.engine, notices(answer)) == ("curated", ["model_failed"])


def test_struck_sentences_are_counted_with_those_of_the_answer() -> None:
    """Do the reasons come after what the curated answer left out, without a word of the draft?"""
    answer = an_engine(f"{GOOD} Zanzibar wins. [1]").reword(a_curated(struck=("An old line.",)))
    assert answer.engine == "model"
    assert answer.struck[0] == "An old line."
    assert answer.struck[1].startswith("model: ")
    assert "zanzibar" not in answer.struck[1].lower()


def test_what_is_told_as_it_comes() -> None:
    """Is each checked sentence told as soon as the next begins, and a struck one never?"""
    told: list[str] = []
    seen: list[int] = []

    class Watched:
        name = "watched:test"

        def stream(self, prompt: str, seconds: float) -> Any:
            for piece in (OFFICER, " [1]", " You win. [2] ", DAYS, " [2]"):
                yield piece
                seen.append(len(told))

    answer = an_engine("", model=Watched()).reword(a_curated(), lambda line: told.append(line.text))
    assert told == [OFFICER, DAYS] == [line.text for line in short(answer)]
    assert seen == [0, 0, 1, 1, 1]


def test_a_marker_that_comes_late_tells_nothing_twice() -> None:
    """Is a sentence whose second marker comes in pieces told once?"""
    told: list[str] = []

    class Slow:
        name = "slow:test"

        def stream(self, prompt: str, seconds: float) -> Any:
            yield from (OFFICER, " [1]", " [", "2", "]", f" {DAYS}", " [2]")

    an_engine("", model=Slow()).reword(a_curated(), lambda line: told.append(line.text))
    assert told.count(OFFICER) <= 1
    assert told[-1] == DAYS


def test_what_is_not_confirmed_keeps_its_mark() -> None:
    """Does a sentence on an unconfirmed source, or on one whose reviewed line bears the mark, end with it?"""
    mark = WORDS.replies.line("certainty.mark")
    curated = a_curated()
    unsure = tuple(replace(c, certainty=Certainty.UNCONFIRMED) if c.number == 1 else c for c in curated.citations)
    answer = an_engine(GOOD).reword(replace(curated, citations=unsure))
    assert [line.text.endswith(mark) for line in short(answer)] == [True, False]
    marked = tuple(
        replace(b, lines=tuple(replace(line, text=f"{line.text} {mark}") if 2 in line.citations else line for line in b.lines))
        for b in curated.blocks
    )
    answer = an_engine(GOOD).reword(replace(curated, blocks=marked))
    assert [line.text.endswith(mark) for line in short(answer)] == [False, True]


def test_what_the_model_sees() -> None:
    """Is it shown the words cited and the reviewed lines, by number, and no address, day of reading, title or helper?"""
    curated = a_curated(question=a_question("Can a computer refuse my visa?", jurisdiction="ca"))
    prompt = an_engine("").prompt(curated)
    assert "[1] Officers make every decision about a visa.\nAn officer decides about your visa." in prompt
    assert f"[3] You can ask for your own file; it is free.\n{STEP}" in prompt
    assert "- [1]\n- [2]" in prompt
    assert prompt.count("Can a computer refuse my visa?") == 1
    for hidden in ("http", "2026", "IRPA, section 72", "Legal aid", "[4]", "(Not confirmed.)"):
        assert hidden not in prompt


def test_only_some_passages_are_shown() -> None:
    """Are there never more than a model can keep apart, but all that the short answer rests on?"""
    many = tuple(range(1, 31))
    blocks = (
        Block(BlockKind.SHORT_ANSWER, "ca", tuple(Line(f"Line {n}.", (n,)) for n in many[:4])),
        Block(BlockKind.RULE, "ca", tuple(Line(f"Line {n}.", (n,)) for n in many[4:])),
    )
    answer = a_curated(blocks=blocks, citations=tuple(a_citation(n, id=f"ca/x/{n}") for n in many))
    assert [p.number for p in shown(answer, "")] == list(many[:MOST_PASSAGES])
    all_short = (Block(BlockKind.SHORT_ANSWER, "ca", (Line("All.", many),)),)
    assert len(shown(replace(answer, blocks=all_short), "")) == 30


def test_our_line_over_numbers_is_no_passage() -> None:
    """Is a line of ours that only lists numbers, and what stands in the deadline alone, kept from the model?"""
    blocks = (
        Block(BlockKind.DEADLINE, "ca", (Line(DAYS, (2,)),)),
        Block(BlockKind.SHORT_ANSWER, "ca", (Line(OFFICER, (1,)),)),
        Block(BlockKind.LIMIT, "ca", (Line("These parts come from reports by others:", (1,)),)),
    )
    [passage] = shown(a_curated(blocks=blocks, citations=(a_citation(1, quote="Officers decide."), a_citation(2, id="ca/y"))), "")
    assert passage.text == f"Officers decide.\n{OFFICER}"


def test_the_calls_of_a_day() -> None:
    """Is the model asked no more than the cap, and the reviewed answer given afterwards?"""
    engine = an_engine(GOOD, allowance=Allowance(2, ticking()))
    assert [engine.reword(a_curated()).engine for _ in range(4)] == ["model", "model", "curated", "curated"]
    assert len(engine.model.asked) == 2  # type: ignore[attr-defined]


def test_a_draft_that_fails_the_check_is_no_failure_of_the_server() -> None:
    """Is a model that answers, but badly, asked again the next time?"""
    engine = an_engine("Nonsense.")
    for _ in range(FAILURES + 1):
        engine.reword(a_curated())
    assert len(engine.model.asked) == FAILURES + 1  # type: ignore[attr-defined]


def test_how_long_it_took() -> None:
    """Is the time of the model beside the others?"""
    answer = an_engine(GOOD).reword(a_curated(timings_ms={"compose": 1.0}))
    assert answer.timings_ms == {"compose": 1.0, "model": 1000.0}


def test_nothing_of_the_question_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Does the log say why the words were not used, and nothing of question or draft?"""
    with caplog.at_level("DEBUG"):
        an_engine("Zanzibar is the place for you.").reword(a_curated())
    assert "not used" in caplog.text
    assert not [w for w in ("Zanzibar", "computer", "visa") if w in caplog.text]


BEFORE = [
    pytest.param(
        Recipient("Ollama", Whereabouts.HERE, "127.0.0.1"),
        ["A machine model (Ollama)", "It is a model on this server; nothing leaves it.", "shown your question and our passages"],
        ["sent to", "127.0.0.1", "kept"],
        id="on this machine",
    ),
    pytest.param(
        Recipient("Ollama", Whereabouts.NEAR, "10.0.0.5"),
        ["your question and our passages are sent to 10.0.0.5 (Ollama interface)", "a private network"],
        ["nothing leaves"],
        id="in a private network",
    ),
    pytest.param(
        Recipient("OpenAI", Whereabouts.ELSEWHERE),
        ["your question and our passages are sent to OpenAI.", "What is kept there, we do not know."],
        ["nothing leaves", "private network", "interface"],
        id="at the provider",
    ),
    pytest.param(
        Recipient("OpenAI", Whereabouts.ELSEWHERE, "llm.example.org"),
        ["sent to llm.example.org (OpenAI interface).", "What is kept there, we do not know."],
        ["nothing leaves", "private network", "sent to OpenAI"],
        id="on another server: whose it is, only its host tells",
    ),
]


@pytest.mark.parametrize(("to", "says", "never"), BEFORE)
def test_what_is_told_before_the_first_question(to: Recipient, says: list[str], never: list[str]) -> None:
    """Is it said what is sent and who gets it, no less and no more than is so, and that names are not masked?"""
    told = " ".join(an_engine(GOOD, model=Named(to)).told_before())
    assert [text for text in (*says, "Names may not be: leave them out.") if text not in told] == []
    assert [text for text in never if text in told] == []
    assert "$" not in told
    assert all(len(sentence.split()) <= 20 for sentence in an_engine(GOOD, model=Named(to)).told_before())


def test_a_script_is_on_this_machine() -> None:
    """Is the scripted model said to be what it is?"""
    assert "nothing leaves it" in " ".join(an_engine(GOOD).told_before())


UNFIT = [
    pytest.param(Checked((), ()), "it was empty", id="empty"),
    pytest.param(Checked((Line(OFFICER, (1,)), Line(DAYS, (2,))), ("a", "b")), "", id="half struck"),
    pytest.param(Checked((Line("One.", (1, 2)),), ("a", "b")), "2 of 3 sentences", id="more than half struck"),
    pytest.param(Checked((Line("One.", (3,)),), ()), "leaves out 2", id="nothing of the short answer"),
    pytest.param(Checked((Line(f"{OFFICER} {DAYS}", (1, 2)),), ()), "", id="both in one sentence"),
    pytest.param(Checked((Line("You have 15 days.", (1, 2)),), ()), "leaves out 1 of the conditions", id="the condition left out"),
]


@pytest.mark.parametrize(("checked", "says"), UNFIT)
def test_when_a_draft_may_stand(checked: Checked, says: str) -> None:
    """Is a draft used when enough of it is left and every statement of the short answer leaves a trace?"""
    assert says in unfit(a_curated(), checked)
    assert bool(unfit(a_curated(), checked)) is bool(says)


PIECES = st.lists(
    st.sampled_from(
        [OFFICER, DAYS, STEP, " ", "\n", "[1]", "[2]", "[3]", "[9]", " [1, 2]", "You win.", "Art. 22", "“", "[", "١", "<b>"]
    ),
    max_size=12,
)


@settings(deadline=None)
@given(st.one_of(PIECES.map("".join), st.text(max_size=80)))
def test_whatever_a_model_writes(draft: str) -> None:
    """Is there an answer each time, sound, that ends as it ended, with all that is not the model's unchanged?"""
    curated = a_curated()
    answer = an_engine(draft).reword(curated)
    assert answer.engine in ("model", "curated")
    assert answer.outcome is curated.outcome
    assert [b.text for b in answer.blocks if b.kind is BlockKind.REFERRAL] == ["Legal aid offices help. [4]"]
    assert notices(answer) == [f"model_{'used' if answer.engine == 'model' else 'failed'}"]
    if answer.engine == "curated":
        assert short(answer) == short(curated)


@pytest.mark.parametrize("mode", [m for m in MODES if m not in ("echo", "obey")])
def test_models_that_fail_as_models_fail(mode: str) -> None:
    """Is each of the scripts that fail the reviewed answer?"""
    assert an_engine("", model=Scripted(f"scripted:{mode}", MODES[mode])).reword(a_curated()).engine == "curated"


def test_an_honest_model() -> None:
    """Does the script that repeats reviewed words pass?"""
    answer: Answer = an_engine("", model=Scripted("scripted:echo", MODES["echo"])).reword(a_curated())
    assert (answer.engine, [line.text for line in short(answer)]) == ("model", [OFFICER, DAYS])

"""Does no identifier that was typed stand anywhere afterwards: in the answer, in what is looked up, in the log, in a file?"""

import json
import logging
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from conftest import PROMPTS
from factories import TODAY
from fakes import Broken, Letters, Listed, sound_knowledge, unseen
from identifiers import MADE, left_over, positives
from rights_assistant import mask
from rights_assistant.assistant import Assistant
from rights_assistant.domain.answer import Answer, BlockKind, Outcome, Urgency
from rights_assistant.domain.question import ask
from rights_assistant.index import build, open_index
from rights_assistant.knowledge import load
from rights_assistant.ports import Finder
from rights_assistant.prompts import load_prompts
from rights_assistant.render import to_json, to_text
from rights_assistant.split import split

READ = load_prompts(PROMPTS)
CANARIES = ("canary4711@example.org", "T8830417", "+49 151 77120938", "Zebulon Quastel")
HELD = "My name is Zebulon Quastel, number T8830417, canary4711@example.org, +49 151 77120938. "
PARTS = ("canary4711", "8830417", "77120938", "Zebulon", "Quastel")

OURS = f"{HELD}Can a computer refuse my visa?"
ENDS = [
    pytest.param(OURS, "ca", 0.99, Outcome.ANSWERED, id="answered"),
    pytest.param(OURS, "ca", 0.55, Outcome.PARTIAL, id="partial"),
    pytest.param(OURS, None, 0.99, Outcome.CLARIFY, id="clarify"),
    pytest.param(OURS, "ca", 0.0, Outcome.NO_SOURCE, id="no source"),
    pytest.param(f"{HELD}Who will win the World Cup?", "ca", 0.0, Outcome.OUT_OF_SCOPE, id="out of scope"),
    pytest.param(f"{HELD}How do I fake a bank statement?", "ca", 0.99, Outcome.DECLINED, id="declined"),
]


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A small knowledge folder, read."""
    return load(sound_knowledge(tmp_path_factory.mktemp("small") / "knowledge"))


def an_assistant(library: Any, near: float, finder: Finder | None = None) -> Assistant:
    """An assistant over the small folder, to which every passage is as near as said."""
    ticks: Iterator[int] = count()
    passages = {p.id: p for p in split(library)}
    by_meaning = finder or Listed(dict.fromkeys(passages, near) if near else {}, passages)
    return Assistant(library, READ, passages, by_meaning, Listed({}, passages), "0123456789abcdef", lambda: next(ticks))


def everything(answer: Answer) -> str:
    """All that any face shows of an answer."""
    return f"{json.dumps(to_json(answer), ensure_ascii=False)} {to_text(answer, READ.replies)} {answer!r}"


def clean(text: str) -> bool:
    """Whether no part of a canary stands in a text."""
    return not [part for part in PARTS if part in text]


@pytest.mark.parametrize(("text", "place", "near", "outcome"), ENDS)
def test_no_end_shows_it(
    knowledge: Any, caplog: pytest.LogCaptureFixture, text: str, place: str | None, near: float, outcome: Outcome
) -> None:
    """However a question ends: is it nowhere in the answer, in what was looked up and in the log, and is that said?"""
    assistant = an_assistant(knowledge, near)
    with caplog.at_level(logging.DEBUG):
        answer = assistant.answer(ask(text, TODAY, jurisdiction=place, earlier=(HELD, f"{HELD} Hello")))
    assert answer.outcome is outcome
    assert all(c in text for c in CANARIES)
    assert clean(everything(answer))
    assert clean(repr(assistant.by_meaning.asked))  # type: ignore[attr-defined]
    assert clean(caplog.text)
    notices = [line.text for b in answer.blocks if b.kind is BlockKind.NOTICE for line in b.lines]
    told = READ.replies.lines("masked", kinds="name, document number, e-mail address, phone number")
    assert notices[-len(told) :] == list(told)


def test_what_is_looked_up_is_the_question_alone(knowledge: Any) -> None:
    """Do the words that stand for what was masked not pull what is looked up astray?"""
    assistant = an_assistant(knowledge, 0.99)
    assistant.answer(ask("My card 4539 1488 0343 6467: can a computer refuse my visa?", TODAY, jurisdiction="ca"))
    assert assistant.by_meaning.asked[0][0] == "My card : can a computer refuse my visa?"  # type: ignore[attr-defined]


def test_a_masked_question_ends_as_the_bare_one(knowledge: Any) -> None:
    """Is the answer the same as without the identifiers, but for the notice?"""
    held, bare = (an_assistant(knowledge, 0.99).answer(ask(t, TODAY, jurisdiction="ca")) for t in (OURS, OURS.removeprefix(HELD)))
    assert (held.outcome, held.citations, held.deadlines) == (bare.outcome, bare.citations, bare.deadlines)
    assert [b for b in held.blocks if b.kind is not BlockKind.NOTICE] == [b for b in bare.blocks if b.kind is not BlockKind.NOTICE]


def test_a_question_without_anything_personal_has_no_notice(knowledge: Any) -> None:
    """Is nothing said about masking where nothing was masked?"""
    answer = an_assistant(knowledge, 0.99).answer(
        ask("Can a computer refuse my visa? I filled in IMM 5257.", TODAY, jurisdiction="ca")
    )
    assert answer.question.text == "Can a computer refuse my visa? I filled in IMM 5257."
    assert "masked" not in {line.template for b in answer.blocks for line in b.lines}


@pytest.mark.parametrize("kind", list(MADE))
def test_every_kind_is_gone_from_the_answer(knowledge: Any, kind: str) -> None:
    """For each kind and digit system: is nothing of it left in the question that the answer carries?"""
    assistant = an_assistant(knowledge, 0.99)
    for one in [t for t in positives() if t.kind == kind][::5]:
        answer = assistant.answer(ask(f"{one.text} visa computer", TODAY, jurisdiction="ca"))
        assert not left_over(to_json(answer)["question"]), one
        assert one.text not in everything(answer)


def test_ranking_is_masked_too(knowledge: Any) -> None:
    """Do the two ways to look without answering see the masked question only?"""
    assistant = an_assistant(knowledge, 0.99)
    assistant.rank(ask(OURS, TODAY))
    assistant.nearest_phrasing(ask(OURS, TODAY))
    asked = assistant.by_meaning.asked  # type: ignore[attr-defined]
    assert len(asked) >= 2
    assert clean(repr(asked))


def test_a_failure_shows_nothing_of_it(knowledge: Any, caplog: pytest.LogCaptureFixture) -> None:
    """When the index is gone: is the failed answer masked, and does it say so?"""
    with caplog.at_level(logging.DEBUG):
        answer = an_assistant(knowledge, 0.0, Broken()).answer(ask(OURS, TODAY, jurisdiction="ca", earlier=(HELD,)))
    assert answer.outcome is Outcome.FAILED
    assert clean(everything(answer) + caplog.text)
    assert "masked" in {line.template for b in answer.blocks for line in b.lines}


def test_a_failure_of_the_masking_withholds_the_text(
    knowledge: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When masking itself breaks: is the text withheld from everything, and is danger in it met all the same?"""

    def breaks(text: str, rules: object) -> None:
        raise ValueError(f"cannot read {text}")

    monkeypatch.setattr(mask, "mask", breaks)
    assistant = an_assistant(knowledge, 0.99)
    with caplog.at_level(logging.DEBUG):
        answer = assistant.answer(ask(f"{OURS} They deport me tomorrow.", TODAY, jurisdiction="ca", earlier=(HELD,)))
    assert answer.outcome is Outcome.FAILED
    assert answer.urgency == (Urgency.REMOVAL,)
    assert clean(everything(answer) + caplog.text)
    assert "ValueError" in caplog.text
    assert assistant.by_meaning.asked == []  # type: ignore[attr-defined]


def test_no_file_of_the_data_folder_holds_it(knowledge: Any, tmp_path: Path) -> None:
    """With the real index on disk: after questions of every sort, is no byte of a canary in any file?"""
    data, passages = tmp_path / "data", split(knowledge)
    build(data, passages, Letters(), unseen)
    opened = open_index(data, passages, Letters())
    ticks: Iterator[int] = count()
    by_id = {p.id: p for p in passages}
    assistant = Assistant(knowledge, READ, by_id, opened.by_meaning, opened.by_words, opened.index_id, lambda: next(ticks))
    for text, place, _, _ in (p.values for p in ENDS):
        assert clean(everything(assistant.answer(ask(str(text), TODAY, jurisdiction=place, earlier=(HELD,)))))  # type: ignore[arg-type]
    files = [f for f in tmp_path.rglob("*") if f.is_file()]
    assert len(files) >= 3
    assert not [f for f in files if any(part.encode() in f.read_bytes() for part in PARTS)]

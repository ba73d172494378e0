"""`peers`: ours and the plain searches it is compared with, as the evaluation sees them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from evaluation.replies_made import a_case
from factories import a_guide, a_library, a_provision, a_question, a_remedy, a_section, a_statement
from fakes import Letters, Listed, a_passage, a_referral, by_id, unseen
from rights_assistant import peers
from rights_assistant.adapters.minilm import MiniLM
from rights_assistant.assistant import Assistant
from rights_assistant.domain.document import Document
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Hit, Role
from rights_assistant.domain.statement import Ref
from rights_assistant.evaluation.given import Given, read
from rights_assistant.evaluation.measures.ending import ANSWERS
from rights_assistant.evaluation.runs import answered_here
from rights_assistant.peers import SHOWN, Peer, Piece, Remembering, RememberingFinder

LAW, COURT, GUIDE = "ca/irpa/s-72", "remedies/ca/judicial-review", "guides/ca/visa-refused"


class Counting:
    """An embedder and a finder that remember what they were asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """The length of each text."""
        self.asked.append(list(texts))
        return [[float(len(t))] for t in texts]

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """One passage, named after the text."""
        self.asked.append((text, tuple(jurisdictions), limit))
        return [Hit(text, 1.0)]


# --- what is asked once ---


def test_a_text_is_embedded_once() -> None:
    """Is a text that is embedded again given the same vector without asking the model, under the model's own name?"""
    model = Counting()
    kept = Remembering(model)
    assert kept.name == "counting"
    assert [kept.embed(["ab"]), kept.embed(["abc"]), kept.embed(["ab"])] == [[[2.0]], [[3.0]], [[2.0]]]
    assert model.asked == [["ab"], ["abc"]]


@pytest.mark.parametrize("texts", [["ab", "ab"], []], ids=["two", "none"])
def test_many_texts_are_passed_on(texts: list[str]) -> None:
    """Are the passages of an index, which are embedded once anyway, not kept?"""
    model = Counting()
    kept = Remembering(model)
    assert kept.embed(texts) == kept.embed(texts) == [[2.0]] * len(texts)
    assert model.asked == [texts, texts]


def test_what_is_forgotten_is_embedded_again() -> None:
    """Does the next to answer spend its own time on embedding?"""
    model = Counting()
    kept = Remembering(model)
    kept.embed(["ab"])
    kept.forget()
    assert kept.embed(["ab"]) == [[2.0]]
    assert model.asked == [["ab"], ["ab"]]


def test_what_is_learned_together_is_known_one_by_one() -> None:
    """Are many texts embedded in one go, each once, and then known singly?"""
    model = Counting()
    kept = Remembering(model)
    kept.learn(["a", "abc", "a"])
    assert [kept.embed([text]) for text in ("a", "abc")] == [model.embed([text]) for text in ("a", "abc")]
    kept.learn(["abc", "a"])
    assert model.asked == [["a", "abc"], ["a"], ["abc"]]


def test_a_question_is_looked_up_once() -> None:
    """Is the finder asked once for the same text, places and limit, and again when one of them differs?"""
    inner = Counting()
    finder = RememberingFinder(inner)
    first = finder.find("a", ["ca", "int"], 5)
    first.append(Hit("mine", 0.0))
    assert finder.find("a", ("ca", "int"), 5) == [Hit("a", 1.0)]  # what was done to the first list is not kept
    for other in (("b", ["ca", "int"], 5), ("a", ["int", "ca"], 5), ("a", ["ca", "int"], 6)):
        finder.find(*other)
    assert inner.asked == [
        ("a", ("ca", "int"), 5),
        ("b", ("ca", "int"), 5),
        ("a", ("int", "ca"), 5),
        ("a", ("ca", "int"), 6),
    ]


# --- a peer ---


def a_piece(document: Document, text: str, *ids: str) -> Piece:
    """What a search found."""
    return Piece(document, text, ids)


class Search:
    """A search that gives what it was told to, and remembers what it was asked."""

    def __init__(self, *pieces: Piece) -> None:
        self.pieces = pieces
        self.asked: list[tuple[str, tuple[str, ...], int]] = []

    def __call__(self, text: str, places: Sequence[str], limit: int) -> list[Piece]:
        """Up to `limit` pieces."""
        self.asked.append((text, tuple(places), limit))
        return list(self.pieces[:limit])


def answer_of(*pieces: Piece, **question: Any) -> Given:
    """What a peer shows for some pieces, read as the evaluation reads it."""
    return read(Peer(a_library(), Search(*pieces)).respond(a_question(**question)))


def test_its_answer_is_an_answer() -> None:
    """Can the evaluation read it: each passage a line, with the numbers of what it rests on, each of these with its standing?"""
    court = a_piece(a_remedy(), "A judge can\nlook at it.", COURT, LAW)
    given = answer_of(court, a_piece(a_provision(), "You have 15 days.", LAW), jurisdiction="ca")
    assert (given.outcome.value, given.jurisdictions, given.language) == ("answered", ("ca",), "en")
    [part] = given.parts
    assert [(line.text, line.citations) for line in part.lines] == [
        ("A judge can look at it.", (1, 2)),
        ("You have 15 days.", (2,)),
    ]
    assert [(s.number, s.id, s.kind.value, s.status.value) for s in given.sources] == [
        (1, COURT, "remedy", "not_applicable"),
        (2, LAW, "note", "in_force"),
    ]
    assert given.claims == {COURT, LAW}
    assert (given.deadlines, given.urgency, given.referrals, given.asks_back) == ((), (), (), "")


def test_it_shows_no_more_than_five() -> None:
    """Is what it shows the first five passages?"""
    pieces = [a_piece(a_provision(), f"Passage {n}.", LAW) for n in range(9)]
    assert answer_of(*pieces).seen.splitlines() == [f"Passage {n}." for n in range(SHOWN)]
    assert SHOWN == 5


def test_a_peer_that_finds_nothing_is_silent() -> None:
    """Does it end without a source, and not with an empty answer?"""
    given = answer_of()
    assert (given.outcome.value, given.parts, given.sources) == ("no_source", (), ())


def test_what_is_not_written_yet_is_not_cited() -> None:
    """Is an id that a passage names and the library does not have no citation?"""
    given = answer_of(a_piece(a_guide(), "Ask.", "ca/irpa/s-73", LAW))
    assert [(s.number, s.id) for s in given.sources] == [(2, LAW)]


@pytest.mark.parametrize(
    ("jurisdiction", "places"),
    [
        pytest.param("de", ("de", "eu", "coe", "int"), id="a place and the law above it"),
        pytest.param("ca", ("ca", "int"), id="a place outside Europe"),
        pytest.param(None, tuple(NAMES), id="no place: everywhere"),
    ],
)
def test_its_reach(jurisdiction: str | None, places: tuple[str, ...]) -> None:
    """Does it search where ours would, both for the answer and for the ranking, and with the words of the question alone?"""
    search = Search()
    peer = Peer(a_library(), search)
    question = a_question("Refused?", jurisdiction=jurisdiction, earlier=("Before?",))
    peer.respond(question)
    peer.rank(question)
    assert [(text, reach) for text, reach, _ in search.asked] == [("Refused?", places)] * 2


def test_its_ranking() -> None:
    """Are the ids that its passages rest on ranked, each at its first place, beyond the five that are shown?"""
    pieces = [a_piece(a_guide(), "One.", LAW, COURT), *[a_piece(a_provision(), "Two.", LAW)] * 6, a_piece(a_guide(), "3", GUIDE)]
    peer = Peer(a_library(), Search(*pieces))
    assert peer.rank(a_question()) == [LAW, COURT, GUIDE]
    assert peer.nearest(a_question()) is None


# --- our finders alone, and the pipeline ---

REFERENCE = (Ref(LAW, "15-days"),)
NOTE = a_provision(sections=(a_section("What it says", a_statement("You have 15 days.", "15-days")),))
STEP = a_remedy(
    sections=(
        a_section("In short", a_statement("A judge can look.", "judge"), a_statement("Within 15 days.", "in", rests_on=REFERENCE)),
        a_section("What to do now", a_statement("File the form.", "file")),
    )
)
WAY = a_guide(sections=(a_section("Short answer", a_statement("Go to the court.", "", rests_on=REFERENCE)),))
HELP = a_referral(sections=(a_section("In short", a_statement("They help for free.", "free")),))
LIBRARY = a_library(NOTE, STEP, WAY, HELP)
PASSAGES = by_id(
    a_passage(f"{LAW}:en:what-it-says", "You have 15 days."),
    a_passage(f"{COURT}:en:in-short", "A judge can look.\nWithin 15 days.", kind="remedy"),
    a_passage(f"{COURT}:en:what-to-do-now", "File the form.", kind="remedy"),
    a_passage(f"{GUIDE}:en:short-answer", "Go to the court.", kind="guide"),
    a_passage(f"{GUIDE}:en:ask-0", "Refused?", kind="guide", role=Role.ASK),
    a_passage(f"{GUIDE}:en:name-0", "Refusal", kind="guide", role=Role.NAME),
)
SCORES = {
    f"{GUIDE}:en:ask-0": 1.0,
    f"{GUIDE}:en:name-0": 0.9,
    f"{COURT}:en:in-short": 0.8,
    f"{GUIDE}:en:short-answer": 0.7,
    f"{COURT}:en:what-to-do-now": 0.6,
    f"{LAW}:en:what-it-says": 0.5,
}


def an_assistant(**changes: Any) -> Assistant:
    """An assistant of which the peers use the library, the passages and the finders."""
    finder = Listed(SCORES, PASSAGES)
    values = {"library": LIBRARY, "prompts": None, "passages": PASSAGES, "by_meaning": finder, "by_words": finder}
    return Assistant(**(values | {"index_id": "0", "timer": lambda: 0.0} | changes))


def test_a_finder_alone() -> None:
    """Are only passages that can be cited shown, nearest first, each for what its sentences rest on?"""
    assistant = an_assistant()
    peer = peers.finder_alone(assistant.by_words, assistant)
    given = read(peer.respond(a_question(jurisdiction="ca")))
    assert given.seen.splitlines() == [
        "A judge can look. Within 15 days.",
        "Go to the court.",
        "File the form.",
        "You have 15 days.",
    ]
    resting = [[s.id for s in given.behind(line)] for line in given.parts[0].lines]
    assert resting == [[COURT, LAW], [LAW], [COURT], [LAW]]
    assert peer.rank(a_question(jurisdiction="ca")) == [COURT, LAW]


def test_the_pipeline() -> None:
    """Is a chunk shown as it is cut, and does it rest on what the sentences in it rest on, whole or in part?"""
    peer = peers.plain_pipeline(an_assistant(library=a_library(NOTE, STEP, WAY)), Letters())
    found = peer.search("anything", ["ca"], 99)
    assert {p.document.id: p.rests_on for p in found} == {LAW: (LAW,), COURT: (COURT, LAW), GUIDE: (LAW,)}
    [whole] = [p.text for p in found if p.document is STEP]
    assert whole.split("\n\n")[1] == "In short\nA judge can look.\nWithin 15 days."


LONG = (
    a_section("Short answer", *(a_statement(f"Sentence {n} on computers. " * 9, f"s-{n}", rests_on=REFERENCE) for n in range(6))),
)


@pytest.mark.parametrize(
    ("document", "ids"),
    [
        pytest.param(a_provision("ca/irpa/s-186.1", sections=LONG), ("ca/irpa/s-186.1",), id="of a provision: the provision"),
        pytest.param(a_guide(sections=LONG), (), id="of a guide: nothing, for a guide is not law"),
    ],
)
def test_a_title_alone(document: Document, ids: tuple[str, ...]) -> None:
    """A long text is cut behind its title: what does the title rest on, when it stands alone in a chunk?"""
    found = peers.plain_pipeline(an_assistant(library=a_library(NOTE, document)), Letters()).search("anything", ["ca"], 99)
    by_text = {p.text: p.rests_on for p in found if p.document is document}
    assert by_text.pop(document.title) == ids
    assert set(by_text.values()) == {(LAW,)}
    assert len(by_text) > 1


def test_a_chunk_rests_on_nothing_that_is_not_in_it() -> None:
    """Is a sentence of a document credited only to the chunks that it stands in?"""
    far = a_remedy(
        sections=(
            a_section("In short", a_statement("Word of our own. " * 60, "own")),
            a_section("Deadline", a_statement("Within 15 days.", "deadline", rests_on=REFERENCE)),
        )
    )
    found = peers.plain_pipeline(an_assistant(library=a_library(NOTE, far)), Letters()).search("anything", ["ca"], 99)
    there = {p.text: p.rests_on for p in found if p.document is far}
    assert {text: ids for text, ids in there.items() if "." not in text} == {far.title: (COURT,), "In short": (COURT,)}
    spoken = {text: ids for text, ids in there.items() if "." in text}
    assert any("own" in text and "15 days" not in text for text in spoken)
    for text, ids in spoken.items():
        assert (COURT in ids, LAW in ids) == ("own" in text, "15 days" in text)


def test_only_the_language_of_the_notes_is_cut() -> None:
    """Is a translation, which would be found as well, left out of the pipeline?"""
    german = a_guide(language="de", title="Visum abgelehnt")
    peer = peers.plain_pipeline(an_assistant(library=a_library(NOTE, WAY, german)), Letters())
    assert not [p for p in peer.search("Visum", ["ca"], 99) if "Visum" in p.text]


def test_nobody_is_made_before_it_is_called_for() -> None:
    """Are all four known by name without a text being embedded, and does each then answer?"""
    model = Counting()
    known = peers.everyone(an_assistant(), model)
    assert list(known) == ["ours", "pipeline", "words", "meaning"]
    assert model.asked == []
    for name in ("pipeline", "words", "meaning"):
        assert read(known[name]().respond(a_question(jurisdiction="ca"))).outcome.value == "answered"
    assert model.asked


# --- with the real notes, the real model, the real index ---


REAL = [
    a_case(id="note", question="Can I ask the Federal Court to look at the refusal of my visa?", jurisdiction="ca"),
    a_case(id="guide", question="Can a computer refuse my visitor visa?", jurisdiction="ca"),
    a_case(id="turns", question="and how long do I have?", turns=("IRCC refused my visa.",), jurisdiction="ca"),
]


def test_everyone_answers_real_questions(assistant: Any, library: Library) -> None:
    """Does each answer real questions in the shape that is scored, rank what exists, and keep to the law that applies?"""
    reached = {key: d for key, d in library.documents.items() if d.jurisdiction in ("ca", "int")}  # fewer chunks to embed
    here = replace(assistant, library=Library(reached, library.instruments))
    for name, made in peers.everyone(here, Remembering(MiniLM())).items():
        replies = answered_here(REAL, made(), unseen)
        assert [r.error for r in replies] == ["", "", ""], name
        for reply in replies:
            assert reply.given
            assert reply.given.outcome in ANSWERS, (name, reply.case.id)
            assert reply.given.milliseconds
            assert {s.jurisdiction for s in reply.given.sources} <= {"ca", "int"}
            assert len(reply.ranked) > 10
            assert all(id in library for id in reply.ranked)
            assert (reply.near is not None) is (name == "ours")
        alone = [id for id in replies[0].ranked if not id.startswith("guides/")]  # guides are no part of the measured ranking
        assert "ca/irpa/s-72" in alone[:20], name

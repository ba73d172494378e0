"""The path of a question, readable aloud; every stop returns an answer, and nothing else escapes."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rights_assistant import compose, retrieve, safeguards, understand
from rights_assistant.choose import Choice
from rights_assistant.domain.answer import Answer, Block, BlockKind, Clarify, Line, Option, Outcome, Suggestion
from rights_assistant.domain.document import Document, Guide
from rights_assistant.domain.jurisdiction import CHOICES, MEMBERS, NAMES, scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Found, Passage, Role
from rights_assistant.domain.question import Question
from rights_assistant.domain.standing import Certainty
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.errors import RightsAssistantError
from rights_assistant.ports import Finder
from rights_assistant.prompts import Prompts

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Assistant:
    """An `Asker` over one knowledge folder and one index."""

    library: Library
    prompts: Prompts
    passages: Mapping[str, Passage]
    by_meaning: Finder
    by_words: Finder
    index_id: str
    timer: Callable[[], float]

    def answer(self, question: Question) -> Answer:
        """The answer to a question; a failure of ours is an answer too."""
        try:
            return self._path(question)
        except RightsAssistantError as error:
            logger.error("a question failed: %s", type(error).__name__)
            return self._stop(question, Outcome.FAILED, "failed", safeguards.before(question, self.prompts.safeguards))

    @property
    def thresholds(self) -> Thresholds:
        """How near is near enough; data that comes with the prompts."""
        return self.prompts.thresholds

    @property
    def choice(self) -> Choice:
        """How the documents that answer are chosen."""
        return Choice(self.library, self.prompts, self.thresholds)

    def _path(self, question: Question) -> Answer:
        clock = _Clock(self.timer)
        marks = safeguards.before(question, self.prompts.safeguards)
        read = understand.understand(question, self.prompts.places)
        clock.lap("understand")
        if marks.harm:
            return self._stop(question, Outcome.DECLINED, f"declined.{marks.harm}", marks, place=read.jurisdiction)
        if read.conflict and read.jurisdiction and not marks.urgency:
            return self._which(question, read, marks)
        searched = _searched(read)
        found = self._look(read.text, searched)
        clock.lap("retrieve")
        lead, confidence = self.choice.lead(found, marks, read)
        known = () if marks.urgency else self._systems_of(read)
        if any(system.jurisdiction not in MEMBERS for system in known):
            read, lead, confidence = replace(read, jurisdiction=None), self.library.get(self.prompts.places.uncovered_guide), "near"
        if lead is None and not marks.migration:
            return self._stop(question, Outcome.OUT_OF_SCOPE, "out_of_scope", marks, place=read.jurisdiction)
        if lead is None:
            return self._nothing(question, read, marks, found, searched)
        everyone = read.jurisdiction is None and not marks.urgency
        lead = self.choice.for_everyone(found, lead) if everyone else lead
        if everyone and read.conflict and lead.jurisdiction != "int":  # one country's answer is not an answer for the other
            return self._which(question, read, marks)
        composed = self._compose(question, read, marks, lead, found, known)
        clock.lap("compose")
        if everyone and not read.conflict and not known and (composed.hidden or not _says(composed)):
            return self._which(question, read, marks, composed)
        if not _says(composed):
            return self._nothing(question, read, marks, found, searched)
        return self._answered(question, read, marks, composed, confidence, found, clock)

    def _compose(
        self,
        question: Question,
        read: understand.Understood,
        marks: safeguards.Marks,
        lead: Document,
        found: Sequence[Found],
        known: Sequence[Document],
    ) -> compose.Composed:
        """The answer that a document leads, with what is near beside it, among the places that are asked about."""
        beside = self.choice.beside(question, found, lead) if read.jurisdiction or read.conflict else ()
        return compose.compose(
            question,
            read.jurisdiction,
            lead,
            marks.urgency,
            self.library,
            self.prompts.replies,
            beside=(*known, *beside),
            court=self.choice.court(read, lead),
            among=(*_carrying(read), *(system.jurisdiction for system in known)),
        )

    def rank(self, question: Question) -> list[Found]:
        """The documents that bear on a question, nearest first, as they are found for its answer."""
        read = understand.understand(question, self.prompts.places)
        return self._look(read.text, _searched(read))

    def nearest_phrasing(self, question: Question) -> tuple[Passage, float] | None:
        """The wording of a guide nearest to a question, in any jurisdiction, and its cosine similarity."""
        text = understand.understand(question, self.prompts.places).text
        hits = self.by_meaning.find(text, tuple(NAMES), retrieve.LIMIT)
        asks = ((self.passages[h.passage_id], h.score) for h in hits)
        return next(((p, score) for p, score in asks if p.role is Role.ASK), None)

    def _look(self, text: str, searched: Sequence[str]) -> list[Found]:
        return retrieve.retrieve(text, searched, self.passages, self.by_meaning, self.by_words)

    def _systems_of(self, read: understand.Understood) -> tuple[Document, ...]:
        """The systems near the question in the countries of which nothing else is known."""
        found = self._look(read.text, read.systems_of) if read.systems_of else []
        near = [self.library.get(f.document_id) for f in found if f.near >= self.thresholds.near]
        return tuple(d for d in near if d is not None)[:1]

    def _answered(
        self,
        question: Question,
        read: understand.Understood,
        marks: safeguards.Marks,
        composed: compose.Composed,
        confidence: str,
        found: Sequence[Found],
        clock: "_Clock",
    ) -> Answer:
        everyone = read.jurisdiction is None and (composed.hidden or bool(marks.urgency))
        return Answer(
            question=question,
            index_id=self.index_id,
            outcome=Outcome.ANSWERED if confidence == "clear" and not self._in_part(read, marks, composed) else Outcome.PARTIAL,
            blocks=self._with_whose_law(composed.blocks, read),
            citations=composed.citations,
            jurisdictions=(read.jurisdiction,) if read.jurisdiction else read.conflict,
            urgency=marks.urgency,
            confidence=confidence,
            deadlines=composed.deadlines,
            clarify=self._countries(read.conflict) if read.conflict or everyone else None,
            suggested=() if confidence == "clear" else self._suggest(found),
            referrals=composed.referrals,
            searched=_carrying(read),
            struck=composed.struck,
            timings_ms=clock.laps,
        )

    def _in_part(self, read: understand.Understood, marks: safeguards.Marks, composed: compose.Composed) -> bool:
        """Whether even a clear answer is one in part: for one of several countries, or to a time that nobody could confirm."""
        unsure = bool(composed.deadlines) and all(d.certainty is Certainty.UNCONFIRMED for d in composed.deadlines)
        asks_time = bool(self.prompts.safeguards.time.search(read.text.lower()))
        return not marks.urgency and (bool(read.conflict) or (unsure and asks_time))

    def _with_whose_law(self, blocks: Sequence[Block], read: understand.Understood) -> tuple[Block, ...]:
        """Before everything else, where the question names another country's decision than the chosen: whose law this is."""
        if not read.instead_of or not read.jurisdiction:
            return tuple(blocks)
        names = {"chosen": NAMES[read.instead_of], "named": NAMES[read.jurisdiction]}
        said = tuple(Line(text, template="instead") for text in self.prompts.replies.lines("instead", **names))
        notices = tuple(line for b in blocks if b.kind is BlockKind.NOTICE for line in b.lines)
        rest = (b for b in blocks if b.kind is not BlockKind.NOTICE)
        return (Block(BlockKind.NOTICE, read.jurisdiction, (*said, *notices)), *rest)

    def _which(
        self, question: Question, read: understand.Understood, marks: safeguards.Marks, composed: compose.Composed | None = None
    ) -> Answer:
        """Ask whose law it is, with what can be said for everyone meanwhile."""
        replies = self.prompts.replies
        places = tuple(dict.fromkeys(p for p in (read.jurisdiction, *read.conflict) if p in CHOICES)) or CHOICES
        if read.jurisdiction:
            named = " and ".join(NAMES[p] for p in read.conflict)
            asks = Clarify(replies.line("clarify.conflict", chosen=NAMES[read.jurisdiction], named=named), _options(places))
        else:
            asks = Clarify(replies.line("clarify.country"), _options(places))
        names = ("clarify.meanwhile", "clarify.deadline")
        notice = Block(BlockKind.NOTICE, None, tuple(Line(text, template=n) for n in names for text in replies.lines(n)))
        rest = tuple(b for b in composed.blocks if b.kind is not BlockKind.NOTICE) if composed else ()
        return Answer(
            question=question,
            index_id=self.index_id,
            outcome=Outcome.CLARIFY,
            blocks=(notice, *rest),
            citations=composed.citations if composed else (),
            urgency=marks.urgency,
            clarify=asks,
            searched=scope(read.jurisdiction),
            struck=composed.struck if composed else (),
        )

    def _nothing(
        self,
        question: Question,
        read: understand.Understood,
        marks: safeguards.Marks,
        found: Sequence[Found],
        searched: Sequence[str],
    ) -> Answer:
        """Say that the sources are silent, where they were searched, and who can help."""
        place = read.jurisdiction
        helped = compose.compose(question, place, None, marks.urgency, self.library, self.prompts.replies)
        help_ = compose.help_lines(question, place, self.library, self.prompts.replies) if not marks.urgency else helped
        names = ", ".join(NAMES[p] for p in searched)
        lines = self.prompts.replies.lines("ordinary") + self.prompts.replies.lines("no_source", searched=names)
        notice = Block(BlockKind.NOTICE, place, tuple(Line(text, template="no_source") for text in lines))
        return Answer(
            question=question,
            index_id=self.index_id,
            outcome=Outcome.NO_SOURCE,
            blocks=(notice, *help_.blocks),
            citations=help_.citations,
            jurisdictions=(place,) if place else (),
            urgency=marks.urgency,
            suggested=self._suggest(found),
            referrals=help_.referrals,
            searched=tuple(searched),
        )

    def _stop(
        self, question: Question, outcome: Outcome, reply: str, marks: safeguards.Marks, *, place: str | None = None
    ) -> Answer:
        """An end with our own words; danger seen in the question is met all the same."""
        urgent = compose.compose(question, place, None, marks.urgency, self.library, self.prompts.replies)
        lines = tuple(Line(text, template=reply) for text in self.prompts.replies.lines(reply))
        return Answer(
            question=question,
            index_id=self.index_id,
            outcome=outcome,
            blocks=(Block(BlockKind.NOTICE, place, lines), *urgent.blocks),
            citations=urgent.citations,
            urgency=marks.urgency,
            referrals=urgent.referrals,
        )

    def _countries(self, named: Sequence[str] = ()) -> Clarify:
        """Whose law it is, asked back: of the countries named where there are some, else of all."""
        return Clarify(self.prompts.replies.line("clarify.country"), _options([p for p in named if p in CHOICES] or CHOICES))

    def _suggest(self, found: Sequence[Found]) -> tuple[Suggestion, ...]:
        """Up to three reviewed questions near the one asked."""
        near = [f.document_id for f in found if f.near >= self.thresholds.suggest]
        guides = [d for d in map(self.library.get, near) if isinstance(d, Guide)]
        return tuple(Suggestion(g.id, g.question) for g in guides[:3])


def _searched(read: understand.Understood) -> tuple[str, ...]:
    """Where is looked: in the place and above it; for several places what is said to all of them first; else everywhere."""
    if read.jurisdiction:
        return scope(read.jurisdiction)
    return tuple(dict.fromkeys(j for p in ("int", *read.conflict) for j in scope(p))) if read.conflict else tuple(NAMES)


def _carrying(read: understand.Understood) -> tuple[str, ...]:
    """Whose sources may carry the answer: with no place named, only what speaks to every State."""
    return _searched(read) if read.conflict else scope(read.jurisdiction)


def _says(composed: compose.Composed) -> bool:
    return any(b.kind is BlockKind.SHORT_ANSWER for b in composed.blocks)


def _options(places: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(NAMES[p], (("jurisdiction", p),)) for p in places)


class _Clock:
    """Milliseconds between the steps of one question."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self.laps: dict[str, float] = {}
        self._timer = timer
        self._last = timer()

    def lap(self, name: str) -> None:
        """End the step."""
        now = self._timer()
        self.laps[name] = round((now - self._last) * 1000, 2)
        self._last = now

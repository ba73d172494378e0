"""The path of a question, readable aloud; every stop returns an answer, and nothing else escapes."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rights_assistant import compose, facts, mask, notices, premises, quote, retrieve, safeguards, understand
from rights_assistant.choose import Choice
from rights_assistant.domain.answer import Answer, Block, BlockKind, Outcome, Suggestion
from rights_assistant.domain.document import Document
from rights_assistant.domain.jurisdiction import MEMBERS, NAMES
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Found, Passage, Role
from rights_assistant.domain.question import Question
from rights_assistant.domain.standing import Certainty
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.ends import Ends
from rights_assistant.engine.drafting import Engine, Heard
from rights_assistant.errors import RightsAssistantError
from rights_assistant.ports import Finder, Official
from rights_assistant.prompts import Prompts
from rights_assistant.spelling import Speller

logger = logging.getLogger(__name__)

_WITHHELD: Final = "[question]"
"""What stands for a question that could not be masked."""


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
    speller: Speller | None = None
    engine: Engine | None = None
    official: Official | None = None

    def answer(self, question: Question, heard: Heard | None = None) -> Answer:
        """The answer to a question; a failure of ours is an answer too. Nothing after the first step sees personal data.

        Args:
            heard: is told each checked sentence of a model, where there is one, as it comes.
        """
        clock = _Clock(self.timer)
        try:
            question, kinds = mask.masked(question, self.prompts.personal)
        except Exception as error:  # whatever went wrong, the text goes no further; danger in it is met all the same
            logger.error("a question could not be masked: %s", type(error).__name__)
            marks = safeguards.before(question, self.prompts.safeguards)
            return self.ends.stop(replace(question, text=_WITHHELD, earlier=()), Outcome.FAILED, "failed", marks)
        marks = self._marks(question)
        try:
            answer = self._path(question, marks, clock)
            answer = self.engine.reword(answer, heard) if self.engine else answer
        except RightsAssistantError as error:
            logger.error("a question failed: %s", type(error).__name__)
            answer = self.ends.stop(question, Outcome.FAILED, "failed", marks)
        answer = mask.noted(safeguards.told_first(answer, marks.told, self.prompts.replies), kinds, self.prompts.replies)
        return self._with_the_laws_words(answer)

    def _with_the_laws_words(self, answer: Answer) -> Answer:
        """Our notes carry an answer; where the official texts cannot be read, it stands without them."""
        try:
            return quote.quoted(answer, self.official) if self.official else answer
        except RightsAssistantError as error:
            logger.error("official texts could not be read: %s", type(error).__name__)
            return answer

    @property
    def thresholds(self) -> Thresholds:
        """How near is near enough; data that comes with the prompts."""
        return self.prompts.thresholds

    @property
    def choice(self) -> Choice:
        """How the documents that answer are chosen."""
        return Choice(self.library, self.prompts, self.thresholds)

    @property
    def ends(self) -> Ends:
        """What is said where nothing is answered."""
        return Ends(self.library, self.prompts, self.index_id, self.thresholds.suggest)

    def _path(self, question: Question, marks: safeguards.Marks, clock: "_Clock") -> Answer:
        read = self._read(question)
        clock.lap("understand")
        if marks.harm:
            return self.ends.stop(question, Outcome.DECLINED, f"declined.{marks.harm}", marks, place=read.jurisdiction)
        if read.conflict and read.jurisdiction and not marks.urgency:
            return self.ends.which(question, read, marks)
        searched = read.searched
        found = self._look(read.text, searched, read)
        clock.lap("retrieve")
        lead, confidence = self.choice.lead(found, marks, read)
        if marks.talk and not (confidence == "clear" and lead and lead.id == marks.talk_guide):
            return self.ends.stop(question, Outcome.OUT_OF_SCOPE, f"talk.{marks.talk}", marks, place=read.jurisdiction)
        known = () if marks.urgency else self._systems_of(read)
        if any(system.jurisdiction not in MEMBERS for system in known):
            read, lead, confidence = replace(read, jurisdiction=None), self.library.get(self.prompts.places.uncovered_guide), "near"
        if lead is None and self.choice.may_mean(found, marks):
            return self.ends.meant(question, read, marks, found)
        if lead is None and not marks.migration:
            return self.ends.stop(question, Outcome.OUT_OF_SCOPE, "out_of_scope", marks, place=read.jurisdiction)
        if lead is None:
            return self.ends.nothing(question, read, marks, found, searched)
        everyone = read.jurisdiction is None and not marks.urgency
        lead = self.choice.for_everyone(found, lead) if everyone else lead
        if everyone and read.conflict and lead.jurisdiction != "int":  # one country's answer is not an answer for the other
            return self.ends.which(question, read, marks)
        composed = self._compose(question, read, marks, lead, found, known)
        clock.lap("compose")
        if everyone and not read.conflict and not known and (composed.hidden or not _says(composed)):
            return self.ends.which(question, read, marks, composed)
        if not _says(composed):
            return self.ends.nothing(question, read, marks, found, searched)
        return self._answered(question, read, marks, composed, confidence, found, lead, clock)

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
        sentences = retrieve.parts(self._meant(question).text) if read.jurisdiction and not marks.urgency else []
        parts = [self._look(sentence, read.searched, read) for sentence in sentences]
        also = self.choice.also(found, parts, lead)
        told = facts.told(self._meant(question), read.jurisdiction, self.prompts.facts, self.prompts.places)
        return compose.compose(
            question,
            read.jurisdiction,
            lead,
            marks.urgency,
            self.library,
            self.prompts.replies,
            also=also,
            beside=(*known, *beside),
            court=self.choice.court(read, lead),
            among=(*read.carrying, *(system.jurisdiction for system in known)),
            taken=premises.taken(question, read, self.library, self.prompts.places),
            told=told,
            answered=self.prompts.facts.answered(told),
        )

    def rank(self, question: Question) -> list[Found]:
        """The documents that bear on a question, nearest first, as they are found for its answer."""
        read = self._read(mask.masked(question, self.prompts.personal)[0])
        return self._look(read.text, read.searched, read)

    def nearest_phrasing(self, question: Question) -> tuple[Passage, float] | None:
        """The wording of a guide nearest to a question, in any jurisdiction, and its cosine similarity."""
        text = self._read(mask.masked(question, self.prompts.personal)[0]).text
        hits = self.by_meaning.find(text, tuple(NAMES), retrieve.LIMIT)
        asks = ((self.passages[h.passage_id], h.score) for h in hits)
        return next(((p, score) for p, score in asks if p.role is Role.ASK), None)

    def _marks(self, question: Question) -> safeguards.Marks:
        plain = mask.looked_up(question, self.prompts.personal)
        feared = self.speller.feared(plain) if self.speller else None
        return safeguards.before(plain, self.prompts.safeguards, self._meant(question), feared)

    def _read(self, question: Question) -> understand.Understood:
        return understand.understand(self._meant(question), self.prompts.places)

    def _meant(self, question: Question) -> Question:
        """What is looked up, never shown: without the words that stand for what was masked, its spelling mended."""
        plain = mask.looked_up(question, self.prompts.personal)
        return self.speller.meant(plain) if self.speller else plain

    def _look(self, text: str, searched: Sequence[str], read: understand.Understood) -> list[Found]:
        """What is near a text, without the guides to another stage than the one the question tells."""
        barred = self.prompts.facts.barred(read.text)
        found = retrieve.retrieve(text, searched, self.passages, self.by_meaning, self.by_words)
        return [f for f in found if f.document_id not in barred]

    def _systems_of(self, read: understand.Understood) -> tuple[Document, ...]:
        """The systems near the question in the countries of which nothing else is known."""
        found = self._look(read.text, read.systems_of, read) if read.systems_of else []
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
        lead: Document,
        clock: "_Clock",
    ) -> Answer:
        everyone = read.jurisdiction is None and (composed.hidden or bool(marks.urgency))
        asked = None if marks.urgency else self.ends.fact(composed.asks, read.jurisdiction)
        return Answer(
            question=question,
            index_id=self.index_id,
            outcome=Outcome.ANSWERED if confidence == "clear" and not self._in_part(read, marks, composed) else Outcome.PARTIAL,
            blocks=self._noticed(question, read, marks, composed, confidence, lead),
            citations=composed.citations,
            jurisdictions=(read.jurisdiction,) if read.jurisdiction else read.conflict,
            urgency=marks.urgency,
            confidence=confidence,
            deadlines=composed.deadlines,
            clarify=self.ends.countries(read.conflict) if read.conflict or everyone else asked,
            suggested=self._may_be_meant(found, lead, confidence),
            referrals=composed.referrals,
            searched=read.carrying,
            struck=composed.struck,
            timings_ms=clock.laps,
        )

    def _may_be_meant(self, found: Sequence[Found], lead: Document, confidence: str) -> tuple[Suggestion, ...]:
        """Reviewed questions beside an answer: where it is not clear what was asked, or another guide is as near."""
        if confidence != "clear":
            return self.ends.suggested(found)
        others = [f for f in found if f.document_id != lead.id]
        return () if self.choice.stands_out(found) else self.ends.suggested(others)

    def _in_part(self, read: understand.Understood, marks: safeguards.Marks, composed: compose.Composed) -> bool:
        """Whether even a clear answer is one in part: without the country, for one of several, or to a time that is not known."""
        if marks.urgency:
            return read.jurisdiction is None
        unsure = bool(composed.deadlines) and all(d.certainty is Certainty.UNCONFIRMED for d in composed.deadlines)
        asks_time = bool(self.prompts.safeguards.time.search(read.text.lower()))
        return bool(read.conflict) or composed.unsure or (asks_time and (unsure or composed.open))

    def _noticed(
        self,
        question: Question,
        read: understand.Understood,
        marks: safeguards.Marks,
        composed: compose.Composed,
        confidence: str,
        lead: Document,
    ) -> tuple[Block, ...]:
        """The blocks, after whose law this is and what of the question is not answered; in danger help stays first."""
        replies = self.prompts.replies
        whose = notices.whose_law(read.instead_of, read.jurisdiction, replies)
        if marks.urgency:
            return notices.before(composed.blocks, read.jurisdiction, whose)
        part = notices.in_part(lead, composed.blocks, confidence, read.conflict, replies)
        apart = notices.not_covered(retrieve.parts(question.text), self.prompts.safeguards.not_ours, replies)
        return notices.before(composed.blocks, read.jurisdiction, (*whose, *part, *apart))


def _says(composed: compose.Composed) -> bool:
    return any(b.kind is BlockKind.SHORT_ANSWER for b in composed.blocks)


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

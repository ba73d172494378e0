"""The ends of a path that are no answer: a question back, silence, our own words; with help beside each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rights_assistant import compose, safeguards, understand
from rights_assistant.domain.answer import Answer, Block, BlockKind, Clarify, Line, Option, Outcome, Suggestion
from rights_assistant.domain.document import Guide
from rights_assistant.domain.jurisdiction import CHOICES, NAMES, scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Found
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Ends:
    """What is said where nothing is answered, over one knowledge folder and one index.

    Attributes:
        suggest: how near a guide must be before its question is offered.
    """

    library: Library
    prompts: Prompts
    index_id: str
    suggest: float

    def which(
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
        asked = tuple(Line(text, template=n) for n in names for text in replies.lines(n))
        notice = Block(BlockKind.NOTICE, None, (*_corrections(composed), *asked))
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

    def meant(self, question: Question, read: understand.Understood, marks: safeguards.Marks, found: Sequence[Found]) -> Answer:
        """Ask which of the reviewed questions near it was meant, with the deadline line first and who can help."""
        replies = self.prompts.replies
        urgent = compose.compose(question, read.jurisdiction, None, marks.urgency, self.library, replies)
        help_ = urgent if marks.urgency else compose.help_lines(question, read.jurisdiction, self.library, replies)
        lines = tuple(Line(t, template=n) for n in ("clarify.deadline", "unsure") for t in replies.lines(n))
        options = tuple(Option(s.question, (("guide", s.guide),)) for s in self.suggested(found))
        return Answer(
            question=question,
            index_id=self.index_id,
            outcome=Outcome.CLARIFY,
            blocks=(Block(BlockKind.NOTICE, read.jurisdiction, lines), *help_.blocks),
            citations=help_.citations,
            jurisdictions=(read.jurisdiction,) if read.jurisdiction else (),
            urgency=marks.urgency,
            clarify=Clarify(replies.line("suggest"), options),
            referrals=help_.referrals,
            searched=read.searched,
        )

    def nothing(
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
            suggested=self.suggested(found),
            referrals=help_.referrals,
            searched=tuple(searched),
        )

    def stop(
        self, question: Question, outcome: Outcome, reply: str, marks: safeguards.Marks, *, place: str | None = None
    ) -> Answer:
        """An end with our own words; danger seen in the question is met all the same."""
        urgent = compose.compose(question, place, None, marks.urgency, self.library, self.prompts.replies)
        if reply == "out_of_scope" and place and not marks.urgency:
            urgent = compose.help_lines(question, place, self.library, self.prompts.replies, other_law=True)
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

    def countries(self, named: Sequence[str] = ()) -> Clarify:
        """Whose law it is, asked back: of the countries named where there are some, else of all."""
        return Clarify(self.prompts.replies.line("clarify.country"), _options([p for p in named if p in CHOICES] or CHOICES))

    def suggested(self, found: Sequence[Found]) -> tuple[Suggestion, ...]:
        """Up to three reviewed questions near the one asked."""
        near = [f.document_id for f in found if f.near >= self.suggest]
        guides = [d for d in map(self.library.get, near) if isinstance(d, Guide)]
        return tuple(Suggestion(g.id, g.question) for g in guides[:3])


def _corrections(composed: compose.Composed | None) -> tuple[Line, ...]:
    """What was corrected first: of the notices, the cited lines and the words before them."""
    notices = [line for b in composed.blocks if b.kind is BlockKind.NOTICE for line in b.lines] if composed else []
    return tuple(line for line in notices if line.citations or line.template == "premise")


def _options(places: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(NAMES[p], (("jurisdiction", p),)) for p in places)

"""The model engine: a chat model words the short answer of a curated answer anew, and only checked sentences stand.

The curated answer is there before the model is asked, and is what is given whenever the model's words cannot be
used. Deadlines, rules, limits, steps and helpers are never the model's.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome
from rights_assistant.domain.recipient import Whereabouts
from rights_assistant.domain.standing import Certainty
from rights_assistant.engine.allowance import Allowance
from rights_assistant.engine.instructions import Instructions, fence
from rights_assistant.engine.omitted import lost
from rights_assistant.engine.proofread import MOST_SENTENCES, Checked, Proofreader, Shown
from rights_assistant.engine.renumber import with_lines
from rights_assistant.errors import ModelFailed, RightsAssistantError
from rights_assistant.ports import ChatModel, Entailment
from rights_assistant.prompts import Prompts

logger = logging.getLogger(__name__)

VARIABLES: Final = ("fence", "language", "sentences", "question", "passages", "groups")
"""What `prompts/model/answer.md` is filled in with."""

MOST_STRUCK: Final = 0.5
"""The largest share of a draft that may be struck: where more than every second sentence fails, the model did not write
from the passages, and what is left may have lost the sentence that gave it its sense."""

MOST_CHARACTERS: Final = 6_000
"""Of a draft, markers included: four long sentences are 1,200. A longer one was not made as it was told to be."""

MOST_PASSAGES: Final = 12
"""Shown to the model; those of the short answer always are."""

_SHOWN: Final = (BlockKind.SHORT_ANSWER, BlockKind.RULE, BlockKind.LIMIT, BlockKind.NEXT_STEP, BlockKind.SYSTEM)
"""Whose citations a model may word from, nearest first: never who can help, nor what stands in the deadline alone."""

_LANGUAGES: Final = {"en": "English"}

Heard = Callable[[Line], None]
"""What is told each checked sentence as it comes."""


@dataclass(frozen=True)
class Engine:
    """A chat model with what it is told, how often it may be asked, and for how long (`seconds`, everything included)."""

    model: ChatModel
    instructions: Instructions
    prompts: Prompts
    allowance: Allowance
    seconds: float
    timer: Callable[[], float]
    entails: Entailment | None = None

    def told_before(self) -> tuple[str, ...]:
        """What a person is told before the first question: what the model is sent, and who gets it."""
        to = self.model.recipient
        name = "elsewhere_at" if to.where is Whereabouts.ELSEWHERE and to.host else to.where.value
        lines = self.prompts.replies.lines(f"sent.{name}", provider=to.provider, host=to.host)
        return (*lines, *self.prompts.replies.lines("sent.masked"))

    def reword(self, answer: Answer, heard: Heard | None = None) -> Answer:
        """The answer with a short answer in the model's words, or as it was with a notice that the model failed.

        What the model is not asked about comes back untouched: danger, and every end but an answer.

        Args:
            heard: is told each checked sentence as it comes, in the numbering of `answer`. Should the draft fail
                later, the answer that is returned does not hold it.
        """
        if not takes(answer):
            return answer
        begun = self.timer()
        try:
            lines, struck = self._words(answer, heard or _nobody)
            named = self._noticed(with_lines(answer, BlockKind.SHORT_ANSWER, lines), "model_used")
            told = replace(named, engine="model", struck=(*answer.struck, *struck))
        except RightsAssistantError as error:
            logger.warning("the model's words are not used: %s", error.problem)
            told = self._noticed(answer, "model_failed")
            if isinstance(error, _Refused):
                told = replace(told, struck=(*answer.struck, *error.struck))
        lap = round((self.timer() - begun) * 1000, 2)
        return replace(told, timings_ms=answer.timings_ms | {"model": lap})

    def _words(self, answer: Answer, heard: Heard) -> tuple[tuple[Line, ...], tuple[str, ...]]:
        """The lines of a draft that may stand in the place of the short answer, and why others were struck."""
        if why := self.allowance.take():
            raise ModelFailed(f"The model is not asked: {why}.", "Wait, or raise RIGHTS_ASSISTANT_CHAT_CALLS_A_DAY.")
        reader = Proofreader(
            {p.number: p for p in self.passages(answer)}, self.prompts.forbidden, self.prompts.places, self.entails
        )
        try:
            draft = self._drafted(self.prompt(answer), reader, heard)
        except RightsAssistantError:
            self.allowance.went(well=False)
            raise
        self.allowance.went(well=True)
        checked = reader.read(draft)
        struck = tuple(f"model: {reason}" for reason in checked.struck)
        if fault := unfit(answer, checked):
            raise _Refused(fault, struck)
        return tuple(self._marked(line, answer) for line in checked.lines), struck

    def _drafted(self, prompt: str, reader: Proofreader, heard: Heard) -> str:
        """The whole draft; its sentences are told as soon as each is complete and checked."""
        draft, told = "", set[str]()
        for piece in self.model.stream(prompt, self.seconds):
            draft += piece
            if len(draft) > MOST_CHARACTERS:
                raise ModelFailed("The model wrote far too much.", "Choose one that follows its instructions.")
            if any(not (c.isalnum() or c == " ") for c in piece):  # nothing else ends a sentence
                for line in reader.read(draft, whole=False).lines:
                    if line.text not in told:
                        told.add(line.text)
                        heard(line)
        for line in reader.read(draft).lines:
            if line.text not in told:
                heard(line)
        return draft

    def passages(self, answer: Answer) -> tuple[Shown, ...]:
        """What the model is shown of an answer."""
        return shown(answer, self.prompts.replies.line("certainty.mark"))

    def prompt(self, answer: Answer) -> str:
        """What the model is told about an answer: the question, numbered passages, and which of them it may not leave out."""
        passages = self.passages(answer)
        data = {
            "question": answer.question.text,
            "passages": "\n\n".join(f"[{p.number}] {p.text}" for p in passages),
        }
        known = {p.number for p in passages}
        groups = [" ".join(f"[{n}]" for n in line.citations if n in known) for line in _short(answer).lines]
        return self.instructions.filled(
            **data,
            fence=fence(data),
            language=_LANGUAGES.get(answer.question.language, answer.question.language),
            sentences=str(MOST_SENTENCES),
            groups="\n".join(f"- {group}" for group in dict.fromkeys(groups)),
        )

    def _noticed(self, answer: Answer, reply: str) -> Answer:
        """The answer with our own words on the model under the notices."""
        said = tuple(Line(text, template=reply) for text in self.prompts.replies.lines(reply, model=self.model.name))
        notices = [b for b in answer.blocks if b.kind is BlockKind.NOTICE]
        if notices:
            longer = replace(notices[-1], lines=(*notices[-1].lines, *said))
            return replace(answer, blocks=tuple(longer if b is notices[-1] else b for b in answer.blocks))
        heading = self.prompts.replies.line(f"headings.{BlockKind.NOTICE}")
        return replace(answer, blocks=(Block(BlockKind.NOTICE, None, said, heading), *answer.blocks))

    def _marked(self, line: Line, answer: Answer) -> Line:
        """The line with the mark of what is not confirmed, where anything that it rests on bears it."""
        mark = self.prompts.replies.line("certainty.mark")
        unsure = {c.number for c in answer.citations if c.certainty is Certainty.UNCONFIRMED}
        unsure |= {n for b in answer.blocks for said in b.lines if said.text.endswith(mark) for n in said.citations}
        return replace(line, text=f"{line.text} {mark}") if unsure & set(line.citations) else line


class _Refused(ModelFailed):
    """A draft that came in time and cannot be used; its sentences are counted all the same."""

    def __init__(self, fault: str, struck: tuple[str, ...]) -> None:
        super().__init__(fault, "Nothing needs to be done; a larger model may do better.")
        self.struck = struck


def takes(answer: Answer) -> bool:
    """Whether a model may word something in the answer: an answer or one in part, no danger, one short answer."""
    ends_well = answer.outcome in (Outcome.ANSWERED, Outcome.PARTIAL)
    return ends_well and not answer.urgency and sum(b.kind is BlockKind.SHORT_ANSWER for b in answer.blocks) == 1


def shown(answer: Answer, mark: str) -> tuple[Shown, ...]:
    """The passages that a model is shown, by number: the words cited, then the reviewed lines that rest on them.

    No address, no date of reading and no title is among them; nor the mark of what is not confirmed, which is put back
    behind whatever rests on it; nor our own line over a list of numbers, which ends in a colon.
    """
    ranked = [n for kind in _SHOWN for b in answer.blocks if b.kind is kind for n in b.citations]
    of_short = set(_short(answer).citations)
    chosen = {n for rank, n in enumerate(dict.fromkeys(ranked)) if rank < MOST_PASSAGES or n in of_short}
    reviewed = [line for b in answer.blocks if b.kind in _SHOWN for line in b.lines if not line.text.endswith(":")]
    said = [(line.text.removesuffix(mark).rstrip(), line.citations) for line in reviewed]
    return tuple(
        Shown(c.number, "\n".join(dict.fromkeys((c.quote, *(text for text, on in said if c.number in on)))))
        for c in answer.citations
        if c.number in chosen
    )


def unfit(answer: Answer, checked: Checked) -> str:
    """Why a checked draft cannot stand in the place of the short answer; nothing when it can.

    Each line of the short answer must leave a trace, one of its sources, and so must each of its clauses that limits
    something: a true and cited answer that leaves out the condition is the gravest fault of all.
    """
    sentences = len(checked.lines) + len(checked.struck)
    if not checked.lines:
        return f"Nothing of the draft is left: {'; '.join(dict.fromkeys(checked.struck)) or 'it was empty'}."
    if len(checked.struck) > MOST_STRUCK * sentences:
        return f"Too much of the draft was struck: {len(checked.struck)} of {sentences} sentences."
    cited = {n for line in checked.lines for n in line.citations}
    if missing := sum(cited.isdisjoint(line.citations) for line in _short(answer).lines):
        return f"The draft leaves out {missing} of the statements of the short answer."
    if missing := lost((line.text for line in _short(answer).lines), (line.text for line in checked.lines)):
        return f"The draft leaves out {missing} of the conditions and limits of the short answer."
    return ""


def _short(answer: Answer) -> Block:
    return next(b for b in answer.blocks if b.kind is BlockKind.SHORT_ANSWER)


def _nobody(line: Line) -> None:
    """Nobody listens."""

"""An answer being written: cited lines by kind, nothing twice, and what was weak in it."""

import re
from dataclasses import dataclass, field
from typing import Final

from rights_assistant.cite import Citer
from rights_assistant.domain.answer import Block, BlockKind, Deadline, Line
from rights_assistant.domain.document import Document
from rights_assistant.domain.library import Library, Placed
from rights_assistant.domain.question import Question
from rights_assistant.domain.standing import Certainty
from rights_assistant.nearness import Said, says_again
from rights_assistant.prompts import Replies

BESIDE_THE_ANSWER: Final = frozenset({BlockKind.REFERRAL, BlockKind.URGENT})
"""Who can help stands beside the answer; how we know an address is said where it is opened."""


@dataclass
class Draft:
    """Blocks being filled; knows what was said, so that nothing is said twice.

    Attributes:
        offered: the documents that lines rest on which might have been said, whether they were or not.
        told: the decisive facts that the person told; `answered`: what of a remedy's facts need not be asked any more;
            `asks`: two facts that exclude each other, of which nobody told which holds, and each has a time of its own;
            `undecided`: the remedy that has those times, and the law that sets them;
            `unsure`: the same of a remedy none of whose times could be confirmed.
    """

    question: Question
    place: str | None
    places: tuple[str, ...]
    library: Library
    replies: Replies
    citer: Citer
    blocks: dict[tuple[BlockKind, str], list[Line]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    weak: dict[Certainty, list[int]] = field(default_factory=dict)
    deadlines: list[Deadline] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    hidden: bool = False
    offered: set[str] = field(default_factory=set)
    told: frozenset[str] = frozenset()
    answered: tuple[re.Pattern[str], ...] = ()
    asks: tuple[str, ...] = ()
    undecided: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def add(self, kind: BlockKind, placed: Placed, heading: str = "") -> bool:
        """A statement as a cited line, if it may stand here and does not say again what is said."""
        if not self.may_say(placed):
            return False
        heading = heading or self.heading(kind)
        sources = self.citer.rests_on(placed)
        opens = kind is BlockKind.SHORT_ANSWER and (kind, heading) not in self.blocks
        if sources and not opens and says_again(Said(placed.statement.text, sources), self.said):
            return False
        line = self.citer.line(placed)
        if line is None:
            return False
        certainty = self.citer.certainty(line, placed.statement)
        if certainty is Certainty.UNCONFIRMED:
            line = Line(f"{line.text} {self.replies.line('certainty.mark')}", line.citations)
        if kind not in BESIDE_THE_ANSWER and certainty is not Certainty.CONFIRMED:
            weak = {c.number for c in self.citer.citations if c.certainty is not Certainty.CONFIRMED}
            reported = [n for n in line.citations if n in weak] or line.citations
            marked = line.citations if certainty is Certainty.UNCONFIRMED else reported
            self.weak.setdefault(certainty, []).extend(marked)
        self.said.append(Said(placed.statement.text, sources))
        self.blocks.setdefault((kind, heading), []).append(line)
        return True

    def may_say(self, placed: Placed) -> bool:
        """Whether a statement holds on the day, reaches the place and does not stand here word for word."""
        holds = placed.statement.window.covers(self.question.asked_on)
        if not holds or any(s.text == placed.statement.text for s in self.said):
            return False
        reaches = self.library.reaches(placed, self.places)
        self.hidden = self.hidden or not reaches
        return reaches

    def fixed(self, kind: BlockKind, name: str, **values: str) -> None:
        """Our own words under a kind that may hold them."""
        lines = [Line(text, template=name) for text in self.replies.lines(name, **values)]
        self.blocks.setdefault((kind, self.heading(kind)), []).extend(lines)

    def preface(self, kind: BlockKind, name: str) -> None:
        """Our own words before the lines that stand under a kind already."""
        lines = [Line(text, template=name) for text in self.replies.lines(name)]
        self.blocks[kind, self.heading(kind)][:0] = lines

    def beneath(self, kind: BlockKind, text: str) -> None:
        """A line in our own words under cited ones, resting on what the first of them rests on; nothing where there are none."""
        lines = self.blocks.get((kind, self.heading(kind)))
        if lines:
            lines.append(Line(text, lines[0].citations))

    def heading(self, kind: BlockKind) -> str:
        """The words over a block of this kind."""
        return self.replies.line(f"headings.{kind}")

    def covers(self, document: Document) -> bool:
        """Whether a document speaks to the person's place."""
        return document.jurisdiction in self.places

    def finished(self) -> tuple[Block, ...]:
        """The blocks, in the order a person needs them."""
        order = list(BlockKind)
        blocks = sorted(self.blocks.items(), key=lambda item: order.index(item[0][0]))
        return tuple(Block(kind, self.place, tuple(lines), heading) for (kind, heading), lines in blocks)

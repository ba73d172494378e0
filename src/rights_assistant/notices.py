"""What an answer in part says before anything else: what was understood, and which part of the question has no source."""

from collections.abc import Iterable, Sequence

from rights_assistant.domain.answer import Block, BlockKind, Line
from rights_assistant.domain.document import Document, Guide
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.prompts import Replies, Rule

_QUOTED_WORDS = 25
"""Of a part without a source, so many words are repeated: enough to know it again."""


def before(blocks: Sequence[Block], place: str | None, lines: Iterable[Line]) -> tuple[Block, ...]:
    """The blocks of an answer with further lines before its notices."""
    first = tuple(lines)
    said = tuple(line for b in blocks if b.kind is BlockKind.NOTICE for line in b.lines)
    rest = (b for b in blocks if b.kind is not BlockKind.NOTICE)
    return (Block(BlockKind.NOTICE, place, (*first, *said)), *rest) if first or said else tuple(blocks)


def whose_law(instead_of: str | None, place: str | None, replies: Replies) -> list[Line]:
    """Where a question names another country's decision than the chosen: whose law this is."""
    return _lines(replies, "instead", chosen=NAMES[instead_of], named=NAMES[place]) if instead_of and place else []


def in_part(lead: Document, blocks: Sequence[Block], confidence: str, places: Sequence[str], replies: Replies) -> list[Line]:
    """Why an answer may not be the whole of it, and the deadline line where no deadline is shown.

    Args:
        confidence: `near` when it is not clear that this is what was asked.
        places: several countries that were named together.
    """
    if places:
        return _lines(replies, "several", named=" and ".join(NAMES[p] for p in places))
    if confidence == "clear":
        return []
    meant = lead.question if isinstance(lead, Guide) else lead.title
    timed = any(b.kind is BlockKind.DEADLINE for b in blocks)
    return [*_lines(replies, "understood", question=meant), *(_lines(replies, "clarify.deadline") if not timed else [])]


def not_covered(parts: Sequence[str], rules: Sequence[Rule], replies: Replies) -> list[Line]:
    """The sentences of a question that are about something nothing here is written on, each said back.

    Args:
        parts: the sentences of the question, when it has several.
        rules: what is not our subject; see prompts/safeguards.yaml.
    """
    apart = [part for part in parts if any(rule.fits(part) for rule in rules)]
    return [line for part in apart if len(apart) < len(parts) for line in _lines(replies, "not_covered", part=_short(part))]


def _short(part: str) -> str:
    words = part.split()
    return " ".join(words) if len(words) <= _QUOTED_WORDS else f"{' '.join(words[:_QUOTED_WORDS])} …"


def _lines(replies: Replies, name: str, **values: str) -> list[Line]:
    return [Line(text, template=name) for text in replies.lines(name, **values)]

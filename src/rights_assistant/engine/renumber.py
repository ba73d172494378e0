"""An answer with other lines in one of its blocks: citations that nothing uses any more fall out, the rest close up."""

from collections.abc import Sequence
from dataclasses import replace

from rights_assistant.domain.answer import Answer, Block, BlockKind, Line


def with_lines(answer: Answer, kind: BlockKind, lines: Sequence[Line]) -> Answer:
    """The answer with these lines, in its own numbering, in its only block of a kind.

    Deadlines, referrals and every other block keep what they say.

    Raises:
        ValueError: when there is not exactly one such block, or a line cites what the answer does not.
    """
    if sum(b.kind is kind for b in answer.blocks) != 1:
        raise ValueError(f"the answer has not one {kind} block")
    return renumbered(answer, [replace(b, lines=tuple(lines)) if b.kind is kind else b for b in answer.blocks])


def renumbered(answer: Answer, blocks: Sequence[Block]) -> Answer:
    """The answer with these blocks; numbers run from 1 without a gap, in the order that they had.

    Raises:
        ValueError: when a block cites what the answer does not.
    """
    used = {n for b in blocks for n in b.citations}
    kept = sorted((c for c in answer.citations if c.number in used), key=lambda c: c.number)
    number = {c.number: new for new, c in enumerate(kept, 1)}
    if stray := used - number.keys():
        raise ValueError(f"the answer has no citation {min(stray)}")
    return replace(
        answer,
        blocks=tuple(replace(b, lines=tuple(_moved(line, number) for line in b.lines)) for b in blocks),
        citations=tuple(replace(c, number=number[c.number]) for c in kept),
    )


def _moved(line: Line, number: dict[int, int]) -> Line:
    return replace(line, citations=tuple(number[n] for n in line.citations))

"""An answer as the chat's Markdown: urgent first, every line with links to the words it rests on, sources at the end.

All text is escaped, so that nothing in a note, a title or a question can become a tag, an image or a foreign link:
the only links drawn are to our own `/source/`.
"""

from urllib.parse import quote, urlencode

from rights_assistant.domain.answer import ORDER, Answer, Block, BlockKind, Citation, Line
from rights_assistant.web.words import Words

_ESCAPED = frozenset("\\`*_{}[]()#+-.!|~^$@=:")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def plain(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return "".join(_ENTITIES.get(c) or (f"\\{c}" if c in _ESCAPED else c) for c in " ".join(text.split()))


def link(citation: Citation, answer: Answer) -> str:
    """The address where the cited words can be opened, for the day of asking."""
    start, end = citation.span
    query = urlencode({"start": start, "end": end, "on": answer.question.asked_on.isoformat()})
    return f"/source/{quote(citation.passage_id, safe='/:')}?{query}"


def draw(answer: Answer, words: Words) -> str:
    """The whole answer as Markdown."""
    many = len({b.jurisdiction for b in answer.blocks if b.jurisdiction}) > 1
    blocks = sorted(answer.blocks, key=_rank)
    parts = [_block(block, answer, words, named=many) for block in blocks]
    if answer.citations:
        parts.append(_sources(answer, words))
    if answer.leaves_out:
        parts.append(plain(words("answer.more")))
    asked_on = words.day(answer.question.asked_on)
    parts.append(f"*{plain(words('answer.reference', index=answer.index_id, date=asked_on))}*")
    if answer.clarify:
        parts.append(f"**{plain(answer.clarify.question)}**")
    if answer.suggested:
        parts.append(f"**{plain(words('chat.suggested'))}**")
    return "\n\n".join(parts)


def _rank(block: Block) -> int:
    """Help first: the urgent part stands before everything, the rest in the answer's own order."""
    return -1 if block.kind is BlockKind.URGENT else ORDER.index(block.kind)


def _block(block: Block, answer: Answer, words: Words, *, named: bool) -> str:
    heading = block.heading or words(f"headings.{block.kind}")
    if heading and named and block.jurisdiction and not block.heading:
        heading = words("answer.for_country", heading=heading, country=words(f"jurisdictions.{block.jurisdiction}"))
    lines = [_line(line, answer) for line in block.lines]
    match block.kind:
        case BlockKind.SHORT_ANSWER:
            body = "\n\n".join(lines)
        case BlockKind.NEXT_STEP:
            body = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
        case BlockKind.URGENT | BlockKind.DEADLINE:
            body = "\n".join(f"> - {line}" for line in lines) if len(lines) > 1 else f"> {lines[0]}"
        case _:
            body = "\n".join(f"- {line}" for line in lines)
    return f"## {plain(heading)}\n\n{body}" if heading else body


def _line(line: Line, answer: Answer) -> str:
    """A sentence and the numbers of its sources, each a link."""
    cited = {c.number: c for c in answer.citations}
    marks = [f"[{_mark(n)}]({link(cited[n], answer)})" for n in line.citations]
    return " ".join([plain(line.text), *marks])


def _sources(answer: Answer, words: Words) -> str:
    """The sources, a document each: its numbers, its title, and how much it weighs. The script takes names from here."""
    together: dict[tuple[str, str], list[Citation]] = {}
    for citation in sorted(answer.citations, key=lambda c: c.number):
        together.setdefault((citation.title, _weight(citation, words)), []).append(citation)
    listed = [
        f"- {' '.join(f'[{_mark(c.number)}]({link(c, answer)})' for c in cited)} **{plain(title)}**  \n{plain(weight)}"
        for (title, weight), cited in together.items()
    ]
    return f"## {plain(words('answer.sources'))}\n\n" + "\n".join(listed)


def _weight(citation: Citation, words: Words) -> str:
    """Force, status, what is waited for, certainty and the day of checking, in words."""
    names = [f"force.{citation.force}", f"status.{citation.status}"] if citation.force else [f"kind.{citation.kind}"]
    waits = [words("answer.waits", needs=", ".join(citation.waits_for))] if citation.waits_for else []
    checked = words("answer.checked", date=words.day(citation.checked_on))
    return "; ".join([*map(words, names), *waits, words(f"certainty.{citation.certainty}"), checked])


def _mark(number: int) -> str:
    return f"\\[{number}\\]"

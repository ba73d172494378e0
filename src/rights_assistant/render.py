"""An answer for programs (the one JSON shape) and for a terminal."""

import textwrap
from datetime import date
from typing import Any

from rights_assistant.domain.answer import Answer, Citation, LawsWords
from rights_assistant.domain.question import Depth
from rights_assistant.prompts import Replies

SCHEMA = 1
SHOWN = 200
"""Characters of the law's own words under a source, for a caseworker."""


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as JSON values, the same shape for the command line, the API and the evaluation."""
    question = answer.question
    return {
        "schema": SCHEMA,
        "answer_id": answer.id,
        "index_id": answer.index_id,
        "question": question.text,
        "language": question.language,
        "jurisdictions": list(answer.jurisdictions),
        "depth": question.depth.value,
        "asked_on": question.asked_on.isoformat(),
        "outcome": answer.outcome.value,
        "urgency": [u.value for u in answer.urgency],
        "engine": answer.engine,
        "confidence": answer.confidence,
        "text": answer.text,
        "blocks": [
            {
                "kind": b.kind.value,
                "jurisdiction": b.jurisdiction,
                "heading": b.heading,
                "text": b.text,
                "citations": list(b.citations),
            }
            for b in answer.blocks
        ],
        "citations": [_citation(c) for c in answer.citations],
        "deadlines": [
            {
                "remedy": d.remedy,
                "count": d.count,
                "unit": d.unit,
                "starts": d.starts,
                "date": _day(d.falls_on),
                "latest_safe_date": _day(d.latest_safe),
                "certainty": d.certainty.value,
                "assumptions": list(d.assumptions),
            }
            for d in answer.deadlines
        ],
        "clarify": {
            "question": answer.clarify.question,
            "options": [{"label": o.label, "set": dict(o.sets)} for o in answer.clarify.options],
        }
        if answer.clarify
        else None,
        "suggested": [{"guide": s.guide, "question": s.question} for s in answer.suggested],
        "referrals": list(answer.referrals),
        "searched": list(answer.searched),
        "struck": list(answer.struck),
        "timings_ms": answer.timings_ms,
    }


def _citation(c: Citation) -> dict[str, Any]:
    return {
        "number": c.number,
        "id": c.id,
        "kind": c.kind.value,
        "passage_id": c.passage_id,
        "span": list(c.span),
        "title": c.title,
        "quote": c.quote,
        "jurisdiction": c.jurisdiction,
        "force": c.force.value if c.force else None,
        "certainty": c.certainty.value,
        "status": c.status.value,
        "applies_from": _day(c.applies_from),
        "applies_until": _day(c.applies_until),
        "waits_for": list(c.waits_for),
        "translation": None,
        "url": c.url,
        "checked_on": c.checked_on.isoformat(),
        "checked_against": list(c.checked_against),
        "language": c.language,
        "official": _official(c.official) if c.official else None,
    }


def _official(words: LawsWords) -> dict[str, Any]:
    return {
        "quote": words.quote,
        "paragraph": words.paragraph,
        "sure": words.sure,
        "language": words.language,
        "languages": list(words.languages),
        "publisher": words.publisher,
        "as_of": _day(words.as_of),
        "fetched_on": words.fetched_on.isoformat(),
        "sha256": words.sha256,
        "path": words.path,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def to_text(answer: Answer, replies: Replies, width: int = 88) -> str:
    """The answer for a terminal: blocks under their headings, then the numbered sources."""
    parts = []
    shown = answer.question.depth is Depth.CASEWORKER
    for block in answer.as_read:
        body = "\n".join(textwrap.fill(line.marked, width, subsequent_indent="  ") for line in block.lines)
        parts.append(f"{block.heading.upper()}\n{body}" if block.heading else body)
    if answer.clarify:
        parts.append("\n".join([answer.clarify.question, *(f"  - {o.label}" for o in answer.clarify.options)]))
    if answer.suggested:
        parts.append("\n".join([replies.line("suggest"), *(f"  - {s.question}" for s in answer.suggested)]))
    if answer.citations:
        parts.append("\n".join(["SOURCES", *(_source(c, replies, width, shown) for c in answer.citations)]))
    if answer.leaves_out:
        parts.append(textwrap.fill(replies.line("more"), width))
    parts.append(textwrap.fill(replies.line("closing"), width))
    parts.append(f"{answer.question.asked_on.isoformat()} · {answer.id}")
    return "\n\n".join(parts)


def _source(c: Citation, replies: Replies, width: int, official: bool) -> str:
    """A source; with the place in the law that it relies on, where that is wanted and sure."""
    standing = [replies.line(f"certainties.{c.certainty}"), f"{c.checked_on.isoformat()}"]
    if c.force:
        standing = [replies.line(f"force.{c.force}"), replies.line(f"status.{c.status}"), *standing]
    lines = [f"[{c.number}] {c.title} ({c.id})", f'"{c.quote}"', "; ".join(standing), c.url]
    if official and c.official and c.official.sure:
        lines.append(f'{c.official.paragraph}: "{_short(c.official.quote)}"')
    wrapped = [
        textwrap.fill(line, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False, break_long_words=False)
        for line in lines
        if line
    ]
    return "\n".join(wrapped)[4:] if wrapped else ""


def _short(words: str) -> str:
    """How the law's own words begin, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()} …"

"""An opened source on paper: as JSON for the panel, and as a page that needs no script."""

from collections.abc import Sequence
from datetime import date

from rights_assistant.web.law import Choice, Law
from rights_assistant.web.law import as_json as law_json
from rights_assistant.web.law import facts as law_facts
from rights_assistant.web.press import page
from rights_assistant.web.source import Opened, facts, needs, period_words
from rights_assistant.web.words import Words


def as_json(opened: Opened, words: Words, law: Law | None = None, choices: Sequence[Choice] = ()) -> dict[str, object]:
    """The source as the panel reads it; `facts` are the same rows as on the page; `law` is nothing where it was not fetched."""
    document, window = opened.document, opened.period
    return {
        "title": document.title,
        "heading": opened.section.heading,
        "before": opened.before,
        "quote": opened.quote,
        "after": opened.after,
        "language": document.language,
        "on": opened.on.isoformat(),
        "kind": document.kind.value,
        "kind_words": words(f"kind.{document.kind}"),
        "jurisdiction": document.jurisdiction,
        "force": opened.force.value if opened.force else None,
        "force_words": words(f"force.{opened.force}") if opened.force else None,
        "status": opened.status.value,
        "status_words": words(f"status.{opened.status}"),
        "applies_from": _iso(window.since),
        "applies_until": _iso(window.until),
        "period_words": period_words(window, words),
        "waits_for": needs(opened, words),
        "certainty": opened.certainty.value,
        "certainty_words": words(f"certainty.{opened.certainty}"),
        "checked_on": document.checked_on.isoformat(),
        "checked_against": list(document.checked_against),
        "url": opened.url or None,
        "binds": getattr(document, "binds", None),
        "protects": getattr(document, "protects", None),
        "facts": [list(row) for row in facts(opened, words)],
        "law": law_json(law, choices, words) if law else None,
    }


def as_page(opened: Opened, words: Words, law: Law | None = None, choices: Sequence[Choice] = ()) -> str:
    """The source as HTML: everything escaped, no script, the words relied on in `<mark>`."""
    return page(
        "source",
        words,
        title=opened.document.title,
        opened=opened,
        rows=facts(opened, words),
        law=law,
        choices=choices,
        law_rows=law_facts(law, words) if law else [],
    )


def refusal(name: str, words: Words) -> str:
    """A page that says in a sentence why nothing is opened."""
    return page("refusal", words, title=words("source.label"), told=words(name))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""An opened source on paper: as JSON for the panel, and as a page that needs no script."""

from datetime import date
from html import escape

from rights_assistant.web.source import Opened, facts, needs, period_words
from rights_assistant.web.words import Words

CHAT = "/chat/"


def as_json(opened: Opened, words: Words) -> dict[str, object]:
    """The source as the panel reads it; `facts` are the same rows as on the page."""
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
    }


def as_page(opened: Opened, words: Words) -> str:
    """The source as HTML: everything escaped, no script, the words relied on in `<mark>`."""
    document = opened.document
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in facts(opened, words))
    passage = f"{escape(opened.before)}<mark>{escape(opened.quote)}</mark>{escape(opened.after)}"
    link = f'<p><a href="{escape(opened.url)}" rel="noreferrer noopener">{escape(words("source.publisher"))}</a></p>'
    return _page(
        document.title,
        f'<article lang="{escape(document.language)}"><h1>{escape(document.title)}</h1><h2>{escape(opened.section.heading)}</h2>'
        f'<p class="ours-passage">{passage}</p></article><p>{escape(words("source.marked"))}</p>'
        f'<dl class="ours-facts">{rows}</dl>{link if opened.url else ""}',
        words,
    )


def refusal(name: str, words: Words) -> str:
    """A page that says in a sentence why nothing is opened."""
    return _page(words("source.label"), f"<h1>{escape(words('source.label'))}</h1><p>{escape(words(name))}</p>", words)


def _page(title: str, body: str, words: Words) -> str:
    return (
        f'<!doctype html><html lang="{escape(words("lang"))}" dir="ltr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/static-ours/app.css"></head>'
        f'<body class="ours-paper"><main>{body}<p><a href="{CHAT}">{escape(words("source.back"))}</a></p></main></body></html>'
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

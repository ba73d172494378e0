"""What no sentence of an answer may hold, whatever its passages say: addresses, links, markup, orders to a machine."""

from typing import Final

import regex

_LETTER: Final = regex.compile(r"\p{L}")

LONGEST: Final = 600
"""Characters of a sentence; the longest statement of the notes has 240 or so."""
FORMS: Final[tuple[tuple[str, str], ...]] = (
    (r"\w+://|\bwww\.|\b[\w-]+\.(?:com|org|net|gov|info|eu|ca|de|uk|au|io)\b", "it holds a web address"),
    (r"\S@\S+\.\w", "it holds an e-mail address"),
    (r"!\[", "it holds a picture"),
    (r"\]\(|\]\[\D|\]:", "it holds a link"),
    (r"<\s*[a-z!/?]|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", "it holds HTML"),
    (r"[`{}|\\\x00-\x08\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "it holds signs that are no part of a sentence"),
    (r"\+\d[\d ()-]{6,}|\b0\d{2,4}[ -]?\d{3,}(?:[ -]?\d{2,})*\b|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b", "it holds a phone number"),
    (r"\?[\"'”’»)*_]*\s*$", "it asks and states nothing"),
)
"""What no sentence of an answer may hold, whatever the passages hold: a pattern and its reason."""

ORDERS: Final[tuple[tuple[str, str], ...]] = (
    (
        r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|above|previous|earlier|prompt|rules)\b",
        "takes back orders",
    ),
    (r"\b(?:system|hidden|secret|initial) prompt\b|\byour (?:instructions|prompt)\b", "speaks of the prompt"),
    (r"\bas an? (?:ai|artificial|language|large language)\b|\bi am an? (?:ai|language model|assistant)\b", "speaks of itself"),
    (
        r"\byou are now\b|\bact as (?:an?|if)\b|\bpretend (?:to|that|you)\b|\brole-?play\b|\bfrom now on\b",
        "gives the machine a part",
    ),
    (r"^\W*(?:system|assistant|user|developer|human|ai|instruction|note to (?:the )?\w+)\s*:", "takes a turn of a talk"),
    (
        r"\balways (?:say|answer|reply) (?:that|with|yes|no)\b|\b(?:do not|don't|never) (?:mention|reveal|tell the (?:user|reader))\b",
        "orders what is said",
    ),
)
"""What sounds like an order to a machine, and why it is taken for one."""

_FORMS: Final = tuple((regex.compile(p, regex.IGNORECASE), why) for p, why in FORMS)
_ORDERS: Final = tuple((regex.compile(p, regex.IGNORECASE), why) for p, why in ORDERS)


def malformed(text: str) -> str:
    """Why a text is no statement that could be supported at all; nothing when it is one."""
    if not _LETTER.search(text):
        return "it says nothing"
    if len(text) > LONGEST:
        return "it is too long for a sentence"
    for pattern, reason in _FORMS:
        if pattern.search(text):
            return reason
    return "it sounds like an order to a machine" if any(p.search(text) for p, _ in _ORDERS) else ""

"""What is asked, and the limits on it."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.errors import QuestionError

MAX_CHARACTERS: Final = 500
"""Longest question, after NFC: room for languages that run longer than English."""

MAX_EARLIER: Final = 2
"""How many earlier questions of a conversation are kept."""

LANGUAGES: Final[tuple[str, ...]] = ("en",)
"""Languages answers are reviewed in."""

# Characters that hide instructions or turn text around: tags, word joiner, BOM, bidi overrides.
# U+200C and U+200D stay: Persian, Urdu, Kurdish and Hindi are written with them.
_INVISIBLE = {
    0xAD,
    0x200B,
    0x2060,
    0x2061,
    0x2062,
    0x2063,
    0x2064,
    0xFEFF,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xE0000, 0xE0080),
}


class Depth(StrEnum):
    """How far an answer goes: short for a person, with articles for a caseworker."""

    PERSON = "person"
    CASEWORKER = "caseworker"


def clean(text: str) -> str:
    """Text in NFC without invisible or control characters, white space folded."""
    kept = (
        " " if c.isspace() else c
        for c in text
        if c.isspace() or (ord(c) not in _INVISIBLE and unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the day it is asked on, and what is known about whose law it is.

    Build one with `ask`; the constructor only holds what `ask` has checked.
    """

    text: str
    asked_on: date
    jurisdiction: str | None = None
    language: str = "en"
    depth: Depth = Depth.PERSON
    earlier: tuple[str, ...] = ()


def ask(
    text: object,
    asked_on: date,
    *,
    jurisdiction: str | None = None,
    language: str | None = None,
    depth: str = Depth.PERSON,
    earlier: tuple[object, ...] = (),
) -> Question:
    """A checked question.

    Args:
        text: what the person typed; anything but text is refused.
        asked_on: the day of asking; statuses and deadlines are worked out for it.
        jurisdiction: a code of `jurisdiction.NAMES`, or nothing.
        language: an answer language, or nothing for English.
        depth: `person` or `caseworker`.
        earlier: earlier questions; all but the last two are dropped, bad ones too.

    Raises:
        QuestionError: naming the limit that was passed and how to ask instead.
    """
    if not isinstance(text, str):
        raise QuestionError("The question is not text.", "Send it as one line of text.")
    words = clean(text)
    if not any(c.isalnum() for c in words):
        raise QuestionError("The question is empty.", "Type what you want to know, in your own words.")
    if len(words) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question is too long: {len(words):,} characters, and {MAX_CHARACTERS} can be read.",
            "Ask the most important part first, in a few sentences. Leave out names and numbers.",
        )
    if jurisdiction is not None and jurisdiction not in NAMES:
        raise QuestionError(f"The jurisdiction {jurisdiction[:20]!r} is not covered.", f"Choose one of: {', '.join(NAMES)}.")
    if language is not None and language not in LANGUAGES:
        raise QuestionError(f"Answers in {language[:20]!r} do not exist yet.", f"Choose one of: {', '.join(LANGUAGES)}.")
    if depth not in tuple(Depth):
        raise QuestionError(f"The depth {depth[:20]!r} is not known.", f"Choose one of: {', '.join(Depth)}.")
    kept = [clean(e)[:MAX_CHARACTERS] for e in earlier if isinstance(e, str)]
    return Question(words, asked_on, jurisdiction, language or "en", Depth(depth), tuple(e for e in kept if e)[-MAX_EARLIER:])

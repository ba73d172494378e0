"""The words of the page, looked up by name; a missing one is found at the start, not in front of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Final

from rights_assistant.domain.answer import BlockKind
from rights_assistant.domain.document import Kind
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY
from rights_assistant.domain.official import Unit
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.kinds import INSTRUMENT_KINDS

COUNTRIES: Final = ("ca", "de", "eu", "au", "uk", "any")
"""What can be chosen as the country that decides; `any` stands for "not sure"."""

STARTERS: Final = 8
"""How many questions are offered to begin with."""

NEEDED: Final = (
    *("lang", "date"),
    *(f"page.{n}" for n in ("title", "heading", "about", "notice", "country", "depth", "chat", "box", "box_hint", "ask")),
    *(f"page.{n}" for n in ("starters", "offers", "again", "no_script", "library", "library_no_script")),
    *(f"countries.{c}" for c in COUNTRIES),
    *(f"depths.{d}" for d in Depth),
    *(f"chat.{n}" for n in ("suggested", "looking", "failed", "unread", "country_unknown", "offer_gone", "too_fast", "too_big")),
    *(f"chat.{n}" for n in ("not_understood", "busy", "offline")),
    *(f"headings.{k}" for k in BlockKind),
    *(f"answer.{n}" for n in ("for_country", "sources", "checked", "waits", "reference", "more")),
    *(f"kind.{k}" for k in Kind),
    *(f"force.{f}" for f in Force),
    *(f"status.{s}" for s in Status),
    *(f"certainty.{c}" for c in Certainty),
    *(f"jurisdictions.{j}" for j in (*NAMES, *SYSTEMS_ONLY)),
    *(
        f"source.{n}"
        for n in ("link", "label", "loading", "failed", "close", "back", "marked", "what", "where", "weight", "standing")
    ),
    *(f"source.{n}" for n in ("period", "from", "until", "between", "needs", "needs_one", "needs_no_date", "sure", "checked")),
    *(f"source.{n}" for n in ("checked_on", "against", "binds", "protects", "publisher", "unknown", "bad_span", "bad_date")),
    *(
        f"law.{n}"
        for n in ("heading", "language", "marked", "addressed", "unsure", "early", "before", "after", "publisher", "as_of")
    ),
    *(f"law.{n}" for n in ("as_of_unknown", "fetched", "in_language", "copy", "file", "library", "new_tab")),
    *(f"library.{n}" for n in ("title", "about", "skip", "path", "chat", "notice", "search", "box", "language", "find", "none")),
    *(f"library.{n}" for n in ("not_fetched", "no_wording", "fetch", "official", "one_note", "notes", "in_languages")),
    *(f"library.{n}" for n in ("what", "official_page", "contents", "noted", "loose", "note", "no_note", "parts", "rests_here")),
    *(f"library.{n}" for n in ("rests_on", "nothing_rests", "previous", "next", "turn", "results", "in_notes", "in_texts")),
    *(f"library.{n}" for n in ("no_notes", "no_texts", "elsewhere", "most", "empty", "too_long", "missing", "unknown", "all")),
    *("library.resting", "library.unreadable", *(f"resting.{k}" for k in Kind)),
    *(f"laws.{k}" for k in INSTRUMENT_KINDS),
    *(f"shield.{n}" for n in ("not_found", "not_allowed", "too_big", "too_slow", "failed")),
)
"""Every single word or sentence the page asks for."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """How a language is written, as HTML names it."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Words:
    """A file of interface words, read by dotted name: `words("page.title")`.

    Raises:
        KnowledgeError: when a needed name is missing, is not text, or a list is too short.
    """

    data: Mapping[str, object]

    def __post_init__(self) -> None:
        for name in NEEDED:
            self._text(name)
        for name, least in (("starters", STARTERS), ("months", 12), *((f"units.{u}", 2) for u in Unit)):
            if len(self.list(name)) < least:
                raise KnowledgeError(f"The page needs {least} words under {name!r}.", "Add them to prompts/locales/.")

    def __call__(self, name: str, **fills: object) -> str:
        """The words of a name, with its `$names` filled in."""
        try:
            return Template(self._text(name)).substitute({k: str(v) for k, v in fills.items()})
        except (KeyError, ValueError) as error:
            raise KnowledgeError(
                f"The words {name!r} ask for something unknown: {error}.", "Mend them in prompts/locales/."
            ) from None

    def raw(self, name: str) -> str:
        """The words of a name with its `$names` left open, for who fills them in elsewhere."""
        return self._text(name)

    def list(self, name: str) -> tuple[str, ...]:
        """The words of a name that holds several."""
        found = self._find(name)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise KnowledgeError(f"The page needs a list of words named {name!r}.", "Add it to prompts/locales/.")
        return tuple(found)

    def day(self, day: date) -> str:
        """A date that reads the same everywhere: 23 November 2026."""
        return self("date", day=day.day, month=self.list("months")[day.month - 1], year=day.year)

    def language(self, code: str) -> str:
        """A language by its own name; one without a name here by its code."""
        found = self._find(f"languages.{code}")
        return found if isinstance(found, str) else code

    def count(self, unit: Unit, number: int) -> str:
        """So many of a kind of provision: 1 article, 99 articles."""
        one, many = self.list(f"units.{unit}")[:2]
        return Template(one if number == 1 else many).safe_substitute(count=f"{number:,}")

    def _text(self, name: str) -> str:
        found = self._find(name)
        if not isinstance(found, str):
            raise KnowledgeError(f"The page has no words for {name!r}.", "Add them to the language's file in prompts/locales/.")
        return found

    def _find(self, name: str) -> object:
        found: object = self.data
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

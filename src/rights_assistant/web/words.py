"""The words of the page, looked up by name; a missing one is found at the start, not in front of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Final

from rights_assistant.domain.answer import BlockKind
from rights_assistant.domain.document import Kind
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.errors import KnowledgeError

COUNTRIES: Final = ("ca", "de", "eu", "au", "uk", "any")
"""What can be chosen as the country that decides; `any` stands for "not sure"."""

STARTERS: Final = 8
"""How many questions are offered to begin with."""

NEEDED: Final = (
    *("lang", "date"),
    *(f"page.{n}" for n in ("title", "heading", "about", "notice", "country", "depth", "chat", "box", "box_hint", "ask")),
    *(f"page.{n}" for n in ("starters", "offers", "again", "no_script")),
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
    *(f"shield.{n}" for n in ("not_found", "not_allowed", "too_big", "too_slow", "failed")),
)
"""Every single word or sentence the page asks for."""


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
        for name, least in (("starters", STARTERS), ("months", 12)):
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

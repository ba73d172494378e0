"""What a model drafted, sentence by sentence: each passes every check, or is struck whole.

A sentence must carry the number of a passage that was shown, be supported by it (`support`), and bring in nothing
of its own: no sign, number, article, place or address that its passages do not hold, no forecast, no second claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from rights_assistant import sentences
from rights_assistant.domain.answer import Line
from rights_assistant.engine import attached
from rights_assistant.grade import words
from rights_assistant.ports import Entailment
from rights_assistant.prompts import Forbidden, Places, Rule
from rights_assistant.support import verdict

MOST_SENTENCES: Final = 4
"""As long as a short answer may be."""

MOST_WORDS: Final = 36
"""Of one sentence: the longest of the reviewed notes has 33."""

_LEAST_WORDS: Final = 3

_MARKER: Final = regex.compile(r"\[(\d{1,3}(?:, ?\d{1,3})*)\]")
# Signs that need no passage to hold them: the letters of European languages in Latin script, ASCII digits, plain punctuation.
_SIGNS: Final = regex.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9 .,;:!?'’‘\"“”()\-–%€£$&/]")
_MARKUP: Final = frozenset("<>[]{}|\\`*_#@~^=")
"""Signs that stay out although a passage holds them."""
_SHAPE: Final = regex.compile(r"[\"“'‘(]?[A-Z0-9À-ÖØ-Þ].*[\p{L}\p{N})%][\"”'’]?[.!][\"”'’)]?", regex.DOTALL)
_ADDRESS: Final = regex.compile(r"https?:|www\.|//|\S@\S|\b[\p{L}\d-]{2,}\.\p{Ll}{2,}\b|\+?\d(?:[\s().-]*\d){6,}", regex.IGNORECASE)
_NUMBER: Final = regex.compile(r"\d+(?:[.,/]\d+)*")
_LOCATOR: Final = regex.compile(
    r"\b(articles?|art\.?|sections?|sec\.?|s\.|annex|rules?|paragraphs?|para\.?|chapter|schedule|recital|regulations?|form|subclass|point)"
    r"\s+(\(?[A-Z]{0,2}\d[\w.]*|[IVXLC]+\b)",
    regex.IGNORECASE,
)
_INNER_STOP: Final = regex.compile(r"(\S*[.!?…;])[\"”'’)]*\s+([A-Z]\S*)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as a model is shown it: its number in the answer, and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a draft: lines in the answer's own numbering, and for each sentence struck the reason.

    A reason never holds words of the draft: they may be the harm, and a reason is shown to programs.
    """

    lines: tuple[Line, ...]
    struck: tuple[str, ...]


@dataclass(frozen=True)
class Proofreader:
    """Reads drafts against the passages of one answer."""

    passages: Mapping[int, Shown]
    forbidden: Forbidden
    places: Places
    entails: Entailment | None = None
    _known: dict[str, Line | str] = field(default_factory=dict, repr=False)

    def read(self, draft: str, *, whole: bool = True) -> Checked:
        """Every sentence of a draft, checked in order.

        Args:
            whole: whether the draft has ended; otherwise its last sentence may still grow, and is left out.
        """
        found = sentences.cut(draft)
        lines: list[Line] = []
        struck: list[str] = []
        for sentence in found if whole else found[:-1]:
            if sentence not in self._known:
                self._known[sentence] = self._line(sentence)
            line = self._known[sentence]
            if isinstance(line, str):
                struck.append(line)
            elif any(_bare(line.text) == _bare(other.text) for other in lines):
                struck.append("it stands there already")
            elif len(lines) == MOST_SENTENCES:
                struck.append(f"it comes after {MOST_SENTENCES} sentences")
            else:
                lines.append(line)
        return Checked(tuple(lines), tuple(struck))

    def _line(self, sentence: str) -> Line | str:
        """The sentence as a line, or why it is struck."""
        numbers = tuple(dict.fromkeys(int(n) for marker in _MARKER.findall(sentence) for n in marker.split(",")))
        text = regex.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKER.sub(" ", sentence).split()))
        if not numbers:
            return "it carries no marker"
        if unknown := [n for n in numbers if n not in self.passages]:
            return f"its marker {unknown[0]} is of no passage that was shown"
        cited = [self.passages[n] for n in numbers]
        if reason := next(self._faults(text, cited), ""):
            return reason
        held = verdict.check(text, [p.text for p in cited], entails=self.entails)
        return Line(text, numbers) if held.supported else "its passages do not support it"

    def _faults(self, text: str, cited: Sequence[Shown]) -> Iterator[str]:
        """What is wrong with a sentence without its markers, whatever it means; the gravest first."""
        source = "\n".join(p.text for p in cited)
        if any(_SIGNS.fullmatch(c) is None and (c in _MARKUP or c not in source) for c in text):
            yield "it holds a sign that no sentence needs"
        if _SHAPE.fullmatch(text) is None:
            yield "it is not a whole statement: no capital, no full stop, or a question"
        if not _LEAST_WORDS <= len(words(text)) <= MOST_WORDS:
            yield f"it has not {_LEAST_WORDS} to {MOST_WORDS} words"
        if _ADDRESS.search(text):
            yield "it holds an address or a telephone number"
        if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(source)):
            yield "it holds a number that its passages do not"
        if not all(any(_reaches(at, known) for known in _locators(source)) for at in _locators(text)):
            yield "it names a provision that its passages do not"
        if any(m[0] not in source for m in _INNER_STOP.finditer(text)):
            yield "a second sentence hides in it"
        if place := self._elsewhere(text, source):
            yield f"it names a place or an authority that its passages do not: {place}"
        if rule := self._forbidden(text, source):
            yield f"it may not be said: {rule}"
        if joint := attached.fault(text, [p.text for p in cited]):
            yield joint

    def _elsewhere(self, text: str, source: str) -> str:
        """A country, an authority or a law that is named, and not by a passage."""
        low, known = text.lower(), source.lower()
        places = self.places
        groups = (*places.countries, *places.authorities, *places.cities, *places.laws, *places.systems, ("", places.elsewhere))
        named = (m[0] for _, pattern in groups for m in pattern.finditer(low))
        return next((word for word in named if not _holds(known, word)), "")

    def _forbidden(self, text: str, source: str) -> str:
        low, known = (t.lower().replace("’", "'") for t in (text, source))
        never = (rule.name for rule in self.forbidden.never if rule.fits(text))
        unless = (rule.name for rule in self.forbidden.unless_said if _said(rule, low) - _said(rule, known))
        return next(iter((*never, *unless)), "")


def _said(rule: Rule, low: str) -> set[str]:
    """What the patterns of a rule find, in whole."""
    return {m[0] for pattern in rule.patterns for m in pattern.finditer(low)}


def _holds(source: str, word: str) -> bool:
    return regex.search(rf"(?<!\w){regex.escape(word)}(?!\w)", source) is not None


def _bare(text: str) -> list[str]:
    return [str(w) for w in regex.findall(r"[\p{L}\p{N}]+", text.lower())]


def _locators(text: str) -> set[tuple[str, str]]:
    """The provisions named in a text: kind by its first letters, and number without the stop of its sentence."""
    return {(m[1].lower()[:3].rstrip("."), m[2].rstrip(".").lower()) for m in _LOCATOR.finditer(text)}


def _reaches(wanted: tuple[str, str], known: tuple[str, str]) -> bool:
    kind = wanted[0] == known[0] or {wanted[0], known[0]} <= {"s", "sec"}
    return kind and wanted[1] == known[1]

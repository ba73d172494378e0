"""The words that come from prompts/: replies, rules of the safeguards, places, decisive facts, spelling."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import Template

from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.errors import KnowledgeError
from rights_assistant.patterns import plain
from rights_assistant.personal import Personal


@dataclass(frozen=True, slots=True)
class Rule:
    """Something looked for in a question: patterns, what takes it back, and its own examples.

    Attributes:
        guide: the document that leads the answer where this is seen and nothing else is clear.
        signs: single things a text may hold, by name: an act, an object, an aim.
        together: signs that make the rule fit where a text holds all of a row; `not NAME` is a sign it must not hold.
        beats: rules that do not count where this one fits too.
    """

    name: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    spares: tuple[str, ...]
    guide: str = ""
    signs: tuple[tuple[str, re.Pattern[str]], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    beats: tuple[str, ...] = ()

    def fits(self, text: str) -> bool:
        """Whether the text matches a pattern, or holds all the signs of a row, and nothing that takes it back."""
        low = plain(text)
        seen = self._holds_a_row(low) or any(p.search(low) for p in self.patterns)
        return seen and not any(p.search(low) for p in self.unless)

    def _holds_a_row(self, low: str) -> bool:
        signs, looked = dict(self.signs), dict[str, bool]()

        def held(name: str) -> bool:
            if name not in looked:  # each sign is looked for once, and only where a row asks for it
                looked[name] = bool(signs[name].search(low))
            return looked[name]

        return any(all(held(n.removeprefix("not ")) is not n.startswith("not ") for n in row) for row in self.together)


@dataclass(frozen=True, slots=True)
class Safeguards:
    """The rules by name, and the words that show what a question is about."""

    urgency: tuple[Rule, ...]
    harm: tuple[Rule, ...]
    not_ours: tuple[Rule, ...]
    migration: re.Pattern[str]
    machine: re.Pattern[str]
    subject: re.Pattern[str]
    time: re.Pattern[str]
    notices: tuple[Rule, ...] = ()
    talk: tuple[Rule, ...] = ()
    polite: re.Pattern[str] = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What a sentence of a model may not say: whatever its source, or unless its source says it."""

    never: tuple[Rule, ...] = ()
    unless_said: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Words that name a country or an authority, a city, a law; countries not covered; each place's steps to a court.

    Attributes:
        laws: words of a law that tell whose law is asked about when nothing else does.
        belongs: laws, tribunals and regulators by every place that has them; the place that decides may have none of them.
    """

    misleading: re.Pattern[str]
    countries: tuple[tuple[str, re.Pattern[str]], ...]
    authorities: tuple[tuple[str, re.Pattern[str]], ...]
    cities: tuple[tuple[str, re.Pattern[str]], ...]
    laws: tuple[tuple[str, re.Pattern[str]], ...]
    elsewhere: re.Pattern[str]
    systems: tuple[tuple[str, re.Pattern[str]], ...]
    uncovered_guide: str
    court: tuple[tuple[str, tuple[str, ...]], ...]
    court_words: tuple[tuple[str, re.Pattern[str]], ...] = ()
    belongs: tuple[tuple[str, re.Pattern[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that decides between two time limits, and how people tell it.

    Attributes:
        asks: which of a remedy's decisive facts it answers.
        own: the person who asks tells it of themselves.
        done: it is told of what was asked or decided, whoever's case it is.
    """

    name: str
    reason: str
    asks: re.Pattern[str]
    own: tuple[re.Pattern[str], ...]
    done: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a case that has a guide of its own: for somebody at another stage its answer is another person's.

    Attributes:
        guide: it is not found where the stage is not told.
        told: what tells the stage.
        instead_of: the guides to an earlier stage, which are not found where it is.
    """

    guide: str
    reason: str
    told: re.Pattern[str]
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The decisive facts, further names of places, what makes a statement a supposition or names another person, and the stages."""

    facts: tuple[Fact, ...]
    abroad: re.Pattern[str]
    supposes: re.Pattern[str]
    others: re.Pattern[str]
    stages: tuple[Stage, ...] = ()

    def barred(self, text: str) -> frozenset[str]:
        """The guides to another stage than the one that a question tells."""
        low = text.lower()
        return frozenset(id for s in self.stages for id in (s.instead_of if s.told.search(low) else (s.guide,)))

    def answered(self, told: Collection[str]) -> tuple[re.Pattern[str], ...]:
        """Which decisive facts need no longer be asked, once some are told."""
        return tuple(f.asks for f in self.facts if f.name in told)


@dataclass(frozen=True)
class Replies:
    """Our own words in one language, by dotted name, with `$names` to fill in."""

    language: str
    words: dict[str, tuple[str, ...]]

    def lines(self, name: str, **values: str) -> tuple[str, ...]:
        """The lines of a reply, filled in.

        Raises:
            KnowledgeError: when the reply does not exist or a name is not given.
        """
        if name not in self.words:
            raise KnowledgeError(f"prompts/replies/{self.language}.yaml has no {name!r}.", "Add it.")
        try:
            return tuple(Template(line).substitute(values) for line in self.words[name])
        except KeyError as error:
            raise KnowledgeError(f"The reply {name!r} needs ${error.args[0]}.", "Remove the name or pass it.") from error
        except ValueError as error:
            raise KnowledgeError(f"The reply {name!r} has a lone `$`: {error}.", "Write `$$` for a dollar sign.") from error

    def line(self, name: str, **values: str) -> str:
        """The only line of a reply, filled in."""
        return " ".join(self.lines(name, **values))


@dataclass(frozen=True, slots=True)
class SpellingWords:
    """Words that are mended, or left alone, whatever their letters say.

    Attributes:
        forms: short forms with what they stand for.
        negations: what is never put in.
        turns: beginnings that turn a word round.
        numbers: number words.
        calendar: days and months.
        foreign: frequent words of other languages, which show that a text, or a part of it, is not English.
        stays: names and words of other languages.
        lands: countries and their peoples, covered or not: none is ever taken for another.
    """

    forms: Mapping[str, str]
    negations: frozenset[str]
    turns: frozenset[str]
    numbers: frozenset[str]
    calendar: frozenset[str]
    foreign: frozenset[str]
    stays: frozenset[str]
    lands: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything under `prompts/` that the path of a question needs."""

    replies: Replies
    safeguards: Safeguards
    places: Places
    personal: Personal
    facts: Facts
    thresholds: Thresholds
    forbidden: Forbidden = Forbidden()

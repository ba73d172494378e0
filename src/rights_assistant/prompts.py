"""`prompts/**` into values: our own fixed words, the words that name places, the safeguards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import yaml

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.errors import KnowledgeError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where it was built: thirteen times as quick."""
_CLASS = re.compile(r"<([A-Z][A-Z0-9]*)>")
"""How a pattern names a word class: `<WHO>`."""
_WORD_LISTS = ("migration", "machine", "subject", "time")


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
        low = text.lower().replace("’", "'")
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
class Places:
    """Words that name a country or an authority, a city, a law; countries not covered; each place's steps to a court."""

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
class Prompts:
    """Everything under `prompts/` that the path of a question needs."""

    replies: Replies
    safeguards: Safeguards
    places: Places


def load_prompts(root: Path, language: str = "en") -> Prompts:
    """The replies of a language, the safeguards and the places.

    Raises:
        KnowledgeError: naming file and key when one is missing or wrong.
    """
    replies = Replies(language, dict(_flat(_yaml(root / "replies" / f"{language}.yaml"))))
    safeguards = _safeguards(root / "safeguards.yaml")
    for name in (*_needed(), *_needed_by(safeguards)):
        if name not in replies.words:
            raise KnowledgeError(
                f"prompts/replies/{language}.yaml has no {name!r}.", "Add it: every outcome and word needs its reply."
            )
    return Prompts(replies, safeguards, _places(root / "places.yaml"))


def load_words(root: Path, language: str = "en") -> dict[str, Any]:
    """The interface's words in a language, as they stand in `prompts/locales/`.

    Raises:
        KnowledgeError: when there is no such file.
    """
    return _yaml(root / "locales" / f"{language}.yaml")


def _needed() -> list[str]:
    names = [f"urgent.{u}" for u in Urgency] + [f"headings.{k}" for k in BlockKind]
    names += [f"{key}.{m}" for key, enum in (("status", Status), ("force", Force), ("certainties", Certainty)) for m in enum]
    outcomes = (Outcome.NO_SOURCE, Outcome.OUT_OF_SCOPE, Outcome.FAILED)
    return [*names, *outcomes, "clarify.country", "clarify.conflict", "closing"]


def _needed_by(safeguards: Safeguards) -> list[str]:
    """Each rule that ends or opens an answer has words of its own."""
    groups = (("declined", safeguards.harm), ("told", safeguards.notices), ("talk", safeguards.talk))
    return [f"{group}.{rule.name}" for group, rules in groups for rule in rules]


def _yaml(path: Path) -> dict[str, Any]:
    try:
        value = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader, in C or not)
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}.", "Reinstall, or point --prompts at the folder.") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path} is not UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path} is not YAML: {error}.", "Mend the line it names.") from error
    if not isinstance(value, dict):
        raise KnowledgeError(f"{path} holds no keys.", "Write `key: value`, one a line.")
    return value


def _flat(value: dict[str, Any], prefix: str = "") -> list[tuple[str, tuple[str, ...]]]:
    flat: list[tuple[str, tuple[str, ...]]] = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            flat += _flat(inner, f"{prefix}{key}.")
        else:
            flat.append((f"{prefix}{key}", tuple(map(str, inner)) if isinstance(inner, list) else (str(inner),)))
    return flat


def _compile(pattern: str, path: Path, name: str, classes: Mapping[str, str] | None = None) -> re.Pattern[str]:
    try:
        return re.compile(_whole(pattern, classes or {}, path, name))
    except re.error as error:
        raise KnowledgeError(f"{path}: {name!r} has a pattern that is not one: {error}.", f"Mend {pattern!r}.") from error


def _whole(pattern: str, classes: Mapping[str, str], path: Path, name: str) -> str:
    """A pattern with the word classes that it names written out; a class may name others."""
    for _ in range(len(classes) + 1):
        named = _CLASS.findall(pattern)
        if not named:
            return pattern
        if unknown := [n for n in named if n not in classes]:
            choices = ", ".join(sorted(classes)) or "none yet"
            raise KnowledgeError(f"{path}: {name!r} names the unknown class <{unknown[0]}>.", f"Add it under `classes`: {choices}.")
        pattern = _CLASS.sub(lambda m: f"(?:{classes[m[1]]})", pattern)
    raise KnowledgeError(f"{path}: the class <{named[0]}> names itself.", "Take the circle out.")


def _rules(value: dict[str, Any], path: Path, classes: Mapping[str, str]) -> tuple[Rule, ...]:
    rules = []
    for name, body in value.items():
        missing = {"reason", "patterns", "fits", "spares"} - body.keys()
        if missing:
            raise KnowledgeError(f"{path}: {name!r} has no {', '.join(sorted(missing))}.", "Add it.")
        patterns, unless = (tuple(_compile(p, path, name, classes) for p in body.get(k, ())) for k in ("patterns", "unless"))
        signs = {n: _compile(rf"(?<!\w)(?:{'|'.join(w)})(?!\w)", path, n, classes) for n, w in body.get("signs", {}).items()}
        together = tuple(tuple(map(str, row)) for row in body.get("together", ()))
        if unknown := {n.removeprefix("not ") for row in together for n in row} - signs.keys():
            raise KnowledgeError(f"{path}: {name!r} has no sign {', '.join(sorted(unknown))}.", "Add it under `signs`.")
        examples, beats = (tuple(body["fits"]), tuple(body["spares"])), tuple(map(str, body.get("beats", ())))
        rules.append(
            Rule(
                name, body["reason"], patterns, unless, *examples, str(body.get("guide", "")), tuple(signs.items()), together, beats
            )
        )
    return tuple(rules)


def _safeguards(path: Path) -> Safeguards:
    value = _yaml(path)
    unknown = value.get("urgency", {}).keys() - set(Urgency)
    if unknown or not all(value.get(key) for key in ("urgency", "harm", "not_ours", *_WORD_LISTS)):
        needed = ", ".join(("urgency", "harm", "not_ours", *_WORD_LISTS))
        raise KnowledgeError(f"{path} needs {needed}; unknown: {sorted(unknown)}.", "Mend the keys.")
    migration, machine, subject, time = (_compile(rf"\b(?:{'|'.join(value[key])})\b", path, key) for key in _WORD_LISTS)
    classes = {str(n): str(words) for n, words in value.get("classes", {}).items()}
    groups = ("urgency", "harm", "not_ours", "notices", "talk")
    urgency, harm, not_ours, notices, talk = (_rules(value.get(key) or {}, path, classes) for key in groups)
    polite = _compile(rf"(?<!\w)(?:{'|'.join(value.get('polite') or ['(?!)'])})(?!\w)", path, "polite", classes)
    return Safeguards(urgency, harm, not_ours, migration, machine, subject, time, notices, talk, polite)


def _places(path: Path) -> Places:
    value = _yaml(path)
    groups = {
        key: {place: list(map(str, words)) for place, words in value.get(key, {}).items()}
        for key in ("places", "authorities", "cities", "laws")
    }
    for place in (p for group in groups.values() for p in group):
        if place not in NAMES:
            raise KnowledgeError(f"{path} names the unknown jurisdiction {place!r}.", f"Choose from: {', '.join(NAMES)}.")
    for place in value.get("systems", {}):
        if place not in SYSTEMS_ONLY:
            raise KnowledgeError(
                f"{path} names systems of the unknown country {place!r}.", f"Choose from: {', '.join(SYSTEMS_ONLY)}."
            )
    court = tuple((place, tuple(map(str, ids))) for place, ids in value.get("court", {}).items())
    elsewhere = _words(list(map(str, value.get("elsewhere", []))))
    return Places(
        _words(value.get("not", [])),
        _named(groups["places"]),
        _named(groups["authorities"]),
        _named(groups["cities"]),
        _named(groups["laws"]),
        elsewhere,
        _named({str(place): list(map(str, words)) for place, words in value.get("systems", {}).items()}),
        str(value.get("uncovered_guide", "")),
        court,
        _named({str(id): list(map(str, words)) for id, words in value.get("court_words", {}).items()}),
    )


def _named(groups: dict[str, list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((place, _words(words)) for place, words in groups.items())


def _words(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True) or ["(?!)"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)" if words else "(?!)")

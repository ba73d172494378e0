"""`prompts/**` into values: our own fixed words, the words that name places, the safeguards, the thresholds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template
from typing import Any

import yaml

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.errors import KnowledgeError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where it was built: thirteen times as quick."""
_CLASS = re.compile(r"<([A-Z][A-Z0-9]*)>")
"""How a pattern names a word class: `<WHO>`."""
_WORD_LISTS = ("migration", "machine", "subject", "time")
_MOST_NEAR = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """Something looked for in a question: patterns, what takes it back, and its own examples.

    `guide` is the document that leads the answer where this is seen and nothing else is clear.
    """

    name: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    spares: tuple[str, ...]
    guide: str = ""

    def fits(self, text: str) -> bool:
        """Whether the text matches a pattern and nothing that takes it back."""
        low = text.lower().replace("’", "'")
        return any(p.search(low) for p in self.patterns) and not any(p.search(low) for p in self.unless)


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
    thresholds: Thresholds


def load_prompts(root: Path, language: str = "en") -> Prompts:
    """The replies of a language, the safeguards, the places and the thresholds.

    Raises:
        KnowledgeError: naming file and key when one is missing or wrong.
    """
    replies = Replies(language, dict(_flat(_yaml(root / "replies" / f"{language}.yaml"))))
    for name in _needed():
        if name not in replies.words:
            raise KnowledgeError(
                f"prompts/replies/{language}.yaml has no {name!r}.", "Add it: every outcome and word needs its reply."
            )
    thresholds = load_thresholds(root / "thresholds.yaml")
    return Prompts(replies, _safeguards(root / "safeguards.yaml"), _places(root / "places.yaml"), thresholds)


def load_thresholds(path: Path) -> Thresholds:
    """The thresholds of a file: each once, and nothing else.

    Raises:
        KnowledgeError: naming the file and the key that is missing, unknown or no number from 0 to 2.
    """
    value = _yaml(path)
    names = [f.name for f in fields(Thresholds)]
    for name in names:
        if name not in value:
            raise KnowledgeError(f"{path} has no {name!r}.", "Add it, or write the file with `rights-assistant eval fit --accept`.")
    for name, number in value.items():
        if name not in names:
            raise KnowledgeError(f"{path} has the unknown key {name!r}.", f"Use only: {', '.join(names)}.")
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= _MOST_NEAR:
            raise KnowledgeError(f"{path}: {name!r} is {number!r}.", f"Write a number from 0 to {_MOST_NEAR}.")
    return Thresholds(**{name: float(value[name]) for name in names})


def with_thresholds(text: str, thresholds: Thresholds) -> str:
    """The text of a file of thresholds with other values; what it says about each stays."""
    for f in fields(Thresholds):
        text = re.sub(rf"(?m)^({f.name}: *)[\d.]+", rf"\g<1>{getattr(thresholds, f.name):.2f}", text)
    return text


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
    return [*names, *outcomes, "declined.deceive", "declined.another_person", "clarify.country", "clarify.conflict", "closing"]


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
        rules.append(
            Rule(name, body["reason"], patterns, unless, tuple(body["fits"]), tuple(body["spares"]), str(body.get("guide", "")))
        )
    return tuple(rules)


def _safeguards(path: Path) -> Safeguards:
    value = _yaml(path)
    unknown = value.get("urgency", {}).keys() - set(Urgency)
    if unknown or not all(value.get(key) for key in ("harm", "not_ours", *_WORD_LISTS)):
        needed = ", ".join(("urgency", "harm", "not_ours", *_WORD_LISTS))
        raise KnowledgeError(f"{path} needs {needed}; unknown: {sorted(unknown)}.", "Mend the keys.")
    about = (_compile(rf"\b(?:{'|'.join(value[key])})\b", path, key) for key in _WORD_LISTS)
    classes = {str(n): str(words) for n, words in value.get("classes", {}).items()}
    urgency, harm, not_ours = (_rules(value[key], path, classes) for key in ("urgency", "harm", "not_ours"))
    return Safeguards(urgency, harm, not_ours, *about)


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

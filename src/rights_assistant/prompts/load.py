"""The folder prompts/ as words: read once, every fault named with its file, key and remedy."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.document import CONTRARY
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.errors import KnowledgeError
from rights_assistant.patterns import compiled
from rights_assistant.personal import Personal, read_personal
from rights_assistant.prompts.words import Fact, Facts, Forbidden, Places, Prompts, Replies, Rule, Safeguards, SpellingWords, Stage

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where it was built: thirteen times as quick."""
_SPELLING_LISTS = ("negations", "turns", "numbers", "calendar", "foreign", "stays", "lands")
_WORD_LISTS = ("migration", "machine", "subject", "time")
_MOST_NEAR = 2


def load_prompts(root: Path, language: str = "en") -> Prompts:
    """The replies of a language, the safeguards, the places, the thresholds and the rest.

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
    forbidden = _forbidden(root / "model" / "forbidden.yaml")
    personal, facts = _personal(root / "personal.yaml"), _facts(root / "facts.yaml")
    thresholds = load_thresholds(root / "thresholds.yaml")
    return Prompts(replies, safeguards, _places(root / "places.yaml"), personal, facts, thresholds, forbidden)


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


def load_spelling(root: Path) -> SpellingWords:
    """The words of `prompts/spelling.yaml`.

    Raises:
        KnowledgeError: naming the list that is missing, empty or without a reason.
    """
    path = root / "spelling.yaml"
    value = _yaml(path)
    for name in ("forms", *_SPELLING_LISTS):
        body = value.get(name)
        if (
            not isinstance(body, dict)
            or not body.get("reason")
            or not isinstance(body.get("words"), dict if name == "forms" else list)
        ):
            raise KnowledgeError(f"{path} has no {name!r} with a reason and words.", "Write both under its name.")
    listed = (frozenset(map(str, value[name]["words"])) for name in _SPELLING_LISTS)
    return SpellingWords({str(k): str(v) for k, v in value["forms"]["words"].items()}, *listed)


def _needed() -> list[str]:
    names = [f"urgent.{u}" for u in Urgency] + [f"headings.{k}" for k in BlockKind]
    names += [f"{key}.{m}" for key, enum in (("status", Status), ("force", Force), ("certainties", Certainty)) for m in enum]
    outcomes = (Outcome.NO_SOURCE, Outcome.OUT_OF_SCOPE, Outcome.FAILED)
    own = ("premise", "foreign_law", "masked", "clarify.country", "clarify.conflict", "model_used", "model_failed", "closing")
    sent = (f"sent.{n}" for n in ("here", "near", "elsewhere", "elsewhere_at", "masked"))
    return [*names, *outcomes, *own, *sent]


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


def _rules(value: dict[str, Any], path: Path, classes: Mapping[str, str]) -> tuple[Rule, ...]:
    rules = []
    for name, body in value.items():
        missing = {"reason", "patterns", "fits", "spares"} - body.keys()
        if missing:
            raise KnowledgeError(f"{path}: {name!r} has no {', '.join(sorted(missing))}.", "Add it.")
        patterns, unless = (tuple(compiled(p, path, name, classes) for p in body.get(k, ())) for k in ("patterns", "unless"))
        signs = {n: compiled(rf"(?<!\w)(?:{'|'.join(w)})(?!\w)", path, n, classes) for n, w in body.get("signs", {}).items()}
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
    migration, machine, subject, time = (compiled(rf"\b(?:{'|'.join(value[key])})\b", path, key) for key in _WORD_LISTS)
    classes = {str(n): str(words) for n, words in value.get("classes", {}).items()}
    groups = ("urgency", "harm", "not_ours", "notices", "talk")
    urgency, harm, not_ours, notices, talk = (_rules(value.get(key) or {}, path, classes) for key in groups)
    polite = compiled(rf"(?<!\w)(?:{'|'.join(value.get('polite') or ['(?!)'])})(?!\w)", path, "polite", classes)
    return Safeguards(urgency, harm, not_ours, migration, machine, subject, time, notices, talk, polite)


def _personal(path: Path) -> Personal:
    value = _yaml(path)
    classes = {str(n): str(words) for n, words in value.get("classes", {}).items()}
    return read_personal(value, path, lambda pattern, name: compiled(f"(?i){pattern}", path, name, classes))


def _forbidden(path: Path) -> Forbidden:
    value = _yaml(path)
    if set(value) != {"never", "unless_said"} or not all(isinstance(group, dict) for group in value.values()):
        raise KnowledgeError(f"{path} needs never and unless_said, and nothing else.", "Mend the keys.")
    return Forbidden(_rules(value["never"], path, {}), _rules(value["unless_said"], path, {}))


def _facts(path: Path) -> Facts:
    value = _yaml(path)
    classes = {str(n): str(words) for n, words in value.get("classes", {}).items()}
    facts = value.get("facts", {})
    if facts.keys() != CONTRARY.keys() or not all(value.get(key) for key in ("abroad", "supposes", "others")):
        raise KnowledgeError(f"{path} needs abroad, supposes, others and the facts {', '.join(CONTRARY)}.", "Mend the keys.")
    found = []
    for name, body in facts.items():
        if missing := {"reason", "asks", "own", "done"} - body.keys():
            raise KnowledgeError(f"{path}: {name!r} has no {', '.join(sorted(missing))}.", "Add it.")
        own, done = (tuple(compiled(rf"\b(?:{p})\b", path, name, classes) for p in body[key]) for key in ("own", "done"))
        found.append(Fact(name, str(body["reason"]), compiled(body["asks"], path, name), own, done))
    abroad, supposes = (_words(list(map(str, value[key]))) for key in ("abroad", "supposes"))
    others = compiled(rf"(?:{value['others']})\b", path, "others")
    return Facts(
        tuple(found), abroad, supposes, others, tuple(_stage(path, str(g), body) for g, body in value.get("stages", {}).items())
    )


def _stage(path: Path, guide: str, body: Mapping[str, Any]) -> Stage:
    if body.keys() != {"reason", "told", "instead_of"}:
        raise KnowledgeError(f"{path}: the stage of {guide} needs reason, told and instead_of, and no more.", "Mend its keys.")
    told = compiled("|".join(f"(?:{words})" for words in body["told"]), path, guide)
    return Stage(guide, str(body["reason"]), told, tuple(map(str, body["instead_of"])))


def _places(path: Path) -> Places:
    value = _yaml(path)
    groups = {
        key: {place: list(map(str, words)) for place, words in value.get(key, {}).items()}
        for key in ("places", "authorities", "cities", "laws", "belongs")
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
        _named(groups["belongs"]),
    )


def _named(groups: dict[str, list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((place, _words(words)) for place, words in groups.items())


def _words(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True) or ["(?!)"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)" if words else "(?!)")

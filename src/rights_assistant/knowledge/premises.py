"""`knowledge/premises/*.yaml`: what people believe that is not so, held against the statements that correct it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from rights_assistant.domain.document import Kind
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.premise import Premise
from rights_assistant.domain.standing import Window
from rights_assistant.domain.statement import Ref
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.faults import Fault, Faults
from rights_assistant.knowledge.head import LOADER, read_date
from rights_assistant.patterns import compiled, plain

FOLDER: Final = Path("premises")
TOP: Final = ("checked_on", "classes", "premises")
REQUIRED: Final = ("believed", "reason", "patterns", "says", "fits", "spares")
KEYS: Final = (*REQUIRED, "unless", "from", "until")
MOST: Final = 2
"""How many statements may correct one belief on any one day: a tired reader reads two."""
_REF = re.compile(r"([^#\s]+)#([a-z0-9-]+)")


def read_premises(root: Path) -> tuple[tuple[Premise, ...], list[Fault]]:
    """The premises of a knowledge folder, none when it has no folder for them, and what is wrong with the files."""
    found: dict[str, Premise] = {}
    wrong: list[Fault] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        faults = Faults(path.relative_to(root))
        for premise in _file(path, faults):
            if premise.id in found:
                faults.add("stands twice.", "Keep one of the two, or give it another name.", key=premise.id)
            found[premise.id] = premise
        wrong += faults.found
    return tuple(found.values()), wrong


def _file(path: Path, faults: Faults) -> Iterator[Premise]:
    try:
        value = yaml.load(path.read_text("utf-8"), Loader=LOADER)  # noqa: S506 - it makes only text, lists and maps
    except UnicodeDecodeError as error:
        faults.add("is not UTF-8 text.", f"Save it as UTF-8; the first bad byte is number {error.start}.")
        return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        faults.add("is not YAML here.", 'Put quotes around a value that holds ": ".', line=mark.line + 1 if mark else 0)
        return
    if not isinstance(value, dict) or not isinstance(value.get("premises"), dict):
        faults.add("holds no premises.", "Write `premises:` and under it a name and its keys for each.", key="premises")
        return
    for key in value.keys() - set(TOP):
        faults.add("is not a key of this file.", f"Remove it, or use one of: {', '.join(TOP)}.", key=str(key))
    day = read_date(str(value.get("checked_on", "")))
    if day is None:
        faults.add("is not a date that exists.", "Write the day of the last look, as 2026-11-23.", key="checked_on")
    classes = value.get("classes") or {}
    for name, body in value["premises"].items():
        if (premise := _premise(str(name), body, classes, day or date.min, faults)) is not None:
            yield premise


def _premise(name: str, body: object, classes: Mapping[str, str], day: date, faults: Faults) -> Premise | None:
    if not isinstance(body, dict):
        faults.add("has no keys.", f"Write under it: {', '.join(REQUIRED)}.", key=name)
        return None
    before = len(faults.found)
    for key in body.keys() - set(KEYS):
        faults.add("is not a key of a premise.", f"Remove it, or use one of: {', '.join(KEYS)}.", key=f"{name}.{key}")
    for key in REQUIRED:
        if not body.get(key):
            faults.add("is missing.", "Add it.", key=f"{name}.{key}")
    for key in ("patterns", "unless", "fits", "spares"):
        if not isinstance(body.get(key) or [], list):
            faults.add("is not a list.", "Write one `- item` a line.", key=f"{name}.{key}")
    says = tuple(_says(name, body.get("says"), faults))
    window = _window(name, body, faults)
    if len(faults.found) > before:
        return None
    try:
        patterns, unless = (
            tuple(compiled(p, faults.path, name, classes) for p in body.get(key) or ()) for key in ("patterns", "unless")
        )
    except KnowledgeError as error:
        faults.add(error.problem, error.remedy, key=f"{name}.patterns")
        return None
    fits, spares = (tuple(body[key]) for key in ("fits", "spares"))
    return Premise(name, body["believed"], body["reason"], patterns, unless, says, day, window, fits, spares)


def _says(name: str, value: object, faults: Faults) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    """What corrects a belief, by place."""
    if value and not isinstance(value, dict):
        faults.add("is not a map of places.", "Write `ca: [id#label]`, a place a line.", key=f"{name}.says")
    for place, refs in value.items() if isinstance(value, dict) else ():
        key = f"{name}.says.{place}"
        if place not in NAMES:
            faults.add("is not a jurisdiction.", f"Choose from: {', '.join(NAMES)}.", key=key)
            continue
        named = [_REF.fullmatch(ref) for ref in refs] if isinstance(refs, list) else []
        if not named or not all(named):
            faults.add("is not a list of labelled statements.", "Write `[id#label]`, one or two.", key=key)
            continue
        yield place, tuple(Ref(m[1], m[2]) for m in named if m)


def _window(name: str, body: Mapping[str, str], faults: Faults) -> Window:
    days = {key: read_date(body[key]) for key in ("from", "until") if key in body}
    for key, day in days.items():
        if day is None:
            faults.add("is not a date that exists.", "Write it as 2026-11-23.", key=f"{name}.{key}")
    since, until = days.get("from"), days.get("until")
    if since and until and since > until:
        faults.add("ends before it begins.", "Swap the two dates.", key=f"{name}.from")
        return Window()
    return Window(since, until)


def check(library: Library) -> list[Fault]:
    """Dead references, law of elsewhere, too many words on a day, and examples that a premise does not see."""
    faults = Faults(FOLDER)
    for premise in library.premises:
        for place, refs in premise.says:
            key = f"{premise.id}.says.{place}"
            sound = [_reference(ref, premise, place, key, library, faults) for ref in refs]
            if all(sound):
                _days(refs, premise, key, library, faults)
        for text in premise.fits:
            if not premise.seen_in(plain(text)):
                faults.add(f"does not see {text!r}.", "Mend the patterns, or take the example out.", key=f"{premise.id}.fits")
        for text in premise.spares:
            if premise.seen_in(plain(text)):
                faults.add(f"sees {text!r}.", "Narrow the patterns, or add to `unless`.", key=f"{premise.id}.spares")
    return faults.found


def _reference(ref: Ref, premise: Premise, place: str, key: str, library: Library, faults: Faults) -> bool:
    placed = library.resolve(ref)
    if ref.id not in library:
        faults.add(f"cites {ref.id!r}, which does not exist.", "Mend the id or write that file.", key=key)
    elif placed is None:
        document = library.get(ref.id)
        known = ", ".join(sorted(s.label for _, s in document.placed() if s.label)) if document else ""
        faults.add(f"cites #{ref.label} of {ref.id}, which has no such label.", f"Labels there: {known or 'none'}.", key=key)
    elif placed.document.kind is Kind.GUIDE:
        faults.add(f"rests on the guide {ref.id}.", "Cite the law, system, remedy or referral itself.", key=key)
    elif not library.reaches(placed, scope(place)):
        faults.add(f"cites {ref}, which does not reach {NAMES[place]}.", "Cite only that place and what lies above it.", key=key)
    elif not placed.statement.window.meets(premise.window):
        faults.add(f"cites {ref}, which is never true on the days of this premise.", "Cite the statement for that time.", key=key)
    else:
        return True
    return False


def _days(refs: tuple[Ref, ...], premise: Premise, key: str, library: Library, faults: Faults) -> None:
    windows = [placed.statement.window for ref in refs if (placed := library.resolve(ref))]
    edges = {day for w in (*windows, premise.window) for day in (w.since, w.until) if day} or {date(2026, 1, 1)}
    for day in sorted(d for d in edges if premise.window.covers(d)):
        if (count := sum(w.covers(day) for w in windows)) > MOST:
            faults.add(f"says {count} statements on {day}.", f"Keep at most {MOST}.", key=key)
            return


def from_the_future(library: Library, asked_on: date) -> list[Fault]:
    """A fault when the premises were looked at after the day of asking."""
    faults = Faults(FOLDER)
    for day in {premise.checked_on for premise in library.premises}:
        if day > asked_on:
            faults.add(f"lies after the day of asking ({asked_on}).", "Write the day of the last look.", key="checked_on")
    return faults.found

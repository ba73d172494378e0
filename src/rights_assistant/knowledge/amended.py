"""What changed between two copies of an official text, provision by provision, and what of ours rests on it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from rights_assistant.domain.document import Document, Provision, Remedy
from rights_assistant.domain.library import Library
from rights_assistant.domain.official import OfficialProvision, OfficialText

LONGEST: Final = 200
"""Characters of a difference that is told in a line."""
_AROUND: Final = 4
_SMALL: Final = 1000


class Kind(StrEnum):
    """What happened to a provision."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One provision that is not as it was.

    Attributes:
        id: the provision's.
        kind: what happened to it.
        said: the difference in a line, `… within [-14-] {+30+} days …`; of a whole provision, how it begins.
        places: the provision and those of its parts that are not as they were.
    """

    id: str
    kind: Kind
    said: str
    places: frozenset[str]


def amendments(before: OfficialText, now: OfficialText) -> list[Amendment]:
    """What was added, removed and changed, in the order of the present text, removed ones last."""
    old = {p.id: p for p in before.provisions}
    new = {p.id: p for p in now.provisions}
    found = [a for p in now.provisions if (a := _amended(old.get(p.id), p))]
    return found + [_whole(p, Kind.REMOVED) for p in before.provisions if p.id not in new]


def resting(places: Collection[str], library: Library) -> list[str]:
    """The ids of what stands on these provisions or cites them: notes first, then by id, each once."""
    return notes_first({d.id for d in library if d.id in places or not set(_cited(d)).isdisjoint(places)}, library)


def notes_first(ids: Iterable[str], library: Library) -> list[str]:
    """Some ids in the order in which they are read again: notes, then all others, each by id."""
    return sorted(ids, key=lambda id: (not isinstance(library.get(id), Provision), id))


def _cited(document: Document) -> Iterator[str]:
    """The ids that a document rests on."""
    for _, statement in document.placed():
        yield from (ref.id for ref in statement.rests_on)
    if isinstance(document, Provision):
        yield from document.depends_on
    if isinstance(document, Remedy):
        yield from (limit.source.id for limit in document.time_limits if limit.source)


def _amended(old: OfficialProvision | None, new: OfficialProvision) -> Amendment | None:
    if old is None:
        return _whole(new, Kind.ADDED)
    if (old.heading, old.text) == (new.heading, new.text):
        return None
    places = {new.id} | _changed_parts(old, new)
    said = difference(_read(old), _read(new))
    return Amendment(new.id, Kind.CHANGED, said, frozenset(places))


def _whole(provision: OfficialProvision, kind: Kind) -> Amendment:
    places = {provision.id} | {part.id for part in provision.parts}
    return Amendment(provision.id, kind, _short(_read(provision)), frozenset(places))


def _read(provision: OfficialProvision) -> str:
    return " ".join(f"{provision.heading} {provision.text}".split())


def _changed_parts(old: OfficialProvision, new: OfficialProvision) -> set[str]:
    before = {part.id: old.words_of(part) for part in old.parts}
    now = {part.id: new.words_of(part) for part in new.parts}
    if (old.heading, _outside(old)) != (new.heading, _outside(new)):
        return before.keys() | now.keys()  # what stands before the points is said of each of them
    return {id for id in before.keys() | now.keys() if before.get(id) != now.get(id)}


def _outside(provision: OfficialProvision) -> str:
    """The words that stand in no part."""
    kept, at = [], 0
    for part in sorted(provision.parts, key=lambda part: part.start):
        kept.append(provision.text[at : max(at, part.start)])
        at = max(at, part.end)
    return " ".join("".join([*kept, provision.text[at:]]).split())


def difference(before: str, now: str, longest: int = LONGEST) -> str:
    """How a text differs from another, word by word, in a line of limited length."""
    old, new = before.split(), now.split()
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _SMALL)
    said: list[str] = []
    steps = matcher.get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal":
            said.append(_between(old[a:b], first=number == 0, last=number == len(steps) - 1))
            continue
        if b > a:
            said.append(f"[-{' '.join(old[a:b])}-]")
        if d > c:
            said.append(f"{{+{' '.join(new[c:d])}+}}")
    return _short(" ".join(filter(None, said)), longest)


def _between(words: list[str], *, first: bool, last: bool) -> str:
    """What did not change, with only the words that stand next to what did."""
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def _short(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"

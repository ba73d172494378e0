"""Official texts in their publishers' formats, from a folder `<jurisdiction>/<instrument>/*`, as plain lines of text."""

import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rights_assistant.domain.document import Instrument
from rights_assistant.errors import KnowledgeError

_MARKED: Final = frozenset({".xml", ".html", ".htm", ".xhtml"})
_PLAIN: Final = frozenset({".txt", ".md", ".rst"})
_READ: Final = _MARKED | _PLAIN | {".json"}

# Tags inside a sentence: a space stands for them. Every other tag ends a line, because labels of
# provisions are known by the line they begin. HTML; then Justice Canada, Formex and CLML.
_INLINE: Final = frozenset(
    [
        "span", "a", "b", "i", "em", "strong", "u", "sup", "sub", "abbr", "font", "small", "ins", "del",
        "definedtermen", "definedtermfr", "xrefinternal", "xrefexternal", "emphasis", "language", "footnoteref",
        "ht", "date", "ref.doc", "ref.doc.oj", "quot.start", "quot.end", "ft",
        "citation", "citationsubref", "term", "addition", "substitution",
    ]
)  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)([^<>]*)>")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[?!][^>]*>", re.DOTALL | re.IGNORECASE)
# What a publisher says in attributes: the number of a clause, and dates such as the one from which a section is in force.
_ATTRIBUTE = re.compile(r'\b(?:anchor|ISO|[\w:-]*date)="(\d[\d.-]*)"', re.IGNORECASE)
_PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BLANKS = re.compile(r"[^\S\n]+")
_GLUED = re.compile(r"(?<=\d)(?=[A-Z][a-z])")
_LINK = re.compile(r"\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The official text of one instrument, from all its files, a line for each block."""

    instrument: str
    files: tuple[Path, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The texts that are at hand, by the instrument's id, and the files that could not be read."""

    texts: dict[str, OfficialText]
    skipped: tuple[Path, ...]


def read_shelf(folder: Path, instruments: Iterable[Instrument]) -> Shelf:
    """The official texts of some instruments in a folder of them.

    A text lies under the instrument's id, or where its `texts` says. PDF and archives are skipped.

    Raises:
        KnowledgeError: when the folder does not exist, or a file in it is broken.
    """
    if not folder.is_dir():
        raise KnowledgeError(f"There is no folder {folder}.", "Name the folder of official texts after --official.")
    texts: dict[str, OfficialText] = {}
    skipped: list[Path] = []
    for law in instruments:
        files: list[Path] = []
        for place in law.texts or (law.id,):
            there = _files(folder / place)
            files += _present([path for path in there if _suffix(path) in _READ])
            skipped += [path for path in there if _suffix(path) not in _READ]
        if files:
            texts[law.id] = OfficialText(law.id, tuple(files), "\n".join(map(_read, files)))
    return Shelf(texts, tuple(skipped))


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()


def _files(place: Path) -> list[Path]:
    """The files of a folder, or the one file that is named."""
    if place.is_file():
        return [place]
    return sorted(p for p in place.glob("*") if p.is_file() and not p.name.startswith("_"))


def _present(files: list[Path]) -> list[Path]:
    """Those that hold the present text, in English where there is one.

    `en.2015.md` beside `en.xml` is an older state; a folder of dated files alone has no newer one.
    """
    present = [p for p in files if not any(re.match(r"(?:19|20)\d{2}", part) for part in _parts(p)[1:])] or files
    return [p for p in present if {"en", "eng"} & set(_parts(p))] or present


def _parts(path: Path) -> list[str]:
    return path.name.removesuffix(".gz").split(".")[:-1]


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
        kind = _suffix(path)
        if kind == ".json":
            text = "\n".join(_said(json.loads(text)))
        elif kind in _MARKED:
            text = _unmarked(text)
        else:
            text = _LINK.sub("]", text)
    except (OSError, EOFError, ValueError) as error:
        raise KnowledgeError(f"{path} cannot be read: {error}.", "Fetch it again, or take it out of the folder.") from error
    # "2This" and "data.2Most" stand in texts whose labels lost their blank.
    return _GLUED.sub(" ", _BLANKS.sub(" ", text))


def _said(value: Any, key: str = "") -> Iterator[str]:
    """Every text and number of a JSON file, a line each; a short one with its key: `article 86`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _said(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner, key)
    elif value is not None and not isinstance(value, bool):
        said = str(value)
        yield f"{key} {said}" if len(said) < 10 else said


def _unmarked(text: str) -> str:
    return html.unescape(_TAG.sub(_for_tag, _UNSEEN.sub(" ", text)))


def _for_tag(found: re.Match[str]) -> str:
    said = [_PACKED_DAY.sub(r"\1-\2-\3", value) for value in _ATTRIBUTE.findall(found[3])]
    if said:
        return "\n" + "\n".join(said) + "\n"
    return " " if found[2].lower() in _INLINE else "\n"

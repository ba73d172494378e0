"""All words of a fetched file as they stand there, by nothing of what its loader knows: what quotes are held against."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import regex
from lxml import etree
from pypdf import PdfReader

from rights_assistant.domain.official import Content
from rights_assistant.errors import OfficialError

_AGAIN: Final = "Fetch it again: `rights-assistant sources fetch`."
_NOTES: Final = frozenset({"FootnoteRef", "NOTE"})
"""Elements of Justice Canada and of Formex that point to a footnote or hold one."""
_ANCHORS: Final = {"a": regex.compile(r"ntc|src\."), "sup": regex.compile("fn")}
"""How the ids of such a mark begin in EUR-Lex and in the policies of the Treasury Board."""
_CLASSES: Final = frozenset({"arrow", "modref", "Hidden"})
"""What EUR-Lex calls the marks of the law that amended a place, and LégisQuébec what its page does not show."""
_LEFT: Final = regex.compile(r"\s*\(\s*\)|[►▼]\s?[A-Z]\d*|◄")
"""What is left of such marks where their brackets and arrows stand outside of an element."""
_EMPHASIS: Final = regex.compile(r"[*_]")
_LINK: Final = regex.compile(r"\[([^\[\]]*)\]\([^()]*\)")


class Contents:
    """The words of the fetched files in a folder, each file read once.

    Args:
        folder: `<data>/official`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._read: dict[str, Content] = {}

    def of(self, path: str) -> Content:
        """The words of a file, by its path below the folder.

        Raises:
            OfficialError: when there is no such file in the folder, or it cannot be read.
        """
        if path not in self._read:
            data = self._bytes(path)
            self._read[path] = Content(hashlib.sha256(data).hexdigest(), words(data, path))
        return self._read[path]

    def _bytes(self, path: str) -> bytes:
        try:
            place = (self._folder / path).resolve()
            if place.is_relative_to(self._folder):
                return place.read_bytes()
        except (OSError, ValueError) as error:  # what was saved as a path may be no path at all
            raise OfficialError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.", _AGAIN) from error
        raise OfficialError(f"{path} leads out of {self._folder}.", "Ask the questions again.")


def words(data: bytes, path: str) -> str:
    """The words of a file, whose kind its name says.

    Of XML and HTML all text but the marks that point to footnotes and amendments and what is hidden, of Markdown
    all but the signs of emphasis and the addresses of links, of JSON every string, of PDF every page, of
    reStructuredText all.

    Raises:
        OfficialError: when it is not of that kind, or of none that is known.
    """
    try:
        match PurePosixPath(path).suffix:
            case ".xml":
                parser = etree.XMLParser(
                    resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
                )
                return _unmarked(etree.fromstring(data, parser))
            case ".html":
                page = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
                return _unmarked(etree.fromstring(data, page))
            case ".md":
                return str(_EMPHASIS.sub("", _LINK.sub(r"\1", data.decode("utf-8-sig"))))
            case ".rst":
                return data.decode("utf-8-sig")
            case ".json":
                return "\n".join(_strings(json.loads(data)))
            case ".pdf":
                return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
            case suffix:
                raise ValueError(f"nothing is known of files that end in {suffix!r}")
    except Exception as error:  # a file from outside may find any hole in a parser
        raise OfficialError(f"{path} cannot be read: {type(error).__name__}: {error}.", _AGAIN) from error


def _unmarked(root: etree._Element) -> str:
    for sign in root.iter("QUOT.START", "QUOT.END"):  # Formex writes a quotation mark as an element with its number
        sign.text = chr(int(sign.get("CODE") or "20", 16))
    for mark in [element for element in root.iter(etree.Element) if _is_mark(element)]:
        tail = mark.tail
        mark.clear()
        mark.tail = tail
    return str(_LEFT.sub("", "".join(map(str, root.itertext(etree.Element)))))


def _is_mark(element: etree._Element) -> bool:
    if etree.QName(element).localname in _NOTES or _CLASSES & set((element.get("class") or "").split()):
        return True
    anchor = _ANCHORS.get(str(element.tag))
    return anchor is not None and bool(anchor.match(element.get("id") or ""))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for inner in value:
                yield from _strings(inner)
        case dict():
            yield from _strings(list(value.values()))

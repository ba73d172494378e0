"""Acts of Québec in the HTML of LégisQuébec."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import regex
from lxml import etree

from rights_assistant.adapters.publishers.markup import read_html, refused
from rights_assistant.adapters.publishers.outline import one_line
from rights_assistant.adapters.publishers.plain import day_named, sealed
from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Publication, Unit

_NUMBER = regex.compile(r"[0-9][0-9a-z.]*")
_LEVELS = {"ss": "ss", "p1": "par", "p2": "sub"}
_LEFT_OUT = {"Hidden", "HistoryLink", "HistoricalNote", "Note", "linkOtherLang"}
_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
_CHAPTER = regex.compile(r"^[\w.\-]+ - ")
_UPDATED = regex.compile(rf"À jour au (\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)}) (\d{{4}})")


@dataclass(slots=True)
class _Section:
    id: str
    text: str = ""
    parts: list[Part] = field(default_factory=list)

    def line(self, words: str) -> None:
        """Adds a block, if it has words."""
        if words:
            self.text += "\n" * bool(self.text) + words


def load(data: bytes, publication: Publication) -> OfficialText:
    """The sections of an Act.

    The page is that of `https://www.legisquebec.gouv.qc.ca`: `div.section` with the id `se:12_1`, in it
    subsections (`ss`), paragraphs (`p1`) and subparagraphs (`p2`), whose ids give the addresses
    `/ss-1/par-2/sub-a`. Historical notes and what the page hides are left out. A repealed section keeps the
    word that says so. The date is the one to which the page says the Act is up to date.

    Raises:
        OfficialError: when it is another page, or a section has no number or no words or stands there twice.
    """
    root = read_html(data, publication, must_have="//div[@class='section' and starts-with(@id, 'se:')]")
    title = _CHAPTER.sub("", one_line(root.findtext("head/title") or ""))
    return sealed(publication, title, _provisions(root, publication), _updated(root))


def _updated(root: etree._Element) -> date | None:
    found = _UPDATED.search(one_line("".join(str(t) for t in root.itertext())))
    return day_named(_MONTHS, found[1], found[2], found[3]) if found else None


def _provisions(root: etree._Element, publication: Publication) -> Iterator[OfficialProvision]:
    for element in root.iter("div"):
        if element.get("class") != "section" or not element.get("id", "").startswith("se:"):
            continue
        label = _first(element, "Label-Section")
        number = element.get("id", "").removeprefix("se:").replace("_", ".").lower()
        if not label or not _NUMBER.fullmatch(number):
            raise refused(publication, f"has a section without a number at line {element.sourceline}")
        section = _Section(f"{publication.instrument}/{publication.locator or 's'}-{number}")
        _read(element, section)
        yield OfficialProvision(section.id, Unit.SECTION, label, "", section.text, tuple(section.parts), _under(element))


def _under(element: etree._Element) -> tuple[str, ...]:
    outer = reversed(list(element.iterancestors()))
    headings = [child for above in outer for child in above.iterchildren("div") if "Heading" in _classes(child)]
    return tuple(" ".join(filter(None, map(_words, heading))) or _words(heading) for heading in headings)


def _first(element: etree._Element, of_class: str, *, below: bool = True) -> str:
    """The words of the first element of this class."""
    for inner in element.iter() if below else element:
        if of_class in _classes(inner):
            return _words(inner)
    return ""


def _read(element: etree._Element, section: _Section) -> None:
    """Adds the words of an element, a line for each block, and the part that it is."""
    place, start = len(section.parts), len(section.text) + bool(section.text)
    inline = element.text or ""
    for child in element:
        if _classes(child) & _LEFT_OUT:
            pass
        elif child.tag == "div":
            section.line(one_line(inline))
            inline = ""
            _read(child, section)
        else:
            inline += _all(child)
        inline += child.tail or ""
    section.line(one_line(inline))
    if len(section.text) > start and (address := _address(element.get("id", ""))):
        found = _first(element, "LabelBase", below=False)
        label = found if section.text.startswith(found, start) else ""
        section.parts.insert(place, Part(f"{section.id}/{address}", label, start, len(section.text)))


def _address(id: str) -> str:
    """`se:6-ss:3-p1:1` is `ss-3/par-1`; a section has none."""
    levels = [level.partition(":") for level in id.split("-")[1:]]
    if not levels or any(name not in _LEVELS for name, _, _ in levels):
        return ""
    return "/".join(f"{_LEVELS[name]}-{number.replace('_', '.').lower()}" for name, _, number in levels)


def _classes(element: etree._Element) -> set[str]:
    return set(element.get("class", "").split())


def _all(element: etree._Element) -> str:
    if _classes(element) & _LEFT_OUT:
        return ""
    return (element.text or "") + "".join(_all(child) + (child.tail or "") for child in element)


def _words(element: etree._Element) -> str:
    return one_line(_all(element))

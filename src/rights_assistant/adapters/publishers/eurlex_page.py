"""The pages of EUR-Lex: where in them recitals, articles and annexes stand, and the chapters that these stand in.

Newer pages put each of them into a `div` with an id (`art_5`, `rct_60`, `anx_III`); in older ones everything stands side by side,
and only the class of a paragraph says that an article begins. Both are read as one sequence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex
from lxml import etree

from rights_assistant.adapters.publishers.acts import ANNEX, ARTICLE, RECITAL, Block, Step, gathered, provision
from rights_assistant.adapters.publishers.addresses import mark, number_of, roman
from rights_assistant.adapters.publishers.eurlex_content import content, kinds, level, sections, words
from rights_assistant.domain.official import OfficialProvision, Publication, Unit

_UNITS = {"art": Unit.ARTICLE, "rct": Unit.RECITAL, "anx": Unit.ANNEX}
_KNOWN = regex.compile(r"(?<kind>art|rct|anx)_(?<number>\w+)")
_DASHES = regex.compile(r"[—–-]{3,}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The classes by which a kind of page marks what it holds, and whether it has what stands before the articles."""

    title: frozenset[str]
    article: str
    heading: str
    division: str
    division_heading: str
    annex: frozenset[str]
    before_articles: bool

    @property
    def marks(self) -> frozenset[str]:
        """All classes that say what stands where."""
        return self.annex | self.title | {self.article, self.heading, self.division, self.division_heading}


@dataclass(slots=True)
class Stretch:
    """What belongs to one provision: its elements, in order; `known` where an id says its number."""

    unit: Unit
    elements: list[etree._Element]
    under: tuple[str, ...] = ()
    known: str = ""


def as_day(day: str, month: str, year: str) -> date | None:
    """A day as EUR-Lex writes it, or nothing where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def title(root: etree._Element, layout: Layout) -> str:
    """The title of the act: the lines marked as its title before the first article, each once."""
    lines: dict[str, None] = {}
    for paragraph in root.iter("p"):
        if layout.article in kinds(paragraph):
            break
        if layout.title & kinds(paragraph) and not any(above.tag == "table" for above in paragraph.iterancestors()):
            lines[words(paragraph)] = None
    return " ".join(lines)


def provisions(root: etree._Element, layout: Layout, publication: Publication) -> Iterator[OfficialProvision]:
    """Recitals, articles and annexes in the order of the page."""
    stretches = list(_stretches(root, layout))
    if layout.before_articles and not any(stretch.known for stretch in stretches):
        yield from _before([s.elements for s in stretches if s.unit is Unit.PREAMBLE], layout, publication)
    articles = 0
    for stretch in stretches:
        if stretch.unit is Unit.ARTICLE:
            articles += 1
            yield _article(stretch, layout, publication, articles)
        elif stretch.unit is Unit.ANNEX:
            yield _annex(stretch, layout, publication)
        elif stretch.unit is Unit.RECITAL:
            yield _recital(content(stretch.elements), publication)


def _stretches(root: etree._Element, layout: Layout) -> Iterator[Stretch]:
    """The page cut at everything that begins something new."""
    now = Stretch(Unit.PREAMBLE, [])
    under: tuple[tuple[str, str], ...] = ()
    for element in _sequence(root, layout):
        found, known = kinds(element), _KNOWN.fullmatch(element.get("id", ""))
        annexed = now.unit is Unit.ANNEX and not now.known
        if known:
            yield now
            now = Stretch(_UNITS[known["kind"]], list(element), _names(under), known["number"])
        elif annexed and not (layout.annex & found and _begun(now, layout)):
            now.elements.append(element)
        elif layout.article in found or (layout.annex & found and now.unit is not Unit.PREAMBLE):
            yield now
            now = Stretch(Unit.ARTICLE if layout.article in found else Unit.ANNEX, [element], _names(under))
        elif layout.division in found:
            yield now
            now, under = Stretch(Unit.OTHER, []), _below(under, words(element))
        elif layout.division_heading in found and under:
            under = (*under[:-1], (under[-1][0], words(element)))
        elif element.tag == "hr" or now.known or (now.unit is Unit.ARTICLE and level(element)):
            yield now
            now = Stretch(Unit.PREAMBLE if now.unit is Unit.PREAMBLE else Unit.OTHER, [])
        else:
            now.elements.append(element)
    yield now


def _sequence(element: etree._Element, layout: Layout) -> Iterator[etree._Element]:
    for child in element:
        around = child.tag in ("body", "div") and not _KNOWN.fullmatch(child.get("id", ""))
        if around and any(layout.marks & kinds(e) or _KNOWN.fullmatch(e.get("id", "")) for e in child.iterdescendants("p", "div")):
            yield from _sequence(child, layout)
        elif child.tag != "head":
            yield child


def _begun(annex: Stretch, layout: Layout) -> bool:
    return any(not layout.annex & kinds(element) and words(element) for element in annex.elements)


def _below(under: tuple[tuple[str, str], ...], label: str) -> tuple[tuple[str, str], ...]:
    """The divisions that stand open when another begins: one of the same name ends the last such and all within it."""
    name = _name(label)
    same = next((n for n, (other, _) in enumerate(under) if _name(other) == name), len(under))
    return (*under[:same], (label, ""))


def _name(label: str) -> str:
    return next((word for word in regex.findall(r"\p{L}{3,}", label.casefold()) if not roman(word)), "")


def _names(under: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(f"{label} {heading}".strip() for label, heading in under)


def _article(stretch: Stretch, layout: Layout, publication: Publication, place: int) -> OfficialProvision:
    label = next((words(e) for e in stretch.elements if layout.article in kinds(e)), "")
    heads = {layout.heading, "eli-title"}
    heading = " ".join(words(e) for e in stretch.elements if heads & kinds(e))
    inside = [e for e in stretch.elements if not (heads | {layout.article}) & kinds(e)]
    # The first article is called so in words where a language says `Article premier`.
    number = mark(stretch.known) or number_of(label) or ("1" if place == 1 else "")
    id = f"{publication.instrument}/art-{number}"
    found = gathered(content(inside, top=True)) or _deleted(inside)
    return provision(id, Unit.ARTICLE, (label, heading), found, ARTICLE, stretch.under)


def _annex(stretch: Stretch, layout: Layout, publication: Publication) -> OfficialProvision:
    label, *heading = [words(e) for e in stretch.elements if layout.annex & kinds(e)] or [""]
    inside = [e for e in stretch.elements if not layout.annex & kinds(e)]
    number = number_of(label)
    id = "-".join(filter(None, [f"{publication.instrument}/annex", number]))
    found = sections(inside) or _deleted(inside)
    return provision(id, Unit.ANNEX, (label, " ".join(heading)), found, ANNEX if number else RECITAL)


def _deleted(elements: list[etree._Element]) -> list[str]:
    """A deleted provision stays in a consolidated text as dashes under the mark of the amendment."""
    return [dashes[0] for e in elements if (dashes := _DASHES.search("".join(e.itertext())))][:1]


def _recital(pieces: list[str | Block], publication: Publication) -> OfficialProvision:
    first = pieces[0] if pieces and isinstance(pieces[0], Block) else Block(Step.POINT, "", tuple(pieces[:1]))
    id = f"{publication.instrument}/recital-{first.mark}"
    return provision(id, Unit.RECITAL, (first.label, ""), [*first.inside, *pieces[1:]])


def _before(stretches: list[list[etree._Element]], layout: Layout, publication: Publication) -> Iterator[OfficialProvision]:
    """Recitals that have no ids; where there are none, the words before the articles are a preamble."""
    front, last = [e for s in stretches[:-1] for e in s], stretches[-1] if stretches else []
    pieces = content([e for e in last if not (layout.title & kinds(e) or level(e))], top=True)
    recitals = [piece for piece in pieces if isinstance(piece, Block) and piece.mark.isdigit() and piece.label.startswith("(")]
    yield from (_recital([recital], publication) for recital in recitals)
    if pieces and not recitals:
        # A table of contents, set before the act as a page of its own, is where its name stands.
        label = next((words(e) for e in front if e.tag == "p" and not layout.title & kinds(e) and "normal" in kinds(e)), "")
        yield provision(f"{publication.instrument}/preamble", Unit.PREAMBLE, (label, ""), pieces)

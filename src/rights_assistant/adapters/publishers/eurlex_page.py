"""The pages of EUR-Lex: where in them recitals, articles and annexes stand, and the chapters that these stand in.

Newer pages put each of them into a `div` with an id (`art_5`, `rct_60`, `anx_III`); in older ones everything stands side by side,
and only the class of a paragraph says that an article begins. Both are read as one sequence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

import regex
from lxml import etree

from rights_assistant.adapters.publishers.acts import ANNEX, ARTICLE, RECITAL, Block, gathered, opens_quotation, provision
from rights_assistant.adapters.publishers.addresses import mark, number_of, roman
from rights_assistant.adapters.publishers.eurlex_content import Piece, content, kinds, level, pieces, sections, words
from rights_assistant.adapters.publishers.markup import read_html, refused
from rights_assistant.adapters.publishers.opening import shallow
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
    """What belongs to one provision, in order; `known` where an id says its number."""

    unit: Unit
    pieces: list[Piece]
    under: tuple[str, ...] = ()
    known: str = ""


def as_day(day: str, month: str, year: str) -> date | None:
    """A day as EUR-Lex writes it, or nothing where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def opened(data: bytes, publication: Publication, *, must_have: str) -> etree._Element:
    """The page, in which what it must have is found, and nothing stands deeper than in a law.

    Raises:
        OfficialError: when it is another page, cut short, or too deep.
    """
    root = read_html(data, publication, must_have=must_have)
    return shallow(root, publication)


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
        yield from _before([s.pieces for s in stretches if s.unit is Unit.PREAMBLE], layout, publication)
    articles = 0
    for stretch in stretches:
        if stretch.unit is Unit.ARTICLE:
            articles += 1
            yield _article(stretch, layout, publication, articles)
        elif stretch.unit is Unit.ANNEX:
            yield _annex(stretch, layout, publication)
        elif stretch.unit is Unit.RECITAL:
            yield _recital(content(stretch.pieces), publication)
    if not articles:
        raise refused(publication, "has no provisions: its articles stand where none are looked for")


def _stretches(root: etree._Element, layout: Layout) -> Iterator[Stretch]:
    """The page cut at everything that begins something new."""
    now = Stretch(Unit.PREAMBLE, [])
    under: tuple[tuple[str, str], ...] = ()
    for element in _sequence(root, layout):
        found, known = kinds(element), _KNOWN.fullmatch(element.get("id", ""))
        annexed = now.unit is Unit.ANNEX and not now.known
        if known:
            yield now
            now = Stretch(_UNITS[known["kind"]], list(pieces(element)), _names(under), known["number"])
        elif annexed and not (layout.annex & found and _begun(now, layout)):
            now.pieces.append(element)
        elif (layout.article in found and not opens_quotation(words(element))) or (
            layout.annex & found and now.unit is not Unit.PREAMBLE
        ):
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
            now.pieces.append(element)
    yield now


def _sequence(element: etree._Element, layout: Layout) -> Iterator[etree._Element]:
    for child in element:
        around = child.tag in ("body", "div") and not _KNOWN.fullmatch(child.get("id", ""))
        if around and any(layout.marks & kinds(e) or _KNOWN.fullmatch(e.get("id", "")) for e in child.iterdescendants("p", "div")):
            yield from _sequence(child, layout)
        elif child.tag != "head":
            yield child


def _begun(annex: Stretch, layout: Layout) -> bool:
    return any(not layout.annex & kinds(piece) and words(piece) for piece in annex.pieces)


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
    at = next((n for n, piece in enumerate(stretch.pieces) if layout.article in kinds(piece)), 0)
    label, *after = stretch.pieces[at:] or [""]
    label = words(label) if layout.article in kinds(label) else ""
    heads = list(takewhile(lambda piece: {layout.heading, "eli-title", "modref"} & kinds(piece), after))
    heading, inside = " ".join(filter(None, map(words, heads))), after[len(heads) :]
    # The first article is called so in words where a language says `Article premier`.
    number = mark(stretch.known) or number_of(label) or ("1" if place == 1 else "")
    if not (label and number):
        raise refused(publication, f"has an article without a number after {place - 1} others: {label or stretch.known!r}")
    found = gathered(content(inside, top=True)) or _deleted(after)
    return provision(f"{publication.instrument}/art-{number}", Unit.ARTICLE, (label, heading), found, ARTICLE, stretch.under)


def _annex(stretch: Stretch, layout: Layout, publication: Publication) -> OfficialProvision:
    label, *heading = [words(piece) for piece in stretch.pieces if layout.annex & kinds(piece)] or [""]
    if not label:
        raise refused(publication, f"has an annex without a title: {stretch.known!r}")
    inside = [piece for piece in stretch.pieces if not layout.annex & kinds(piece)]
    number = number_of(label)
    id = "-".join(filter(None, [f"{publication.instrument}/annex", number]))
    found = sections(inside) or _deleted(inside)
    return provision(id, Unit.ANNEX, (label, " ".join(heading)), found, ANNEX if number else RECITAL)


def _deleted(beside: list[Piece]) -> list[str]:
    """A deleted provision stays in a consolidated text as dashes under the mark of the amendment."""
    whole = (piece if isinstance(piece, str) else "".join(map(str, piece.itertext())) for piece in beside)
    return [dashes[0] for text in whole if (dashes := _DASHES.search(text))][:1]


def _recital(found: list[str | Block], publication: Publication) -> OfficialProvision:
    first, *rest = found or [""]
    if isinstance(first, str) or not first.mark:
        raise refused(publication, f"has a recital without a number: {str(first)[:40]!r}")
    id = f"{publication.instrument}/recital-{first.mark}"
    return provision(id, Unit.RECITAL, (first.label, ""), [*first.inside, *rest])


def _before(stretches: list[list[Piece]], layout: Layout, publication: Publication) -> Iterator[OfficialProvision]:
    """Recitals that have no ids; where there are none, the words before the articles are a preamble."""
    front, last = [piece for before in stretches[:-1] for piece in before], stretches[-1] if stretches else []
    found = content([piece for piece in last if not (layout.title & kinds(piece) or level(piece))], top=True)
    recitals = [block for block in found if isinstance(block, Block) and block.mark.isdigit() and block.label.startswith("(")]
    yield from (_recital([recital], publication) for recital in recitals)
    if found and not recitals:
        # A table of contents, set before the act as a page of its own, is where its name stands.
        label = next((words(piece) for piece in front if "normal" in kinds(piece)), "")
        yield provision(f"{publication.instrument}/preamble", Unit.PREAMBLE, (label, ""), found)

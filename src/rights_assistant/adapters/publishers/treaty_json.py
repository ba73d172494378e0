"""Treaties in JSON, English and Chinese side by side, as the open-treaties collection has them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from rights_assistant.adapters.publishers.labels import Row, han_number, label_at
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.outline import TREATY, Line, one_line, outlined
from rights_assistant.adapters.publishers.plain import blocks_at_joints, decoded, sealed, testimonium
from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Publication, Unit

_LANGUAGES = ("en", "zh")
_JOINT = regex.compile(
    r"(?<=[.;:；：。])\s*(?=[(（](?:[a-z]|[ivx]{1,7}|\d|[子丑寅卯辰巳午未申酉戌亥]|[一二三四五六七八九十]{1,2})[)）])"
    r"|(?<=\p{Ll}[.;:])(?=\p{Lu}\p{Ll}|IN\b|DONE\b)"
    r"|(?<=\p{Ll}\.)\s?(?=\d{1,2}\.\s?\p{Lu}\p{Ll})"
    r"|(?<=[。；：])(?=[一二三四五六七八九十]{1,3}(?:、|\s))"
)
_PART = regex.compile(
    r"(?:^|\s|(?<=[.;:]))(?P<part>(?:(?:PART|CHAPTER|SECTION) [IVXL]+\b[^a-z]*)"
    r"|第[一二三四五六七八九十壹貳參肆伍陸]{1,3}[編章][^。]*)$"
)
_LONGEST_HEADING = 400
_BARE = regex.compile(r"(?m)^\s*(?:[一二三四五六七八九十]{1,3}(?:、|\s)|1\s?\.)")
_FOOTNOTES = regex.compile(r"↑.*", regex.DOTALL)
_ENDS = (".", ";", ":", ",", "。", "；", "：", "，")


@dataclass(frozen=True, slots=True)
class _Treaty:
    """How a treaty calls its parts, and whether its English lost the numbers of its paragraphs."""

    names: Mapping[Row, str]
    lost: bool

    @classmethod
    def of(cls, articles: Sequence[Mapping[str, Any]], publication: Publication) -> "_Treaty":
        """What all the articles show: `（一）` is a paragraph where none has a number without brackets."""
        chinese, english = ("\n".join(_field(a, f"content_{side}", publication) for a in articles) for side in ("zh", "en"))
        bare = bool(_BARE.search(chinese))
        return cls(TREATY if bare else {**TREATY, Row.HAN_IN_BRACKETS: "par"}, bare and not _BARE.search(english))


def load(data: bytes, publication: Publication) -> OfficialText:
    """One treaty in English or in Chinese (`zh`, `zh-hant`: the collection has traditional characters).

    The format is that of `lawchat-oss/open-treaties`: `treaty_en`, `preamble_en`, and `articles` with
    `article` (a Chinese number), `title_en`, `content_en`, each also with `_zh`. The collection took its
    English from pages whose line breaks, and in some treaties whose paragraph numbers, were lost:
    lines are cut again where a sign is followed by a capital letter or a label, words that were run
    together stay so. The heading of the next part, printed at the end of an article, is kept as a
    heading. What follows the closing formula (signatures, scanned reservations) is left out with it.

    Raises:
        OfficialError: when it is no such JSON, has no articles in that language, or they are not numbered.
    """
    side = publication.language.split("-")[0]
    if side not in _LANGUAGES:
        raise refused(publication, f"holds English and Chinese, not {publication.language!r}")
    treaty = read_json(data, publication)
    articles = treaty.get("articles")
    if not isinstance(articles, list) or not all(isinstance(a, dict) for a in articles):
        raise refused(publication, "has no list `articles`")
    title = _field(treaty, f"treaty_{side}", publication)
    return sealed(publication, one_line(title), _provisions(treaty, articles, side, publication))


def read_json(data: bytes, publication: Publication) -> Mapping[str, Any]:
    """The mapping that a JSON file holds.

    Raises:
        OfficialError: when it is broken, cut short, nested without end, or holds something else.
    """
    try:
        held = json.loads(decoded(data, publication))
        # Half of a surrogate pair can stand in JSON and nowhere else.
        json.dumps(held, ensure_ascii=False).encode()
    except ValueError as error:
        place = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise refused(publication, f"is no whole JSON: {place}") from error
    except RecursionError as error:
        raise refused(publication, "is nested too deep") from error
    if not isinstance(held, dict):
        raise refused(publication, "holds no mapping")
    return held


def _field(held: Mapping[str, Any], key: str, publication: Publication) -> str:
    value = held.get(key, "")
    if not isinstance(value, str):
        raise refused(publication, f"has no text at `{key}`")
    return value


def _provisions(
    treaty: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], side: str, publication: Publication
) -> Iterator[OfficialProvision]:
    words, under = _without_part(_field(treaty, f"preamble_{side}", publication))
    if preamble := [line for block in _lines(words) for line in blocks_at_joints(block)]:
        yield OfficialProvision(f"{publication.instrument}/preamble", Unit.PREAMBLE, "", "", "\n".join(preamble))
    kind = _Treaty.of(articles, publication)
    for place, article in enumerate(articles, 1):
        number = han_number(_field(article, "article", publication))
        if not number:
            raise refused(publication, f"has an article without a number, the {place}th")
        words, after = _without_part(_FOOTNOTES.sub("", _field(article, f"content_{side}", publication)))
        heading, lines = _headed(one_line(_field(article, f"title_{side}", publication)), _lines(words))
        id = f"{publication.instrument}/{publication.locator or 'art'}-{number}"
        text, parts = _outlined(id, side, article, kind, lines)
        label = f"Article {number}" if side == "en" else f"第{article['article']}條"
        yield OfficialProvision(id, Unit.ARTICLE, label, heading, text, parts, (under,) if under else ())
        under = after or under


def _outlined(id: str, side: str, article: Mapping[str, Any], treaty: _Treaty, lines: list[str]) -> tuple[str, tuple[Part, ...]]:
    """Text and parts; none where an address could be that of another paragraph.

    Paragraphs without numbers are counted where both languages have as many of them. In a treaty that lost
    its numbers, a point may belong to any paragraph: it has an address only where Chinese has no paragraphs.
    """
    text, parts = outlined(id, [Line(line) for line in testimonium(lines)[0]], treaty.names)
    other = _LANGUAGES[1 - _LANGUAGES.index(side)]
    there = _headed(str(article.get(f"title_{other}")), _lines(_without_part(str(article.get(f"content_{other}")))[0]))[1]
    tops = _top(id, outlined(id, [Line(line) for line in testimonium(there)[0]], treaty.names)[1])
    if any(part.label for part in parts):
        unsure = side == "en" and treaty.lost and any(name.startswith("par") for name in tops)
        return text, () if unsure else parts
    return text, parts if _top(id, parts) == tops else ()


def _top(id: str, parts: Sequence[Part]) -> list[str]:
    names = [part.id.removeprefix(f"{id}/") for part in parts]
    return [name for name in names if "/" not in name]


def _without_part(text: str) -> tuple[str, str]:
    """A text without the heading of the next part at its end, and that heading."""
    text = text.rstrip()
    found = _PART.search(text, max(0, len(text) - _LONGEST_HEADING))
    return (text[: found.start()], one_line(found["part"]).rstrip("= ")) if found else (text, "")


def _headed(title: str, lines: list[str]) -> tuple[str, list[str]]:
    """The heading, which some treaties have in the first line and not in the title."""
    first = lines[0] if len(lines) > 1 else ""
    if not title and first and not first.endswith(_ENDS) and label_at(lines[1], 0) and not label_at(first, 0):
        return first, lines[1:]
    return title, lines


def _lines(text: str) -> list[str]:
    """The blocks of a text: its lines, joined where a page broke a sentence, and cut where line breaks were lost."""
    whole: list[str] = []
    for raw in text.splitlines():
        line = one_line(raw)
        found = label_at(line, 0)
        starts = bool(found and line[found[2] :])
        if line and whole and not starts and not whole[-1].endswith(_ENDS) and not line[0].isupper():
            whole[-1] = f"{whole[-1]} {line}"
        elif line:
            whole.append(line)
    return [cut.strip() for line in whole for cut in _JOINT.split(line) if cut.strip()]

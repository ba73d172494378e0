"""Any law in a PDF, where the list of sources says how a provision begins."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

import regex

from rights_assistant.adapters.publishers.labels import label_at
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.outline import ACT, TREATY, Line, one_line, outlined
from rights_assistant.adapters.publishers.pages import read_pages, without_furniture
from rights_assistant.adapters.publishers.plain import sealed
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "art": Unit.ARTICLE,
        "s": Unit.SECTION,
        "rule": Unit.RULE,
        "recital": Unit.RECITAL,
        "annex": Unit.ANNEX,
        "sch": Unit.SCHEDULE,
    }
)
_SECONDS = 20.0
_SIGNS = regex.compile(r"[^\p{L}\p{N}.]+")
_BROKEN = regex.compile(r"(\p{L}+)-$")
_WORD = regex.compile(r"\p{Ll}+")
_WORDS = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_ENDS = (".", ";", ":", ",", "”", "’", "!", "?")
_SUSPENDED = frozenset(["and", "or", "en", "of", "und", "oder", "et", "ou", "y", "o", "e", "i", "lub", "och", "eller"])


def load(data: bytes, publication: Publication) -> OfficialText:
    """The provisions of a PDF.

    `publication.pattern` is the regular expression (`^` and `$` at line ends) of a provision's first line,
    or of its first two where the heading has a line of its own. Its group `number` gives the address with
    `publication.locator` before it; `heading` is the heading; a line in which `protocol` is found begins a
    protocol, whose provisions are `p4-art-2`. What stands before the first provision is left out, and so
    is the table of contents. Page furniture and footnotes are left out (`pages`); lines are joined to
    blocks; a word divided at the end of a line is mended where the document has it undivided elsewhere.

    Raises:
        OfficialError: when the PDF cannot be read (`pages`), the pattern is none or finds nothing,
            or a provision comes twice or has no words.
    """
    pattern = _pattern(publication)
    title, pages = read_pages(data, publication)
    kept = without_furniture(pages, lambda line: _found(pattern, line, publication) != [])
    lines = [line for page in kept for line in page]
    text = "\n".join(_joined(lines, _first_lines(pattern, lines, publication)))
    return sealed(publication, title, _provisions(text, pattern, publication))


def _pattern(publication: Publication) -> regex.Pattern[str]:
    try:
        pattern = regex.compile(publication.pattern, regex.MULTILINE)
    except regex.error as error:
        raise refused(publication, f"has a locator rule that is no regular expression: {error}") from error
    if "number" not in pattern.groupindex:
        raise refused(publication, "has no locator rule with a group `number`, so its provisions cannot be told apart")
    return pattern


def _found(pattern: regex.Pattern[str], text: str, publication: Publication) -> list[regex.Match[str]]:
    try:
        return [found for found in pattern.finditer(text, timeout=_SECONDS) if found[0]]
    except TimeoutError as error:
        raise refused(publication, "has a locator rule that takes too long") from error


def _provisions(text: str, pattern: regex.Pattern[str], publication: Publication) -> Iterator[OfficialProvision]:
    found = _found(pattern, text, publication)
    prefix, read = "", list[tuple[str, regex.Match[str], str]]()
    for match, after in zip(found, [*found, None][1:], strict=True):
        named = match.groupdict()
        if named.get("protocol"):
            prefix = f"p{_SIGNS.sub('-', named['protocol']).strip('-').lower()}-"
        if named["number"]:
            number = _SIGNS.sub("-", named["number"].strip()).strip("-.").lower()
            id = f"{publication.instrument}/{prefix}{publication.locator or 'art'}-{number}"
            read.append((id, match, text[match.end() : after.start() if after else None]))
    for id, match, words in _without_contents(read):
        yield _provision(id, match, words, publication)


def _without_contents(read: Sequence[tuple[str, regex.Match[str], str]]) -> Iterator[tuple[str, regex.Match[str], str]]:
    """Without the entries of a table of contents: a first run of the same numbers, most of them without words."""
    count = Counter(id for id, _, _ in read)
    firsts = {id: n for n, (id, _, _) in reversed(list(enumerate(read))) if count[id] > 1}
    empty = [n for n in firsts.values() if not read[n][2].strip()]
    gone = set(firsts.values()) if 2 * len(empty) >= len(firsts) else set()
    yield from (entry for n, entry in enumerate(read) if n not in gone)


def _provision(id: str, match: regex.Match[str], words: str, publication: Publication) -> OfficialProvision:
    heading = match.groupdict().get("heading") or ""
    label = match[0][: match.start("heading") - match.start()] if heading else match[0]
    unit = _UNITS.get(publication.locator or "art", Unit.OTHER)
    names = ACT if unit in (Unit.SECTION, Unit.RULE) else TREATY
    lines = [Line(one_line(line)) for line in words.split("\n")]
    text, parts = outlined(id, lines, names, counted=False)
    return OfficialProvision(id, unit, one_line(label), one_line(heading), text, parts)


def _first_lines(pattern: regex.Pattern[str], lines: Sequence[str], publication: Publication) -> set[int]:
    """The lines that the rule takes whole, which belong to no paragraph: first lines and headings of provisions."""
    whole: set[int] = set()
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        for found in _found(pattern, f"{line}\n{after}", publication)[:1]:
            if found.start() == 0 and found.end() == len(line):
                whole.add(number)
            elif found.start() == 0 and found.end() == len(line) + 1 + len(after):
                whole |= {number, number + 1}
    return whole


def _joined(lines: Sequence[str], alone: Collection[int]) -> list[str]:
    """The lines as blocks: joined where a sentence goes on, mended where a word was divided."""
    whole = Counter(word for line in lines for word in _WORDS.findall(line))
    longest = max((len(line) for line in lines), default=0)
    blocks: list[str] = []
    for number, line in enumerate(lines):
        if blocks and number not in alone and number - 1 not in alone and _goes_on(lines[number - 1], line, longest):
            blocks[-1] = _mended(blocks[-1], line, whole)
        else:
            blocks.append(line)
    return blocks


def _goes_on(last: str, line: str, longest: int) -> bool:
    """Whether a line is the rest of the paragraph before it.

    It is not where it has a label after the end of a clause; nor where the line before it is short, which
    is the end of a paragraph or a heading, unless the next begins in the middle of a sentence.
    """
    middle = line[0].islower() or last.endswith("-")
    labelled = label_at(line, 0) is not None
    if labelled:
        return not last.endswith(_ENDS) and len(last) > 0.6 * longest
    return middle or len(last) > 0.75 * longest


def _mended(block: str, line: str, whole: Counter[str]) -> str:
    broken, word = _BROKEN.search(block), _WORD.match(line)
    if not broken or not word:
        return f"{block} {line}"
    if word[0] in _SUSPENDED and not whole[f"{broken[1]}-{word[0]}"]:
        return f"{block} {line}"
    if whole[broken[1] + word[0]] and not whole[f"{broken[1]}-{word[0]}"]:
        return f"{block[:-1]}{line}"
    return f"{block}{line}"

"""Whether the law's own words in a saved run stand so in the fetched files: every quote, line by line, in the order of the file."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex

from rights_assistant.domain.official import Content
from rights_assistant.errors import CaseError, OfficialError

_CELL: Final = regex.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
"""What stands between the cells of a table in a line of an official text; in the file they are elements."""
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """The law's own words beside one citation of one saved answer, and the file that they are said to be from.

    Attributes:
        case: the id of the question.
        number: the citation's marker in the answer.
    """

    case: str
    number: int
    paragraph: str
    words: str
    path: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.case} [{self.number}] {self.paragraph} in {self.path}"


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How the quotes of a run stand.

    Attributes:
        quotes: all that are shown.
        unfaithful: those that do not stand so in their files, each with the reason.
    """

    quotes: tuple[Quote, ...]
    unfaithful: tuple[tuple[Quote, str], ...]

    @property
    def files(self) -> int:
        """How many files are quoted."""
        return len({q.path for q in self.quotes})

    @property
    def different(self) -> int:
        """How many places are quoted, however often."""
        return len({(q.path, q.paragraph, q.words) for q in self.quotes})


def quotes_of(lines: Iterable[Mapping[str, Any]]) -> tuple[Quote, ...]:
    """Every quote of official words in the lines of a saved run, in order.

    Raises:
        CaseError: when an answer has not the shape of docs/answer.md, naming its question.
    """
    return tuple(quote for line in lines if "answer" in line for quote in _quotes(str(line["id"]), line["answer"]))


def fidelity(quotes: Sequence[Quote], content_of: Callable[[str], Content]) -> Fidelity:
    """Every quote held against the file that it names.

    Args:
        content_of: the words of a file by its path; it may raise `OfficialError`, which is then the reason.
    """
    squeezed_files: dict[str, str] = {}
    found: dict[tuple[str, str, str], str] = {}
    for quote in quotes:
        key = (quote.path, quote.sha256, quote.words)
        if key not in found:
            found[key] = _flaw(quote, content_of, squeezed_files)
    flaws = ((q, found[q.path, q.sha256, q.words]) for q in quotes)
    return Fidelity(tuple(quotes), tuple((q, why) for q, why in flaws if why))


def strayed(text: str, content: str) -> str:
    """The first line of a text, or cell of a table in it, that does not stand in a content after the one before it.

    Args:
        text: with lines as an official text has them; white space does not count.
        content: as `squeezed` makes it.

    Returns:
        The line or cell; empty where all stand.
    """
    at = 0
    for line in text.split("\n"):
        for cell in _CELL.split(line):
            wanted = squeezed(cell)
            place = content.find(wanted, at)
            if place < 0:
                return str(cell).strip()
            at = place + len(wanted)
    return ""


def squeezed(text: str) -> str:
    """A text in NFC without any white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def _flaw(quote: Quote, content_of: Callable[[str], Content], squeezed_files: dict[str, str]) -> str:
    try:
        content = content_of(quote.path)
    except OfficialError as error:
        return error.problem
    if content.sha256 != quote.sha256:
        return f"the file is another one now: it begins with {content.sha256[:12]}, and the citation names {quote.sha256[:12]}."
    if not squeezed(quote.words):
        return "the quote is empty."
    if quote.path not in squeezed_files:
        squeezed_files[quote.path] = squeezed(content.words)
    line = strayed(quote.words, squeezed_files[quote.path])
    if not line:
        return ""
    why = "stands in it, but not after the line before" if squeezed(line) in squeezed_files[quote.path] else "is not in it"
    return f"{line[:_SHOWN]!r} {why}."


def _quotes(case: str, answer: Any) -> Iterable[Quote]:
    try:
        for citation in answer["citations"]:
            if official := citation.get("official"):
                said = [official[key] for key in ("paragraph", "quote", "path", "sha256")]
                if not all(isinstance(value, str) for value in said):
                    raise TypeError("a value is no text")
                yield Quote(case, int(citation["number"]), *said)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        problem = f"The answer to {case!r} has citations of another shape: {error!r}."
        raise CaseError(problem, "Ask the questions again with `rights-assistant eval run --again`.") from error

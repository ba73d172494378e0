"""The law's own words put beside the citations of an answer, from the official texts that were fetched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rights_assistant.domain.answer import Answer, Citation, LawsWords
from rights_assistant.domain.document import Kind
from rights_assistant.domain.official import Wording
from rights_assistant.ports import Official

LONGEST: Final = 1_200
"""Characters quoted of a provision in which the place relied on is not known: its first lines, each whole."""
_ORIGINAL: Final = ("en",)
"""The language of our notes: what follows the person's own where the law has no text in that."""


def quoted(answer: Answer, official: Official) -> Answer:
    """An answer whose citations of law carry the law's own words, where they were fetched."""
    citations = tuple(_quoted(c, answer.question.language, official) for c in answer.citations)
    return replace(answer, citations=citations) if citations != answer.citations else answer


@dataclass(frozen=True, slots=True)
class Beside:
    """The publisher's wording beside a statement of a note.

    Attributes:
        wording: at the place relied on where that is sure, else of the whole provision.
        sure: whether the place is known.
        languages: all in which the provision was fetched.
    """

    wording: Wording
    sure: bool
    languages: tuple[str, ...]


def beside(provision: str, statement: str, language: str, official: Official, chosen: str = "") -> Beside | None:
    """The law's own words for a statement of the note on a provision; nothing where they were not fetched.

    Args:
        language: the person's; another is taken where the law, or the place relied on, is not there in it.
        chosen: one picked by hand: no other is taken where the law is there in it.
    """
    languages = official.languages(provision)
    wanted = [chosen] if chosen in languages else preferred(language, languages)
    relied = official.relied_on(provision, statement) if languages else ""
    wording = first_in(relied, wanted, official) if relied else None
    if wording is not None:
        return Beside(wording, True, languages)
    whole = first_in(provision, wanted, official)  # the place may be missing in these languages although the provision is there
    return Beside(whole, False, languages) if whole else None


def _quoted(citation: Citation, language: str, official: Official) -> Citation:
    if citation.kind is not Kind.NOTE:
        return citation
    found = beside(citation.id, citation.quote, language, official)
    return replace(citation, official=_words(found)) if found else citation


def preferred(language: str, languages: Sequence[str]) -> list[str]:
    """The languages of a law in the order in which a person is shown them: their own, that of our notes, the law's first."""
    wanted = (language, *_ORIGINAL, *languages)
    return [name for name in dict.fromkeys(wanted) if name in languages]


def first_in(address: str, languages: Sequence[str], official: Official) -> Wording | None:
    """The wording at an address in the first of some languages that has one."""
    return next((w for name in languages if (w := official.wording(address, name))), None)


def _words(found: Beside) -> LawsWords:
    wording = found.wording
    return LawsWords(
        quote=wording.words if found.sure else beginning(wording.words),
        paragraph=wording.id,
        sure=found.sure,
        language=wording.language,
        languages=found.languages,
        publisher=wording.publisher,
        as_of=wording.as_of,
        fetched_on=wording.fetched_on,
        sha256=wording.sha256,
        path=wording.path,
    )


def beginning(text: str, longest: int = LONGEST) -> str:
    """The first lines of a text, each whole, up to a length; at least one."""
    lines = text.split("\n")
    kept = lines[:1]
    for line in lines[1:]:
        if len("\n".join((*kept, line))) > longest:
            break
        kept.append(line)
    return "\n".join(kept)

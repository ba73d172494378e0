"""Can anyone's LangChain chain read the notes, with where they come from and whether they hold?"""

from collections.abc import Sequence
from datetime import date

import pytest

from factories import a_guide, a_library, a_provision, a_remedy
from rights_assistant.adapters.langchain import NotesRetriever
from rights_assistant.domain.passage import Hit
from rights_assistant.split import split

LIBRARY = a_library(a_provision(), a_remedy(), a_guide())
PASSAGES = {p.id: p for p in split(LIBRARY)}
SAYS = "ca/irpa/s-72:en:what-it-says"
LIMITS = "ca/irpa/s-72:en:limits"
ASK = "guides/ca/visa-refused:en:ask-0"


class Fixed:
    """A finder that finds what it is told, and remembers where it was asked to look."""

    def __init__(self, *ids: str) -> None:
        self.ids = ids
        self.looked_in: list[tuple[str, ...]] = []

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """The fixed hits."""
        self.looked_in.append(tuple(jurisdictions))
        return [Hit(id, 1.0 - n / 10) for n, id in enumerate(self.ids)]


def retriever(by_meaning: Fixed, by_words: Fixed, **changes: object) -> NotesRetriever:
    """A retriever over the three small documents."""
    values = {"library": LIBRARY, "passages": PASSAGES, "asked_on": date(2026, 11, 23), "jurisdiction": "ca"}
    return NotesRetriever(by_meaning=by_meaning, by_words=by_words, **(values | changes))  # type: ignore[arg-type]


def test_what_both_finders_find_comes_first() -> None:
    """Are the two lists fused by reciprocal rank?"""
    found = retriever(Fixed(SAYS, LIMITS), Fixed(LIMITS)).invoke("deadline")
    assert [d.id for d in found] == [LIMITS, SAYS]


def test_a_phrasing_is_never_handed_out() -> None:
    """Is only text that can be cited returned?"""
    found = retriever(Fixed(ASK, SAYS), Fixed(ASK)).invoke("deadline")
    assert [d.id for d in found] == [SAYS]


def test_a_document_says_where_it_comes_from_and_whether_it_holds() -> None:
    """Does the metadata carry id, status for the day, certainty and address?"""
    [found] = retriever(Fixed(SAYS), Fixed()).invoke("deadline")
    assert found.page_content == "You have 15 days if the matter arose in Canada."
    assert found.metadata["id"] == "ca/irpa/s-72"
    assert found.metadata["status"] == "in_force"
    assert found.metadata["certainty"] == "confirmed"
    assert found.metadata["url"].startswith("https://")
    [before] = retriever(Fixed(SAYS), Fixed(), asked_on=date(2001, 1, 1)).invoke("deadline")
    assert before.metadata["status"] == "not_yet"


@pytest.mark.parametrize(("jurisdiction", "looked_in"), [("de", ("de", "eu", "coe", "int")), (None, ("int",))])
def test_only_the_law_that_reaches_the_place_is_searched(jurisdiction: str | None, looked_in: tuple[str, ...]) -> None:
    """Is the search kept to the place and what lies above it?"""
    finder = Fixed(SAYS)
    retriever(finder, Fixed(), jurisdiction=jurisdiction).invoke("deadline")
    assert finder.looked_in == [looked_in]


def test_no_more_than_k_are_returned() -> None:
    """Is the number asked for kept?"""
    assert len(retriever(Fixed(SAYS, LIMITS), Fixed(), k=1).invoke("deadline")) == 1

"""`quote`: the law's own words beside a citation of law: the right place and language, and never a word but the publisher's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import TODAY, a_citation, a_question, an_answer
from rights_assistant.domain.answer import Answer, Block, BlockKind, LawsWords, Line
from rights_assistant.domain.document import Kind
from rights_assistant.domain.official import OfficialProvision, Part, Unit, Wording
from rights_assistant.quote import LONGEST, beginning, preferred, quoted

LAW = "ca/irpa/s-72"
TEXT = "A lamp is lit.\n(1) It hangs above the door.\n(2) It burns till dawn."
SS = (Part(f"{LAW}/ss-1", "(1)", 15, 43), Part(f"{LAW}/ss-2", "(2)", 44, 67))
QUOTE = a_citation().quote


def a_wording(
    address: str = LAW, language: str = "en", text: str = TEXT, parts: tuple[Part, ...] = SS, **changes: object
) -> Wording:
    """The wording at an address of IRPA 72."""
    provision = OfficialProvision(LAW, Unit.SECTION, "72", "Lamps", text, parts)
    part = next((p for p in parts if p.id == address), None)
    values = {"title": "Lantern Act", "publisher": "Lantern Office", "as_of": date(2026, 3, 26), "fetched_on": TODAY}
    where = {"sha256": "ab" * 32, "path": f"ca/irpa/current.{language}.xml", "address": "https://lanterns.test/"}
    return Wording(provision, part, language, **(values | where | changes))  # type: ignore[arg-type]


@dataclass
class Fetched:
    """Official texts: wordings by address and language, and the places relied on."""

    wordings: Mapping[tuple[str, str], Wording]
    relied: Mapping[tuple[str, str], str]

    def languages(self, address: str) -> tuple[str, ...]:
        """In the order of the wordings."""
        return tuple(language for at, language in self.wordings if at == address)

    def wording(self, address: str, language: str) -> Wording | None:
        """The wording there."""
        return self.wordings.get((address, language))

    def relied_on(self, provision: str, statement: str) -> str:
        """The place relied on."""
        return self.relied.get((provision, statement), "")


def fetched(*places: tuple[str, str], relied: str = "") -> Fetched:
    """Texts with a wording at each address and language, and one place that the quote of the citation rests on."""
    return Fetched({place: a_wording(*place) for place in places}, {(LAW, QUOTE): relied} if relied else {})


def beside(official: Fetched, language: str = "en", **citation: object) -> LawsWords | None:
    """The law's own words beside the one citation of an answer to a person of a language."""
    answer = an_answer(question=a_question(language=language), citations=(a_citation(**citation),))
    return quoted(answer, official).citations[0].official


ALL = ((LAW, "en"), (SS[1].id, "en"), (LAW, "fr"), (SS[1].id, "fr"))
CHOSEN = [
    pytest.param("en", ALL, SS[1].id, ("en", SS[1].id, True), id="the place relied on, in the person's language"),
    pytest.param("fr", ALL, SS[1].id, ("fr", SS[1].id, True), id="the same in French"),
    pytest.param("fa", ALL, SS[1].id, ("en", SS[1].id, True), id="no text in it: the language of our notes"),
    pytest.param("fa", ALL[2:], SS[1].id, ("fr", SS[1].id, True), id="nor in that: the law's own"),
    pytest.param("en", ALL, "", ("en", LAW, False), id="the place is not known: how the provision begins"),
    pytest.param("fr", ALL, "", ("fr", LAW, False), id="and that in the person's language"),
    pytest.param("fr", ALL[:3], SS[1].id, ("en", SS[1].id, True), id="the place is missing in French: the place, in English"),
    pytest.param("fr", (ALL[0], ALL[2]), SS[1].id, ("fr", LAW, False), id="the place is missing everywhere: the provision"),
    pytest.param("fr", ALL[:2], f"{LAW}/ss-9", ("en", LAW, False), id="a place that is no more"),
    pytest.param("en", ((LAW, "de"), (LAW, "nl")), "", ("de", LAW, False), id="languages as their list has them"),
]


@pytest.mark.parametrize(("language", "places", "relied", "shown"), CHOSEN)
def test_which_words(language: str, places: tuple[tuple[str, str], ...], relied: str, shown: tuple[str, str, bool]) -> None:
    """Are they the place relied on where it is known, in the language that the person reads best?"""
    words = beside(fetched(*places, relied=relied), language)
    assert words is not None
    assert (words.language, words.paragraph, words.sure) == shown
    assert words.languages == tuple(code for at, code in places if at == LAW)


def test_all_that_is_said_of_them() -> None:
    """Do the words come with who published them, of which day, and the file that they stand in?"""
    assert beside(fetched(*ALL, relied=SS[1].id)) == LawsWords(
        quote="(2) It burns till dawn.",
        paragraph=SS[1].id,
        sure=True,
        language="en",
        languages=("en", "fr"),
        publisher="Lantern Office",
        as_of=date(2026, 3, 26),
        fetched_on=TODAY,
        sha256="ab" * 32,
        path="ca/irpa/current.en.xml",
    )


def test_a_note_on_a_place_inside_a_provision() -> None:
    """Is a note on a point of an annex shown that point, whole, although nobody says on which place it rests?"""
    words = beside(fetched((SS[0].id, "en")), id=SS[0].id)
    assert words is not None
    assert (words.quote, words.paragraph, words.sure) == ("(1) It hangs above the door.", SS[0].id, False)


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.NOTE])
def test_only_law_has_words_of_its_own(kind: Kind) -> None:
    """Is nothing put beside a guide, a remedy, a system or an office, even under the id of a law?"""
    assert beside(fetched(*ALL), kind=kind) is None


def test_nothing_was_fetched() -> None:
    """Is an answer the same object where none of its laws was fetched?"""
    answer = an_answer()
    assert quoted(answer, fetched()) is answer
    assert quoted(answer, fetched(("ca/irpa/s-7", "en"))) is answer


def test_nothing_else_of_the_answer_changes() -> None:
    """Are words, marks and order of an answer, and its id, the same with and without the law's own words?"""
    two = (a_citation(), a_citation(2, id="ca/irpa/s-73", quote="Another."))
    block = Block(BlockKind.SHORT_ANSWER, "ca", (Line("You have 15 days.", (1, 2)),))
    answer = an_answer(blocks=(block,), citations=two)
    found = quoted(answer, fetched(*ALL))
    assert [c.official is not None for c in found.citations] == [True, False]
    assert replace(found, citations=tuple(replace(c, official=None) for c in found.citations)) == answer
    assert found.id == answer.id


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        pytest.param("One.\nTwo.\nThree.", 100, "One.\nTwo.\nThree.", id="all of a short text"),
        pytest.param("One.\nTwo.\nThree.", 9, "One.\nTwo.", id="whole lines up to the length"),
        pytest.param("One.\nTwo.\nThree.", 8, "One.", id="the line break counts"),
        pytest.param("A long first line.\nTwo.", 4, "A long first line.", id="the first line however long"),
        pytest.param("One.\nA long second line.\nX.", 12, "One.", id="nothing after a line that is left out"),
        pytest.param("", 4, "", id="nothing"),
    ],
)
def test_beginning(text: str, longest: int, kept: str) -> None:
    """Does a long provision begin with whole lines?"""
    assert beginning(text, longest) == kept


@pytest.mark.parametrize(
    ("language", "there", "order"),
    [
        ("fr", ("en", "fr", "de"), ["fr", "en", "de"]),
        ("fa", ("de", "en"), ["en", "de"]),
        ("fa", ("nl", "de"), ["nl", "de"]),
        ("en", ("en",), ["en"]),
        ("en", (), []),
    ],
)
def test_preferred(language: str, there: tuple[str, ...], order: list[str]) -> None:
    """Is the person's own language first, then that of our notes, then the law's?"""
    assert preferred(language, there) == order


LINES = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=500), min_size=1)


@st.composite
def laws(draw: st.DrawFn) -> tuple[OfficialProvision, str]:
    """A provision with parts at its lines, and the place relied on in it, or one that it does not have."""
    lines = draw(LINES)
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines) + 1)]
    parts = tuple(
        Part(f"{LAW}/ss-{n}", line[:1], a, b - 1) for n, ((a, b), line) in enumerate(zip(pairwise(starts), lines, strict=True))
    )
    relied = draw(st.sampled_from(["", f"{LAW}/gone", *(p.id for p in parts)]))
    return OfficialProvision(LAW, Unit.SECTION, "72", "", "\n".join(lines), parts), relied


@given(laws())
def test_a_quote_is_always_an_exact_span(law: tuple[OfficialProvision, str]) -> None:
    """Whatever the law and the place relied on, are the words a span of the provision, at line ends, and those of their address?"""
    provision, relied = law
    addresses = [LAW, *(p.id for p in provision.parts)]
    wordings = {(at, "en"): a_wording(at, text=provision.text, parts=provision.parts) for at in addresses}
    words = beside(Fetched(wordings, {(LAW, QUOTE): relied} if relied else {}))
    assert words is not None
    assert words.sure is (relied in addresses)
    whole = wordings[words.paragraph, "en"].words
    assert words.quote in provision.text
    assert f"{whole}\n".startswith(f"{words.quote}\n")
    assert words.quote == whole or not words.sure
    assert words.sure or len(words.quote) <= LONGEST or "\n" not in words.quote


def test_an_answer_without_citations() -> None:
    """Is an answer that cites nothing left as it is?"""
    answer: Answer = an_answer(citations=(), blocks=(), outcome="failed")
    assert quoted(answer, fetched(*ALL)) is answer

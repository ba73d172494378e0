"""`split`: what of a document is searched, and under which id."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_guide, a_library, a_provision, a_remedy, a_section, a_statement
from rights_assistant.domain.document import Document
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Role
from rights_assistant.domain.statement import Section
from rights_assistant.split import cut, passage_id, split


@pytest.mark.parametrize(
    ("document", "ids"),
    [
        pytest.param(
            a_provision(),
            [":en:what-it-says", ":en:limits", ":en:what-it-means-for-you", ":en:name-0"],
            id="a note is its sections in the order written, then its title",
        ),
        pytest.param(
            a_provision(topics=("court", "deadline"), also_called=("s. 72",)),
            [":en:what-it-says", ":en:limits", ":en:what-it-means-for-you", ":en:name-0", ":en:name-1", ":en:topics"],
            id="other names stand beside the title, the topics together",
        ),
        pytest.param(
            a_remedy(asks=("Can I go to court?",)),
            [":en:in-short", ":en:deadline", ":en:limits", ":en:what-to-do-now", ":en:ask-0", ":en:name-0"],
            id="a remedy is found by its own questions too",
        ),
        pytest.param(
            a_guide(asks=("Refused?", "What now?")),
            [":en:short-answer", ":en:what-to-do-now", ":en:ask-0", ":en:ask-1", ":en:ask-2", ":en:name-0"],
            id="a guide's own question is the first way to ask",
        ),
        pytest.param(
            a_guide(question="Refused?", asks=("Refused?", "What now?", "Refused?")),
            [":en:short-answer", ":en:what-to-do-now", ":en:ask-0", ":en:ask-1", ":en:name-0"],
            id="a question written twice is one passage",
        ),
        pytest.param(
            a_provision(title="Section 72", also_called=("Section 72",)),
            [":en:what-it-says", ":en:limits", ":en:what-it-means-for-you", ":en:name-0"],
            id="a name that is the title is one passage",
        ),
        pytest.param(
            a_guide(language="de", asks=()),
            [":de:short-answer", ":de:what-to-do-now", ":de:ask-0", ":de:name-0"],
            id="a translation has ids of its own language",
        ),
    ],
)
def test_ids(document: Document, ids: list[str]) -> None:
    """Which passages does a document have, under which ids, in which order?"""
    assert [p.id for p in cut(document)] == [f"{document.id}{end}" for end in ids]


@pytest.mark.parametrize(
    ("slug", "role", "text"),
    [
        pytest.param("short-answer", Role.TEXT, "Yes, you can ask a court.", id="a section can be cited"),
        pytest.param("ask-0", Role.ASK, "My visa was refused. What can I do?", id="the guide's question only leads to it"),
        pytest.param("ask-1", Role.ASK, "Refused?", id="a phrasing only leads to it"),
        pytest.param("name-0", Role.NAME, "guides/ca/visa-refused: a title", id="a title only leads to it"),
        pytest.param("topics", Role.NAME, "court, visa", id="topics are one line"),
    ],
)
def test_roles(slug: str, role: Role, text: str) -> None:
    """Is each passage in the index for the right reason, with its own words?"""
    guide = a_guide(asks=("Refused?",), topics=("court", "visa"))
    found = {p.id.rsplit(":", 1)[1]: p for p in cut(guide)}[slug]
    assert (found.role, found.text) == (role, text)


def test_whose() -> None:
    """Does every passage carry the document, kind, place and language that it is looked up by?"""
    for p in cut(a_remedy("remedies/de/klage", asks=("Court?",))):
        assert (p.document_id, p.kind, p.jurisdiction, p.language) == ("remedies/de/klage", "remedy", "de", "en")


def test_a_passage_is_found_by_its_section() -> None:
    """Does the id that a citation gives name the passage that holds its words?"""
    note = a_provision()
    texts = {p.id: p.text for p in cut(note)}
    for section in note.sections:
        assert texts[passage_id(note, section)] == section.text


def test_the_order_is_fixed() -> None:
    """Is the order of the passages the same however the files were read?"""
    documents = (a_guide(), a_provision(), a_remedy(), a_guide(language="de", asks=()))
    there, back = a_library(*documents), a_library(*reversed(documents))
    assert list(there.documents) != list(back.documents)
    assert split(there) == split(back)


def test_a_passage_does_not_depend_on_the_others() -> None:
    """Does a passage keep its id when a section before it is added?"""
    short = a_provision()
    long = a_provision(sections=(a_section("From when"), *short.sections))
    assert {p.id for p in cut(short)} < {p.id for p in cut(long)}


def test_nothing_is_nothing() -> None:
    """Does an empty library have no passages?"""
    assert split(Library({}, {})) == []


sentences = st.text(st.characters(exclude_characters="\n\r", exclude_categories=("Cs",)), min_size=1, max_size=60)
sections = st.lists(
    st.tuples(
        st.sampled_from(["What it says", "From when", "Limits", "What it means for you"]),
        st.lists(sentences, min_size=1, max_size=5),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda pair: pair[0],
)


def _section(heading: str, texts: list[str]) -> Section:
    return Section(heading, tuple(a_statement(t, f"l{n}") for n, t in enumerate(texts)))


@given(sections)
def test_every_statement_stands_in_its_passage(written: list[tuple[str, list[str]]]) -> None:
    """Are the words of each statement, also of two that read the same, exactly where its span says?"""
    note = a_provision(sections=tuple(_section(h, ts) for h, ts in written))
    texts = {p.id: p.text for p in cut(note)}
    for section, statement in note.placed():
        start, end = section.span(statement)
        assert texts[passage_id(note, section)][start:end] == statement.text


@given(sections, st.lists(sentences, max_size=4), st.lists(sentences, max_size=4))
def test_ids_are_unique(written: list[tuple[str, list[str]]], asks: list[str], names: list[str]) -> None:
    """Does no passage take another's place in the index?"""
    note = a_provision(sections=tuple(_section(h, ts) for h, ts in written), asks=tuple(asks), also_called=tuple(names))
    ids = [p.id for p in split(a_library(note, a_provision("ca/irpa/s-73", checked_on=date(2026, 1, 1))))]
    assert len(ids) == len(set(ids))

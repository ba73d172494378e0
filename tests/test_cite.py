"""`cite`: each sentence is tied to the exact words it rests on, or struck."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import READ, TODAY, a_guide, a_library, a_provision, a_remedy, a_section, a_statement, an_instrument
from fakes import a_referral, a_system
from rights_assistant.cite import Citer
from rights_assistant.domain.document import Document, Kind
from rights_assistant.domain.library import Library, Placed
from rights_assistant.domain.standing import Application, Certainty, Force, Status, Window
from rights_assistant.domain.statement import Ref, Section, Statement
from rights_assistant.split import cut

SAYS = Ref("ca/irpa/s-72", "15-days")
LIMIT = Ref("ca/irpa/s-72", "appeal-first")
DEAD = Ref("ca/irpa/s-72", "no-such-label")
GONE = Ref("ca/irpa/s-999", "15-days")


def placed(document: Document, statement: Statement) -> Placed:
    """A statement where it stands in a document."""
    section = next(sec for sec, said in document.placed() if said is statement)
    return Placed(document, section, statement)


def a_line(*refs: Ref, **changes: object) -> Placed:
    """A guide's line resting on something."""
    statement = a_statement("You can ask a court.", "", rests_on=refs, **changes)
    guide = a_guide(sections=(a_section("Short answer", statement),))
    return placed(guide, statement)


@pytest.mark.parametrize(
    ("refs", "numbers", "cited"),
    [
        pytest.param((SAYS,), (1,), ["You have 15 days if the matter arose in Canada."], id="one source, one marker"),
        pytest.param(
            (SAYS, LIMIT),
            (1, 2),
            ["You have 15 days if the matter arose in Canada.", "You must first use any appeal."],
            id="two sources in the order named",
        ),
        pytest.param(
            (LIMIT, SAYS),
            (1, 2),
            ["You must first use any appeal.", "You have 15 days if the matter arose in Canada."],
            id="the other way round, numbered the other way round",
        ),
        pytest.param(
            (SAYS, SAYS), (1,), ["You have 15 days if the matter arose in Canada."], id="the same source twice is one marker"
        ),
        pytest.param(
            (DEAD, SAYS), (1,), ["You have 15 days if the matter arose in Canada."], id="a dead label falls away beside a live one"
        ),
        pytest.param(
            (GONE, SAYS), (1,), ["You have 15 days if the matter arose in Canada."], id="a note that does not exist falls away too"
        ),
    ],
)
def test_markers(refs: tuple[Ref, ...], numbers: tuple[int, ...], cited: list[str]) -> None:
    """Which markers does a line get, and for which words?"""
    citer = Citer(a_library(), TODAY)
    line = citer.line(a_line(*refs))
    assert line is not None
    assert line.citations == numbers
    assert [c.quote for c in citer.citations] == cited
    assert citer.struck == []


@pytest.mark.parametrize(
    "refs",
    [
        pytest.param((DEAD,), id="the label does not exist"),
        pytest.param((GONE,), id="the note does not exist"),
        pytest.param((DEAD, GONE), id="none of several exists"),
    ],
)
def test_a_sentence_that_rests_on_nothing_is_struck(refs: tuple[Ref, ...]) -> None:
    """Is the whole sentence left out, and said to be, when no source carries it?"""
    citer = Citer(a_library(), TODAY)
    assert citer.line(a_line(*refs)) is None
    assert citer.struck == ["You can ask a court."]
    assert citer.citations == ()


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        pytest.param(date(2027, 12, 1), False, id="the day before the source begins"),
        pytest.param(date(2027, 12, 2), True, id="its first day"),
        pytest.param(date(2028, 6, 30), True, id="its last day"),
        pytest.param(date(2028, 7, 1), False, id="the day after its last"),
    ],
)
def test_a_source_carries_only_on_its_days(day: date, holds: bool) -> None:
    """Is a sentence struck on a day on which what it rests on is not true?"""
    dated = a_statement("From then on it holds.", "15-days", window=Window(date(2027, 12, 2), date(2028, 6, 30)))
    library = a_library(a_provision(sections=(a_section("What it says", dated),)))
    citer = Citer(library, day)
    assert (citer.line(a_line(SAYS)) is not None) is holds
    assert (citer.struck == []) is holds


def test_a_statement_without_sources_cites_itself() -> None:
    """Does a line of a note rest on its own words in its own file?"""
    note = a_provision()
    section, statement = next(note.placed())
    citer = Citer(a_library(note), TODAY)
    line = citer.line(Placed(note, section, statement))
    [citation] = citer.citations
    assert line is not None
    assert line.citations == (1,)
    assert (citation.id, citation.quote, citation.passage_id) == (
        "ca/irpa/s-72",
        "You have 15 days if the matter arose in Canada.",
        "ca/irpa/s-72:en:what-it-says",
    )


def test_a_source_keeps_its_number() -> None:
    """Does a source used again get the number it had, and a new one the next?"""
    citer = Citer(a_library(), TODAY)
    lines = [citer.line(a_line(*refs)) for refs in ((SAYS,), (LIMIT,), (SAYS,), (Ref("ca/irpa/s-72", "count"), LIMIT))]
    assert [line.citations for line in lines if line] == [(1,), (2,), (1,), (3, 2)]
    assert [c.number for c in citer.citations] == [1, 2, 3]


def test_two_statements_that_read_the_same_are_two_sources() -> None:
    """Are equal words in two places told apart by where they stand?"""
    twice = (a_statement("Ask in time.", "a"), a_statement("Ask in time.", "b"))
    note = a_provision(sections=(Section("What it says", twice),))
    citer = Citer(a_library(note), TODAY)
    citer.line(a_line(Ref(note.id, "a"), Ref(note.id, "b")))
    assert [c.span for c in citer.citations] == [(0, 12), (13, 25)]


def test_has_cited() -> None:
    """Does the citer know which statements are already sources, and which are not?"""
    note = a_provision()
    (says, first), (limits, second), *_ = note.placed()
    citer = Citer(a_library(note), TODAY)
    assert not citer.has_cited(Placed(note, says, first))
    citer.line(a_line(SAYS))
    assert citer.has_cited(Placed(note, says, first))
    assert not citer.has_cited(Placed(note, limits, second))


@pytest.mark.parametrize(
    ("own", "sources", "whole"),
    [
        pytest.param(None, (Certainty.CONFIRMED,), Certainty.CONFIRMED, id="a line without a tag is as sure as its source"),
        pytest.param(None, (Certainty.SECONDARY,), Certainty.SECONDARY, id="a reported source makes the line reported"),
        pytest.param(Certainty.UNCONFIRMED, (Certainty.CONFIRMED,), Certainty.UNCONFIRMED, id="the line's own tag can be weaker"),
        pytest.param(Certainty.CONFIRMED, (Certainty.UNCONFIRMED,), Certainty.UNCONFIRMED, id="its own tag cannot make it surer"),
        pytest.param(
            None, (Certainty.CONFIRMED, Certainty.SECONDARY), Certainty.SECONDARY, id="a chain is as sure as its weakest link"
        ),
        pytest.param(
            None, (Certainty.UNCONFIRMED, Certainty.SECONDARY), Certainty.UNCONFIRMED, id="unconfirmed is weaker than reported"
        ),
    ],
)
def test_certainty(own: Certainty | None, sources: tuple[Certainty, ...], whole: Certainty) -> None:
    """How sure is a line?"""
    statements = tuple(a_statement(f"Source {n}.", f"s{n}", certainty=c) for n, c in enumerate(sources))
    other = a_statement("Not cited.", "other", certainty=Certainty.UNCONFIRMED)
    library = a_library(a_provision(sections=(Section("What it says", (*statements, other)),)))
    citer = Citer(library, TODAY)
    citer.line(a_line(Ref("ca/irpa/s-72", "other")))
    line_ = a_line(*(Ref("ca/irpa/s-72", f"s{n}") for n in range(len(sources))), certainty=own)
    line = citer.line(line_)
    assert line is not None
    assert citer.certainty(line, line_.statement) is whole


@pytest.mark.parametrize(
    ("applies", "day", "status", "since", "until"),
    [
        pytest.param((Window(date(2002, 6, 28)),), TODAY, Status.IN_FORCE, date(2002, 6, 28), None, id="in force, with no end"),
        pytest.param((Window(date(2027, 12, 2)),), TODAY, Status.NOT_YET, date(2027, 12, 2), None, id="the day it will begin"),
        pytest.param(
            (Window(date(2010, 1, 1), date(2020, 1, 1)),),
            TODAY,
            Status.EXPIRED,
            date(2010, 1, 1),
            date(2020, 1, 1),
            id="the day it ended",
        ),
        pytest.param(
            (Window(date(2010, 1, 1), date(2020, 1, 1)), Window(date(2025, 1, 1))),
            TODAY,
            Status.IN_FORCE,
            date(2025, 1, 1),
            None,
            id="the period that covers the day, not the first one",
        ),
        pytest.param((), TODAY, Status.NOT_YET, None, None, id="a treaty that waits has no day"),
        pytest.param(
            (Window(date(2027, 12, 2)),), date(2028, 1, 10), Status.IN_FORCE, date(2027, 12, 2), None, id="asked later, in force"
        ),
    ],
)
def test_status_on_the_day(applies: tuple[Window, ...], day: date, status: Status, since: date | None, until: date | None) -> None:
    """Does a citation say whether its source holds on the day of asking, and for how long?"""
    citer = Citer(a_library(a_provision(applies=tuple(Application(w) for w in applies))), day)
    citer.line(a_line(SAYS))
    [citation] = citer.citations
    assert (citation.status, citation.applies_from, citation.applies_until) == (status, since, until)


def test_a_source_that_waits_for_another() -> None:
    """Does a citation name the provision without which its source has no effect yet?"""
    needed = a_provision("ca/irpa/s-73", applies=(Application(Window(date(2027, 12, 2))),))
    library = a_library(a_provision(depends_on=("ca/irpa/s-73",)), needed)
    for day, status, waits in ((TODAY, Status.NOT_YET, ("ca/irpa/s-73",)), (date(2028, 1, 10), Status.IN_FORCE, ())):
        citer = Citer(library, day)
        citer.line(a_line(SAYS))
        assert (citer.citations[0].status, citer.citations[0].waits_for) == (status, waits)


@pytest.mark.parametrize(
    ("ref", "kind", "url", "force"),
    [
        pytest.param(
            SAYS,
            Kind.NOTE,
            "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/section-72.html",
            Force.BINDING,
            id="a note opens at its own page and weighs what its law weighs",
        ),
        pytest.param(
            Ref("ca/irpa/s-74", "x"),
            Kind.NOTE,
            "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/",
            Force.GUIDANCE,
            id="a note without a page opens at its law",
        ),
        pytest.param(
            Ref("systems/ca/trv-triage", "sorts"), Kind.SYSTEM, "https://example.org/system", None, id="a system is no law"
        ),
        pytest.param(
            Ref("referrals/ca/legal-aid", "helps"), Kind.REFERRAL, "https://example.org/aid", None, id="an organisation's own page"
        ),
        pytest.param(Ref("remedies/ca/judicial-review", "judge"), Kind.REMEDY, "", None, id="a remedy may have no page"),
    ],
)
def test_what_and_where(ref: Ref, kind: Kind, url: str, force: Force | None) -> None:
    """Does a citation say what it is, what it weighs and where to open it?"""
    bare = a_provision(
        "ca/irpa/s-74",
        official_url="",
        instrument=an_instrument(force=Force.GUIDANCE),
        sections=(a_section("What it says", a_statement("A sentence.", "x")),),
    )
    citer = Citer(a_library(a_provision(), bare, a_remedy(), a_system(), a_referral()), TODAY)
    citer.line(a_line(ref))
    [citation] = citer.citations
    assert (citation.kind, citation.url, citation.force) == (kind, url, force)


def test_the_reviewed_translation_is_cited() -> None:
    """Is the note cited in the language of the question when it exists, else in English?"""
    german = a_provision(language="de", sections=(a_section("What it says", a_statement("Sie haben 15 Tage.", "15-days")),))
    library = a_library(a_provision(), german)
    for language, quote in (("de", "Sie haben 15 Tage."), ("fr", "You have 15 days if the matter arose in Canada.")):
        citer = Citer(library, TODAY, language)
        citer.line(a_line(SAYS))
        assert citer.citations[0].quote == quote


def test_how_it_was_checked() -> None:
    """Does a citation say when its file was read against what, and how sure that statement is?"""
    unsure = a_statement("Perhaps.", "15-days", certainty=Certainty.UNCONFIRMED)
    note = a_provision(sections=(a_section("What it says", unsure),), checked_against=("One", "Two"))
    citer = Citer(a_library(note), TODAY)
    citer.line(a_line(SAYS))
    [c] = citer.citations
    assert (c.checked_on, c.checked_against, c.certainty, c.language) == (READ, ("One", "Two"), Certainty.UNCONFIRMED, "en")


LABELS = ("a", "b", "c", "d")
refs = st.lists(
    st.builds(Ref, st.sampled_from(["ca/irpa/s-72", "ca/irpa/s-73", "ca/irpa/gone"]), st.sampled_from([*LABELS, "dead"])),
    min_size=1,
    max_size=4,
)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def _shelf(texts: list[str], since: date) -> Library:
    def note(id: str) -> Document:
        statements = tuple(a_statement(t, label) for t, label in zip(texts, LABELS, strict=True))
        late = a_statement("Later.", "late", window=Window(since))
        return a_provision(id, sections=(Section("What it says", statements[:2]), Section("Limits", (*statements[2:], late))))

    return a_library(note("ca/irpa/s-72"), note("ca/irpa/s-73"))


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\n\r", exclude_categories=("Cs",)), min_size=1, max_size=30),
        min_size=4,
        max_size=4,
    ),
    st.lists(refs, max_size=6),
    days,
)
def test_a_citation_never_invents(texts: list[str], lines: list[list[Ref]], day: date) -> None:
    """Is every quote exactly the span of its passage, every number used, and no number without a quote?"""
    library = _shelf(texts, day)
    passages = {p.id: p.text for d in library for p in cut(d)}
    citer = Citer(library, day)
    made = [citer.line(a_line(*wanted)) for wanted in lines]
    for c in citer.citations:
        assert passages[c.passage_id][slice(*c.span)] == c.quote
        assert c.quote in texts
    used = [n for line in made if line for n in line.citations]
    assert list(dict.fromkeys(used)) == [c.number for c in citer.citations] == list(range(1, len(citer.citations) + 1))
    assert len(citer.struck) == sum(line is None for line in made)


@given(days, days)
def test_a_line_holds_exactly_when_its_source_does(since: date, day: date) -> None:
    """Whatever the days: is a line struck if and only if its source has not begun?"""
    citer = Citer(_shelf(["w", "x", "y", "z"], since), day)
    line = citer.line(a_line(Ref("ca/irpa/s-72", "late")))
    assert (line is None) is (day < since)

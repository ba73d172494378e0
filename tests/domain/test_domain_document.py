"""What the knowledge holds: where a statement stands, and whether its subject holds on a day."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import READ, TODAY, a_guide, a_provision, a_remedy, a_section, a_statement, a_time_limit, an_instrument
from rights_assistant.domain.document import Document, Guide, Kind, Provision, Referral, Remedy, System
from rights_assistant.domain.standing import ALWAYS, Application, Certainty, Force, Status, Window

OLD = Window(date(2002, 6, 28), date(2015, 6, 30))
NEW = Window(date(2015, 7, 1), None)
LATER = Window(date(2027, 12, 2), None)
TABLED = date(2022, 6, 16)
LATEST = Window(date(2030, 8, 2), None)
UNDATED = Window()
LONG_GONE = Window(None, date(1999, 12, 31))
ENDED = Window(date(2015, 7, 1), date(2020, 1, 1))
DATES = st.dates(date(2000, 1, 1), date(2035, 1, 1))


def a_system() -> System:
    """A known use of automation."""
    return System(
        id="systems/ca/chinook",
        jurisdiction="ca",
        language="en",
        title="Chinook",
        sections=(a_section("In short"),),
        checked_on=READ,
        checked_against=("A publication of 2026",),
        certainty=Certainty.SECONDARY,
        authority="IRCC",
        stages=("visa",),
        use="in_use",
        acknowledged="yes",
        acknowledged_where="",
    )


def a_referral() -> Referral:
    """An organisation that can help."""
    return Referral(
        id="referrals/ca/legal-aid",
        jurisdiction="ca",
        language="en",
        title="Legal aid",
        sections=(a_section("In short"),),
        checked_on=READ,
        checked_against=("A publication of 2026",),
        certainty=Certainty.CONFIRMED,
        offers="legal_aid",
        for_whom="People without money",
        languages=("en", "fr"),
        takes_individual_cases="yes",
        confidential="yes",
        url="https://example.org/",
    )


def applying(*windows: Window, **changes: object) -> Provision:
    """A provision that applies in these windows."""
    return a_provision(applies=tuple(map(Application, windows)), **changes)


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        pytest.param(a_provision(), Kind.NOTE, id="our account of a provision is cited as a note"),
        pytest.param(a_system(), Kind.SYSTEM, id="a known system"),
        pytest.param(a_remedy(), Kind.REMEDY, id="something a person can do"),
        pytest.param(a_referral(), Kind.REFERRAL, id="an organisation that can help"),
        pytest.param(a_guide(), Kind.GUIDE, id="a reviewed answer"),
    ],
)
def test_every_noun_knows_its_kind(document: Document, kind: Kind) -> None:
    """Which noun is this, and can it be changed once it was read?"""
    assert document.kind is kind
    with pytest.raises(FrozenInstanceError):
        document.title = "Another title"  # type: ignore[misc]


def test_a_document_of_no_kind_is_none() -> None:
    """Does the common base refuse to be taken for a document of its own?"""
    bare = Document(
        id="x",
        jurisdiction="ca",
        language="en",
        title="x",
        sections=(),
        checked_on=READ,
        checked_against=(),
        certainty=Certainty.CONFIRMED,
    )
    with pytest.raises(NotImplementedError):
        _ = bare.kind


def test_a_section_is_found_by_its_heading() -> None:
    """Is the section under a heading found, and nothing where there is no such heading?"""
    remedy = a_remedy()
    assert remedy.section("Deadline") is remedy.sections[1]
    assert remedy.section("deadline") is None
    assert remedy.section("Rule") is None


def test_statements_come_with_their_section_in_order() -> None:
    """Does each statement come with the section it stands in, in the order of the file?"""
    placed = [(section.heading, statement.label) for section, statement in a_provision().placed()]
    assert placed == [("What it says", "15-days"), ("Limits", "appeal-first"), ("What it means for you", "count")]


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        pytest.param("15-days", "What it says", id="a label in the first section"),
        pytest.param("count", "What it means for you", id="a label in the last section"),
        pytest.param("60-days", None, id="a label that the note does not have"),
        pytest.param("15", None, id="the start of a label is not the label"),
    ],
)
def test_a_label_leads_to_its_statement(label: str, heading: str | None) -> None:
    """Where does the labelled statement stand?"""
    found = a_provision().find(label)
    assert (found[0].heading if found else None) == heading
    assert found is None or found[1].label == label


@pytest.mark.parametrize("document", [a_system(), a_remedy(), a_referral(), a_guide()], ids=lambda d: d.kind)
def test_only_law_enters_into_force(document: Document) -> None:
    """Is anything but a provision ever said to be in force or expired?"""
    assert document.status_on(TODAY) is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param(applying(NEW), Status.IN_FORCE, id="a section of an act"),
        pytest.param(applying(LATER), Status.NOT_YET, id="an article that starts in 2027"),
        pytest.param(applying(ENDED), Status.EXPIRED, id="a section that was repealed"),
        pytest.param(applying(), Status.NOT_YET, id="a treaty that waits for ratifications"),
        pytest.param(applying(proposed_on=TABLED), Status.PROPOSED, id="a bill"),
        pytest.param(applying(proposed_on=TABLED, withdrawn_on=date(2025, 1, 6)), Status.WITHDRAWN, id="a bill that died"),
        pytest.param(
            applying(NEW, instrument=an_instrument(force=Force.GUIDANCE, kind="policy")),
            Status.IN_FORCE,
            id="a policy too",
        ),
        pytest.param(
            applying(NEW, instrument=an_instrument(force=Force.FRAMEWORK, kind="article")),
            Status.NOT_APPLICABLE,
            id="a framework binds nobody, so it is not in force",
        ),
        pytest.param(
            applying(NEW, instrument=an_instrument(kind="case")), Status.NOT_APPLICABLE, id="a judgment is not in or out of force"
        ),
    ],
)
def test_status_comes_from_the_notes_own_dates(note: Provision, expected: Status) -> None:
    """Does this provision hold on 23 November 2026?"""
    assert note.status_on(TODAY) is expected


@pytest.mark.parametrize(
    ("windows", "day", "expected"),
    [
        pytest.param((OLD, NEW), TODAY, NEW, id="the period that covers the day"),
        pytest.param((OLD, NEW), date(2015, 6, 30), OLD, id="an earlier day falls into the earlier period"),
        pytest.param((OLD, NEW), date(2015, 7, 1), NEW, id="the first day of the later period"),
        pytest.param((LATEST, LATER), TODAY, LATER, id="of two periods to come, the next one, in whatever order written"),
        pytest.param((OLD, LATER), TODAY, LATER, id="what is to come matters more than what ended"),
        pytest.param((ENDED, OLD), TODAY, ENDED, id="of two that ended, the last, in whatever order written"),
        pytest.param((OLD, ENDED), TODAY, ENDED, id="the same, written the other way round"),
        pytest.param((UNDATED,), TODAY, UNDATED, id="an old law whose first day is not known"),
        pytest.param((LONG_GONE,), TODAY, LONG_GONE, id="an ended law whose first day is not known"),
        pytest.param((LONG_GONE, LATER), TODAY, LATER, id="the same, and a new one to come"),
        pytest.param((), TODAY, Window(), id="without a period there is no date to name"),
    ],
)
def test_the_period_to_name_on_a_day(windows: tuple[Window, ...], day: date, expected: Window) -> None:
    """Which period is shown beside a citation on that day?"""
    assert applying(*windows).period_on(day) == expected


@settings(deadline=None)
@given(st.lists(DATES, min_size=1, max_size=4, unique=True), DATES)
def test_a_period_named_covers_the_day_when_in_force(starts: list[date], day: date) -> None:
    """Does the period shown beside a citation always agree with the status shown beside it?"""
    note = applying(*(Window(since) for since in starts))
    period = note.period_on(day)
    if note.status_on(day) is Status.IN_FORCE:
        assert period.covers(day)
    else:
        assert period == Window(min(starts))


def test_a_time_limit_holds_always_unless_it_says_until_when() -> None:
    """From which day of asking does a deadline hold when the note does not say?"""
    assert a_time_limit().window is ALWAYS
    assert a_time_limit(window=NEW).window.since == date(2015, 7, 1)


def test_a_guide_and_a_remedy_are_read_by_name() -> None:
    """Do the fields that say who a document is not for reach it under their own names?"""
    guide, remedy = a_guide(not_for="People with an appeal"), a_remedy(not_for="People with an appeal")
    assert isinstance(guide, Guide)
    assert isinstance(remedy, Remedy)
    assert guide.not_for == remedy.not_for == "People with an appeal"
    with pytest.raises(TypeError):
        Guide("guides/ca/x", "ca")  # type: ignore[call-arg, misc]


def test_a_statement_is_found_in_the_section_that_holds_it() -> None:
    """Is the first statement with a label taken when sections repeat its words?"""
    first, twin = a_statement("You may ask.", "ask"), a_statement("You may ask.", "again")
    remedy = a_remedy(sections=(a_section("In short", first), a_section("Limits", twin)))
    found = remedy.find("again")
    assert found is not None
    assert found[0].heading == "Limits"
    assert found[1] is twin

"""`compose`: an answer of reviewed statements only, in the order a person needs them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import (
    TODAY,
    a_guide,
    a_library,
    a_provision,
    a_question,
    a_remedy,
    a_section,
    a_statement,
    a_time_limit,
    an_instrument,
)
from fakes import a_referral, a_system
from rights_assistant import clock
from rights_assistant.caveats import short_title, spoken
from rights_assistant.compose import Composed, compose, help_lines
from rights_assistant.domain.answer import ORDER, BlockKind, Urgency
from rights_assistant.domain.document import Document, Guide, Provision, Remedy, TimeLimit
from rights_assistant.domain.library import Library
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Application, Certainty, Force, Window
from rights_assistant.domain.statement import Ref, Section, Statement
from rights_assistant.prompts import load_prompts

REPLIES = load_prompts(Path(__file__).parents[1] / "prompts").replies
DAYS_15 = Ref("ca/irpa/s-72", "15-days")
LATER = date(2028, 1, 10)
MARK = REPLIES.line("certainty.mark")


def a_rule(text: str, *refs: Ref, **changes: object) -> Statement:
    """A guide's line; resting on IRPA 72 unless said otherwise."""
    return a_statement(text, "", rests_on=refs or (DAYS_15,), **changes)


def a_request(id: str = "remedies/ca/officer-notes", **changes: object) -> Remedy:
    """A request that leaves the court clock running, and says so."""
    values = {
        "sections": (
            a_section("In short", a_statement(f"You can ask through {id}.", "can-ask")),
            a_section("Limits", a_statement(f"Asking through {id} stops no deadline.", "clock")),
            a_section("What to do now", a_statement(f"Write through {id}.", "write")),
        ),
        "time_limits": (),
        "stops_clock": "no",
    }
    return a_remedy(id, **(values | changes))


def a_full_guide(**changes: object) -> Guide:
    """A guide with every section, in an order of its own, and everything it can name."""
    values = {
        "sections": (
            a_section("What to do now", a_rule("Act today.")),
            a_section("Limits", a_rule("The court does not give the visa.")),
            a_section("Rule", a_rule("Section 72 is the rule.")),
            a_section("Short answer", a_rule("Yes, you can.")),
        ),
        "remedies": ("remedies/ca/judicial-review", "remedies/ca/officer-notes"),
        "systems": ("systems/ca/trv-triage",),
        "referrals": ("referrals/ca/legal-aid",),
    }
    return a_guide(**(values | changes))


def a_full_library(*more: Document, guide: Guide | None = None) -> tuple[Guide, Library]:
    """A guide and a library that has what it names."""
    lead = guide or a_full_guide()
    return lead, a_library(lead, a_provision(), a_remedy(), a_request(), a_system(), a_referral(), *more)


def composed(
    lead: Document | None,
    library: Library,
    *,
    place: str | None = "ca",
    day: date = TODAY,
    urgency: tuple[Urgency, ...] = (),
    **more: object,
) -> Composed:
    """The parts of an answer for a place and a day."""
    depth = more.pop("depth", Depth.PERSON)
    return compose(a_question(asked_on=day, depth=depth), place, lead, urgency, library, REPLIES, **more)  # type: ignore[arg-type]


def kinds(answer: Composed) -> list[BlockKind]:
    """The kinds of the blocks, in order."""
    return [b.kind for b in answer.blocks]


def said(answer: Composed, *wanted: BlockKind) -> list[str]:
    """The lines of the blocks of some kinds; of all when none is given."""
    return [line.text for b in answer.blocks if b.kind in wanted or not wanted for line in b.lines]


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        pytest.param((a_time_limit(),), False, id="one sure time: nothing to ask"),
        pytest.param((a_time_limit(), a_time_limit(count=60)), True, id="two times: which facts decide"),
        pytest.param((a_time_limit(), a_time_limit(id="again")), False, id="the same time twice is one"),
        pytest.param((a_time_limit(certainty=Certainty.SECONDARY),), True, id="one that is not sure"),
        pytest.param(
            (a_time_limit(), a_time_limit(count=60, window=Window(None, date(2026, 1, 1)))), False, id="a time of the past"
        ),
        pytest.param((), False, id="no time at all"),
    ],
)
def test_the_facts_that_decide_the_time_stand_under_it(limits: tuple[TimeLimit, ...], told: bool) -> None:
    """Where another person may have another time: is said under the times which facts decide?"""
    answer = composed(a_guide(), a_library(a_provision(), a_remedy(time_limits=limits), a_guide()))
    line = REPLIES.line("depends", facts="Where the matter arose.")
    assert (said(answer, BlockKind.DEADLINE)[-1:] == [line]) is told
    assert all(line.citations for b in answer.blocks if b.kind is BlockKind.DEADLINE for line in b.lines)


IN, OUT = "You have 15 days if it arose in Canada.", "You have 60 days if it arose outside Canada."
TWO_TIMES = a_remedy(
    sections=(a_section("Deadline", a_statement(IN, "in-canada"), a_statement(OUT, "outside-canada", line=21)),),
    time_limits=(
        a_time_limit(when="inside", says="in-canada"),
        a_time_limit(id="outside-canada", count=60, when="outside", says="outside-canada"),
    ),
)


@pytest.mark.parametrize(
    ("told", "depth", "lines", "counts", "asked"),
    [
        pytest.param((), Depth.PERSON, [IN, OUT], [15, 60], True, id="nothing told: both, and which facts decide"),
        pytest.param(("inside",), Depth.PERSON, [IN], [15], False, id="the shorter fits: the longer is somebody else's"),
        pytest.param(("outside",), Depth.PERSON, [OUT, IN], [15, 60], False, id="the longer fits: first, and the shorter stays"),
        pytest.param(("inside",), Depth.CASEWORKER, [IN, OUT], [15, 60], False, id="a caseworker sees both, the fitting one first"),
        pytest.param(("detained",), Depth.PERSON, [IN, OUT], [15, 60], True, id="another fact decides nothing here"),
    ],
)
def test_the_time_that_fits_what_was_told(
    told: tuple[str, ...], depth: Depth, lines: list[str], counts: list[int], asked: bool
) -> None:
    """Does the fitting period come first, and does nobody lose the shorter one by a wrong reading?"""
    library = a_library(a_provision(), TWO_TIMES, a_guide())
    answer = composed(a_guide(), library, depth=depth, told=frozenset(told))
    times = said(answer, BlockKind.DEADLINE)
    assert [t for t in times if t in (IN, OUT)] == lines
    assert [d.count for d in answer.deadlines] == counts
    assert (REPLIES.line("depends", facts="Where the matter arose.") in times) is asked


def test_what_was_told_is_not_asked() -> None:
    """A fact that was told is left out of the question which facts decide; with none left, nothing is asked."""
    sure = tuple(replace(t, certainty=Certainty.SECONDARY) for t in TWO_TIMES.time_limits)
    for facts, left in ((("Where it arose", "The day it was sent"), "The day it was sent."), (("Where it arose",), "")):
        remedy = replace(TWO_TIMES, time_limits=sure, decisive_facts=facts)
        library = a_library(a_provision(), remedy, a_guide())
        answer = composed(a_guide(), library, told=frozenset({"inside"}), answered=(re.compile("where"),))
        wanted = [REPLIES.line("depends", facts=left)] if left else []
        assert said(answer, BlockKind.DEADLINE) == [IN, *wanted]


def test_a_time_that_nobody_could_confirm_is_said_to_be_so() -> None:
    """Where only the data of a time are unsure and no line says it: is it said under the deadline?"""
    remedy = a_remedy(time_limits=(a_time_limit(certainty=Certainty.UNCONFIRMED),), decisive_facts=())
    answer = composed(a_guide(), a_library(a_provision(), remedy, a_guide()))
    assert said(answer, BlockKind.DEADLINE)[-1] == REPLIES.line("deadline_not_sure")
    unsure = a_remedy(
        time_limits=remedy.time_limits,
        sections=(a_section("Deadline", a_statement("Perhaps 15 days.", "d", certainty=Certainty.UNCONFIRMED)),),
    )
    marked = composed(a_guide(), a_library(a_provision(), unsure, a_guide()))
    assert REPLIES.line("deadline_not_sure") not in said(marked)


FORM = a_section("Deadline", a_statement("The form names the time.", "form"))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            {"time_limits": (), "stops_clock": "no"}, {}, ["You have 15 days to file."], id="the court's, not the request's"
        ),
        pytest.param({"time_limits": ()}, {}, ["You have 15 days to file."], id="a time as data before one that stands on a form"),
        pytest.param({"time_limits": ()}, {"time_limits": ()}, ["The form names the time."], id="no data: where the time stands"),
        pytest.param({"time_limits": (), "stops_clock": "no"}, {"time_limits": (), "stops_clock": "no"}, [], id="requests alone"),
    ],
)
def test_whose_deadline_comes_first(first: dict[str, object], second: dict[str, object], expected: list[str]) -> None:
    """Of two remedies: is the clock that is shown the one that runs against the person?"""
    form = a_remedy("remedies/ca/form", **first)
    form = replace(form, sections=tuple(FORM if s.heading == "Deadline" else s for s in form.sections))
    guide = a_guide(remedies=(form.id, "remedies/ca/judicial-review"))
    answer = composed(guide, a_library(a_provision(), form, a_remedy(**second), guide))
    assert said(answer, BlockKind.DEADLINE) == expected


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        pytest.param(("Did it arise there?", "On which day?"), "Did it arise there? On which day?", id="questions"),
        pytest.param(("The day", "Whether you are held"), "The day. Whether you are held.", id="other facts"),
        pytest.param(("the day",), "The day.", id="one"),
    ],
)
def test_facts_in_a_sentence(facts: tuple[str, ...], sentence: str) -> None:
    """Is each decisive fact a sentence of its own, however it is written in the note?"""
    assert clock.listed(facts) == sentence


def test_order() -> None:
    """Do the parts come in the order a person needs them, whatever the order they were written in?"""
    lead, library = a_full_library()
    assert kinds(composed(lead, library)) == [
        BlockKind.DEADLINE,
        BlockKind.SHORT_ANSWER,
        BlockKind.RULE,
        BlockKind.LIMIT,
        BlockKind.NEXT_STEP,
        BlockKind.SYSTEM,
        BlockKind.REFERRAL,
    ]


def test_help_comes_before_everything_else() -> None:
    """Is help the first block in danger, with our own words and who can help, then the deadline?"""
    lead, library = a_full_library()
    answer = composed(lead, library, urgency=(Urgency.REMOVAL,))
    assert kinds(answer)[:2] == [BlockKind.URGENT, BlockKind.DEADLINE]
    words = said(answer, BlockKind.URGENT)
    assert words[: len(REPLIES.lines("urgent.removal"))] == list(REPLIES.lines("urgent.removal"))
    assert "The office referrals/ca/legal-aid helps." in words


def test_a_notice_comes_first_of_all() -> None:
    """Does what is not in force stand before the answer that rests on it?"""
    lead, library = a_full_library()
    future = a_library(*library, a_provision(applies=(Application(Window(date(2027, 12, 2))),)))
    assert kinds(composed(lead, future))[0] is BlockKind.NOTICE


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(
            a_provision(sections=(*a_provision().sections, a_section("From when"))),
            {
                "You have 15 days if the matter arose in Canada.": BlockKind.SHORT_ANSWER,
                "A sentence under From when.": BlockKind.RULE,
                "You must first use any appeal.": BlockKind.LIMIT,
                "Count from the day of sending.": BlockKind.NEXT_STEP,
            },
            id="a note: what it says is the answer",
        ),
        pytest.param(
            a_system("systems/ca/x"),
            {
                "The system systems/ca/x sorts files.": BlockKind.SHORT_ANSWER,
                "The system systems/ca/x reads forms.": BlockKind.SYSTEM,
                "Officers decide after systems/ca/x.": BlockKind.SYSTEM,
                "How systems/ca/x counts is not known.": BlockKind.LIMIT,
                "Ask what systems/ca/x said.": BlockKind.NEXT_STEP,
            },
            id="a system: in short is the answer, the rest is the system",
        ),
        pytest.param(
            a_remedy(),
            {
                "You have 15 days to file.": BlockKind.DEADLINE,
                "A judge can look at the decision.": BlockKind.SHORT_ANSWER,
                "The court does not give you the visa.": BlockKind.LIMIT,
                "File the application in time.": BlockKind.NEXT_STEP,
            },
            id="a remedy: its deadline comes first",
        ),
        pytest.param(
            a_referral("referrals/ca/x"),
            {
                "The office referrals/ca/x helps.": BlockKind.SHORT_ANSWER,
                "The office referrals/ca/x is free.": BlockKind.SHORT_ANSWER,
                REPLIES.line("certainty.secondary"): BlockKind.LIMIT,
            },
            id="an organisation: it is the answer, and how we know stands under it",
        ),
    ],
)
def test_each_kind_can_lead(lead: Document, expected: dict[str, BlockKind]) -> None:
    """Where does each section of each kind of document stand?"""
    answer = composed(lead, a_library(a_provision(), lead))
    assert {line.text: b.kind for b in answer.blocks for line in b.lines} == expected


def test_at_most_four_lines_in_short() -> None:
    """Does the fifth line of the short answer move to the rule, and none get lost?"""
    lines = [f"Line {n} of the answer." for n in range(6)]
    lead, library = a_full_library(guide=a_full_guide(sections=(a_section("Short answer", *map(a_rule, lines)),)))
    answer = composed(lead, library)
    assert said(answer, BlockKind.SHORT_ANSWER) == lines[:4]
    assert said(answer, BlockKind.RULE) == lines[4:]


# --- deadlines and the court clock ---


def test_the_deadline_as_words_and_as_data() -> None:
    """Is the deadline said from the remedy's own section, and given as data without a date?"""
    lead, library = a_full_library()
    answer = composed(lead, library)
    assert said(answer, BlockKind.DEADLINE) == ["You have 15 days to file."]
    [deadline] = answer.deadlines
    assert (deadline.remedy, deadline.count, deadline.unit) == ("remedies/ca/judicial-review", 15, "calendar_days")
    assert (deadline.falls_on, deadline.latest_safe) == (None, None)
    assert deadline.assumptions == ("the matter arose in Canada",)


def test_the_first_clock_is_said_and_every_clock_is_data() -> None:
    """With two remedies that have deadlines: is the first said in words and are both data?"""
    other = a_remedy("remedies/ca/appeal", sections=(a_section("Deadline", a_statement("You have 30 days.", "d")),))
    guide = a_full_guide(remedies=("remedies/ca/officer-notes", "remedies/ca/judicial-review", "remedies/ca/appeal"))
    lead, library = a_full_library(other, guide=guide)
    answer = composed(lead, library)
    assert said(answer, BlockKind.DEADLINE) == ["You have 15 days to file."]
    assert [d.remedy for d in answer.deadlines] == ["remedies/ca/judicial-review", "remedies/ca/appeal"]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        pytest.param(date(2026, 6, 11), [14], id="the day before the change: the old period"),
        pytest.param(date(2026, 6, 12), [7], id="the day of the change: the new one"),
    ],
)
def test_only_periods_that_hold_on_the_day(day: date, counts: list[int]) -> None:
    """Is a period given only on the days on which it is the law?"""
    change = date(2026, 6, 12)
    limits = (
        a_time_limit(count=14, window=Window(None, date(2026, 6, 11))),
        a_time_limit(count=7, window=Window(change)),
    )
    lead, library = a_full_library()
    library = a_library(*library, a_remedy(time_limits=limits))
    assert [d.count for d in composed(lead, library, day=day).deadlines] == counts


@pytest.mark.parametrize(
    ("depth", "lines"),
    [
        pytest.param(Depth.PERSON, 2, id="a person reads two lines about it"),
        pytest.param(Depth.CASEWORKER, 5, id="a caseworker reads five, and the later steps under their own heading"),
    ],
)
def test_how_much_is_said_of_a_deadline(depth: Depth, lines: int) -> None:
    """Does a long section on the deadline not bury the answer, counting only what holds on the day?"""
    over = a_statement("An old rule of 90 days.", "old", window=Window(None, date(2020, 1, 1)))
    section = Section("Deadline", (over, *(a_statement(f"Deadline line {n}.", f"d{n}") for n in range(7))))
    lead, library = a_full_library()
    answer = composed(lead, a_library(*library, a_remedy(sections=(section,))), depth=depth)
    assert said(answer, BlockKind.DEADLINE) == [f"Deadline line {n}." for n in range(lines)]
    later = [b for b in answer.blocks if b.heading.startswith("Times of later steps")]
    assert [line.text for b in later for line in b.lines] == [f"Deadline line {n}." for n in range(5, 7) if lines == 5]


def test_no_deadline_of_another_country() -> None:
    """Is the deadline of a remedy elsewhere never shown?"""
    german = a_remedy("remedies/de/klage", sections=(a_section("Deadline", a_statement("You have 7 days.", "d")),))
    guide = a_full_guide(id="guides/any/refused", jurisdiction="int", remedies=("remedies/de/klage", "remedies/ca/judicial-review"))
    lead, library = a_full_library(german, guide=guide)
    answer = composed(lead, library)
    assert said(answer, BlockKind.DEADLINE) == ["You have 15 days to file."]
    assert [d.remedy for d in answer.deadlines] == ["remedies/ca/judicial-review"]


CLOCK = "Asking through remedies/ca/officer-notes stops no deadline."


@pytest.mark.parametrize(
    ("remedies", "there"),
    [
        pytest.param(("remedies/ca/officer-notes",), True, id="a request alone"),
        pytest.param(("remedies/ca/judicial-review", "remedies/ca/officer-notes"), True, id="a request beside the court"),
        pytest.param(("remedies/ca/judicial-review",), False, id="the court alone: nothing leaves its clock running"),
        pytest.param((), False, id="nothing suggested"),
    ],
)
def test_the_clock_line(remedies: tuple[str, ...], there: bool) -> None:
    """Wherever a request is suggested: is it said that it leaves the court deadline running?"""
    lead, library = a_full_library(guide=a_full_guide(remedies=remedies))
    assert (CLOCK in said(composed(lead, library), BlockKind.LIMIT)) is there


def test_the_clock_line_of_a_request_beside_a_deadline() -> None:
    """A guide that only goes to court, and a request found beside it: is the request's clock line said all the same?"""
    lead, library = a_full_library(guide=a_full_guide(remedies=("remedies/ca/judicial-review",)))
    answer = composed(lead, library, beside=(library.get("remedies/ca/officer-notes"),))
    assert "You can ask through remedies/ca/officer-notes." in said(answer, BlockKind.RULE)
    assert said(answer, BlockKind.DEADLINE)
    assert said(answer, BlockKind.LIMIT).count(CLOCK) == 1


def test_a_line_that_only_leans_on_the_clock_line_does_not_say_it() -> None:
    """A line that rests on the clock statement among others: is the clock line said all the same?"""
    refs = (Ref("remedies/ca/officer-notes", "can-ask"), Ref("remedies/ca/officer-notes", "clock"))
    line = a_rule("Ask for the notes, besides going to court.", *refs)
    lead = a_full_guide(sections=(a_section("Short answer", line),), remedies=("remedies/ca/officer-notes",))
    answer = composed(*a_full_library(guide=lead))
    assert said(answer, BlockKind.LIMIT).count(CLOCK) == 1


def test_one_clock_line_for_two_requests() -> None:
    """The guide's request, and another beside it whose first limit is another: is the line said once?"""
    lead, library = a_full_library(guide=a_full_guide())
    limits = a_section("Limits", a_statement("It may be late.", "late"), a_statement("The other stops no deadline.", "clock"))
    other = a_request("remedies/ca/privacy-act-request")
    other = replace(other, sections=(other.sections[0], limits))
    answer = composed(lead, library, beside=(other,))
    assert "It may be late." in said(answer)
    assert sum("stops no deadline" in line for line in said(answer)) == 1


def test_the_clock_line_is_not_said_twice() -> None:
    """Does a guide that already rests on the clock line not get a second one?"""
    own = a_section("Limits", a_rule("Asking for notes wins no time.", Ref("remedies/ca/officer-notes", "clock")))
    lead, library = a_full_library(guide=a_full_guide(sections=(a_section("Short answer", a_rule("Yes.")), own)))
    assert said(composed(lead, library), BlockKind.LIMIT) == ["Asking for notes wins no time."]


def test_a_request_without_a_period_gives_the_clock_line() -> None:
    """Of several requests: does the one without a deadline of its own say it, so that no two periods are mixed up?"""
    timed = a_request("remedies/ca/appeal", time_limits=(a_time_limit(),))
    guide = a_full_guide(remedies=("remedies/ca/appeal", "remedies/ca/officer-notes"))
    lead, library = a_full_library(timed, guide=guide)
    limits = said(composed(lead, library), BlockKind.LIMIT)
    assert CLOCK in limits
    assert "Asking through remedies/ca/appeal stops no deadline." not in limits


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param(a_request(), id="the request itself leads"),
        pytest.param(
            a_guide(
                sections=(a_section("Short answer", a_rule("Ask for the notes.", Ref("remedies/ca/officer-notes", "can-ask"))),),
                remedies=(),
            ),
            id="a guide rests on the request without naming it",
        ),
    ],
)
def test_the_court_comes_before_a_request(lead: Document) -> None:
    """Is no request suggested without the place's court deadline before it, and the clock line under it?"""
    library = a_library(a_provision(), a_remedy(), a_request(), lead)
    answer = composed(lead, library, court=(a_remedy(),))
    assert kinds(answer)[0] is BlockKind.DEADLINE
    assert said(answer, BlockKind.DEADLINE) == ["You have 15 days to file."]
    assert [d.remedy for d in answer.deadlines] == ["remedies/ca/judicial-review"]
    assert CLOCK in said(answer, BlockKind.LIMIT)


def test_the_court_is_not_added_where_nothing_is_requested() -> None:
    """Does an answer that suggests no request stay without a deadline that nobody asked about?"""
    lead = a_provision("ca/irpa/s-73")
    assert composed(lead, a_library(lead, a_remedy()), court=(a_remedy(),)).deadlines == ()


# --- the day of asking ---


def a_dated_guide() -> Guide:
    """Yes from 2 December 2027, not yet before; the reason is always true."""
    return a_full_guide(
        sections=(
            a_section(
                "Short answer",
                a_rule("Not yet: it begins on 2 December 2027.", window=Window(None, date(2027, 12, 1))),
                a_rule("Yes, it has begun.", window=Window(date(2027, 12, 2))),
                a_rule("The reason is the same."),
            ),
        )
    )


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(TODAY, "Not yet: it begins on 2 December 2027.", id="today"),
        pytest.param(date(2027, 12, 1), "Not yet: it begins on 2 December 2027.", id="the day before"),
        pytest.param(date(2027, 12, 2), "Yes, it has begun.", id="the day"),
        pytest.param(LATER, "Yes, it has begun.", id="later"),
    ],
)
def test_what_is_true_on_the_day(day: date, first: str) -> None:
    """Is a dated statement said on its days only, and an undated one always?"""
    lead, library = a_full_library(guide=a_dated_guide())
    answer = composed(lead, library, day=day)
    assert said(answer, BlockKind.SHORT_ANSWER) == [first, "The reason is the same."]
    assert answer.struck == ()


@given(st.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_one_of_before_and_after_on_every_day(day: date) -> None:
    """On any day at all: is exactly one of "not yet" and "it has begun" said?"""
    lead, library = a_full_library(guide=a_dated_guide())
    words = said(composed(lead, library, day=day), BlockKind.SHORT_ANSWER)
    assert sum(w != "The reason is the same." for w in words) == 1
    assert ("Yes, it has begun." in words) is (day >= date(2027, 12, 2))


# --- whose law ---

EU, DE, INT = "eu/gdpr/art-15", "de/asylg/s-74", "int/iccpr/art-7"


def a_worldwide_guide() -> tuple[Guide, Library]:
    """A guide for anywhere, with a line for each of four places and one that joins two."""
    refs = {id: Ref(id, "15-days") for id in (EU, DE, INT, "ca/irpa/s-72")}
    lines = (
        a_rule("For everyone.", refs[INT]),
        a_rule("For Canada.", DAYS_15),
        a_rule("For the EU.", refs[EU]),
        a_rule("For Germany.", refs[DE]),
        a_rule("For Germany and Canada together.", refs[DE], DAYS_15),
    )
    guide = a_guide(
        "guides/any/rights",
        sections=(a_section("Rule", *lines), a_section("Short answer", a_rule("All have rights.", refs[INT]))),
        remedies=(),
    )
    return guide, a_library(guide, *(a_provision(id) for id in refs))


@pytest.mark.parametrize(
    ("place", "lines", "hidden"),
    [
        pytest.param("ca", ["For everyone.", "For Canada."], True, id="Canada: its own and what speaks to every State"),
        pytest.param("de", ["For everyone.", "For the EU.", "For Germany."], True, id="Germany: the EU lies above it"),
        pytest.param("eu", ["For everyone.", "For the EU."], True, id="another EU country: not Germany's law"),
        pytest.param("uk", ["For everyone."], True, id="the UK left the EU"),
        pytest.param(None, ["For everyone."], True, id="no country known: only what speaks to every State"),
    ],
)
def test_place(place: str | None, lines: list[str], hidden: bool) -> None:
    """Is a line shown only where all it rests on is the law of that place?"""
    answer = composed(*a_worldwide_guide(), place=place)
    assert said(answer, BlockKind.RULE) == lines
    assert answer.hidden is hidden
    assert {b.jurisdiction for b in answer.blocks} == {place}


def test_nothing_hidden() -> None:
    """Is nothing called hidden when every line reaches everyone?"""
    guide = a_guide("guides/any/x", sections=(a_section("Short answer", a_rule("All.", Ref(INT, "15-days"))),), remedies=())
    assert not composed(guide, a_library(guide, a_provision(INT)), place=None).hidden


def test_no_country_names_no_remedy_system_or_office() -> None:
    """Without a country: are deadlines, systems and offices of single countries left out?"""
    guide = a_full_guide(id="guides/any/refused", jurisdiction="int")
    answer = composed(*a_full_library(guide=guide), place=None)
    assert answer.hidden
    assert (answer.deadlines, answer.referrals, answer.blocks) == ((), (), ())


def test_in_danger_every_country_is_shown() -> None:
    """In danger and with no country known: is each country's step shown, and said to be?"""
    answer = composed(*a_worldwide_guide(), place=None, urgency=(Urgency.REMOVAL,))
    shown = ["For everyone.", "For Canada.", "For the EU.", "For Germany.", "For Germany and Canada together."]
    assert said(answer, BlockKind.RULE) == shown
    assert said(answer, BlockKind.URGENT) == [*REPLIES.lines("urgent.removal"), *REPLIES.lines("no_country")]
    assert not answer.hidden


def test_in_danger_a_known_country_keeps_its_own() -> None:
    """In danger in Canada: is German law left out and the missing country not lamented?"""
    answer = composed(*a_worldwide_guide(), place="ca", urgency=(Urgency.REMOVAL,))
    assert said(answer, BlockKind.RULE) == ["For everyone.", "For Canada."]
    assert not set(REPLIES.lines("no_country")) & set(said(answer))


def test_in_danger_no_other_countrys_clock() -> None:
    """In danger and with no country known: is no line of one country's remedy added that does not name its country?"""
    rests = Ref("remedies/ca/officer-notes", "can-ask")
    guide = a_guide(
        "guides/any/removal", sections=(a_section("Short answer", a_rule("In Canada ask for the notes.", rests)),), remedies=()
    )
    answer = composed(guide, a_library(guide, a_request()), place=None, urgency=(Urgency.REMOVAL,))
    assert CLOCK not in said(answer)


# --- danger ---


@pytest.mark.parametrize(
    ("mark", "offers", "there"),
    [
        pytest.param(Urgency.REMOVAL, "detention", True, id="removal: help for people held"),
        pytest.param(Urgency.REMOVAL, "legal_aid", True, id="removal: a lawyer"),
        pytest.param(Urgency.DETENTION, "detention", True, id="detention: help for people held"),
        pytest.param(Urgency.VIOLENCE, "violence", True, id="violence: a shelter"),
        pytest.param(Urgency.VIOLENCE, "emergency", True, id="violence: the emergency number"),
        pytest.param(Urgency.TRAFFICKING, "trafficking", True, id="forced work: those who free people"),
        pytest.param(Urgency.CHILD, "child", True, id="a child: those who protect children"),
        pytest.param(Urgency.SELF_HARM, "crisis", True, id="despair: someone to talk to"),
        pytest.param(Urgency.SELF_HARM, "data_protection", False, id="despair: not the data office"),
        pytest.param(Urgency.REMOVAL, "campaign", False, id="removal: not a campaign"),
    ],
)
def test_the_help_that_fits(mark: Urgency, offers: str, there: bool) -> None:
    """Is the help that a danger calls for named first, and no other?"""
    office = a_referral("referrals/ca/office", offers=offers)
    answer = composed(None, a_library(office), urgency=(mark,))
    assert ("The office referrals/ca/office helps." in said(answer, BlockKind.URGENT)) is there
    assert answer.referrals == (("referrals/ca/office",) if there else ())


@pytest.mark.parametrize(
    ("place", "nearest"),
    [
        pytest.param("de", "de", id="Germany: the German office before the European one"),
        pytest.param("uk", "uk", id="the UK: its own before that of the Council of Europe"),
        pytest.param("eu", "eu", id="another EU country: not the German one"),
        pytest.param("au", "int", id="a place without one: what lies above it"),
    ],
)
def test_the_nearest_help(place: str, nearest: str) -> None:
    """Is the nearest office of a kind named, and only that one?"""
    offices = [a_referral(f"referrals/{p}/aid", offers="legal_aid") for p in ("int", "coe", "eu", "de", "uk", "ca")]
    answer = composed(None, a_library(*offices), place=place, urgency=(Urgency.REMOVAL,))
    assert answer.referrals == (f"referrals/{nearest}/aid",)


def test_every_mark_has_its_words() -> None:
    """With two dangers at once: are the words of both said, each once, and each office once?"""
    office = a_referral("referrals/ca/911", offers="emergency")
    answer = composed(None, a_library(office), urgency=(Urgency.CHILD, Urgency.SELF_HARM))
    words = said(answer, BlockKind.URGENT)
    assert words[:5] == [*REPLIES.lines("urgent.child"), *REPLIES.lines("urgent.self_harm")]
    assert words.count("The office referrals/ca/911 helps.") == 1


def test_no_office_is_guessed_without_a_country() -> None:
    """Without a country: is no office of one country named as if it were near?"""
    answer = composed(None, a_library(a_referral()), place=None, urgency=(Urgency.REMOVAL,))
    assert said(answer) == list(REPLIES.lines("urgent.removal"))
    assert answer.referrals == ()


# --- who helps, which systems ---


@pytest.mark.parametrize(
    ("named", "there", "expected"),
    [
        pytest.param(("referrals/ca/a", "referrals/ca/b"), ["ca/a", "ca/b"], ["ca/a", "ca/b"], id="the guide's own, in its order"),
        pytest.param(("referrals/ca/b", "referrals/ca/a"), ["ca/a", "ca/b"], ["ca/b", "ca/a"], id="the other order"),
        pytest.param(
            ("referrals/int/x", "referrals/ca/a"), ["int/x", "ca/a"], ["ca/a"], id="those of the place before those above it"
        ),
        pytest.param(("referrals/int/x",), ["int/x", "ca/a"], ["int/x"], id="those above it when there is no other"),
        pytest.param(("referrals/de/x",), ["de/x", "ca/a"], ["ca/a"], id="none named for the place: legal aid there"),
        pytest.param(tuple(f"referrals/ca/{n}" for n in "abcd"), [f"ca/{n}" for n in "abcd"], ["ca/a", "ca/b"], id="at most two"),
    ],
)
def test_who_helps(named: tuple[str, ...], there: list[str], expected: list[str]) -> None:
    """Which offices stand at the end of an answer for Canada?"""
    guide = a_full_guide(referrals=named, systems=(), remedies=())
    answer = composed(guide, a_library(guide, a_provision(), *(a_referral(f"referrals/{id}") for id in there)))
    assert list(answer.referrals) == [f"referrals/{id}" for id in expected]
    assert said(answer, BlockKind.REFERRAL) == [f"The office referrals/{id} helps." for id in expected]


def test_an_office_named_first_is_not_named_last() -> None:
    """In danger: is the office of the urgent block not repeated at the end?"""
    lead, library = a_full_library()
    answer = composed(lead, library, urgency=(Urgency.REMOVAL,))
    assert answer.referrals == ("referrals/ca/legal-aid",)
    assert BlockKind.REFERRAL not in kinds(answer)


@pytest.mark.parametrize(
    ("count", "depth", "lines"),
    [
        pytest.param(1, Depth.PERSON, 2, id="one system: what it is and what people do"),
        pytest.param(2, Depth.PERSON, 3, id="two: three lines at most"),
        pytest.param(7, Depth.PERSON, 3, id="seven: the same"),
        pytest.param(7, Depth.CASEWORKER, 14, id="a caseworker sees all of all"),
    ],
)
def test_systems(count: int, depth: Depth, lines: int) -> None:
    """How much is told of the systems a guide names?"""
    systems = [a_system(f"systems/ca/s{n}") for n in range(count)]
    guide = a_full_guide(systems=tuple(s.id for s in systems), remedies=(), referrals=())
    answer = composed(guide, a_library(guide, a_provision(), *systems), depth=depth)
    assert len(said(answer, BlockKind.SYSTEM)) == lines


def test_a_system_has_its_own_heading() -> None:
    """Does the reader see which system the lines are about?"""
    lead, library = a_full_library()
    [block] = [b for b in composed(lead, library).blocks if b.kind is BlockKind.SYSTEM]
    assert block.heading == f"{REPLIES.line('headings.system')}: Canada: sorting of visas"


def test_a_systems_line_already_relied_on_is_not_repeated() -> None:
    """Does a line the guide rests on not come again under the system?"""
    short = a_section("Short answer", a_rule("A system sorts.", Ref("systems/ca/trv-triage", "sorts")))
    lead, library = a_full_library(guide=a_full_guide(sections=(short,)))
    assert said(composed(lead, library), BlockKind.SYSTEM) == ["Officers decide after systems/ca/trv-triage."]


def test_help_lines() -> None:
    """When there is nothing else to say: are up to two kinds of help of the place named, three for a caseworker?"""
    offers = {"ca/a": "legal_aid", "ca/b": "advice", "ca/c": "data_protection", "ca/d": "violence", "de/e": "legal_aid"}
    library = a_library(*(a_referral(f"referrals/{id}", offers=o) for id, o in offers.items()))
    answer = help_lines(a_question(), "ca", library, REPLIES)
    assert answer.referrals == ("referrals/ca/a", "referrals/ca/b")
    full = help_lines(a_question(depth=Depth.CASEWORKER), "ca", library, REPLIES)
    assert full.referrals == ("referrals/ca/a", "referrals/ca/b", "referrals/ca/c")
    assert kinds(answer) == [BlockKind.REFERRAL]
    assert [c.id for c in answer.citations] == list(answer.referrals)
    assert help_lines(a_question(), None, library, REPLIES).referrals == ()


# --- how sure ---


def test_what_is_not_confirmed_says_so() -> None:
    """Does an unconfirmed line carry its mark, and the limits name its source?"""
    unsure = a_rule("Perhaps you can.", certainty=Certainty.UNCONFIRMED)
    guide = a_full_guide(sections=(a_section("Short answer", unsure, a_rule("Surely you may ask.")),), remedies=(), systems=())
    answer = composed(*a_full_library(guide=guide))
    assert said(answer, BlockKind.SHORT_ANSWER) == [f"Perhaps you can. {MARK}", "Surely you may ask."]
    assert REPLIES.line("certainty.unconfirmed") in said(answer, BlockKind.LIMIT)


def test_what_others_report_is_named_once_in_the_limits() -> None:
    """Are reported sources named together under the limits, with the reported ones only, and no mark in the line?"""
    reported = a_statement("It was reported.", "rep", certainty=Certainty.SECONDARY)
    note = a_provision(sections=(*a_provision().sections, a_section("From when", reported)))
    line = a_rule("It is said so.", DAYS_15, Ref(note.id, "rep"))
    guide = a_guide(sections=(a_section("Short answer", line),), remedies=())
    answer = composed(guide, a_library(guide, note))
    [limit] = [ln for b in answer.blocks if b.kind is BlockKind.LIMIT for ln in b.lines]
    assert said(answer, BlockKind.SHORT_ANSWER) == ["It is said so."]
    assert (limit.text, limit.citations) == (REPLIES.line("certainty.secondary"), (2,))


def test_a_guides_own_secondary_tag_is_told() -> None:
    """Is the reader told when the guide's own line, not its source, is only reported?"""
    guide = a_guide(sections=(a_section("Short answer", a_rule("It is said so.", certainty=Certainty.SECONDARY)),), remedies=())
    answer = composed(guide, a_library(guide, a_provision()))
    assert REPLIES.line("certainty.secondary") in said(answer, BlockKind.LIMIT)


def test_an_office_that_is_only_reported_is_no_reserve() -> None:
    """Does how we know an office's address not weaken the answer?"""
    answer = composed(*a_full_library())
    assert REPLIES.line("certainty.secondary") not in said(answer)
    assert {c.certainty for c in answer.citations if c.kind == "referral"} == {Certainty.SECONDARY}


def test_all_confirmed_has_no_reserve() -> None:
    """Does an answer of confirmed lines carry no mark?"""
    answer = composed(*a_full_library())
    assert not [t for t in said(answer) if MARK in t or t in REPLIES.lines("certainty.unconfirmed")]


# --- what is not in force ---


def a_law(status: str) -> Provision:
    """IRPA 72 as it would be with another status on 23 November 2026."""
    changes: dict[str, dict[str, object]] = {
        "in_force": {},
        "not_yet": {"applies": (Application(Window(date(2027, 12, 2))),)},
        "not_in_force": {"applies": ()},
        "expired": {"applies": (Application(Window(date(2020, 1, 1), date(2025, 6, 30))),)},
        "withdrawn": {"applies": (), "withdrawn_on": date(2025, 1, 6)},
        "proposed": {"applies": (), "proposed_on": date(2025, 1, 6)},
        "waits": {"depends_on": ("ca/irpa/s-73",)},
        "framework": {"applies": (), "instrument": an_instrument(force=Force.FRAMEWORK)},
        "case": {"applies": (), "instrument": an_instrument(kind="case")},
    }
    return a_provision(title="IRPA, section 72: going to court", **changes[status])


NEEDED = a_provision("ca/irpa/s-73", title="IRPA, section 73: the class", applies=(Application(Window(date(2027, 12, 2))),))


@pytest.mark.parametrize(
    ("status", "notice", "holds"),
    [
        pytest.param(
            "not_yet", "not_yet", ["23 November 2026", "IRPA, section 72", "2 December 2027"], id="begins later: from when"
        ),
        pytest.param(
            "waits",
            "waits",
            ["IRPA, section 72", "28 June 2002", "IRPA, section 73", "2 December 2027"],
            id="its day has come but it needs another: which, and from when",
        ),
        pytest.param(
            "not_in_force", "not_in_force", ["23 November 2026", "IRPA, section 72"], id="a treaty that waits: no day is made up"
        ),
        pytest.param("expired", "expired", ["23 November 2026", "30 June 2025"], id="ended: when"),
        pytest.param("withdrawn", "withdrawn", ["IRPA, section 72"], id="never became law"),
        pytest.param("proposed", "proposed", ["23 November 2026", "IRPA, section 72"], id="only a proposal"),
    ],
)
def test_notices(status: str, notice: str, holds: list[str]) -> None:
    """Is what is relied on but does not hold on the day said first, with its reason and its day?"""
    lead = a_guide(remedies=())
    answer = composed(lead, a_library(lead, a_law(status), NEEDED))
    [line] = [ln for b in answer.blocks if b.kind is BlockKind.NOTICE for ln in b.lines]
    assert line.template == f"notice.{notice}"
    assert [h for h in holds if h not in line.text] == []
    assert "going to court" not in line.text
    assert "$" not in line.text


@pytest.mark.parametrize("status", ["in_force", "framework", "case"])
def test_no_notice(status: str) -> None:
    """Is nothing said about what is in force, or cannot be?"""
    lead = a_guide(remedies=())
    assert BlockKind.NOTICE not in kinds(composed(lead, a_library(lead, a_law(status))))


def test_no_notice_for_who_helps() -> None:
    """Does an office whose note rests on a law to come not put a notice before the answer?"""
    later = a_provision("ca/irpa/s-73", applies=(Application(Window(date(2027, 12, 2))),))
    line = a_statement("The office acts under section 73.", "acts", rests_on=(Ref("ca/irpa/s-73", "15-days"),))
    office = a_referral(sections=(a_section("In short", line),))
    lead = a_full_guide(remedies=(), systems=())
    answer = composed(lead, a_library(lead, a_provision(), later, office))
    assert said(answer, BlockKind.REFERRAL) == ["The office acts under section 73."]
    assert BlockKind.NOTICE not in kinds(answer)


def test_no_notice_after_its_day() -> None:
    """Asked when both days have come: is there no notice left?"""
    lead = a_guide(remedies=())
    for status in ("not_yet", "waits"):
        assert BlockKind.NOTICE not in kinds(composed(lead, a_library(lead, a_law(status), NEEDED), day=LATER))


def test_no_notice_in_danger() -> None:
    """Does help not wait behind a notice about what is in force?"""
    lead = a_guide(remedies=())
    answer = composed(lead, a_library(lead, a_law("not_yet")), urgency=(Urgency.REMOVAL,))
    assert kinds(answer)[0] is BlockKind.URGENT


def test_one_notice_for_those_that_begin_together() -> None:
    """Are provisions with the same reason and day named in one line, each once?"""
    later = (Application(Window(date(2027, 12, 2))),)
    notes = [a_provision(f"ca/irpa/s-{n}", title=f"Section {n}: x", applies=later) for n in (1, 2)]
    lines = (
        a_rule("One.", Ref("ca/irpa/s-1", "15-days")),
        a_rule("Two.", Ref("ca/irpa/s-2", "15-days"), Ref("ca/irpa/s-1", "count")),
    )
    lead = a_guide(sections=(a_section("Short answer", *lines),), remedies=())
    [notice] = said(composed(lead, a_library(lead, *notes)), BlockKind.NOTICE)
    assert "Section 1; Section 2." in notice
    assert notice.count("Section 1") == 1


# --- a document without a guide ---


@pytest.mark.parametrize(
    ("source", "window", "place", "first"),
    [
        pytest.param(Ref("ca/irpa/s-72", "15-days"), Window(), "ca", BlockKind.DEADLINE, id="the law that the deadline rests on"),
        pytest.param(Ref("ca/irpa/s-25", "x"), Window(), "ca", BlockKind.SHORT_ANSWER, id="another law"),
        pytest.param(None, Window(), "ca", BlockKind.SHORT_ANSWER, id="a deadline that names no law"),
        pytest.param(Ref("ca/irpa/s-72", "15-days"), Window(), "de", None, id="another country: nothing of it"),
        pytest.param(
            Ref("ca/irpa/s-72", "15-days"), Window(None, date(2026, 1, 1)), "ca", BlockKind.SHORT_ANSWER, id="a deadline of old"
        ),
    ],
)
def test_a_law_brings_the_deadline_that_rests_on_it(
    source: Ref | None, window: Window, place: str, first: BlockKind | None
) -> None:
    """A provision answers by itself: does the court clock that it sets come first?"""
    limit = replace(a_remedy().time_limits[0], source=source, window=window)
    answer = composed(a_provision(), a_library(a_provision(), a_remedy(time_limits=(limit,))), place=place)
    assert kinds(answer)[:1] == ([first] if first else [])
    assert bool(answer.deadlines) is (first is BlockKind.DEADLINE)


def test_of_two_steps_the_court_is_meant() -> None:
    """Two remedies whose deadline rests on one law: is the usual way to the court shown, and without it neither?"""
    limits = (replace(a_remedy().time_limits[0], source=Ref("ca/irpa/s-72", "15-days")),)
    detained, refused = a_remedy("remedies/ca/detention-review", time_limits=limits), a_remedy(time_limits=limits)
    library = a_library(a_provision(), detained, refused)
    assert [d.remedy for d in composed(a_provision(), library, court=(refused,)).deadlines] == [refused.id]
    assert composed(a_provision(), library).deadlines == ()


def test_a_step_with_other_deadlines_is_another_clock() -> None:
    """A remedy whose deadlines rest on several laws: is it not taken for the clock of one of them?"""
    one = replace(a_remedy().time_limits[0], source=Ref("ca/irpa/s-72", "15-days"))
    two = replace(one, id="review", source=Ref("ca/irpa/s-57", "seven-days"))
    answer = composed(a_provision(), a_library(a_provision(), a_remedy(time_limits=(one, two))))
    assert answer.deadlines == ()


def test_a_document_without_a_guide_names_who_can_help() -> None:
    """A note, a system or a remedy answers by itself: is somebody named who can help, in the person's place only?"""
    for lead in (a_provision(), a_system(), a_remedy()):
        library = a_library(lead, a_provision(), a_referral(), a_referral("referrals/uk/legal-aid"))
        assert composed(lead, library).referrals == ("referrals/ca/legal-aid",)
        assert composed(lead, library, place=None).referrals == ()


def test_nothing_said_names_nobody() -> None:
    """Where no line of the document holds on the day: is nothing left but silence?"""
    late = a_statement("Later only.", "late", window=Window(date(2030, 1, 1)))
    lead = a_provision(sections=(a_section("What it says", late),))
    assert composed(lead, a_library(lead, a_referral())).blocks == ()


# --- struck, once, beside ---


def test_what_nothing_carries_is_struck() -> None:
    """Is a sentence whose source does not hold on the day left out of the answer and named as struck?"""
    late = a_statement("Later only.", "late", window=Window(date(2027, 12, 2)))
    note = a_provision(sections=(*a_provision().sections, a_section("From when", late)))
    lines = (a_rule("You can ask."), a_rule("You can ask the machine.", Ref(note.id, "late")))
    lead = a_guide(sections=(a_section("Short answer", *lines),), remedies=())
    before, after = (composed(lead, a_library(lead, note), day=day) for day in (TODAY, LATER))
    assert (said(before), before.struck) == (["You can ask."], ("You can ask the machine.",))
    assert (said(after), after.struck) == (["You can ask.", "You can ask the machine."], ())


def test_no_sentence_twice() -> None:
    """Is a sentence that stands in the guide, the remedy and the system said once, in the first place?"""
    same = a_statement("You have 15 days to file.", "same")
    system = a_system(sections=(a_section("In short", same, a_statement("It sorts.", "sorts")),))
    guide = a_full_guide(sections=(a_section("Short answer", a_rule(same.text), a_rule("Yes."), a_rule("Yes.")),))
    lead, library = a_full_library(guide=guide)
    answer = composed(lead, a_library(*library, system))
    assert said(answer).count("You have 15 days to file.") == 1
    assert said(answer).count("Yes.") == 1
    assert said(answer, BlockKind.DEADLINE) == ["You have 15 days to file."]
    assert said(answer, BlockKind.SYSTEM) == ["It sorts."]


def test_a_note_near_the_question_adds_its_first_lines() -> None:
    """Does a near note add two lines and one limit to a guide's answer, and no more?"""
    sections = (
        a_section("What it says", *(a_statement(f"Says {n}.", f"s{n}") for n in range(3))),
        a_section("Limits", *(a_statement(f"Limit {n}.", f"l{n}") for n in range(2))),
        a_section("What it means for you", a_statement("Do it.", "do")),
    )
    near = a_provision("ca/irpa/s-99", sections=sections)
    lead = a_guide(remedies=())
    answer = composed(lead, a_library(lead, a_provision(), near), beside=(near,))
    assert said(answer, BlockKind.RULE) == ["Says 0.", "Says 1."]
    assert said(answer, BlockKind.LIMIT) == ["Limit 0."]
    assert "Do it." not in said(answer)


def test_a_note_already_relied_on_adds_nothing() -> None:
    """Does a near note that the guide rests on not come twice?"""
    lead, library = a_guide(remedies=()), a_library(a_guide(remedies=()), a_provision())
    assert composed(lead, library, beside=(a_provision(),)).blocks == composed(lead, library).blocks


@pytest.mark.parametrize(
    ("status", "added"),
    [
        pytest.param("withdrawn", True, id="a withdrawn law is not read as law"),
        pytest.param("not_in_force", True, id="nor a treaty that waits"),
        pytest.param("in_force", False, id="a law in force needs no such line"),
    ],
)
def test_the_note_on_the_law_itself(status: str, added: bool) -> None:
    """Does a provision that is not in force begin with what became of its law?"""
    about = a_provision("ca/irpa/status", sections=(a_section("What it says", a_statement("It never became law.", "never")),))
    lead = a_law(status)
    answer = composed(lead, a_library(lead, about))
    assert (said(answer, BlockKind.SHORT_ANSWER)[0] == "It never became law.") is added


def test_at_most_four_lines_with_the_note_on_the_law() -> None:
    """Does the line on what became of the law count among the four?"""
    about = a_provision("ca/irpa/status", sections=(a_section("What it says", a_statement("It never became law.", "never")),))
    says = Section("What it says", tuple(a_statement(f"Line {n}.", f"l{n}") for n in range(4)))
    lead = a_provision(applies=(), withdrawn_on=date(2025, 1, 6), sections=(says,))
    assert len(said(composed(lead, a_library(lead, about)), BlockKind.SHORT_ANSWER)) <= 4


texts = st.sampled_from(["Yes.", "No.", "Perhaps.", "You have 15 days to file.", CLOCK, "The office referrals/ca/legal-aid helps."])
headings = st.lists(st.sampled_from(["Short answer", "Rule", "Limits", "What to do now"]), min_size=1, unique=True)
ranges = st.sampled_from([Window(), Window(date(2027, 1, 1)), Window(None, date(2026, 12, 31))])
cited = st.sampled_from(
    [DAYS_15, Ref("ca/irpa/s-72", "dead"), Ref("de/asylg/s-74", "15-days"), Ref("remedies/ca/officer-notes", "clock")]
)
tags = st.sampled_from([None, *Certainty])
statements = st.builds(lambda t, w, r, c: a_rule(t, r, window=w, certainty=c), texts, ranges, cited, tags)


@given(
    headings.flatmap(
        lambda hs: st.tuples(*(st.builds(Section, st.just(h), st.lists(statements, min_size=1, max_size=5).map(tuple)) for h in hs))
    ),
    st.sampled_from(["ca", "de", "uk", None]),
    st.sets(st.sampled_from(list(Urgency)), max_size=2),
    st.sampled_from([TODAY, LATER]),
)
def test_whatever_is_composed(sections: tuple[Section, ...], place: str | None, urgency: set[Urgency], day: date) -> None:
    """Whatever the guide: are the blocks in order, is every marker cited and every citation used, no line said twice?"""
    guide = a_full_guide(id="guides/any/x", jurisdiction="int", sections=sections)
    lead, library = a_full_library(a_provision("de/asylg/s-74"), guide=guide)
    answer = composed(
        lead, library, place=place, day=day, urgency=tuple(sorted(urgency)), court=(a_remedy(),) if place == "ca" else ()
    )
    order = [ORDER.index(k) for k in kinds(answer)]
    assert order == sorted(order)
    assert {n for b in answer.blocks for n in b.citations} == {c.number for c in answer.citations}
    lines = [t.removesuffix(MARK).strip() for t in said(answer)]
    assert len(lines) == len(set(lines))
    assert len(said(answer, BlockKind.SHORT_ANSWER)) <= 4


@pytest.mark.parametrize(
    ("title", "short"),
    [
        pytest.param("AI Act, Article 86: explanation", "AI Act, Article 86", id="what stands before the colon"),
        pytest.param("A: b: c", "A", id="before the first of two"),
        pytest.param("ICCPR", "ICCPR", id="no colon, all of it"),
    ],
)
def test_short_title(title: str, short: str) -> None:
    """What is left of a title without its explanation?"""
    assert short_title(title) == short


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(date(2027, 12, 2), "2 December 2027", id="a date in words, no leading zero"),
        pytest.param(date(2026, 11, 23), "23 November 2026", id="two digits"),
        pytest.param(None, REPLIES.line("days.unknown"), id="no day is said to be none"),
    ],
)
def test_spoken(day: date | None, words: str) -> None:
    """How is a day said?"""
    assert spoken(day, REPLIES) == words

"""Each kind of file: what it becomes when it is right, and what is told when one key of it is wrong."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sound import GUIDE_AT, LAW_AT, NOTE_AT, REFERRAL_AT, REMEDY_AT, SOUND, SYSTEM_AT, faults_of, line_of, swapped, tells

from factories import write_knowledge
from rights_assistant.domain.document import Confirmed, Guide, Provision, Referral, Remedy, System, TimeLimit
from rights_assistant.domain.standing import Application, Certainty, Force, Window
from rights_assistant.domain.statement import Ref
from rights_assistant.knowledge import load
from rights_assistant.knowledge.kinds import HEADINGS, REQUIRED

HTTPS = "starting with https://"
NO_LIMITS = "limits:\n  appeal-first: You must first use any appeal that the Act gives you.\n"
DEADLINE = """  - id: in-canada
    count: 15
    unit: calendar_days
    starts: the day the decision was sent to you
    certainty: confirmed
    source: ca/irpa/s-72#15-days
    assumptions: [the matter arose in Canada]
"""


def read(root: Path, id: str, changes: dict[str, str] | None = None) -> Any:
    """One document, or instrument, of the sound folder."""
    library = load(write_knowledge(root, **{**SOUND, **(changes or {})}))
    return library.get(id) or library.instruments[id]


def test_an_instrument(tmp_path: Path) -> None:
    """Does `instrument.md` become a law with its force, kind and identifiers?"""
    law = read(tmp_path, "ca/irpa", swapped(LAW_AT, "identifiers: {}", "identifiers:\n  citation: S.C. 2001, c. 27"))
    assert (law.jurisdiction, law.short_title, law.kind, law.force) == ("ca", "IRPA", "act", Force.BINDING)
    assert law.identifiers == (("citation", "S.C. 2001, c. 27"),)
    assert law.checked_against == ("Justice Canada",)


def test_a_provision(tmp_path: Path) -> None:
    """Does a note become a provision of its instrument, with its dates and its limits as a section?"""
    note = read(tmp_path, "ca/irpa/s-72", swapped(NOTE_AT, "binds:", "proposed_on: 2001-02-21\nadopted_on: 2001-11-01\nbinds:"))
    assert isinstance(note, Provision)
    assert note.instrument.id == "ca/irpa"
    assert note.applies == (Application(Window(date(2002, 6, 28))),)
    assert (note.proposed_on, note.adopted_on) == (date(2001, 2, 21), date(2001, 11, 1))
    assert (note.withdrawn_on, note.depends_on) == (None, ())
    assert note.official_url.endswith("section-72.html")
    assert [s.heading for s in note.sections] == ["What it says", "Limits", "What it means for you"]


@pytest.mark.parametrize(
    ("written", "text", "certainty", "window"),
    [
        pytest.param("Use any appeal first.", "Use any appeal first.", None, Window(), id="a sentence"),
        pytest.param('"Use it first. {secondary}"', "Use it first.", Certainty.SECONDARY, Window(), id="a certainty of its own"),
        pytest.param('"Use it first. {from 2026-05-19}"', "Use it first.", None, Window(date(2026, 5, 19)), id="days of its own"),
    ],
)
def test_a_limit_is_part_of_the_right(tmp_path: Path, written: str, text: str, certainty: Certainty | None, window: Window) -> None:
    """Can a limit of a provision be found by its label, with its own standing?"""
    changes = swapped(NOTE_AT, "appeal-first: You must first use any appeal that the Act gives you.", f"appeal-first: {written}")
    found = read(tmp_path, "ca/irpa/s-72", changes).find("appeal-first")
    assert found[0].heading == "Limits"
    assert (found[1].text, found[1].certainty, found[1].window) == (text, certainty, window)


def test_no_limits_is_said_in_so_many_words(tmp_path: Path) -> None:
    """Is a note that says that there are no limits taken, without an empty section?"""
    note = read(tmp_path, "ca/irpa/s-72", swapped(NOTE_AT, NO_LIMITS, "limits: {}\n"))
    assert note.section("Limits") is None


def test_limits_stand_before_what_they_mean_for_you(tmp_path: Path) -> None:
    """Do the limits come before what a person is told to do, also behind a section on dates?"""
    changes = swapped(
        NOTE_AT, "## What it means for you", "## From when\nThe section has applied since 2002.\n\n## What it means for you"
    )
    headings = [s.heading for s in read(tmp_path, "ca/irpa/s-72", changes).sections]
    assert headings == ["What it says", "From when", "Limits", "What it means for you"]


def test_a_system(tmp_path: Path) -> None:
    """Does a file under systems/ become a system with its stages, use and dates?"""
    system = read(tmp_path, "systems/ca/chinook")
    assert isinstance(system, System)
    assert (system.authority, system.stages, system.use) == ("IRCC", ("visa", "residence"), "in_use")
    assert (system.used_from, system.used_until) == (date(2018, 3, 1), None)
    assert (system.acknowledged, system.acknowledged_where) == ("yes", "A reply to Parliament")
    assert system.checked_against == ("A reply to Parliament of 2022", "A court record of 2021")


def test_a_remedy(tmp_path: Path) -> None:
    """Does a file under remedies/ become a remedy with its deadline as data?"""
    remedy = read(tmp_path, "remedies/ca/judicial-review", swapped(REMEDY_AT, "assumptions:", "from: 2015-07-01\n    assumptions:"))
    assert isinstance(remedy, Remedy)
    (limit,) = remedy.time_limits
    assert limit == TimeLimit(
        id="in-canada",
        count=15,
        unit="calendar_days",
        starts="the day the decision was sent to you",
        certainty=Certainty.CONFIRMED,
        source=Ref("ca/irpa/s-72", "15-days"),
        assumptions=("the matter arose in Canada",),
        says="in-canada",
        window=Window(date(2015, 7, 1)),
    )
    assert (remedy.stops_clock, remedy.suspends_removal, remedy.ask_lawyer_first_if) == ("yes", "no", ("removal order",))


def test_a_referral(tmp_path: Path) -> None:
    """Does a file under referrals/ become a place to get help, with what it offers?"""
    referral = read(tmp_path, "referrals/ca/legal-aid")
    assert isinstance(referral, Referral)
    assert (referral.offers, referral.languages, referral.url) == ("legal_aid", ("en", "fr"), "https://example.org/legal-aid")
    assert (referral.takes_individual_cases, referral.confidential) == ("yes", "yes")


def test_a_guide(tmp_path: Path) -> None:
    """Does a file under guides/ become a guide with its phrasings and what it names?"""
    guide = read(tmp_path, "guides/ca/visa-refused")
    assert isinstance(guide, Guide)
    assert guide.question == "My visa was refused. What can I do?"
    assert (len(guide.asks), guide.remedies, guide.systems) == (8, ("remedies/ca/judicial-review",), ())
    assert (guide.for_whom, guide.not_for) == ("People refused", "Nobody")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        pytest.param(path, key, id=f"{path.split('/')[0]} without {key}")
        for path, keys in {
            LAW_AT: (
                "title",
                "short_title",
                "kind",
                "force",
                "publisher",
                "official_url",
                "checked_on",
                "checked_against",
                "certainty",
            ),
            NOTE_AT: (
                "title",
                "applies",
                "binds",
                "protects",
                "limits",
                "official_url",
                "checked_on",
                "checked_against",
                "certainty",
            ),
            SYSTEM_AT: ("title", "authority", "stages", "use", "acknowledged", "checked_on", "checked_against", "certainty"),
            REMEDY_AT: (
                "to_whom",
                "for_whom",
                "not_for",
                "cost",
                "deadlines",
                "reveals",
                "stops_clock",
                "suspends_removal",
                "certainty",
            ),
            REFERRAL_AT: ("title", "kind", "for_whom", "takes_individual_cases", "confidential", "url", "checked_on", "certainty"),
            GUIDE_AT: ("title", "question", "for_whom", "not_for", "checked_on", "checked_against", "certainty"),
        }.items()
        for key in keys
    ],
)
def test_a_key_that_is_missing_is_named(tmp_path: Path, path: str, key: str) -> None:
    """Is every key that a kind of file must have told, by name, when it is not there?"""
    before, _, rest = SOUND[path].partition("\n---\n")
    lines = before.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
    stop = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith(" ")), len(lines))
    text = "\n".join(lines[:start] + lines[stop:]) + "\n---\n" + rest
    found = faults_of(tmp_path, {path: text})
    assert sum(tells(fault, path, 0, key, "is missing.", f"Add `{key}:`") for fault in found) == 1, found


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "key", "problem", "remedy"),
    [
        pytest.param(NOTE_AT, "topics:", "topcis:", "topcis", "topcis", "is not a key of this kind of file.", "Remove it",
                     id="an unknown key"),
        pytest.param(GUIDE_AT, "not_for: Nobody", "not_for: Nobody\nto_whom: A court", "to_whom", "to_whom",
                     "is not a key of this kind of file.", "question, referrals", id="the key of another kind"),
        pytest.param(NOTE_AT, "binds:", "title: Again\nbinds:", "title: Again", "title", "stands twice.", "Keep one",
                     id="a key twice"),
        pytest.param(NOTE_AT, "checked_on: 2026-11-20", "checked_on: 2026-02-30", "checked_on", "checked_on",
                     "is not a date that exists: '2026-02-30'.", "2026-11-23", id="an impossible date"),
        pytest.param(NOTE_AT, "binds:", "adopted_on: 2001-11-01\nbinds:", "adopted_on", "adopted_on", "stands without proposed_on.",
                     "put forward", id="adopted and never put forward"),
        pytest.param(SYSTEM_AT, "used_from: 2018-03-01", "used_from: March 2018", "used_from", "used_from",
                     "is not a date that exists", "2026-11-23", id="a month instead of a day"),
        pytest.param(NOTE_AT, "certainty: confirmed", "certainty: certain", "certainty", "certainty", "cannot be 'certain'.",
                     "confirmed, secondary, unconfirmed", id="a certainty that is none"),
        pytest.param(LAW_AT, "kind: act", "kind: law", "kind", "kind", "cannot be 'law'.", "regulation, directive",
                     id="a kind of law"),
        pytest.param(LAW_AT, "force: binding", "force: strong", "force", "force", "cannot be 'strong'.", "guidance",
                     id="a force"),
        pytest.param(LAW_AT, "https://laws", "http://laws", "official_url", "official_url", "is not an https address.", HTTPS,
                     id="an instrument's address without https"),
        pytest.param(REFERRAL_AT, "https://example", "ftp://example", "url", "url", "is not an https address.", HTTPS,
                     id="a referral's address without https"),
        pytest.param(NOTE_AT, "from: 2002-06-28", "from: 2002-06-31", "applies", "applies",
                     "has a day that does not exist: '2002-06-31'.", "2026-11-23", id="an impossible first day"),
        pytest.param(NOTE_AT, "from: 2002-06-28", "from: 2002-06-28\n    until: 2001-01-01", "applies", "applies",
                     "ends (2001-01-01) before it begins (2002-06-28).", "Swap the dates.",
                     id="a law that ends before it begins"),
        pytest.param(NOTE_AT, "- from:", "- since:", "applies", "applies", "has an unknown key 'since'.", "from, until, note",
                     id="an unknown key in a period"),
        pytest.param(NOTE_AT, NO_LIMITS, "limits: None.\n", "limits", "limits", "is not a map of names to texts.",
                     "`name: text`", id="limits without labels"),
        pytest.param(SYSTEM_AT, "[visa, residence]", "[visa, entry]", "stages", "stages", "cannot hold 'entry'.",
                     "visa, border", id="a stage that is none"),
        pytest.param(SYSTEM_AT, "use: in_use", "use: used", "use:", "use", "cannot be 'used'.", "in_use, limited", id="a use"),
        pytest.param(SYSTEM_AT, "acknowledged: yes", "acknowledged: maybe", "acknowledged", "acknowledged",
                     "cannot be 'maybe'.", "yes, partly, no", id="half an admission"),
        pytest.param(REFERRAL_AT, "kind: legal_aid", "kind: lawyer", "kind", "kind", "cannot be 'lawyer'.", "legal_aid, advice",
                     id="a kind of help that is none"),
        pytest.param(REFERRAL_AT, "confidential: yes", "confidential: often", "confidential", "confidential",
                     "cannot be 'often'.", "yes, no, unknown", id="a doubtful promise of silence"),
        pytest.param(REMEDY_AT, "stops_clock: yes", "stops_clock: partly", "stops_clock", "stops_clock", "cannot be 'partly'.",
                     "yes, no, unknown", id="a clock that stops a little"),
        pytest.param(REMEDY_AT, "suspends_removal: no", "suspends_removal: never", "suspends_removal", "suspends_removal",
                     "cannot be 'never'.", "yes, no, sometimes, unknown", id="a stay that is none"),
        pytest.param(REMEDY_AT, "count: 15", "count: fifteen", "deadlines", "deadlines", "has the count 'fifteen'.",
                     "whole number", id="a count in words"),
        pytest.param(REMEDY_AT, "count: 15", "count: 0", "deadlines", "deadlines", "has the count '0'.", "whole number",
                     id="no days"),
        pytest.param(REMEDY_AT, "count: 15", "count: -15", "deadlines", "deadlines", "has the count '-15'.", "whole number",
                     id="days before the event"),
        pytest.param(REMEDY_AT, "count: 15", "count: 1000", "deadlines", "deadlines", "has the count '1000'.", "whole number",
                     id="years, counted in days"),
        pytest.param(REMEDY_AT, "    count: 15\n", "", "deadlines", "deadlines", "has the count ''.", "whole number",
                     id="no count"),
        pytest.param(REMEDY_AT, "unit: calendar_days", "unit: days", "deadlines", "deadlines", "has the unit 'days'.",
                     "calendar_days, working_days, weeks, months", id="days of an unknown kind"),
        pytest.param(REMEDY_AT, "    starts: the day the decision was sent to you\n", "", "deadlines", "deadlines",
                     "does not say from which event it runs.", "Add `starts:`.", id="a deadline from nowhere"),
        pytest.param(REMEDY_AT, "    certainty: confirmed\n", "", "deadlines", "deadlines", "has no certainty.",
                     "Add `certainty:`", id="a deadline of unknown certainty"),
        pytest.param(REMEDY_AT, "unit:", "when: abroad\n    unit:", "deadlines", "deadlines", "needs the unknown fact 'abroad'.",
                     "Choose one of: inside, outside", id="a fact that nobody can tell"),
        pytest.param(REMEDY_AT, "unit:", "length: 2\n    unit:", "deadlines", "deadlines", "has an unknown key 'length'.",
                     "id, count, unit", id="an unknown key in a deadline"),
        pytest.param(REMEDY_AT, "assumptions:", "until: 2026-02-29\n    assumptions:", "deadlines", "deadlines",
                     "has a day that does not exist: '2026-02-29'.", "2026-11-23", id="a deadline until no day"),
        pytest.param(REMEDY_AT, f"deadlines:\n{DEADLINE}", "deadlines: 15 days\n", "deadlines", "deadlines",
                     "is not a list of maps.", "Start each item", id="a deadline as words"),
        pytest.param(GUIDE_AT, "systems: []", "systems: chinook", "systems", "systems", "is not a list of texts.",
                     "`[one, two]`", id="one system where a list is meant"),
    ],
)  # fmt: skip
def test_a_key_that_is_wrong_is_named(
    tmp_path: Path, path: str, old: str, new: str, at: str, key: str, problem: str, remedy: str
) -> None:
    """Are file, line and key named, and the mend, for every way to get a key wrong?"""
    changes = swapped(path, old, new)
    line = line_of(changes[path], at)
    assert line
    found = faults_of(tmp_path, changes)
    assert any(tells(fault, path, line, key, problem, remedy) for fault in found), found


def test_several_deadlines_are_all_read(tmp_path: Path) -> None:
    """Are fifteen and sixty days both kept, and one assumption taken without a list?"""
    abroad = (
        DEADLINE.replace("in-canada", "abroad").replace("count: 15", "count: 60").replace("[the matter arose in Canada]", "abroad")
    )
    changes = swapped(REMEDY_AT, DEADLINE, DEADLINE + abroad)
    changes[REMEDY_AT] = changes[REMEDY_AT].replace(
        "## Limits", "You have 60 days if the matter arose elsewhere. {#abroad}\n\n## Limits"
    )
    limits = read(tmp_path, "remedies/ca/judicial-review", changes).time_limits
    assert [(t.id, t.count, t.assumptions) for t in limits] == [
        ("in-canada", 15, ("the matter arose in Canada",)),
        ("abroad", 60, ("abroad",)),
    ]


@pytest.mark.parametrize("folder", HEADINGS)
def test_what_a_kind_must_have_is_among_what_it_may_have(folder: str) -> None:
    """Can every required section be written, under a heading that the kind allows?"""
    assert set(REQUIRED[folder]) <= set(HEADINGS[folder])


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("http://laws-lois.justice.gc.ca/", id="without https"),
        pytest.param("javascript:alert(1)", id="a script"),
    ],
)
@pytest.mark.xfail(strict=True, reason="kinds.provision checks the address only when there is none: `base[...] or _url(...)`")
def test_a_provisions_address_is_the_publishers_page(tmp_path: Path, address: str) -> None:
    """Is an address that is no https page told for a provision, as it is for its instrument?"""
    changes = swapped(NOTE_AT, "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/section-72.html", address)
    found = faults_of(tmp_path, changes)
    assert [(fault.key, fault.problem) for fault in found] == [("official_url", "is not an https address.")]


@pytest.mark.parametrize(
    ("path", "old", "new", "key"),
    [
        pytest.param(
            NOTE_AT, "against: Justice Canada, text of 26 March 2026", "against: []", "checked_against", id="no source was read"
        ),
        pytest.param(SYSTEM_AT, "stages: [visa, residence]", "stages: []", "stages", id="a system that is used nowhere"),
    ],
)
def test_an_empty_list_is_missing(tmp_path: Path, path: str, old: str, new: str, key: str) -> None:
    """Is a list that must hold something told when it holds nothing?"""
    assert [(fault.key, fault.problem) for fault in faults_of(tmp_path, swapped(path, old, new))] == [(key, "is missing.")]


@pytest.mark.xfail(
    strict=True, raises=ValueError, reason="kinds._time_limits: '²'.isdigit() is true and int('²') fails: the check ends"
)
def test_a_count_in_odd_digits_is_told(tmp_path: Path) -> None:
    """Is a count that no number can be made of a fault, and not the end of the whole check?"""
    assert faults_of(tmp_path, swapped(REMEDY_AT, "count: 15", "count: ²"))


@pytest.mark.xfail(
    strict=True, reason="kinds.provision reads a limit as line 0 of the file and does not name its label or `limits`"
)
def test_a_broken_limit_is_found_again(tmp_path: Path) -> None:
    """Does a fault in one of several limits say in which one, or at least in which key?"""
    found = faults_of(tmp_path, swapped(NOTE_AT, "appeal that the Act gives you.", "appeal that the Act gives you"))
    assert [fault.problem for fault in found] == ["is not a whole sentence."]
    assert found[0].line or found[0].key


# --- keys of every kind: a later look, figures confirmed by hand ---

EVERY = [LAW_AT, NOTE_AT, SYSTEM_AT, REMEDY_AT, REFERRAL_AT, GUIDE_AT]
CHECKED = "checked_on: 2026-11-20"


def headed(path: str, key: str) -> dict[str, str]:
    """A file of the sound folder with a key more."""
    return swapped(path, CHECKED, f"{CHECKED}\n{key}")


@pytest.mark.parametrize("path", EVERY)
def test_a_later_look_in_every_kind(tmp_path: Path, path: str) -> None:
    """May every kind of file say that it was reviewed, and which figures were confirmed?"""
    keys = 'reviewed_on: 2026-11-20\nconfirmed: [{value: "15 days", why: Read}, {value: "16 days", why: "Read, too"}]'
    library = load(write_knowledge(tmp_path, **{**SOUND, **headed(path, keys)}))
    (found,) = [d for d in [*library, *library.instruments.values()] if d.reviewed_on]
    assert found.reviewed_on == date(2026, 11, 20)
    assert found.confirmed == (Confirmed("15 days", "Read"), Confirmed("16 days", "Read, too"))


@pytest.mark.parametrize(
    ("key", "name", "problem", "remedy"),
    [
        pytest.param(
            "reviewed_on: 2026-11-19", "reviewed_on", "lies before checked_on (2026-11-20)", "last look", id="before it was read"
        ),
        pytest.param("reviewed_on: soon", "reviewed_on", "'soon'", "2026-11-23", id="no date"),
        pytest.param('confirmed: ["15 days"]', "confirmed", "is not a list of maps", "`- `", id="no reason at all"),
        pytest.param('confirmed: [{value: "15 days"}]', "confirmed", "has no why", "value:", id="without a reason"),
        pytest.param("confirmed: [{why: Read}]", "confirmed", "has no value", "why:", id="without a value"),
        pytest.param(
            "confirmed: [{value: 15, why: Read, by: me}]", "confirmed", "unknown key 'by'", "value, why", id="an unknown key"
        ),
        pytest.param(
            "confirmed: [{value: 15, why: Read}, {value: 15, why: Again}]",
            "confirmed",
            "'15' twice",
            "Keep one",
            id="the same twice",
        ),
    ],
)
@pytest.mark.parametrize("path", [LAW_AT, GUIDE_AT])
def test_a_wrong_later_look(tmp_path: Path, path: str, key: str, name: str, problem: str, remedy: str) -> None:
    """Is a wrong key told with its line and how to mend it?"""
    changes = headed(path, key)
    (fault,) = faults_of(tmp_path, changes)
    assert tells(fault, path, line_of(changes[path], key), name, problem, remedy)


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        pytest.param("texts: [eu/ai-act-consolidated-2026-07-27, eu/ai-act/en.recitals.json]", 2, id="folders and files"),
        pytest.param("texts: ca/irpa-2026", 1, id="one"),
        pytest.param("short_title: IRPA2", 0, id="none"),
    ],
)
def test_where_the_official_text_lies(tmp_path: Path, written: str, texts: int) -> None:
    """Can an instrument say where its text lies in a folder of official texts?"""
    changes = swapped(LAW_AT, "short_title: IRPA", written if "short" in written else f"short_title: IRPA\n{written}")
    assert len(read(tmp_path, "ca/irpa", changes).texts) == texts


@pytest.mark.parametrize("place", ["../secrets", "/etc", "ca", "ca/irpa/../x", "CA/irpa", "ca/irpa/a/b"])
def test_a_text_stays_in_its_folder(tmp_path: Path, place: str) -> None:
    """Is a path a fault that leads elsewhere, or nowhere?"""
    changes = swapped(LAW_AT, "short_title: IRPA", f"short_title: IRPA\ntexts: [{place}]")
    (fault,) = faults_of(tmp_path, changes)
    assert tells(fault, LAW_AT, 4, "texts", repr(place), "eu/gdpr")

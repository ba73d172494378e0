"""The real notes: without a fault, many enough, and right on the days that people are most often told wrong."""

import re
from datetime import date
from pathlib import Path

import pytest

from rights_assistant.domain.document import Guide, Kind, Provision, Referral, Remedy
from rights_assistant.domain.jurisdiction import CHOICES
from rights_assistant.domain.library import Library
from rights_assistant.domain.standing import Certainty, Force, Status, Window
from rights_assistant.knowledge import examine
from rights_assistant.knowledge.coverage import coverage
from rights_assistant.knowledge.lists import LISTS
from rights_assistant.knowledge.review import review
from rights_assistant.prompts import load_prompts

ROOT = Path(__file__).parents[1]
COVERAGE = ROOT.parent / "shared" / "coverage.csv"
OFFICIAL = ROOT.parent / "shared" / "official"
TODAY = date(2026, 11, 28)
HIGH_RISK = date(2027, 12, 2)
REFORM = date(2026, 6, 12)
"""The day on which Germany's asylum law changed; the text since then was not read."""

HELD_AGAINST_WHAT_WAS_READ = {"lacking", "headings", "likeness", "figures"}
"""The lists that need the file of official texts, and not a folder of them."""

FROM_A_COMPUTER = re.compile(r"\bshared\b|(^|[\s(\"'])(~|\.{0,2}/|[A-Za-z]:\\)\w|\\|\.(md|csv|txt|json|ya?ml|xml|x?html|pdf)\b")
"""The word `shared`, a path, or the name of a file: none of them is a publication."""

FOLDER_OF = {"law": Kind.NOTE, "system": Kind.SYSTEM, "remedy": Kind.REMEDY, "referral": Kind.REFERRAL, "guide": Kind.GUIDE}


def provision(library: Library, id: str) -> Provision:
    """A provision that must be there."""
    found = library.get(id)
    assert isinstance(found, Provision), f"{id} is missing"
    return found


def test_the_notes_have_no_fault() -> None:
    """Is every note as the README asks, and does every reference lead somewhere?"""
    assert [str(fault) for fault in examine(ROOT / "knowledge")[1]] == []


def test_the_notes_copy_no_law(library: Library) -> None:
    """Is no sentence one of an official text, and is every figure that was confirmed by hand one that needed it?"""
    if not OFFICIAL.is_dir():
        pytest.skip(f"{OFFICIAL} is not beside this repository")
    found = review(ROOT / "knowledge", library, TODAY, OFFICIAL)
    assert [str(fault) for fault in found.faults] == []
    assert {known.name for known in LISTS if found.rows[known.name] is None} == HELD_AGAINST_WHAT_WAS_READ


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        pytest.param(Kind.NOTE, 45, id="provisions"),
        pytest.param(Kind.SYSTEM, 14, id="systems"),
        pytest.param(Kind.REMEDY, 12, id="remedies"),
        pytest.param(Kind.REFERRAL, 12, id="referrals"),
        pytest.param(Kind.GUIDE, 16, id="guides"),
    ],
)
def test_there_are_enough_of_each_kind(library: Library, kind: Kind, least: int) -> None:
    """Is there as much as the first release promises?"""
    assert len({d.id for d in library if d.kind is kind}) >= least


def test_every_guide_can_be_asked_in_many_ways(library: Library) -> None:
    """Has each guide at least eight phrasings, all different, besides its own question?"""
    few = {g.id: len(set(g.asks)) for g in library.guides() if len({a.lower() for a in g.asks}) < 8}
    assert few == {}


def test_sources_are_publications(library: Library) -> None:
    """Does every note name what was published, and never a path or a file on someone's computer?"""
    sources = [(d.id, source) for d in [*library, *library.instruments.values()] for source in d.checked_against]
    assert len(sources) > 100
    assert [(id, source) for id, source in sources if FROM_A_COMPUTER.search(source)] == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("shared/facts/eu_de_int.md", id="our own folder"),
        pytest.param("Facts (shared)", id="the word alone"),
        pytest.param("read in /work/main", id="a path from the root"),
        pytest.param("./official/eu.html", id="a path from here"),
        pytest.param(r"C:\laws\gdpr", id="a path on Windows"),
        pytest.param("gdpr.pdf", id="the name of a file"),
    ],
)
def test_a_path_would_be_seen(source: str) -> None:
    """Would a path be noticed among the sources?"""
    assert FROM_A_COMPUTER.search(source)


def test_every_source_is_named_and_dated(library: Library) -> None:
    """Does every document say what was read, on a day that has come?"""
    documents = [*library, *library.instruments.values()]
    assert [d.id for d in documents if not any(map(str.strip, d.checked_against))] == []
    assert [d.id for d in documents if not date(2026, 1, 1) <= d.checked_on <= TODAY] == []


@pytest.mark.parametrize(
    "id",
    [
        pytest.param("eu/ai-act/art-6", id="Article 6: what is high-risk"),
        pytest.param("eu/ai-act/art-14", id="Article 14: human oversight"),
        pytest.param("eu/ai-act/art-26", id="Article 26: duties of the authority that uses it"),
        pytest.param("eu/ai-act/art-27", id="Article 27: the check of basic rights"),
        pytest.param("eu/ai-act/annex-3-1", id="Annex III, point 1: biometrics"),
        pytest.param("eu/ai-act/annex-3-7", id="Annex III, point 7: migration, asylum and border"),
    ],
)
def test_high_risk_duties_begin_on_2_december_2027(library: Library, id: str) -> None:
    """Is the date that the Digital Omnibus set in July 2026 the one in the note, and not 2 August 2026?"""
    note = provision(library, id)
    assert [a.window for a in note.applies] == [Window(HIGH_RISK)]
    days = (TODAY, date(2027, 12, 1), HIGH_RISK, date(2028, 1, 10))
    assert [library.status_on(note, day) for day in days] == [Status.NOT_YET] * 2 + [Status.IN_FORCE] * 2


def test_no_high_risk_duty_begins_earlier(library: Library) -> None:
    """Do all notes on Chapter III, Sections 1 to 3 (Articles 6 to 27) and Annex III wait for that day?"""
    article = re.compile(r"eu/ai-act/(?:art-(\d+)[a-z]?|annex-3-\d+)")
    notes = [d for d in library if isinstance(d, Provision) and (m := article.fullmatch(d.id)) and 6 <= int(m[1] or 6) <= 27]
    assert len(notes) >= 6
    assert [d.id for d in notes if d.period_on(TODAY).since != HIGH_RISK] == []


@pytest.mark.parametrize(
    ("label", "day", "holds"),
    [
        pytest.param("high-risk-later", TODAY, True, id="today the duties do not apply"),
        pytest.param("high-risk-later", HIGH_RISK, False, id="that is no longer said on the day itself"),
        pytest.param("high-risk-now", TODAY, False, id="nobody is told today that they apply"),
        pytest.param("high-risk-now", HIGH_RISK, True, id="on the day itself it is said"),
    ],
)
def test_article_113_says_so_in_sentences(library: Library, label: str, day: date, holds: bool) -> None:
    """Is the right one of the two sentences on the start of the duties true on that day?"""
    found = provision(library, "eu/ai-act/art-113").find(label)
    assert found is not None
    assert found[1].window.covers(day) is holds
    assert "2 December 2027" in found[1].text or "1 December 2027" in found[1].text


@pytest.mark.parametrize(
    ("day", "status", "waits"),
    [
        pytest.param(date(2026, 8, 1), Status.NOT_YET, [], id="before its own date"),
        pytest.param(TODAY, Status.NOT_YET, ["eu/ai-act/annex-3-7"], id="its date has come, the high-risk class has not"),
        pytest.param(date(2027, 12, 1), Status.NOT_YET, ["eu/ai-act/annex-3-7"], id="the last day of waiting"),
        pytest.param(HIGH_RISK, Status.IN_FORCE, [], id="the first day of the class"),
        pytest.param(date(2028, 1, 10), Status.IN_FORCE, [], id="later"),
    ],
)
def test_the_right_to_an_explanation_waits_for_its_class(library: Library, day: date, status: Status, waits: list[str]) -> None:
    """Is nobody told that Article 86 of the AI Act works before there is anything it can apply to?"""
    note = provision(library, "eu/ai-act/art-86")
    assert library.status_on(note, day) is status
    assert [needed.id for needed in library.waits_for(note, day)] == waits


@pytest.mark.parametrize(
    ("id", "status"),
    [
        pytest.param("coe/ai-convention/art-14", Status.NOT_YET, id="the AI Convention waits for ratifications: remedies"),
        pytest.param("coe/ai-convention/art-15", Status.NOT_YET, id="the AI Convention waits for ratifications: notice"),
        pytest.param("coe/ai-convention/art-16", Status.NOT_YET, id="the AI Convention waits for ratifications: risks"),
        pytest.param("coe/ai-convention/status", Status.NOT_YET, id="the AI Convention as a whole"),
        pytest.param("ca/aida/status", Status.WITHDRAWN, id="Canada's AIDA never became law"),
        pytest.param("eu/gdpr/art-15", Status.IN_FORCE, id="the right to see your data works today"),
        pytest.param("eu/gdpr/art-22", Status.IN_FORCE, id="the rule on automated decisions works today"),
        pytest.param("ca/irpa/s-72", Status.IN_FORCE, id="the way to the Federal Court is open"),
        pytest.param("uk/uk-gdpr/art-22c", Status.IN_FORCE, id="the United Kingdom's new safeguards work since February 2026"),
        pytest.param(
            "au/privacy-act/app-1", Status.NOT_YET, id="Australia's duty to name automated decisions starts in December 2026"
        ),
        pytest.param("int/iom-framework/transparency", Status.NOT_APPLICABLE, id="a framework binds nobody"),
        pytest.param("eu/cjeu/schufa-c-634-21", Status.NOT_APPLICABLE, id="a judgment is not in or out of force"),
    ],
)
def test_what_holds_on_23_november_2026(library: Library, id: str, status: Status) -> None:
    """Is each source said to hold, or not to hold, as it does on the day of this release?"""
    assert library.status_on(provision(library, id), TODAY) is status


def test_no_article_of_the_convention_is_ahead_of_the_others(library: Library) -> None:
    """Has no note on the AI Convention a date of its own while the Convention has none?"""
    notes = [d for d in library if isinstance(d, Provision) and d.instrument.id == "coe/ai-convention"]
    assert len(notes) >= 4
    assert [d.id for d in notes if library.status_on(d, TODAY) is not Status.NOT_YET] == []


def test_the_framework_claims_no_force(library: Library) -> None:
    """Is the IOM framework marked as what it is, so that no line of it reads as a right?"""
    assert library.instruments["int/iom-framework"].force is Force.FRAMEWORK


def test_germany_has_no_confirmed_deadline_since_the_reform(library: Library) -> None:
    """Is every German deadline that holds on or after 12 June 2026 marked as not confirmed?"""
    remedies = [d for d in library if isinstance(d, Remedy) and d.jurisdiction == "de"]
    since = [(r.id, t) for r in remedies for t in r.time_limits if t.window.meets(Window(REFORM))]
    assert since
    assert [(id, t.id) for id, t in since if t.certainty is Certainty.CONFIRMED] == []


def test_germany_had_confirmed_deadlines_before(library: Library) -> None:
    """Do the deadlines of the old law end on the day before the reform, so that nobody counts by them today?"""
    remedies = [d for d in library if isinstance(d, Remedy) and d.jurisdiction == "de"]
    sure = [t for r in remedies for t in r.time_limits if t.certainty is Certainty.CONFIRMED]
    assert sure
    assert {t.window.until for t in sure} == {date(2026, 6, 11)}


def test_a_confirmed_deadline_rests_on_law_in_force(library: Library) -> None:
    """Does the law behind each confirmed deadline hold on every day on which the deadline does?"""
    limits = [(d, t) for d in library if isinstance(d, Remedy) for t in d.time_limits if t.certainty is Certainty.CONFIRMED]
    assert len(limits) >= 5
    for remedy, limit in limits:
        assert limit.source is not None
        placed = library.resolve(limit.source)
        assert placed is not None, remedy.id
        window, rule = limit.window, placed.statement.window
        assert rule.since is None or (window.since is not None and window.since >= rule.since), (remedy.id, limit.id)
        assert rule.until is None or (window.until is not None and window.until <= rule.until), (remedy.id, limit.id)
        if window.covers(TODAY):
            assert library.status_on(placed.document, TODAY) is Status.IN_FORCE, (remedy.id, limit.id)


def test_canada_has_fifteen_and_sixty_days(library: Library) -> None:
    """Are both of Canada's periods there, each with the place where the matter arose?"""
    remedy = library.get("remedies/ca/judicial-review")
    assert isinstance(remedy, Remedy)
    told = {(t.count, t.unit, t.certainty): " ".join(t.assumptions) for t in remedy.time_limits}
    assert "arose in Canada" in told[15, "calendar_days", Certainty.CONFIRMED]
    assert "arose outside Canada" in told[60, "calendar_days", Certainty.CONFIRMED]


@pytest.mark.parametrize("place", CHOICES)
def test_a_place_that_can_be_chosen_has_notes(library: Library, place: str) -> None:
    """Is there law, a known system, something to do and a guide for every place that a person can choose?"""
    assert {d.kind for d in library if d.jurisdiction == place} == set(Kind)


@pytest.mark.parametrize("place", CHOICES)
@pytest.mark.parametrize("kind", ["emergency", "violence", "trafficking", "crisis", "child", "detention"])
def test_someone_in_danger_finds_help(library: Library, place: str, kind: str) -> None:
    """Is there help for this danger in every place that can be chosen?"""
    assert [d.id for d in library if isinstance(d, Referral) and (d.jurisdiction, d.offers) == (place, kind)]


def test_the_prompts_name_only_what_exists(library: Library) -> None:
    """Do the guides of the safeguards and the steps to a court exist, and has each court step a deadline?"""
    prompts = load_prompts(ROOT / "prompts")
    guides = {r.guide for r in (*prompts.safeguards.urgency, *prompts.safeguards.harm) if r.guide} | {
        prompts.places.uncovered_guide
    }
    assert {id for id in guides if not isinstance(library.get(id), Guide)} == set()
    court = [(place, id) for place, ids in prompts.places.court for id in ids]
    found = {id: library.get(id) for _, id in court}
    assert all(isinstance(d, Remedy) and d.section("Deadline") for d in found.values()), found
    assert [(place, id) for place, id in court if id.split("/")[1] != place] == []


@pytest.mark.parametrize("kind", FOLDER_OF)
def test_the_list_of_what_must_exist(library: Library, kind: str) -> None:
    """Is each id of the list the kind of document that the list says, and what is still missing told?"""
    if not COVERAGE.exists():
        pytest.skip(f"{COVERAGE} is not beside this repository")
    rows = [row for row in coverage(COVERAGE, library) if row.kind == kind]
    missing = [id for row in rows for id in row.missing]
    assert sum(row.wanted for row in rows) > len(missing)
    lines = [line.split(",")[:2] for line in COVERAGE.read_text("utf-8").splitlines()]
    there = [library.get(id) for name, id in lines if name == kind and id in library]
    assert [d.id for d in there if d is not None and d.kind is not FOLDER_OF[kind]] == []
    if missing:
        pytest.skip(f"{len(missing)} of {sum(row.wanted for row in rows)} not written yet, such as {', '.join(missing[:3])}")

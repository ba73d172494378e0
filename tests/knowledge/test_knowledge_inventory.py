"""What the notes cover, counted."""

from dataclasses import replace
from datetime import date

import pytest

from factories import READ, a_guide, a_library, a_provision, a_remedy, a_section, a_statement, an_instrument
from fakes import a_referral, a_system
from rights_assistant.domain.document import Document, Instrument, Kind
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.standing import Certainty
from rights_assistant.knowledge.inventory import ages, by_certainty, by_place, gaps, instruments, place_of, places

FINNISH = a_system("systems/fi/grants")
EVERYWHERE = a_guide("guides/any/refused")
LIBRARY = a_library(a_provision(), a_remedy(), a_guide(), EVERYWHERE, FINNISH, replace(EVERYWHERE, language="ar"))


@pytest.mark.parametrize(
    ("document", "place"),
    [
        pytest.param(a_provision(), "ca", id="a provision"),
        pytest.param(a_remedy(), "ca", id="a remedy"),
        pytest.param(EVERYWHERE, "any", id="a guide of no one country"),
        pytest.param(FINNISH, "fi", id="a system of a country without law here"),
        pytest.param(an_instrument(id="eu/gdpr"), "eu", id="an instrument"),
    ],
)
def test_the_place_of_a_file(document: Document | Instrument, place: str) -> None:
    """Is the place read from the id?"""
    assert place_of(document) == place


def test_the_places_in_order() -> None:
    """Do our jurisdictions come first, then the guides of no one country, then the other countries?"""
    assert places(LIBRARY) == [*NAMES, "any", "fi"]


def test_counts_by_place_and_kind() -> None:
    """Is each document counted once, whatever its translations?"""
    counts = by_place(LIBRARY)
    assert counts["ca"] == {Kind.NOTE: 1, Kind.REMEDY: 1, Kind.GUIDE: 1}
    assert (counts["any"], counts["fi"]) == ({Kind.GUIDE: 1}, {Kind.SYSTEM: 1})
    assert sum(row.total() for row in counts.values()) == 5


def test_the_instruments_of_a_place() -> None:
    """Are they those of the place, by their short title?"""
    notes = [a_provision(f"{id}/s-1", instrument=an_instrument(id=id, short_title=title)) for id, title in NAMED.items()]
    assert [law.id for law in instruments(a_library(*notes), "ca")] == ["ca/zoo", "ca/air"]


NAMED = {"ca/air": "Zone Act", "eu/gdpr": "GDPR", "ca/zoo": "Air Act"}


def test_counts_by_certainty() -> None:
    """Does a statement count by its own word, else by its file's?"""
    lines = a_section("In short", a_statement(), a_statement("Perhaps.", "x", certainty=Certainty.UNCONFIRMED))
    remedy = a_remedy(sections=(lines,), certainty=Certainty.SECONDARY)
    counts = by_certainty(a_library(remedy))
    assert counts[Kind.REMEDY] == {Certainty.SECONDARY: 1, Certainty.UNCONFIRMED: 1}
    assert counts[Kind.NOTE].total() == 0


def test_how_fresh_the_files_of_a_place_are() -> None:
    """Are the oldest, the middle and the newest day told, and how many files were reviewed, by place and in all?"""
    days = [date(2026, 1, 1), date(2026, 3, 1), date(2026, 11, 1)]
    remedies = [a_remedy(f"remedies/ca/r{n}", checked_on=day) for n, day in enumerate(days)]
    library = a_library(*remedies, replace(FINNISH, reviewed_on=READ))
    canada, finland, all_ = ages(library)
    assert (canada.place, canada.files, canada.oldest, canada.median, canada.newest) == ("ca", 3, *days)
    assert (finland.place, finland.reviewed, canada.reviewed) == ("fi", 1, 0)
    assert (all_.place, all_.files, all_.reviewed) == ("", 4, 1)


def test_the_middle_of_an_even_number_is_a_day_that_was() -> None:
    """Is the middle one of the days, the earlier of two?"""
    remedies = [a_remedy(f"remedies/ca/r{n}", checked_on=date(2026, n, 1)) for n in (1, 2, 4, 12)]
    assert ages(a_library(*remedies))[0].median == date(2026, 2, 1)


def test_what_is_not_there() -> None:
    """Are the kinds named of which a jurisdiction has nothing, and is a full one left out?"""
    found = gaps(a_library(a_provision(), a_remedy(), a_guide(), a_referral(), a_system()))
    assert "ca" not in found
    assert found["de"] == list(Kind)
    assert gaps(LIBRARY)["ca"] == [Kind.SYSTEM, Kind.REFERRAL]

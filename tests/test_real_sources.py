"""The real list of sources: every instrument, addresses of the publishers alone, and what the copies at hand hold."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import KNOWLEDGE
from mirror import MIRROR, on_real_files
from rights_assistant.domain.library import Library
from rights_assistant.domain.official import Format, Unit
from rights_assistant.domain.sources import Edition, Source
from rights_assistant.knowledge.sources import disagreements, read_sources

SOURCES = read_sources(KNOWLEDGE)
EDITIONS = [(s, e) for s in SOURCES for e in s.editions]

HOSTS = {
    "data.consilium.europa.eu",
    "efele.net",
    "eur-lex.europa.eu",
    "laws-lois.justice.gc.ca",
    "www.gesetze-im-internet.de",
    "www.legislation.gov.uk",
    "www.tbs-sct.canada.ca",
}
"""The publishers; a further host in the list has to be meant."""

PATTERNS = {
    Format.EURLEX_OJ: r"https://eur-lex\.europa\.eu/legal-content/[A-Z]{2}/TXT/HTML/\?uri=CELEX:[1-9][0-9A-Z]+(/TXT)?",
    Format.EURLEX_CONSOLIDATED: r"https://eur-lex\.europa\.eu/legal-content/[A-Z]{2}/TXT/HTML/\?uri=CELEX:0[0-9]{4}[A-Z][0-9]{4}-[0-9]{8}",
    Format.JUSTICE_CANADA: r"https://laws-lois\.justice\.gc\.ca/(eng|fra)/XML/[A-Z0-9.-]+\.xml",
    Format.TREASURY_BOARD: r"https://www\.tbs-sct\.canada\.ca/pol/doc-(eng|fra)\.aspx\?id=[0-9]+&section=xml",
    Format.GII: r"https://www\.gesetze-im-internet\.de/[a-z0-9_-]+/xml\.zip",
    Format.CLML: r"https://www\.legislation\.gov\.uk/(ukpga|eur)/[0-9]{4}/[0-9]+/data\.xml",
    Format.PDF: r"https://data\.consilium\.europa\.eu/doc/document/[A-Z0-9-]+/[a-z]{2}/pdf",
    Format.UDHR: r"https://efele\.net/udhr/d/udhr_[A-Za-z0-9_]+\.xml",
}


def source(id: str) -> Source:
    """An entry that must be there."""
    return next(s for s in SOURCES if s.instrument == id)


def edition(id: str, name: str) -> Edition:
    """An edition that must be there."""
    return next(e for e in source(id).editions if e.name == name)


def test_every_instrument_is_listed_and_no_other(library: Library) -> None:
    """Do the list and law/ agree, by identifier too?"""
    assert disagreements(SOURCES, library.instruments.values()) == []
    assert len(SOURCES) == len(library.instruments)


def test_who_reads_what(library: Library) -> None:
    """Is there a text or a reason for each, and for every court's decisions a reason?"""
    assert all(bool(s.editions) != bool(s.none) for s in SOURCES)
    assert {s.instrument for s in SOURCES if library.instruments[s.instrument].kind == "case"} <= {
        s.instrument for s in SOURCES if s.none
    }


def test_only_the_publishers_are_called() -> None:
    """Are all addresses https, at a host that is meant?"""
    files = [f for s in SOURCES for f in s.files(outdated=True) if f.address]
    assert {f.host for f in files} == HOSTS
    assert {urlsplit(f.address).scheme for f in files} == {"https"}


@pytest.mark.parametrize("format", PATTERNS)
def test_addresses_have_their_publishers_pattern(format: Format) -> None:
    """Is each address of a format made as the others, each only once?"""
    addresses = [f.address for s in SOURCES for f in s.files(outdated=True) if f.publication.format is format and f.address]
    assert addresses
    assert [a for a in addresses if not re.fullmatch(PATTERNS[format], a)] == []
    assert len(addresses) == len(set(addresses))


def test_the_language_of_an_address_is_that_of_its_file() -> None:
    """Is French fetched as French?"""
    for s in SOURCES:
        for file in s.files(outdated=True):
            code = re.search(r"legal-content/([A-Z]{2})/|/(eng|fra)/XML|doc-(eng|fra)\.", file.address)
            if code:
                said = next(filter(None, code.groups())).lower()
                assert {"eng": "en", "fra": "fr"}.get(said, said) == file.publication.language


def test_eur_lex_addresses_have_the_entrys_celex() -> None:
    """Is each address of an instrument that of its own number?"""
    for s in SOURCES:
        celex = dict(s.identifiers).get("celex", "")
        for file in s.files(outdated=True):
            if celex and "CELEX" in file.address:
                assert celex[1:] in file.address


def test_a_consolidated_text_comes_before_the_journal_which_gives_the_recitals() -> None:
    """Are articles taken from the text as it is now, and recitals from where alone they are?"""
    for id in ("eu/ai-act", "eu/gdpr", "eu/led"):
        first = source(id).editions[0]
        journal = edition(id, "oj")
        assert first.gives(Unit.ARTICLE)
        assert not journal.gives(Unit.ARTICLE)
        assert journal.gives(Unit.RECITAL)


def test_a_date_in_a_name_is_the_date_of_the_edition() -> None:
    """Does an edition say the same day twice?"""
    for s, e in EDITIONS:
        named = re.search(r"\d{4}-\d{2}-\d{2}", e.name)
        if named:
            assert str(e.as_of) == named[0], s.instrument


def test_nobody_has_called_yet_and_it_is_said() -> None:
    """Is no address marked as called? Change this with the first that somebody has fetched from."""
    assert not [e.name for _, e in EDITIONS if e.called]


def test_what_is_known_to_be_old_is_marked() -> None:
    """Are the Australian texts of 2015 and the Directive before 2025 never the law today?"""
    assert {(s.instrument, e.name) for s, e in EDITIONS if e.name.startswith("20")} == {
        ("au/migration-act", "2015-volume-1"),
        ("au/migration-act", "2015-volume-2"),
        ("au/privacy-act", "2015"),
        ("ca/dadm", "2023-04-25"),
    }
    assert all(e.outdated and e.note for _, e in EDITIONS if e.name.startswith("20"))
    assert all(e.note for _, e in EDITIONS if e.outdated)


def test_terms_say_what_was_not_verified() -> None:
    """Is only what is known to be so said without that word?"""
    sure = {s.terms for s in SOURCES if s.terms and "unverified" not in s.terms}
    assert sure == {
        "Open Government Licence - Canada",
        "© European Union, reuse with attribution, Commission Decision 2011/833/EU",
        "MIT or CC0 1.0, the copy says both",
    }


@on_real_files
def test_every_path_of_a_mirror_is_there() -> None:
    """Is there a copy at each path that the list names?"""
    paths = {f.mirror for s in SOURCES for f in s.files(outdated=True) if f.mirror}
    assert sorted(p for p in paths if not (MIRROR / p).is_file()) == []


@on_real_files
def test_what_the_mirror_has_besides() -> None:
    """Is every copy of a text of our instruments listed, or known not to be of use?"""
    ours = {"/".join(Path(f.mirror).parts[:2]) for s in SOURCES for f in s.files(outdated=True) if f.mirror}
    listed = {f.mirror for s in SOURCES for f in s.files(outdated=True)}
    left = {str(p.relative_to(MIRROR)) for place in ours for p in (MIRROR / place).glob("*") if p.is_file()} - listed
    other_forms = re.compile(
        r"\.fmx\.xml$|\.fmx4\.zip$|(articles|annexes|recitals|sections|schedules)\.json$|/_index\.xml$|/de\.2022\.md$"
    )
    assert sorted(p for p in left if not other_forms.search(p)) == LEFT


LEFT = [
    "ca/dadm/en.capture-2025-08-31.xml",
    "ca/dadm/pin-2023.en.md",
    "eu/led-consolidated/fr.html",
]
"""The Directive once more, a notice about it, and a page without anchors."""

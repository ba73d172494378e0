"""`knowledge/sources.yaml`: read whole or refused with file, line, key and mend; held against our instruments."""

from datetime import date
from pathlib import Path

import pytest

from factories import an_instrument
from fakes import sound_knowledge
from lantern import SOURCES
from rights_assistant.domain.official import Format, Unit
from rights_assistant.domain.sources import Source
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge import examine
from rights_assistant.knowledge.faults import Fault
from rights_assistant.knowledge.sources import check, disagreements, examine_sources, read_sources

ENTRY = """\
eu/ai-act:
  publisher: Lantern Office
  identifiers: {celex: 32024R1689, eli: reg/2024/1689}
  terms: free, unverified
  locator: art
  editions:
    - name: consolidated-2026
      as_of: 2026-07-27
      called: true
      languages:
        en: {format: eurlex_consolidated, address: "https://lanterns.test/en?a=1", mirror: eu/en.html}
        zh-hant: {format: treaty_json, mirror: eu/both.json}
    - name: oj
      units: [recital, preamble]
      note: Recitals only.
      languages:
        nl: {format: pdf, mirror: eu/nl.pdf, pattern: '^Artikel (?P<number>\\d+)'}
"""


def written(tmp_path: Path, text: str) -> Path:
    """A knowledge folder with this list."""
    (tmp_path / "sources.yaml").write_text(text, "utf-8")
    return tmp_path


def faults(tmp_path: Path, text: str) -> list[Fault]:
    """What is wrong with a list."""
    return examine_sources(written(tmp_path, text))[1]


class TestReading:
    """What stands there is what is read."""

    def test_everything_is_read(self, tmp_path: Path) -> None:
        """Do publisher, identifiers, terms, editions and files come as they were written, in their order?"""
        (source,) = read_sources(written(tmp_path, ENTRY))
        assert (source.instrument, source.publisher, source.terms) == ("eu/ai-act", "Lantern Office", "free, unverified")
        assert source.identifiers == (("celex", "32024R1689"), ("eli", "reg/2024/1689"))
        assert (source.none, source.line) == ("", 1)
        first, second = source.editions
        assert (first.name, first.as_of, first.called, first.outdated) == ("consolidated-2026", date(2026, 7, 27), True, False)
        assert (second.units, second.note, second.called) == (frozenset({Unit.RECITAL, Unit.PREAMBLE}), "Recitals only.", False)
        english, chinese = first.files
        assert (english.address, english.mirror) == ("https://lanterns.test/en?a=1", "eu/en.html")
        assert (chinese.address, chinese.publication.language) == ("", "zh-hant")

    def test_a_publication_knows_how_it_is_to_be_read(self, tmp_path: Path) -> None:
        """Does each file carry what its loader needs, and the name that errors call it by?"""
        (source,) = read_sources(written(tmp_path, ENTRY))
        publication = source.editions[0].files[0].publication
        assert publication.instrument == "eu/ai-act"
        assert publication.format is Format.EURLEX_CONSOLIDATED
        assert publication.name == "eu/ai-act/consolidated-2026.en.html"
        assert publication.as_of == date(2026, 7, 27)
        assert publication.locator == "art"
        assert source.editions[1].files[0].publication.pattern == r"^Artikel (?P<number>\d+)"

    def test_a_reason_for_none(self, tmp_path: Path) -> None:
        """Does an entry with a reason need neither editions nor terms?"""
        (source,) = read_sources(written(tmp_path, "ca/cases:\n  publisher: A court\n  none: Judgments.\n"))
        assert (source.none, source.editions, list(source.files(outdated=True))) == ("Judgments.", (), [])

    def test_the_tests_own_list_is_sound(self, tmp_path: Path) -> None:
        """Is it what other tests take it for?"""
        sources = read_sources(written(tmp_path, SOURCES))
        assert [s.instrument for s in sources] == ["ca/irpa", "ca/cases"]
        assert [f.mirror for f in sources[0].files()] == ["ca/irpa/en.xml", "ca/irpa/fr.xml"]


WRONG = [
    ("publisher: Lantern Office", "publisher:", 2, "eu/ai-act.publisher", "is missing"),
    ("  terms: free, unverified\n", "", 1, "eu/ai-act.terms", "is missing"),
    ("  terms:", "  licence: x\n  terms:", 4, "eu/ai-act.licence", "is not a key here"),
    ("locator: art", "locator: Art.", 5, "eu/ai-act.locator", "cannot be 'Art.'"),
    ("{celex: 32024R1689, eli: reg/2024/1689}", "32024R1689", 3, "eu/ai-act.identifiers", "is not a map"),
    ("name: oj", "name: consolidated-2026", 6, "eu/ai-act.editions", "two editions with the name"),
    ("name: oj", "name: Official Journal", 13, "eu/ai-act.editions[2].name", "cannot be"),
    ("as_of: 2026-07-27", "as_of: 2026-02-30", 8, "eu/ai-act.editions[1].as_of", "is not a date that exists"),
    ("called: true", "called: perhaps", 9, "eu/ai-act.editions[1].called", "cannot be 'perhaps'"),
    ("      called: true\n", "", 7, "eu/ai-act.editions[1].called", "is missing"),
    ("      called: true", "      called: true\n      old: true", 10, "eu/ai-act.editions[1].old", "is not a key here"),
    ("[recital, preamble]", "[recital, chapter]", 14, "eu/ai-act.editions[2].units", "cannot be 'chapter'"),
    ("        en: {format", "        EN: {format", 11, "eu/ai-act.editions[1].languages.EN", "code of a language"),
    ("eurlex_consolidated", "html", 11, "eu/ai-act.editions[1].languages.en.format", "cannot be 'html'"),
    ("format: treaty_json, ", "", 12, "eu/ai-act.editions[1].languages.zh-hant.format", "is missing"),
    ("https://lanterns", "http://lanterns", 11, "eu/ai-act.editions[1].languages.en.address", "cannot be fetched"),
    ("lanterns.test/en", "me@lanterns.test/en", 11, "eu/ai-act.editions[1].languages.en.address", "cannot be fetched"),
    ("lanterns.test/en", "lanterns.test:8443/en", 11, "eu/ai-act.editions[1].languages.en.address", "cannot be fetched"),
    ("en?a=1", "en#a", 11, "eu/ai-act.editions[1].languages.en.address", "cannot be fetched"),
    ("en?a=1", "en a", 11, "eu/ai-act.editions[1].languages.en.address", "cannot be fetched"),
    ("lanterns.test/en", "[lanterns/en", 11, "eu/ai-act.editions[1].languages.en.address", "cannot be fetched"),
    ("mirror: eu/en.html", "mirror: ../en.html", 11, "eu/ai-act.editions[1].languages.en.mirror", "leads out of the mirror"),
    ("mirror: eu/both.json", "mirror: /both.json", 12, "eu/ai-act.editions[1].languages.zh-hant.mirror", "leads out"),
    (", mirror: eu/both.json", "", 12, "eu/ai-act.editions[1].languages.zh-hant", "has no place"),
    (", mirror: eu/both.json", ", where: x", 12, "eu/ai-act.editions[1].languages.zh-hant.where", "is not a key here"),
    (", pattern: '^Artikel (?P<number>\\d+)'", "", 17, "eu/ai-act.editions[2].languages.nl.pattern", "is missing"),
    ("(?P<number>\\d+)", "\\d+", 17, "eu/ai-act.editions[2].languages.nl.pattern", "which part is the number"),
    ("(?P<number>\\d+)", "(?P<number>\\d+", 17, "eu/ai-act.editions[2].languages.nl.pattern", "regular expression"),
    ("format: pdf", "format: udhr", 17, "eu/ai-act.editions[2].languages.nl.pattern", "for PDF alone"),
    ("  terms:", "  none: It burned.\n  terms:", 4, "eu/ai-act.none", "a reason for having none"),
    ("eu/ai-act:", "xx/ai-act:", 1, "xx/ai-act", "is not the id of an instrument"),
    ("eu/ai-act:", "eu/ai-act/art-1:", 1, "eu/ai-act/art-1", "is not the id of an instrument"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "line", "key", "problem"), WRONG, ids=[f"{w[3]}: {w[1].strip()[:20]}" for w in WRONG])
def test_a_fault_has_line_key_and_mend(tmp_path: Path, good: str, bad: str, line: int, key: str, problem: str) -> None:
    """Is one thing wrong told once, where it stands, with what to do?"""
    assert ENTRY.count(good) == 1 or good.startswith(("(?P", "lanterns"))
    found = faults(tmp_path, ENTRY.replace(good, bad, 1))
    told = [f for f in found if f.key == key and problem in f.problem]
    assert [f.line for f in told] == [line], [str(f) for f in found]
    assert all(f.path == Path("sources.yaml") and f.remedy for f in found)


def test_an_entry_without_anything(tmp_path: Path) -> None:
    """Does an empty entry say what it lacks?"""
    said = " ".join(str(f) for f in faults(tmp_path, "ca/irpa: {}\n"))
    assert all(key in said for key in ("ca/irpa.publisher", "ca/irpa.terms", "ca/irpa.editions"))


def test_editions_need_a_language(tmp_path: Path) -> None:
    """Is an edition without a file told?"""
    text = "ca/irpa:\n  publisher: x\n  terms: x\n  editions:\n    - name: a\n      languages: {}\n"
    assert [(f.line, f.problem) for f in faults(tmp_path, text)] == [(6, "has no language.")]


@pytest.mark.parametrize("data", [b"\xff", b"ca/irpa: [", b"- a\n"])
def test_a_file_that_is_no_list(tmp_path: Path, data: bytes) -> None:
    """Is it one fault, and for a command one error?"""
    (tmp_path / "sources.yaml").write_bytes(data)
    sources, found = examine_sources(tmp_path)
    assert (sources, len(found)) == ((), 1)
    with pytest.raises(KnowledgeError, match=r"has 1 faults; the first: sources\.yaml"):
        read_sources(tmp_path)


def test_no_list(tmp_path: Path) -> None:
    """Is a folder without one no fault, and for a command an error?"""
    assert examine_sources(tmp_path) == ((), [])
    assert check(tmp_path, [an_instrument()]) == []
    with pytest.raises(KnowledgeError, match="no list of official publications"):
        read_sources(tmp_path)


class TestAgreement:
    """The list and law/ name the same instruments, by the same identifiers."""

    def test_they_agree(self) -> None:
        """Is nothing told where all is well?"""
        laws = [an_instrument(), an_instrument(id="eu/ai-act", identifiers=(("celex", "1"), ("ours", "2")))]
        assert disagreements([Source("ca/irpa", "x"), Source("eu/ai-act", "x", (("celex", "1"), ("eli", "3")))], laws) == []

    def test_an_instrument_that_is_not_listed(self) -> None:
        """Is it told with both ways to mend it?"""
        (fault,) = disagreements([], [an_instrument()])
        assert str(fault).startswith("sources.yaml: `ca/irpa`: does not have the instrument ca/irpa.")
        assert "none:" in fault.remedy

    def test_an_entry_that_is_no_instrument(self) -> None:
        """Is it told at its line?"""
        (fault,) = disagreements([Source("eu/old-act", "x", line=7)], [])
        assert str(fault).startswith("sources.yaml:7: `eu/old-act`: is no instrument of ours.")
        assert "law/eu/old-act/instrument.md" in fault.remedy

    def test_another_identifier(self) -> None:
        """Are two numbers for the same thing told?"""
        (fault,) = disagreements(
            [Source("ca/irpa", "x", (("celex", "1"),), line=3)], [an_instrument(identifiers=(("celex", "2"),))]
        )
        assert "has the celex 1, and law/ca/irpa/instrument.md has 2." in str(fault)

    def test_knowledge_check_tells_it(self, tmp_path: Path) -> None:
        """Do all three kinds of fault come where the faults of instruments come?"""
        root = sound_knowledge(tmp_path)
        assert examine(root)[1] == []
        written(root, ENTRY)
        said = [str(f) for f in examine(root)[1]]
        assert len(said) == 2
        assert "`ca/irpa`: does not have" in said[0]
        assert "`eu/ai-act`: is no instrument of ours." in said[1]
        written(root, ENTRY.replace("publisher: Lantern Office", ""))
        assert ["eu/ai-act.publisher" in str(f) for f in examine(root)[1]] == [True], "faults of reading come alone"

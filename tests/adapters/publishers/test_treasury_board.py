"""`treasury_board`: policies and directives, from our own small one and from the real ones."""

import re
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers.treasury_board import load
from rights_assistant.domain.official import Format, OfficialText, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within
from wholeness import assert_sound, last_steps

DIRECTIVE = a_publication("ca/lantern-directive", Format.TREASURY_BOARD, name="directive.xml")


@pytest.fixture(scope="module")
def directive() -> OfficialText:
    return load(made("lantern_directive.xml"), DIRECTIVE)


def text_of(text: OfficialText, locator: str) -> list[str]:
    """The lines of a provision or of a part of it."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    provision, part = found
    return (provision.words_of(part) if part else provision.text).split("\n")


def test_numbers_of_two_places_are_provisions(directive: OfficialText) -> None:
    assert [p.id.removeprefix("ca/lantern-directive/") for p in directive.provisions] == [
        "1.1",
        "1.2",
        "2",
        "2.1",
        "2.2",
        "3.1",
        "appendix-a",
        "appendix-b",
    ]
    assert {p.unit for p in directive.provisions} == {Unit.SECTION, Unit.ANNEX}
    assert directive.title == "Directive on Lanterns"
    assert directive.as_of is None


def test_longer_numbers_are_parts(directive: OfficialText) -> None:
    assert [part.id.removeprefix("ca/lantern-directive/") for p in directive.provisions for part in p.parts] == [
        "1.2.1",
        "1.2.2",
        "2.1.1",
        "2.1.1.1",
        "appendix-a/def-wick",
        "appendix-a/def-glass",
        "b.1",
        "b.1.1",
    ]


def test_a_directive_is_sound(directive: OfficialText) -> None:
    tree = etree.fromstring(made("lantern_directive.xml"))
    for mark in tree.findall(".//sup[@id]"):
        mark.clear(keep_tail=True)
    assert_sound(directive, "".join(tree.itertext()), labels_written=False)


@pytest.mark.parametrize(
    ("locator", "label", "heading", "under"),
    [
        pytest.param("1.1", "1.1", "", ("1 Effective date",), id="a clause"),
        pytest.param("2", "2", "Requirements", (), id="a chapter with words of its own"),
        pytest.param("2.1", "2.1", "Care", ("2 Requirements",), id="a chapter in a chapter"),
        pytest.param("3.1", "3.1", "", ("3 Enquiries", "By night"), id="a clause below a heading"),
        pytest.param("appendix-a", "Appendix A", "Definitions", (), id="an appendix"),
        pytest.param("appendix-b", "Appendix B", "Brightness", (), id="an appendix whose title does not say so"),
    ],
)
def test_labels_and_headings(directive: OfficialText, locator: str, label: str, heading: str, under: tuple[str, ...]) -> None:
    found = directive.find(f"ca/lantern-directive/{locator}")
    assert found
    assert (found[0].label, found[0].heading, found[0].under) == (label, heading, under)


def test_a_chapter_keeps_the_words_before_its_clauses_and_no_others(directive: OfficialText) -> None:
    assert text_of(directive, "2") == ["The keeper is responsible for:"]


def test_line_breaks_of_the_file_are_no_blanks_before_a_stop(directive: OfficialText) -> None:
    assert text_of(directive, "1.2") == ["It applies to the following:", "lanterns of the Lantern Act; and", "torches (flambeaux)."]


def test_numbers_stand_beside_the_words_and_footnote_marks_nowhere(directive: OfficialText) -> None:
    assert text_of(directive, "2.1") == ["Before night", "Filling the lamp on the 1st floor.", "With oil."]
    assert text_of(directive, "2.1.1") == ["Filling the lamp on the 1st floor.", "With oil."]


def test_lists_without_numbers(directive: OfficialText) -> None:
    assert text_of(directive, "2.2") == ["Lantern Act", "Candle Act"]


def test_a_definition_is_its_term_and_its_meaning(directive: OfficialText) -> None:
    assert text_of(directive, "appendix-a/def-glass") == ["glass", "What keeps the wind out.", "It may be tinted."]
    assert text_of(directive, "appendix-a") == [
        "wick (mèche)",
        "A string that burns.",
        "glass",
        "What keeps the wind out.",
        "It may be tinted.",
        "soot",
    ]


def test_a_table_is_a_line_a_row_without_its_footnotes(directive: OfficialText) -> None:
    assert text_of(directive, "appendix-b") == [
        "Need | Level I",
        "Oil (see 2.1.1) | Enough: half or more",
        "How to measure",
        "Squint.",
    ]


def test_notes_to_the_reader_are_left_out(directive: OfficialText) -> None:
    everything = "\n".join(p.text for p in directive.provisions)
    assert "Directive on Candles" not in everything
    assert "whale" not in everything


def doc(inner: str, attributes: str = "") -> bytes:
    """A policy instrument with this in its chapters."""
    return f"<doc{attributes}><chapters>{inner}</chapters></doc>".encode()


CLAUSE = '<chapter anchor="1" title="T"><clauses><clause anchor="1.1">Light.</clause></clauses></chapter>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b" ", "is empty", id="nothing"),
        pytest.param(b"<html><body>503</body></html>", "begins with <html>", id="an error page"),
        pytest.param(made("lantern_directive.xml")[:2000], "is no whole XML", id="cut short"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]>' + doc(CLAUSE), "declares entities", id="entities of its own"),
        pytest.param(doc(CLAUSE, ' language="fr"'), "is in 'fr', not in 'en'", id="another language"),
        pytest.param(doc(""), "has no provisions", id="no provisions"),
        pytest.param(b"<doc/>", "has no provisions", id="no chapters"),
        pytest.param(
            doc("<chapter><p>Light.</p></chapter>"), "has a <chapter> without a number: line 1", id="a chapter without number"
        ),
        pytest.param(
            doc('<chapter anchor="1"><clause anchor="1.1">A<clauses><clause>B</clause></clauses></clause></chapter>'),
            "has a <clause> without a number",
            id="a clause without number",
        ),
        pytest.param(doc('<chapter anchor="a b"><p>Light.</p></chapter>'), "without a number", id="a number that is none"),
        pytest.param(
            doc('<chapter anchor="1.1" title="T"/>'), "has no words in ca/lantern-directive/1.1", id="nothing under a number"
        ),
        pytest.param(doc(CLAUSE + CLAUSE), "has ca/lantern-directive/1.1 twice", id="a number twice"),
        pytest.param(doc(within("clauses", 90)), "80 elements within each other", id="deeper than any policy"),
    ],
)
def test_what_is_no_whole_policy_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, DIRECTIVE)
    assert says in str(error.value)
    assert str(error.value).startswith("directive.xml ")


def test_a_french_appendix() -> None:
    data = '<doc language="fr"><appendices><appendix anchor="C" title="Annexe C : Éclat"><p>Fort.</p></appendix></appendices></doc>'
    french = a_publication("ca/lantern-directive", Format.TREASURY_BOARD, language="fr")
    (appendix,) = load(data.encode(), french).provisions
    assert (appendix.id, appendix.label, appendix.heading) == ("ca/lantern-directive/appendix-c", "Annexe C", "Éclat")


def test_a_chapter_within_a_numbered_one_keeps_its_title() -> None:
    data = doc('<chapter anchor="1.1" title="A"><chapter anchor="1.1.1" title="By day"><p>No light.</p></chapter></chapter>')
    text = load(data, DIRECTIVE)
    assert text_of(text, "1.1.1") == ["By day", "No light."]


@given(st.binary(max_size=300))
def test_any_bytes_are_an_official_error(data: bytes) -> None:
    with pytest.raises(OfficialError):
        load(data, DIRECTIVE)


@given(st.integers(min_value=0, max_value=len(made("lantern_directive.xml")) - 10))
def test_a_file_cut_anywhere_is_an_official_error(length: int) -> None:
    with pytest.raises(OfficialError):
        load(made("lantern_directive.xml")[:length], DIRECTIVE)


TAGS = ("p", "ul", "li", "section", "header", "h4", "dl", "dt", "dd", "table", "tr", "td", "em", "clauses")
trees = st.recursive(
    st.sampled_from(["", "so it is", "\n , ", "(\n"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(TAGS), st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


@given(trees)
def test_any_tree_of_known_elements_is_a_sound_text(tree: str) -> None:
    data = doc(f'<chapter anchor="1"><clauses><clause anchor="1.1">Light.{tree}</clause></clauses></chapter>')
    assert_sound(load(data, DIRECTIVE), "".join(etree.fromstring(data).itertext()), labels_written=False)


# Real files.

POLICIES = [
    "ca/dadm",
    "ca/directive-ati-requests",
    "ca/directive-privacy-practices",
    "ca/directive-service-digital",
    "ca/policy-privacy-protection",
    "ca/policy-service-digital",
]


@lru_cache(maxsize=12)
def real(instrument: str, file: str = "en.xml") -> tuple[OfficialText, etree._Element]:
    """A real file, loaded, and its tree."""
    data = (MIRROR / instrument / file).read_bytes()
    return load(data, a_publication(instrument, Format.TREASURY_BOARD)), etree.fromstring(data)


@on_real_files
@pytest.mark.parametrize("instrument", POLICIES)
def test_real_counts_are_those_of_a_regular_expression(instrument: str) -> None:
    text, _ = real(instrument)
    raw = (MIRROR / instrument / "en.xml").read_text("utf-8")
    anchors = re.findall(r'<(?:clause|chapter)\s+anchor="([^"]*?) ?"', raw)
    body = [anchor for anchor in anchors if anchor[0].isdigit()]
    with_own_words = {p.id.rpartition("/")[2] for p in text.of(Unit.SECTION)} & {a for a in body if "." not in a}
    assert len(text.of(Unit.SECTION)) - len(with_own_words) == len([a for a in body if a.count(".") == 1])
    numbered = [part for p in text.of(Unit.SECTION) for part in p.parts if "/def-" not in part.id]
    assert len(numbered) == len([a for a in body if a.count(".") > 1])
    assert len(text.of(Unit.ANNEX)) == len(re.findall(r'<appendix anchor="[A-Za-z] ?"', raw))


@on_real_files
@pytest.mark.parametrize("instrument", POLICIES)
def test_real_definitions_are_those_of_an_xpath(instrument: str) -> None:
    text, tree = real(instrument)
    assert len(last_steps(text, "def")) == len(tree.xpath("//dl[not(ancestor::tfoot)]/dt"))


@on_real_files
@pytest.mark.parametrize(("instrument", "file"), [(p, "en.xml") for p in POLICIES] + [("ca/dadm", "en.2023-04-25.xml")])
def test_real_texts_are_sound(instrument: str, file: str) -> None:
    text, tree = real(instrument, file)
    for mark in tree.xpath("//sup[a]"):
        mark.clear(keep_tail=True)
    assert_sound(text, "".join(tree.itertext()), labels_written=False)


@on_real_files
def test_the_directive_on_automated_decisions() -> None:
    text, _ = real("ca/dadm")
    assert {"5.1", "6", "6.1", "6.2", "6.3", "6.4", "6.5", "appendix-a", "appendix-b", "appendix-c"} <= {
        p.id.removeprefix("ca/dadm/") for p in text.provisions
    }
    assert len(text.provisions) == 31
    found = text.find("ca/dadm/6.2.3")
    assert found
    provision, part = found
    assert part
    assert (provision.id, provision.heading, part.label) == ("ca/dadm/6.2", "Transparency", "6.2.3")
    assert "meaningful explanation" in provision.words_of(part)
    assert text_of(text, "appendix-c")[0].split(" | ") == ["Requirement", "Level I", "Level II", "Level III", "Level IV"]
    assert all(row.count(" | ") == 4 for row in text_of(text, "appendix-c"))


@on_real_files
def test_the_directive_before_and_after_its_last_change() -> None:
    before, after = real("ca/dadm", "en.2023-04-25.xml")[0], real("ca/dadm")[0]
    assert before.find("ca/dadm/6.3.1")
    assert after.find("ca/dadm/6.3.14")
    assert not before.find("ca/dadm/6.3.14")


@on_real_files
def test_a_page_of_the_site_is_not_the_file() -> None:
    data = (MIRROR / "ca/dadm/en.capture-2025-08-31.xml").read_bytes()
    with pytest.raises(OfficialError, match="is not a policy of the Treasury Board: it begins with <html>"):
        load(data, a_publication("ca/dadm", Format.TREASURY_BOARD))

"""`justice_canada`: Acts and regulations of Canada, in both languages, from our own small ones and from the real ones."""

import re
from copy import deepcopy
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers.justice_canada import load
from rights_assistant.domain.official import Format, OfficialText, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within
from wholeness import assert_sound, last_steps, squeezed

ACT = a_publication("ca/lantern-act", Format.JUSTICE_CANADA, name="lantern.xml")
RULES = a_publication("ca/lantern-rules", Format.JUSTICE_CANADA, language="fr", locator="rule")


@pytest.fixture(scope="module")
def act() -> OfficialText:
    return load(made("lantern_act_en.xml"), ACT)


def text_of(act: OfficialText, locator: str) -> list[str]:
    """The lines of a provision or of a part of it."""
    found = act.find(f"ca/lantern-act/{locator}")
    assert found, locator
    provision, part = found
    return (provision.words_of(part) if part else provision.text).split("\n")


def test_an_act_is_preamble_sections_and_schedules(act: OfficialText) -> None:
    assert [p.id.removeprefix("ca/lantern-act/") for p in act.provisions] == [
        "preamble",
        "s-1",
        "s-2",
        "s-3-4",
        "s-5.1",
        "s-6",
        "sch-2",
        "sch",
        "sch-3",
    ]
    assert [p.unit for p in act.provisions] == [Unit.PREAMBLE, *[Unit.SECTION] * 5, *[Unit.SCHEDULE] * 3]
    assert (act.title, act.language, act.instrument) == ("Lantern Act", "en", "ca/lantern-act")


def test_an_act_is_sound(act: OfficialText) -> None:
    content = "".join(etree.fromstring(made("lantern_act_en.xml")).itertext())
    assert_sound(act, content.replace("light witha", "light with"))


def test_the_day_is_that_to_which_the_publisher_says_it_is_current(act: OfficialText) -> None:
    assert act.as_of == date(2024, 5, 6)
    assert load(made("lantern_rules_fr.xml"), RULES).as_of == date(2012, 12, 15)


def test_without_a_day_in_the_file_that_of_the_list_counts() -> None:
    data = re.sub(rb' lims:(pit|current)-date="[^"]*"', b"", made("lantern_act_en.xml"))
    assert load(data, ACT).as_of is None


@pytest.mark.parametrize(
    ("locator", "label", "heading", "under"),
    [
        pytest.param("s-1", "1", "Short title", ("PART 1 Keeping Lanterns", "Light"), id="both headings above"),
        pytest.param("s-3-4", "3 and 4", "", ("PART 2 Other Lights",), id="a new part ends the headings within the last"),
        pytest.param("s-5.1", "5.1", "Change to the Candle Act", ("PART 2 Other Lights",), id="no footnote mark in the number"),
        pytest.param("preamble", "Preamble", "", (), id="the preamble's note is its label"),
        pytest.param("sch-2", "SCHEDULE II", "Lights That Count", (), id="a schedule counted in Roman numbers"),
        pytest.param("sch", "SCHEDULE", "", (), id="the only unnumbered one"),
    ],
)
def test_labels_and_headings(act: OfficialText, locator: str, label: str, heading: str, under: tuple[str, ...]) -> None:
    found = act.find(f"ca/lantern-act/{locator}")
    assert found
    assert (found[0].label, found[0].heading, found[0].under) == (label, heading, under)


def test_every_level_is_addressed(act: OfficialText) -> None:
    found = act.find("ca/lantern-act/s-2")
    assert found
    assert [part.id.removeprefix("ca/lantern-act/s-2/") for part in found[0].parts] == [
        "ss-1",
        "ss-1/def-evening-lamp",
        "ss-1/def-evening-lamp/par-a",
        "ss-1/def-evening-lamp/par-b",
        "ss-1/def-wick",
        "ss-2",
        "ss-2/par-a",
        "ss-2/par-a/sub-i",
        "ss-2/par-a/sub-i/cl-a",
        "ss-2/par-a/sub-i/cl-a/scl-i",
        "ss-2.1",
    ]


def test_a_note_beside_a_later_subsection_is_a_line_before_it(act: OfficialText) -> None:
    lines = text_of(act, "s-2")
    assert lines[lines.index("Same") + 1] == "(2) (a) A lantern"
    assert text_of(act, "s-2/ss-2")[0] == "(2) (a) A lantern"
    assert "Short title" not in text_of(act, "s-1")


def test_words_after_a_list_belong_to_what_they_continue(act: OfficialText) -> None:
    assert text_of(act, "s-2/ss-2/par-a") == [
        "(a) A lantern",
        "(i) shines, and",
        "(A) warms,",
        "(I) a little.",
        "until it is blown out.",
    ]
    assert text_of(act, "s-2/ss-2")[-1] == "That is all a lantern does."


def test_a_repealed_subsection_says_so(act: OfficialText) -> None:
    assert text_of(act, "s-2/ss-2.1") == ["(2.1) [Repealed, 1950, c. 2, s. 3]"]


def test_history_and_footnotes_are_left_out(act: OfficialText) -> None:
    everything = "\n".join(p.text for p in act.provisions)
    assert "1901" not in everything
    assert "in force at dusk" not in everything
    assert "is a light with a handle" in everything
    assert "the 1st night" in everything


def test_what_is_not_in_force_is_no_provision(act: OfficialText) -> None:
    everything = "\n".join(p.text + p.heading for p in act.provisions)
    assert "Torch Act" not in everything
    assert "of old" not in everything
    assert act.find("ca/lantern-act/s-99") is None


def test_words_put_into_another_law_have_no_addresses_here(act: OfficialText) -> None:
    assert text_of(act, "s-5.1") == ["Section 8 of the Candle Act now reads:", "Burning", "8 (1) Candles burn."]
    found = act.find("ca/lantern-act/s-5.1")
    assert found
    assert not found[0].parts


def test_an_address_that_comes_twice_is_given_to_neither(act: OfficialText) -> None:
    assert text_of(act, "s-6")[-3:] == ["(a) bread, with", "(i) salt;", "(c) a song."]
    found = act.find("ca/lantern-act/s-6")
    assert found
    assert [part.id for part in found[0].parts] == ["ca/lantern-act/s-6/par-b", "ca/lantern-act/s-6/par-c"]


def test_a_table_is_a_line_a_row(act: OfficialText) -> None:
    assert text_of(act, "sch-2") == [
        "(Section 6)",
        "1 Torches",
        "2.1 Beacons",
        "How Bright",
        "| Column 1 | Column 2",
        "1 | A spark",
        "2 | A blaze Un brasier | Very",
    ]


def test_schedules_have_points_sections_and_forms(act: OfficialText) -> None:
    assert text_of(act, "sch-2/pt-2.1") == ["2.1 Beacons"]
    assert text_of(act, "sch/pt-f/pt-a") == ["(a) all night."]
    assert text_of(act, "sch") == ["Form 1", "I, the keeper, swear:", "F to keep it lit", "(a) all night.", "TO: The village."]
    assert text_of(act, "sch-3/s-1/par-a") == ["(a) once."]
    assert act.find("ca/lantern-act/sch/pt-to") is None


def test_french_rules() -> None:
    rules = load(made("lantern_rules_fr.xml"), RULES)
    assert [(p.id, p.label, p.unit) for p in rules.provisions] == [
        ("ca/lantern-rules/rule-1", "1", Unit.RULE),
        ("ca/lantern-rules/rule-2-4", "2 à 4", Unit.RULE),
        ("ca/lantern-rules/rule-5", "5", Unit.RULE),
    ]
    assert rules.title == "Règles sur les lanternes"
    assert "gardien" not in "".join(p.text for p in rules.provisions)
    assert_sound(rules, "".join(etree.fromstring(made("lantern_rules_fr.xml")).itertext()))


def test_a_definition_has_one_address_in_both_languages() -> None:
    rules = load(made("lantern_rules_fr.xml"), RULES)
    found = rules.find("ca/lantern-rules/rule-1/def-evening-lamp")
    assert found
    assert found[1]
    assert found[0].words_of(found[1]).startswith("lampe du soir Lumière")
    assert rules.find("ca/lantern-rules/rule-1/def-oeil-allume")


def test_a_group_of_repealed_paragraphs_has_one_address() -> None:
    rules = load(made("lantern_rules_fr.xml"), RULES)
    assert rules.find("ca/lantern-rules/rule-5/ss-1/par-a-c")
    assert rules.find("ca/lantern-rules/rule-5/ss-1/par-d")


def in_body(inner: str, attributes: str = "") -> bytes:
    """A statute with this in its body."""
    return f"<Statute{attributes}><Body>{inner}</Body></Statute>".encode()


SECTION = "<Section><Label>1</Label><Text>Light.</Text></Section>"
GONE = "<Section><Label>1</Label><Text><Repealed>[Repealed, 1950]</Repealed></Text></Section>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"<html><body>Page not found</body></html>", "begins with <html>", id="an error page with status 200"),
        pytest.param(b"<!doctype html><html><p>Sorry</html>", "is no whole XML", id="an error page that is no XML"),
        pytest.param(made("lantern_act_en.xml")[:3000], "is no whole XML: line", id="cut short"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]>' + in_body(SECTION), "declares entities", id="entities of its own"),
        pytest.param(b'<!DOCTYPE Statute SYSTEM "x">' + in_body("&when;"), "entity &when;", id="an entity nobody explains"),
        pytest.param(in_body(within("Subsection", 90)), "80 elements within each other", id="deeper than any law"),
        pytest.param(in_body(within("Subsection", 400)), "is no whole XML", id="deeper than the parser goes"),
        pytest.param(in_body(SECTION, ' xml:lang="fr"'), "is in 'fr', not in 'en'", id="another language"),
        pytest.param(in_body("<Section><Text>Light.</Text></Section>"), "a section without a number: line 1", id="no number"),
        pytest.param(in_body(""), "has no provisions", id="no provisions"),
        pytest.param(b"<Bill><Body/></Bill>", "begins with <Bill>", id="a bill, which is no law"),
        pytest.param(
            in_body("<Section><Label>1</Label></Section>"), "has no words in ca/lantern-act/s-1", id="a section without words"
        ),
        pytest.param(in_body(SECTION + SECTION), "has ca/lantern-act/s-1 twice", id="two in force with one number"),
        pytest.param(
            b'<Statute xmlns:lims="http://justice.gc.ca/lims" lims:current-date="soon"><Body/></Statute>',
            "has 'soon' where the date",
            id="a day that is none",
        ),
    ],
)
def test_what_is_no_whole_act_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, ACT)
    assert says in str(error.value)
    assert str(error.value).startswith("lantern.xml ")
    assert error.value.remedy


@pytest.mark.parametrize("order", [pytest.param(GONE + SECTION, id="gone first"), pytest.param(SECTION + GONE, id="gone last")])
def test_of_a_repealed_and_a_present_version_the_present_stays(order: str) -> None:
    (section,) = load(in_body(order), ACT).provisions
    assert section.text == "Light."


def test_a_heading_without_a_level_stands_outermost() -> None:
    text = load(in_body(f'<Heading level="x"><TitleText>Night</TitleText></Heading>{SECTION}'), ACT)
    assert text.provisions[0].under == ("Night",)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_official_error(data: bytes) -> None:
    with pytest.raises(OfficialError):
        load(data, ACT)


@given(st.integers(min_value=0, max_value=len(made("lantern_act_en.xml")) - 20))
def test_a_file_cut_anywhere_is_an_official_error(length: int) -> None:
    with pytest.raises(OfficialError):
        load(made("lantern_act_en.xml")[:length], ACT)


LEAVES = ("Text", "Repealed", "TitleText", "Oath")
BRANCHES = ("Section", "Subsection", "Paragraph", "Provision", "Definition", "AmendedText", "Heading")
leaves = st.builds(
    lambda tag, words: f"<{tag}>{words}</{tag}>", st.sampled_from(LEAVES), st.sampled_from(["", "(a)", "1", "so it is"])
)
notes = st.sampled_from(["", "<MarginalNote>Night</MarginalNote>"])
labels = st.sampled_from(["", "<Label>(a)</Label>", "<Label>1</Label>", "<Label>—</Label>"])
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda tag, note, label, parts: f"<{tag}>{note}{label}{''.join(parts)}</{tag}>",
        st.sampled_from(BRANCHES),
        notes,
        labels,
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(trees)
def test_any_tree_of_known_elements_is_a_sound_text(tree: str) -> None:
    data = in_body(f"<Section><Label>1</Label><Text>Light.</Text>{tree}</Section>")
    text = load(data, ACT)
    assert_sound(text, "".join(etree.fromstring(data).itertext()))


# Real files.

RULES_OF_COURT = ("ca/rpd-rules", "ca/rad-rules", "ca/fc-cirp-rules")
LAWS = [
    "ca/accessible-canada-act",
    "ca/atia",
    "ca/atia-regs",
    "ca/bill-of-rights",
    "ca/cbsa-act",
    "ca/chra",
    "ca/citizenship-act",
    "ca/fc-cirp-rules",
    "ca/federal-courts-act",
    "ca/irpa",
    "ca/irpr",
    "ca/official-languages-act",
    "ca/pipeda",
    "ca/privacy-act",
    "ca/privacy-regs",
    "ca/rad-rules",
    "ca/rpd-rules",
]
FILES = [(law, language) for law in LAWS for language in ("en", "fr")]


@lru_cache(maxsize=40)
def real(instrument: str, language: str) -> tuple[OfficialText, etree._Element]:
    """A real file, loaded, and its tree read by another parser's settings."""
    data = (MIRROR / instrument / f"{language}.xml").read_bytes()
    locator = "rule" if instrument in RULES_OF_COURT else ""
    text = load(data, a_publication(instrument, Format.JUSTICE_CANADA, language=language, locator=locator))
    return text, etree.fromstring(data)


def count(tree: etree._Element, path: str) -> int:
    """How many an XPath finds."""
    return int(str(tree.xpath(f"count({path})")).removesuffix(".0"))


@on_real_files
@pytest.mark.parametrize(("instrument", "language"), FILES)
def test_real_counts_are_those_of_an_xpath(instrument: str, language: str) -> None:
    text, tree = real(instrument, language)
    unit = Unit.RULE if instrument in RULES_OF_COURT else Unit.SECTION
    assert len(text.of(unit)) == count(tree, "/*/Body/Section")
    assert len(text.of(Unit.SCHEDULE)) == count(tree, "/*/Schedule[not(@id='RelatedProvs' or @id='NifProvs')]")
    assert len(text.of(Unit.PREAMBLE)) == count(tree, "/*/Introduction/Preamble")
    assert len(text.provisions) == sum(len(text.of(u)) for u in (unit, Unit.SCHEDULE, Unit.PREAMBLE))


@on_real_files
@pytest.mark.parametrize(("instrument", "language"), FILES)
def test_real_parts_are_those_of_an_xpath(instrument: str, language: str) -> None:
    text, tree = real(instrument, language)
    own = "[not(ancestor::AmendedText or ancestor::RelatedOrNotInForce)]"
    for step, tag in (("ss", "Subsection"), ("par", "Paragraph"), ("sub", "Subparagraph"), ("cl", "Clause"), ("scl", "Subclause")):
        assert len(last_steps(text, step)) == count(tree, f"//{tag}{own}"), tag
    assert len(last_steps(text, "def")) == count(tree, f"//Definition{own}")


@on_real_files
@pytest.mark.parametrize(("instrument", "language"), FILES)
def test_real_texts_are_sound(instrument: str, language: str) -> None:
    text, tree = real(instrument, language)
    tree = deepcopy(tree)
    for mark in tree.iter("FootnoteRef"):
        mark.text = ""
    assert_sound(text, "".join(str(words) for words in tree.itertext(etree.Element)))


@on_real_files
@pytest.mark.parametrize(("instrument", "language"), FILES)
def test_no_word_of_a_section_is_lost(instrument: str, language: str) -> None:
    text, tree = real(instrument, language)
    tree = deepcopy(tree)
    sections = [p for p in text.provisions if p.unit in (Unit.SECTION, Unit.RULE)]
    for provision, section in zip(sections, tree.xpath("/*/Body/Section"), strict=True):
        for gone in section.xpath("Label | MarginalNote | .//HistoricalNote | .//Footnote | .//FootnoteRef"):
            gone.clear(keep_tail=True)
        assert squeezed(provision.text).replace("|", "") == squeezed("".join(section.itertext())), provision.id


@on_real_files
@pytest.mark.parametrize("instrument", LAWS)
def test_both_languages_have_the_same_provisions(instrument: str) -> None:
    english, french = (real(instrument, language)[0] for language in ("en", "fr"))
    assert [p.id for p in english.provisions] == [p.id for p in french.provisions]
    assert english.as_of == french.as_of
    assert english.title != french.title


@on_real_files
def test_most_parts_have_the_same_address_in_both_languages() -> None:
    shared = total = 0
    for instrument in LAWS:
        english, french = (
            {part.id for p in real(instrument, language)[0].provisions for part in p.parts} for language in ("en", "fr")
        )
        shared += len(english & french)
        total += len(english | french)
    # What differs: one language puts in a list what the other puts in a sentence, and terms that only one defines.
    assert shared / total > 0.94


@on_real_files
@pytest.mark.parametrize(
    ("instrument", "sections", "day"),
    [
        pytest.param("ca/irpa", 324, date(2026, 3, 31), id="IRPA"),
        pytest.param("ca/privacy-act", 91, date(2026, 3, 2), id="Privacy Act"),
        pytest.param("ca/atia", 172, date(2026, 6, 14), id="ATIA"),
        pytest.param("ca/irpr", 565, date(2026, 6, 14), id="IRPR"),
        pytest.param("ca/federal-courts-act", 66, date(2026, 4, 28), id="Federal Courts Act"),
    ],
)
def test_the_laws_that_are_asked_about_most(instrument: str, sections: int, day: date) -> None:
    text, _ = real(instrument, "en")
    assert (len(text.of(Unit.SECTION)), text.as_of) == (sections, day)


@on_real_files
def test_the_section_on_automated_systems() -> None:
    text, _ = real("ca/irpa", "en")
    found = text.find("ca/irpa/s-186.1/ss-5")
    assert found
    provision, part = found
    assert part
    assert (provision.label, provision.heading, provision.under) == ("186.1", "Powers", ("PART 4.1 Electronic Administration",))
    assert "including an automated system" in provision.words_of(part)
    assert part.label == "(5)"
    assert len(provision.parts) == 5


@on_real_files
def test_nothing_of_the_future_is_in_force() -> None:
    text, tree = real("ca/irpa", "en")
    ahead = {str(label) for label in tree.xpath("//RelatedOrNotInForce//AmendedText/Section/Label/text()")}
    present = {p.label for p in text.provisions}
    assert "30.1" in ahead - present

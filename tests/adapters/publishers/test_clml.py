"""`clml`: United Kingdom law, from our own small ones and from the real UK GDPR."""

from copy import deepcopy
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers.clml import load
from rights_assistant.domain.official import Format, OfficialText, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within
from wholeness import assert_sound, last_steps, squeezed

REGULATION = a_publication("uk/lantern-regulation", Format.CLML, name="lantern.xml")
ACT = a_publication("uk/lantern-act", Format.CLML)


@pytest.fixture(scope="module")
def regulation() -> OfficialText:
    return load(made("lantern_regulation_uk.xml"), REGULATION)


@pytest.fixture(scope="module")
def act() -> OfficialText:
    return load(made("lantern_act_uk.xml"), ACT)


def text_of(text: OfficialText, locator: str) -> list[str]:
    """The lines of a provision or of a part of it."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    provision, part = found
    return (provision.words_of(part) if part else provision.text).split("\n")


def parts_of(text: OfficialText, locator: str) -> list[str]:
    """The addresses in a provision, below the instrument's."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    return [part.id.removeprefix(f"{text.instrument}/") for part in found[0].parts]


def test_a_regulation_is_recitals_articles_and_annexes(regulation: OfficialText) -> None:
    assert [(p.id.removeprefix("uk/lantern-regulation/"), p.unit) for p in regulation.provisions] == [
        ("recital-1", Unit.RECITAL),
        ("recital-2", Unit.RECITAL),
        ("art-1", Unit.ARTICLE),
        ("art-22a", Unit.ARTICLE),
        ("annex-1", Unit.ANNEX),
    ]
    assert regulation.title == "Regulation on Lanterns (Text with night relevance)"
    assert regulation.as_of == date(2024, 5, 6)


def test_an_act_is_sections_and_schedules(act: OfficialText) -> None:
    assert [(p.id.removeprefix("uk/lantern-act/"), p.unit) for p in act.provisions] == [
        ("s-1", Unit.SECTION),
        ("s-164a", Unit.SECTION),
        ("sch-2", Unit.SCHEDULE),
    ]
    assert (act.title, act.as_of) == ("Lantern Act 1899", date(2023, 2, 1))


@pytest.mark.parametrize("name", ["lantern_regulation_uk.xml", "lantern_act_uk.xml"])
def test_both_are_sound(name: str) -> None:
    content = "".join(etree.fromstring(made(name)).itertext())
    assert_sound(load(made(name), ACT), content, but=frozenset({"uk/lantern-act/art-1/par-1/pt-ba"}))


@pytest.mark.parametrize(
    ("locator", "label", "heading", "under"),
    [
        pytest.param("recital-1", "(1)", "", (), id="a recital"),
        pytest.param("art-1", "Article 1", "Lanterns", ("CHAPTER I Light",), id="an article"),
        pytest.param("art-22a", "Article 22A.", "Torches", ("CHAPTER I Light", "Section 1 Torches"), id="a stop after the number"),
        pytest.param("annex-1", "ANNEX 1", "BRIGHTNESS", (), id="an annex"),
    ],
)
def test_labels_and_headings(regulation: OfficialText, locator: str, label: str, heading: str, under: tuple[str, ...]) -> None:
    found = regulation.find(f"uk/lantern-regulation/{locator}")
    assert found
    assert (found[0].label, found[0].heading, found[0].under) == (label, heading, under)


def test_the_groups_of_an_act_are_above_its_sections(act: OfficialText) -> None:
    first, second, schedule = act.provisions
    assert first.under == ("PART 1 Preliminary", "CHAPTER 2 Light", "General duties")
    assert (first.label, first.heading) == ("1", "Duty to light")
    assert (second.label, second.under) == ("164A", ())
    assert (schedule.label, schedule.heading) == ("SCHEDULE 2", "Exemptions")


def test_european_addresses(regulation: OfficialText) -> None:
    assert parts_of(regulation, "art-1") == [
        "art-1/par-1",
        "art-1/par-1/pt-a",
        "art-1/par-1/pt-a/pt-i",
        "art-1/par-1/pt-a/pt-ii",
        "art-1/par-1/pt-ba",
        "art-1/par-2a",
    ]
    assert parts_of(regulation, "annex-1") == ["annex-1-1", "annex-1-1/pt-a", "annex-1-2"]


def test_british_addresses(act: OfficialText) -> None:
    assert parts_of(act, "s-1") == ["s-1/ss-1", "s-1/ss-1/par-a", "s-1/ss-1/par-a/sub-i", "s-1/ss-2"]
    assert parts_of(act, "sch-2") == ["sch-2-para-4a", "sch-2-para-4a/sub-1", "sch-2-para-4a/sub-1/par-a"]


def test_numbers_stand_as_in_the_file(regulation: OfficialText) -> None:
    assert text_of(regulation, "art-1") == [
        "1 A lantern —",
        "a shines, if",
        "i lit, and",
        "ii fed;",
        "warms.",
        "This holds all night.",
        "2A. . . . . . . .",
    ]


def test_a_second_block_of_a_paragraph_belongs_to_it(regulation: OfficialText) -> None:
    assert text_of(regulation, "art-1/par-1")[-1] == "This holds all night."


def test_lists_and_tables(regulation: OfficialText) -> None:
    assert text_of(regulation, "art-22a") == ["Torches smoke:", "a little;", "a lot.", "Torch | Smoke", "Pitch | much"]


def test_headings_in_an_annex_are_lines_before_its_points(regulation: OfficialText) -> None:
    assert text_of(regulation, "annex-1") == ["Sparks", "1 A spark is bright where—", "a it is seen.", "2 Otherwise it is not."]


def test_words_put_into_another_law_have_no_addresses_here(act: OfficialText) -> None:
    assert text_of(act, "s-1/ss-2") == ["2 In the Candle Act, for section 4 substitute—", "Candles", "4 Candles burn."]


def test_a_schedule_says_under_which_section_it_stands(act: OfficialText) -> None:
    assert text_of(act, "sch-2") == ["Section 1", "Part 1", "Moonlight", "Full moon", "4A 1 No duty arises—", "a at full moon."]
    assert text_of(act, "sch-2-para-4a") == ["4A 1 No duty arises—", "a at full moon."]


def test_notes_of_the_editors_are_left_out(regulation: OfficialText) -> None:
    everything = "\n".join(p.text for p in regulation.provisions)
    assert "Most nights" not in everything
    assert "Inserted at dusk" not in everything
    assert "It is dark at night." in everything


SPACE = 'xmlns="http://www.legislation.gov.uk/namespaces/legislation"'


def body(inner: str, attributes: str = "") -> bytes:
    """An Act with this in its body."""
    return f"<Legislation {SPACE}{attributes}><Primary><Body>{inner}</Body></Primary></Legislation>".encode()


SECTION = "<P1><Pnumber>1</Pnumber><P1para><Text>Light.</Text></P1para></P1>"
GONE = "<P1><Pnumber>1</Pnumber><P1para><Text>. . . . . . . .</Text></P1para></P1>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"<html><body>Gone</body></html>", "begins with <html>", id="an error page"),
        pytest.param(made("lantern_regulation_uk.xml")[:1500], "is no whole XML", id="cut short"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]>' + body(SECTION), "declares entities", id="entities of its own"),
        pytest.param(body(""), "has no provisions", id="no provisions"),
        pytest.param(body("<P1><P1para><Text>Light.</Text></P1para></P1>"), "without a number: line 1", id="no number"),
        pytest.param(body("<P1><Pnumber>1</Pnumber></P1>"), "has no words in uk/lantern-regulation/s-1", id="no words"),
        pytest.param(body(SECTION + SECTION), "has uk/lantern-regulation/s-1 twice", id="a number twice"),
        pytest.param(body(SECTION, ' RestrictStartDate="dusk"'), "has 'dusk' where the date", id="a day that is none"),
        pytest.param(body(within("Part", 90)), "80 elements within each other", id="deeper than any law"),
    ],
)
def test_what_is_no_whole_law_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, REGULATION)
    assert says in str(error.value)
    assert str(error.value).startswith("lantern.xml ")


def test_a_table_in_a_cell_is_written_once() -> None:
    inner = "<Tabular><tr><td>small</td><td>bright</td></tr></Tabular>"
    outer = f"<Tabular><tr><td><Text>Spark</Text>{inner}</td><td>yes</td></tr></Tabular>"
    (section,) = load(body(f"<P1><Pnumber>1</Pnumber><P1para>{outer}</P1para></P1>"), ACT).provisions
    assert section.text == "Spark small bright | yes"


def test_of_an_omitted_and_a_present_version_the_present_stays() -> None:
    (section,) = load(body(GONE + SECTION), ACT).provisions
    assert section.text == "Light."


def test_a_statutory_instrument_may_call_its_sections_rules() -> None:
    data = f"<Legislation {SPACE}><Secondary><Body>{SECTION}</Body></Secondary></Legislation>".encode()
    (rule,) = load(data, a_publication("uk/lantern-rules", Format.CLML, locator="rule")).provisions
    assert (rule.id, rule.unit) == ("uk/lantern-rules/rule-1", Unit.RULE)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_official_error(data: bytes) -> None:
    with pytest.raises(OfficialError):
        load(data, ACT)


@given(st.integers(min_value=0, max_value=len(made("lantern_act_uk.xml")) - 15))
def test_a_file_cut_anywhere_is_an_official_error(length: int) -> None:
    with pytest.raises(OfficialError):
        load(made("lantern_act_uk.xml")[:length], ACT)


WORDS = st.sampled_from(["", "so <Addition>it</Addition> is", "<CommentaryRef/>all night"])
lines = st.builds(lambda tag, words: f"<{tag}>{words}</{tag}>", st.sampled_from(("Text", "Title", "Number")), WORDS)
levels = st.sampled_from(("P1", "P2", "P3", "P4"))
numbers = st.sampled_from(("", "1", "2A.", "a", "—"))


def branches(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Levels with a number, and other elements, around smaller trees."""
    several = st.lists(inner, max_size=4).map("".join)
    level = st.builds(lambda tag, n, parts: f"<{tag}><Pnumber>{n}</Pnumber><X>{parts}</X></{tag}>", levels, numbers, several)
    table = several.map(lambda parts: f"<Tabular><tr><td>{parts}</td><td>so</td></tr></Tabular>")
    others = st.sampled_from(("P2para", "BlockAmendment", "Part", "P1group", "ListItem"))
    return level | table | st.builds(lambda tag, parts: f"<{tag}>{parts}</{tag}>", others, several)


@given(st.recursive(lines, branches, max_leaves=12))
def test_any_tree_of_known_elements_is_a_sound_text(tree: str) -> None:
    data = body(f"<P1><Pnumber>1</Pnumber><P1para><Text>Light.</Text>{tree}</P1para></P1>")
    assert_sound(load(data, ACT), "".join(etree.fromstring(data).itertext()))


# The real file.

UK = {"l": "http://www.legislation.gov.uk/namespaces/legislation"}


@lru_cache(maxsize=1)
def real() -> tuple[OfficialText, etree._Element]:
    """The UK GDPR, loaded, and its tree."""
    data = (MIRROR / "uk/uk-gdpr/en.xml").read_bytes()
    return load(data, a_publication("uk/uk-gdpr", Format.CLML)), etree.fromstring(data)


@on_real_files
def test_real_counts_are_those_of_an_xpath() -> None:
    text, tree = real()
    assert len(text.of(Unit.ARTICLE)) == len(tree.xpath("//l:EUBody//l:P1", namespaces=UK)) == 119
    assert len(text.of(Unit.RECITAL)) == len(tree.xpath("//l:EUPreamble/l:Division", namespaces=UK)) == 173
    assert len(text.of(Unit.ANNEX)) == len(tree.xpath("//l:Schedule", namespaces=UK)) == 2
    assert len(text.provisions) == 119 + 173 + 2


@on_real_files
def test_real_parts_are_those_of_an_xpath() -> None:
    text, tree = real()
    articles = [part.id for p in text.of(Unit.ARTICLE) for part in p.parts]
    assert len(articles) == len(tree.xpath("//l:EUBody//*[self::l:P2 or self::l:P3 or self::l:P4]", namespaces=UK))
    annexes = [part.id for p in text.of(Unit.ANNEX) for part in p.parts]
    assert len(annexes) == len(
        tree.xpath("//l:ScheduleBody//*[self::l:P1 or self::l:P2 or self::l:P3 or self::l:P4]", namespaces=UK)
    )
    assert len(last_steps(text, "par")) == len(tree.xpath("//l:P2", namespaces=UK))


@on_real_files
def test_the_real_text_is_sound() -> None:
    text, tree = real()
    # The letter of this one stands in the sign before its number, and the number is empty.
    assert_sound(text, "".join(tree.itertext()), but=frozenset({"uk/uk-gdpr/art-13/par-5/pt-a"}))
    assert text.as_of == date(2026, 3, 31)


@on_real_files
def test_no_word_of_an_article_is_lost() -> None:
    text, tree = real()
    articles = deepcopy(tree).xpath("//l:EUBody//l:P1", namespaces=UK)
    for provision, article in zip(text.of(Unit.ARTICLE), articles, strict=True):
        article.find("l:Pnumber", UK).clear(keep_tail=True)
        assert squeezed(provision.text).replace("|", "") == squeezed("".join(article.itertext())), provision.id


@on_real_files
def test_the_articles_on_automated_decisions() -> None:
    text, _ = real()
    for letter in "abcd":
        found = text.find(f"uk/uk-gdpr/art-22{letter}")
        assert found
        assert found[0].label == f"Article 22{letter.upper()}"
        assert found[0].under[0] == "CHAPTER III Rights of the data subject"
        assert len(found[0].parts) > 2
    omitted = text.find("uk/uk-gdpr/art-22")
    assert omitted
    assert set(omitted[0].text) == {".", " "}
    found = text.find("uk/uk-gdpr/art-22a/par-1/pt-b/pt-i")
    assert found
    assert found[1]
    assert found[0].words_of(found[1]).startswith("i it produces a legal effect")


@on_real_files
def test_a_recital_and_an_annex() -> None:
    text, _ = real()
    assert text_of(text, "recital-71")
    assert text_of(text, "annex-1-4")[0].startswith("4 In paragraph 3")

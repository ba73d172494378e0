"""`gii`: German federal law, from our own small one and from the real ones."""

import re
from collections import Counter
from copy import deepcopy
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers.gii import load
from rights_assistant.domain.official import Format, OfficialText, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within
from wholeness import assert_sound, last_steps, squeezed

LAW = a_publication("de/latg", Format.GII, language="de", name="latg.xml")


@pytest.fixture(scope="module")
def law() -> OfficialText:
    return load(made("laterneng.xml"), LAW)


def text_of(text: OfficialText, locator: str) -> list[str]:
    """The lines of a provision or of a part of it."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    provision, part = found
    return (provision.words_of(part) if part else provision.text).split("\n")


def test_what_has_a_name_is_a_provision(law: OfficialText) -> None:
    assert [(p.id.removeprefix("de/latg/"), p.unit.value) for p in law.provisions] == [
        ("eingangsformel", "other"),
        ("preamble", "preamble"),
        ("s-1", "section"),
        ("s-1a", "section"),
        ("s-2", "section"),
        ("s-3-5", "section"),
        ("art-19", "article"),
        ("schlussformel", "other"),
        ("annex-2", "annex"),
        ("annex-d2a", "annex"),
    ]
    assert (law.title, law.as_of) == ("Gesetz über Laternen", date(2024, 5, 6))


def test_a_law_is_sound(law: OfficialText) -> None:
    assert_sound(law, "".join(etree.fromstring(made("laterneng.xml")).itertext()))


@pytest.mark.parametrize(
    ("locator", "label", "heading", "under"),
    [
        pytest.param("s-1", "§ 1", "Zweck; Begriffe", ("Kapitel 1 Laternen", "Abschnitt 1 Zweck"), id="two levels above"),
        pytest.param("s-2", "§ 2", "", ("Kapitel 2 Nacht",), id="a new chapter ends the section"),
        pytest.param("s-1a", "§ 1a", "", ("Kapitel 1 Laternen", "Abschnitt 1 Zweck"), id="fallen away: no heading"),
        pytest.param("s-3-5", "§§ 3 bis 5", "", ("Kapitel 2 Nacht",), id="several fallen away, without the sign for unknown"),
        pytest.param("annex-2", "Anlage II", "(zu § 2)", (), id="an annex is under nothing"),
    ],
)
def test_labels_and_headings(law: OfficialText, locator: str, label: str, heading: str, under: tuple[str, ...]) -> None:
    found = law.find(f"de/latg/{locator}")
    assert found
    assert (found[0].label, found[0].heading, found[0].under) == (label, heading, under)


def test_every_level_is_addressed(law: OfficialText) -> None:
    found = law.find("de/latg/s-1")
    assert found
    assert [part.id.removeprefix("de/latg/s-1/") for part in found[0].parts] == [
        "par-1",
        "par-1/nr-1",
        "par-1/nr-1/let-a",
        "par-1/nr-1/let-a/let-aa",
        "par-1/nr-1/let-a/let-bb",
        "par-1/nr-1/let-b",
        "par-1/nr-2a",
        "par-1a",
        "par-2",
    ]


def test_lines_are_the_blocks_of_the_publisher(law: OfficialText) -> None:
    assert text_of(law, "s-1") == [
        "(1) Laternen leuchten.",
        "1. Sie leuchten hell,",
        "a) am Weg,",
        "aa) links und",
        "bb) rechts,",
        "b) am Tor",
        "und im Hof;",
        "2a. sie wärmen",
        "– wenig.",
        "Das gilt nicht am Tag.",
        "(1a) Kerzen gelten als Laternen.",
        "Der Mond nicht.",
        "(2) (weggefallen)",
    ]


def test_words_after_a_list_belong_to_the_paragraph(law: OfficialText) -> None:
    assert text_of(law, "s-1/par-1")[-1] == "Das gilt nicht am Tag."
    assert text_of(law, "s-1/par-1/nr-2a") == ["2a. sie wärmen", "– wenig."]
    assert text_of(law, "s-1/par-1/nr-1/let-b") == ["b) am Tor", "und im Hof;"]


def test_a_second_list_with_the_same_numbers_takes_their_addresses_away(law: OfficialText) -> None:
    found = law.find("de/latg/s-2")
    assert found
    assert [part.id for part in found[0].parts] == ["de/latg/s-2/nr-i", "de/latg/s-2/nr-ii", "de/latg/s-2/nr-2"]
    assert text_of(law, "s-2")[-2:] == ["1. Brot mit", "a) Salz."]


@pytest.mark.parametrize("locator", ["s-1a", "s-3-5"])
def test_what_fell_away_says_so_in_the_publishers_word(law: OfficialText, locator: str) -> None:
    assert text_of(law, locator) == ["(weggefallen)"]


def test_a_dash_alone_stays(law: OfficialText) -> None:
    assert text_of(law, "art-19") == ["-"]


def test_annexes_have_tables_and_pictures(law: OfficialText) -> None:
    assert text_of(law, "annex-2") == ["Helligkeit der Lichter", "Licht | Stufe", "Funke 1. klein", "| hoch"]
    assert text_of(law, "annex-d2a") == ["(Fundstelle: Nachtblatt 9)"]


def test_notes_and_tables_of_contents_are_left_out(law: OfficialText) -> None:
    everything = "\n".join(p.text for p in law.provisions)
    assert all(
        words not in everything for words in ("Textnachweis", "In Kraft seit", "Nachtblatt 7", "Manchmal", "dient dem Licht")
    )
    assert text_of(law, "preamble") == ["Im Dunkeln,", "vom Wunsch nach Licht beseelt."]


def norm(label: str, inner: str = "<P>Licht.</P>") -> str:
    """One provision in the publisher's markup."""
    content = f"<textdaten><text><Content>{inner}</Content></text></textdaten>"
    return f"<norm><metadaten><enbez>{label}</enbez></metadaten>{content}</norm>"


def laws(*norms: str, attributes: str = "") -> bytes:
    """A law of these provisions."""
    return f"<dokumente{attributes}>{''.join(norms)}</dokumente>".encode()


@pytest.mark.parametrize(
    ("label", "id"),
    [
        pytest.param("§ 15a", "s-15a", id="a section with a letter"),
        pytest.param("Art 19", "art-19", id="an article"),
        pytest.param("Artikel 19", "art-19", id="an article in full"),
        pytest.param("§§ 7 und 8", "s-7-8", id="two sections"),
        pytest.param("Anlage", "annex", id="the only annex"),
        pytest.param("Anlage C", "annex-c", id="a letter that could be Roman"),
        pytest.param("Anlage IV", "annex-4", id="a Roman number"),
        pytest.param("Anhang EV", "annex-ev", id="letters that are no number"),
        pytest.param("Schlußformel", "schlussformel", id="closing words"),
        pytest.param("§", "s", id="a sign without number is a name like another"),
    ],
)
def test_names_become_ids(label: str, id: str) -> None:
    if label == "§":
        with pytest.raises(OfficialError, match="whose name '§' says nothing"):
            load(laws(norm(label)), LAW)
        return
    assert [p.id for p in load(laws(norm(label)), LAW).provisions] == [f"de/latg/{id}"]


def test_a_table_in_a_cell_is_written_once() -> None:
    inner = "<table><row><entry>klein</entry><entry>hell</entry></row></table>"
    text = load(laws(norm("§ 1", f"<table><row><entry>Funke{inner}</entry><entry>ja</entry></row></table>")), LAW)
    assert text_of(text, "s-1") == ["Funke klein hell | ja"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"<html><body>Fehler</body></html>", "begins with <html>", id="an error page"),
        pytest.param(made("laterneng.xml")[:2500], "is no whole XML", id="cut short"),
        pytest.param(b'<!DOCTYPE dokumente [<!ENTITY a "b">]><dokumente/>', "declares entities", id="entities of its own"),
        pytest.param(
            b'<!DOCTYPE dokumente SYSTEM "http://x/y.dtd">' + laws(norm("§ 1", "<P>Gr&uuml;n.</P>")),
            "entity &uuml;",
            id="an entity of the publisher's own list",
        ),
        pytest.param(laws(), "has no provisions", id="no provisions"),
        pytest.param(laws(norm("Inhaltsübersicht")), "has no provisions", id="contents alone"),
        pytest.param(laws(norm("§ 1", "<P/>")), "has no words in de/latg/s-1", id="a provision without words"),
        pytest.param(laws(norm("§ 1"), norm("§ 1")), "has de/latg/s-1 twice", id="a number twice"),
        pytest.param(laws(norm("§ 1"), attributes=' builddate="gestern"'), "has 'gestern' where the date", id="a day that is none"),
        pytest.param(laws(norm("§ 1", within("P", 90))), "80 elements within each other", id="deeper than any law"),
    ],
)
def test_what_is_no_whole_law_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, LAW)
    assert says in str(error.value)
    assert str(error.value).startswith("latg.xml ")


@given(st.binary(max_size=300))
def test_any_bytes_are_an_official_error(data: bytes) -> None:
    with pytest.raises(OfficialError):
        load(data, LAW)


@given(st.integers(min_value=0, max_value=len(made("laterneng.xml")) - 15))
def test_a_file_cut_anywhere_is_an_official_error(length: int) -> None:
    with pytest.raises(OfficialError):
        load(made("laterneng.xml")[:length], LAW)


MIXED = ("P", "LA", "entry", "SP", "NB", "Title", "FnR", "kommentar")
DT = st.sampled_from(["1.", "2a.", "a)", "aa)", "I.", "–", "", "<FnR>9</FnR>3."])


def branches(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements of mixed words, lists and tables around smaller trees."""
    several = st.lists(inner, max_size=4).map("".join)
    mixed = st.builds(lambda tag, parts: f"<{tag}>{parts}</{tag}>", st.sampled_from(MIXED), several)
    items = st.builds(lambda label, parts: f"<DT>{label}</DT><DD><LA>{parts}</LA></DD>", DT, several)
    rows = several.map(lambda parts: f"<table><row><entry>{parts}</entry><entry>hell</entry></row></table>")
    return mixed | st.lists(items, max_size=3).map(lambda all: f"<DL>{''.join(all)}</DL>") | rows


trees = st.recursive(st.sampled_from(["", "<BR/>", "(2) so ist es", "so ist es"]), branches, max_leaves=12)


@given(trees)
def test_any_tree_of_known_elements_is_a_sound_text(tree: str) -> None:
    data = laws(norm("§ 1", f"<P>Licht.</P>{tree}"))
    left_out = etree.fromstring(data)
    for note in left_out.xpath("//FnR | //kommentar"):
        note.clear(keep_tail=True)
    assert_sound(load(data, LAW), "".join(left_out.itertext()))


# Real files.

LAWS = {
    "de/agg": 42,
    "de/asylblg": 31,
    "de/asylg": 127,
    "de/asylzbv": 6,
    "de/aufenthg": 191,
    "de/aufenthv": 117,
    "de/azrg": 60,
    "de/azrg-dv": 23,
    "de/bdsg": 86,
    "de/egovg": 28,
    "de/freizuegg": 22,
    "de/gg": 202,
    "de/irg": 226,
    "de/stag": 45,
    "de/vwgo": 216,
    "de/vwvfg": 121,
}


@lru_cache(maxsize=20)
def real(instrument: str) -> tuple[OfficialText, etree._Element]:
    """A real file, loaded, and its tree."""
    data = (MIRROR / instrument / "de.xml").read_bytes()
    return load(data, a_publication(instrument, Format.GII, language="de")), etree.fromstring(data)


@on_real_files
@pytest.mark.parametrize("instrument", LAWS)
def test_real_counts_are_those_of_an_xpath(instrument: str) -> None:
    text, tree = real(instrument)
    names = [str(name) for name in tree.xpath("/dokumente/norm/metadaten/enbez/text()")]
    numbered = [name for name in names if re.match(r"(\(XXXX\) )?(§|Art) ?", name)]
    assert len(text.of(Unit.SECTION)) + len(text.of(Unit.ARTICLE)) == len(numbered) == LAWS[instrument]
    assert len(text.of(Unit.ANNEX)) == len([name for name in names if re.match("Anlage|Anhang", name)])
    assert len(text.provisions) == len(names) - names.count("Inhaltsübersicht")


@on_real_files
@pytest.mark.parametrize("instrument", LAWS)
def test_real_paragraphs_are_those_of_a_regular_expression(instrument: str) -> None:
    text, _ = real(instrument)
    raw = (MIRROR / instrument / "de.xml").read_text("utf-8")
    law = re.sub(r"<fussnoten>.*?</fussnoten>", "", raw, flags=re.DOTALL)
    labels = re.findall(r"<P>\s*\(\d+[a-z]*\)", law)
    # Within one provision a number comes twice where a quoted provision is printed; then neither has the address.
    assert len(last_steps(text, "par")) == len(labels)


@on_real_files
@pytest.mark.parametrize("instrument", LAWS)
def test_real_items_are_those_of_an_xpath(instrument: str) -> None:
    text, tree = real(instrument)
    items = [
        item_key(label) for label in tree.xpath("//norm[metadaten/enbez]//text//DT[not(ancestor::table or ancestor::Footnotes)]")
    ]
    counted = Counter(key for key in items if key)
    # A number that comes twice in one Absatz has no address, nor has anything within it.
    expected = [key for key in counted if all(counted.get(key[:length], 1) == 1 for length in range(3, len(key) + 1))]
    assert len(last_steps(text, "nr")) + len(last_steps(text, "let")) == len(expected)


def item_key(label: etree._Element) -> tuple[str, ...]:
    """The norm, the Absatz and the labels that lead to an item; nothing where a dash stands among them."""
    above = [str(before) for before in label.xpath("ancestor::DD/preceding-sibling::DT[1]/text()")]
    own = "".join(label.itertext())
    chain = [re.sub(r"[.)\s]", "", step) for step in (*above, own)]
    if len(above) != len(label.xpath("ancestor::DD")) or not all(
        re.fullmatch(r"\d+[a-z]*|[a-z]{1,3}|[IVX]+", step) for step in chain
    ):
        return ()
    absatz = re.match(r"\s*\((\d+[a-z]*)\)", str(label.xpath("string(ancestor::P[1])")))
    return (str(label.xpath("string(ancestor::norm/@doknr)")), absatz[1] if absatz else "", *chain)


@on_real_files
@pytest.mark.parametrize("instrument", LAWS)
def test_no_word_of_a_provision_is_lost(instrument: str) -> None:
    text, tree = real(instrument)
    tree = deepcopy(tree)
    for note in tree.xpath("//text//kommentar | //text//FnArea"):
        note.clear(keep_tail=True)
    for norm in tree.xpath("/dokumente/norm[metadaten/enbez != 'Inhaltsübersicht'][textdaten/text/Content]"):
        words = squeezed("".join(norm.find("textdaten/text/Content").itertext()))
        if words in ("", "-"):
            continue
        label = re.sub(r"^\(XXXX\) ", "", norm.findtext("metadaten/enbez"))
        (provision,) = [p for p in text.provisions if p.label == label]
        assert squeezed(provision.text).replace("|", "") == words, label


@on_real_files
@pytest.mark.parametrize("instrument", LAWS)
def test_real_texts_are_sound(instrument: str) -> None:
    text, tree = real(instrument)
    assert_sound(text, "".join(tree.itertext()))


@on_real_files
@pytest.mark.parametrize(
    ("address", "heading", "under"),
    [
        pytest.param(
            "de/asylg/s-15a", "Auslesen und Auswerten von Datenträgern", "Abschnitt 4 Asylverfahren", id="reading out phones"
        ),
        pytest.param("de/asylg/s-74", "Klagefrist, Zurückweisung", "Abschnitt 9 Gerichtsverfahren", id="time to go to court"),
        pytest.param("de/vwvfg/s-35a", "Vollständig automatisierter Erlass", "Teil III Verwaltungsakt", id="decisions by machine"),
        pytest.param("de/gg/art-19", "", "I. Die Grundrechte", id="access to a court"),
    ],
)
def test_provisions_that_are_asked_about(address: str, heading: str, under: str) -> None:
    instrument = address.rpartition("/")[0]
    found = real(instrument)[0].find(address)
    assert found
    provision, part = found
    assert part is None
    assert provision.heading.startswith(heading)
    assert provision.under[0].startswith(under)
    assert provision.label in ("§ 15a", "§ 74", "§ 35a", "Art 19")


@on_real_files
def test_absatz_nummer_and_satz() -> None:
    text, _ = real("de/asylg")
    found = text.find("de/asylg/s-15/par-2/nr-6")
    assert found
    provision, part = found
    assert part
    assert part.label == "6."
    assert "Datenträger" in provision.words_of(part)
    assert text.as_of == date(2024, 12, 31)

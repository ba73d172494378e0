"""`formex`: the markup of the Publications Office, from our own small acts, in one file; of the zip see `test_formex_zip`."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eu_acts import assert_faithful, assert_sound, assert_sound_or_refused, error_says_what_to_do, parts_of, words_at
from rights_assistant.adapters.publishers import eurlex_oj
from rights_assistant.adapters.publishers.formex import load
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within

FORMEX = a_publication("eu/lantern", Format.FORMEX, name="lantern.fmx.xml")
WHOLE, STATE = made("lantern.fmx.xml"), made("lantern_consolidated.fmx.xml")


@pytest.fixture(scope="module")
def act() -> OfficialText:
    """The Lantern Regulation with its annexes."""
    return load(WHOLE, FORMEX)


@pytest.fixture(scope="module")
def state() -> OfficialText:
    """The Lantern Regulation as amended."""
    return load(STATE, FORMEX)


def with_article(*inside: str) -> OfficialText:
    """An act of one article with this in it."""
    article = f'<ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART>{"".join(inside)}</ARTICLE>'
    return load(f"<ACT><ENACTING.TERMS>{article}</ENACTING.TERMS></ACT>".encode(), FORMEX)


def test_what_is_a_provision(act: OfficialText) -> None:
    assert [(p.id.removeprefix("eu/lantern/"), p.unit) for p in act.provisions] == [
        *((f"recital-{n}", Unit.RECITAL) for n in (1, 2)),
        *((f"art-{n}", Unit.ARTICLE) for n in range(1, 7)),
        *((f"annex-{n}", Unit.ANNEX) for n in (1, 2, 3)),
    ]
    assert (act.title, act.as_of) == ("Lantern Regulation (EU) 2031/7 of 3 May 2031 on lanterns in passages", date(2031, 6, 12))


def test_the_same_as_the_page_of_the_official_journal(act: OfficialText) -> None:
    assert eurlex_oj.load(made("lantern_oj.xhtml"), FORMEX).provisions == act.provisions


@pytest.mark.parametrize("data", [pytest.param(WHOLE, id="an act"), pytest.param(STATE, id="a consolidated text")])
def test_a_text_is_sound_and_in_the_words_of_the_file(data: bytes) -> None:
    text = load(data, FORMEX)
    assert_sound(text)
    root = etree.fromstring(data)
    etree.strip_elements(root, "NOTE", with_tail=False)
    for sign in root.iter("QUOT.START", "QUOT.END"):
        sign.text = chr(int(sign.get("CODE", ""), 16))
    assert_faithful(text, "".join(root.itertext(etree.Element, *{e.tag for e in root.iter() if isinstance(e.tag, str)})))


def test_footnotes_are_left_out_and_so_is_the_blank_before_them(act: OfficialText) -> None:
    assert words_at(act, "recital-1") == [
        "A passage without light frightens those who must walk through it, and so it should be lit."
    ]
    assert words_at(act, "art-3/par-1/pt-b") == ["(b) light it in time;"]


def test_quotation_marks_and_thousands_are_written_out(act: OfficialText) -> None:
    assert words_at(act, "art-2/pt-1") == ["(1) ‘lantern’ means a light with a handle;"]
    assert words_at(act, "art-3/par-3") == ["3. The fine is up to 35 000 coins."]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param("750000", "750 000", id="two groups"),
        pytest.param("35000000", "35 000 000", id="three groups"),
        pytest.param("1500", "1 500", id="four digits"),
        pytest.param("999", "999", id="one group"),
        pytest.param("0,5", "0,5", id="not whole"),
        pytest.param("00012", "00012", id="an index"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_numbers(number: str, words: str) -> None:
    found = with_article(f'<ALINEA>Up to <FT TYPE="NUMBER">{number}</FT> lamps.</ALINEA>')
    assert words_at(found, "art-1") == [" ".join(f"Up to {words} lamps.".split())]


def test_quoted_articles_are_words_of_the_article_that_quotes(act: OfficialText) -> None:
    assert list(parts_of(act, "art-5")) == ["/par-1", "/pt-1", "/pt-2"]
    assert words_at(act, "art-5/pt-2")[1:3] == ["‘Article 9a", "Candles"]


def test_what_was_deleted_is_gone(state: OfficialText) -> None:
    """Is it left out that the file keeps what was deleted, between two processing instructions?"""
    assert b"The fine is up to" in STATE
    assert b"Stairs." in STATE
    assert list(parts_of(state, "art-3"))[-1] == "/par-2a"
    assert list(parts_of(state, "annex-2")) == ["-1", "-1/pt-a", "-1/pt-b"]
    assert [p.id for p in state.of(Unit.ARTICLE)] == [f"eu/lantern/art-{n}" for n in range(1, 6)]
    assert state.as_of == date(2032, 3, 1)


def test_what_was_replaced_stays(state: OfficialText) -> None:
    assert words_at(state, "art-1")[0] == "This Regulation is about lanterns and lamps. It is read aloud."
    assert words_at(state, "art-3/par-2a") == ["2a. A keeper’s apprentice may help."]


def test_an_article_whose_words_were_deleted_is_gone() -> None:
    begins, ends = '<?CLG.MDFO ID="O9" ACTION="DELETED"?>', '<?CLG.MDFC ID="C9" IDREF="O9"?>'
    data = STATE.replace(b"<ALINEA>It is not", f"{begins}<ALINEA>It is not".encode()).replace(
        b"the moon.</ALINEA>", f"the moon.</ALINEA>{ends}".encode()
    )
    assert words_at(load(data, FORMEX), "art-1") == ["This Regulation is about lanterns and lamps. It is read aloud."]
    alone = data.replace(b"<STI.ART>Words</STI.ART>", f"<STI.ART>Words</STI.ART>{begins}".encode()).replace(
        b"</ALINEA></ARTICLE>\n</DIVISION>", f"</ALINEA>{ends}</ARTICLE></DIVISION>".encode(), 1
    )
    assert load(alone, FORMEX).find("eu/lantern/art-2") is None


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        pytest.param("<ALINEA>One</ALINEA><ALINEA>Two</ALINEA>", ["One", "Two"], id="two blocks"),
        pytest.param("<ALINEA><P>One</P>two<P>three</P></ALINEA>", ["One", "two", "three"], id="words between blocks"),
        pytest.param('<ALINEA>1<HT TYPE="SUP">er</HT></ALINEA>', ["1er"], id="a raised ending"),
        pytest.param("<ALINEA>One<UNHEARD.OF>two</UNHEARD.OF></ALINEA>", ["Onetwo"], id="an element that we do not know"),
        pytest.param("<ALINEA><LIST><ITEM><P>One</P></ITEM></LIST></ALINEA>", ["One"], id="an item without a label"),
        pytest.param(
            "<ALINEA><QUOT.S><ALINEA><QUOT.START CODE='00AB'/>Un<QUOT.END CODE='00BB'/></ALINEA></QUOT.S>.</ALINEA>",
            ["«Un»."],
            id="a quotation",
        ),
        pytest.param(
            "<ALINEA><TBL><TITLE><TI><P>x</P></TI></TITLE><CORPUS><ROW><CELL>a</CELL><CELL/><CELL>b</CELL></ROW><ROW><CELL/></ROW></CORPUS></TBL></ALINEA>",
            ["a | | b"],
            id="an empty cell and an empty row",
        ),
    ],
)
def test_words_and_blocks(inside: str, lines: list[str]) -> None:
    assert words_at(with_article(inside), "art-1") == lines


def test_the_number_stands_in_the_identifier_or_in_the_title() -> None:
    for attribute, title, number in (("004A", "Article 4 bis", "4a"), ("", "Article 12", "12"), ("000", "Article 7", "7")):
        article = f'<ARTICLE IDENTIFIER="{attribute}"><TI.ART>{title}</TI.ART><ALINEA>x</ALINEA></ARTICLE>'
        text = load(f"<ACT><ENACTING.TERMS>{article}</ENACTING.TERMS></ACT>".encode(), FORMEX)
        assert [p.id for p in text.provisions] == [f"eu/lantern/art-{number}"]


def test_the_day_is_that_of_the_journal_or_of_the_list_of_sources() -> None:
    alone = etree.tostring(etree.fromstring(WHOLE)[1])
    assert load(alone, FORMEX).as_of is None
    assert load(alone, Publication("eu/lantern", "en", Format.FORMEX, "x", as_of=date(2031, 6, 12))).as_of == date(2031, 6, 12)
    assert not load(alone, FORMEX).of(Unit.ANNEX)


BOMB = b'<?xml version="1.0"?><!DOCTYPE ACT [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><ACT>&b;</ACT>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "is no whole XML", id="truncated"),
        pytest.param(b"<html><body>Error</body></html>", "is not an act in Formex: it begins with <html>", id="an error page"),
        pytest.param(b"<ANNEX/>", "is not an act in Formex: it begins with <ANNEX>", id="an annex alone"),
        pytest.param(b"<COMBINED.FMX/>", "has 0 acts in it", id="no act"),
        pytest.param(b"<ACT/>", "has no provisions", id="an act without provisions"),
        pytest.param(BOMB, "declares entities", id="entities"),
        pytest.param(f"<ACT>{within('P', 100)}</ACT>".encode(), "elements within each other", id="too deep"),
        pytest.param(f"<ACT>{within('P', 400)}</ACT>".encode(), "is no whole XML", id="far too deep"),
        pytest.param(WHOLE.replace(b'IDENTIFIER="002"', b'IDENTIFIER="001"'), "has eu/lantern/art-1 twice", id="a number twice"),
        pytest.param(
            WHOLE.replace(b"<ALINEA>This Regulation shall enter into force at dusk.</ALINEA>", b""),
            "has no words in eu/lantern/art-6",
            id="no words",
        ),
        pytest.param(
            WHOLE.replace(b'"002"><TI.ART>Article 2<', b'""><TI.ART>Article<'), "has an article without a number", id="no number"
        ),
        pytest.param(
            WHOLE.replace(b"<NO.P>(1)</NO.P>", b"<NO.P/>", 1), "has a recital without a number", id="a recital without one"
        ),
        pytest.param(
            WHOLE.replace(b"<P>ANNEX II</P></TI><STI><P>Passages</P>", b"</TI><STI>"), "has an annex without a title", id="no title"
        ),
        pytest.param(
            WHOLE.replace(b'CODE="2018"', b'CODE="quote"'), "has a quotation mark with the code 'quote'", id="an unknown sign"
        ),
        pytest.param(WHOLE.replace(b'CODE="2018"', b'CODE="-1"'), "has a quotation mark with the code '-1'", id="no sign"),
        pytest.param(
            STATE.replace(b'IDREF="O3"', b'IDREF="O7"'),
            "marks where a deleted place begins, O3",
            id="a deleted place without an end",
        ),
        pytest.param(
            STATE.replace(b'START.DATE="20320301"', b'START.DATE="20321301"'),
            "where the date of its state should be",
            id="no such day",
        ),
    ],
)
def test_what_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, FORMEX)
    assert str(error.value).startswith("lantern.fmx.xml ")
    assert why in str(error.value)
    assert error_says_what_to_do(str(error.value))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_sound_text_or_refused(data: bytes) -> None:
    assert_sound_or_refused(lambda: load(data, FORMEX), "lantern.fmx.xml")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([WHOLE, STATE]), st.floats(0, 1), st.integers(1, 200), st.binary(max_size=8))
def test_any_damage_is_a_sound_text_or_refused(whole: bytes, where: float, length: int, instead: bytes) -> None:
    at = int(where * len(whole))
    assert_sound_or_refused(lambda: load(whole[:at] + instead + whole[at + length :], FORMEX), "lantern.fmx.xml")

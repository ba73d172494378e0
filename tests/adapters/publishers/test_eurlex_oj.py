"""`eurlex_oj`: acts as they were published, from our own small ones in each layout of the page."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from eu_acts import assert_faithful, assert_sound, assert_sound_or_refused, error_says_what_to_do, parts_of, words_at
from rights_assistant.adapters.publishers.eurlex_oj import load
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within

OJ = a_publication("eu/lantern", Format.EURLEX_OJ, name="lantern.xhtml")
WHOLE = made("lantern_oj.xhtml")


@pytest.fixture(scope="module", params=["lantern_oj.xhtml", "lantern_oj_flat.xhtml"], ids=["with ids", "side by side"])
def act(request: pytest.FixtureRequest) -> OfficialText:
    """The Lantern Regulation, in the newer layout and in the older one."""
    return load(made(request.param), OJ)


@pytest.fixture(scope="module")
def charter() -> OfficialText:
    """A charter after a page with its table of contents, in the older layout."""
    return load(made("lantern_charter.xhtml"), OJ)


def with_article(*inside: str) -> OfficialText:
    """An act of one article with this in it."""
    body = f'<div id="art_1"><p class="oj-ti-art">Article 1</p>{"".join(inside)}</div>'
    return load(f"<html><body>{body}</body></html>".encode(), OJ)


def test_what_is_a_provision(act: OfficialText) -> None:
    assert [(p.id.removeprefix("eu/lantern/"), p.unit) for p in act.provisions] == [
        *((f"recital-{n}", Unit.RECITAL) for n in (1, 2)),
        *((f"art-{n}", Unit.ARTICLE) for n in range(1, 7)),
        *((f"annex-{n}", Unit.ANNEX) for n in (1, 2, 3)),
    ]
    assert (act.title, act.as_of) == ("LANTERN REGULATION (EU) 2031/7 of 3 May 2031 on lanterns in passages", date(2031, 6, 12))
    assert (act.instrument, act.language) == ("eu/lantern", "en")


def test_both_layouts_say_the_same() -> None:
    assert load(WHOLE, OJ) == load(made("lantern_oj_flat.xhtml"), OJ)


def test_an_act_is_sound_and_in_the_words_of_the_file(act: OfficialText) -> None:
    assert_sound(act)
    page = html.document_fromstring(WHOLE)
    for number in page.xpath("//a[starts-with(@id, 'ntc')]"):
        number.drop_tree()
    assert_faithful(act, page.text_content())


@pytest.mark.parametrize(
    ("locator", "label", "heading", "under"),
    [
        pytest.param("recital-1", "(1)", "", (), id="a recital"),
        pytest.param("art-1", "Article 1", "Subject matter", ("CHAPTER I GENERAL", "SECTION 1 Scope"), id="two levels above"),
        pytest.param("art-3", "Article 3", "Keepers", ("CHAPTER II DUTIES",), id="a new chapter ends the section"),
        pytest.param("annex-1", "ANNEX I", "Lamps referred to in Article 4", (), id="an annex is under nothing"),
    ],
)
def test_labels_and_headings(act: OfficialText, locator: str, label: str, heading: str, under: tuple[str, ...]) -> None:
    found = act.find(f"eu/lantern/{locator}")
    assert found
    assert (found[0].label, found[0].heading, found[0].under) == (label, heading, under)


def test_the_text_of_a_recital_has_neither_number_nor_footnotes(act: OfficialText) -> None:
    assert words_at(act, "recital-1") == [
        "A passage without light frightens those who must walk through it, and so it should be lit."
    ]
    assert words_at(act, "recital-2") == ["Care is needed with:", "— oil;", "— wicks.", "No lantern is perfect."]
    assert parts_of(act, "recital-2") == {}


def test_paragraphs_and_points(act: OfficialText) -> None:
    assert list(parts_of(act, "art-3")) == [
        *("/par-1", "/par-1/pt-a", "/par-1/pt-a/pt-i", "/par-1/pt-a/pt-ii", "/par-1/pt-b"),
        *("/par-2", "/par-2/pt-a", "/par-2/pt-b", "/par-2/sub-2/pt-a", "/par-2/sub-2/pt-b"),
        *("/par-2a", "/par-3"),
    ]
    assert words_at(act, "art-3/par-1/pt-a") == ["(a) hang the lantern:", "(i) above doors;", "(ii) above steps;"]
    assert words_at(act, "art-3/par-1/pt-b") == ["(b) light it in time;"]
    assert words_at(act, "art-3/par-2/sub-2/pt-b") == ["(b) call the guild."]
    assert words_at(act, "art-3/par-2a") == ["2a. A keeper’s apprentice may help."]


def test_an_article_without_numbered_paragraphs(act: OfficialText) -> None:
    assert list(parts_of(act, "art-1")) == ["/par-1", "/par-2"]
    assert list(parts_of(act, "art-2")) == ["/par-1", "/pt-1", "/pt-2", "/pt-2/pt-a", "/pt-2/pt-b"]
    assert words_at(act, "art-2/pt-1") == ["(1) ‘lantern’ means a light with a handle;"]


def test_a_table_has_a_line_a_row(act: OfficialText) -> None:
    assert words_at(act, "art-4") == ["The oil is one of these:", "Kind | Burns", "Whale oil | 8 hours", "Olive oil"]


def test_quoted_articles_are_words_of_the_article_that_quotes(act: OfficialText) -> None:
    assert list(parts_of(act, "art-5")) == ["/par-1", "/pt-1", "/pt-2"]
    assert words_at(act, "art-5/pt-1")[1:] == ["‘(g) the keeper’s lamps.’;"]
    assert words_at(act, "art-5/pt-2")[1:] == [
        "‘Article 9a",
        "Candles",
        "1. Candles are:",
        "(a) tall;",
        "(b) short.",
        "2. They burn.’;",
    ]


def test_annexes(act: OfficialText) -> None:
    assert list(parts_of(act, "annex-1")) == ["-a", "-a/pt-1", "-a/pt-2", "-b", "-b/pt-1"]
    assert list(parts_of(act, "annex-2")) == ["-1", "-1/pt-a", "-1/pt-b", "-2"]
    assert list(parts_of(act, "annex-3")) == ["-1", "-2", "-2/pt-a", "-2/pt-b"]
    assert words_at(act, "annex-1-b") == ["Section B — Lamps of paper", "1. Folded lamps."]
    assert words_at(act, "annex-2-1") == ["1. Ways between walls:", "(a) long ones;", "(b) short ones."]
    assert words_at(act, "annex-3-1") == ["1. Oil", "Keep it cool."]


def test_what_ends_an_act_is_no_provision(act: OfficialText) -> None:
    assert words_at(act, "art-6") == ["This Regulation shall enter into force at dusk."]
    assert not any("Done at" in p.text or "Letter of the walkers" in p.text for p in act.provisions)


def test_a_charter(charter: OfficialText) -> None:
    assert [(p.id.removeprefix("eu/lantern/"), p.label) for p in charter.provisions] == [
        ("preamble", "PREAMBLE"),
        ("art-1", "Article 1"),
        ("art-2", "Article 2"),
        ("art-3", "Article 3"),
    ]
    assert_sound(charter)
    assert charter.title == "CHARTER OF LANTERNS"
    assert words_at(charter, "preamble") == ["The keepers proclaim this Charter.", "Light belongs to all."]
    assert words_at(charter, "art-2/par-2") == ["2. It must be:", "(a) clean;", "(b) warm.", "No more is asked."]
    assert words_at(charter, "art-3") == ["The night stays."]
    assert [p.under for p in charter.of(Unit.ARTICLE)] == [("TITLE I LIGHT",), ("TITLE I LIGHT",), ("TITLE II DARK",)]


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        pytest.param("<p>One<br/>two</p>", ["One two"], id="a line break is a blank"),
        pytest.param("<p>Article 1<span class='oj-super'>er</span></p>", ["Article 1er"], id="a raised ending stays"),
        pytest.param("<p>One</p>two<p>three</p>", ["One", "two", "three"], id="words between blocks"),
        pytest.param("<div><p>One</p></div>", ["One"], id="a block around a block"),
        pytest.param("<span><p>One</p>two</span>", ["One", "two"], id="a block in a phrase"),
        pytest.param("<table><tr><td></td></tr><tr><td><p>One</p></td></tr></table>", ["One"], id="a table of one cell"),
        pytest.param(
            "<table><tr><td>One</td><td>two</td><td>three</td></tr></table>", ["One | two | three"], id="a table without classes"
        ),
        pytest.param("<p>e\u0301t\u00e9\u00a0: oui</p>", ["été : oui"], id="composed letters and plain blanks"),
        pytest.param("<p>One&#8203;two</p>", ["One\u200btwo"], id="a sign without width is the publisher's"),
    ],
)
def test_words_and_blocks(inside: str, lines: list[str]) -> None:
    assert words_at(with_article(inside), "art-1") == lines


def test_blanks_without_end_are_one_blank() -> None:
    blanks = " " * 1_000_000
    assert words_at(with_article(f"<p>One{blanks}two</p>{blanks}"), "art-1") == ["One two"]


def test_the_first_article_may_be_counted_in_words() -> None:
    articles = "".join(f"<p class='ti-art'>Article {n}</p><p class='normal'>Oui.</p>" for n in ("premier", 2))
    page = f"<html><body>{articles}</body></html>"
    assert [p.id for p in load(page.encode(), OJ).provisions] == ["eu/lantern/art-1", "eu/lantern/art-2"]


def test_the_only_annex_has_no_number() -> None:
    table = "<table><tr><td>1.</td><td>Two.</td></tr></table>"
    annex = f'<div id="anx_1"><p class="oj-doc-ti">ANNEX</p><p class="oj-normal">One.</p>{table}</div>'
    page = f'<html><body><div id="art_1"><p class="oj-ti-art">Article 1</p><p>One.</p></div>{annex}</body></html>'
    assert [part.id for part in load(page.encode(), OJ).of(Unit.ANNEX)[0].parts] == ["eu/lantern/annex/pt-1"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("1.2.2031", date(2031, 2, 1), id="a day"),
        pytest.param(" 26.10.2031 \u00a0", date(2031, 10, 26), id="with blanks"),
        pytest.param("31.2.2031", date(2030, 1, 1), id="no such day: as the list of sources says"),
        pytest.param("soon", date(2030, 1, 1), id="no day at all"),
    ],
)
def test_the_day_of_the_journal(written: str, day: date) -> None:
    publication = Publication("eu/lantern", "en", Format.EURLEX_OJ, "a file", as_of=date(2030, 1, 1))
    assert load(WHOLE.replace(b"12.6.2031", written.encode()), publication).as_of == day


def deep(depth: int) -> bytes:
    """A page with an article, and something far below it."""
    return f"<html><body><p class='ti-art'>Article 1</p>{within('div', depth, 'x')}</body></html>".encode()


ERROR = b"<html><body><h1>The requested document does not exist</h1></body></html>"
IN_TABLE = b"<html><body><table><tr><td><p class='oj-ti-art'>Article 1</p></td></tr></table></body></html>"
DUSK = b"This Regulation shall enter into force at dusk."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n ", "is empty", id="blank"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "is cut short", id="truncated in the middle"),
        pytest.param(WHOLE[:-10], "is cut short", id="truncated at the end"),
        pytest.param(ERROR, "is not the page", id="an error page"),
        pytest.param(made("lantern_consolidated.html"), "is not the page", id="a consolidated text"),
        pytest.param(b"\x00\x01\x02", "is not the page", id="no page at all"),
        pytest.param(WHOLE.replace(b'id="art_2"', b'id="art_3"'), "has eu/lantern/art-3 twice", id="a number twice"),
        pytest.param(WHOLE.replace(DUSK, b""), "has no words in eu/lantern/art-6", id="an article without words"),
        pytest.param(deep(90), "elements within each other", id="too deep"),
        pytest.param(deep(3000), "elements within each other", id="far too deep"),
        pytest.param(WHOLE.replace(b">Article 2<", b"><"), "has an article without a number after 1 others: '2'", id="no number"),
        pytest.param(WHOLE.replace(b">(1)</p>", b"></p>", 1), "has a recital without a number", id="a recital without one"),
        pytest.param(
            WHOLE.replace(b">ANNEX II<", b"><").replace(b">Passages<", b"><"), "has an annex without a title", id="no title"
        ),
        pytest.param(IN_TABLE, "has no provisions", id="an article in a table only"),
    ],
)
def test_what_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, OJ)
    assert str(error.value).startswith("lantern.xhtml ")
    assert why in str(error.value)
    assert error_says_what_to_do(str(error.value))


def test_entities_of_ones_own_are_not_expanded() -> None:
    bomb = WHOLE.replace(b"<!DOCTYPE html PUBLIC", b'<!DOCTYPE html [<!ENTITY a "dusk dusk"><!ENTITY b "&a;&a;">] PUBLIC', 1)
    with_it = bomb.replace(b"into force at dusk", b"into force at &b;")
    assert_sound_or_refused(lambda: load(with_it, OJ), "lantern.xhtml")
    assert b"dusk dusk" not in with_it.partition(b"<body>")[2]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_sound_text_or_refused(data: bytes) -> None:
    assert_sound_or_refused(lambda: load(data, OJ), "lantern.xhtml")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 400), st.binary(max_size=8))
def test_any_damage_is_a_sound_text_or_refused(at: int, length: int, instead: bytes) -> None:
    assert_sound_or_refused(lambda: load(WHOLE[:at] + instead + WHOLE[at + length :], OJ), "lantern.xhtml")

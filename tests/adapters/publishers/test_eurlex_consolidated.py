"""`eurlex_consolidated`: acts with their amendments, from our own small ones in both layouts of the page."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from eu_acts import assert_faithful, assert_sound, assert_sound_or_refused, error_says_what_to_do, parts_of, words_at
from rights_assistant.adapters.publishers import formex
from rights_assistant.adapters.publishers.eurlex_consolidated import load
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made, within

STATE = a_publication("eu/lantern", Format.EURLEX_CONSOLIDATED, name="lantern.html")
WHOLE, FLAT = made("lantern_consolidated.html"), made("lantern_consolidated_flat.html")


@pytest.fixture(scope="module")
def act() -> OfficialText:
    """The Lantern Regulation as amended, in the newer layout."""
    return load(WHOLE, STATE)


@pytest.fixture(scope="module")
def flat() -> OfficialText:
    """Most of it in the older layout, where nothing stands within anything."""
    return load(FLAT, STATE)


def with_points(*labels: str) -> list[str]:
    """The addresses of points with these labels, in the older layout."""
    points = "".join(
        f'<div style="margin-left: 24pt; text-indent: -24pt"><p class="norm">{label}<span> </span>x</p></div>' for label in labels
    )
    page = f'<html><body><p class="title-article-norm">Article 1</p><p class="norm">So:</p>{points}</body></html>'
    return [step for step in parts_of(load(page.encode(), STATE), "art-1") if step != "/par-1"]


def test_what_is_a_provision(act: OfficialText) -> None:
    assert [(p.id.removeprefix("eu/lantern/"), p.unit) for p in act.provisions] == [
        *((f"art-{n}", Unit.ARTICLE) for n in range(1, 7)),
        *((f"annex-{n}", Unit.ANNEX) for n in (1, 2, 3)),
    ]
    assert (act.title, act.as_of) == ("LANTERN REGULATION (EU) 2031/7 of 3 May 2031 on lanterns in passages", date(2032, 3, 1))


@pytest.mark.parametrize("data", [pytest.param(WHOLE, id="newer layout"), pytest.param(FLAT, id="older layout")])
def test_an_act_is_sound_and_in_the_words_of_the_file(data: bytes) -> None:
    text = load(data, STATE)
    assert_sound(text)
    page = html.document_fromstring(data)
    for number in page.xpath("//a[starts-with(@id, 'src.')]"):
        number.drop_tree()
    assert_faithful(text, re.sub(r"\(\s*\)|►C1|◄", "", page.text_content()))


def test_marks_of_amendments_are_left_out(act: OfficialText, flat: OfficialText) -> None:
    for text in (act, flat):
        assert words_at(text, "art-1")[0] == "This Regulation is about lanterns and lamps. It is read aloud."
        assert not any(sign in p.text for p in text.provisions for sign in "►▼◄")


def test_what_was_deleted_is_gone(act: OfficialText) -> None:
    assert list(parts_of(act, "art-3"))[-1] == "/par-2a"
    assert list(parts_of(act, "annex-2")) == ["-1", "-1/pt-a", "-1/pt-b"]
    assert "—" not in act.provisions[2].text


def test_a_deleted_article_stays_with_the_publishers_dashes(act: OfficialText) -> None:
    found = act.find("eu/lantern/art-6")
    assert found
    assert (found[0].label, found[0].heading, found[0].text) == ("Article 6", "Entry into force", "—————")


def test_paragraphs_and_points(act: OfficialText, flat: OfficialText) -> None:
    for text in (act, flat):
        assert list(parts_of(text, "art-3")) == [
            *("/par-1", "/par-1/pt-a", "/par-1/pt-a/pt-i", "/par-1/pt-a/pt-ii", "/par-1/pt-b"),
            *("/par-2", "/par-2/pt-a", "/par-2/pt-b", "/par-2/sub-2/pt-a", "/par-2/sub-2/pt-b", "/par-2a"),
        ]
        assert words_at(text, "art-3/par-1/pt-a") == ["(a) hang the lantern:", "(i) above doors;", "(ii) above steps;"]
        assert words_at(text, "art-3/par-1/pt-b") == ["(b) light it in time;"]
        assert list(parts_of(text, "art-2")) == ["/par-1", "/pt-1", "/pt-2", "/pt-2/pt-a", "/pt-2/pt-b"]
        assert words_at(text, "art-4") == ["The oil is one of these:", "Kind | Burns", "Whale oil | 8 hours", "Olive oil"]


def test_quoted_articles_are_words_of_the_article_that_quotes(act: OfficialText) -> None:
    assert list(parts_of(act, "art-5")) == ["/par-1", "/pt-1", "/pt-2"]
    assert words_at(act, "art-5/pt-2")[1:3] == ["‘Article 9a", "Candles"]
    assert words_at(act, "art-5/pt-2")[-1] == "2. They burn.’;"


def test_an_article_that_is_quoted_in_the_older_layout_begins_none() -> None:
    quoted = FLAT.replace(b"It is not about the moon.</p>", "So:</p><p class='title-article-norm'>‘Article 9</p><p>x’</p>".encode())
    text = load(quoted, STATE)
    assert words_at(text, "art-1")[1:] == ["So:", "‘Article 9", "x’"]
    assert len(text.of(Unit.ARTICLE)) == 4


def test_annexes(act: OfficialText, flat: OfficialText) -> None:
    for text in (act, flat):
        assert list(parts_of(text, "annex-1")) == ["-a", "-a/pt-1", "-a/pt-2", "-b", "-b/pt-1"]
        assert list(parts_of(text, "annex-2")) == ["-1", "-1/pt-a", "-1/pt-b"]
        assert words_at(text, "annex-2") == ["These are passages:", "1. Ways between walls:", "(a) long ones;", "(b) short ones."]
    assert list(parts_of(act, "annex-3")) == ["-1", "-2", "-2/pt-a", "-2/pt-b"]
    assert words_at(act, "annex-3-1") == ["1. Oil", "Keep it cool."]


def test_chapters(act: OfficialText, flat: OfficialText) -> None:
    for text in (act, flat):
        assert text.provisions[0].under == ("CHAPTER I GENERAL", "SECTION 1 Scope")
        assert text.provisions[2].under == ("CHAPTER II DUTIES",)
    assert [p.label for p in (act.provisions[0], flat.provisions[0])] == ["Article 1", "Article the First"]


def test_formex_and_the_page_say_the_same(act: OfficialText) -> None:
    other = formex.load(made("lantern_consolidated.fmx.xml"), STATE)
    assert (other.as_of, other.title.casefold()) == (act.as_of, act.title.casefold())
    assert other.provisions == tuple(p for p in act.provisions if p.id != "eu/lantern/art-6")


@pytest.mark.parametrize(
    ("labels", "addresses"),
    [
        pytest.param(("1.", "a)", "b)", "2."), ["/pt-1", "/pt-1/pt-a", "/pt-1/pt-b", "/pt-2"], id="letters within numbers"),
        pytest.param(("a)", "1.", "2.", "b)"), ["/pt-a", "/pt-a/pt-1", "/pt-a/pt-2", "/pt-b"], id="numbers within letters"),
        pytest.param(("a)", "i)", "ii)", "b)"), ["/pt-a", "/pt-a/pt-i", "/pt-a/pt-ii", "/pt-b"], id="Roman numbers within letters"),
        pytest.param(("g)", "h)", "i)", "j)"), ["/pt-g", "/pt-h", "/pt-i", "/pt-j"], id="the letter i after h"),
        pytest.param(("c)", "i)", "d)"), ["/pt-c", "/pt-c/pt-i", "/pt-d"], id="the number i after c, which is no number here"),
        pytest.param(("i)", "ii)", "iii)"), ["/pt-i", "/pt-ii", "/pt-iii"], id="Roman numbers alone"),
        pytest.param(("u)", "v)", "w)"), ["/pt-u", "/pt-v", "/pt-w"], id="the letter v after u"),
        pytest.param(("a)", "—", "—", "b)"), ["/pt-a", "/pt-b"], id="dashes within letters"),
        pytest.param(("1)", "1.", "2."), ["/pt-1", "/pt-1/pt-1", "/pt-1/pt-2"], id="numbers with another sign"),
        pytest.param(
            ("1.", "a)", "i)", "b)", "2."), ["/pt-1", "/pt-1/pt-a", "/pt-1/pt-a/pt-i", "/pt-1/pt-b", "/pt-2"], id="three levels"
        ),
        pytest.param(("ba)", "bb)", "c)"), ["/pt-ba", "/pt-bb", "/pt-c"], id="put in between"),
    ],
)
def test_depth_in_the_older_layout_is_told_by_the_labels(labels: tuple[str, ...], addresses: list[str]) -> None:
    assert with_points(*labels) == addresses


def test_a_line_after_a_point_of_the_older_layout_is_the_points() -> None:
    points = "".join(
        f'<div style="text-indent: -36pt"><p class="norm">{n}.<span> </span>x</p></div><p class="list">y</p>' for n in (1, 2)
    )
    page = (
        f'<html><body><div id="art_1"><p class="title-article-norm">Article 1</p>{points}<p class="norm">z</p></div></body></html>'
    )
    text = load(page.encode(), STATE)
    assert parts_of(text, "art-1") == {"/pt-1": "1. x\ny", "/pt-2": "2. x\ny", "/par-1": "z"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("02031R0007 — FR — 04.05.2033 — 002.001", date(2033, 5, 4), id="a day"),
        pytest.param("02031R0007 — FR — 44.05.2033 — 002.001", date(2030, 1, 1), id="no such day: as the list of sources says"),
        pytest.param("02031R0007", date(2030, 1, 1), id="no day at all"),
    ],
)
def test_the_day_of_the_state(written: str, day: date) -> None:
    publication = Publication("eu/lantern", "fr", Format.EURLEX_CONSOLIDATED, "a file", as_of=date(2030, 1, 1))
    data = WHOLE.replace("02031R0007 — EN — 01.03.2032 — 001.001".encode(), written.encode())
    assert load(data, publication).as_of == day


DEEP = f"<html><body><p class='title-article-norm'>Article 1</p>{within('div', 90, 'x')}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "is cut short", id="truncated in the middle"),
        pytest.param(WHOLE[:-12], "is cut short", id="truncated at the end"),
        pytest.param(b"<html><body>Error 503</body></html>", "is not the page", id="an error page"),
        pytest.param(made("lantern_oj.xhtml"), "is not the page", id="the Official Journal"),
        pytest.param(made("lantern_consolidated.fmx.xml"), "is not the page", id="Formex"),
        pytest.param(WHOLE.replace(b'id="art_2"', b'id="art_1"'), "has eu/lantern/art-1 twice", id="a number twice"),
        pytest.param(re.sub(b"(Entry into force</p></div>\n).*", rb"\1", WHOLE), "has no words in eu/lantern/art-6", id="no words"),
        pytest.param(FLAT.replace(b">Article 2<", b">Article<"), "has an article without a number", id="no number"),
        pytest.param(DEEP, "elements within each other", id="too deep"),
    ],
)
def test_what_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, STATE)
    assert str(error.value).startswith("lantern.html ")
    assert why in str(error.value)
    assert error_says_what_to_do(str(error.value))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_sound_text_or_refused(data: bytes) -> None:
    assert_sound_or_refused(lambda: load(data, STATE), "lantern.html")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([WHOLE, FLAT]), st.floats(0, 1), st.integers(1, 400), st.binary(max_size=8))
def test_any_damage_is_a_sound_text_or_refused(whole: bytes, where: float, length: int, instead: bytes) -> None:
    at = int(where * len(whole))
    assert_sound_or_refused(lambda: load(whole[:at] + instead + whole[at + length :], STATE), "lantern.html")

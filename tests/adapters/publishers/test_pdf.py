"""`publishers.pdf` and `publishers.pages`: provisions of a PDF by a rule, without what is printed on every page."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import MIRROR, on_real_files
from pdf_made import a_pdf
from rights_assistant.adapters.publishers import pages as pages_module
from rights_assistant.adapters.publishers import pdf
from rights_assistant.adapters.publishers.pages import read_pages, without_furniture
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_sound, is_sound_or_refused, unspaced

ARTICLE = r"^Article (?P<number>\d+[a-z]?)$(?:\n(?P<heading>[A-Z][a-z ]+)$)?"


def publication(pattern: str = ARTICLE, locator: str = "art") -> Publication:
    return Publication("int/lamps", "en", Format.PDF, "the lantern file", as_of=date(2020, 1, 2), locator=locator, pattern=pattern)


def loaded(*pages: Sequence[str | tuple[str, float]], pattern: str = ARTICLE, locator: str = "art") -> OfficialText:
    sized = [[line if isinstance(line, tuple) else (line, 12.0) for line in page] for page in pages]
    return pdf.load(a_pdf(sized, title="Lantern Act"), publication(pattern, locator))


def test_provisions_are_found_by_the_rule_with_headings_and_points() -> None:
    text = loaded(
        ["Lantern Act", "Article 1", "Lighting of lanterns", "1. Every street shall have:", "(a) a lantern;", "(b) a wick."],
        ["2. Lamps burn.", "Article 2a", "Lamps may hang."],
    )
    is_sound(text)
    assert (text.title, text.as_of) == ("Lantern Act", date(2020, 1, 2))
    assert [(p.id, p.unit, p.label, p.heading) for p in text.provisions] == [
        ("int/lamps/art-1", Unit.ARTICLE, "Article 1", "Lighting of lanterns"),
        ("int/lamps/art-2a", Unit.ARTICLE, "Article 2a", ""),
    ]
    assert addresses(text) == {"art-1/par-1", "art-1/par-1/pt-a", "art-1/par-1/pt-b", "art-1/par-2"}
    assert text.provisions[0].text.endswith("(b) a wick.\n2. Lamps burn.")


@pytest.mark.parametrize(
    ("locator", "unit", "address"),
    [
        ("s", Unit.SECTION, "s-1/ss-1"),
        ("rule", Unit.RULE, "rule-1/ss-1"),
        ("recital", Unit.RECITAL, "recital-1/par-1"),
        ("obj", Unit.OTHER, "obj-1/par-1"),
    ],
)
def test_the_locator_says_what_a_provision_is(locator: str, unit: Unit, address: str) -> None:
    text = loaded(["Article 1", "(1) Lamps burn."], locator=locator)
    assert text.provisions[0].unit is unit
    assert text.find(f"int/lamps/{address}")


def test_protocols_of_a_convention_have_their_number_in_the_address() -> None:
    rule = r"^(?:Protocol No\. (?P<protocol>\d+)|Article (?P<number>\d+))$"
    text = loaded(
        ["Article 1", "Lamps."], ["Protocol No. 4", "Article 1", "Wicks."], ["Protocol No. 7", "Article 1", "Oil."], pattern=rule
    )
    assert [(p.id.removeprefix("int/lamps/"), p.text) for p in text.provisions] == [
        ("art-1", "Lamps."),
        ("p4-art-1", "Wicks."),
        ("p7-art-1", "Oil."),
    ]


def test_running_heads_and_page_numbers_are_left_out_wherever_they_stand() -> None:
    body = [f"Article {n}" for n in range(1, 7)]
    text = loaded(
        *[["LANTERN ACT 1/20", line, f"{word}.", f"Page {n}"] for n, (line, word) in enumerate(zip(body, "abcdef", strict=True))]
    )
    assert [p.text for p in text.provisions] == ["a.", "b.", "c.", "d.", "e.", "f."]


def test_the_first_lines_of_provisions_are_no_running_heads() -> None:
    is_provision = re.compile(r"Article \d+").fullmatch
    kept = without_furniture([["Head", f"Article {n}", str(n)] for n in range(5)], lambda line: bool(is_provision(line)))
    assert kept == [[f"Article {n}"] for n in range(5)]


def test_few_pages_have_no_furniture() -> None:
    assert without_furniture([["Head", "a"], ["Head", "b"]], lambda _: False) == [["Head", "a"], ["Head", "b"]]


def test_footnotes_and_their_numbers_are_left_out() -> None:
    text = loaded(
        [
            "Article 1",
            "Every street shall have a lantern",
            ("^5", 7),
            ("^ at night.", 12),
            ("", 12),
            ("5", 7),
            ("^ See the Wick Act.", 12),
            "More of it.",
        ],
        ["Article 2", "Lamps burn in 12 streets."],
    )
    assert text.provisions[0].text == "Every street shall have a lantern at night."
    assert text.provisions[1].text == "Lamps burn in 12 streets."


def test_lines_of_one_paragraph_are_joined() -> None:
    text = loaded(
        [
            "Article 1",
            "Every street, old or new, shall have a lantern where all",
            "can see it and that burns at night, as section",
            "2 says.",
        ]
    )
    assert (
        text.provisions[0].text
        == "Every street, old or new, shall have a lantern where all can see it and that burns at night, as section 2 says."
    )


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param(["a lamp-", "lighter", "one lamplighter"], "a lamplighter", id="mended where the whole word stands elsewhere"),
        pytest.param(["an AI-", "system", "one AI-system"], "an AI-system", id="kept where it stands elsewhere with its hyphen"),
        pytest.param(["a lamp-", "lighter"], "a lamp-lighter", id="kept where nobody knows"),
        pytest.param(["gas- or oil-", "and wind lamps"], "gas- or oil- and wind lamps", id="a hyphen that waits for its word"),
        pytest.param(["lamps of 1900-", "style"], "lamps of 1900- style", id="no word before it"),
    ],
)
def test_a_divided_word_is_mended_only_where_that_is_safe(lines: list[str], joined: str) -> None:
    text = loaded(["Article 1", *lines[:2], "Article 2", *(lines[2:] or ["x"])])
    assert text.provisions[0].text == joined


def test_the_table_of_contents_is_left_out() -> None:
    contents = ["Article 1", "Article 2", "Article 3"]
    text = loaded(["Contents", *contents, "Whereas lamps burn,"], ["Article 1", "a.", "Article 2", "b.", "Article 3", "c."])
    assert [p.text for p in text.provisions] == ["a.", "b.", "c."]


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        pytest.param("Article (", "has a locator rule that is no regular expression", id="no expression"),
        pytest.param("", "has no locator rule with a group `number`", id="no rule"),
        pytest.param(r"Article \d+", "has no locator rule with a group `number`", id="no group"),
        pytest.param(r"^Section (?P<number>\d+)$", "holds no provisions", id="nothing found"),
    ],
)
def test_a_wrong_rule_is_refused(pattern: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        loaded(["Article 1", "Lamps."], pattern=pattern)
    assert says in str(raised.value)


def test_a_rule_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.02)
    with pytest.raises(OfficialError, match="has a locator rule that takes too long"):
        loaded(["a" * 60], pattern=r"^(?P<number>(?:a|a|aa)+)+$b")


def test_a_provision_twice_or_without_words_is_refused() -> None:
    with pytest.raises(OfficialError, match="has int/lamps/art-1 twice"):
        loaded(["Article 1", "Lamps.", "Article 1", "Wicks."])
    with pytest.raises(OfficialError, match="has no words in Article 1"):
        loaded(["Article 1", "Article 2", "Wicks."])


WHOLE = a_pdf([[("Article 1", 12.0), ("Lamps.", 12.0)]])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"<html>Not found</html>", "is no PDF", id="a page"),
        pytest.param(b"%PDF-1.4\n", "is no whole PDF", id="only a beginning"),
        pytest.param(a_pdf([]), "has no text: it is made of pictures", id="no pages"),
        pytest.param(a_pdf([[], []]), "has no text: it is made of pictures", id="pages without text"),
        pytest.param(a_pdf([[("Article 1", 12.0)]], encrypted=True), "is locked with a password", id="encrypted"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        pdf.load(data, publication())
    assert says in str(raised.value)


def test_too_many_pages_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "MOST_PAGES", 1)
    assert read_pages(WHOLE, publication())[1] == [["Article 1", "Lamps."]]
    with pytest.raises(OfficialError, match="has 2 pages, more than the 1"):
        read_pages(a_pdf([[("a", 12.0)], [("b", 12.0)]]), publication())
    monkeypatch.setattr(pages_module, "LARGEST", 10)
    with pytest.raises(OfficialError, match="bytes, more than the 10"):
        read_pages(WHOLE, publication())


def test_a_page_with_too_many_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "_MOST_SIGNS", 50)
    with pytest.raises(OfficialError, match="has more words on page 1 than a page can hold"):
        read_pages(WHOLE, publication())


@settings(deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=20), st.integers(0, 30))
def test_any_bytes_give_a_text_or_an_official_error(at: int, put: bytes, gone: int) -> None:
    is_sound_or_refused(lambda: pdf.load(WHOLE[:at] + put + WHOLE[at + gone :], publication()))


REAL = MIRROR / "eu" / "ai-omnibus" / "pe-cons-30-26.nl.pdf"
RECITAL = r"^\((?P<number>\d+)\) "
ARTIKEL = r"^Artikel (?P<number>\d+)$(?:\n(?P<heading>.+)$)?"


@on_real_files
def test_the_real_pdf_has_the_articles_and_recitals_of_the_regulation() -> None:
    data = REAL.read_bytes()
    articles, recitals = pdf.load(data, publication(ARTIKEL)), pdf.load(data, publication(RECITAL, "recital"))
    is_sound(articles)
    is_sound(recitals)
    page = (MIRROR / "eu" / "ai-omnibus" / "en.xhtml").read_text("utf-8")
    assert [p.id.rpartition("-")[2] for p in articles.provisions] == re.findall(r'id="art_(\d+)"', page)
    assert [p.id.rpartition("-")[2] for p in recitals.provisions] == re.findall(r'id="rct_(\d+)"', page)
    assert articles.provisions[3].heading == "Inwerkingtreding en toepassing"


@on_real_files
def test_the_furniture_and_footnotes_of_the_real_pdf_are_gone_and_its_words_are_there() -> None:
    from pypdf import PdfReader

    data = REAL.read_bytes()
    recitals = pdf.load(data, publication(RECITAL, "recital"))
    words = " ".join(p.text for p in recitals.provisions[:-1])
    assert "PE-CONS" not in words
    assert "GIP.B" not in words
    assert "Raad5" not in words
    pages = [page.extract_text() for page in PdfReader(REAL).pages]
    # The head of each page ends with the language; its footnotes begin with a number after empty lines.
    bodies = [re.sub(r"\n\s*\n\d+ .*", "", page.partition("NL")[2], flags=re.DOTALL) for page in pages]
    raw = without_note_numbers("\n".join(bodies))
    # In recital 17 the numbers of footnotes stand right behind other numbers, where only their size tells them apart.
    for provision in [p for p in recitals.provisions[:-1] if not p.id.endswith("-17")]:
        for line in provision.text.split("\n"):
            assert without_note_numbers(line) in raw, (provision.id, line)


def without_note_numbers(words: str) -> str:
    """Words without white space and without digits after a letter or a bracket."""
    return unspaced(re.sub(r"(?<=[a-zé)])\d+(?=[\s,.;])", "", words))

"""`publishers.udhr`: thirty articles in every language, their paragraphs by number."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import udhr
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_faithful, is_sound, is_sound_or_refused, unspaced

FIXTURE = (Path(__file__).parent / "fixtures" / "udhr.xml").read_bytes()
LANGUAGES = {
    "arb": "ar",
    "cmn_hans": "zh",
    "deu_1996": "de",
    "eng": "en",
    "fra": "fr",
    "hin": "hi",
    "pes_1": "fa",
    "por_BR": "pt-br",
    "por_PT": "pt",
    "rus": "ru",
    "spa": "es",
    "tur": "tr",
    "ukr": "uk",
}
NUMBERED = {11: 2, 13: 2, 14: 2, 15: 2, 16: 3, 17: 2, 20: 2, 21: 3, 23: 4, 25: 2, 26: 3, 27: 2, 29: 3}


def publication(language: str = "en") -> Publication:
    return Publication("int/udhr", language, Format.UDHR, "the lantern file")


def loaded(data: bytes = FIXTURE) -> OfficialText:
    return udhr.load(data, publication())


def test_preamble_and_articles_have_their_ids_labels_and_words() -> None:
    text = loaded()
    is_sound(text)
    assert (text.title, text.language, text.as_of) == ("Lantern Declaration", "en", None)
    assert [(p.id, p.unit, p.label, p.heading) for p in text.provisions] == [
        ("int/udhr/preamble", Unit.PREAMBLE, "", "Opening words"),
        ("int/udhr/art-1", Unit.ARTICLE, "Article 1", ""),
        ("int/udhr/art-2", Unit.ARTICLE, "Article 2", ""),
        ("int/udhr/art-3", Unit.ARTICLE, "Article 3", ""),
    ]
    assert text.provisions[0].text == "Whereas lamps are lit,\nWhereas lamps go out,"


def test_items_of_a_list_are_the_paragraphs_with_all_their_blocks() -> None:
    found = loaded().find("int/udhr/art-3/par-2")
    assert found
    assert found[1]
    assert found[0].words_of(found[1]) == "Everyone may put it down again.\nIt shall then be put out."
    assert found[1].label == ""


def test_blocks_are_counted_where_there_is_no_list_and_a_single_one_is_not() -> None:
    assert addresses(loaded()) == {"preamble/par-1", "preamble/par-2", "art-2/par-1", "art-2/par-2", "art-3/par-1", "art-3/par-2"}


def test_the_note_of_the_editor_is_left_out() -> None:
    assert not any("Tuesday" in p.text for p in loaded().provisions)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param(b"</udhr>", b"", "is no whole XML: line", id="cut short"),
        pytest.param(b"<udhr ", b"<html ", "is no whole XML", id="another root at one end"),
        pytest.param(b"http://efele.net/udhr", b"http://lampton.example", "has the root 'udhr'", id="another namespace"),
        pytest.param(b'number="2"', b"", "has an article without a number at line", id="no number"),
        pytest.param(
            b'number="2"', 'number="٢"'.encode(), "has an article without a number at line", id="no number that a note has"
        ),
        pytest.param(b'number="2"', b'number="1"', "has int/udhr/art-1 twice", id="a number twice"),
        pytest.param(b"Every street shall have a lantern.", b" ", "has no words in int/udhr/art-1", id="no words"),
        pytest.param(b"xml:lang='en'", b"xml:lang='fr'", "is in 'fr', not in 'en'", id="another language"),
        pytest.param(b"xml:lang='en'", b"", "is in 'no named language'", id="no language"),
        pytest.param(b"<udhr ", b'<!DOCTYPE udhr [<!ENTITY a "b">]><udhr ', "declares entities", id="an entity"),
    ],
)
def test_a_wrong_file_is_refused_by_name(old: bytes, new: bytes, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        loaded(FIXTURE.replace(old, new, 1))
    assert says in str(raised.value)


def test_a_file_without_articles_is_no_declaration() -> None:
    start, end = FIXTURE.index(b"<article"), FIXTURE.index(b"</udhr>")
    with pytest.raises(OfficialError, match="has no articles"):
        loaded(FIXTURE[:start] + FIXTURE[end:])


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"<html><body>Not found</body></html>", b"<a>" * 5000], ids=["empty", "blank", "page", "deep"]
)
def test_what_is_no_file_of_the_kind_is_refused(data: bytes) -> None:
    with pytest.raises(OfficialError, match="the lantern file"):
        loaded(data)


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(FIXTURE)))
def test_any_bytes_give_a_text_or_an_official_error(data: bytes, at: int) -> None:
    is_sound_or_refused(lambda: loaded(FIXTURE[:at] + data + FIXTURE[at:]))


@on_real_files
@pytest.mark.parametrize("name", LANGUAGES)
def test_every_real_translation_has_thirty_articles_and_their_paragraphs(name: str) -> None:
    data = (MIRROR / "int" / "udhr" / f"{name}.xml").read_bytes()
    text = udhr.load(data, publication(LANGUAGES[name]))
    root: Any = etree.fromstring(data)
    articles = text.of(Unit.ARTICLE)
    assert len(articles) == 30 == int(root.xpath("count(//*[local-name()='article'])"))
    assert len(text.of(Unit.PREAMBLE)) == 1
    is_sound(text)
    is_faithful(text, "".join(root.itertext()))
    counts = {n: len(root.xpath(f"//*[@number='{n}']//*[local-name()='listitem']")) for n in range(1, 31)}
    assert {n: count for n, count in counts.items() if count} == NUMBERED
    assert {int(a.id.rpartition("-")[2]): len(a.parts) for a in articles if a.parts} == {2: 2, **NUMBERED}
    assert all(a.label and a.label == " ".join(a.label.split()) for a in articles)


@on_real_files
def test_no_word_of_an_article_is_lost() -> None:
    for name, language in LANGUAGES.items():
        data = (MIRROR / "int" / "udhr" / f"{name}.xml").read_bytes()
        root: Any = etree.fromstring(data)
        for provision in udhr.load(data, publication(language)).of(Unit.ARTICLE):
            number = provision.id.rpartition("-")[2]
            paras = root.xpath(f"//*[@number='{number}']//*[local-name()='para']")
            assert unspaced(provision.text) == unspaced("".join("".join(p.itertext()) for p in paras)), (name, number)


@on_real_files
def test_the_list_of_languages_here_is_that_of_the_folder() -> None:
    assert {p.stem for p in (MIRROR / "int" / "udhr").glob("*.xml")} - {"_index"} == set(LANGUAGES)


@on_real_files
def test_the_index_of_translations_is_no_translation() -> None:
    with pytest.raises(OfficialError, match="the lantern file"):
        loaded((MIRROR / "int" / "udhr" / "_index.xml").read_bytes())

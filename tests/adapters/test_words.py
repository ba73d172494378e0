"""`adapters.words`: no script is cut in the wrong place, and the rarest shared words lead."""

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import a_passage
from rights_assistant.adapters import words
from rights_assistant.adapters.words import WordFinder, tokens
from rights_assistant.domain.passage import Passage
from rights_assistant.errors import IndexUnavailable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The computer refused my visa", ["comput", "refus", "my", "visa"], id="English endings off, common words out"),
        pytest.param("REFUSED Refusal refuses", ["refus", "refus", "refus"], id="one stem, whatever the case and the ending"),
        pytest.param(
            "How long? Who decides? It is not my name.",
            ["how", "long", "who", "decid", "not", "my", "name"],
            id="question words, not and my stay: they are what people ask",
        ),
        pytest.param("", [], id="nothing has no words"),
        pytest.param("?!… – (—)", [], id="signs are no words"),
        pytest.param("the of and", [], id="only common words leave nothing"),
        pytest.param("वीज़ा अस्वीकार", ["वीज़ा", "अस्वीकार"], id="Hindi: vowel signs stay with their letters"),
        pytest.param("我的签证被拒绝了", ["我的签证被拒绝了"], id="Chinese is kept, not dropped"),
        pytest.param("签证，拒绝。", ["签证", "拒绝"], id="Chinese marks part words"),
        pytest.param("می\u200cخواهم ویزا", ["می\u200cخواهم", "ویزا"], id="Persian: the zero-width joint does not cut the word"),
        pytest.param("ක්\u200dෂ", ["ක්\u200dෂ"], id="Sinhala: nor does the zero-width joiner"),
        pytest.param("تأشيرة مرفوضة", ["تأشيرة", "مرفوضة"], id="Arabic words stay whole"),
        pytest.param("المادة ٢٢", ["المادة", "22"], id="Arabic-Indic digits are digits"),
        pytest.param("ماده ۸۶", ["ماده", "86"], id="Persian digits too"),
        pytest.param("अनुच्छेद २२", ["अनुच्छेद", "22"], id="Devanagari digits too"),
        pytest.param("Article 22(3)", ["articl", "22", "3"], id="a number in brackets is a word of its own"),
        pytest.param("Ausländerbehörde", ["ausländerbehörd"], id="umlauts stay"),
        pytest.param("Ausla\u0308nderbeho\u0308rde", ["ausländerbehörd"], id="however they were typed"),
        pytest.param("eu-lisa's entry/exit", ["eu", "lisa", "s", "entri", "exit"], id="hyphens and slashes part words"),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Which words does a text have?"""
    assert tokens(text) == expected


@given(st.text(max_size=80))
def test_tokens_of_anything(text: str) -> None:
    """Whatever was typed: are there words or none, never an empty one, and the same however letters were put together?"""
    found = tokens(text)
    assert all(t and not any(c.isspace() for c in t) for t in found)
    assert tokens(unicodedata.normalize("NFD", text)) == found


@given(st.integers(0, 10**6))
def test_a_number_is_the_same_in_every_script(number: int) -> None:
    """Does a number written in another script find the article written in ours?"""
    latin = str(number)
    for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10):
        assert tokens("".join(chr(zero + int(d)) for d in latin)) == [latin]


PASSAGES = [
    a_passage("ca/irpa/s-72:en:what-it-says", "You must ask the Federal Court within 15 days."),
    a_passage("ca/irpa/s-72:en:limits", "The court does not give you the visa."),
    a_passage("systems/ca/chinook:en:in-short", "Chinook shows visa files on one screen.", kind="system"),
    a_passage("de/asylg/s-74:en:what-it-says", "You must ask the court within one week.", jurisdiction="de"),
    a_passage("int/iccpr/art-7:en:what-it-says", "Nobody may be tortured.", jurisdiction="int"),
    a_passage("int/iccpr/art-7:en:name-0", "…", jurisdiction="int"),
]


@pytest.fixture
def finder(tmp_path: Path) -> WordFinder:
    """The passages, written to disk and read again."""
    words.write(tmp_path / "words", PASSAGES)
    return WordFinder(tmp_path / "words", PASSAGES)


@pytest.mark.parametrize(
    ("text", "places", "ids"),
    [
        pytest.param("What is Chinook?", ("ca", "int"), ["systems/ca/chinook:en:in-short"], id="one rare word finds its passage"),
        pytest.param("CHINOOK!!", ("ca",), ["systems/ca/chinook:en:in-short"], id="however it is written"),
        pytest.param("Chinook", ("de",), [], id="not in another country's law"),
        pytest.param("torture", ("ca", "int"), ["int/iccpr/art-7:en:what-it-says"], id="the stem finds other endings"),
        pytest.param("court", ("de",), ["de/asylg/s-74:en:what-it-says"], id="only passages of the place"),
        pytest.param("zebra", ("ca", "de", "int"), [], id="no shared word, nothing found"),
        pytest.param("the of and", ("ca",), [], id="common words find nothing"),
        pytest.param("", ("ca",), [], id="nothing asked, nothing found"),
        pytest.param("court", (), [], id="nowhere searched, nothing found"),
        pytest.param("court", ("us",), [], id="a place without passages has none"),
    ],
)
def test_find(finder: WordFinder, text: str, places: tuple[str, ...], ids: list[str]) -> None:
    """Which passages share the words of a question?"""
    assert [h.passage_id for h in finder.find(text, places, 10)] == ids


def test_rare_words_count_more(finder: WordFinder) -> None:
    """Does the passage with the rarer word come before one with a common word?"""
    first, *rest = finder.find("visa Chinook", ("ca",), 10)
    assert first.passage_id == "systems/ca/chinook:en:in-short"
    assert [h.passage_id for h in rest] == ["ca/irpa/s-72:en:limits"]
    assert first.score > rest[0].score > 0


def test_a_word_said_twice_counts_once(finder: WordFinder) -> None:
    """Does repeating a word not change what is found?"""
    assert finder.find("visa visa visa court", ("ca",), 10) == finder.find("visa court", ("ca",), 10)


def test_the_scope_does_not_change_a_score(finder: WordFinder) -> None:
    """Is a passage as near when more places are searched?"""
    alone = {h.passage_id: h.score for h in finder.find("court days", ("ca",), 10)}
    together = {h.passage_id: h.score for h in finder.find("court days", ("ca", "de"), 10)}
    assert alone.items() <= together.items()
    assert len(together) > len(alone)


def test_other_passages_than_were_indexed(tmp_path: Path) -> None:
    """Is an index of other notes refused, so that no score is given to the wrong passage?"""
    words.write(tmp_path, PASSAGES)
    with pytest.raises(IndexUnavailable, match="does not fit") as raised:
        WordFinder(tmp_path, PASSAGES[:-1])
    assert "index --rebuild" in raised.value.remedy


def _damage(folder: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("params.index.json", None, id="a file is gone"),
        pytest.param("vocab.index.json", b"", id="the words are empty"),
        pytest.param("vocab.index.json", b"{", id="the words are cut off"),
        pytest.param("data.csc.index.npy", b"garbage", id="the numbers are garbage"),
        pytest.param(
            "data.csc.index.npy",
            b"",
            id="the numbers are empty, as after a full disk",
        ),
    ],
)
def test_a_damaged_index(tmp_path: Path, name: str, content: bytes | None) -> None:
    """Is a damaged index said to be, with how to mend it?"""
    words.write(tmp_path / "words", PASSAGES)
    shutil.copytree(tmp_path / "words", tmp_path / "copy")
    _damage(tmp_path / "copy", name, content)
    with pytest.raises(IndexUnavailable) as raised:
        WordFinder(tmp_path / "copy", PASSAGES)
    assert str(tmp_path / "copy") in raised.value.problem
    assert "index --rebuild" in raised.value.remedy


def test_no_folder(tmp_path: Path) -> None:
    """Is a missing index our own error?"""
    with pytest.raises(IndexUnavailable):
        WordFinder(tmp_path / "nothing", PASSAGES)


texts = st.lists(st.text(max_size=30), min_size=1, max_size=6)


@given(texts, st.text(max_size=30))
def test_whatever_is_indexed_and_asked(tmp_path_factory: pytest.TempPathFactory, written: list[str], asked: str) -> None:
    """Whatever the notes and the question: does every hit share a word, and no passage that shares none come back?"""
    folder = tmp_path_factory.mktemp("words")
    passages: list[Passage] = [a_passage(f"ca/x/{n}:en:says", text) for n, text in enumerate(written)]
    words.write(folder, passages)
    hits = WordFinder(folder, passages).find(asked, ("ca",), 100)
    wanted = set(tokens(asked))
    sharing = {p.id for p in passages if wanted & set(tokens(p.text))}
    assert {h.passage_id for h in hits} == sharing

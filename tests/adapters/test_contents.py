"""The words of a fetched file, whatever its markup: none left out, and none that a reader of the law does not see."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdf_made import a_pdf
from rights_assistant.adapters.contents import Contents, words
from rights_assistant.domain.sources import SUFFIX
from rights_assistant.errors import OfficialError

HANG = "Every lantern hangs above the door."


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


READ = [
    pytest.param("a.xml", "<S><Label>1</Label><Text>Every <I>lantern</I> hangs.</Text></S>", "1Every lantern hangs.", id="XML"),
    pytest.param("a.xml", "<S>Lit<!-- never --><?page 3?>.</S>", "Lit.", id="XML: no comments, no instructions"),
    pytest.param("a.xml", "<S n='7'>Lit &amp; bright&#160;lamps</S>", "Lit & bright lamps", id="XML: signs, no attributes"),
    pytest.param(
        "a.xml", "<S>Acts<FootnoteRef idref='f'>1</FootnoteRef>; and</S>", "Acts; and", id="Justice Canada: no number of a footnote"
    ),
    pytest.param("a.xml", "<P>of oil<NOTE N='E1'><P>OJ L 7.</P></NOTE>, lit</P>", "of oil, lit", id="Formex: no footnote"),
    pytest.param(
        "a.xml",
        "<l:S xmlns:l='urn:l'><l:T>Lit</l:T><FootnoteRef>2</FootnoteRef></l:S>",
        "Lit",
        id="XML: in a name space, or in none",
    ),
    pytest.param("a.html", "<p>Article&nbsp;1</p><p>Lit</p>", "Article 1Lit", id="HTML"),
    pytest.param("a.html", "<p>Lit<p>as it is<br>written", "Litas it iswritten", id="HTML: as it comes"),
    pytest.param(
        "a.html",
        "<p>of oil (<a id='ntc1-L'><span>(1)</span></a>), lit</p>",
        "of oil, lit",
        id="EUR-Lex: no footnote, with its brackets",
    ),
    pytest.param("a.html", "<p>of oil (<a id='src.E001' href='#E001'>1</a>) and</p>", "of oil and", id="EUR-Lex: consolidated too"),
    pytest.param("a.html", "<p><span class='arrow x'>►</span>►M1 lit ◄</p>", " lit ", id="EUR-Lex: no marks of who amended it"),
    pytest.param(
        "a.xml", "<c>on<sup id='fn1-rf'>1</sup> the 1<sup>st</sup></c>", "on the 1st", id="Treasury Board: no number of a footnote"
    ),
    pytest.param(
        "a.html", "<p>Lamps <span class='Hidden'>never </span>rest</p>", "Lamps rest", id="LégisQuébec: what the page hides"
    ),
    pytest.param("a.html", "<p>(<a href='/law'>see here</a>)</p>", "(see here)", id="HTML: a link keeps its words"),
    pytest.param("a.md", "## 1\n*Every* [_lantern_](../lamps.md) hangs.", "## 1\nEvery lantern hangs.", id="Markdown"),
    pytest.param("a.rst", "1. Every *lantern* hangs.", "1. Every *lantern* hangs.", id="reStructuredText"),
    pytest.param(
        "a.json",
        '{"n": 7, "t": "Every", "in": [{"c": "lantern \\u00e9"}, null, true], "z": "hangs."}',
        "Every\nlantern é\nhangs.",
        id="JSON",
    ),
    pytest.param("A.md", "\ufeffLit", "Lit", id="a mark at the beginning is no word"),
]


@pytest.mark.parametrize(("name", "text", "said"), READ)
def test_words(name: str, text: str, said: str) -> None:
    """Are they all there, in the order of the file?"""
    assert words(text.encode("utf-8"), name).replace("\xa0", " ") == said


def test_pdf() -> None:
    """Are the words of every page there?"""
    found = words(a_pdf([[(HANG, 11)], [("It is lit at dusk.", 11)]]), "a.pdf")
    assert squeezed(found) == squeezed(f"{HANG} It is lit at dusk.")


BROKEN = [
    pytest.param("a.xml", b"<S><Text>Lit</S>", id="XML that is not whole"),
    pytest.param("a.xml", b"", id="an empty XML file"),
    pytest.param("a.json", b"{", id="JSON cut short"),
    pytest.param("a.md", b"\xff\xfe", id="Markdown that is not UTF-8"),
    pytest.param("a.pdf", b"%PDF-1.4", id="a PDF cut short"),
    pytest.param("a.html", b"", id="an empty page"),
    pytest.param("a.doc", b"Lit", id="a kind that no loader reads"),
    pytest.param("a", b"Lit", id="no kind"),
]


@pytest.mark.parametrize(("name", "data"), BROKEN)
def test_what_cannot_be_read(name: str, data: bytes) -> None:
    """Is it an error that names the file and what to do?"""
    with pytest.raises(OfficialError) as refused:
        words(data, name)
    assert refused.value.problem.startswith(f"{name} cannot be read: ")
    assert "rights-assistant sources fetch" in refused.value.remedy


@given(st.binary(max_size=200), st.sampled_from([*SUFFIX.values(), "txt"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    """Do any bytes give words or an error of ours?"""
    try:
        assert isinstance(words(data, f"a.{suffix}"), str)
    except OfficialError as error:
        assert str(error).startswith(f"a.{suffix} cannot be read")  # noqa: PT017 the words are as good


@pytest.mark.parametrize("suffix", sorted(set(SUFFIX.values())))
def test_every_kind_that_is_kept(suffix: str) -> None:
    """Is the kind of every format known?"""
    made = {"pdf": a_pdf([[(HANG, 11)]]), "json": json.dumps([HANG]).encode()}
    assert squeezed(HANG) in squeezed(words(made.get(suffix, f"<p>{HANG}</p>".encode()), f"a.{suffix}"))


class TestInAFolder:
    """By path, with the checksum of the bytes."""

    def test_a_file(self, tmp_path: Path) -> None:
        """Does it come with its checksum, and is it read once?"""
        (tmp_path / "ca").mkdir()
        (tmp_path / "ca/a.md").write_text(HANG)
        contents = Contents(tmp_path)
        assert contents.of("ca/a.md").words == HANG
        assert contents.of("ca/a.md").sha256 == hashlib.sha256(HANG.encode()).hexdigest()
        (tmp_path / "ca/a.md").unlink()
        assert contents.of("ca/a.md").words == HANG

    @pytest.mark.parametrize(
        ("path", "why"),
        [
            pytest.param("ca/b.md", "cannot be read: No such file", id="a file that is not there"),
            pytest.param("ca", "cannot be read: Is a directory", id="a folder"),
            pytest.param("../a.md", "leads out of", id="a file beside the folder"),
            pytest.param("/etc/passwd", "leads out of", id="a file anywhere"),
            pytest.param("ca/link.md", "leads out of", id="a link that leads away"),
            pytest.param("ca/\0.md", "cannot be read", id="no name at all"),
        ],
    )
    def test_what_is_not_there(self, tmp_path: Path, path: str, why: str) -> None:
        """Is it an error that names it, and is nothing outside of the folder read?"""
        (tmp_path / "official/ca").mkdir(parents=True)
        (tmp_path / "a.md").write_text(HANG)
        (tmp_path / "official/ca/link.md").symlink_to(tmp_path / "a.md")
        with pytest.raises(OfficialError, match=why):
            Contents(tmp_path / "official").of(path)

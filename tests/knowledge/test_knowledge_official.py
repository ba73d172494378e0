"""Official texts in their publishers' formats, read as lines."""

import gzip
from pathlib import Path

import pytest

from factories import an_instrument
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.official import Shelf, read_shelf


def shelf(root: Path, files: dict[str, str | bytes], texts: tuple[str, ...] = ()) -> Shelf:
    """The texts at hand for one instrument, from some files."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_shelf(root, [an_instrument(texts=texts)])


def lines(root: Path, name: str, content: str | bytes) -> list[str]:
    """The lines of one file as they were read."""
    return [line.strip() for line in shelf(root, {f"ca/irpa/{name}": content}).texts["ca/irpa"].text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("en.txt", "One.\nTwo.", ["One.", "Two."], id="plain text"),
        pytest.param("en.rst", "1. Everyone has rights.", ["1. Everyone has rights."], id="reStructuredText"),
        pytest.param(
            "en.md", "## Article 7\nSee the [Charter](../x/86/y.md).", ["## Article 7", "See the [Charter]."], id="Markdown"
        ),
        pytest.param(
            "en.xml",
            "<S><Label>72</Label><Text>An <XRefExternal t='a'>Act</XRefExternal> of law.</Text></S>",
            ["72", "An Act of law."],
            id="Justice Canada: a label is a line, a name is not",
        ),
        pytest.param(
            "en.xml",
            '<Section lims:inforce-start-date="2015-07-01" lims:fid="72"><Label>72</Label></Section>',
            ["2015-07-01", "72"],
            id="Justice Canada: the day in an attribute, not the numbers of the database",
        ),
        pytest.param(
            "en.xml", '<clause anchor="6.3.1">Ask.</clause>', ["6.3.1", "Ask."], id="Treasury Board: the number of a clause"
        ),
        pytest.param(
            "en.fmx.xml", '<P>from <DATE ISO="20271202">then</DATE></P>', ["from", "2027-12-02", "then"], id="Formex: a packed day"
        ),
        pytest.param(
            "en.xhtml",
            "<html><head><style>p {margin: 3px}</style></head><!-- 86 --><p>Article&#160;<span>86</span></p><p>Text</p></html>",
            ["Article 86", "Text"],
            id="EUR-Lex: no styles and no comments",
        ),
        pytest.param("en.html", "<script>var x = '<p>5</p>'</script><p>Text</p>", ["Text"], id="a saved page: no scripts"),
        pytest.param(
            "en.json",
            '[{"article": 86, "content": "A long sentence.", "repealed": false, "note": null}]',
            ["article 86", "A long sentence."],
            id="JSON: a short value keeps its key",
        ),
        pytest.param(
            "en.json", '{"content": "1This Act.2Most of it."}', ["1 This Act.2 Most of it."], id="labels that lost their blank"
        ),
        pytest.param("en.txt.gz", gzip.compress(b"Packed."), ["Packed."], id="packed"),
        pytest.param("en.txt", "\ufeffMarked.", ["Marked."], id="with a mark of its encoding"),
    ],
)
def test_each_format(tmp_path: Path, name: str, content: str | bytes, said: list[str]) -> None:
    """Is what a publisher writes read as a line for each block?"""
    assert lines(tmp_path, name, content) == said


@pytest.mark.parametrize(
    ("there", "read"),
    [
        pytest.param(["en.xml", "fr.xml"], ["en.xml"], id="English, where there is English"),
        pytest.param(["de.xml", "fr.xml"], ["de.xml", "fr.xml"], id="all languages, where there is none"),
        pytest.param(["en.xml", "en.2015.xml"], ["en.xml"], id="the present text, not the old one"),
        pytest.param(
            ["en.2015.vol1.md", "en.2015.vol2.md"], ["en.2015.vol1.md", "en.2015.vol2.md"], id="the old one, where it is all"
        ),
        pytest.param(["eng.xml", "fra.xml", "_index.xml"], ["eng.xml"], id="languages in three letters, no index"),
        pytest.param(["pin.en.md", "en.xml"], ["en.xml", "pin.en.md"], id="the language anywhere in the name"),
    ],
)
def test_which_files_are_read(tmp_path: Path, there: list[str], read: list[str]) -> None:
    """Are the files of the present text chosen, in English where there is one?"""
    found = shelf(tmp_path, {f"ca/irpa/{name}": "<p>x</p>" for name in there})
    assert [path.name for path in found.texts["ca/irpa"].files] == read


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    """Are a PDF and an archive skipped and named, and is the rest read?"""
    found = shelf(tmp_path, {"ca/irpa/en.txt": "Text.", "ca/irpa/nl.pdf": b"%PDF", "ca/irpa/en.zip": b"PK"})
    assert [path.name for path in found.skipped] == ["en.zip", "nl.pdf"]
    assert found.texts["ca/irpa"].text == "Text."


def test_a_text_that_lies_elsewhere(tmp_path: Path) -> None:
    """Are the folders and files read that the instrument names, and not the one of its id?"""
    files = {"ca/irpa/en.txt": "Old.", "ca/irpa-2026/en.txt": "New.", "ca/irpa/notes.txt": "Notes."}
    found = shelf(tmp_path, dict(files), ("ca/irpa-2026", "ca/irpa/notes.txt"))
    assert found.texts["ca/irpa"].text == "New.\nNotes."


def test_a_law_without_a_text_is_not_at_hand(tmp_path: Path) -> None:
    """Is an instrument without a readable file left out, and is that no error?"""
    assert shelf(tmp_path, {"ca/irpa/nl.pdf": b"%PDF"}).texts == {}
    assert shelf(tmp_path, {}, ("ca/elsewhere",)).texts == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("en.json", b"{not json", id="JSON that is none"),
        pytest.param("en.txt", b"\xff\xfe\x00", id="no UTF-8"),
        pytest.param("en.txt.gz", b"not packed", id="not packed"),
        pytest.param("en.txt.gz", gzip.compress(b"Packed.")[:-6], id="cut off"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    """Is the file named that cannot be read, with what to do?"""
    with pytest.raises(KnowledgeError, match=rf"{name} cannot be read") as error:
        shelf(tmp_path, {f"ca/irpa/{name}": content})
    assert "take it out" in error.value.remedy


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Is a wrong folder said at once?"""
    with pytest.raises(KnowledgeError, match="There is no folder") as error:
        read_shelf(tmp_path / "nowhere", [an_instrument()])
    assert "--official" in error.value.remedy

"""Whether the law's own words of a saved run stand so in the fetched files: every forgery, change and gap is found."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_citation, an_answer
from lantern import SECTIONS, lantern
from pdf_made import a_pdf
from rights_assistant.adapters.contents import Contents
from rights_assistant.adapters.publishers.loaders import LOADERS
from rights_assistant.domain.answer import LawsWords
from rights_assistant.domain.official import Content, Format, OfficialText, Publication
from rights_assistant.domain.sources import path_of
from rights_assistant.errors import CaseError, OfficialError
from rights_assistant.evaluation.fidelity import Fidelity, Quote, fidelity, quotes_of, squeezed, strayed
from rights_assistant.render import to_json
from test_cli import lines, refused, run

FIXTURES = Path(__file__).parents[1] / "adapters/publishers/fixtures"
PATH = "ca/irpa/current.en.xml"
SUM = hashlib.sha256(lantern()).hexdigest()
WHOLE = SECTIONS["1"]


def a_quote(words: str = WHOLE, **changes: object) -> Quote:
    """A quote of section 1 of the Lantern Act, from the file that the tests have."""
    return replace(Quote("court", 1, "ca/irpa/s-1", words, PATH, SUM), **changes)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the Lantern Act."""
    path = tmp_path / "data/official" / PATH
    path.parent.mkdir(parents=True)
    path.write_bytes(lantern())
    return tmp_path / "data"


def held(folder: Path, *quotes: Quote) -> Fidelity:
    """Quotes held against the files of a data folder."""
    return fidelity(quotes, Contents(folder / "official").of)


FAITHFUL = [
    pytest.param(WHOLE, id="the whole provision"),
    pytest.param("(2) It is lit at dusk.", id="a line of it"),
    pytest.param("lit at", id="within a line"),
    pytest.param("(2)  It is\u00a0lit\tat dusk. ", id="other white space"),
    pytest.param(
        "(1) Every lantern hangs above the door. (2) It is lit at dusk.", id="two lines as one: a line break is white space"
    ),
    pytest.param("(1) Every lantern\nIt is lit", id="line by line, with words between them"),
    pytest.param("(2) It | is lit | at dusk.", id="cells of a table, one by one"),
    pytest.param("| (1) Every | | door. |", id="cells that are empty"),
]
FORGED = [
    pytest.param("(2) It is lit at dawn.", "'(2) It is lit at dawn.' is not in it", id="another word"),
    pytest.param("(2) It is not lit at dusk.", "'(2) It is not lit at dusk.' is not in it", id="a word more"),
    pytest.param("(2) It is at dusk.", "'(2) It is at dusk.' is not in it", id="a word less"),
    pytest.param("(2) it is lit at dusk.", "'(2) it is lit at dusk.' is not in it", id="a small letter"),
    pytest.param("(1) Every lantern hangs.\nIt is lit", "'(1) Every lantern hangs.' is not in it", id="a sign more"),
    pytest.param(f"{WHOLE}\n(3) Free.", "'(3) Free.' is not in it", id="a line more"),
    pytest.param(
        "(2) It is lit\nEvery lantern", "'Every lantern' stands in it, but not after the line before", id="lines turned round"
    ),
    pytest.param("It is lit at dusk.\nIt is lit at dusk.", "but not after the line before", id="a line twice"),
    pytest.param("(2) It | is dark", "'is dark' is not in it", id="a cell of a table"),
    pytest.param("It is|lit", "'It is|lit' is not in it", id="a stroke that is none between cells"),
    pytest.param("number", "'number' is not in it", id="what stands in the markup alone"),
    pytest.param("", "the quote is empty", id="nothing"),
    pytest.param(" \n ", "the quote is empty", id="white space alone"),
    pytest.param("x" * 500, f"'{'x' * 60}' is not in it", id="shown in short"),
]


@pytest.mark.parametrize("words", FAITHFUL)
def test_what_stands_there(folder: Path, words: str) -> None:
    """Is a quote in the publisher's words faithful, white space apart?"""
    assert held(folder, a_quote(words)).unfaithful == ()


@pytest.mark.parametrize(("words", "why"), FORGED)
def test_a_forged_quote(folder: Path, words: str, why: str) -> None:
    """Is it found, with the line that is not the publisher's?"""
    quote = a_quote(words)
    [(found, said)] = held(folder, a_quote(), quote).unfaithful
    assert found is quote
    assert why in said


def test_a_changed_file(folder: Path) -> None:
    """Is a quote refused whose file is another one now, even where it has the same words?"""
    (folder / "official" / PATH).write_bytes(lantern(as_of="2026-06-01"))
    [(_, why)] = held(folder, a_quote()).unfaithful
    assert why.startswith("the file is another one now: it begins with ")
    assert SUM[:12] in why


@pytest.mark.parametrize(
    ("path", "why"),
    [
        pytest.param("ca/irpa/current.fr.xml", "current.fr.xml cannot be read: No such file", id="a missing file"),
        pytest.param("../../secret.xml", "leads out of", id="a file elsewhere"),
        pytest.param("manifest.txt", "cannot be read", id="no kind of file"),
    ],
)
def test_a_file_that_cannot_be_read(folder: Path, path: str, why: str) -> None:
    """Is its quote unfaithful for that reason, and are the others still looked at?"""
    found = held(folder, a_quote(path=path), a_quote())
    assert [(q.path, why in said) for q, said in found.unfaithful] == [(path, True)]


def test_a_damaged_file(folder: Path) -> None:
    """Is a file that is the one cited, and cannot be opened, told as the reason?"""
    broken = lantern()[:-9]
    (folder / "official" / PATH).write_bytes(broken)
    [(_, why)] = held(folder, a_quote(sha256=hashlib.sha256(broken).hexdigest())).unfaithful
    assert why.startswith(f"{PATH} cannot be read: XMLSyntaxError")


def test_counts(folder: Path) -> None:
    """Are citations counted, and different places and files among them?"""
    (folder / "official/ca/irpa/current.fr.xml").write_bytes(lantern())
    quotes = [a_quote(), a_quote(case="way"), a_quote("lit"), a_quote(path="ca/irpa/current.fr.xml"), a_quote("dark")]
    found = held(folder, *quotes)
    assert found.quotes == tuple(quotes)
    assert (found.different, found.files, len(found.unfaithful)) == (4, 2, 1)
    assert held(folder) == Fidelity((), ())


def test_each_file_is_asked_for_by_its_path_and_opened_for_a_different_quote_alone() -> None:
    """Is a quote that comes a hundred times looked at once?"""
    asked: list[str] = []

    def content_of(path: str) -> Content:
        asked.append(path)
        return Content(SUM, WHOLE)

    assert fidelity([a_quote(case=f"case {n}") for n in range(100)] + [a_quote("lit")], content_of).unfaithful == ()
    assert asked == [PATH, PATH]


def test_the_reason_of_a_reader_that_fails() -> None:
    """Is what cannot be read a reason, without the remedy that a reader of the list does not need a hundred times?"""

    def content_of(path: str) -> Content:
        raise OfficialError("The shelf is empty.", "Fetch.")

    assert fidelity([a_quote()], content_of).unfaithful == ((a_quote(), "The shelf is empty."),)


# --- each format ---

FILES = [
    pytest.param("lantern_act_en.xml", Format.JUSTICE_CANADA, {"locator": "s"}, id="justice_canada"),
    pytest.param("lantern_rules_fr.xml", Format.JUSTICE_CANADA, {"locator": "rule", "language": "fr"}, id="justice_canada: rules"),
    pytest.param("lantern_directive.xml", Format.TREASURY_BOARD, {}, id="treasury_board"),
    pytest.param("laterneng.xml", Format.GII, {"locator": "s", "language": "de"}, id="gii"),
    pytest.param("lantern_act_uk.xml", Format.CLML, {"locator": "s"}, id="clml"),
    pytest.param("lantern_regulation_uk.xml", Format.CLML, {"locator": "art"}, id="clml: a regulation"),
    pytest.param("lantern_act_uk.sections.json", Format.UK_JSON, {"locator": "s"}, id="uk_json"),
    pytest.param("udhr.xml", Format.UDHR, {}, id="udhr"),
    pytest.param("treaty.md", Format.TREATY_MARKDOWN, {}, id="treaty_markdown"),
    pytest.param("treaty-protocols.md", Format.TREATY_MARKDOWN, {}, id="treaty_markdown: protocols"),
    pytest.param("compact.md", Format.COMPACT_MARKDOWN, {}, id="compact_markdown"),
    pytest.param("comlaw.md", Format.COMLAW_MARKDOWN, {"locator": "s"}, id="comlaw_markdown"),
    pytest.param("act.json", Format.ACT_JSON, {"locator": "s"}, id="act_json"),
    pytest.param("treaty.json", Format.TREATY_JSON, {}, id="treaty_json"),
    pytest.param("charter.rst", Format.CHARTER_RST, {"locator": "s"}, id="charter_rst"),
    pytest.param("legisquebec.html", Format.LEGISQUEBEC, {"locator": "s"}, id="legisquebec"),
    pytest.param("", Format.PDF, {"pattern": r"^Article (?P<number>\d+)$"}, id="pdf"),
]
PAGES = [
    [("Article 1", 11.0), ("Every lantern hangs", 11.0), ("above the door.", 11.0)],
    [("Article 2", 11.0), ("It is lit.", 11.0)],
]


def all_of(text: OfficialText, path: str, sha256: str) -> Iterator[Quote]:
    """A quote of each provision and of each place in it."""
    for p in text.provisions:
        yield Quote("all", 1, p.id, p.text, path, sha256)
        yield from (Quote("all", 1, part.id, p.words_of(part), path, sha256) for part in p.parts)


@pytest.mark.parametrize(("name", "format", "more"), FILES)
def test_every_place_of_every_format(tmp_path: Path, name: str, format: Format, more: dict[str, str]) -> None:
    """Are all words that a loader gives found in its file, and one changed word in any of them not?"""
    data = (FIXTURES / name).read_bytes() if name else a_pdf(PAGES)
    publication = Publication("int/lamps", **({"language": "en", "format": format, "name": name} | more))  # type: ignore[arg-type]
    path = str(path_of("int/lamps", "copy", "en", format))
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(data)
    quotes = list(all_of(LOADERS[format](data, publication), path, hashlib.sha256(data).hexdigest()))
    assert len(quotes) > 1
    contents = Contents(tmp_path)
    assert fidelity(quotes, contents.of).unfaithful == ()
    forged = [replace(q, words=f"{q.words} forged") for q in quotes]
    assert len(fidelity(forged, contents.of).unfaithful) == len(quotes)


# --- what holds of any text ---

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="|"), max_size=20)


@given(st.lists(WORDS, max_size=6), st.data())
def test_any_lines_of_a_text_in_order_stand_in_it(blocks: list[str], data: st.DataObject) -> None:
    """Whatever the text, do some of its lines, in their order, stand in it, whatever white space is between?"""
    chosen = [b for b in blocks if data.draw(st.booleans())]
    assert strayed("\n".join(chosen), squeezed("\u2003".join(blocks))) == ""


@given(WORDS, WORDS)
def test_what_strays_is_not_there(words: str, content: str) -> None:
    """Is a line that is told to stray one that does not stand there, and never one that does?"""
    found = strayed(words.replace("\n", " "), squeezed(content))
    assert bool(found) is (squeezed(words) not in squeezed(content))


# --- a saved run ---


def saved(*quotes: Quote) -> dict[str, Any]:
    """A line of answers.jsonl as a run saves it, with a citation for each quote."""
    answer = to_json(an_answer())
    answer["citations"] = [citation_of(q) | {"number": n} for n, q in enumerate(quotes, 1)]
    return {"id": quotes[0].case if quotes else "none", "answer": answer}


def citation_of(quote: Quote) -> dict[str, Any]:
    """The JSON of a citation with the law's own words."""
    day = a_citation().checked_on
    words = LawsWords(quote.words, quote.paragraph, True, "en", ("en",), "Lantern Office", None, day, quote.sha256, quote.path)
    found: dict[str, Any] = to_json(an_answer(citations=(a_citation(official=words),)))["citations"][0]
    return found


def test_quotes_of_a_run() -> None:
    """Are all quotes of all answers found, and citations without words, and questions without an answer, passed over?"""
    plain = {"id": "plain", "answer": to_json(an_answer())}
    failed = {"id": "failed", "error": "The index is gone."}
    assert quotes_of([plain, failed, saved(a_quote(), a_quote("lit"))]) == (a_quote(), a_quote("lit", number=2))
    assert quotes_of([]) == ()


SHAPES = [
    pytest.param({"citations": None}, id="no citations"),
    pytest.param({"citations": ["one"]}, id="citations of another kind"),
    pytest.param({"citations": [{"number": 1, "official": {"quote": "x"}}]}, id="words without their file"),
    pytest.param(
        {"citations": [{"number": 1, "official": {"quote": "x", "paragraph": "y", "path": 7, "sha256": ""}}]}, id="no path"
    ),
    pytest.param({"citations": [{"official": {"quote": "x", "paragraph": "y", "path": "z", "sha256": ""}}]}, id="no number"),
    pytest.param("an answer", id="no object"),
]


@pytest.mark.parametrize("answer", SHAPES)
def test_an_answer_of_another_shape(answer: object) -> None:
    """Is the question named, rather than its quotes passed over?"""
    with pytest.raises(CaseError, match="The answer to 'court' has citations of another shape") as refusal:
        quotes_of([{"id": "court", "answer": answer}])
    assert "eval run --again" in refusal.value.remedy


def save(folder: Path, *answers: object) -> Path:
    """A folder with a saved run."""
    folder.mkdir(parents=True)
    lines(folder / "answers.jsonl", *answers)
    return folder


class TestTheCommand:
    """`eval fidelity`."""

    def test_all_is_faithful(self, folder: Path, tmp_path: Path) -> None:
        """Is it said how many of how many, from how many files, with exit code 0?"""
        save(tmp_path / "run", saved(a_quote()), saved(a_quote(case="way"), a_quote("lit", case="way")))
        result = run("eval", "fidelity", tmp_path / "run", "--data", folder)
        assert result.stdout == ("3 of 3 quotes of official texts stand so in the fetched files: 2 different ones, from 1 files.\n")
        assert result.exit_code == 0

    def test_what_is_not(self, folder: Path, tmp_path: Path) -> None:
        """Is each that does not stand so listed, with question, number, place, file and reason, and the exit code 1?"""
        save(tmp_path / "run", saved(a_quote(), a_quote("It is dark.")), saved(a_quote(case="way", path="gone.xml")))
        result = run("eval", "fidelity", tmp_path / "run", "--data", folder)
        assert result.stdout.splitlines() == [
            f"court [2] ca/irpa/s-1 in {PATH}: 'It is dark.' is not in it.",
            "way [1] ca/irpa/s-1 in gone.xml: gone.xml cannot be read: No such file or directory.",
            "1 of 3 quotes of official texts stand so in the fetched files: 3 different ones, from 2 files.",
        ]
        assert result.exit_code == 1

    def test_the_last_run(self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a folder, is it the run that `eval run` saved last, and the data folder that of the settings?"""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("RIGHTS_ASSISTANT_DATA", str(folder))
        save(tmp_path / "evals/results/last", saved(a_quote()))
        assert run("eval", "fidelity").stdout.startswith("1 of 1 quotes")

    def test_no_quotes(self, folder: Path, tmp_path: Path) -> None:
        """Is it said that nothing was shown, rather than that all of nothing is well?"""
        save(tmp_path / "run", {"id": "plain", "answer": to_json(an_answer())})
        said = run("eval", "fidelity", tmp_path / "run", "--data", folder).stdout
        assert said.startswith("No citation of this run shows the law's own words")

    def test_no_run(self, tmp_path: Path) -> None:
        """Is a run that is not there one message with exit code 2?"""
        refused(run("eval", "fidelity", tmp_path / "gone"), "gone/answers.jsonl cannot be read", "eval run")

    def test_an_answer_of_another_shape(self, tmp_path: Path) -> None:
        """Is it one message too?"""
        save(tmp_path / "run", {"id": "court", "answer": {"citations": 7}})
        refused(run("eval", "fidelity", tmp_path / "run"), "The answer to 'court' has citations of another shape")


def test_it_is_among_the_commands() -> None:
    """Is the command found where the others are?"""
    assert "fidelity" in run("eval", "--help").stdout


def test_a_quote_as_it_is_listed() -> None:
    """Does its line begin with what is needed to find it?"""
    assert str(a_quote(number=3)) == f"court [3] ca/irpa/s-1 in {PATH}"

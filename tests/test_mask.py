"""`mask`: what is taken out of a question, what is left byte for byte, and what is said about it."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import PROMPTS, ROOT
from factories import a_question, an_answer
from identifiers import FORMATS, MADE, SCRIPTS, confusion, left_over, negatives, positives, table
from rights_assistant.domain.answer import Block, BlockKind, Line, Outcome
from rights_assistant.domain.library import Library
from rights_assistant.domain.question import MAX_CHARACTERS
from rights_assistant.mask import Masked, fold, looked_up, mask, masked, noted
from rights_assistant.prompts import load_prompts

READ = load_prompts(PROMPTS)
RULES, REPLIES = READ.personal, READ.replies
POSITIVES, NEGATIVES = list(positives()), negatives()
RECALL, FALSE = 0.98, 0.01
LEAST = 600


# --- the tables ---


def test_enough_is_tried() -> None:
    """Are there 600 of each side, over at least twelve kinds, ten shapes and five digit systems, no two alike?"""
    assert len(MADE) >= 12
    assert all(len(shapes) == FORMATS == len(set(shapes)) for _, shapes in MADE.values())
    assert {t.script for t in POSITIVES} == set(SCRIPTS)
    assert len({t.text for t in POSITIVES}) == len(POSITIVES) == len(MADE) * FORMATS * len(SCRIPTS) >= LEAST
    assert len(set(NEGATIVES)) == len(NEGATIVES) >= LEAST


@pytest.mark.parametrize("kind", list(MADE))
def test_recall(kind: str) -> None:
    """Of each kind, is nearly every one taken out whole, and most under its own name?"""
    tries = [t for t in POSITIVES if t.kind == kind]
    (row,) = confusion(tries, (), RULES)
    assert row.taken / row.tried >= RECALL, [mask(t.text, RULES).text for t in tries if left_over(mask(t.text, RULES).text)]
    assert row.by_name / row.tried >= 0.9


@pytest.mark.parametrize("script", SCRIPTS)
def test_recall_in_each_digit_system(script: str) -> None:
    """Does no way to write digits hide what is personal, whatever the seed?"""
    tries = [t for seed in (5, 6, 7) for t in positives(seed) if t.script == script]
    rows = confusion(tries, (), RULES)
    assert sum(r.taken for r in rows) / len(tries) >= RECALL


def test_what_only_looks_like_it() -> None:
    """Is hardly a form, law, date, sum, case or visa class taken for any kind?"""
    for row in confusion((), NEGATIVES, RULES):
        assert row.wrongly / len(NEGATIVES) <= FALSE, row


def test_the_numbers_in_our_notes(library: Library) -> None:
    """Of all statements, titles and questions of our notes that hold a digit: is hardly one taken for any kind?"""
    texts = {s.text for d in library for section in d.sections for s in section.statements}
    texts |= {d.title for d in library} | {ask for g in library.guides() for ask in getattr(g, "asks", ())}
    held = sorted(t for t in texts if any(c.isdigit() for c in t))
    assert len(held) >= LEAST
    wrongly = {t: mask(t, RULES).text for t in held if mask(t, RULES).kinds}
    assert wrongly == {}


def test_what_our_notes_print_may_be_asked_about(library: Library) -> None:
    """May somebody name any number or address that our notes print for everybody, even as a phone number?"""
    texts = [s.text for d in library if d.id.startswith("referrals/") for section in d.sections for s in section.statements]
    numbers = {n for t in texts for n in re.findall(r"(?<![\w-])\d[\d -]{4,}\d(?![\w-])", t)}
    addresses = {a for t in texts for a in re.findall(r"[\w.+-]+@[\w.-]+\w", t)}
    assert len(numbers) >= 20
    for printed in (*numbers, *addresses):
        text = f"I called the phone {printed} and nobody answered"
        assert mask(text, RULES) == Masked(text)


def test_the_table_in_the_docs() -> None:
    """Does docs/evaluation.md print the table that is measured?"""
    measured = table(confusion(POSITIVES, NEGATIVES, RULES), len(NEGATIVES))
    assert measured in (ROOT / "docs" / "evaluation.md").read_text("utf-8"), f"paste this:\n{measured}"


def test_the_table_counts() -> None:
    """Does the table tell what was left, what went under another name, and what was taken wrongly?"""
    left, other = POSITIVES[0], POSITIVES[-1]
    rows = {r.kind: r for r in confusion([left, other], ["my passport T8830417"], RULES)}
    assert (rows[left.kind].tried, rows[left.kind].taken, rows[left.kind].by_name) == (1, 1, 1)
    assert rows["passport number"].wrongly == 1
    assert left_over("call 0151")
    assert left_over("call ٠١٥١")
    assert not left_over("call [phone number]")


# --- one by one ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Refused on 12.05.2026, my passport is T8830417.",
            "Refused on 12.05.2026, my passport is [passport number].",
            id="the date of a decision stays",
        ),
        pytest.param(
            "born 3 May 1999 and refused 4 June 2026",
            "born [date of birth] and refused 4 June 2026",
            id="the date of birth goes, the decision's stays",
        ),
        pytest.param(
            "birthday 01.01.1989, true is 17.09.1991",
            "birthday [date of birth], true is [date of birth]",
            id="the wrong date of birth and the right one",
        ),
        pytest.param(
            "passport T8830417 19 November", "passport [passport number] 19 November", id="a day after a number is no part of it"
        ),
        pytest.param(
            "phone +49 151 23456789 60 days ago", "phone [phone number] 60 days ago", id="a period after a number is no part of it"
        ),
        pytest.param(
            "IBAN DE89 3704 0044 0532 0130 00 and I",
            "IBAN [bank account number] and I",
            id="words after an account number are no part of it",
        ),
        pytest.param("in 2026 4539 1488 0343 6467", "in 2026 [card number]", id="a year before a card is no part of it"),
        pytest.param("I filled in IMM 5257, I-589, SET(O) and 1412", None, id="forms"),
        pytest.param("Regulation 2024/1689, CELEX 32024R1689, Article 86(1)", None, id="laws"),
        pytest.param("case C-634/21 and M.S.S., no. 30696/09", None, id="cases"),
        pytest.param("visa subclass 500 since 2024-2025 for $1,500,000", None, id="a visa class, years, money"),
        pytest.param("Is my income < 2000?", None, id="a sign of less"),
        pytest.param("My name is Amina Kadir and I was refused.", None, id="a name without a number is not looked for"),
        pytest.param(
            "My name is Amina Kadir, UCI 1122-3344.", "My name is [name], UCI [client number (UCI)].", id="a name with a number"
        ),
        pytest.param(
            "the name is wrong, UCI 1122-3344.",
            "the name is wrong, UCI [client number (UCI)].",
            id="what is said of a name is none",
        ),
        pytest.param("a@b.example, c@d.example", "[e-mail address], [e-mail address]", id="two of a kind"),
        pytest.param("۰۹۱۲۳۴۵۶۷۸۹ شماره من", "[phone number] شماره من", id="Persian digits without a word for them"),
        pytest.param(
            "جواز سفري رقم ٧٤٤٠٩٢١٨ رُفض",
            "جواز سفري رقم [passport number] رُفض",
            id="an Arabic passport; the rest keeps its vowel signs",
        ),
        pytest.param("ＡＢ１２３４５６Ｃ", "[National Insurance number]", id="wide letters and digits"),
        pytest.param("call 5\u200e55", None, id="too short for a phone number"),
    ],
)
def test_masked_text(text: str, expected: str | None) -> None:
    """What stands in the text afterwards? `None`: what stood before."""
    assert mask(text, RULES).text == (text if expected is None else expected)


def test_the_kinds_are_named_once_in_the_order_they_stand() -> None:
    """Does the notice name each kind once?"""
    done = mask("a@b.example, phone 07700 900183, c@d.example", RULES)
    assert done.kinds == ("e-mail address", "phone number")


@pytest.mark.parametrize(
    ("sign", "plain"),
    [
        ("٣", "3"),
        ("۳", "3"),
        ("३", "3"),
        ("３", "3"),
        ("Ａ", "A"),
        ("＠", "@"),
        ("–", "-"),
        ("\xa0", " "),
        ("\u200f", " "),
        ("٫", "."),
        ("é", "é"),
        ("\0", " "),
    ],
)
def test_signs_are_folded_one_by_one(sign: str, plain: str) -> None:
    """How is each sign seen by the patterns?"""
    assert fold(sign) == plain


# --- what always holds ---

PIECES = st.sampled_from(
    [
        *(t.text for t in POSITIVES[::7]),
        *NEGATIVES[::9],
        "My name is Amina Kadir, ",
        "Name: Omar",
        "passport ",
        " 19 November",
        "+",
        "00",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12) | st.text("0123456789-./ ABCDEFx@<:٣۴५４", max_size=20), max_size=5).map(" ".join)


@settings(deadline=None)
@given(TEXTS)
def test_masking_again_changes_nothing(text: str) -> None:
    """Is what was masked left as it is by a second masking?"""
    once = mask(text, RULES)
    assert mask(once.text, RULES) == Masked(once.text)


@settings(deadline=None)
@given(TEXTS)
def test_the_rest_stays_as_it_was(text: str) -> None:
    """Are the parts between the masks the very parts of the text, in order?"""
    at = 0
    for part in RULES.tokens.split(mask(text, RULES).text):
        assert part in text[at:]
        at = text.index(part, at) + len(part)


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=30) | st.sampled_from(["My name is Amina Kadir", "born in", "passport", "phone: "]), max_size=4).map(
        " ".join
    )
)
def test_a_text_without_numbers_is_never_touched(text: str) -> None:
    """Without a digit, an @ and a link: is every byte left, whatever is named?"""
    seen = fold(text)
    assume(not re.search(r"\d|@|://|www\.|<<|\bat\b", seen, re.IGNORECASE))
    assume(not any(unicodedata.decimal(c, None) is not None for c in text))
    assert mask(text, RULES) == Masked(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    """Does each sign become one sign, so that what is found stands in the same place?"""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "piece", ["A-", "Aa-", "Aa ", "1.", "12 ", "<", "a.", "::", "( ", "+1", "a (at) ", "name: A", "https://", "12 Aa ", "file 1"]
)
def test_no_repetition_is_slow(piece: str) -> None:
    """Does a long text made to be slow come back? A pattern that tries every way to cut it would hang here."""
    text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    once = mask(text, RULES)
    assert mask(once.text, RULES) == Masked(once.text)


# --- a question and its answer ---


def test_a_question_and_those_before_it() -> None:
    """Are the earlier questions masked too, and only the kinds of this one told?"""
    asked = a_question("UCI 1122-3344?", earlier=("write a@b.example", "and my visa?"), jurisdiction="ca")
    question, kinds = masked(asked, RULES)
    assert question == a_question(
        "UCI [client number (UCI)]?", earlier=("write [e-mail address]", "and my visa?"), jurisdiction="ca"
    )
    assert kinds == ("client number (UCI)",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("My [passport number], was it read?", "My , was it read?", id="the words for what is gone are not looked up"),
        pytest.param("[e-mail address]", "[e-mail address]", id="unless nothing else was said"),
        pytest.param("a  [note] of mine", "a  [note] of mine", id="a person's own brackets stay"),
    ],
)
def test_what_is_looked_up(text: str, expected: str) -> None:
    """Which words are understood and looked up?"""
    assert looked_up(a_question(text, earlier=(text,)), RULES) == a_question(expected, earlier=(expected,))


NOTICE = Block(BlockKind.NOTICE, None, (Line("Not in force.", template="x"),))
TOLD = [line.replace("$kinds", "A-number, phone number") for line in REPLIES.lines("masked", kinds="$kinds")]


def test_the_notice_stands_under_the_other_notices() -> None:
    """Is it one block of notices, the masking last in it?"""
    plain = an_answer(outcome=Outcome.NO_SOURCE, blocks=(NOTICE,), citations=())
    (block,) = noted(plain, ("A-number", "phone number"), REPLIES).blocks
    assert [line.text for line in block.lines] == ["Not in force.", *TOLD]


def test_the_notice_stands_alone_and_first() -> None:
    """Without another notice: does it come first, under the heading of notices, and say that names are not looked for?"""
    first, *rest = noted(an_answer(), ("A-number", "phone number"), REPLIES).blocks
    assert (first.kind, first.heading) == (BlockKind.NOTICE, REPLIES.line(f"headings.{BlockKind.NOTICE}"))
    assert [line.text for line in first.lines] == TOLD
    assert any("names" in line for line in TOLD)
    assert tuple(rest) == an_answer().blocks


def test_nothing_masked_nothing_said() -> None:
    """Is an answer left as it is when nothing was taken out?"""
    assert noted(an_answer(), (), REPLIES) is not None
    assert noted(an_answer(), (), REPLIES) == an_answer()

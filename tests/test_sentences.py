"""`sentences`: a draft cut into sentences in any script, the markers with the sentence they follow."""

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.sentences import MARKER, cut

SCRIPTS = [
    pytest.param("You may ask. You must wait.", ["You may ask.", "You must wait."], id="English"),
    pytest.param("Sie dürfen fragen. Sie müssen warten!", ["Sie dürfen fragen.", "Sie müssen warten!"], id="German"),
    pytest.param("Vous pouvez demander. Attendez !", ["Vous pouvez demander.", "Attendez !"], id="French, a space before the stop"),
    pytest.param("¿Puede preguntar? Sí. Espere.", ["¿Puede preguntar?", "Sí.", "Espere."], id="Spanish"),
    pytest.param("你可以上诉。你有十五天！", ["你可以上诉。", "你有十五天！"], id="Chinese, no space between"),
    pytest.param("申請できます。待ってください。", ["申請できます。", "待ってください。"], id="Japanese"),
    pytest.param("요청할 수 있습니다. 기다리세요.", ["요청할 수 있습니다.", "기다리세요."], id="Korean"),
    pytest.param("يمكنك أن تسأل. هل تنتظر؟ نعم.", ["يمكنك أن تسأل.", "هل تنتظر؟", "نعم."], id="Arabic question mark"),
    pytest.param("می‌توانید بپرسید. صبر کنید.", ["می‌توانید بپرسید.", "صبر کنید."], id="Persian with a joiner in a word"),
    pytest.param("آپ پوچھ سکتے ہیں۔ انتظار کریں۔", ["آپ پوچھ سکتے ہیں۔", "انتظار کریں۔"], id="Urdu full stop"),
    pytest.param("आप पूछ सकते हैं। प्रतीक्षा करें॥", ["आप पूछ सकते हैं।", "प्रतीक्षा करें॥"], id="Hindi danda, single and double"),
    pytest.param("Ви можете запитати. Зачекайте.", ["Ви можете запитати.", "Зачекайте."], id="Ukrainian"),
    pytest.param("Կարող եք հարցնել։ Սպասեք։", ["Կարող եք հարցնել։", "Սպասեք։"], id="Armenian"),
    pytest.param("Sorabilirsiniz. Bekleyin.", ["Sorabilirsiniz.", "Bekleyin."], id="Turkish"),
    pytest.param("Hûn dikarin bipirsin. Bisekinin.", ["Hûn dikarin bipirsin.", "Bisekinin."], id="Kurmanji"),
]


@pytest.mark.parametrize(("text", "expected"), SCRIPTS)
def test_every_script(text: str, expected: list[str]) -> None:
    """Does a sentence end at the stop of its own script?"""
    assert cut(text) == expected


WHOLE = [
    pytest.param("Article 22 GDPR, see Art. 22, gives a right.", id="Art. before a number"),
    pytest.param("See No. 5 and nos. 6 and 7.", id="No. before a number"),
    pytest.param("Nach § 74 Abs. 2 gilt das.", id="Abs. before a number"),
    pytest.param("Das gilt z. B. hier.", id="z. B. with a space"),
    pytest.param("Das gilt z.B. hier, d. h. überall.", id="z.B. and d. h."),
    pytest.param("Ask an office, e.g. the ICO.", id="e.g."),
    pytest.param("Ask, i.e. The ICO.", id="i.e. before a capital"),
    pytest.param("Under s. 72(1) you may ask.", id="s. before a number"),
    pytest.param("Under ss. 57 and 58 you may ask.", id="ss. before a number"),
    pytest.param("Under para. IV you may ask.", id="para. before a Roman number"),
    pytest.param("The U.S. Supreme Court decided.", id="dotted letters before a name"),
    pytest.param("Dr. Ali and Ms. Chen asked.", id="titles"),
    pytest.param("Smith v. Jones was decided.", id="v. between parties"),
    pytest.param("J. Smith decided.", id="an initial"),
    pytest.param("Am 12. Juni gilt das.", id="the day of a German date"),
    pytest.param("Ab dem 3. Tag gilt das.", id="a German ordinal before a noun"),
    pytest.param("Der 2. oder 3. gilt.", id="an ordinal before a small letter"),
    pytest.param("It costs 3.50 or 1.234,50 euros.", id="decimals and thousands"),
    pytest.param("Section 6.2.3 says so.", id="a numbered section"),
    pytest.param("Wait … and ask.", id="an ellipsis before a small letter"),
    pytest.param("Wait ... and ask.", id="three dots before a small letter"),
    pytest.param("1. Ask the court.", id="the number of a list item"),
    pytest.param("(a) Ask the court.", id="the letter of a list item"),
    pytest.param("a. Ask the court.", id="a letter with a dot"),
    pytest.param("- Ask the court.", id="a dash"),
    pytest.param("ст. 22 закону діє.", id="Ukrainian for Art."),
    pytest.param("Pide ayuda, p. ej. un abogado.", id="a short form before a small letter"),
    pytest.param("You have approx. 15 days.", id="approx."),
    pytest.param("Ask at gov.example now.", id="a dot inside a word"),
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_dot_that_ends_nothing(text: str) -> None:
    """Does a sentence go on after a short form, in a number, in a date, and after the number of a list item?"""
    assert cut(text) == [text]


ENDS = [
    pytest.param("Is it allowed? No. You can ask.", ["Is it allowed?", "No.", "You can ask."], id="No. as an answer"),
    pytest.param("He moved to the U.S. You may too.", ["He moved to the U.S.", "You may too."], id="dotted letters at the end"),
    pytest.param("It holds since 2018. You may ask.", ["It holds since 2018.", "You may ask."], id="a year at the end"),
    pytest.param("You have 15. The rest is late.", ["You have 15.", "The rest is late."], id="a number at the end"),
    pytest.param("Es gilt seit 2018. Danach nicht.", ["Es gilt seit 2018.", "Danach nicht."], id="a German year at the end"),
    pytest.param("“Ask me.” Then wait.", ["“Ask me.”", "Then wait."], id="a stop within quotation marks"),
    pytest.param("(Ask me.) Then wait.", ["(Ask me.)", "Then wait."], id="a stop within brackets"),
    pytest.param("**Ask me.** Then wait.", ["**Ask me.**", "Then wait."], id="a stop within bold signs"),
    pytest.param("Really?! Yes.", ["Really?!", "Yes."], id="two stops"),
    pytest.param("Wait … You may ask.", ["Wait …", "You may ask."], id="an ellipsis before a capital"),
    pytest.param("you may wait. officers decide.", ["you may wait.", "officers decide."], id="small letters all through"),
    pytest.param("Ask us\nWait", ["Ask us", "Wait"], id="a line break without a stop"),
    pytest.param("Ask us\r\n\r\nWait\u2028Go", ["Ask us", "Wait", "Go"], id="line breaks of every kind"),
    pytest.param("1. Ask us.\n2. Wait.", ["1. Ask us.", "2. Wait."], id="a numbered list"),
    pytest.param("- Ask us\n* Wait\n• Go", ["- Ask us", "* Wait", "• Go"], id="a list without stops"),
    pytest.param("# Deadline\nYou have 15 days.", ["# Deadline", "You have 15 days."], id="a heading"),
    pytest.param("  \n\t\n", [], id="white space alone"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    """Does a sentence end at a stop that is one, and at the end of a line?"""
    assert cut(text) == expected


MARKED = [
    pytest.param("Ask. [1] Wait. [2]", ["Ask. [1]", "Wait. [2]"], id="after the stop and a space"),
    pytest.param("Ask.[1] Wait.[2]", ["Ask.[1]", "Wait.[2]"], id="right after the stop"),
    pytest.param("Ask.[1]Wait.", ["Ask.[1]", "Wait."], id="no space after the marker"),
    pytest.param("Ask [1]. Wait [2].", ["Ask [1].", "Wait [2]."], id="before the stop"),
    pytest.param("Ask. [1, 2] Wait.", ["Ask. [1, 2]", "Wait."], id="two in one bracket"),
    pytest.param("Ask. [1][2] Wait.", ["Ask. [1][2]", "Wait."], id="two brackets"),
    pytest.param("Ask. [1] [2] Wait.", ["Ask. [1] [2]", "Wait."], id="two brackets with a space"),
    pytest.param("Ask. [1-99] Wait.", ["Ask. [1-99]", "Wait."], id="a span of markers"),
    pytest.param("Ask.” [1] Wait.", ["Ask.” [1]", "Wait."], id="after a quotation mark"),
    pytest.param("可以问。[1]请等。［2］", ["可以问。[1]", "请等。［2］"], id="Chinese, half and full width"),
    pytest.param("可以问。【1】请等。", ["可以问。【1】", "请等。"], id="the brackets of some models"),
    pytest.param("يمكنك. [١] انتظر.", ["يمكنك. [١]", "انتظر."], id="Arabic digits"),
    pytest.param("पूछें। [१] रुकें।", ["पूछें। [१]", "रुकें।"], id="Hindi digits"),
    pytest.param("Ask us.\n[1]\nWait.", ["Ask us. [1]", "Wait."], id="alone on the next line"),
    pytest.param("Ask us.\n[1], [2]", ["Ask us. [1], [2]"], id="alone, with a comma between"),
    pytest.param("Ask us. [1], [2]; [3] Wait.", ["Ask us. [1], [2]; [3]", "Wait."], id="signs between"),
    pytest.param("[1] Ask us.", ["[1] Ask us."], id="before any sentence"),
    pytest.param("Ask [the court]. Wait.", ["Ask [the court].", "Wait."], id="brackets that are no marker"),
]


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_markers_stay_with_the_sentence_before(text: str, expected: list[str]) -> None:
    """Does a marker that stands after the stop belong to the sentence that it follows?"""
    assert cut(text) == expected


PIECES = st.sampled_from(
    [
        "You may ask",
        "Art. 22",
        "12. Juni",
        "z. B.",
        " ",
        "\n",
        ".",
        "!",
        "。",
        "؟",
        "।",
        "…",
        "[1]",
        "[2, 3]",
        "(a)",
        "“",
        "”",
        "3.5",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_is_lost(text: str) -> None:
    """Is everything but white space still there, in its order, after cutting?"""
    assert re.sub(r"\s", "", "".join(cut(text))) == re.sub(r"\s", "", text)


@given(st.text(max_size=200))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    """Is that so for every text, whatever signs it is made of?"""
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_no_piece_is_empty(text: str) -> None:
    """Is each piece stripped, and none of them empty?"""
    assert all(piece and piece == piece.strip() for piece in cut(text))


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_marker_alone_is_no_sentence(text: str) -> None:
    """Is a marker never a piece of its own, unless nothing stands before it?"""
    pieces = cut(text)
    assert not [piece for piece in pieces[1:] if regex.fullmatch(rf"(?:{MARKER}\s*)+", piece)]


def test_a_long_text_is_cut() -> None:
    """Are twenty thousand words without a stop one sentence, and twenty thousand sentences as many?"""
    assert cut("word " * 20_000) == [("word " * 20_000).strip()]
    assert len(cut("Ask us. " * 20_000)) == 20_000
    assert len(cut("." * 50_000)) == 1

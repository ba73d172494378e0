"""What an answer looks like in the chat, and what it can never become."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rights_assistant.domain.answer import Answer, Block, BlockKind, Clarify, Line, Option, Outcome, Suggestion
from rights_assistant.domain.question import Depth, Question
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.web.draw import draw, link, plain
from rights_assistant.web.words import Words
from web.hostile import HOSTILE
from web.stub import (
    ANNEX_3,
    ARTICLE_86,
    SECTION_72,
    TODAY,
    TRIAGE,
    answered,
    citation,
    provision,
    said,
    section,
)

QUESTION = Question("Was a computer used?", TODAY)

_UNESCAPED = r"(?<!\\)(?:\\\\)*"


def links(drawn: str) -> list[str]:
    """Every Markdown link's address."""
    return re.findall(_UNESCAPED + r"\]\(([^)]*)\)", drawn)


def assert_harmless(drawn: str) -> None:
    """No tag, no image, no formula, no code, no link but to a source of ours."""
    without = re.sub(_UNESCAPED + r"\[((?:\\.|[^\]\\])*)\]\((/source/[^)\s]+)\)", r"\1", drawn)
    assert all(address.startswith("/source/") for address in links(drawn)), links(drawn)
    assert "<" not in drawn
    assert not re.search(_UNESCAPED + r"[\[\]`$~|!@]", without), without
    assert not re.search(r"(?<!\\)://|(?<!\\):/|www\.(?!\\)", without), without


@pytest.mark.parametrize(("text", "why"), HOSTILE)
def test_plain_text_stays_text(text: str, why: str) -> None:
    drawn = plain(text)
    assert_harmless(drawn)
    assert "\n" not in drawn, why


@pytest.mark.parametrize(("text", "why"), HOSTILE)
def test_hostile_text_in_every_place_stays_text(text: str, why: str, words: Words) -> None:
    document = provision("ca/irpa/s-1", text, section("What it says", text), checked_against=(text,))
    cited = citation(1, document, url=text, waits_for=(text,), title=text)
    answer = Answer(
        Question(text, TODAY),
        text,
        Outcome.ANSWERED,
        (
            Block(BlockKind.NOTICE, None, (Line(text, template="t"),), heading=text),
            Block(BlockKind.SHORT_ANSWER, "ca", (Line(text, (1,)),)),
            Block(BlockKind.NEXT_STEP, "ca", (Line(text, (1,)),)),
        ),
        (cited,),
        clarify=Clarify(text, (Option(text, ()),)),
        suggested=(Suggestion("g", text),),
    )
    drawn = draw(answer, words)
    kept = drawn.replace("\n", " ")
    assert_harmless(re.sub(r"(?m)^(## |> - |> |- |\d+\. )|\*\*|^\*|\*$", "", drawn))
    assert "javascript:" not in kept.replace("\\:", ""), why


@pytest.mark.parametrize(
    ("text", "drawn", "why"),
    [
        ("You have 15 days.", "You have 15 days\\.", "an ordinary sentence reads as it stands"),
        ("a & b < c > d", "a &amp; b &lt; c &gt; d", "signs of HTML become entities"),
        ("1. First", "1\\. First", "a number with a full stop starts no list"),
        ("- x", "\\- x", "a dash starts no list"),
        ("#1", "\\#1", "a hash starts no heading"),
        ("two\nlines\t here", "two lines here", "white space folds: no line can start a block"),
        ("**bold** _it_", "\\*\\*bold\\*\\* \\_it\\_", "stars and underscores are shown"),
        ("حقك في الطعن", "حقك في الطعن", "other scripts are left alone"),
        ("می\u200cخواهم", "می\u200cخواهم", "the joiner that Persian needs stays"),
        ('it\'s (fine), "ok"; 50%?', 'it\'s \\(fine\\), "ok"; 50%?', "harmless signs are left alone"),
        ("", "", "nothing is nothing"),
    ],
)
def test_plain(text: str, drawn: str, why: str) -> None:
    assert plain(text) == drawn, why


def test_help_stands_first_then_the_deadline(words: Words) -> None:
    urgent = Block(BlockKind.URGENT, None, (Line("Get help today.", template="removal"),))
    notice = Block(BlockKind.NOTICE, None, (Line("The law changes soon.", template="notice"),))
    drawn = draw(answered(QUESTION, blocks=(notice, urgent, *answered(QUESTION).blocks)), words)
    order = ["First\\: help now", "Please note", "Your deadline", "Yes, you can ask", "The limits", "What to do now", "Sources"]
    places = [drawn.index(o) for o in order]
    assert places == sorted(places)


def test_every_line_carries_its_numbers_as_links(words: Words) -> None:
    answer = answered(QUESTION)
    drawn = draw(answer, words)
    for block in answer.blocks:
        for line in block.lines:
            row = next(r for r in drawn.splitlines() if plain(line.text) in r)
            for number in line.citations:
                cited = next(c for c in answer.citations if c.number == number)
                assert f"[\\[{number}\\]]({link(cited, answer)})" in row


def test_a_link_opens_the_exact_words_for_the_day_of_asking() -> None:
    answer = answered(QUESTION)
    address = link(answer.citations[0], answer)
    assert address == "/source/ca/irpa/s-72:en:what-it-says?start=105&end=177&on=2026-11-23"


@pytest.mark.parametrize(
    ("passage", "drawn", "why"),
    [
        ("ca/irpa/s-72:en:limits", "/source/ca/irpa/s-72:en:limits?", "an ordinary id is readable"),
        ("x) ![a](http://evil.example", "/source/x%29%20%21%5Ba%5D%28http://evil.example?", "an id cannot leave its link"),
        ("a?b#c&d", "/source/a%3Fb%23c%26d?", "an id cannot start a query"),
        ("a\nb", "/source/a%0Ab?", "an id cannot break the line"),
    ],
)
def test_ids_in_links(passage: str, drawn: str, why: str) -> None:
    answer = answered(QUESTION)
    assert link(citation(1, SECTION_72, passage_id=passage), answer).startswith(drawn), why


def test_steps_are_numbered_and_limits_are_listed(words: Words) -> None:
    drawn = draw(answered(QUESTION), words)
    assert "\n1. Write down the day" in drawn
    assert "\n2. Call a legal aid office" in drawn
    assert "\n- Count from the day" in drawn


def test_one_source_listed_once_with_all_its_numbers(words: Words) -> None:
    sources = draw(answered(QUESTION), words).split("## Sources")[1]
    assert sources.count("Immigration and Refugee Protection Act") == 1
    first = next(row for row in sources.splitlines() if "Immigration" in row)
    assert [f"[\\[{n}\\]]" in first for n in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("changes", "shown", "why"),
    [
        ({}, "binding; in force; read in the official text; checked 23 November 2026", "ordinary law"),
        ({"status": Status.NOT_YET}, "binding; not yet in effect", "law that does not hold yet says so"),
        ({"status": Status.WITHDRAWN}, "withdrawn, never law", "law that never was says so"),
        ({"status": Status.NOT_YET, "waits_for": ("Annex III",)}, "waits for\\: Annex III", "what it waits for is named"),
        ({"certainty": Certainty.UNCONFIRMED}, "not confirmed\\: check before you rely on it", "doubt is said"),
        ({"certainty": Certainty.SECONDARY}, "reported by others", "hearsay is said"),
        ({"force": Force.FRAMEWORK}, "a framework that binds nobody", "a framework is not sold as law"),
        ({"force": None, "kind": TRIAGE.kind}, "a known system, in our words; read", "what is not law has no force"),
        ({"checked_on": date(2025, 3, 1)}, "checked 1 March 2025", "the day of checking in words"),
    ],
)
def test_how_much_a_source_weighs(changes: dict[str, Any], shown: str, why: str, words: Words) -> None:
    block = Block(BlockKind.SHORT_ANSWER, "ca", (Line("Yes.", (1,)),))
    answer = answered(QUESTION, blocks=(block,), citations=(citation(1, SECTION_72, **changes),))
    assert shown in draw(answer, words), why


def test_two_laws_of_one_title_but_other_weight_are_two_sources(words: Words) -> None:
    block = Block(BlockKind.SHORT_ANSWER, "ca", (Line("Yes.", (1, 2)),))
    cited = (citation(1, SECTION_72), citation(2, SECTION_72, certainty=Certainty.UNCONFIRMED))
    assert draw(answered(QUESTION, blocks=(block,), citations=cited), words).split("## Sources")[1].count("**") == 4


def test_countries_are_named_when_there_are_several(words: Words) -> None:
    blocks = (
        Block(BlockKind.RULE, "ca", (Line("In Canada, ask the court.", (1,)),)),
        Block(BlockKind.RULE, "eu", (Line("In the EU, ask for reasons.", (2,)),)),
    )
    drawn = draw(answered(QUESTION, blocks=blocks, citations=(citation(1, SECTION_72), citation(2, ARTICLE_86))), words)
    assert "## The rule \\(Canada\\)" in drawn
    assert "## The rule \\(European Union\\)" in drawn


def test_a_persons_answer_says_that_there_is_more(words: Words) -> None:
    """Is what is left out of the short answer never silently lost, and nothing promised where nothing is left out?"""
    more = plain(words("answer.more"))
    assert more in draw(answered(QUESTION), words)
    assert more not in draw(answered(replace(QUESTION, depth=Depth.CASEWORKER)), words)
    assert more not in draw(said(QUESTION, Outcome.NO_SOURCE, "Nothing."), words)


def test_one_country_is_not_named_in_headings(words: Words) -> None:
    assert "Canada\\)" not in draw(answered(QUESTION), words).split("## Sources")[0]


def test_a_heading_of_the_answer_wins(words: Words) -> None:
    block = Block(BlockKind.RULE, "eu", (Line("A rule.", (1,)),), heading="In the whole EU")
    drawn = draw(answered(QUESTION, blocks=(block,), citations=(citation(1, ANNEX_3),)), words)
    assert "## In the whole EU" in drawn
    assert "The rule" not in drawn


def test_an_answer_without_sources_has_no_empty_list(words: Words) -> None:
    drawn = draw(said(QUESTION, Outcome.NO_SOURCE, "I found nothing."), words)
    assert "Sources" not in drawn
    assert "I found nothing" in drawn


def test_the_reference_names_the_index_and_the_day(words: Words) -> None:
    assert "*Reference\\: index\\-7f3a, asked on 23 November 2026*" in draw(answered(QUESTION), words)


def test_the_question_back_stands_last_above_its_buttons(words: Words) -> None:
    asked = Clarify("Which country decides?", (Option("Canada", (("jurisdiction", "ca"),)),))
    assert draw(said(QUESTION, Outcome.CLARIFY, "It depends.", clarify=asked), words).endswith("**Which country decides?**")


def test_the_question_is_never_repeated_in_the_answer(words: Words) -> None:
    question = Question("my name is Zebulon", TODAY)
    assert "Zebulon" not in draw(answered(question), words)

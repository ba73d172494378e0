"""`evaluation.report`: one file with everything in it, nothing run, nothing loaded, nothing hidden."""

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from evaluation.replies_made import COURT, LAW, a_case, a_gold, a_reply, a_source, a_time, an_answer, saying
from rights_assistant.domain.answer import Outcome, Urgency
from rights_assistant.domain.standing import Certainty
from rights_assistant.evaluation.cases import Period, Severity, Split
from rights_assistant.evaluation.replies import Near, Reply
from rights_assistant.evaluation.report import html
from rights_assistant.evaluation.score import Scored, figures, score

HEAD = {
    "respondent": "ours",
    "version": "0.1.0",
    "commit": "e3106bd89f4cf79849916671b56c035dcd740650",
    "changed": False,
    "index_id": "bc0cef8de299bb2e",
    "questions": "/somewhere/evals/questions",
    "questions_sha256": "cb409f9c287484ba",
    "began": "2026-11-28T03:58:41+00:00",
}
VOID = {"meta", "br", "rect", "line", "path"}


def scored(*replies: Reply) -> list[Scored]:
    """Replies held against the tables."""
    return score(replies, a_gold())


RIGHT = a_reply(a_case(id="ca-right", cites=(LAW,), may_cite=(LAW,)))
MISS = a_reply(
    a_case(
        id="ca-miss",
        question="How long do I have?",
        turns=("My visa was refused.",),
        asked_on=date(2026, 8, 3),
        slices=("ca", "remedy/appeal"),
        cites=(COURT, "ca/irpa/s-999"),
        must_say=(("15 days", "fifteen days"), ("an officer decides",)),
        never_say=("you will win",),
        deadline=Period(15, "calendar_days", Certainty.CONFIRMED),
        why="A missed deadline cannot be mended.",
    )
)
ASIDE = a_reply(
    a_case(
        id="de-aside",
        question="Wer entscheidet?",
        language="de",
        jurisdiction=None,
        split=Split.TEST,
        outcomes=(Outcome.NO_SOURCE,),
    ),
    an_answer(timings_ms={"all": 40.0}),
    near=Near("guides/de/who-decides", "Who decides on my visa?", 0.934),
)
HARM = a_reply(
    a_case(id="zz-harm", question="They take me to the airport.", urgency=(Urgency.REMOVAL,), severity=Severity.LOW),
    saying("You will win. [1]", timings_ms={"all": 20.0}, deadlines=[a_time(count=99, date="2027-01-01")]),
)
BROKEN = a_reply(a_case(id="ca-broken", question="Is anyone there?"), error="TimeoutError: no answer in 30 s")
EVERYTHING = (RIGHT, MISS, ASIDE, HARM, BROKEN)
KNOWN = (LAW, COURT)


@pytest.fixture(scope="module")
def page() -> str:
    """The report of a run with a bit of everything."""
    return html(scored(*EVERYTHING), HEAD, missing=["uk-1", "uk-2"], known=KNOWN)


def words(text: str) -> str:
    """What is read of a page, the tags taken out."""
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)).split())


def section(text: str, id: str) -> str:
    """One section of the page."""
    found = re.search(rf'<section aria-labelledby="{id}">.*?</section>', text, re.DOTALL)
    assert found, id
    return found[0]


def articles(text: str) -> list[str]:
    """The misses of the page, in order."""
    return re.findall(r"<article.*?</article>", text, re.DOTALL)


class Tree(HTMLParser):
    """Every tag with its attributes, and whether each is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another"

    def all(self, *names: str) -> list[tuple[str, dict[str, str | None]]]:
        """The tags of some names."""
        return [t for t in self.tags if t[0] in names]


def test_the_parts_come_in_order(page: str) -> None:
    """Is each part there, each after the one before?"""
    wanted = [
        "how",
        "figures",
        "harms",
        "by-slice",
        "by-language",
        "by-jurisdiction",
        "reading",
        "near",
        "lacking",
        "unscored",
        "misses",
    ]
    assert re.findall(r'<h2 id="([\w-]+)"', page) == wanted
    assert page.startswith("<!doctype html>")
    assert page.index("<h1>") < page.index("<h2")


def test_who_wrote_and_who_reviewed_the_questions(page: str) -> None:
    """Is it said before any figure that no lawyer and no migrant has seen them?"""
    said = words(page)
    assert "The project's authors wrote the questions, with the help of language models, from research fact sheets" in said
    assert "before looking at what the assistant answers" in said
    assert said.index("No lawyer and no migrant has reviewed them yet.") < said.index("Main figures")


def test_of_other_questions_nothing_is_claimed() -> None:
    """Does a report of somebody's own questions not say that we wrote them?"""
    said = words(html([], HEAD | {"questions": "/home/me/mine.jsonl"}))
    assert "authors wrote" not in said
    assert "does not know who wrote or reviewed them" in said


def test_where_the_run_came_from(page: str) -> None:
    """Can the run be traced: when, who, commit, index, questions, and how many?"""
    said = words(page)
    for key in ("respondent", "version", "commit", "index_id", "questions_sha256", "began"):
        assert str(HEAD[key]) in said
    assert "Questions asked 5 Unscored (no answer came back) 1 Not asked 2" in said


def test_changed_files_are_warned_of(page: str) -> None:
    """Is it said when the commit does not tell the whole story, and only then?"""
    assert "Changed files." not in page
    assert "Changed files." in html([], HEAD | {"changed": True})


def test_a_bare_head_is_not_recorded() -> None:
    """Does a run that knows nothing of itself say so?"""
    assert words(html([], {})).count("not recorded") == 6


def test_how_to_read_in_three_sentences(page: str) -> None:
    """Are there the interval, the set-aside questions and the rule of the harms?"""
    part = section(page, "how")
    assert part.count("<li>") == 3
    for needed in ("95 % interval", "bootstrap over the cases (2,000", "never used", "counted by rule"):
        assert needed in part


def test_figures_for_tuning_set_aside_and_a_realistic_mix(page: str) -> None:
    """Are the three side by side, with the intervals that were computed?"""
    part = section(page, "figures")
    assert re.findall(r'<th scope="col">([^<]+)', part) == ["Measure", "For tuning", "Set aside", "Realistic mix"]
    row = re.search(r"<tr><th scope=\"row\">Outcome accuracy<.*?</tr>", part)
    assert row
    cells = re.findall(r"<td>([^<]+)<small>([^<]+)", row[0])
    tuned = figures([s for s in scored(*EVERYTHING) if s.case.split is Split.TUNE])["outcome"]
    assert tuned.low is not None
    assert tuned.high is not None
    assert cells[0] == ("100.0 %", f"{tuned.low * 100:.1f} to {tuned.high * 100:.1f}; 3 cases")
    assert cells[1] == ("0.0 %", "0.0 to 0.0; 1 case")
    assert 0 < float(cells[2][0].removesuffix(" %")) < 100
    assert "lower is better" in part
    assert "nDCG@10" in part


def test_the_harms_with_their_bound(page: str) -> None:
    """Is each harm counted, with what it could still be, and is there a way to the cases?"""
    part = section(page, "harms")
    row = re.search(r"<tr><th scope=\"row\">a prediction of the case.*?</tr>", part)
    assert row
    assert re.findall(r"<td[^>]*>([^<]+)</td>", row[0]) == ["1", "4", "75.1 %"]
    assert f'<a href="#miss-1">{HARM.case.id}</a>' in row[0]
    assert "any of these in an answer" in part


def test_a_harm_never_tried_is_not_a_hundred_per_cent(page: str) -> None:
    """Is nothing claimed of a rule that could not have been broken?"""
    row = re.search(r"<tr><th scope=\"row\">a request suggested without the clock line.*?</tr>", page)
    assert row
    assert "never tried" in row[0]


@pytest.mark.parametrize(("by", "group"), [("slice", "remedy/appeal"), ("language", "de"), ("jurisdiction", "not said")])
def test_a_chart_and_a_table_by_group(page: str, by: str, group: str) -> None:
    """Is each headline measure drawn and written, for every group?"""
    part = section(page, f"by-{by}")
    assert part.count("<svg") == 8
    assert f'<th scope="row">{group}</th>' in part
    assert f"<title>Outcome accuracy by {by}" in part
    assert "Never-say violations" in part


def test_time_and_reading(page: str) -> None:
    """Are there the waiting and the reading, with units?"""
    part = section(page, "reading")
    assert "Half of the answers came within 30 ms, 95 % within 39 ms, and the slowest after 40 ms." in part
    for needed in ("Latency", "20.0 ms", "40.0 ms", "Reading grade", "Answer length", " words<"):
        assert needed in part


def test_how_near_the_set_aside_questions_are(page: str) -> None:
    """Is each set-aside question with its cosine, guide and phrasing there, and are the near ones counted?"""
    said = words(section(page, "near"))
    assert "Of 1 set-aside questions the median is 0.93, and 1 is at 0.92 or more." in said
    assert "de-aside 0.93 guides/de/who-decides Who decides on my visa?" in said
    assert MISS.case.id not in said


def test_notes_still_to_be_written(page: str) -> None:
    """Is an expected id that has no note listed, and one that has a note not?"""
    part = words(section(page, "lacking"))
    assert "have no note yet: 1. " in part
    assert "ca/irpa/s-999 expected by ca-miss" in part
    assert COURT not in part
    all_there = html(scored(MISS), HEAD, known=(*KNOWN, "ca/irpa/s-999"))
    assert "every id that an asked question expects has a note" in section(all_there, "lacking")
    assert "Not checked" in section(html(scored(MISS), HEAD), "lacking")


def test_unscored_is_apart_from_wrong(page: str) -> None:
    """Is a case without an answer in its own part, with the reason, and no miss?"""
    part = words(section(page, "unscored"))
    assert "ca-broken Is anyone there? TimeoutError: no answer in 30 s" in part
    assert "Not asked (2): uk-1, uk-2" in part
    assert "ca-broken" not in section(page, "misses")


def test_every_miss_and_nothing_else(page: str) -> None:
    """Is there each case that misses something, the severe harm first although the case is a light one?"""
    assert re.findall(r'<h3 id="miss-\d+-id">([^<]+)', page) == ["zz-harm", "ca-miss", "de-aside"]
    assert "Severe harm." in articles(page)[0]
    assert "Severe harm." not in articles(page)[1]


def test_severe_cases_before_light_ones() -> None:
    """Are misses without a harm in the order of what they may cost?"""
    cases = [a_case(id=s.value, severity=s, outcomes=(Outcome.CLARIFY,)) for s in Severity]
    page = html(scored(*(a_reply(c) for c in cases)), HEAD)
    assert re.findall(r'<h3 id="miss-\d+-id">([^<]+)', page) == ["severe", "serious", "low"]


def test_a_miss_tells_everything(page: str) -> None:
    """Are the question, what was expected, what came, why it is wrong and what was matched all there?"""
    said = words(articles(page)[1])
    for needed in (
        "Earlier questions My visa was refused.",
        "Question How long do I have?",
        "on 2026-08-03; jurisdiction: ca; language: en",
        "does not cite ca/irpa/s-999",
        "does not say '15 days' or 'fifteen days'",
        "Ends as: answered",
        f"Cites: {COURT} ca/irpa/s-999",
        "“15 days” or “fifteen days”",
        "Never says: “you will win”",
        "Deadline: 15 calendar days (confirmed)",
        "Ended as: answered",
        f"Cited: {LAW}",
        "What a person saw An officer decides.",
        "'an officer decides' by “officer decides” in “An officer decides.”",
        "Why it is asked A missed deadline cannot be mended.",
    ):
        assert needed in said, needed
    assert not [attrs for _, attrs in Tree(page).tags if "hidden" in attrs]


def test_what_can_be_opened(page: str) -> None:
    """Is what was asked and missed open, the rest a click away, and is it opened for print?"""
    for miss in articles(page):
        assert miss.count("<details>") == 1
        shown, more = miss.split("<details>")
        assert "<dt>Question</dt>" in shown
        assert "<dt>What was missed</dt>" in shown
        assert "<dt>Expected</dt>" in more
        assert "<dt>What a person saw</dt>" in more
    assert "::details-content { content-visibility: visible; }" in page[page.index("@media print") :]


def test_the_index_of_misses(page: str) -> None:
    """Is there a row a miss before the first of them, in their order, with a link, slice, cost and first miss?"""
    part = section(page, "misses")
    index = part[: part.index("<article")]
    rows = re.findall(
        r'<tr><th scope="row"><a href="#(miss-\d+)">([^<]+)</a></th><td>([^<]+)</td><td>([^<]+)</td><td([^>]*)>([^<]+)</td></tr>',
        index,
    )
    assert [row[:4] for row in rows] == [
        ("miss-1", "zz-harm", "ca", "low"),
        ("miss-2", "ca-miss", "ca", "serious"),
        ("miss-3", "de-aside", "ca", "serious"),
    ]
    assert [row[4] for row in rows] == [' class="bad"', "", ""]
    for row, miss in zip(rows, articles(page), strict=True):
        assert f'id="{row[0]}"' in miss
        assert unescape(row[5]).removesuffix("…") in words(miss)


def test_a_long_first_miss_is_cut_in_the_index() -> None:
    """Is the index short however long a miss is, and has a case without a slice its row?"""
    page = html(scored(a_reply(a_case(slices=(), must_say=(("quite " * 100 + "so",),)))), HEAD)
    [cell] = re.findall(r"<td>(does not say [^<]+…)</td></tr>", page)
    assert len(unescape(cell)) <= 121
    assert "<td>–</td><td>serious</td>" in page
    assert "quite so" in articles(page)[0]


def test_no_index_of_nothing() -> None:
    """Is there no index where nothing is missed?"""
    assert "Index of the misses" not in html(scored(RIGHT), HEAD)


def test_what_came_with_a_harm(page: str) -> None:
    """Are the deadline that was given and the danger that was not seen there?"""
    said = words(articles(page)[0])
    assert f"99 calendar days for {COURT} (confirmed, until 2027-01-01)" in said
    assert "HARM prediction: says 'you will win'" in said
    assert "Danger: removal" in said
    assert "Danger: none" in said


def test_no_deadline_that_may_be_certain() -> None:
    """Is an expectation without a count told as what it is?"""
    case = a_case(deadline=Period(None, "", Certainty.UNCONFIRMED), cites=("ca/x/s-1",))
    assert "none may be stated as certain" in words(html(scored(a_reply(case)), HEAD))


def test_nothing_is_run_and_nothing_is_loaded(page: str) -> None:
    """Is there no script, no outside address, and a policy that would stop both?"""
    tree = Tree(page)
    assert not tree.all("script", "link", "iframe", "img", "object", "embed", "base", "form")
    assert not [a for _, attrs in tree.tags for a in attrs if a.startswith("on") or a in ("src", "srcset", "action")]
    links = [str(value) for _, attrs in tree.tags for a, value in attrs.items() if a.endswith("href")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert "http" not in re.sub("http-equiv", "", page)
    assert not re.search(r"url\(|@import", page)
    policy = {str(attrs.get("http-equiv")): attrs["content"] for _, attrs in tree.all("meta") if "http-equiv" in attrs}
    assert policy == {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


def test_everything_is_escaped() -> None:
    """Does whatever a question, an answer, a file or a run holds come out as text?"""
    evil = "<script>alert('x')</script><img src=http://evil.example onerror=x>\"'>"
    case = a_case(
        id=evil, question=evil, turns=(evil,), why=evil, slices=(evil,), language=evil, jurisdiction=evil, split=Split.TEST,
        cites=(evil,), must_say=(("evil " + evil,),), never_say=("x " + evil,),
    )  # fmt: skip
    answer = saying(
        f"{evil} [1]", language=evil, citations=[a_source(id=LAW, title=evil)], deadlines=[a_time(remedy=evil, unit=evil)]
    )
    wrong = a_reply(case, answer, near=Near(evil, evil, 0.5))
    broken = a_reply(a_case(id="b", question=evil), error=evil)
    page = html(scored(wrong, broken), dict.fromkeys(HEAD, evil), missing=[evil], known=KNOWN)
    tree = Tree(page)
    assert not tree.all("script", "img")
    assert not [attrs for _, attrs in tree.tags if "onerror" in attrs]
    assert "&lt;script&gt;alert(&#39;x&#39;)" in page
    assert not tree.open


def test_half_a_character_can_be_written() -> None:
    """Can a report with a lone surrogate in a question be saved?"""
    page = html(scored(a_reply(a_case(question="Why \ud800?", outcomes=(Outcome.CLARIFY,)))), HEAD)
    assert "Why ??" in page
    assert page.encode("utf-8")


def test_the_tags_are_whole_and_the_headings_in_order(page: str) -> None:
    """Is every tag closed, every id single, every link's end there, and no heading level skipped?"""
    tree = Tree(page)
    assert not tree.open
    levels = [int(tag[1]) for tag, _ in tree.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {str(attrs["href"])[1:] for _, attrs in tree.all("a")} <= set(ids)
    assert {attrs["aria-labelledby"] for _, attrs in tree.tags if "aria-labelledby" in attrs} <= set(ids)


def test_who_cannot_see_can_read_it(page: str) -> None:
    """Is the language given, and have tables captions, heads their scope, charts a role and title?"""
    tree = Tree(page)
    assert tree.all("html")[0][1]["lang"] == "en"
    assert len(tree.all("table")) == len(tree.all("caption")) == 8
    assert all(attrs.get("scope") for _, attrs in tree.all("th"))
    assert all(attrs["role"] == "img" for _, attrs in tree.all("svg"))
    assert page.count("<svg") == len(re.findall(r"<svg[^>]*>\s*<title>[^<]+</title>", page)) == 24
    assert page.count("<table") == len(
        re.findall(r'<div class="box" role="region" aria-label="[^"]+" tabindex="0">\s*<table', page)
    )


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_by_day_by_night_and_on_paper(page: str) -> None:
    """Has every colour of words at least 4.5 to 1 on every ground, and the interval 3 to 1 on its bar?"""
    schemes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", rule)) for rule in re.findall(r":root \{([^}]*--ink[^}]*)\}", page)]
    assert len(schemes) == 3
    for colours in schemes:
        for ink in ("ink", "soft", "link", "bad"):
            for ground in ("paper", "shade", "tint"):
                assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground, colours)
        assert _contrast(colours["mark"], colours["bar"]) >= 3


def test_there_is_a_sheet_for_print_and_for_the_dark(page: str) -> None:
    """Does the page know paper and the dark?"""
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page


@pytest.mark.parametrize(
    "replies",
    [
        pytest.param((), id="nothing"),
        pytest.param((BROKEN,), id="only a broken one"),
        pytest.param((RIGHT,), id="only a right one"),
        pytest.param((ASIDE,), id="only a set-aside one"),
        pytest.param(
            (a_reply(a_case(slices=(), outcomes=(Outcome.CLARIFY,)), an_answer(blocks=[], citations=[])),), id="an empty answer"
        ),
    ],
)
def test_a_run_with_little_in_it(replies: tuple[Reply, ...]) -> None:
    """Is a report of next to nothing still whole?"""
    page = html(scored(*replies), HEAD, missing=["a"])
    assert not Tree(page).open
    assert words(page).count("Every miss") == 2


def test_the_same_run_gives_the_same_report(page: str) -> None:
    """Does nothing depend on the day or on chance?"""
    assert html(scored(*EVERYTHING), HEAD, missing=["uk-1", "uk-2"], known=KNOWN) == page

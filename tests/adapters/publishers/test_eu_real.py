"""The acts of the European Union that we rely on, from the publishers' files: counts, words, and the same act in two formats."""

import html
import re
import zipfile
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from eu_acts import assert_faithful, assert_sound, bare_words, parts_of, words_at
from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers.loaders import LOADERS
from rights_assistant.domain.official import Format, OfficialProvision, OfficialText, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication

pytestmark = on_real_files
LAW = Path(__file__).resolve().parents[3] / "knowledge" / "law" / "eu"
OJ, STATE, FORMEX = Format.EURLEX_OJ, Format.EURLEX_CONSOLIDATED, Format.FORMEX

# Recitals, articles and annexes of each file.
COUNTS = {
    **{
        f"ai-act/{name}": (180, 113, 13)
        for name in ("en.xhtml", "fr.xhtml", "nl.html", "en.fmx.xml", "en.fmx4.zip", "pl.fmx.xml", "pl.fmx4.zip")
    },
    **{f"ai-act-consolidated-2024-07-12/{name}": (0, 113, 13) for name in ("fr.html", "nl.html", "fr.fmx.xml")},
    **{f"ai-act-consolidated-2026-07-27/{name}": (0, 119, 14) for name in ("en.html", "fr.html", "en.fmx.xml", "fr.fmx.xml")},
    **{f"ai-omnibus/{name}": (47, 4, 0) for name in ("en.xhtml", "fr.xhtml")},
    **{f"ai-act-impl-2025-454/{name}": (13, 20, 0) for name in ("en.xhtml", "fr.xhtml")},
    **{f"ai-act-impl-2026-1755/{name}": (6, 15, 1) for name in ("en.xhtml", "fr.xhtml")},
    **{f"charter/{name}": (0, 54, 0) for name in ("en.xhtml", "fr.xhtml")},
    **{f"gdpr/{name}": (173, 99, 0) for name in ("en.xhtml", "fr.xhtml", "en.fmx.xml")},
    **{f"gdpr-consolidated/{name}": (0, 99, 0) for name in ("en.html", "fr.html", "en.fmx.xml", "fr.fmx.xml")},
    **{f"led/{name}": (107, 65, 0) for name in ("en.xhtml", "fr.xhtml")},
    **{f"led-consolidated/{name}": (0, 65, 0) for name in ("en.html", "fr.html", "en.fmx.xml", "fr.fmx.xml")},
}
DAYS = {
    "ai-act": "2024-07-12",
    "ai-act-consolidated-2024-07-12": "2024-07-12",
    "ai-act-consolidated-2026-07-27": "2026-07-27",
    "ai-omnibus": "2026-07-24",
    "ai-act-impl-2025-454": "2025-03-10",
    "ai-act-impl-2026-1755": "2026-07-21",
    "charter": "2012-10-26",
    "gdpr": "2016-05-04",
    "gdpr-consolidated": "2016-05-04",
    "led": "2016-05-04",
    "led-consolidated": "2016-05-04",
}


def format_of(name: str) -> Format:
    """The format of a file."""
    if name.endswith((".fmx.xml", ".zip")):
        return FORMEX
    return STATE if "consolidated" in name else OJ


@cache
def text_of(name: str) -> OfficialText:
    """The text of a file."""
    instrument, language = f"eu/{name.split('/')[0].split('-consolidated')[0]}", name.split("/")[1][:2]
    publication = a_publication(instrument, format_of(name), language=language, name=name)
    return LOADERS[format_of(name)](data_of(name), publication)


def data_of(name: str) -> bytes:
    """The bytes of a file."""
    return (MIRROR / "eu" / name).read_bytes()


def parts_in(name: str) -> list[bytes]:
    """The files in a file: of a zip all, else the one."""
    data = data_of(name)
    if not name.endswith(".zip"):
        return [data]
    with zipfile.ZipFile(BytesIO(data)) as package:
        return [package.read(member) for member in package.namelist()]


def counted(name: str) -> tuple[int, int, int]:
    """Recitals, articles and annexes as an XPath or a regular expression counts them in the markup."""
    if format_of(name) is FORMEX:
        roots = [etree.fromstring(part) for part in parts_in(name)]
        kinds = ("self::CONSID", "self::ARTICLE", "self::ANNEX or self::CONS.ANNEX")
        own = [f"count(descendant-or-self::*[{kind}][not(ancestor::QUOT.S)])" for kind in kinds]
        return tuple(int(sum(root.xpath(path) for root in roots)) for path in own)
    markup = data_of(name).decode()
    titles = r'class="(?:oj-)?(?:title-article-norm|ti-art)"[^>]*>\s*(?=\w)'
    annexes = r'class="(?:title-annex-1|oj-doc-ti)"[^>]*>\s*(?:ANNEXE?|BIJLAGE)\b'
    return len(set(re.findall(r'id="(rct_\d+)"', markup))), len(re.findall(titles, markup)), len(re.findall(annexes, markup))


def test_no_file_of_the_union_is_left_out() -> None:
    """Is every file in the three formats in the table, but for the correction, which holds no provisions?"""
    names = {
        str(path.relative_to(MIRROR / "eu"))
        for path in (MIRROR / "eu").glob("*/*")
        if path.suffix in (".xhtml", ".html", ".xml", ".zip")
    }
    assert names == {*COUNTS, "ai-act-corrigendum-2025-10-09/fr.xhtml"}


@pytest.mark.parametrize("name", COUNTS)
def test_counts(name: str) -> None:
    text = text_of(name)
    found = tuple(len(text.of(unit)) for unit in (Unit.RECITAL, Unit.ARTICLE, Unit.ANNEX))
    assert found == COUNTS[name]
    # In the omnibus, articles of the AI Act stand among quotations in no particular markup: its own are counted by their ids.
    assert found == (counted(name) if "omnibus" not in name else (47, len(re.findall(rb'id="art_[0-9]+"', data_of(name))), 0))


@pytest.mark.parametrize("name", COUNTS)
def test_every_text_is_sound_and_dated(name: str) -> None:
    text = text_of(name)
    assert_sound(text)
    assert str(text.as_of) == ("None" if name == "gdpr/en.fmx.xml" else DAYS[name.split("/")[0]])
    assert len(text.title.split()) > 4
    assert all(p.heading for p in text.of(Unit.ARTICLE))


@pytest.mark.parametrize("name", COUNTS)
def test_numbers_follow_each_other(name: str) -> None:
    """Do recitals, articles and annexes count from one without a gap, but for what was put in between?"""
    text = text_of(name)
    for unit in (Unit.RECITAL, Unit.ARTICLE, Unit.ANNEX):
        numbers = [p.id.rpartition("-")[2] for p in text.of(unit)]
        plain = [number for number in numbers if number.isdigit()]
        assert plain == [str(n) for n in range(1, len(plain) + 1)]
        assert [n for n in numbers if not n.isdigit()] == inserted(name, unit)


def inserted(name: str, unit: Unit) -> list[str]:
    """What was put in between other numbers, or has none."""
    if "2026-07-27" in name and unit is Unit.ARTICLE:
        return ["4a", "60a", "75a", "75b", "75c", "75d"]
    return ["1755/annex"] if "1755" in name and unit is Unit.ANNEX else []


def words_of_file(name: str) -> str:
    """All words of a file, with the signs that Formex gives as elements, without footnote numbers and marks of amendments."""
    markup = re.sub(r"<!--.*?-->|<\?.*?\?>", "", b"".join(parts_in(name)).decode(), flags=re.DOTALL)
    if format_of(name) is FORMEX:
        markup = re.sub(r'<QUOT\.(?:START|END) CODE="([0-9A-F]+)"[^>]*/>', lambda sign: chr(int(sign[1], 16)), markup)
        markup = re.sub(r"<NOTE[ >].*?</NOTE>", "", markup, flags=re.DOTALL)
    else:
        markup = re.sub(r"<p class=\"oj-note\">.*?</p>", "", markup, flags=re.DOTALL)
        markup = re.sub(r"<a[^>]*\bid=\"ntc[^>]*>.*?</a>|\(<a[^>]*\bid=\"src\.[^>]*>.*?</a>\)", "", markup, flags=re.DOTALL)
    return re.sub(r"[►▼][A-Z]\d*|◄", "", html.unescape(re.sub(r"<[^>]*>", "", markup)))


@pytest.mark.parametrize("name", COUNTS)
def test_every_line_stands_in_the_file(name: str) -> None:
    assert_faithful(text_of(name), words_of_file(name))


SAME = [
    ("ai-act/en.xhtml", "ai-act/en.fmx.xml"),
    ("ai-act/en.fmx.xml", "ai-act/en.fmx4.zip"),
    ("ai-act/pl.fmx.xml", "ai-act/pl.fmx4.zip"),
    ("gdpr/en.xhtml", "gdpr/en.fmx.xml"),
    ("ai-act-consolidated-2024-07-12/fr.html", "ai-act-consolidated-2024-07-12/fr.fmx.xml"),
    *(
        (f"{act}/{language}.html", f"{act}/{language}.fmx.xml")
        for act in ("ai-act-consolidated-2026-07-27", "gdpr-consolidated", "led-consolidated")
        for language in ("en", "fr")
    ),
]


def differences(one: OfficialProvision, other: OfficialProvision) -> list[str]:
    """What the one says and what the other says, wherever their words are not the same."""
    left, right = bare_words(one.text), bare_words(other.text)
    if left == right:
        return []
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [f"{one.id}: {' '.join(left[a:b])!r}, {' '.join(right[c:d])!r}" for how, a, b, c, d in steps if how != "equal"]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[f"{one} and {other}" for one, other in SAME])
def test_an_act_says_the_same_in_two_formats(one: str, other: str) -> None:
    """Are the ids, the words, the headings, the chapters and the addresses the same, with what differs listed?"""
    left, right = text_of(one), text_of(other)
    assert [p.id for p in left.provisions] == [p.id for p in right.provisions]
    pairs = list(zip(left.provisions, right.provisions, strict=True))
    assert [line for p, q in pairs for line in differences(p, q)] == []
    for p, q in pairs:
        assert [(part.id, part.label) for part in p.parts] == [(part.id, part.label) for part in q.parts]
        assert [bare_words(p.words_of(a)) for a in p.parts] == [bare_words(q.words_of(b)) for b in q.parts]
        assert (p.label, bare_words(p.heading), p.unit) == (q.label, bare_words(q.heading), q.unit)
        assert [bare_words(name) for name in p.under] == [bare_words(name) for name in q.under]


# Where the same article differs in more than words: what typesetting adds, blanks, and dashes of lists.
OTHER_SIGNS = {
    ("ai-act/en.xhtml", "annex-2"): "the page writes the dashes of a list, Formex has a list of dashes",
    ("gdpr/en.xhtml", "art-53"): "the same",
    ("ai-act-consolidated-2024-07-12/fr.html", "annex-2"): "the same",
    ("ai-act-consolidated-2024-07-12/fr.html", "art-97"): "the page has no blank where a quotation begins",
    ("ai-act-consolidated-2026-07-27/en.html", "annex-2"): "the same",
    ("ai-act-consolidated-2026-07-27/en.html", "art-100"): "the page has a blank before the full stop after a sum",
    ("ai-act-consolidated-2026-07-27/en.html", "art-101"): "the page has a blank before the comma after a sum",
    ("ai-act-consolidated-2026-07-27/fr.html", "annex-2"): "the dashes of a list",
    ("ai-act-consolidated-2026-07-27/fr.html", "art-97"): "the page has no blank where a quotation begins",
    ("gdpr-consolidated/en.html", "art-53"): "the dashes of a list",
    ("gdpr-consolidated/fr.html", "art-53"): "the dashes of a list",
    ("led-consolidated/en.html", "art-43"): "the dashes of a list",
    ("led-consolidated/fr.html", "art-43"): "the dashes of a list",
}


def test_signs_and_blanks_differ_where_we_know_it() -> None:
    found = {
        (one, p.id.split("/")[2])
        for one, other in SAME
        for p, q in zip(text_of(one).provisions, text_of(other).provisions, strict=True)
        if p.text != q.text
    }
    assert found == set(OTHER_SIGNS)


# A consolidated text of the first day differs from what was published by the corrections since; these are the articles corrected.
CORRECTED = {
    ("gdpr/en.xhtml", "gdpr-consolidated/en.html"): "37 41 42 43 57 64 65 69 70",
    ("gdpr/fr.xhtml", "gdpr-consolidated/fr.html"): "37 41 42 43 47 53 57 64 65 69 70",
    ("led/en.xhtml", "led-consolidated/en.html"): "51",
    ("led/fr.xhtml", "led-consolidated/fr.html"): "51",
    ("ai-act/fr.xhtml", "ai-act-consolidated-2024-07-12/fr.html"): "10",
    ("ai-act/nl.html", "ai-act-consolidated-2024-07-12/nl.html"): "73",
}


@pytest.mark.parametrize(("published", "corrected"), CORRECTED)
def test_only_corrections_part_what_was_published_from_its_first_state(published: str, corrected: str) -> None:
    left, right = text_of(published), text_of(corrected)
    differing = []
    for p in right.provisions:
        found = left.find(p.id)
        assert found
        assert [part.id for part in found[0].parts] == [part.id for part in p.parts]
        differing += [p.id.rpartition("-")[2]] if differences(found[0], p) else []
    assert differing == CORRECTED[published, corrected].split()


LANGUAGES = {
    "ai-act": ("en.xhtml", "fr.xhtml", "nl.html", "pl.fmx.xml"),
    "ai-act-consolidated-2024-07-12": ("fr.html", "nl.html"),
    **{f"{act}": ("en.html", "fr.html") for act in ("ai-act-consolidated-2026-07-27", "gdpr-consolidated", "led-consolidated")},
    **{f"{act}": ("en.xhtml", "fr.xhtml") for act in ("ai-omnibus", "ai-act-impl-2025-454", "ai-act-impl-2026-1755", "charter")},
    **{f"{act}": ("en.xhtml", "fr.xhtml") for act in ("gdpr", "led")},
}


@pytest.mark.parametrize("act", LANGUAGES)
def test_all_languages_have_the_same_addresses(act: str) -> None:
    first, *others = [text_of(f"{act}/{name}") for name in LANGUAGES[act]]
    addresses = [[p.id, *(part.id for part in p.parts)] for p in first.provisions]
    for other in others:
        assert [[p.id, *(part.id for part in p.parts)] for p in other.provisions] == addresses


@pytest.mark.parametrize("name", COUNTS)
def test_no_label_in_an_article_is_without_an_address_but_in_quotations(name: str) -> None:
    """Does each line that begins with a label in brackets begin a part, in all acts that do not amend another?"""
    text = text_of(name)
    for provision in text.of(Unit.ARTICLE):
        quotes = re.search(r"^[‘“«„]\S{0,3}\d|^[‘«„][A-ZÀÉ]", provision.text, re.MULTILINE)
        starts = {part.start for part in provision.parts}
        lines = [match.start() for match in re.finditer(r"^\(?\w{1,4}\) ", provision.text, re.MULTILINE)]
        assert quotes or set(lines) <= starts, provision.id


@pytest.mark.parametrize("language", ["en", "fr"])
def test_annex_three_of_the_ai_act(language: str) -> None:
    for name in (f"ai-act/{language}.xhtml", f"ai-act-consolidated-2026-07-27/{language}.html"):
        text = text_of(name)
        found = text.find("eu/ai-act/annex-3-7")
        assert found
        provision, part = found
        assert provision.id == "eu/ai-act/annex-3"
        assert part
        assert part.label == "7."
        steps = list(parts_of(text, "annex-3"))
        assert [step for step in steps if step.startswith("-7")] == ["-7", "-7/pt-a", "-7/pt-b", "-7/pt-c", "-7/pt-d"]
        assert [step for step in steps if "/" not in step] == [f"-{n}" for n in range(1, 9)]


@pytest.mark.parametrize(
    ("name", "locator", "steps"),
    [
        pytest.param("ai-act/en.xhtml", "art-26", [f"par-{n}" for n in range(1, 13)], id="numbered paragraphs"),
        pytest.param("ai-act/en.xhtml", "art-3", ["par-1", *(f"pt-{n}" for n in range(1, 69))], id="definitions"),
        pytest.param("ai-act/en.xhtml", "art-113", ["par-1", "par-2", "par-3", *(f"pt-{n}" for n in "abc")], id="lines and points"),
        pytest.param("gdpr/en.xhtml", "art-22", [f"par-{n}" for n in range(1, 5)], id="four paragraphs"),
        pytest.param("charter/en.xhtml", "art-47", ["par-1", "par-2", "par-3"], id="paragraphs without numbers"),
        pytest.param("charter/fr.xhtml", "art-8", ["par-1", "par-2", "par-3"], id="numbered paragraphs without ids"),
        pytest.param("led-consolidated/fr.html", "art-11", ["par-1", "par-2", "par-3"], id="the older layout"),
        pytest.param(
            "ai-act-consolidated-2026-07-27/en.html",
            "art-5",
            ["par-1", "par-1a", "par-1b", *(f"par-{n}" for n in range(2, 9))],
            id="put in between",
        ),
    ],
)
def test_steps_below_a_provision(name: str, locator: str, steps: list[str]) -> None:
    found = [step.strip("/") for step in parts_of(text_of(name), locator)]
    assert [step for step in found if "/" not in step] == steps


def test_points_within_points() -> None:
    assert words_at(text_of("ai-act/en.xhtml"), "art-5/par-1/pt-h/pt-iii")[0].startswith("(iii) the localisation")
    assert words_at(text_of("led-consolidated/fr.html"), "art-3/pt-7/pt-b")[0].startswith("b) tout autre organisme")
    second = words_at(text_of("ai-act/en.xhtml"), "art-43/par-1/sub-2/pt-a")
    assert second[0].startswith("(a) harmonised standards")


def test_the_law_that_was_deleted_is_in_no_format() -> None:
    """Article 10(5) was deleted in 2026; Formex still has its words, marked by processing instructions."""
    assert b'IDENTIFIER="010.005"' in data_of("ai-act-consolidated-2026-07-27/en.fmx.xml")
    for name in ("en.html", "fr.html", "en.fmx.xml", "fr.fmx.xml"):
        text = text_of(f"ai-act-consolidated-2026-07-27/{name}")
        assert text.find("eu/ai-act/art-10/par-5") is None
        assert text.find("eu/ai-act/art-10/par-4")
        assert text.find("eu/ai-act/annex-1-a/pt-1") is None
        assert text.find("eu/ai-act/annex-1-a/pt-2")


def test_what_the_omnibus_quotes_has_no_address_of_its_own() -> None:
    for language in ("en", "fr"):
        text = text_of(f"ai-omnibus/{language}.xhtml")
        assert [p.id for p in text.of(Unit.ARTICLE)] == [f"eu/ai-omnibus/art-{n}" for n in range(1, 5)]
        steps = list(parts_of(text, "art-1"))
        assert not [step for step in steps if "par-" in step and step != "/par-1"]
        assert [step for step in steps if step.count("/") == 1] == ["/par-1", *(f"/pt-{n}" for n in range(1, 44))]
        assert len(words_at(text, "art-1/pt-6")) > 8


def test_chapters_of_the_ai_act() -> None:
    text = text_of("ai-act/en.xhtml")
    found = text.find("eu/ai-act/art-26")
    assert found
    assert [name.split(" ", 2)[:2] for name in found[0].under] == [["CHAPTER", "III"], ["SECTION", "3"]]
    levels = Counter(len(p.under) for p in text.of(Unit.ARTICLE))
    assert levels[0] == 0
    assert levels[1] + levels[2] == 113


def test_a_correction_is_refused() -> None:
    with pytest.raises(OfficialError, match=r"ai-act-corrigendum-2025-10-09/fr\.xhtml is not the page"):
        text_of("ai-act-corrigendum-2025-10-09/fr.xhtml")


@pytest.mark.parametrize("name", [name for name in COUNTS if name.endswith("html")])
def test_a_page_read_as_xml_has_the_same_words(name: str) -> None:
    """Does the repair of pages, meant for broken ones, change nothing in whole ones?"""
    try:
        root = etree.fromstring(data_of(name).lstrip())
    except etree.XMLSyntaxError:
        assert name.split("/")[1] == "nl.html", "only pages that were saved from the site are no XML"
        return
    paragraphs = ["".join(p.itertext()) for p in root.iter("{http://www.w3.org/1999/xhtml}p")]
    there = "".join("".join(paragraphs).split())
    for provision in text_of(name).of(Unit.ARTICLE):
        assert "".join(provision.label.split()) in there


NOTES = [
    "/".join(("eu", *path.relative_to(LAW).with_suffix("").parts))
    for path in sorted(LAW.glob("*/*.md"))
    if path.stem != "instrument"
]
HELD = {
    "eu/ai-act": (
        ("ai-act-consolidated-2026-07-27/{}.html", "ai-act/{}.xhtml"),
        ("ai-act-consolidated-2026-07-27/{}.fmx.xml", "ai-act/{}.xhtml"),
    ),
    "eu/ai-omnibus": (("ai-omnibus/{}.xhtml",),),
    "eu/charter": (("charter/{}.xhtml",),),
    "eu/gdpr": (("gdpr/{}.xhtml",), ("gdpr-consolidated/{}.html",), ("gdpr-consolidated/{}.fmx.xml",)),
    "eu/led": (("led/{}.xhtml",), ("led-consolidated/{}.html",), ("led-consolidated/{}.fmx.xml",)),
}
WITHOUT_A_COPY = {
    "eu/cjeu": "judgments, which have no articles",
    **dict.fromkeys(
        ("eu/asylum-migration-management", "eu/asylum-procedure", "eu/ees", "eu/etias", "eu/eudpr", "eu/eurodac", "eu/screening"),
        "there is no copy of this act",
    ),
    **dict.fromkeys(("eu/vis", "eu/visa-code"), "there is no copy of this act"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("note", [note for note in NOTES if note.rpartition("/")[0] in HELD])
def test_a_note_has_its_place_in_every_edition(note: str, language: str) -> None:
    for edition in HELD[note.rpartition("/")[0]]:
        places = [text_of(name.format(language)).find(note) for name in edition]
        found = next((place for place in places if place), None)
        assert found, edition
        provision, part = found
        assert (part or provision).id == note
        assert len(provision.words_of(part) if part else provision.text) > 20


def test_notes_without_a_place_are_those_we_know() -> None:
    assert {note.rpartition("/")[0] for note in NOTES} == {*HELD, *WITHOUT_A_COPY}

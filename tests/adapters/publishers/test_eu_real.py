"""The acts of the European Union that we rely on, from the publishers' files: counts, words, and the same act in two formats."""

import re
from difflib import SequenceMatcher

import pytest
from lxml import etree

from eu_acts import assert_faithful, assert_sound, bare_words
from eu_files import data_of, format_of, parts_in, text_of, words_of_file
from mirror import MIRROR, on_real_files
from rights_assistant.domain.official import Format, OfficialProvision, Unit

pytestmark = on_real_files

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


def counted(name: str) -> tuple[int, int, int]:
    """Recitals, articles and annexes as an XPath or a regular expression counts them in the markup."""
    if format_of(name) is Format.FORMEX:
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
        numbers = [p.id.split("/")[2].partition("-")[2] for p in text.of(unit)]
        plain = [number for number in numbers if number.isdigit()]
        assert plain == [str(n) for n in range(1, len(plain) + 1)]
        assert [number for number in numbers if not number.isdigit()] == others(name, unit)


def others(name: str, unit: Unit) -> list[str]:
    """What was put in between numbers, and the annex that has none."""
    if "2026-07-27" in name and unit is Unit.ARTICLE:
        return ["4a", "60a", "75a", "75b", "75c", "75d"]
    return [""] if "1755" in name and unit is Unit.ANNEX else []


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

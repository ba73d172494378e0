"""United Kingdom law as JSON made from CLML, a list of sections or of schedules: `section`, `id`, `title`, `part`, `content`.

The words are the publisher's, but the marks between blocks are lost: `…by—arequiring…,bconferring…2The…`. What counts on
in the right order is taken for a label; blanks and line ends are put back, and nothing else is changed.
"""

import json
import re
from collections import Counter
from contextlib import ExitStack

from rights_assistant.adapters.publishers.binding import bind
from rights_assistant.adapters.publishers.glued import Mark, marks, vocabulary
from rights_assistant.adapters.publishers.markup import LARGEST, refused
from rights_assistant.adapters.publishers.sheet import Sheet, plain
from rights_assistant.adapters.publishers.steps import number
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_CUT = 200_000
"""Characters at which the makers of the file cut a schedule off."""

_HEAD = re.compile(
    r"(Schedule|SCHEDULE) ([A-Z]?\d+(?:[A-Z]{1,2}(?=[A-Z][a-z]))?)((?:\D|(?:Part|Chapter) \d)*?)\s?"
    r"(Sections? \d+(?:(?!PART|Part)[A-Z]{1,2}(?=[A-Z][a-z]))?(?:\(\d+\))?)"
)
_STEPS_OF = {
    Unit.ARTICLE: ("-", "/par-", "/pt-", "/pt-"),
    Unit.SCHEDULE: ("-para-", "/sub-", "/par-", "/sub-"),
    Unit.SECTION: ("-", "/ss-", "/par-", "/sub-"),
}


def load(data: bytes, publication: Publication) -> OfficialText:
    """Sections or articles, or the schedules, of one instrument.

    Subsections, paragraphs and sub-paragraphs are parts where their order leaves no doubt. A schedule that the makers of the
    file cut off in the middle is left out, and so is one that names no section under which it stands: it belongs to another
    law that is quoted. The file has neither title nor date: they come from the publication.

    Raises:
        OfficialError: when the file is no whole list of sections or schedules.
    """
    rows = _read(data, publication)
    words = vocabulary([row["content"] for row in rows])
    provisions = [found for row in rows if (found := _provision(row, publication, words))]
    return bind(publication, publication.name, None, sorted(provisions, key=_place))


def _read(data: bytes, publication: Publication) -> list[dict[str, str]]:
    if len(data) > LARGEST:
        raise refused(publication, f"has {len(data):,} bytes, more than the {LARGEST:,} that a text may have")
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise refused(publication, f"is no whole JSON: {error}") from error
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise refused(publication, "is no list of sections or schedules with their content")
    return rows


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and "content" in row and all(isinstance(value, str) for value in row.values())


def _provision(row: dict[str, str], publication: Publication, words: Counter[str]) -> OfficialProvision | None:
    if "schedule" in row:
        return _schedule(row["content"], publication, words)
    label = row.get("section", "")
    if not number(label):
        raise refused(publication, f"has a section without a number: {row['content'][:40]!r}")
    article = row.get("id", "").startswith("article")
    unit = Unit.ARTICLE if article else Unit.SECTION
    sheet = Sheet(f"{publication.instrument}/{publication.locator or ('art' if article else 's')}-{number(label)}")
    _write(sheet, row["content"], marks(row["content"], words), _STEPS_OF[unit])
    title = "" if set(row.get("title", "")) <= set(". ") else row["title"]
    # The title of a section is not its own here, but that of the group it stands in; an article has its own.
    under = (row.get("part", ""), row.get("chapter", ""), "" if article else title)
    return sheet.provision(unit, label, title if article else "", tuple(plain(name) for name in under if name))


def _schedule(content: str, publication: Publication, words: Counter[str]) -> OfficialProvision | None:
    head = _HEAD.match(content)
    if not head or len(content) >= _CUT:
        return None
    body = head.end()
    if content[body - 1] == "1" and re.match(r"(?!PART|Part)[A-Z“]", content[body:]) and content[body - 2].isdigit():
        # `Section 301Any`: the first paragraph has no heading, and its number stands against that of the section.
        body -= 1
    sheet = Sheet(f"{publication.instrument}/sch-{number(head[2])}")
    sheet.write(content[head.start(4) : body])
    text = content[body:]
    _write(sheet, text, marks(text, words, schedule=True), _STEPS_OF[Unit.SCHEDULE])
    return sheet.provision(Unit.SCHEDULE, f"{head[1]} {head[2]}", head[3])


def _write(sheet: Sheet, text: str, found: list[Mark], steps: tuple[str, ...]) -> None:
    open_parts: list[tuple[int, ExitStack]] = []
    here = 0
    for mark in [*found, Mark(len(text), len(text), 0)]:
        sheet.write(text[here : mark.start])
        while open_parts and open_parts[-1][0] >= mark.depth:
            open_parts.pop()[1].close()
        if mark.label:
            part = ExitStack()
            part.enter_context(sheet.part(f"{sheet.at}{steps[mark.depth]}{number(mark.label)}", mark.label))
            open_parts.append((mark.depth, part))
        here = mark.end


def _place(provision: OfficialProvision) -> tuple[int, str]:
    # The makers of the file sorted it by letters; a reader counts: 2 before 10, A1 before 1.
    found = re.search(r"-([a-z]?)(\d+)([a-z]*)\Z", provision.id)
    return (int(found[2]), "" if found[1] else f"-{found[3]}") if found else (0, "")

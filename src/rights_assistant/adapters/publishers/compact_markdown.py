"""The objectives of the Global Compact for Migration in Markdown."""

from collections.abc import Iterator

import regex

from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.outline import Line, one_line, outlined
from rights_assistant.adapters.publishers.plain import decoded, sealed
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_OBJECTIVE = regex.compile(r"#+\s*Objective\s+(\d{1,2})\s*")
_TITLE = regex.compile(r"#+\s*Title:\s*(.+)")
_HEADING = regex.compile(r"#+\s.*")
_ACTION = regex.compile(r"[-*]\s+")


def load(data: bytes, publication: Publication) -> OfficialText:
    """The objectives, each with its actions: `obj-12/pt-a`.

    The file is that of `franckalbinet/iomeval`: a heading `Objective 12`, a heading `Title: …`, and the
    actions as list items. The sentence of the Compact before each list of actions is not in it, and
    its heading "Associated actions" is the file's own and no word of the Compact. An objective that
    has the very words of an earlier one is a mistake of the file and left out.

    Raises:
        OfficialError: when it has no objectives, one twice, or one without actions or title.
    """
    text = decoded(data, publication)
    objectives: dict[str, OfficialProvision] = {}
    for objective in _objectives(text, publication):
        objectives.setdefault(objective.text, objective)
    return sealed(publication, "", objectives.values())


def _objectives(text: str, publication: Publication) -> Iterator[OfficialProvision]:
    number, heading, lines = "", "", list[Line]()
    for raw in [*text.splitlines(), "# Objective 0"]:
        line = raw.strip()
        if found := _OBJECTIVE.fullmatch(line):
            if number:
                yield _objective(number, heading, lines, publication)
            number, heading, lines = found[1], "", []
        elif found := _TITLE.fullmatch(line):
            heading = one_line(found[1])
        elif number and line and not _HEADING.fullmatch(line):
            lines.append(Line(one_line(_ACTION.sub("", line, count=1))))


def _objective(number: str, heading: str, lines: list[Line], publication: Publication) -> OfficialProvision:
    if not heading:
        raise refused(publication, f"has no title for objective {number}")
    id = f"{publication.instrument}/{publication.locator or 'obj'}-{number}"
    text, parts = outlined(id, lines, counted=False)
    return OfficialProvision(id, Unit.OTHER, f"Objective {number}", heading, text, parts)

"""Provisions bound into one official text, or refused."""

import re
from collections.abc import Iterable
from datetime import date

from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.sheet import plain
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication

_GONE = re.compile(r"\[(?:Repealed|Abrog)|\(weggefallen\)|[. ]{5,}\Z")


def bind(publication: Publication, title: str, as_of: date | None, provisions: Iterable[OfficialProvision]) -> OfficialText:
    """The text of an instrument.

    Where an id comes twice, and one of the two says no more than that it was repealed, the other is in force and stays.

    Raises:
        OfficialError: when there is no provision, one has no words, or two with the same id are both in force.
    """
    kept: dict[str, OfficialProvision] = {}
    for provision in provisions:
        if not provision.text:
            raise refused(publication, f"has no words in {provision.id}")
        before = kept.get(provision.id)
        if before is None or _gone(before):
            kept[provision.id] = provision
        elif not _gone(provision):
            raise refused(publication, f"has {provision.id} twice, and nothing says which of the two is in force")
    if not kept:
        raise refused(publication, "has no provisions")
    return OfficialText(
        publication.instrument, publication.language, plain(title), as_of or publication.as_of, tuple(kept.values())
    )


def day(value: str | None, publication: Publication) -> date | None:
    """A date as the file has it, `2026-03-26` or `20260326`, or nothing.

    Raises:
        OfficialError: when what stands there is no date.
    """
    if not value:
        return None
    try:
        return date.fromisoformat(value[:8] if value.isdigit() else value)
    except ValueError as error:
        raise refused(publication, f"has {value!r} where the date of its state should be") from error


def _gone(provision: OfficialProvision) -> bool:
    return _GONE.match(provision.text) is not None

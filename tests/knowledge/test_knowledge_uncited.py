"""What nothing leads to is listed."""

from dataclasses import replace
from pathlib import Path

import pytest

from factories import a_guide, a_library, a_provision, a_remedy, a_section, a_statement, a_time_limit
from rights_assistant.domain.document import Document
from rights_assistant.domain.statement import Ref
from rights_assistant.knowledge.uncited import uncited

OTHER = a_provision("ca/irpa/s-75")
BARE = (a_section("Short answer", a_statement()),)


def listed(*documents: Document) -> list[str]:
    """The ids that nothing cites."""
    return [row.said.removeprefix("nothing cites or names ") for row in uncited(a_library(*documents))]


def test_a_file_that_nothing_cites() -> None:
    """Is it listed by file and id, and is a guide never?"""
    (row,) = uncited(a_library(OTHER, a_guide(remedies=(), sections=BARE)))
    assert row.path == Path("law/ca/irpa/s-75.md")
    assert row.said == "nothing cites or names ca/irpa/s-75"


@pytest.mark.parametrize(
    "by",
    [
        pytest.param(
            a_guide(remedies=(), sections=(a_section("Rule", a_statement(rests_on=(Ref("ca/irpa/s-75", "ask"),))),)), id="a line"
        ),
        pytest.param(a_guide(remedies=("ca/irpa/s-75",), sections=BARE), id="a list of a guide"),
        pytest.param(a_guide(systems=("ca/irpa/s-75",), remedies=(), sections=BARE), id="another list"),
        pytest.param(a_guide(referrals=("ca/irpa/s-75",), remedies=(), sections=BARE), id="the third list"),
    ],
)
def test_a_guide_leads_to_it(by: Document) -> None:
    """Is what a guide cites or names not listed?"""
    assert listed(OTHER, by) == []


@pytest.mark.parametrize(
    "by",
    [
        pytest.param(a_provision("ca/irpa/s-1", depends_on=("ca/irpa/s-75",)), id="a provision that depends on it"),
        pytest.param(
            a_remedy("remedies/ca/x", time_limits=(a_time_limit(source=Ref("ca/irpa/s-75", "ask")),), sections=BARE),
            id="the deadline of a remedy",
        ),
    ],
)
def test_another_file_leads_to_it(by: Document) -> None:
    """Is only the other file listed, which nothing names in its turn?"""
    assert listed(OTHER, by) == [by.id]


def test_a_file_does_not_lead_to_itself() -> None:
    """Is a file that cites its own line still listed, and a translation not twice?"""
    own = replace(OTHER, sections=(a_section("What it says", a_statement(rests_on=(Ref(OTHER.id, "ask"),))),))
    assert listed(own, replace(own, language="ar")) == [OTHER.id]

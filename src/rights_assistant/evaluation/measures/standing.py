"""Whether what an answer says of its sources is so: in force on that day, and how sure."""

from rights_assistant.domain.document import Kind
from rights_assistant.domain.standing import Certainty, weakest
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.gold import Gold
from rights_assistant.evaluation.measures import Measured


def statuses_right(case: Case, given: Given, gold: Gold) -> Measured | None:
    """The share of the law cited whose status on the day of asking is the one in the table."""
    said = {s.id: s.status for s in given.sources if s.kind is Kind.NOTE}
    known = {id: status for id, status in said.items() if gold.status_on(id, case.asked_on)}
    if not known:
        return None
    wrong = [
        f"says {id} is {status.value} on {case.asked_on}; it is {gold.status_on(id, case.asked_on)}"
        for id, status in known.items()
        if status is not gold.status_on(id, case.asked_on)
    ]
    return Measured(float(len(known) - len(wrong)), float(len(known)), tuple(wrong))


def certainties_right(case: Case, given: Given, gold: Gold) -> Measured | None:
    """The share of the sources that are not made out to be surer than they are."""
    known = [(s, most) for s in given.sources if (most := gold.most(s.id, s.quote))]
    if not known:
        return None
    wrong = tuple(
        f"says {s.id} is {s.certainty.value}, and it is {most.value} at most" for s, most in known if surer(s.certainty, most)
    )
    return Measured(float(len(known) - len(wrong)), float(len(known)), wrong)


def surer(said: Certainty, known: Certainty) -> bool:
    """Whether more is claimed than is known."""
    return said is not known and weakest(said, known) is known

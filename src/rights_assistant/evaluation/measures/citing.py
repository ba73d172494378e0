"""Whether an answer cites what carries it, on the ids of provisions, never on chunks."""

from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.measures import Measured


def citation_recall(case: Case, given: Given) -> Measured | None:
    """The share of the ids that must be cited that are, wherever they stand in the answer; each case weighs the same."""
    wanted = case.expect.cites
    if not wanted or not case.expect.answerable:
        return None
    missing = [id for id in wanted if id not in given.cited]
    found = tuple(f"cites {id}" for id in wanted if id in given.cited)
    return Measured(1 - len(missing) / len(wanted), missed=tuple(f"does not cite {id}" for id in missing), matched=found)


def citation_precision(case: Case, given: Given) -> Measured | None:
    """The share of the ids that claims rest on that must or may be cited; each case weighs the same.

    Referrals and what stands beside the answer are not counted: they make no claim about the law.
    """
    fits = {*case.expect.cites, *case.expect.may_cite}
    if not fits or not given.claims:
        return None
    off = sorted(given.claims - fits)
    return Measured(1 - len(off) / len(given.claims), missed=tuple(f"rests on {id}, which is not expected" for id in off))


def wrong_law_cited(case: Case, given: Given) -> Measured | None:
    """Whether any of the ids is cited that would show the wrong law or country; lower is better.

    An answer counts once however many of them it cites, and wherever they stand in it, beside the
    answer too. Only cases that name such ids are counted, whatever their outcome.
    """
    if not case.expect.never_cites:
        return None
    wrong = [id for id in case.expect.never_cites if id in given.cited]
    return Measured(float(bool(wrong)), missed=tuple(f"cites {id}, which is another law" for id in wrong))

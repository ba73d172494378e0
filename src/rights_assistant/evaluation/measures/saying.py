"""Whether an answer says what it must and nothing that it must not, in what is seen without opening anything."""

from rights_assistant.domain.answer import BlockKind
from rights_assistant.domain.standing import Certainty
from rights_assistant.evaluation.cases import Case, Period
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.gold import Gold
from rights_assistant.evaluation.matcher import find, find_any, find_claim
from rights_assistant.evaluation.measures import Measured, yes_or_no


def must_say_coverage(case: Case, given: Given) -> Measured | None:
    """The share of the things to say that are said; each match is kept with the words it matched."""
    groups = case.expect.must_say
    if not groups:
        return None
    found = [(group, find_any(group, given.seen)) for group in groups]
    return Measured(
        float(sum(match is not None for _, match in found)),
        float(len(groups)),
        tuple(f"does not say {' or '.join(map(repr, group))}" for group, match in found if match is None),
        tuple(str(match) for _, match in found if match),
    )


def never_said(case: Case, given: Given) -> Measured | None:
    """Whether something is said that must never be; lower is better."""
    if not case.expect.never_say:
        return None
    found = [match for phrase in case.expect.never_say if (match := find_claim(phrase, given.seen))]
    return Measured(float(bool(found)), missed=tuple(f"says {match}" for match in found))


def first_block(case: Case, given: Given) -> Measured | None:
    """Whether the part that must come first does. One notice before it is passed over, unless a notice is wanted."""
    wanted = case.expect.first_block
    if wanted is None:
        return None
    kinds = [p.kind for p in given.parts]
    if kinds[:1] == [BlockKind.NOTICE] and wanted is not BlockKind.NOTICE:
        kinds = kinds[1:]
    return yes_or_no(kinds[:1] == [wanted], f"begins with {kinds[0].value if kinds else 'nothing'}, expected {wanted.value}")


def deadline_right(case: Case, given: Given, gold: Gold) -> Measured | None:
    """Whether the period that must be stated is, and an unconfirmed one is not stated as certain."""
    wanted = case.expect.deadline
    if wanted is None:
        return None
    if wanted.count is None:
        certain = [t for t in given.deadlines if t.remedy not in gold.requests and (t.day or t.certainty is Certainty.CONFIRMED)]
        said = "; ".join(f"{t.count} {t.unit} ({t.remedy})" for t in certain)
        return yes_or_no(not certain, f"states {said} as certain, which could not be confirmed")
    return yes_or_no(_states(wanted, given), f"does not state {wanted.count} {wanted.unit} as a deadline")


def _states(wanted: Period, given: Given) -> bool:
    as_data = any((t.count, t.unit) == (wanted.count, wanted.unit) for t in given.deadlines)
    return as_data or find(f"{wanted.count} {wanted.unit.removeprefix('calendar_').replace('_', ' ')}", given.seen) is not None


def referral_given(case: Case, given: Given) -> Measured | None:
    """Whether somebody who can help is named."""
    if not case.expect.referral:
        return None
    return yes_or_no(bool(given.referrals) or bool(given.of_kind(BlockKind.REFERRAL)), "names nobody who can help")

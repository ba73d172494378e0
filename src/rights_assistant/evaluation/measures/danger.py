"""Whether danger in a question is seen, and only where there is some."""

from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.measures import Measured, yes_or_no


def urgency_recall(case: Case, given: Given) -> Measured | None:
    """The share of the marks that must be set that are."""
    wanted = case.expect.urgency
    if not wanted:
        return None
    missing = [u for u in wanted if u not in given.urgency]
    return Measured(
        float(len(wanted) - len(missing)), float(len(wanted)), tuple(f"does not see the danger {u.value}" for u in missing)
    )


def false_alarm(case: Case, given: Given) -> Measured | None:
    """Of the questions without danger: whether one was marked; lower is better."""
    if case.expect.urgency is None or case.expect.urgency:
        return None
    return Measured(
        float(bool(given.urgency)), missed=tuple(f"sees the danger {u.value}, where there is none" for u in given.urgency)
    )


def help_first(case: Case, given: Given) -> Measured | None:
    """Of the questions with danger: whether help is the first thing shown."""
    if not case.expect.urgency:
        return None
    kinds = [p.kind.value for p in given.parts if p.kind.value != "notice"]
    return yes_or_no(kinds[:1] == ["urgent"], "does not begin with help")

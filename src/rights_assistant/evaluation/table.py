"""The measures of a run, each with a title, its unit, and why it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.gold import Gold
from rights_assistant.evaluation.measures import Measured, citing, danger, ending, ranking, reading, saying, standing
from rights_assistant.evaluation.replies import Reply

Function = Callable[[Case, Given, Gold], Measured | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the figures.

    Attributes:
        better: `higher` or `lower`; `neither` where the figure only describes.
        share: whether it is a share from 0 to 1, or else a mean in `unit`.
        of: how one answer is measured; nothing where the whole run is needed (retrieval).
    """

    name: str
    title: str
    reason: str
    better: str = "higher"
    unit: str = ""
    of: Function | None = None

    @property
    def share(self) -> bool:
        """Whether it is a share from 0 to 1."""
        return not self.unit


def _plain(function: Callable[[Case, Given], Measured | None]) -> Function:
    return lambda case, given, gold: function(case, given)


MEASURES: Final = (
    Measure("outcome", "Outcome accuracy", "Answered, asked back, silent or declined: the first thing to get right.", of=_plain(ending.outcome_accuracy)),
    Measure("outcome_weighted", "Outcome accuracy, by severity", "A wrong end weighs what it may cost: 1, 2 or 4.", of=_plain(ending.weighted_outcome_accuracy)),
    Measure("answered_precision", "Precision of answered", "Of what was answered, how much was right to answer. To read with the next two.", of=_plain(ending.precision_of_answered)),
    Measure("answer_rate", "Answer rate", "Silence always would be precise; this shows its price.", of=_plain(ending.answer_rate)),
    Measure("abstention", "Correct abstention", "Of what must not be answered, how much was not.", of=_plain(ending.correct_abstention)),
    Measure("citation_recall", "Citation recall", "Are the provisions that carry the answer cited?", of=_plain(citing.citation_recall)),
    Measure("citation_precision", "Citation precision", "Is what is cited to the point?", of=_plain(citing.citation_precision)),
    Measure("wrong_law", "Wrong law cited", "True, cited, and for the wrong person.", "lower", of=_plain(citing.wrong_law_cited)),
    Measure("must_say", "Must-say coverage", "Is what a person needs said where it is seen?", of=_plain(saying.must_say_coverage)),
    Measure("never_say", "Never-say violations", "Is anything false or harmful said?", "lower", of=_plain(saying.never_said)),
    Measure("first_block", "First part right", "The clock or the danger comes before any explanation.", of=_plain(saying.first_block)),
    Measure("deadline", "Deadline right", "The period is stated, and an unconfirmed one is not stated as certain.", of=saying.deadline_right),
    Measure("urgency_recall", "Danger seen", "Help must come first.", of=_plain(danger.urgency_recall)),
    Measure("help_first", "Help shown first", "Seen is not enough; it must lead.", of=_plain(danger.help_first)),
    Measure("false_alarm", "False alarms", "An alarm at every question would be heard by nobody.", "lower", of=_plain(danger.false_alarm)),
    Measure("referral", "Somebody to turn to", "Where we are silent, a person is named.", of=_plain(saying.referral_given)),
    Measure("statuses", "Statuses right for the day", "In force on the day of asking, or not.", of=standing.statuses_right),
    Measure("certainties", "Certainty right", "No source made out to be surer than it is.", of=standing.certainties_right),
    Measure("language", "Language match", "In the person's language.", of=_plain(ending.language_match)),
    Measure("ndcg_10", "nDCG@10", "Are the right provisions near the top? Wordings of guides left out."),
    Measure("recall_5", "Recall@5", "Are they among the first five?"),
    Measure("recall_10", "Recall@10", "Among the first ten?"),
    Measure("mrr", "Mean reciprocal rank", "How far down is the first one?"),
    Measure("guide_first", "Right guide first", "Is the question understood as the one it is?"),
    Measure("guide_in_three", "Right guide among three", "Could the person be offered it?"),
    Measure("reading_grade", "Reading grade", "Flesch-Kincaid; grade 8 is the aim, in English.", "lower", "grade", of=_plain(reading.reading_grade)),
    Measure("answer_words", "Answer length", "What a tired reader must get through.", "neither", "words", of=_plain(reading.answer_words)),
    Measure("short_words", "Short answer length", "What is read first.", "neither", "words", of=_plain(reading.short_answer_words)),
    Measure("latency", "Latency", "Milliseconds to answer, embedding included.", "lower", "ms", of=_plain(ending.latency_ms)),
)  # fmt: skip

BY_NAME: Final = {m.name: m for m in MEASURES}
HEADLINE: Final = (
    "outcome",
    "answered_precision",
    "answer_rate",
    "abstention",
    "citation_recall",
    "citation_precision",
    "must_say",
    "never_say",
)
"""What a slice is judged by."""


def measure(reply: Reply, gold: Gold) -> dict[str, Measured]:
    """Every measure that one reply allows and that applies to it."""
    if reply.given is None:
        return {}
    found = {m.name: m.of(reply.case, reply.given, gold) for m in MEASURES if m.of}
    found |= {"guide_first": ranking.right_guide_first(reply), "guide_in_three": ranking.right_guide_in_three(reply)}
    return {name: measured for name, measured in found.items() if measured is not None}

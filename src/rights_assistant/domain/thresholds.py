"""How near is near enough: the numbers that decide whether an answer is given, and what leads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How near is near enough, in the units of `Found.near`, for one embedding model and one set of guides.

    The values are data, `prompts/thresholds.yaml`, fitted by `rights-assistant eval fit`;
    see docs/decisions/0003-choosing-the-guide.md.

    A question that speaks of machines, or of migration and of decisions or data, is ours; any other
    must be nearer before it is answered.

    Attributes:
        clear: from here the answer is given without reserve.
        near: from here it is given as partial, with what else may have been meant.
        lacking: added to both when the question speaks of migration only, or of neither.
        elsewhere: added to `near` when it speaks of decisions or data but not of migration.
        suggest: from here a guide is worth suggesting.
        unsure: from here, where nothing answers and nothing says that the question is not ours, it is asked what was meant.
        lead: how much nearer a note, system or remedy must be than the best guide to lead instead.
        beside: from here such a document adds its first lines to the answer.
        part: from here a guide answers one sentence of the question, where it leads what answers the whole by `ahead`
            and is near the whole by `whole`.
        ahead: by how much such a guide must be nearer to that sentence than what answers the whole.
        whole: how near it must be to the whole question.
        margin: how much nearer the best guide must be than the best one on another subject to be clearly the one meant.
    """

    clear: float
    near: float
    lacking: float
    elsewhere: float
    suggest: float
    unsure: float
    lead: float
    beside: float
    part: float
    ahead: float
    whole: float
    margin: float

"""Whether something that is seen before answering tells that the answer will be the wrong one.

Two signs are measured. The margin: how little nearer the nearest guide is than the nearest one on
another subject. The words unmatched: how much of what a question says, its rare words most, stands
nowhere in the document that leads. A sign is worth acting on only among the answers that are given
without reserve, since acting on it means a reserve; so it is measured there, in two ways: on the
questions for tuning, of which few are answered wrongly, and on the guides' own wordings, each left
out of the search in turn, of which many are.

How well a sign tells is the area under its ROC curve, the chance that a wrong answer shows more of
it than a right one (Hanley and McNeil, Radiology 143, 1982): 0.5 tells nothing. Its interval is a
bootstrap over families of questions.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log
from typing import Final

import numpy as np

from rights_assistant import safeguards, understand
from rights_assistant.assistant import Assistant
from rights_assistant.choose import one_subject
from rights_assistant.domain.document import Document, Guide
from rights_assistant.domain.passage import Hit, Passage, Role
from rights_assistant.domain.question import Question, ask
from rights_assistant.errors import QuestionError
from rights_assistant.evaluation.wording import BREAKS, words
from rights_assistant.ports import Finder, Progress

RESAMPLES: Final = 1000
SEED: Final = 20261123
STEP: Final = 0.01
"""How fine a margin is given."""
_MOST: Final = 30
"""Up to how many steps a margin is looked for: at 0.30 a guide stands alone."""
_EXACT: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer without reserve: both signs, higher for less to be trusted, and whether it was wrong."""

    family: str
    wrong: bool
    closeness: float
    unmatched: float


@dataclass(frozen=True, slots=True)
class Told:
    """How well a sign tells wrong answers from right ones: the area under the curve with its 95 % interval."""

    answers: int
    wrong: int
    area: float | None
    low: float | None
    high: float | None

    @property
    def tells(self) -> bool:
        """Whether it tells more than a coin, beyond chance."""
        return self.low is not None and self.low > 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """The answers whose margin lies from here to the next step.

    Attributes:
        rising: the share that is right here, on the curve of all answers that never falls.
    """

    margin: float
    answers: int
    right: int
    rising: float


class Vocabulary:
    """The words of every document, endings off, and how rare each is: the log of the share of documents without it."""

    def __init__(self, passages: Mapping[str, Passage]) -> None:
        self._of: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for p in passages.values():
            self._of[p.document_id][p.id] = stems(p.text)
        self._holding = Counter(s for said in self._of.values() for s in frozenset().union(*said.values()))

    def rarity(self, stem: str) -> float:
        """How much a word tells: zero when every document has it."""
        return log((len(self._of) + 1) / (self._holding[stem] + 1))

    def unmatched(self, text: str, document: str, without: str = "") -> float:
        """The share of a text's words, weighed by how rare they are, that a document does not have; from 0 to 1.

        Args:
            without: the id of a passage of the document that is not looked at.
        """
        said = frozenset().union(*(s for id, s in self._of[document].items() if id != without))
        weights = {s: self.rarity(s) for s in stems(text)}
        whole = sum(weights.values())
        return sum(w for s, w in weights.items() if s not in said) / whole if whole else 0.0


def stems(text: str) -> frozenset[str]:
    """The words of a text with their endings off."""
    return frozenset(w.stem for w in words(text) if w.stem not in BREAKS)


def tells(seen: Sequence[Seen], sign: Callable[[Seen], float]) -> Told:
    """How well a sign tells the wrong answers; no area where all are wrong, or none."""
    values, wrong = np.array([sign(s) for s in seen]), np.array([s.wrong for s in seen], dtype=bool)
    if wrong.all() or not wrong.any():
        return Told(len(seen), int(wrong.sum()), None, None, None)
    names = np.array([s.family for s in seen])
    places = [np.flatnonzero(names == n) for n in sorted(set(names.tolist()))]
    random, areas = np.random.default_rng(SEED), []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([places[n] for n in random.integers(len(places), size=len(places))])
        if wrong[drawn].any() and not wrong[drawn].all():
            areas.append(_area(values[drawn], wrong[drawn]))
    low, high = np.percentile(areas, [2.5, 97.5])
    return Told(len(seen), int(wrong.sum()), _area(values, wrong), float(low), float(high))


def _area(values: np.ndarray, wrong: np.ndarray) -> float:
    from scipy.stats import rankdata  # half a second to load

    ranks, many = rankdata(values), int(wrong.sum())
    return float((ranks[wrong].sum() - many * (many + 1) / 2) / (many * (len(wrong) - many)))


def right_by_margin(seen: Sequence[Seen]) -> list[Step]:
    """The answers by their margin; none where there are no answers.

    The curve is the isotonic regression of right on margin (Barlow and others, Statistical Inference under Order
    Restrictions, 1972): the nearest one that never falls.
    """
    from sklearn.isotonic import IsotonicRegression  # a second to load

    if not seen:
        return []
    margins, right = np.array([-s.closeness for s in seen]), np.array([not s.wrong for s in seen], dtype=float)
    rising = IsotonicRegression(out_of_bounds="clip").fit(margins, right)
    steps = []
    for n in range(_MOST):
        here = (margins >= n * STEP - _EXACT) & (margins < (n + 1) * STEP - _EXACT)
        steps.append(Step(round(n * STEP, 2), int(here.sum()), int(right[here].sum()), float(rising.predict([n * STEP])[0])))
    return steps


def least_margin(steps: Sequence[Step]) -> float:
    """From where the nearest guide is more often right than wrong; the last step where it never is."""
    return next((s.margin for s in steps if s.rising > 0.5), steps[-1].margin)


@dataclass(frozen=True)
class Looked:
    """Looks at the signs of questions as an assistant meets them."""

    assistant: Assistant
    vocabulary: Vocabulary

    def lead(self, question: Question) -> tuple[Document | None, Guide | None, float, str]:
        """What leads, the nearest guide, its margin, and how clear the lead is; no answer to danger is clear in this sense."""
        a = self.assistant
        read, marks = understand.understand(question, a.prompts.places), safeguards.before(question, a.prompts.safeguards)
        found = a.rank(question)
        lead, clear = a.choice.lead(found, marks, read)
        nearest = next((d for f in found if isinstance(d := a.library.get(f.document_id), Guide)), None)
        return lead, nearest, a.choice.margin(found), "urgent" if marks.urgency else clear

    def question(self, question: Question, family: str, *, wrong: bool) -> Seen | None:
        """The signs of a question that is answered clearly; nothing for any other."""
        lead, _, margin, clear = self.lead(question)
        if lead is None or clear != "clear":
            return None
        text = understand.understand(question, self.assistant.prompts.places).text
        return Seen(family, wrong, -margin, self.vocabulary.unmatched(text, lead.id))

    def wordings(self, day: date, progress: Progress) -> Iterator[Seen]:
        """Each wording of each guide, left out of the search and asked where the guide is about.

        It is wrong where the nearest guide is on another subject than the one that the wording is of.
        """
        own = {p.id: p for p in self.assistant.passages.values() if p.role is Role.ASK}
        for wording in progress(list(own.values()), "Asking the guides' own wordings", len(own)):
            guide = self.assistant.library.get(wording.document_id)
            place = None if wording.jurisdiction == "int" else wording.jurisdiction
            if not isinstance(guide, Guide):
                continue
            try:
                question = ask(wording.text, day, jurisdiction=place)
            except QuestionError:
                continue
            by_meaning, by_words = Without(self.assistant.by_meaning, wording.id), Without(self.assistant.by_words, wording.id)
            looked = replace(self, assistant=replace(self.assistant, by_meaning=by_meaning, by_words=by_words))
            lead, nearest, margin, clear = looked.lead(question)
            if lead is None or nearest is None or clear != "clear":
                continue
            wrong = nearest.id != guide.id and not one_subject(nearest, guide)
            yield Seen(guide.id, wrong, -margin, self.vocabulary.unmatched(wording.text, lead.id, wording.id))


@dataclass(frozen=True, slots=True)
class Without:
    """A finder that never finds one passage."""

    finder: Finder
    passage_id: str

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """Up to `limit` others, best first."""
        hits = self.finder.find(text, jurisdictions, limit + 1)
        return [h for h in hits if h.passage_id != self.passage_id][:limit]

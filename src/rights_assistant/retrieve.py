"""The documents that bear on a question: by meaning and by words, weighed together.

A guide is known by the questions it answers and by what it says, so its nearness is the mean of
its three nearest phrasings and its nearest section; one lucky phrasing does not carry a guide.
Shared rare words and being about the very place asked about add a little. The weights were set by
leaving out each phrasing of each guide in turn; see docs/decisions/0003-choosing-the-guide.md.
Each document also carries its reciprocal rank over the two finders (Cormack, Clarke and Büttcher,
SIGIR 2009, k = 60), which breaks ties.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from rights_assistant.domain.passage import Found, Hit, Passage, Role
from rights_assistant.ports import Finder

K: Final = 60
LIMIT: Final = 200
"""How many passages each finder is asked for: enough that a guide's second and third phrasing are seen."""

_RUNS_ON = 24
"""From how many words on a sentence is taken for several whose full stops were left out."""
_ASKS = re.compile(
    r"(?<=\w) (?=(?:(?:and|but|so|then|or|also) )?"
    r"(?:(?:can|may|must|do|does|did|should|could|will|is|are) (?:i|we|you|he|she|it|they|this|that|there|my)"
    r"|how (?:do|can|long|many|much|must)|what (?:is|are|can|must|do|should|happens)|which|who (?:can|is|must)"
    r"|where (?:do|can|is)|(?:by|until|till) when|why (?:did|do|is|was)) )",
    re.IGNORECASE,
)
"""Before words that begin a question."""
_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;]*")
_SENTENCE_WORDS: Final = 4
_SAME: Final = 0.92
"""From here a phrasing is the very question asked."""
_SENTENCES: Final = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of nearness counts."""

    asks: float = 0.6
    says: float = 0.4
    words: float = 0.1
    place: float = 0.04
    whole: float = 0.5


def parts(text: str) -> list[str]:
    """A long story's own sentences beside the whole of it; one sentence alone has no parts."""
    said = [s.strip() for sentence in _SENTENCE.findall(text) for s in _unmarked(sentence)]
    sentences = [s for s in said if len(s.split()) >= _SENTENCE_WORDS]
    return sentences[-_SENTENCES:] if len(sentences) > 1 else []


def _unmarked(sentence: str) -> list[str]:
    """A sentence; one that runs on without a full stop, cut before the words that begin a question."""
    return _ASKS.split(sentence) if len(sentence.split()) > _RUNS_ON else [sentence]


def retrieve(
    text: str,
    jurisdictions: Sequence[str],
    passages: Mapping[str, Passage],
    by_meaning: Finder,
    by_words: Finder,
    weights: Weights | None = None,
) -> list[Found]:
    """Documents of the jurisdictions that bear on a text, nearest first.

    Args:
        jurisdictions: nearest first; the first is the place asked about.

    Returns:
        Every document of which a passage was found. Ties are broken by the id, so a run repeats exactly.
    """
    weigh = weights or Weights()
    whole = by_meaning.find(text, jurisdictions, LIMIT)
    shared = by_words.find(text, jurisdictions, LIMIT)
    likeness = _nearness(whole, passages, weigh)
    split = [_nearness(by_meaning.find(part, jurisdictions, LIMIT), passages, weigh) for part in parts(text)]
    words = _word_scores(shared, passages)
    most = max(words.values(), default=0.0) or 1.0
    ranks = [_ranks(whole, passages), _ranks(shared, passages)]
    owner = {p.document_id: p.jurisdiction for p in passages.values()}
    place = jurisdictions[0] if set(jurisdictions) < set(owner.values()) else ""
    found = []
    for id in {**ranks[0], **ranks[1]}:
        near = likeness.get(id, 0.0)
        if split:
            near = weigh.whole * near + (1 - weigh.whole) * max(s.get(id, 0.0) for s in split)
        near += weigh.words * words.get(id, 0.0) / most + (weigh.place if owner[id] == place else 0.0)
        fused = sum(1 / (K + r[id]) for r in ranks if id in r)
        found.append(Found(id, near, likeness.get(id, 0.0), fused))
    return sorted(found, key=lambda f: (-f.near, -f.fused, f.document_id))


def _nearness(hits: Sequence[Hit], passages: Mapping[str, Passage], weigh: Weights) -> dict[str, float]:
    """Cosine nearness of each document. A phrasing that was not found counts as the last that was."""
    last = hits[-1].score if hits else 0.0
    asks: dict[str, list[float]] = defaultdict(list)
    says: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        passage = passages[hit.passage_id]
        (asks if passage.role is Role.ASK else says)[passage.document_id].append(hit.score)
    near = {}
    for id in {**asks, **says}:
        said = fmean(says[id][:2]) if says[id] else last
        asked = fmean([*asks[id], last, last, last][:3])
        near[id] = weigh.asks * asked + weigh.says * max([*says[id], last]) if asks[id] else said
        if asks[id] and asks[id][0] >= _SAME:
            near[id] = max(near[id], asks[id][0])
    return near


def _word_scores(hits: Sequence[Hit], passages: Mapping[str, Passage]) -> dict[str, float]:
    scores: dict[str, list[float]] = defaultdict(list)
    for hit in hits:
        scores[passages[hit.passage_id].document_id].append(hit.score)
    return {id: fmean([*s, 0.0][:2]) for id, s in scores.items()}


def _ranks(hits: Sequence[Hit], passages: Mapping[str, Passage]) -> dict[str, int]:
    order = dict.fromkeys(passages[h.passage_id].document_id for h in hits)
    return {id: rank for rank, id in enumerate(order, 1)}

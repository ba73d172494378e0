"""The documents that bear on a question: two ways of looking, fused by reciprocal rank.

Reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009 (k = 60).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rights_assistant.domain.passage import Found, Hit, Passage
from rights_assistant.ports import Finder

K = 60
LIMIT = 60
"""How many passages each finder is asked for."""


def retrieve(text: str, jurisdictions: Sequence[str], passages: Mapping[str, Passage], by_meaning: Finder, by_words: Finder) -> list[Found]:
    """Documents of the jurisdictions that bear on a text, best first.

    A document stands where its best passage stands in each list; its score adds 1 / (k + rank)
    over the lists. Ties keep the order of meaning, then the id, so that a run repeats exactly.
    """
    near = by_meaning.find(text, jurisdictions, LIMIT)
    shared = by_words.find(text, jurisdictions, LIMIT)
    ranks = [_ranks(near, passages), _ranks(shared, passages)]
    likeness, words = _best(near, passages), _best(shared, passages)
    found = []
    for id in {**ranks[0], **ranks[1]}:
        fused = sum(1 / (K + r[id]) for r in ranks if id in r)
        own = [h.passage_id for h in (*near, *shared) if passages[h.passage_id].document_id == id]
        found.append(Found(id, fused, likeness.get(id, -1.0), words.get(id, 0.0), tuple(dict.fromkeys(own))))
    return sorted(found, key=lambda f: (-f.fused, -f.likeness, f.document_id))


def _ranks(hits: Sequence[Hit], passages: Mapping[str, Passage]) -> dict[str, int]:
    order = dict.fromkeys(passages[h.passage_id].document_id for h in hits)
    return {id: rank for rank, id in enumerate(order, 1)}


def _best(hits: Sequence[Hit], passages: Mapping[str, Passage]) -> dict[str, float]:
    best: dict[str, float] = defaultdict(lambda: -1.0)
    for hit in hits:
        id = passages[hit.passage_id].document_id
        best[id] = max(best[id], hit.score)
    return dict(best)

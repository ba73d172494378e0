"""Retrieval as the literature measures it, on provision ids, through ir-measures.

Guides are left out of the ranking: a guide carries its citations, so finding it by its own wording
would count as finding the law. For the same reason a question counts only when its wording is not
that of a phrasing in a guide.
"""

from collections.abc import Sequence
from typing import Final

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from rights_assistant.domain.document import Kind
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.replies import Reply

SAME_WORDING: Final = 0.92
"""From this cosine similarity on, a question is a phrasing of a guide in other letters."""

NAMES: Final = {nDCG @ 10: "ndcg_10", R(rel=2) @ 5: "recall_5", R(rel=2) @ 10: "recall_10", RR(rel=2): "mrr"}
"""What is computed. An id that must be cited has relevance 2, one that may be has 1."""


def retrieval(replies: Sequence[Reply]) -> dict[str, dict[str, Measured]]:
    """For each case by id, nDCG@10, recall@5, recall@10 and reciprocal rank, where they apply."""
    counted = [r for r in replies if r.ranked and r.case.expect.cites and r.case.expect.answerable and worded_anew(r)]
    judged = [
        Qrel(r.case.id, id, 2 if id in r.case.expect.cites else 1)
        for r in counted
        for id in dict.fromkeys((*r.case.expect.cites, *r.case.expect.may_cite))
    ]
    ranked = [ScoredDoc(r.case.id, id, -float(n)) for r in counted for n, id in enumerate(provisions(r.ranked))]
    found: dict[str, dict[str, Measured]] = {r.case.id: {name: Measured(0.0) for name in NAMES.values()} for r in counted}
    for metric in ir_measures.iter_calc(list(NAMES), judged, ranked) if counted else ():
        found[metric.query_id][NAMES[metric.measure]] = Measured(float(metric.value))
    return found


def worded_anew(reply: Reply) -> bool:
    """Whether the question's wording is not in any guide."""
    return reply.near is None or reply.near.cosine < SAME_WORDING


def provisions(ranked: Sequence[str]) -> list[str]:
    """The ranking without guides and referrals."""
    left_out = (f"{Kind.GUIDE.value}s/", f"{Kind.REFERRAL.value}s/")
    return [id for id in ranked if not id.startswith(left_out)]


def right_guide_first(reply: Reply) -> Measured | None:
    """Whether the guide that the case is about is the nearest of the guides."""
    return _guide_within(reply, 1)


def right_guide_in_three(reply: Reply) -> Measured | None:
    """Whether it is among the three nearest."""
    return _guide_within(reply, 3)


def _guide_within(reply: Reply, most: int) -> Measured | None:
    guides = [id for id in reply.ranked if id.startswith("guides/")]
    if not guides or not reply.case.expect.answerable or not reply.case.about.startswith("guides/"):
        return None
    right = reply.case.about in guides[:most]
    return Measured(1.0) if right else Measured(0.0, missed=(f"{guides[0]} is nearer than {reply.case.about}",))

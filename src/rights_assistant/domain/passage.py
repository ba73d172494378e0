"""What is searched and what is found."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Why a passage is in the index: text that can be cited, a question it answers, or its name."""

    TEXT = "text"
    ASK = "ask"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document: what is embedded, retrieved and cited.

    `id` is `<document id>:<language>:<slug>` and survives re-indexing. Only a `TEXT` passage is
    ever cited; `ASK` and `NAME` passages only lead to their document.
    """

    id: str
    document_id: str
    kind: str
    jurisdiction: str
    language: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with the score of the finder that found it (higher is nearer)."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A document found for a question, with the scores that brought it up.

    Attributes:
        document_id: whose passages were found.
        fused: reciprocal-rank score over all finders; orders the list.
        likeness: best cosine similarity to any of its passages, -1 to 1.
        words: best BM25 score of any of its passages.
        passages: the passages found, best first.
    """

    document_id: str
    fused: float
    likeness: float
    words: float
    passages: tuple[str, ...]

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
    """A document found for a question.

    Attributes:
        document_id: whose passages were found.
        near: how near it is, all signs weighed together; orders the list. About 0 to 1.1.
        likeness: the part of it that is nearness in meaning to the whole question.
        fused: reciprocal-rank score over the finders.
    """

    document_id: str
    near: float
    likeness: float
    fused: float

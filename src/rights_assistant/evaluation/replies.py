"""What came back for a case: the answer, the ranking behind it, how near the question is to a guide's wording."""

from dataclasses import dataclass

from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given


@dataclass(frozen=True, slots=True)
class Near:
    """The guide phrasing nearest to a question, and its cosine similarity."""

    guide: str
    phrasing: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Reply:
    """A case and what was answered; `given` is nothing where the run could not get an answer.

    Attributes:
        error: why there is no answer. Such a case is unscored, which is something else than wrong.
        ranked: ids of documents, nearest first; empty where the answerer ranks nothing.
        near: nothing where the answerer has no guides.
    """

    case: Case
    given: Given | None
    error: str = ""
    ranked: tuple[str, ...] = ()
    near: Near | None = None

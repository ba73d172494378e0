"""The notes as a LangChain retriever: for the model engine, for comparisons, for anyone's own chain.

The curated path never imports this module, nor LangChain.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rights_assistant.domain.jurisdiction import scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Passage, Role
from rights_assistant.ports import Finder

_LOOKED_AT = 60
_RRF = 60


class NotesRetriever(BaseRetriever):
    """Passages that can be cited, fused from both finders by reciprocal rank, nearest first.

    Attributes:
        asked_on: the day the status in each document's metadata is worked out for.
        jurisdiction: whose law; what lies above it is searched too. Nothing: what speaks to every State.
        k: how many passages to return.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    passages: Mapping[str, Passage]
    by_meaning: Any
    by_words: Any
    asked_on: date
    jurisdiction: str | None = None
    k: int = 6

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        finders: tuple[Finder, ...] = (self.by_meaning, self.by_words)
        scores: dict[str, float] = {}
        for finder in finders:
            hits = finder.find(query, scope(self.jurisdiction), _LOOKED_AT)
            citable = [h.passage_id for h in hits if self.passages[h.passage_id].role is Role.TEXT]
            for rank, id in enumerate(citable, 1):
                scores[id] = scores.get(id, 0.0) + 1 / (_RRF + rank)
        best = sorted(scores, key=lambda id: (-scores[id], id))[: self.k]
        return [self._document(self.passages[id]) for id in best]

    def _document(self, passage: Passage) -> Document:
        source = self.library.get(passage.document_id, passage.language)
        if source is None:  # the index and the library are built from the same notes
            raise KeyError(passage.document_id)
        return Document(
            id=passage.id,
            page_content=passage.text,
            metadata={
                "id": source.id,
                "title": source.title,
                "kind": source.kind.value,
                "jurisdiction": source.jurisdiction,
                "status": self.library.status_on(source, self.asked_on).value,
                "certainty": source.certainty.value,
                "checked_on": source.checked_on.isoformat(),
                "url": source.official_url,
            },
        )

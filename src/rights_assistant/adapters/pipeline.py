"""A plain LangChain pipeline, to compare with: fixed-size chunks of the notes, the same embeddings, the nearest few."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.documents import Document as Page
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from rights_assistant.ports import Embedder

CHUNK: Final = 800
OVERLAP: Final = 100
"""Characters; what most tutorials take."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document: where it begins, what it says, how near it is."""

    document_id: str
    start: int
    text: str
    score: float


class _Vectors(Embeddings):
    """Our embedder under LangChain's name."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text."""
        return self._embedder.embed(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embedder.embed([text])[0]


class Pipeline:
    """Chunks in a Chroma that is kept in memory."""

    def __init__(self, texts: Sequence[tuple[str, str, str]], embedder: Embedder) -> None:
        """Cut and embed documents.

        Args:
            texts: id, jurisdiction and text of each.
        """
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
        pages = [Page(page_content=text, metadata={"id": id, "jurisdiction": place}) for id, place, text in texts]
        name = f"chunks-{uuid4().hex}"  # all that is kept in memory is shared by name within a process
        self._store = Chroma(name, _Vectors(embedder), collection_metadata={"hnsw:space": "cosine"})
        self._store.add_documents(splitter.split_documents(pages))

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Chunk]:
        """The nearest chunks of the jurisdictions, best first."""
        reach: Any = {"jurisdiction": {"$in": list(jurisdictions)}}  # Chroma reads an operator here; LangChain types only text
        found = self._store.similarity_search_with_score(text, k=limit, filter=reach)
        return [Chunk(page.metadata["id"], page.metadata["start_index"], page.page_content, 1 - far) for page, far in found]

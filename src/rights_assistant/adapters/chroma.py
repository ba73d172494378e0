"""Passages by meaning, kept in Chroma: one collection a jurisdiction and kind."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rights_assistant.domain.document import Kind
from rights_assistant.domain.passage import Hit, Passage
from rights_assistant.errors import IndexUnavailable
from rights_assistant.ports import Embedder

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_BATCH = 512
_EF = 256
"""How widely a collection is searched: more than the passages asked for, so that none is missed."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Chroma's own errors as `IndexUnavailable`."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError, ValueError, RuntimeError) as error:
        raise IndexUnavailable(
            f"The index at {path} cannot be read: {type(error).__name__}.", "Run `rights-assistant index --rebuild`."
        ) from error


def opened_client(path: Path) -> "ClientAPI":
    """A client of its own on a Chroma folder; close it, or the next opener is handed it."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))


def collection_name(jurisdiction: str, kind: str) -> str:
    """The collection that holds a jurisdiction's passages of one kind."""
    return f"{jurisdiction}-{kind}"


def write(path: Path, passages: Sequence[Passage], vectors: Sequence[Sequence[float]]) -> None:
    """Fill a new Chroma folder with passages and their vectors, then close it.

    Raises:
        IndexUnavailable: when Chroma cannot write there.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for n, passage in enumerate(passages):
        groups[collection_name(passage.jurisdiction, passage.kind)].append(n)
    with reading(path):
        client = opened_client(path)
        for name, members in sorted(groups.items()):
            collection = client.create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": _EF}}
            )
            for start in range(0, len(members), _BATCH):
                batch = members[start : start + _BATCH]
                collection.add(ids=[passages[n].id for n in batch], embeddings=[list(vectors[n]) for n in batch])
        client.close()


class ChromaFinder:
    """A `Finder` by cosine similarity; scores lie between -1 and 1."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self._path = path
        self._embedder = embedder
        with reading(path):
            self._client = opened_client(path)
            self._collections: dict[str, Any] = {
                c.name: self._client.get_collection(c.name, embedding_function=None) for c in self._client.list_collections()
            }

    def close(self) -> None:
        """Let go of the files; Chroma would hand a client that is still open to the next opener."""
        self._client.close()

    def count(self) -> int:
        """How many passages the collections hold together."""
        with reading(self._path):
            return sum(c.count() for c in self._collections.values())

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """The passages nearest in meaning, best first."""
        [vector] = self._embedder.embed([text])
        hits: list[Hit] = []
        with reading(self._path):
            for jurisdiction in jurisdictions:
                for kind in Kind:
                    if collection := self._collections.get(collection_name(jurisdiction, kind)):
                        found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
                        hits += [Hit(id, 1.0 - d) for id, d in zip(found["ids"][0], found["distances"][0], strict=True)]
        return sorted(hits, key=lambda h: (-h.score, h.passage_id))[:limit]

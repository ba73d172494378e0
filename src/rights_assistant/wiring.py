"""Settings in, a working assistant out; with `index`, the only room that names adapters."""

import logging
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from rights_assistant import index
from rights_assistant.adapters import relying, texts
from rights_assistant.adapters.english import english
from rights_assistant.adapters.entailing import CrossEntailment
from rights_assistant.adapters.minilm import MiniLM
from rights_assistant.adapters.scripted import PROVIDER, Scripted, open_script
from rights_assistant.adapters.stretches import nearest
from rights_assistant.adapters.texts import Nearest, Texts
from rights_assistant.assistant import Assistant
from rights_assistant.catalogue import Catalogue
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Passage
from rights_assistant.engine.allowance import Allowance
from rights_assistant.engine.drafting import VARIABLES, Engine
from rights_assistant.engine.instructions import read_instructions
from rights_assistant.errors import IndexUnavailable, OfficialError
from rights_assistant.knowledge import load
from rights_assistant.knowledge.sources import examine_sources
from rights_assistant.placing import Place
from rights_assistant.ports import Embedder, Entailment, Progress
from rights_assistant.prompts import Prompts, load_prompts, load_spelling
from rights_assistant.settings import Settings
from rights_assistant.spelling import speller
from rights_assistant.split import split

if TYPE_CHECKING:
    from rights_assistant.adapters.chat import LangChainChat

logger = logging.getLogger(__name__)

T = TypeVar("T")


def unseen(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    """A `Progress` that shows nothing."""
    return items


@dataclass(frozen=True)
class Parts:
    """What an assistant is made of, before an index is opened."""

    library: Library
    prompts: Prompts
    passages: list[Passage]
    embedder: Embedder


def parts(settings: Settings) -> Parts:
    """The knowledge, the prompts and the embedding model that the settings name.

    Raises:
        KnowledgeError: when a file under knowledge/ or prompts/ is wrong.
    """
    library = load(settings.knowledge)
    return Parts(library, load_prompts(settings.prompts), split(library), MiniLM(settings.model))


def entailment(settings: Settings) -> Entailment | None:
    """The cross-encoder that the settings name for the support check; nothing where rules alone decide."""
    return CrossEntailment(settings.entailment) if settings.entailment else None


def build_index(settings: Settings, progress: Progress = unseen, *, made_of: Parts | None = None) -> str:
    """Build the index anew and return its id.

    Raises:
        IndexUnavailable: when it cannot be written.
    """
    p = made_of or parts(settings)
    return index.build(settings.data, p.passages, p.embedder, progress)


def open_assistant(settings: Settings, progress: Progress = unseen, *, made_of: Parts | None = None) -> Assistant:
    """A working assistant; builds the index when it is missing, stale or damaged.

    Raises:
        KnowledgeError, IndexUnavailable, ModelUnavailable, MissingExtra: with what to do about it.
    """
    p = made_of or parts(settings)
    engine = open_engine(settings, p.prompts)
    try:
        opened = index.open_index(settings.data, p.passages, p.embedder)
    except IndexUnavailable:
        build_index(settings, progress, made_of=p)
        opened = index.open_index(settings.data, p.passages, p.embedder)
    passages = {passage.id: passage for passage in p.passages}
    return Assistant(
        p.library,
        p.prompts,
        passages,
        opened.by_meaning,
        opened.by_words,
        opened.index_id,
        perf_counter,
        speller=speller(english(), p.passages, p.prompts.places, load_spelling(settings.prompts)),
        engine=engine,
        official=open_texts(settings, p.embedder),
    )


def open_texts(settings: Settings, embedder: Embedder | None = None) -> Texts | None:
    """The official texts that were fetched and read; nothing where there are none, or they cannot be read."""
    folder = settings.data / "official"
    try:
        return Texts(folder, _by_meaning(settings, embedder)) if (folder / texts.NAME).is_file() else None
    except OfficialError as error:
        logger.error("%s", error)
        return None


def _by_meaning(settings: Settings, embedder: Embedder | None) -> Nearest | None:
    """The search of official texts by meaning, where they were indexed by this model."""
    try:
        return nearest(settings.data / "official", embedder) if embedder else None
    except IndexUnavailable:
        return None


def open_catalogue(settings: Settings, assistant: Assistant) -> Catalogue:
    """What the Library of the page shows: the notes of an assistant, found by its own finder, and the official texts."""
    official = assistant.official if isinstance(assistant.official, Texts) else open_texts(settings)
    return Catalogue(assistant.library, official, assistant.by_words, assistant.passages, unreadable(settings.knowledge))


def unreadable(knowledge: Path) -> dict[str, str]:
    """Why no official text of an instrument can be read, by its id; of a list that has faults, what could be read of it."""
    return {source.instrument: source.none for source in examine_sources(knowledge)[0] if source.none}


def place_notes(settings: Settings, progress: Progress = unseen) -> relying.Relied:
    """Find the place in the official texts that each statement of the notes rests on, where anything changed since last time.

    Raises:
        KnowledgeError, OfficialError, ModelUnavailable: with what to do about it.
    """
    return relying.bring_up_to_date(settings.data / "official", load(settings.knowledge), MiniLM(settings.model), progress)


def places_of(settings: Settings, library: Library, notes: Iterable[str], progress: Progress = unseen) -> dict[str, Place]:
    """The most likely place of each statement of some notes, by the statement's id, `ca/irpa/s-72#leave`.

    Raises:
        OfficialError: when no official texts were read, or those of a note were not.
        ModelUnavailable: with what to do about it.
    """
    wanted = frozenset(notes)
    folder = settings.data / "official"
    with closing(Texts(folder)) as official:
        missing = sorted(id for id in wanted if not official.languages(id))
        if missing:
            raise OfficialError(
                f"There is no official text of {missing[0]}, nor of {len(missing) - 1} others."
                if missing[1:]
                else f"There is no official text of {missing[0]}.",
                "Fetch the texts first: `rights-assistant sources fetch`.",
            )
        found = list(relying.placed(library, official, relying.Vectors(MiniLM(settings.model), folder), progress, wanted))
    return {
        f"{p.note.id}#{statement.label}": place
        for p in found
        for (_, statement), (_, place) in zip(p.note.placed(), p.places, strict=True)
        if statement.label
    }


def open_engine(settings: Settings, prompts: Prompts) -> Engine | None:
    """The model engine, where a chat model is configured.

    Raises:
        KnowledgeError, ModelUnavailable, MissingExtra: with what to do about it.
    """
    if not settings.chat_model:
        return None
    told = read_instructions(settings.prompts / "model" / "answer.md", VARIABLES)
    allowance = Allowance(settings.chat_calls_a_day, perf_counter)
    return Engine(open_model(settings), told, prompts, allowance, settings.chat_seconds, perf_counter, entailment(settings))


def open_model(settings: Settings) -> "LangChainChat | Scripted":
    """The chat model that the settings name.

    Raises:
        ModelUnavailable, MissingExtra: with what to do about it.
    """
    if settings.chat_model.partition(":")[0] == PROVIDER:
        return open_script(settings.chat_model)
    from rights_assistant.adapters.chat import open_chat  # LangChain is loaded by nobody who has no model

    return open_chat(
        settings.chat_model, settings.chat_base_url, settings.chat_seconds, settings.chat_tokens, settings.chat_retries
    )

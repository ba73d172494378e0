"""A second opinion: a chat model reads each cited line beside the words it cites, and says whether they carry it.

A model's verdict is an opinion that may change with the model, so it stands in no gate and in no
figure of `score`. `worksheet` asks a person about the same claims and says how far the two agree.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any, Final

import numpy as np

from rights_assistant.engine.instructions import fence, read_instructions
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import BESIDE, Given, Source
from rights_assistant.evaluation.runs import lines
from rights_assistant.evaluation.score import Figure, draws
from rights_assistant.ports import Progress

JUDGED: Final = "judged.jsonl"
PATIENCE: Final = 3
"""After so many failures in a row the model is taken to be out of reach."""

_NAMES: Final = ("fence", "question", "claim", "passages")
_READ_OF_A_REPLY: Final = 20_000
_KEPT_OF_A_REASON: Final = 500


class Verdict(StrEnum):
    """Whether the passages carry a claim; `unreadable` is a reply that gives no verdict."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"


MARKS: Final = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNSUPPORTED)
"""What a person may mark, and a readable verdict is."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A cited line of an answer, counted from 1, and what it rests on."""

    case: Case
    number: int
    text: str
    sources: tuple[Source, ...]

    @property
    def key(self) -> tuple[str, int]:
        """Which claim of a run it is."""
        return self.case.id, self.number

    @property
    def quotes(self) -> list[str]:
        """The words cited."""
        return [s.quote for s in self.sources if s.quote.strip()]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on a claim.

    Attributes:
        asked: the fingerprint of what was asked, so that a verdict on other words is noticed.
    """

    id: str
    claim: int
    verdict: Verdict
    because: str
    model: str
    asked: str

    @property
    def key(self) -> tuple[str, int]:
        """Which claim of a run it is about."""
        return self.id, self.claim


@dataclass(frozen=True, slots=True)
class Sitting:
    """What came of one time of judging: verdicts given, claims that failed, and the last failure in words."""

    given: int
    failed: int
    last: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a model said of a run.

    Attributes:
        supported: the share of the readable verdicts that are `supported`; `cases` are the answers they stand in.
    """

    supported: Figure
    counts: Mapping[Verdict, int]

    @property
    def unreadable(self) -> int:
        """Replies without a verdict, in no share."""
        return self.counts[Verdict.UNREADABLE]


def claims(case: Case, given: Given) -> list[Claim]:
    """The lines that carry citations, without what stands beside the answer."""
    cited = [line for p in given.parts if p.kind not in BESIDE for line in p.lines if line.citations]
    return [Claim(case, n, line.text, tuple(given.behind(line))) for n, line in enumerate(cited, 1)]


def instructions(path: Path) -> Template:
    """What the model is told, from `prompts/judge.md`.

    Raises:
        KnowledgeError: when it cannot be read or has not the places to fill in.
    """
    return Template(read_instructions(path, _NAMES).text)


def prompt(template: Template, claim: Claim) -> str:
    """What is asked about a claim; what others wrote stands between marks that it cannot hold itself."""
    data = {
        "question": "\n".join((*claim.case.turns, claim.case.question)),
        "claim": claim.text,
        "passages": "\n\n".join(f"[{s.number}] {s.title}\n{s.quote}" for s in claim.sources if s.quote.strip()),
    }
    return template.substitute(data, fence=fence(data))


def verdict(reply: str) -> tuple[Verdict, str]:
    """The verdict in a model's reply and its reason; `unreadable` where there is none, or two that differ."""
    found = {said: because for said, because in map(_said, _objects(reply[:_READ_OF_A_REPLY])) if said}
    if len(found) == 1:
        [(said, because)] = found.items()
        return Verdict(said), _kept(because)
    return Verdict.UNREADABLE, _kept(reply)


def _kept(text: str) -> str:
    """A text on one line, not too long, that can be written as UTF-8."""
    return " ".join(text.split())[:_KEPT_OF_A_REASON].encode("utf-8", "replace").decode()


def _said(value: Mapping[str, Any]) -> tuple[str, str]:
    said = str(value.get("verdict", "")).strip().lower()
    because = value.get("because", "")
    return (said if said in MARKS else ""), (because if isinstance(because, str) else json.dumps(because))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; JSON's own rule, that the last of two equal keys counts, would hide the first of two verdicts."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in a text, whatever stands around them."""
    decoder, at = json.JSONDecoder(object_pairs_hook=_once), text.find("{")
    while at >= 0:
        end = at + 1
        try:
            value, end = decoder.raw_decode(text, at)
            yield value
        except (ValueError, RecursionError):
            pass
        at = text.find("{", end)


def judge(
    asked_of: Sequence[Claim],
    ask: Callable[[str], str],
    template: Template,
    model: str,
    folder: Path,
    progress: Progress,
    *,
    again: bool = False,
) -> Sitting:
    """Ask about every claim that has no verdict yet in the folder's judged.jsonl.

    Each verdict is on the disk before the next claim. A claim that failed is asked again when the run
    is resumed; a claim whose answer cites no words is unsupported, and the model is not asked. With
    `again` the verdicts that are there are lost.

    Raises:
        CaseError: when another model judged there, nothing can be written, or the model is out of reach.
    """
    path = folder / JUDGED
    wanted = {c.key: _fingerprint(template, c) for c in asked_of}
    given, failed, in_a_row, last = 0, 0, 0, ""
    try:
        done = _begin(path, model, wanted, again)
        todo = [c for c in asked_of if c.key not in done]
        with path.open("a", encoding="utf-8") as file:
            for claim in progress(todo, "Judging", len(todo)):
                try:
                    said, because = _asked(claim, ask, template)
                except Exception as error:  # a model's client may raise anything; the next claim may fare better
                    failed, in_a_row, last = failed + 1, in_a_row + 1, _kept(f"{type(error).__name__}: {error}").rstrip(".")
                    if in_a_row == PATIENCE:
                        break
                    continue
                given, in_a_row = given + 1, 0
                line = asdict(Judged(claim.case.id, claim.number, said, because, model, wanted[claim.key]))
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror}.", "Choose another run with --run.") from error
    if in_a_row == PATIENCE or (failed and not given):
        problem = f"The model {model} failed {in_a_row} times in a row, the last time with {last}."
        raise CaseError(problem, "Mend that and judge again: the verdicts so far are kept.")
    return Sitting(given, failed, last)


def _asked(claim: Claim, ask: Callable[[str], str], template: Template) -> tuple[Verdict, str]:
    if not claim.quotes:
        return Verdict.UNSUPPORTED, "no words are quoted from what it cites"
    return verdict(ask(prompt(template, claim)))


def _fingerprint(template: Template, claim: Claim) -> str:
    return sha256(prompt(template, claim).encode("utf-8", "replace")).hexdigest()[:16]


def _begin(path: Path, model: str, wanted: Mapping[tuple[str, int], str], again: bool) -> set[tuple[str, int]]:
    """The claims that have a verdict already. A verdict on other words than a claim has now is taken out."""
    found = read_judged(path.parent) if path.exists() and not again else []
    for other in {j.model for j in found} - {model}:
        problem = f"{path} holds the verdicts of {other}, not of {model}."
        raise CaseError(problem, "Judge with the same model, or --again to begin anew.")
    # Claims that are not asked about this time keep their verdicts: each was paid for.
    kept = {j.key: j for j in found if wanted.get(j.key, j.asked) == j.asked}
    aside = path.with_suffix(".new")
    aside.write_text("".join(json.dumps(asdict(j), ensure_ascii=False) + "\n" for j in kept.values()), "utf-8")
    os.replace(aside, path)
    return set(kept)


def read_judged(folder: Path) -> list[Judged]:
    """The verdicts in a run's folder.

    Raises:
        CaseError: when there are none or a line is not a verdict.
    """
    path = folder / JUDGED
    if not path.exists():
        raise CaseError(f"There are no verdicts in {folder}.", "Make them with `rights-assistant eval judge`.")
    found = []
    for number, line in enumerate(lines(path), 1):
        try:
            found.append(Judged(**(line | {"claim": int(line["claim"]), "verdict": Verdict(line["verdict"])})))
        except (KeyError, TypeError, ValueError) as error:
            raise CaseError(f"{path}:{number} is not a verdict: {error}.", "Remove the line, and judge again.") from error
    return found


def of_these(judged: Iterable[Judged], asked_of: Sequence[Claim], template: Template) -> list[Judged]:
    """The verdicts on these claims as they stand now."""
    wanted = {c.key: _fingerprint(template, c) for c in asked_of}
    return [j for j in judged if wanted.get(j.key) == j.asked]


def summary(judged: Iterable[Judged]) -> Summary:
    """The share that is supported, with the 95 % interval of a bootstrap over the answers, and every count.

    Answers are resampled and not claims, because the claims of one answer stand and fall together.
    """
    everything = list(judged)
    counts = {v: sum(j.verdict is v for j in everything) for v in Verdict}
    readable = [j for j in everything if j.verdict in MARKS]
    cases = list(dict.fromkeys(j.id for j in readable))
    if not cases:
        return Summary(Figure("supported", None, None, None, 0), counts)
    over = np.array([sum(j.id == c for j in readable) for c in cases])
    value = np.array([sum(j.id == c and j.verdict is Verdict.SUPPORTED for j in readable) for c in cases])
    drawn = draws(len(cases))
    low, high = np.percentile((drawn @ value) / (drawn @ over), [2.5, 97.5])
    return Summary(Figure("supported", float(value.sum() / over.sum()), float(low), float(high), len(cases)), counts)

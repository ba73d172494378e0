"""Whether a sentence of a draft is supported by the passages that it cites.

The sentence is held against each sentence of the passages by the rules of `RULES`; one that joins
two statements is taken apart at its joins, and each part must stand. Rules that are `hard` hold
whatever a cross-encoder thinks. Entailment by rules is no understanding: what is too freely worded
is struck although it is true. evals/support holds the pairs that it is measured on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from rights_assistant import lexis
from rights_assistant.claim import Claim, plain, read
from rights_assistant.ports import Entailment
from rights_assistant.sentences import MARKER, cut

THRESHOLD: Final = 0.7
"""The least share of a sentence's words that its passage must hold; fitted by `rights-assistant eval support`."""
ENTAILED: Final = 0.5
"""The least probability of a cross-encoder: it thinks the sentence more likely to follow than not."""

_MARKERS: Final = regex.compile(rf"\s*{MARKER}")
_WORD: Final = regex.compile(r"\p{L}")
_JOINS: Final = regex.compile(r"\s*[,;]\s+(?:and|but|while)\s+|\s*;\s+|\s+(?:and|but)\s+")
_SEGMENTS: Final = regex.compile(
    r"\s*;\s+|,\s+(?:and|but)\s+(?=(?:an?|the|it|you|they|nobody|may|must|can|section|article)\b)", regex.IGNORECASE
)
_VERB: Final = regex.compile(r"\b(?:must|may|can|could|should|is|are|was|were|has|have|had|does|do|cannot)\b(?: not\b)?")
_OWN_SUBJECT: Final = regex.compile(r"(?:an?|the|you|it|they|this|that|these|no|nobody|its|your|section|article)\b|\p{Lu}")
_MOST_JOINS: Final = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported, how far its words are found (0..1), and the rule that failed, in words."""

    supported: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence of a passage, and the whole passage that it stands in."""

    said: Claim
    around: Claim


@dataclass(frozen=True, slots=True)
class Rule:
    """What must agree between a sentence and its ground: gives the reason when it does not, or nothing."""

    name: str
    hard: bool
    why: str
    fails: Callable[[Claim, Ground], str]


FORMS: Final[tuple[tuple[str, str], ...]] = (
    (r"\w+://|\bwww\.|\b[\w-]+\.(?:com|org|net|gov|info|eu|ca|de|uk|au|io)\b", "it holds a web address"),
    (r"\S@\S+\.\w", "it holds an e-mail address"),
    (r"!\[", "it holds a picture"),
    (r"\]\(|\]\[\D|\]:", "it holds a link"),
    (r"<\s*[a-z!/?]|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", "it holds HTML"),
    (r"[`{}|\\\x00-\x08\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "it holds signs that are no part of a sentence"),
    (r"\+\d[\d ()-]{6,}|\b0\d{2,4}[ -]?\d{3,}(?:[ -]?\d{2,})*\b|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b", "it holds a phone number"),
    (r"\?[\"'”’»)*_]*\s*$", "it asks and states nothing"),
)
"""What no sentence of an answer may hold, whatever the passages hold: a pattern and its reason."""

ORDERS: Final[tuple[tuple[str, str], ...]] = (
    (
        r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|above|previous|earlier|prompt|rules)\b",
        "takes back orders",
    ),
    (r"\b(?:system|hidden|secret|initial) prompt\b|\byour (?:instructions|prompt)\b", "speaks of the prompt"),
    (r"\bas an? (?:ai|artificial|language|large language)\b|\bi am an? (?:ai|language model|assistant)\b", "speaks of itself"),
    (r"\byou are now\b|\bact as\b|\bpretend\b|\brole-?play\b|\bfrom now on\b", "gives the machine a part"),
    (r"^\W*(?:system|assistant|user|developer|human|ai|instruction|note to (?:the )?\w+)\s*:", "takes a turn of a talk"),
    (r"\balways (?:say|answer|reply|tell)\b|\b(?:do not|don't|never) (?:tell|mention|reveal|say)\b", "orders what is said"),
)
"""What sounds like an order to a machine, and why it is taken for one."""

_FORMS: Final = tuple((regex.compile(p, regex.IGNORECASE), why) for p, why in FORMS)
_ORDERS: Final = tuple((regex.compile(p, regex.IGNORECASE), why) for p, why in ORDERS)


def check(sentence: str, passages: Sequence[str], *, entails: Entailment | None = None) -> Verdict:
    """Whether the passages carry what a sentence says.

    Args:
        sentence: one sentence of a draft; its markers are passed over.
        passages: the passages that it cites, as the model was shown them.
        entails: a cross-encoder; where given, its probability stands for the rules that are not hard.
    """
    text = _MARKERS.sub("", sentence).strip(" \t-*•_#>")
    if reason := malformed(text):
        return Verdict(False, 0.0, reason)
    grounds = tuple(g for p in passages for g in _grounds(p))
    if not grounds:
        return Verdict(False, 0.0, "it cites no passage")
    if entails is None:
        return _parts(text, grounds, hard_only=False)
    verdict = _parts(text, grounds, hard_only=True)
    if not verdict.supported:
        return verdict
    probability = max(entails.entails(p, text) for p in passages)
    return Verdict(probability >= ENTAILED, probability, "" if probability >= ENTAILED else "its passages do not entail it")


def malformed(text: str) -> str:
    """Why a text is no statement that could be supported at all; nothing when it is one."""
    if not _WORD.search(text):
        return "it says nothing"
    for pattern, reason in _FORMS:
        if pattern.search(text):
            return reason
    return "it sounds like an order to a machine" if any(p.search(text) for p, _ in _ORDERS) else ""


@lru_cache(maxsize=2_000)
def _grounds(passage: str) -> tuple[Ground, ...]:
    """The sentences of a passage, and the parts of those that say two things."""
    around = read(passage)
    said = [s for s in cut(passage) if _WORD.search(s)]
    return tuple(Ground(read(s), around) for whole in said for s in dict.fromkeys((whole, *_segments(whole))))


def _segments(sentence: str) -> list[str]:
    """The parts of a sentence that stand for themselves; none where a restriction may reach over a join."""
    parts = _SEGMENTS.split(sentence)
    free = not read(sentence).exceptions and not read(parts[-1]).narrowed
    return [p for p in parts if len(read(p).words) > 2] if len(parts) > 1 and free else []


def _parts(text: str, grounds: Sequence[Ground], *, hard_only: bool) -> Verdict:
    """The verdict on a sentence as a whole; failing that, on its parts, all of which must stand."""
    whole = _best(read(text), grounds, hard_only)
    if whole.supported:
        return whole
    for parts in _cuts(text):
        verdicts = [_best(read(p), grounds, hard_only) for p in parts]
        if all(v.supported for v in verdicts):
            return Verdict(True, min(v.score for v in verdicts), "")
    return whole


def _cuts(text: str) -> Iterator[list[str]]:
    """A sentence cut in two at each of its joins; the second part takes over what the first is of."""
    for join in list(_JOINS.finditer(text))[:_MOST_JOINS]:
        first, second = text[: join.start()].strip(), text[join.end() :].strip()
        begun = _VERB.search(first)
        if begun and not _OWN_SUBJECT.match(second) and not _VERB.match(second):
            second = f"{first[: begun.end()]} {second}"
        if len(read(first).words) >= 2 and len(read(second).words) >= 2:
            yield [first, second]


def _best(claim: Claim, grounds: Sequence[Ground], hard_only: bool) -> Verdict:
    """The verdict by the ground that carries most of the claim."""
    best = Verdict(False, 0.0, "none of its words are in the passages")
    for ground in grounds:
        score = share(claim, ground)
        reason = next((r for rule in RULES if (rule.hard or not hard_only) and (r := rule.fails(claim, ground))), "")
        if not reason and not hard_only and score < THRESHOLD:
            reason = "too few of its words are in the passages"
        verdict = Verdict(not reason, score, reason)
        best = max(best, verdict, key=lambda v: (v.supported, v.score))
    return best


def share(claim: Claim, ground: Ground) -> float:
    """The share of a claim's words that its ground holds, 0..1; a name may stand elsewhere in the passage."""
    if not claim.words:
        return 1.0 if claim.figures else 0.0
    return len(claim.words & (ground.said.words | (claim.names & ground.around.words))) / len(claim.words)


# --- the rules ---


def _figures(claim: Claim, ground: Ground) -> str:
    missing = claim.figures - ground.said.proven
    return f"the passage does not say {', '.join(sorted(missing))}" if missing else ""


def _days(claim: Claim, ground: Ground) -> str:
    counted = any(f.endswith(" day") for f in claim.figures)
    return "days are counted otherwise" if counted and claim.days != ground.said.days else ""


def _references(claim: Claim, ground: Ground) -> str:
    own = ground.said.references
    missing = claim.references - (own or ground.around.references) - (own & claim.references)
    codes = claim.codes - ground.said.codes - (frozenset() if ground.said.codes and not own else ground.around.codes)
    wrong = sorted(missing | codes)
    return f"the passage does not name {', '.join(wrong)}" if wrong else ""


def _names(claim: Claim, ground: Ground) -> str:
    known = frozenset(ground.said.tokens) | ground.said.names
    missing = {n for n in claim.names if n not in known}
    if missing and (ground.said.names or not missing <= (ground.around.names | frozenset(ground.around.tokens))):
        missing -= _shared(claim, ground)
        return f"the passage does not speak of {', '.join(sorted(missing))}" if missing else ""
    return ""


def _shared(claim: Claim, ground: Ground) -> frozenset[str]:
    """Names of the passage that a sentence of it may leave out because it names nothing that stands against them."""
    return frozenset() if ground.said.names - claim.names else claim.names & ground.around.names


def _denials(claim: Claim, ground: Ground) -> str:
    said = ground.said
    unused = list(claim.denied)
    for scope in said.denied:
        first = next((w for w in scope.near if w in claim.order), "")
        if not first:
            continue
        match = next((s for s in unused if first in s.reach), None)
        if match:
            unused.remove(match)
        elif frozenset(scope.near) <= claim.words or not any(first in s.reach for s in claim.denied):
            return "it affirms what the passage denies"
    denied = frozenset(w for s in said.denied for w in s.reach)
    for scope in claim.denied:
        first = next((w for w in scope.near if w in said.order), "")
        if (first and first not in denied) or (not first and not said.denied):
            return "it denies what the passage affirms"
    return ""


def _modality(claim: Claim, ground: Ground) -> str:
    for kind, verb in claim.modality:
        there = ground.said.modals_of(verb)
        here = claim.modals_of(verb)
        if there and kind not in there:
            return f"“{kind}” is not what the passage says"
        if there and "must" in there and "must" not in here:
            return "the passage says “must”"
        if not there and kind in ("must", "should") and not any(k == kind for k, _ in ground.said.modality):
            return f"the passage does not say “{kind}”"
    return ""


def _restricted(claim: Claim, ground: Ground) -> str:
    for one, other, why in ((ground.said, claim, "it leaves out “only”"), (claim, ground.said, "the passage does not say “only”")):
        for scope in one.narrowed:
            reach = frozenset().union(*(s.reach for s in other.narrowed))
            if frozenset(scope.reach) & other.words and not scope.reach & reach:
                return why
    return ""


def _conditions(claim: Claim, ground: Ground) -> str:
    kept = claim.words | frozenset(f"not {t}" for t in claim.tokens if t in lexis.DENIES)
    for clause in ground.said.conditions:
        if len(clause & kept) * 2 < len(clause):
            return "it leaves out a condition"
    for clause in ground.said.exceptions:
        if len(clause & kept) * 2 < len(clause):
            return "it leaves out an exception"
    return ""


def _open(claim: Claim, ground: Ground) -> str:
    known = not frozenset(claim.tokens) & lexis.LEFT_OPEN
    told = any(len(clause & claim.words) * 2 > len(claim.words) for clause in ground.said.open)
    return "the passage leaves it open" if known and told else ""


def _quantifiers(claim: Claim, ground: Ground) -> str:
    here, there = frozenset(claim.tokens), frozenset(ground.said.tokens)
    always = here & lexis.UNIVERSAL
    if claim.denied:
        always = frozenset(w for w in always if not w.startswith("any"))
    if always and not there & (lexis.UNIVERSAL | lexis.NOBODY):
        return "the passage does not say that it is always so"
    for hedge in ground.said.hedges:
        if hedge.near[:1] and hedge.near[0] in claim.words and not here & lexis.HEDGES:
            return "the passage says it of a part only"
    return ""


def _directions(claim: Claim, ground: Ground) -> str:
    here, there = _canonical(claim), _canonical(ground.said)
    for token in here & lexis.OPPOSITES.keys() - there:
        if there & lexis.OPPOSITES[token] and not there & lexis.OPPOSITES[token] & here:
            return f"the passage says the opposite of “{token}”"
    if there & lexis.BANS and not here & lexis.BANS and not claim.denied and here & lexis.MAY:
        return "the passage forbids it"
    missing = [w for w in sorted(here & lexis.ORDER.keys()) if not lexis.ORDER[w] & there]
    return f"the passage does not say “{missing[0]}”" if missing else ""


@lru_cache(maxsize=20_000)
def _canonical(claim: Claim) -> frozenset[str]:
    """The tokens of a claim, each also as the word that stands for its group."""
    return frozenset(claim.tokens) | frozenset(lexis.SYNONYMS.get(t, t) for t in claim.tokens)


def _order(claim: Claim, ground: Ground) -> str:
    if claim.passive != ground.said.passive:
        return ""
    there = ground.said.order
    for at in range(1, len(claim.order) - 1):
        left, middle, right = claim.order[at - 1 : at + 2]
        if middle in claim.participles | ground.said.participles:
            continue
        if there.count(left) == there.count(middle) == there.count(right) == 1 and len({left, middle, right}) == 3:
            place = there.index(middle)
            if there.index(right) < place < there.index(left):
                return "it turns round who does what to whom"
    return ""


def _bound(claim: Claim, ground: Ground) -> str:
    for form, around in claim.bound:
        unit = form.split()[-1]
        mine = max((len(around & words) for f, words in ground.said.bound if f == form), default=-1)
        other = max((len(around & words) for f, words in ground.said.bound if f != form and f.split()[-1] == unit), default=0)
        if 0 <= mine < other:
            return f"the passage says {form} of something else"
    return ""


def _actors(claim: Claim, ground: Ground) -> str:
    for verb, you in claim.agents:
        there = {y for v, y in ground.said.agents if v == verb}
        if there and you not in there:
            return "it turns round who acts"
    return ""


def _subject(claim: Claim, ground: Ground) -> str:
    missing = [w for w in claim.subject if w not in ground.said.words | ground.around.names]
    return f"it is of “{missing[0]}” and the passage is not" if missing and len(missing) * 2 >= len(claim.subject) else ""


RULES: Final = (
    Rule("figures", True, "a number, date, period, amount or share must stand in the sentence that carries it", _figures),
    Rule("bound", True, "of two periods in a sentence each belongs to its own act", _bound),
    Rule("days", True, "working days are not calendar days", _days),
    Rule(
        "references",
        True,
        "an article or section is named by the sentence, or by its passage where the sentence names none",
        _references,
    ),
    Rule("names", True, "a person, authority, country or law that the passage does not speak of is invented", _names),
    Rule("denials", True, "what is denied must be denied in the passage, and what is affirmed affirmed", _denials),
    Rule("modality", True, "must, should and may are three things", _modality),
    Rule("restricted", False, "“only” can neither be dropped nor added", _restricted),
    Rule("conditions", False, "a right that holds under a condition or with an exception is another right without it", _conditions),
    Rule("open", False, "what is not settled or was not found is neither so nor not so", _open),
    Rule("quantifiers", False, "some is not all, and normally is not always", _quantifiers),
    Rule("directions", False, "before is not after, at least is not at most", _directions),
    Rule("actors", False, "who must do it is half of a duty", _actors),
    Rule("order", False, "the same words turned round say another thing", _order),
    Rule("subject", False, "what the sentence is of must be what the passage is of", _subject),
)
"""Every rule, in the order in which they are tried."""

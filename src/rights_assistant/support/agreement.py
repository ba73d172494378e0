"""The rules by which a sentence must agree with the sentence of a passage that is to carry it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rights_assistant.support import lexis, roles
from rights_assistant.support.claim import Claim
from rights_assistant.support.ground import Ground
from rights_assistant.support.scopes import Scope

_ALONE: Final = "machineon"
_MACHINE: Final = frozenset((_ALONE, "machin", "comput", "autom"))


@dataclass(frozen=True, slots=True)
class Rule:
    """What must agree between a sentence and its ground: gives the reason when it does not, or nothing."""

    name: str
    hard: bool
    contradicts: bool
    why: str
    fails: Callable[[Claim, Ground], str]


def _figures(claim: Claim, ground: Ground) -> str:
    missing = claim.figures - ground.said.proven
    return f"the passage does not say {', '.join(sorted(missing))}" if missing else ""


def _days(claim: Claim, ground: Ground) -> str:
    counted = any(f.endswith(" day") for f in claim.figures)
    return "days are counted otherwise" if counted and claim.days != ground.said.days else ""


def _references(claim: Claim, ground: Ground) -> str:
    own = ground.said.references
    missing = claim.references - (own or ground.around.references)
    codes = claim.codes - ground.said.codes - (frozenset() if ground.said.codes and not own else ground.around.codes)
    wrong = sorted(missing | codes)
    return f"the passage does not name {', '.join(wrong)}" if wrong else ""


def _names(claim: Claim, ground: Ground) -> str:
    known = frozenset(ground.said.tokens) | ground.said.names
    missing = {n for n in claim.names if n not in known}
    if wrong := claim.titles - _titles(ground):
        return f"the passage does not speak of {' '.join(min(wrong))}"
    if missing and (ground.said.names or not missing <= (ground.around.names | frozenset(ground.around.tokens))):
        missing -= _shared(claim, ground)
        return f"the passage does not speak of {', '.join(sorted(missing))}" if missing else ""
    return ""


def _titles(ground: Ground) -> frozenset[tuple[str, str]]:
    """The neighbours of a passage, as far as a title could be one."""
    tokens = ground.around.tokens
    return ground.around.titles | frozenset(pairwise(tokens))


def _shared(claim: Claim, ground: Ground) -> frozenset[str]:
    """Names of the passage that a sentence of it may leave out because it names nothing that stands against them."""
    return frozenset() if ground.said.names - claim.names else claim.names & ground.around.names


def _bodies(claim: Claim, ground: Ground) -> str:
    missing = claim.bodies - ground.said.bodies
    if missing and (ground.said.bodies - claim.bodies or not missing <= ground.around.bodies):
        return f"the passage does not speak of {', '.join(sorted(missing))}"
    return ""


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
    if len(claim.words & said.words) > 0.9 * len(claim.words | said.words) and _odd(claim) != _odd(said):
        return "it denies what the passage affirms, or the other way round"
    denied = frozenset(w for s in said.denied for w in s.reach)
    for scope in claim.denied:
        first = next((w for w in scope.near if w in said.order), "")
        if (first and first not in denied) or (not first and not said.denied):
            return "it denies what the passage affirms"
    return ""


def _odd(claim: Claim) -> bool:
    return sum(t in lexis.DENIES and t != "nor" for t in claim.tokens) % 2 == 1


def _modality(claim: Claim, ground: Ground) -> str:
    for kind, verb in claim.modality:
        there = ground.said.modals_of(verb)
        here = claim.modals_of(verb)
        if there and kind not in there:
            return f"“{kind}” is not what the passage says"
        if there and "must" in there and "must" not in here:
            return "the passage says “must”"
    return ""


def _duty(claim: Claim, ground: Ground) -> str:
    said = {kind for kind, _ in ground.said.modality}
    new = [kind for kind, _ in claim.modality if kind != "may" and kind not in said]
    return f"the passage does not say “{new[0]}”" if new else ""


def _narrowed(claim: Claim, ground: Ground) -> str:
    return "it leaves out “only”" if _one_sided(ground.said, claim) else ""


def _narrowing(claim: Claim, ground: Ground) -> str:
    return "the passage does not say “only”" if _one_sided(claim, ground.said) else ""


def _one_sided(one: Claim, other: Claim) -> bool:
    """Whether one says “only” of what both speak of, and the other does not."""
    return any(s.reach & other.words and not any(_meet(s, o) for o in other.narrowed) for s in one.narrowed)


def _alone(claim: Claim, ground: Ground) -> str:
    """Whether a machine decides alone, or only takes part, must be the same."""
    here, there = (_MACHINE & frozenset(c.words) for c in (claim, ground.said))
    if here and there and (_ALONE in here) != (_ALONE in there):
        return "whether a machine decides alone is said otherwise"
    return ""


def _meet(one: Scope, other: Scope) -> bool:
    """Whether two words govern the same: by what follows them, or by what they stand beside where nothing follows."""
    if one.near and other.near:
        return bool(frozenset(one.near) & frozenset(other.near))
    return bool(one.reach & other.reach)


def _conditions(claim: Claim, ground: Ground) -> str:
    kept = claim.words | frozenset(f"not {t}" for t in claim.tokens if t in lexis.DENIES)
    for clause in ground.said.conditions:
        if len(clause & kept) * 2 <= len(clause):
            return "it leaves out a condition"
    for clause in ground.said.exceptions:
        if len(clause & kept) * 2 <= len(clause):
            return "it leaves out an exception"
    return ""


def _open(claim: Claim, ground: Ground) -> str:
    known = not frozenset(claim.tokens) & (lexis.LEFT_OPEN | lexis.CONDITIONS)
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
        if frozenset(hedge.near) & claim.words and not here & lexis.HEDGES:
            return "the passage says it of a part only"
    return ""


def _directions(claim: Claim, ground: Ground) -> str:
    here, there = _canonical(claim), _canonical(ground.said)
    for token in here & lexis.OPPOSITES.keys() - there:
        if there & lexis.OPPOSITES[token] and not there & lexis.OPPOSITES[token] & here:
            return f"the passage says the opposite of “{token}”"
    if there & lexis.BANS and not here & lexis.BANS and not claim.denied and here & lexis.MAY:
        return "the passage forbids it"
    return ""


def _placed(claim: Claim, ground: Ground) -> str:
    for place, inside in claim.placed:
        there = {i for p, i in ground.said.placed if p == place}
        if there and inside not in there:
            return f"the passage is of {'outside' if inside else 'inside'} “{place}”"
    return ""


def _sides(claim: Claim, ground: Ground) -> str:
    there = frozenset(ground.said.tokens)
    missing = [w for w in sorted(frozenset(claim.tokens) & lexis.ORDER.keys()) if not lexis.ORDER[w] & there]
    return f"the passage does not say “{missing[0]}”" if missing else ""


def _canonical(claim: Claim) -> frozenset[str]:
    """The tokens of a claim, each also as the word that stands for its group."""
    return frozenset(claim.tokens) | frozenset(lexis.SYNONYMS.get(t, t) for t in claim.tokens)


def _bound(claim: Claim, ground: Ground) -> str:
    for mine in claim.bound:
        unit = mine.form.split()[-1]
        same = [b for b in ground.said.bound if b.form == mine.form]
        others = [b for b in ground.said.bound if b.form != mine.form and b.form.split()[-1] == unit]
        near, far = (max((len(mine.around & b.around) for b in bs), default=0) for bs in (same, others))
        if same and near < far:
            return f"the passage says {mine.form} of something else"
        leads = {b.lead for b in same}
        free = not mine.lead or mine.lead in ("within", "since")
        if same and mine.lead not in leads and not (free and leads <= {"", "within", "since"}):
            return f"the passage puts {mine.form} on another side"
    return ""


RULES: Final = (
    Rule("figures", True, False, "a number, date, period, amount or share must stand in the sentence that carries it", _figures),
    Rule("bound", True, True, "of two periods in a sentence each belongs to its own act", _bound),
    Rule("days", True, False, "working days are not calendar days", _days),
    Rule(
        "references",
        True,
        False,
        "an article or section is named by the sentence, or by its passage where the sentence names none",
        _references,
    ),
    Rule("names", True, False, "a person, authority, country or law that the passage does not speak of is invented", _names),
    Rule("bodies", False, False, "another court, office or person acts by other rules", _bodies),
    Rule("denials", True, True, "what is denied must be denied in the passage, and what is affirmed affirmed", _denials),
    Rule("modality", True, True, "must, should and may are three things", _modality),
    Rule("duty", True, False, "a duty or an advice that the passage does not give is invented", _duty),
    Rule("narrowed", False, True, "“only” cannot be dropped", _narrowed),
    Rule("narrowing", False, False, "“only” cannot be added", _narrowing),
    Rule("alone", False, False, "a decision by a machine alone is another thing than one with a machine", _alone),
    Rule(
        "conditions",
        False,
        True,
        "a right that holds under a condition or with an exception is another right without it",
        _conditions,
    ),
    Rule("reported", False, True, "what somebody says of itself is not yet so", roles.reported),
    Rule("open", False, True, "what is not settled or was not found is neither so nor not so", _open),
    Rule("quantifiers", False, False, "some is not all, and normally is not always", _quantifiers),
    Rule("directions", False, True, "before is not after, at least is not at most", _directions),
    Rule("placed", True, True, "in a country and outside it are two cases", _placed),
    Rule("sides", False, False, "before, after, outside and at least change what a sentence says", _sides),
    Rule("actors", False, True, "who must do it is half of a duty", roles.actors),
    Rule("order", False, True, "the same words turned round say another thing", roles.order),
    Rule("replaced", False, False, "one word exchanged between the same neighbours is another statement", roles.replaced),
    Rule("subject", False, False, "what the sentence is of must be what the passage is of", roles.subject),
)
"""Every rule, in the order in which they are tried."""

"""Who does what to whom, and when: the rules that look at the order of the words of a sentence and of its ground."""

from rights_assistant.support import lexis
from rights_assistant.support.claim import Claim
from rights_assistant.support.ground import Ground
from rights_assistant.support.tokens import word as word_of


def actors(claim: Claim, ground: Ground) -> str:
    """Who must or may do it: the person, or somebody else."""
    for verb, you in claim.agents:
        there = {y for v, y in ground.said.agents if v == verb}
        if there and you not in there:
            return "it turns round who acts"
    return ""


def order(claim: Claim, ground: Ground) -> str:
    """The same words turned round, where both sentences are active or both are passive."""
    if claim.passive != ground.said.passive:
        return ""
    swapped = tuple(r for r in reversed(ground.said.cited) if r in claim.cited)
    if len(set(claim.cited)) > 1 and claim.cited == swapped:
        return "it turns round which provision does what"
    if any(_turned(claim, ground, token) for token in ("before", "after")):
        return "it turns round what comes first"
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


def _turned(claim: Claim, ground: Ground, token: str) -> bool:
    """Whether what stands before a word in the one stands after it in the other."""
    if claim.tokens.count(token) != 1 or ground.said.tokens.count(token) != 1:
        return False
    (left, right), (earlier, later) = (_sides_of(c, token) for c in (claim, ground.said))
    return bool(right & earlier and left & later and not right & later)


def _sides_of(claim: Claim, token: str) -> tuple[frozenset[str], frozenset[str]]:
    at = claim.tokens.index(token)
    left, right = (frozenset(w for t in part if (w := word_of(t))) for part in (claim.tokens[:at], claim.tokens[at:]))
    return left, right


def replaced(claim: Claim, ground: Ground) -> str:
    """One word exchanged for another between the same neighbours."""
    here, there = claim.order, ground.said.order
    for at, word in enumerate(here):
        if word in there or word in lexis.WEAK or at == 0:
            continue
        left, right = here[at - 1], here[at + 1] if at + 1 < len(here) else ""
        for place in (n for n, w in enumerate(there[:-1]) if w == left):
            after = there[place + 1 : place + 5]
            between = after[: after.index(right)] if right in after else after[:1] if not right or not after[1:] else ()
            if between and not frozenset(between) <= frozenset(here):
                return f"the passage says “{' '.join(between)}” where it says “{word}”"
    return ""


def subject(claim: Claim, ground: Ground) -> str:
    """What a sentence is of: its first word and what stands before its verb."""
    if claim.first and claim.first not in ground.said.words | ground.around.words:
        return f"it begins with “{claim.first}” and the passage does not speak of it"
    missing = [w for w in claim.subject if w not in ground.said.words | ground.around.names]
    return f"it is of “{missing[0]}” and the passage is not" if missing and len(missing) * 2 >= len(claim.subject) else ""


def reported(claim: Claim, ground: Ground) -> str:
    """Somebody's word, which is not yet so: `according to the Home Office` cannot be left out; what a law says, it says."""
    here, there = frozenset(claim.tokens), frozenset(ground.said.tokens)
    by_law = bool(ground.said.references or ground.said.codes)
    if there & lexis.REPORTS and ground.said.names and not by_law and not here & lexis.REPORTS:
        return "it leaves out whose word it is"
    return ""

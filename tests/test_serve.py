"""Which statements a person is told."""

from factories import a_guide, a_section, a_statement
from rights_assistant.domain.answer import BlockKind
from rights_assistant.domain.library import Placed
from rights_assistant.domain.statement import Ref
from rights_assistant.serve import LEAST, MORE, MOST, Offer, serving


def an_offer(text: str, kind: BlockKind = BlockKind.RULE, *refs: Ref, label: str = "x") -> Offer:
    """A statement that may be said."""
    statement = a_statement(text, label, rests_on=refs)
    return Offer(kind, Placed(a_guide(), a_section("Rule", statement), statement))


def told(asked: str, *offers: Offer, place: str | None = "ca") -> list[str]:
    """What is said of some offers."""
    return [o.placed.statement.text for o in serving(asked, offers, place)]


def test_the_nearest_lines_are_said_in_their_own_order() -> None:
    """Far more rules than may be said: do those that speak of the question stay, wherever they stand?"""
    far = [an_offer(f"Nothing of the matter, number {n}.") for n in range(12)]
    near = [an_offer("A phone may be read."), an_offer("The phone report is kept.")]
    lines = told("phone report?", *far[:6], near[0], *far[6:], near[1])
    assert {o.placed.statement.text for o in near} <= set(lines)
    assert lines.index("A phone may be read.") < lines.index("The phone report is kept.")
    assert len(lines) == MOST[BlockKind.RULE]


def test_some_of_each_kind_and_no_more_than_a_few() -> None:
    """Is there always a limit and what to do, however far from the question, and a bound over all?"""
    kinds = (BlockKind.RULE, BlockKind.LIMIT, BlockKind.NEXT_STEP, BlockKind.SYSTEM)
    offers = [an_offer(f"The phone is read, {k} {n}.", k) for k in kinds for n in range(9)]
    said = serving("phone read", offers, "ca")
    assert len(said) == sum(LEAST.values()) + MORE
    for kind in kinds:
        assert LEAST[kind] <= sum(o.kind is kind for o in said) <= MOST[kind]
    few = [an_offer("Far away.", BlockKind.LIMIT), an_offer("Elsewhere.", BlockKind.NEXT_STEP)]
    assert serving("phone", few, "ca") == few


def test_a_limit_of_a_step_that_is_said_is_never_left_out() -> None:
    """A lost limit is a lost right: does it stand beside its step, far from the question as it may be?"""
    step = an_offer("Ask for the phone file.", BlockKind.NEXT_STEP, Ref("remedies/ca/file", "ask"))
    limit = an_offer("It shows an address.", BlockKind.LIMIT, Ref("remedies/ca/file", "reveals"))
    other = an_offer("It costs a fee.", BlockKind.LIMIT, Ref("remedies/ca/other", "fee"))
    near = [an_offer(f"The phone, limit {n}.", BlockKind.LIMIT) for n in range(9)]
    lines = told("phone file", *near, limit, other, step)
    assert "It shows an address." in lines
    assert "It costs a fee." not in lines


def test_the_court_clock_is_never_left_out() -> None:
    """Is the line that a request stops no deadline said whatever is asked, and once?"""
    near = [an_offer(f"The phone, limit {n}.", BlockKind.LIMIT) for n in range(9)]
    clocks = [an_offer(f"It stops nothing, {n}.", BlockKind.LIMIT, Ref(f"ca/x/{n}", "clock")) for n in range(2)]
    lines = told("phone", *near, *clocks)
    assert [t for t in lines if t.startswith("It stops")] == ["It stops nothing, 0."]


def test_the_own_place_goes_first_where_two_are_equally_near() -> None:
    """Does the line on the person's country go before one for all, and without a country the order stand?"""
    general = [an_offer(f"A phone, {n}.", BlockKind.RULE, Ref("int/iccpr/art-2", "x")) for n in range(9)]
    own = an_offer("A phone, here.", BlockKind.RULE, Ref("ca/irpa/s-72", "x"))
    assert "A phone, here." in told("phone", *general, own)
    assert "A phone, here." not in told("phone", *general, own, place=None)

"""What the tests of the model engine are made of: curated answers, engines over scripts, and what they draft."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from conftest import PROMPTS
from factories import TODAY, a_citation, an_answer
from rights_assistant.adapters.scripted import Scripted
from rights_assistant.compose import compose
from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome
from rights_assistant.domain.document import Guide
from rights_assistant.domain.library import Library
from rights_assistant.domain.question import ask
from rights_assistant.engine.allowance import Allowance
from rights_assistant.engine.drafting import VARIABLES, Engine
from rights_assistant.engine.instructions import Instructions, read_instructions
from rights_assistant.prompts import Prompts, load_prompts

WORDS: Prompts = load_prompts(PROMPTS)
TOLD: Instructions = read_instructions(PROMPTS / "model" / "answer.md", VARIABLES)
OFFICER, DAYS, STEP = (
    "An officer decides about your visa.",
    "You have 15 days if the matter arose in Canada.",
    "Ask for your file in writing.",
)


def a_curated(**changes: object) -> Answer:
    """A curated answer of three statements: two in the short answer, a step, and a source that only helps."""
    values = {
        "blocks": (
            Block(BlockKind.SHORT_ANSWER, "ca", (Line(OFFICER, (1,)), Line(DAYS, (2,)))),
            Block(BlockKind.NEXT_STEP, "ca", (Line(STEP, (3,)),), "What to do now"),
            Block(BlockKind.REFERRAL, "ca", (Line("Legal aid offices help.", (4,)),), "Who can help"),
        ),
        "citations": (
            a_citation(1, id="ca/x/s-1", quote="Officers make every decision about a visa."),
            a_citation(2, quote=DAYS),
            a_citation(3, id="ca/x/s-3", quote="You can ask for your own file; it is free."),
            a_citation(4, id="referrals/ca/legal-aid", quote="Legal aid offices help."),
        ),
        "referrals": ("referrals/ca/legal-aid",),
    }
    return an_answer(**(values | changes))


def of_guide(library: Library, id: str, place: str | None, text: str = "Can a computer decide about me?") -> Answer:
    """The curated answer that a guide of the real knowledge gives, found or not: all of it, its time limits as its own lines."""
    question = ask(text, TODAY, jurisdiction=place, depth="caseworker")
    lead = library.get(id)
    assert isinstance(lead, Guide), id
    lead = replace(lead, remedies=())  # the block on the deadline is never a model's; its lines would not be said twice
    made = compose(question, place, lead, (), library, WORDS.replies)
    places = (place,) if place else ()
    return Answer(
        question,
        "0123456789abcdef",
        Outcome.ANSWERED,
        made.blocks,
        made.citations,
        places,
        deadlines=made.deadlines,
        referrals=made.referrals,
    )


def ticking() -> Callable[[], float]:
    """A timer on which each look takes a second."""
    seconds = count(0.0)
    return lambda: next(seconds)


def an_engine(reply: str | Callable[[str], str] | Callable[[str], Iterator[str]], **changes: object) -> Engine:
    """An engine whose model gives this reply, or what a function makes of the prompt."""
    values: dict[str, object] = {
        "model": Scripted("scripted:test", reply if callable(reply) else lambda prompt: reply),  # type: ignore[arg-type, return-value]
        "instructions": TOLD,
        "prompts": WORDS,
        "allowance": Allowance(100, ticking()),
        "seconds": 8.0,
        "timer": ticking(),
    }
    return Engine(**(values | changes))  # type: ignore[arg-type]


def short(answer: Answer) -> list[Line]:
    """The lines of its short answer."""
    return [line for b in answer.blocks if b.kind is BlockKind.SHORT_ANSWER for line in b.lines]


def notices(answer: Answer) -> list[str]:
    """Which of our own words stand under its notices."""
    return [line.template for b in answer.blocks if b.kind is BlockKind.NOTICE for line in b.lines]

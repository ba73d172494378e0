"""One turn of a conversation: a text comes in, the talk so far and a reply go out. Nothing here knows Gradio."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rights_assistant.domain.answer import Answer, Option
from rights_assistant.domain.question import MAX_EARLIER, Question, ask
from rights_assistant.errors import QuestionError
from rights_assistant.ports import Asker
from rights_assistant.web.draw import draw, plain
from rights_assistant.web.words import COUNTRIES, Words

_log = logging.getLogger(__name__)

MAX_OFFERS: Final = 8
"""Most buttons under an answer."""

MAX_SHOWN: Final = 12
"""Most messages kept on the page: six questions and their answers."""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble: `user` or `assistant`, as Markdown that is already escaped."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A button under an answer: its words, the question it asks, and the country it sets, if it does."""

    label: str
    question: str
    country: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as far as it is kept: while the page is open, in memory.

    Attributes:
        shown: the bubbles, as we drew them; never read back from the browser.
        earlier: the last two questions, checked again by `ask` at every turn.
        offers: the buttons under the last answer.
    """

    shown: tuple[Message, ...] = ()
    earlier: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn leads to: the talk, whether the question was taken, and the country now chosen."""

    talk: Talk
    taken: bool
    country: str


@dataclass(frozen=True, slots=True)
class Host:
    """Everything a turn needs besides what was asked."""

    asker: Asker
    today: Callable[[], date]
    words: Words

    def turn(self, text: object, country: object, talk: Talk, *, shown: str = "") -> Turn:
        """Answers a text; `shown` is what the bubble says when it is not the question itself."""
        if not isinstance(country, str) or country not in COUNTRIES:
            return Turn(_say(talk, "", plain(self.words("chat.country_unknown"))), False, "any")
        chosen = None if country == "any" else country
        return self._answer(text, chosen, talk, country, shown)

    def choose(self, number: int, country: object, talk: Talk) -> Turn:
        """Answers the button with a number under the last answer."""
        held = country if isinstance(country, str) and country in COUNTRIES else "any"
        if not 0 <= number < len(talk.offers):
            return Turn(_say(talk, "", plain(self.words("chat.offer_gone"))), False, held)
        offer = talk.offers[number]
        if offer.again:
            talk = Talk(talk.shown, talk.earlier[:-1], talk.offers)
        picked = offer.country if offer.country in COUNTRIES else held
        chosen = offer.country or (None if held == "any" else held)
        return self._answer(offer.question, chosen, talk, picked, offer.label)

    def _answer(self, text: object, jurisdiction: str | None, talk: Talk, country: str, shown: str) -> Turn:
        try:
            question = ask(text, self.today(), jurisdiction=jurisdiction, earlier=talk.earlier)
        except QuestionError as error:
            return Turn(_say(talk, "", plain(str(error))), False, country)
        bubble = plain(shown or question.text)
        try:
            answer = self.asker.answer(question)
            drawn = draw(answer, self.words)
            offers = _offers(answer, question)
        except Exception as error:  # nothing may reach the page but words; the question stays out of the log
            _log.error("An answer failed: %s", type(error).__name__)
            return Turn(_say(talk, bubble, plain(self.words("chat.failed"))), False, country)
        said = _say(talk, bubble, drawn)
        earlier = (*talk.earlier, question.text)[-MAX_EARLIER:]
        return Turn(Talk(said.shown, earlier, offers), True, country)


def _say(talk: Talk, asked: str, reply: str) -> Talk:
    """The talk with a reply, after the bubble of what was asked when there is one."""
    new = (*((Message("user", asked),) if asked else ()), Message("assistant", reply))
    return Talk((*talk.shown, *new)[-MAX_SHOWN:], talk.earlier, talk.offers)


def _offers(answer: Answer, question: Question) -> tuple[Offer, ...]:
    choices = [_choice(option, question) for option in (answer.clarify.options if answer.clarify else ())]
    meant = [Offer(s.question, s.question) for s in answer.suggested]
    return tuple([*choices, *meant][:MAX_OFFERS])


def _choice(option: Option, question: Question) -> Offer:
    """A choice that sets the country asks the same question again; any other is asked in its own words."""
    country = dict(option.sets).get("jurisdiction", "")
    return Offer(option.label, question.text if country else option.label, country, again=bool(country))

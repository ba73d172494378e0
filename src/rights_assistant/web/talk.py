"""One turn of a conversation: a text comes in, the talk so far and a reply go out. Nothing here knows Gradio."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rights_assistant.domain.answer import Answer, Option
from rights_assistant.domain.question import MAX_CHARACTERS, MAX_EARLIER, Depth, Question, ask
from rights_assistant.errors import QuestionError
from rights_assistant.ports import Asker
from rights_assistant.web.draw import draw, plain
from rights_assistant.web.words import COUNTRIES, Words

_log = logging.getLogger(__name__)

MAX_OFFERS: Final = 8
"""Most buttons under an answer."""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble: `user` or `assistant`, as Markdown that is already escaped."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A button under an answer: its words, the question it asks, and the country it sets for a question asked again."""

    label: str
    question: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is remembered between turns, in memory and only while the page is open. Answers are not: they live in the browser.

    Attributes:
        earlier: the last two questions, without personal data, checked again by `ask` at every turn.
        offers: the buttons under the last answer.
    """

    earlier: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn leads to.

    Attributes:
        shown: the bubbles of this turn alone; nothing is read back from the browser.
        talk: what is remembered for the next turn.
        taken: whether the question was answered, so that the box may be emptied.
        country: the country now chosen.
    """

    shown: tuple[Message, ...]
    talk: Talk
    taken: bool
    country: str


@dataclass(frozen=True, slots=True)
class Host:
    """Everything a turn needs besides what was asked."""

    asker: Asker
    today: Callable[[], date]
    words: Words

    def turn(self, text: object, country: object, talk: Talk, depth: object = Depth.PERSON) -> Turn:
        """Answers a text that was typed or picked; a depth that does not exist is a person's."""
        if not isinstance(country, str) or country not in COUNTRIES:
            return self._refuse(self.words("chat.country_unknown"), talk, "any")
        return self._answer(text, None if country == "any" else country, talk, country, _depth(depth))

    def choose(self, number: int, country: object, talk: Talk, depth: object = Depth.PERSON) -> Turn:
        """Answers the button with a number under the last answer."""
        held = country if isinstance(country, str) and country in COUNTRIES else "any"
        if not 0 <= number < len(talk.offers):
            return self._refuse(self.words("chat.offer_gone"), talk, held)
        offer = talk.offers[number]
        if not offer.country:
            return self._answer(offer.question, None if held == "any" else held, talk, held, _depth(depth))
        before = Talk(talk.earlier[:-1], talk.offers)
        picked = offer.country if offer.country in COUNTRIES else held
        return self._answer(offer.question, offer.country, before, picked, _depth(depth), shown=offer.label)

    def _answer(self, text: object, jurisdiction: str | None, talk: Talk, country: str, depth: Depth, *, shown: str = "") -> Turn:
        try:
            question = ask(text, self.today(), jurisdiction=jurisdiction, depth=depth, earlier=talk.earlier)
        except QuestionError as error:
            return self._refuse(str(error), talk, country)
        try:
            answer = self.asker.answer(question)
            reply = Message("assistant", draw(answer, self.words))
            offers = _offers(answer)
        except Exception as error:  # nothing may reach the page but words; the question stays out of the log
            _log.error("An answer failed: %s", type(error).__name__)
            bubble = Message("user", plain(shown or self.words("chat.unread")))
            return Turn((bubble, Message("assistant", plain(self.words("chat.failed")))), talk, False, country)
        bubble = Message("user", plain(shown or answer.question.text))
        return Turn((bubble, reply), Talk((*talk.earlier, answer.question.text)[-MAX_EARLIER:], offers), True, country)

    def _refuse(self, sentence: str, talk: Talk, country: str) -> Turn:
        return Turn((Message("assistant", plain(sentence)),), talk, False, country)


def _depth(sent: object) -> Depth:
    return Depth.CASEWORKER if sent == Depth.CASEWORKER else Depth.PERSON


def _offers(answer: Answer) -> tuple[Offer, ...]:
    choices = [_choice(option, answer.question) for option in (answer.clarify.options if answer.clarify else ())]
    meant = [Offer(s.question, s.question) for s in answer.suggested]
    return tuple([*choices, *meant][:MAX_OFFERS])


def _choice(option: Option, question: Question) -> Offer:
    """A choice that sets the country asks the same question again, as it was masked; any other is asked in its own words."""
    country = dict(option.sets).get("jurisdiction", "")
    return Offer(option.label, question.text[:MAX_CHARACTERS] if country else option.label, country)

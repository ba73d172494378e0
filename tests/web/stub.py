"""A few documents and an asker that plays each outcome: for the tests of the page alone, shipped nowhere."""

import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rights_assistant.domain.answer import (
    Answer,
    Block,
    BlockKind,
    Citation,
    Clarify,
    Line,
    Option,
    Outcome,
    Suggestion,
    Urgency,
)
from rights_assistant.domain.document import Document, Instrument, Provision, Referral, System
from rights_assistant.domain.question import Question
from rights_assistant.domain.standing import Application, Certainty, Force, Window
from rights_assistant.domain.statement import Section, Statement

TODAY = date(2026, 11, 23)


def section(heading: str, *sentences: str, certainty: Certainty | None = None) -> Section:
    return Section(heading, tuple(Statement(s, n, certainty=certainty) for n, s in enumerate(sentences, 1)))


def _law(id: str, jurisdiction: str, force: Force = Force.BINDING) -> Instrument:
    return Instrument(
        id=id,
        jurisdiction=jurisdiction,
        title=f"The law {id}",
        short_title=id,
        kind="act",
        force=force,
        publisher="A publisher",
        official_url="https://example.org/law",
        identifiers=(),
        checked_on=TODAY,
        checked_against=("A publication",),
        certainty=Certainty.CONFIRMED,
    )


def provision(id: str, title: str, *sections: Section, **changes: Any) -> Provision:
    """A provision of Canada, in force since 2002, unless changed."""
    jurisdiction = id.split("/")[0]
    return Provision(
        **{
            "id": id,
            "jurisdiction": jurisdiction,
            "language": "en",
            "title": title,
            "sections": sections,
            "checked_on": TODAY,
            "checked_against": ("Justice Canada, consolidated Act, text of 26 March 2026",),
            "certainty": Certainty.CONFIRMED,
            "official_url": "https://laws-lois.justice.gc.ca/eng/acts/i-2.5/section-72.html",
            "instrument": _law("/".join(id.split("/")[:2]), jurisdiction),
            "applies": (Application(Window(date(2002, 6, 28))),),
            "binds": "The Federal Court",
            "protects": "Anyone affected by a decision",
            **changes,
        }
    )


SECTION_72 = provision(
    "ca/irpa/s-72",
    "Immigration and Refugee Protection Act, section 72: asking the Federal Court",
    section(
        "What it says",
        "The Federal Court looks at an immigration decision only if a judge first gives permission, called leave.",
        "You have 15 days to ask the Federal Court if the matter arose in Canada.",
        "You have 60 days to ask the Federal Court if the matter arose outside Canada.",
    ),
    section("What it means for you", "Count from the day the decision was sent, to be safe."),
)
ANNEX_3 = provision(
    "eu/ai-act/annex-3-7",
    "EU AI Act, Annex III, point 7: migration, asylum and border control",
    section("What it says", "The EU AI Act lists certain systems for migration and asylum as high-risk."),
    applies=(Application(Window(date(2027, 12, 2))),),
)
ARTICLE_86 = provision(
    "eu/ai-act/art-86",
    "EU AI Act, article 86: an explanation of a decision",
    section("What it says", "Article 86 of the EU AI Act lets you ask for the main reasons of some decisions."),
    applies=(Application(Window(date(2026, 8, 2))),),
    depends_on=("eu/ai-act/annex-3-7",),
)
TRIAGE = System(
    id="systems/ca/trv-triage",
    jurisdiction="ca",
    language="en",
    title="Canada: sorting of visitor visa applications",
    sections=(section("In short", "Canada sorts visitor visa applications with a computer model.", certainty=Certainty.SECONDARY),),
    checked_on=TODAY,
    checked_against=("IRCC, answer to written question 336",),
    certainty=Certainty.CONFIRMED,
    authority="IRCC",
    stages=("visa",),
    use="in_use",
    acknowledged="yes",
    acknowledged_where="its website",
)
LEGAL_AID = Referral(
    id="referrals/ca/legal-aid",
    jurisdiction="ca",
    language="en",
    title="Legal aid in Canada",
    sections=(section("In short", "Legal aid offices can give a free lawyer to people with little money."),),
    checked_on=TODAY,
    checked_against=("Department of Justice Canada, legal aid page",),
    certainty=Certainty.CONFIRMED,
    offers="legal_aid",
    for_whom="people with little money",
    languages=("en", "fr"),
    takes_individual_cases="yes",
    confidential="yes",
    url="https://www.justice.gc.ca/eng/fund-fina/gov-gouv/aid-aide.html",
)
DOCUMENTS: tuple[Document, ...] = (SECTION_72, ANNEX_3, ARTICLE_86, TRIAGE, LEGAL_AID)


def citation(number: int, document: Document, statement: int = 0, part: int = 0, **changes: Any) -> Citation:
    """The citation of one statement of a document."""
    place = document.sections[part]
    said = place.statements[statement]
    law = isinstance(document, Provision)
    return Citation(
        **{
            "number": number,
            "id": document.id,
            "kind": document.kind,
            "passage_id": f"{document.id}:{document.language}:{place.slug}",
            "span": place.span(said),
            "title": document.title,
            "quote": said.text,
            "jurisdiction": document.jurisdiction,
            "force": document.instrument.force if law else None,
            "certainty": said.certainty or document.certainty,
            "status": document.status_on(TODAY),
            "applies_from": date(2002, 6, 28) if law else None,
            "applies_until": None,
            "url": document.official_url,
            "checked_on": document.checked_on,
            "checked_against": document.checked_against,
            "language": document.language,
            **changes,
        }
    )


def answered(question: Question, **changes: Any) -> Answer:
    """An answer with every kind of part a person meets."""
    blocks = (
        Block(BlockKind.DEADLINE, "ca", (Line("You have 15 days to ask the Federal Court if the matter arose in Canada.", (1,)),)),
        Block(
            BlockKind.SHORT_ANSWER,
            "ca",
            (
                Line("Yes, you can ask the Federal Court of Canada to look at the refusal.", (1,)),
                Line("A judge must first give permission, called leave.", (2,)),
            ),
        ),
        Block(BlockKind.LIMIT, "ca", (Line("Count from the day the decision was sent, to be safe.", (3,)),)),
        Block(
            BlockKind.NEXT_STEP,
            "ca",
            (
                Line("Write down the day the decision was sent to you.", (3,)),
                Line("Call a legal aid office this week and say the deadline first.", (5,)),
            ),
        ),
        Block(BlockKind.SYSTEM, "ca", (Line("Canada sorts visitor visa applications with a computer model.", (4,)),)),
        Block(BlockKind.REFERRAL, "ca", (Line("Legal aid offices can give a free lawyer to people with little money.", (5,)),)),
    )
    citations = (
        citation(1, SECTION_72, 1),
        citation(2, SECTION_72, 0),
        citation(3, SECTION_72, 0, 1),
        citation(4, TRIAGE),
        citation(5, LEGAL_AID),
    )
    return Answer(
        **{
            "question": question,
            "index_id": "index-7f3a",
            "outcome": Outcome.ANSWERED,
            "blocks": blocks,
            "citations": citations,
            "jurisdictions": ("ca",),
            **changes,
        }
    )


def said(question: Question, outcome: Outcome, *lines: str, kind: BlockKind = BlockKind.NOTICE, **changes: Any) -> Answer:
    """An answer in fixed words only."""
    return Answer(question, "index-7f3a", outcome, (Block(kind, None, tuple(Line(t, template="t") for t in lines)),), **changes)


@dataclass
class Stub:
    """An asker for tests alone: a word in the question decides the outcome; what it was asked is kept to be looked at."""

    asked: list[Question] = field(default_factory=list)
    hostile: str = ""

    def answer(self, question: Question) -> Answer:
        """The outcome that the question's words ask for."""
        self.asked.append(question)
        words = question.text.lower()
        if "boom" in words:
            raise RuntimeError(f"must not be seen: {question.text}")
        if "hostile" in words:
            return said(question, Outcome.NO_SOURCE, self.hostile)
        if "slow" in words:
            time.sleep(1.5)
        if "removal" in words:
            lines = ("Get help today: call a lawyer now.", "Keep with you the papers that name the date.")
            urgent = Block(BlockKind.URGENT, None, tuple(Line(t, template="removal") for t in lines))
            plain = answered(question)
            return answered(question, blocks=(urgent, *plain.blocks), urgency=(Urgency.REMOVAL,))
        if "mean" in words:
            meant = (Suggestion("guides/any/how-to-appeal", "How can I challenge a refusal?"),)
            return said(question, Outcome.NO_SOURCE, "I found nothing that answers this.", suggested=meant)
        if question.jurisdiction is None and "which" in words:
            options = tuple(Option(label, (("jurisdiction", code),)) for label, code in (("Canada", "ca"), ("Germany", "de")))
            return said(question, Outcome.CLARIFY, "The answer depends on the country.", clarify=Clarify("Which country?", options))
        return answered(question)

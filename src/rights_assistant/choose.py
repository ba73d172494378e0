"""Which documents answer: the one that leads, those that stand beside it, the steps to a court."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rights_assistant import safeguards, understand
from rights_assistant.domain.document import Document, Guide, Kind, Remedy
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Found
from rights_assistant.domain.question import Depth, Question
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among the documents found, by how near they are and by what the question speaks of."""

    library: Library
    prompts: Prompts
    thresholds: Thresholds

    def lead(self, found: Sequence[Found], marks: safeguards.Marks, read: understand.Understood) -> tuple[Document | None, str]:
        """The document that answers, and how clear it is that it does.

        A reviewed guide leads unless another document is nearer by a margin: a guide was written
        for a question, a note only for its provision. In danger, and with no country known, the
        danger's own guide leads: it names every country's step.
        """
        urgent = next((r.guide for r in self.prompts.safeguards.urgency if r.name in marks.urgency and r.guide), "")
        ranked = [(f, d) for f in found if (d := self.library.get(f.document_id))]
        guides = [(f.near, d) for f, d in ranked if d.kind is Kind.GUIDE]
        others = [(f.near, d) for f, d in ranked if d.kind is not Kind.GUIDE]
        near, lead = max(guides[:1], default=(0.0, None), key=lambda x: x[0])
        if others and others[0][0] > near + self.thresholds.lead:
            near, lead = others[0]
        if urgent and (read.jurisdiction is None or near < self.thresholds.clear):
            return self.library.get(urgent), "near" if read.elsewhere else "clear"
        if read.elsewhere and read.jurisdiction is None:
            return self.library.get(self.prompts.places.uncovered_guide), "near"
        least, clear = self._least(marks)
        elsewhere = marks.not_ours and not marks.migration  # another field is answered only where it is clear that it is ours
        if near < (clear if elsewhere else least):
            return None, "none"
        return lead, "clear" if near >= clear else "near"

    def may_mean(self, found: Sequence[Found], marks: safeguards.Marks) -> bool:
        """Whether a question that nothing answers is near enough to ask what was meant, instead of sending it away."""
        guides = (f.near for f in found if isinstance(self.library.get(f.document_id), Guide))
        return not marks.not_ours and max(guides, default=0.0) >= self.thresholds.unsure

    def _least(self, marks: safeguards.Marks) -> tuple[float, float]:
        """How near is near enough, and how near is clear, for what the question speaks of."""
        t = self.thresholds
        if marks.not_ours:
            return t.near + t.lacking, t.clear + t.lacking
        if marks.machine or (marks.migration and marks.subject):
            return t.near, t.clear
        if marks.subject:
            return t.near + t.elsewhere, t.clear
        return t.near + t.lacking, t.clear + t.lacking

    def for_everyone(self, found: Sequence[Found], lead: Document) -> Document:
        """Without a country: the guide for everyone nearest to one country's guide, if it is near too."""
        if lead.kind is not Kind.GUIDE or lead.jurisdiction == "int":
            return lead
        guides = ((f.near, d) for f in found if isinstance(d := self.library.get(f.document_id), Guide))
        return next((d for near, d in guides if d.jurisdiction == "int" and near >= self.thresholds.near), lead)

    def court(self, read: understand.Understood, lead: Document | None) -> tuple[Remedy, ...]:
        """The steps to a court in the person's place: of several, those that the question or what answers it speaks of."""
        ids = dict(self.prompts.places.court).get(read.jurisdiction or "", ())
        spoken = f"{read.text} {lead.title if lead else ''}".lower()
        meant = [id for id, words in self.prompts.places.court_words if id in ids and words.search(spoken)]
        return tuple(self.library.remedies(meant or ids))

    def beside(self, question: Question, found: Sequence[Found], lead: Document) -> tuple[Document, ...]:
        """The two notes, systems or remedies near enough to stand beside what answers; three for a caseworker."""
        most = 3 if question.depth is Depth.CASEWORKER else 2
        others = ((f.near, d) for f in found if f.document_id != lead.id and (d := self.library.get(f.document_id)))
        kinds = (Kind.NOTE, Kind.SYSTEM, Kind.REMEDY)
        return tuple(islice((d for near, d in others if d.kind in kinds and near >= self.thresholds.beside), most))

    def also(self, found: Sequence[Found], by_part: Sequence[Sequence[Found]], lead: Document) -> tuple[Guide, ...]:
        """The guide that answers another part of the question than the one that leads: the nearest, where there is one.

        Args:
            found: what is near the whole question.
            by_part: what is near each sentence of it.
        """
        t = self.thresholds
        whole = {f.document_id: f.near for f in found}
        best: dict[str, float] = {}
        for part in by_part:
            near = {f.document_id: f.near for f in part}
            least = max(t.part, near.get(lead.id, 0.0) + t.ahead)
            fits = (id for id, n in near.items() if id != lead.id and n >= least and whole.get(id, 0.0) >= t.whole)
            if (guide := next((g for id in fits if isinstance(g := self.library.get(id), Guide)), None)) is not None:
                best[guide.id] = max(best.get(guide.id, 0.0), near[guide.id])
        ranked = sorted(best, key=lambda id: (-best[id], id))
        return tuple(g for id in ranked if isinstance(g := self.library.get(id), Guide))[:1]

    def margin(self, found: Sequence[Found]) -> float:
        """How much nearer the nearest guide is than the nearest one on another subject, in the units of `Found.near`.

        Guides that share most of what they rest on answer the same question, for one country and for all; they are
        no rivals. With no rival it is the guide's own nearness, with no guide zero.
        """
        guides = [(f.near, d) for f in found if isinstance(d := self.library.get(f.document_id), Guide)]
        if not guides:
            return 0.0
        (near, first), *others = guides
        return near - next((other for other, guide in others if not one_subject(first, guide)), 0.0)

    def stands_out(self, found: Sequence[Found]) -> bool:
        """Whether the nearest guide is clearly the one meant: nearer than any on another subject by the margin."""
        return self.margin(found) >= self.thresholds.margin


def one_subject(one: Guide, other: Guide) -> bool:
    """Whether the guide that rests on fewer sources shares most of them with the other."""
    few, many = sorted((_rests_on(one), _rests_on(other)), key=len)
    return bool(few) and len(few & many) * 2 > len(few)


def _rests_on(guide: Guide) -> frozenset[str]:
    return frozenset(ref.id for section in guide.sections for statement in section.statements for ref in statement.rests_on)

"""Which documents answer: the one that leads, those that stand beside it, the steps to a court."""

from collections.abc import Sequence
from dataclasses import dataclass

from rights_assistant import safeguards, understand
from rights_assistant.domain.document import Document, Guide, Kind, Remedy
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Found
from rights_assistant.domain.question import Depth, Question
from rights_assistant.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How near is near enough, in the units of `retrieve`, for all-MiniLM-L6-v2.

    Set on the guides' own phrasings, each left out in turn, and on questions of other fields;
    see docs/decisions/0003-choosing-the-guide.md.

    A question that speaks of machines, or of migration and of decisions or data, is ours; any other
    must be nearer before it is answered.

    Attributes:
        clear: from here the answer is given without reserve.
        near: from here it is given as partial, with what else may have been meant.
        lacking: added to both when the question speaks of migration only, or of neither.
        elsewhere: added to `near` when it speaks of decisions or data but not of migration.
        suggest: from here a guide is worth suggesting.
        unsure: from here, where nothing answers and nothing says that the question is not ours, it is asked what was meant.
        lead: how much nearer a note, system or remedy must be than the best guide to lead instead.
        beside: from here such a document adds its first lines to the answer.
        part: from here a guide answers one sentence of the question, where it leads what answers the whole by `ahead`
            and is near the whole by `whole`.
    """

    clear: float = 0.58
    near: float = 0.45
    lacking: float = 0.16
    elsewhere: float = 0.07
    suggest: float = 0.30
    unsure: float = 0.44
    lead: float = 0.08
    beside: float = 0.55
    part: float = 0.64
    ahead: float = 0.10
    whole: float = 0.60


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
        if near < least:
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
        near = [f.document_id for f in found if f.near >= self.thresholds.near]
        general = [d for d in map(self.library.get, near) if isinstance(d, Guide) and d.jurisdiction == "int"]
        return general[0] if general else lead

    def court(self, read: understand.Understood, lead: Document | None) -> tuple[Remedy, ...]:
        """The steps to a court in the person's place: of several, those that the question or what answers it speaks of."""
        ids = dict(self.prompts.places.court).get(read.jurisdiction or "", ())
        spoken = f"{read.text} {lead.title if lead else ''}".lower()
        meant = [id for id, words in self.prompts.places.court_words if id in ids and words.search(spoken)]
        return tuple(self.library.remedies(meant or ids))

    def beside(self, question: Question, found: Sequence[Found], lead: Document) -> tuple[Document, ...]:
        """The two notes, systems or remedies near enough to stand beside what answers; three for a caseworker."""
        most = 3 if question.depth is Depth.CASEWORKER else 2
        near = [f.document_id for f in found if f.near >= self.thresholds.beside and f.document_id != lead.id]
        return tuple(d for d in map(self.library.get, near) if d and d.kind in (Kind.NOTE, Kind.SYSTEM, Kind.REMEDY))[:most]

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

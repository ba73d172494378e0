"""The words that the check of a sentence turns on, as tables: a row is a group, and says why it stands together.

English, because the notes are. A word in no table is compared by its stem.
"""

from collections.abc import Mapping
from typing import Final

Rows = tuple[tuple[str, str], ...]
"""Words and the reason why they are a group."""


def words(text: str) -> frozenset[str]:
    """The words of a list that needs no reasons."""
    return frozenset(text.split())


def _words(rows: Rows) -> frozenset[str]:
    return frozenset(word for words, _ in rows for word in words.split())


def _named(rows: Rows) -> dict[str, str]:
    """What each word of a row stands for: the first of its row."""
    return {word: words.split()[0] for words, _ in rows for word in words.split()}


def _opposed(rows: Rows) -> dict[str, frozenset[str]]:
    """The opposites of each word; a row is `these | those`."""
    sides = [tuple(frozenset(side.split()) for side in words.split("|")) for words, _ in rows]
    found: dict[str, frozenset[str]] = {}
    for one, other in [*sides, *((b, a) for a, b in sides)]:
        for word in one:
            found[word] = found.get(word, frozenset()) | other
    return found


EQUAL: Final[Rows] = (
    (r"\bcan't\b|\bcannot\b => can not", "short form"),
    (r"\bwon't\b => will not", "short form"),
    (r"n't\b => _not", "short form"),
    (r"\b(?:no|not) later than\b|\bat the latest\b|\b(?:no|not) more than\b|\bat most\b => within", "an upper bound, no denial"),
    (r"\bat the earliest\b => earliest", "a lower bound"),
    (r"\bno less than\b|\bnot less than\b => at least", "a lower bound, no denial"),
    (r"\bnot only\b|\bnot just\b => also", "adds and denies nothing"),
    (r"\b(?:whether or not|no matter (?:if|whether)) => whether", "leaves open"),
    (r"\b(?:apart from|other than|save for|with the exception of)\b => except", "one exception"),
    (r"\bneither\b => not", "the first of two denials"),
    (r"\b(?:as far as|so far as)(?: is| we)?(?: known| know| read)?\b => ", "a reserve of ours, not the law's"),
    (r"\b(?:may|might|can|could) have to\b => may", "a duty that is possible and no more"),
    (r"\bobliges? (you|people|the \w+) to\b => \1 must", "a duty"),
    (r"\b(?:is|are|was|were) not (?:obliged|required|bound) to\b => not need", "no duty"),
    (r"\b(?:do|does|did) not (?:have|need) to\b|\bneed not\b => not need", "no duty"),
    (r"\b(?:ha(?:s|ve|d) to|(?:is|are|was|were) (?:obliged|required|bound) to|ha(?:s|ve) a duty to)\b => must", "a duty"),
    (
        r"\b(?:(?:is|are|was|were) (?:allowed|entitled|permitted) to|ha(?:s|ve) (?:the|a) right to(?! (?:an?|the|your|data)\b))\b => may",
        "a permission",
    ),
    (r"\bha(?:s|ve) no right to\b => may not", "no permission"),
    (r"\bgives? you (?:the|a) right to(?! (?:an?|the|your|data)\b) => you may", "a permission"),
    (r"\b(?:lets?|allows?|permits?) (you|people|somebody|(?:the|an?) \w+(?: program)?) (?:to )? => \1 may ", "a permission"),
    (
        r"\b(?:solely|only|purely|fully) (?:automated|by (?:a |the )?(?:machine|computer))\b|\bmachine[- ]only\b"
        r"|\bby (?:a )?(?:machine|computer) alone\b => machineonly",
        "no human took part: `only` belongs to the term",
    ),
    (r"\b(?:a|the) (?:machine|computer) alone (?:made|makes|took|takes)\b => machineonly made", "the same, active"),
    (r"\bmade only by (?:a |the )?(?:machine|computer)\b => made machineonly", "the same, passive"),
    (r"\b(?:free of charge|for free|at no cost|costs? nothing|without (?:a )?(?:fee|charge|cost))\b => free", "costs nothing"),
    (r"\bno fee (?:may|can) be charged\b|\bpays? no fee\b => pay nofee", "costs nothing"),
    (r"\bapart from that\b => besides", "no exception"),
    (r"\btime limits?\b => deadline", "one term"),
    (r"\bhold back\b|\bkept? back\b|\bwithhold\b => withhold", "one term"),
    (r"\bgo(?:es)? on\b => continue", "one verb"),
    (r"\blooks? (only |again )?(?:at|into)\b => check \1", "everyday word for examine"),
    (r"\b(?:persons?|people) with disabilities => disabled people", "one group"),
    (r"\bbrought? back\b => restore", "one verb"),
)
"""One way to say what has several: `pattern => what stands for it`, in the order in which they are tried."""

ALIASES: Final[Rows] = (
    ("EU|European Union", "one union"),
    ("UK|United Kingdom|Great Britain|British|Britain", "one State, and its adjective"),
    ("US|U.S.|USA|United States|American", "one State, and its adjective"),
    ("Canada|Canadian", "a State and its adjective"),
    ("Germany|German", "a State and its adjective"),
    ("Australia|Australian", "a State and its adjective"),
    ("GDPR|General Data Protection Regulation|DSGVO|RGPD", "one regulation in English, German, French"),
    ("AI Act|AI Regulation|Artificial Intelligence Act|KI-Verordnung", "Regulation (EU) 2024/1689"),
    ("ECHR|European Convention on Human Rights", "one convention"),
    ("ICCPR|International Covenant on Civil and Political Rights", "one covenant"),
    ("UN|United Nations", "one organisation"),
    ("VIS|Visa Information System", "one database"),
    ("SIS|Schengen Information System", "one database"),
    ("IRCC|Immigration, Refugees and Citizenship Canada", "one department"),
    ("CBSA|Canada Border Services Agency", "one agency"),
    ("IRPA|Immigration and Refugee Protection Act", "one Act"),
    ("BAMF|Federal Office for Migration and Refugees", "one office"),
    ("BfDI|Federal Commissioner for Data Protection", "one office"),
    ("ICO|Information Commissioner's Office", "one office in the United Kingdom; Canada's has another name"),
    ("FOI Act|Freedom of Information Act|FOIA", "one kind of Act; the country is checked besides"),
    ("CJEU|EU Court of Justice|Court of Justice of the European Union", "one court"),
    ("Directive|DADM|Directive on Automated Decision-Making", "Canada's directive"),
)
"""Names that stand for each other, the form that is compared first."""

LIGHT: Final = _words(
    (
        ("a an the this that these those such same own", "articles and pointers"),
        ("of to in on at for by with from into about as under over between among through per against upon towards", "prepositions"),
        ("and or then than also too even still yet already just so here there now both either", "joins"),
        ("is are was were be been being am do does did has have had having get gets got will would shall", "auxiliaries"),
        (
            "i you he she it we they me him her us them your yours his its our their itself yourself who whom whose which what",
            "pronouns",
        ),
        (
            "how why if whether when where while because since until before after once unless although but except",
            "checked as conditions",
        ),
        (
            "not no nor never none nothing nobody without only alone solely must may can could might should need",
            "checked as denial and modality",
        ),
        (
            "all every each any always everyone everybody anyone anybody some certain most many much several",
            "checked as quantifiers",
        ),
        ("more less least within outside inside first latest earliest", "checked as directions"),
        ("say says said state states stated according", "who says it carries little"),
        ("example case cases way ways thing things kind kinds something someone somebody", "carry little"),
        ("article articles section sections art sec paragraph recital annex number chapter part rule", "checked as references"),
        ("day days week weeks month months year years hour hours", "checked as periods"),
        ("itself himself themselves like very really clearly simply", "carry little"),
    )
)
"""Words that are no evidence of a shared subject."""

SYNONYMS: Final[Mapping[str, str]] = _named(
    (
        ("start starts started starting begin begins began begun beginning commence rolled roll", "everyday words"),
        ("end ends ended ending expire expires expired finish", "everyday words"),
        ("tell tells told telling inform informs informed notify notifies notified", "everyday words"),
        ("give gives gave given giving grant grants granted", "everyday words"),
        ("ask asks asked asking request requests requested requesting", "a request is what is asked"),
        ("check checks checked checking examine examines examined", "everyday words"),
        ("ban bans banned forbid forbids forbidden prohibit prohibits prohibited", "everyday words"),
        ("refuse refuses refused refusal refusals reject rejects rejected rejection", "one act and its noun"),
        ("delete deletes deleted erase erases erased erasure", "everyday words"),
        ("correct corrects corrected correction corrections rectify rectified rectification", "everyday words"),
        ("wrong incorrect inaccurate", "everyday words"),
        ("data information", "personal data are information about a person"),
        ("picture pictures photo photos image images", "everyday words"),
        ("judgement judgment opinion opinions", "what somebody thinks"),
        ("show shows showed displays display", "everyday words"),
        ("let lets allow allows allowed permit permits permitted permission", "permission"),
        ("explain explains explained explaining explanation explanations", "the act and its noun"),
        ("decide decides decided deciding decision decisions", "the act and its noun"),
        ("remove removes removed removal removals deport deported deportation", "one act; the notes say removal"),
        ("answer answers answered reply replies replied respond responds response", "everyday words"),
        ("help helps helped aid assist assists assistance", "everyday words"),
        ("person persons people", "one or many"),
        ("write writes wrote written writing", "forms"),
        ("know knows knew known", "forms"),
        ("send sends sent", "forms"),
        ("take takes took taken", "forms"),
        ("begin-law effect force", "in force, in effect"),
        ("public-safety safety", "one word"),
        ("kept keep keeps keeping", "forms"),
        ("money cost costs fee fees charge charged nofee pay pays", "what it costs"),
        ("useful helpful meaningful", "everyday words"),
        ("real really effective", "everyday words"),
        ("program programs programme software", "everyday words"),
        ("lawyer lawyers counsel attorney", "everyday words"),
        ("illegal unlawful unlawfully", "everyday words"),
        ("sort sorts sorted sorting triage", "everyday words"),
        ("pass passes passed", "forms"),
        ("withhold withheld", "forms"),
        ("challenge challenges challenged challenging contest contests contested contesting", "a court's word and an everyday one"),
        ("receive receives received", "forms"),
        ("approve approves approved approval approvals", "the act and its noun"),
        ("cover covers covered apply applies applied applying", "a law covers what it applies to"),
        ("record records recorded document documents documented documenting", "what is written down"),
        ("choose chooses chose chosen select selects selected", "everyday words"),
        ("leave leaves left", "forms"),
        ("find finds found", "forms"),
        ("break breaks broke broken breach breaches breached violate violates violated violation", "one act"),
        ("hurt hurts harm harms harmed harming damage damages damaged", "everyday words"),
        ("use uses used using", "forms"),
        ("letter letters", "forms"),
        ("claim claims claimed lawsuit", "what is brought to a court"),
        ("child children minor minors", "forms"),
        ("stay stays remain remains", "everyday words"),
        ("mistake mistakes error errors", "everyday words"),
        ("proof evidence prove proves proved proven", "what shows that it is so"),
        ("reach reaches reached arrive arrives arrived", "everyday words"),
        ("country countries State States state", "everyday words"),
    )
)
"""The word that stands for others in the comparison."""

DENIES: Final = _words((("not no nor never none nothing nobody without", "each turns what follows"),))
NOBODY: Final = _words((("none nothing nobody", "they deny the whole clause, as its subject"),))
RESTRICTS: Final = _words((("only alone solely exclusively", "narrow what holds"),))
MUST: Final = _words((("must shall obliges duty", "a duty"),))
SHOULD: Final = _words((("should ought", "advice: weaker than a duty"),))
MAY: Final = _words((("may can could might", "a permission or a possibility"),))
CONDITIONS: Final = _words((("if when where whenever provided", "what holds only then"),))
EXCEPTIONS: Final = _words((("unless except excluding", "what does not hold then"),))
UNIVERSAL: Final = _words(
    (("all every each always everyone everybody anyone anybody any whoever whole everything", "without exception"),)
)
HEDGES: Final = _words(
    (
        ("some certain most many several few", "part of a whole"),
        ("normally usually mostly often sometimes possibly perhaps generally rarely seldom", "not each time"),
        ("draft planned proposed", "not done yet"),
        ("high", "high-risk AI is not all AI"),
    )
)
REPORTS: Final = _words((("say says said states stated claims claimed announced according", "somebody's word"),))
OPPOSITES: Final[Mapping[str, frozenset[str]]] = _opposed(
    (
        ("before | after since", "on the other side of a moment"),
        ("more longer | less fewer shorter", "how much"),
        ("least earliest | within latest most", "lower and upper bound"),
        ("inside | outside abroad", "where"),
        ("early earlier | late later", "when"),
        ("win wins won | lose loses lost", "how it ended"),
        (
            "allow allows allowed lawful legal permitted | ban bans banned forbid forbids forbidden prohibited unlawful illegal",
            "whether it may be",
        ),
        ("start starts started begin begins | end ends ended stop stops stopped", "which end of it"),
        ("increase increases raise lengthen lengthens extend extends | decrease decreases reduce shorten shortens", "which way"),
        ("easy easier | hard harder difficult", "how hard"),
        (
            "accept accepts accepted approve approves approved grant grants granted | refuse refuses refused reject rejects rejected",
            "how it was decided",
        ),
        ("everybody everyone all | nobody none", "whom it reaches"),
        ("first | last", "which one"),
        ("automatic automatically | manual manually", "who does it"),
    )
)
ORDER: Final[Mapping[str, frozenset[str]]] = {
    words.split()[0]: frozenset(words.split())
    for words, _ in (
        ("before until first prior", "what comes earlier"),
        ("after once since following first later from", "what comes later"),
        ("outside abroad", "where not"),
        ("inside within in", "where"),
        ("abroad outside", "where not"),
        ("earliest", "a lower bound"),
        ("least minimum", "a lower bound"),
    )
}
"""Words that must stand in the passage when the sentence has them, each with those that say the same."""
WEAK: Final = _words(
    (("give gave make have get name set contain do be find leav", "verbs that leave the meaning to their object"),)
)
"""As stems: passed over where the first word that a denial governs is looked for."""
LEFT_OPEN: Final = _words((("whether", "what is not known"),))
BANS: Final = _words((("ban bans banned forbid forbids forbidden prohibit prohibits prohibited", "what may not be"),))
CAUSES: Final = _words((("have let get", "somebody else does it"),))
BODIES: Final = _words(
    (
        (
            "court courts tribunal tribunals judge judges jury parliament congress president king",
            "they decide, and each decides other things",
        ),
        (
            "minister ministers ministry ministries commissioner commissioners commission ombudsman regulator supervisor",
            "they govern or watch",
        ),
        (
            "office offices officer officers agency agencies authority authorities department departments division unit body",
            "they act",
        ),
        ("police embassy consulate bank company companies employer airline airlines university union church army", "they act too"),
        ("applicant applicants sponsor interpreter lawyer lawyers landlord doctor doctors", "persons with a part"),
    )
)
"""Who can act: one that the passage does not speak of is invented, as a name is."""
LEADS: Final[Mapping[str, str]] = _named(
    (
        ("within most latest until by under", "to the end of a period"),
        ("least earliest over more longer", "a lower bound"),
        ("after following once", "from its end on"),
        ("since from", "from a day on"),
        ("before prior", "up to a day"),
    )
)
"""The word before a figure that says on which side of it something holds."""
HEADS: Final = _words(
    (
        ("Act Code Charter Convention Covenant Directive Regulation Regulations Rules Protocol Declaration Framework", "laws"),
        ("Court Tribunal Division Board Council Commission Commissioner Committee", "who decides"),
        ("Office Police Agency Authority Service Ministry Department Minister Unit", "who acts"),
    )
)
"""The last word of a name: the word before it says which one."""
INSIDE: Final = _words((("in inside within", "where"),))
OUTSIDE: Final = _words((("outside abroad", "where not"),))

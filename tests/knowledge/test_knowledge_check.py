"""What no single file can show: dead ids, law of elsewhere, deadlines that nothing carries."""

from datetime import date
from pathlib import Path

import pytest
from sound import (
    GUIDE_AT,
    LAW_AT,
    NOTE,
    NOTE_AT,
    REFERRAL_AT,
    REMEDY_AT,
    SOUND,
    SYSTEM,
    SYSTEM_AT,
    faults_of,
    line_of,
    swapped,
    tells,
)

from factories import INSTRUMENT, a_guide, a_provision, write_knowledge
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge import examine, load
from rights_assistant.knowledge.check import MAX_SHORT, MIN_ASKS
from rights_assistant.knowledge.faults import Fault, path_of

UK = {"law/uk/dpa/instrument.md": INSTRUMENT, "law/uk/dpa/s-45.md": NOTE}
EU = {"law/eu/gdpr/instrument.md": INSTRUMENT, "law/eu/gdpr/art-15.md": NOTE}
LEAVE = "Yes, you can ask the Federal Court. [ca/irpa/s-72#leave]"
ASKS = "asks: [one way, second way, third way, fourth way, fifth way, sixth way, seventh way, eighth way]"
SAID = "You have 15 days if the matter arose in Canada. {#deadline} [ca/irpa/s-72#15-days]"


def test_a_sound_folder_has_no_faults(tmp_path: Path) -> None:
    """Is the folder that the other tests break without a fault?"""
    assert faults_of(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "key", "problem", "remedy"),
    [
        pytest.param(GUIDE_AT, "s-72#leave", "s-73#leave", "s-73", "", "cites 'ca/irpa/s-73', which does not exist.",
                     "Mend the id", id="a guide cites a provision that does not exist"),
        pytest.param(REMEDY_AT, "{#deadline} [ca/irpa/s-72#15-days]", "{#deadline} [ca/irpr/s-9#15-days]", "s-9", "",
                     "cites 'ca/irpr/s-9', which does not exist.", "write that file",
                     id="a remedy cites a provision that does not exist"),
        pytest.param(GUIDE_AT, "s-72#leave", "s-72#permission", "permission", "",
                     "cites #permission of ca/irpa/s-72, which has no such label.",
                     "Labels there: 15-days, appeal-first, count, leave.", id="a dead label, with the living ones"),
        pytest.param(GUIDE_AT, LEAVE, "Yes, you can. [ca/irpa#leave]", "ca/irpa#", "", "cites 'ca/irpa', which does not exist.",
                     "Mend", id="an instrument as a whole says nothing"),
        pytest.param(GUIDE_AT, LEAVE, "Yes, you can. [guides/ca/visa-refused#x]", "visa-refused#x", "", "has no such label.",
                     "Labels there: none.", id="a label in a file without labels"),
        pytest.param(GUIDE_AT, LEAVE, "Yes, you can.", "Yes, you can.", "", "cites nothing.",
                     "End every line of a guide with `[id#label]`.", id="a line of a guide without a source"),
        pytest.param(GUIDE_AT, LEAVE, "Yes, you can. [ca/irpa/s-72]", "[ca/irpa/s-72]", "",
                     "cites 'ca/irpa/s-72' without a label.", "`[id#label]`", id="a source without a label"),
        pytest.param(NOTE_AT, "binds:", "depends_on: [ca/irpa/s-75]\nbinds:", "", "depends_on",
                     "depends on 'ca/irpa/s-75', which is not a provision here.", "write that note",
                     id="a dependency that does not exist"),
        pytest.param(NOTE_AT, "binds:", "depends_on: [remedies/ca/judicial-review]\nbinds:", "", "depends_on",
                     "which is not a provision here.", "Mend the id", id="a dependency on something that is no law"),
        pytest.param(REMEDY_AT, SAID, "You have a few days. [ca/irpa/s-72#15-days]", "", "deadlines",
                     "has a count 15 that the section 'Deadline' does not name.", "Say the period there.",
                     id="a deadline that is data and never said"),
        pytest.param(REMEDY_AT, SAID, "You have 150 days or 2015. [ca/irpa/s-72#15-days]", "", "deadlines", "has a count 15",
                     "Say the period", id="a longer number that only begins like the count"),
        pytest.param(REMEDY_AT, f"## Deadline\n{SAID}\n", "", "", "", "has deadlines but no section 'Deadline'.",
                     "Say each period", id="a deadline without its section"),
        pytest.param(REMEDY_AT, "    count: 15", "    says: nowhere\n    count: 15", "", "deadlines",
                     "no sentence #nowhere under 'Deadline'", "Name its label", id="a deadline that no sentence says"),
        pytest.param(REMEDY_AT, "source: ca/irpa/s-72#15-days", "source: ca/irpa/s-72#60-days", "", "deadlines",
                     "rests a deadline on ca/irpa/s-72#60-days, which does not exist.", "Mend the id and the label.",
                     id="a deadline on a dead label"),
        pytest.param(REMEDY_AT, "source: ca/irpa/s-72#15-days", "source: ca/irpa/s-73#15-days", "", "deadlines",
                     "rests a deadline on ca/irpa/s-73#15-days, which does not exist.", "Mend", id="a deadline on a dead id"),
        pytest.param(REMEDY_AT, "source: ca/irpa/s-72#15-days", "source: ca/irpa/s-72", "", "deadlines",
                     "which does not exist.", "the label", id="a deadline on a whole provision"),
        pytest.param(REMEDY_AT, "    source: ca/irpa/s-72#15-days\n", "", "", "deadlines",
                     "has a confirmed deadline without a source.", "Add `source: id#label`.",
                     id="a confirmed deadline that nothing confirms"),
        pytest.param(REMEDY_AT, "stops_clock: yes", "stops_clock: no", "", "",
                     "does not say that it leaves the court deadline running.", "a line under Limits with the label #clock",
                     id="a remedy that leaves the clock running and does not say so"),
        pytest.param(GUIDE_AT, ", eighth way]", "]", "", "asks", "has 7 phrasings.", "Add at least 8 ways to ask",
                     id="too few phrasings"),
        pytest.param(GUIDE_AT, f"{ASKS}\n", "", "", "asks", "has 0 phrasings.", "in people's own words", id="no phrasings"),
        pytest.param(GUIDE_AT, "[remedies/ca/judicial-review]", "[remedies/ca/review]", "", "remedies",
                     "names 'remedies/ca/review', which is not a remedy here.", "write that file",
                     id="a guide names a dead remedy"),
        pytest.param(GUIDE_AT, "systems: []", "systems: [remedies/ca/judicial-review]", "", "systems",
                     "names 'remedies/ca/judicial-review', which is not a system here.", "Mend",
                     id="a remedy among the systems"),
        pytest.param(GUIDE_AT, "referrals: []", "referrals: [referrals/ca/crisis]", "", "referrals",
                     "which is not a referral here.", "Mend", id="a guide names dead help"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_told(
    tmp_path: Path, path: str, old: str, new: str, at: str, key: str, problem: str, remedy: str
) -> None:
    """Are file, line or key and the mend named when a file does not agree with the others?"""
    changes = swapped(path, old, new)
    found = faults_of(tmp_path, changes)
    assert len(found) == 1, found
    assert tells(found[0], path, line_of(changes[path], at), key, problem, remedy), found


@pytest.mark.parametrize(
    ("old", "new", "label", "headings"),
    [
        pytest.param("{#count}", "{#leave}", "leave", ["What it says", "What it means for you"], id="in two sections"),
        pytest.param(
            "{#count}", "{#appeal-first}", "appeal-first", ["Limits", "What it means for you"], id="in the limits as well"
        ),
        pytest.param("{#leave}", "{#15-days}", "15-days", ["What it says", "What it says"], id="twice in one section"),
    ],
)
def test_a_label_is_one_statements_own(tmp_path: Path, old: str, new: str, label: str, headings: list[str]) -> None:
    """Is every place told at which a label stands that stands elsewhere too?"""
    found = [fault for fault in faults_of(tmp_path, swapped(NOTE_AT, old, new)) if fault.path == Path(NOTE_AT)]
    assert [fault.key for fault in found] == headings
    assert {fault.problem for fault in found} == {f"uses the label #{label} more than once."}
    assert {fault.remedy for fault in found} == {"Give each statement its own label."}
    assert len({(fault.line, fault.key) for fault in found}) == 2


@pytest.mark.parametrize(
    ("behind", "weaker"),
    [
        pytest.param("{#15-days unconfirmed}", "unconfirmed", id="the sentence itself is not confirmed"),
        pytest.param("{#15-days secondary}", "secondary", id="the sentence is only reported"),
    ],
)
def test_a_deadline_is_as_sure_as_the_sentence_it_rests_on(tmp_path: Path, behind: str, weaker: str) -> None:
    """Is a confirmed deadline a fault when the sentence behind it is weaker?"""
    (fault,) = faults_of(tmp_path, swapped(NOTE_AT, "{#15-days}", behind))
    problem = f"calls a deadline confirmed, but ca/irpa/s-72#15-days is {weaker}."
    assert tells(fault, REMEDY_AT, 0, "deadlines", problem, "Use the weaker word.")


def test_a_deadline_is_as_sure_as_the_note_it_rests_on(tmp_path: Path) -> None:
    """Does the certainty of the whole note count where the sentence has none of its own?"""
    (fault,) = faults_of(tmp_path, swapped(NOTE_AT, "certainty: confirmed", "certainty: secondary"))
    assert tells(fault, REMEDY_AT, 0, "deadlines", "ca/irpa/s-72#15-days is secondary.", "Use the weaker word.")


def test_a_sentence_may_be_surer_than_its_note(tmp_path: Path) -> None:
    """Can a confirmed sentence in a weaker note carry a confirmed deadline?"""
    changes = swapped(NOTE_AT, "certainty: confirmed", "certainty: secondary")
    changes[NOTE_AT] = changes[NOTE_AT].replace("{#15-days}", "{#15-days confirmed}")
    assert faults_of(tmp_path, changes) == []


def test_an_unsure_deadline_may_rest_on_an_unsure_sentence(tmp_path: Path) -> None:
    """May a deadline that claims no more than its sentence stand?"""
    changes = swapped(NOTE_AT, "{#15-days}", "{#15-days unconfirmed}")
    changes |= swapped(REMEDY_AT, "    certainty: confirmed\n", "    certainty: unconfirmed\n")
    assert faults_of(tmp_path, changes) == []


def test_a_remedy_may_have_no_deadline(tmp_path: Path) -> None:
    """Does a remedy that can be used at any time need neither data nor a section?"""
    start, end = (SOUND[REMEDY_AT].index(words) for words in ("deadlines:", "reveals:"))
    text = SOUND[REMEDY_AT][:start] + "deadlines: []\n" + SOUND[REMEDY_AT][end:]
    assert faults_of(tmp_path, {REMEDY_AT: text.replace(f"## Deadline\n{SAID}\n", "")}) == []


def test_a_guide_without_an_answer_is_told_and_nothing_else_fails(tmp_path: Path) -> None:
    """Does the check go on when a guide has no short answer to count?"""
    (fault,) = faults_of(tmp_path, swapped(GUIDE_AT, f"## Short answer\n{LEAVE}\n", ""))
    assert tells(fault, GUIDE_AT, 0, "", "has no section 'Short answer'.", "Add `## Short answer`")


@pytest.mark.parametrize("certainty", ["secondary", "unconfirmed"])
def test_an_unsure_deadline_needs_no_source(tmp_path: Path, certainty: str) -> None:
    """May a deadline that is not confirmed, and never becomes a date, stand without a source?"""
    changes = swapped(REMEDY_AT, "certainty: confirmed\n    source: ca/irpa/s-72#15-days", f"certainty: {certainty}")
    assert faults_of(tmp_path, changes) == []


@pytest.mark.parametrize(
    ("count", "said"),
    [
        pytest.param("15", "You have 15 days.", id="in digits"),
        pytest.param("2", "You have two weeks.", id="as a word"),
        pytest.param("1", "One week is left.", id="as the first word of the sentence"),
        pytest.param("12", "You have twelve months.", id="the last number that has a word"),
        pytest.param("13", "You have 13 months.", id="the first number that has none"),
    ],
)
def test_a_count_is_said_in_digits_or_as_a_word(tmp_path: Path, count: str, said: str) -> None:
    """In which ways may the section say the period?"""
    changes = swapped(REMEDY_AT, "count: 15", f"count: {count}")
    changes[REMEDY_AT] = changes[REMEDY_AT].replace(SAID, f"{said} {{#deadline}} [ca/irpa/s-72#15-days]")
    assert faults_of(tmp_path, changes) == []


def test_a_line_on_the_clock_settles_it(tmp_path: Path) -> None:
    """Is a remedy that leaves the clock running sound once it says so?"""
    changes = swapped(REMEDY_AT, "stops_clock: yes", "stops_clock: no")
    changes[REMEDY_AT] = changes[REMEDY_AT].replace(
        "the visa. {#no-visa}", "the visa. {#no-visa}\nThe court deadline runs on. {#clock}"
    )
    assert faults_of(tmp_path, changes) == []


@pytest.mark.parametrize(
    ("path", "cited", "elsewhere", "theirs"),
    [
        pytest.param(GUIDE_AT, "uk/dpa/s-45", UK, "United Kingdom", id="another country's law"),
        pytest.param(GUIDE_AT, "eu/gdpr/art-15", EU, "European Union", id="the law of a union that Canada is not in"),
        pytest.param(
            "guides/eu/visa/en.md", "uk/dpa/s-45", EU | UK, "United Kingdom", id="the law of a country that left the Union"
        ),
    ],
)
def test_a_guide_stays_in_its_place(tmp_path: Path, path: str, cited: str, elsewhere: dict[str, str], theirs: str) -> None:
    """Is a line told that would answer with the law of another place?"""
    text = SOUND[GUIDE_AT].replace(LEAVE, f"Yes, you can. [{cited}#leave]")
    found = faults_of(tmp_path, {**elsewhere, path: text})
    told = [fault for fault in found if fault.line == line_of(text, cited)]
    assert len(told) == 1
    assert told[0].path == Path(path)
    assert told[0].problem.startswith(f"cites the law of {theirs} in a guide for ")
    assert told[0].remedy == "Cite only that place and what lies above it."


@pytest.mark.parametrize(
    ("path", "cited"),
    [
        pytest.param("guides/de/visa/en.md", "eu/gdpr/art-15", id="a German guide stands under Union law"),
        pytest.param("guides/any/visa/en.md", "uk/dpa/s-45", id="a guide for everyone may name any country, line by line"),
    ],
)
def test_a_guide_may_cite_what_lies_above_it(tmp_path: Path, path: str, cited: str) -> None:
    """May a guide rest on the law above its place, and one for everyone on any?"""
    text = SOUND[GUIDE_AT].replace("ca/irpa/s-72", cited).replace("[remedies/ca/judicial-review]", "[]")
    assert faults_of(tmp_path, {**EU, **UK, path: text}) == []


def test_nothing_rests_on_a_guide(tmp_path: Path) -> None:
    """Is a citation of a guide told, which is itself only as good as its sources?"""
    text = (
        SOUND[GUIDE_AT]
        .replace("File in time. [", "File in time. {#file} [")
        .replace("Court. [", "Court. [guides/ca/visa-refused#file] [")
    )
    (fault,) = faults_of(tmp_path, {GUIDE_AT: text})
    line = line_of(text, "Yes, you can")
    assert tells(
        fault, GUIDE_AT, line, "", "rests on the guide guides/ca/visa-refused.", "Cite the law, system, remedy or referral itself."
    )


@pytest.mark.parametrize(
    ("cited", "citing", "sound"),
    [
        pytest.param("until 2027-12-01", "from 2027-12-02", False, id="one ends the day before the other begins"),
        pytest.param("until 2027-12-01", "from 2027-12-01", True, id="they share one day"),
        pytest.param("from 2027-12-02", "until 2027-12-01", False, id="the source begins too late"),
        pytest.param("from 2027-12-02", "", True, id="a line for all time may rest on one for a time"),
    ],
)
def test_a_line_and_its_source_hold_on_the_same_day(tmp_path: Path, cited: str, citing: str, sound: bool) -> None:
    """Is a citation told that no day can make true?"""
    changes = swapped(NOTE_AT, "{#leave}", f"{{#leave {cited}}}")
    changes |= swapped(GUIDE_AT, LEAVE, f"Yes, you can. {{{citing}}} [ca/irpa/s-72#leave]")
    found = faults_of(tmp_path, changes)
    line = line_of(changes[GUIDE_AT], "Yes, you can.")
    problem = "cites ca/irpa/s-72#leave, which is never true on the same day."
    assert sound is not any(tells(fault, GUIDE_AT, line, "", problem, "Cite the statement for that time.") for fault in found)
    assert sound is (found == [])


def short(*tags: str) -> str:
    """The guide with a short answer of these many lines, each with its tag."""
    lines = "\n".join(f"Line {n} of the answer. {{{tag}}} [ca/irpa/s-72#leave]" for n, tag in enumerate(tags, 1))
    return SOUND[GUIDE_AT].replace(LEAVE, lines)


@pytest.mark.parametrize(
    ("tags", "at"),
    [
        pytest.param([""] * MAX_SHORT, 0, id="four lines on every day"),
        pytest.param([""] * (MAX_SHORT + 1), 5, id="five lines on every day"),
        pytest.param([*[""] * 3, "until 2027-12-01", "from 2027-12-02"], 0, id="five lines, four of them on any day"),
        pytest.param([*[""] * 3, "until 2027-12-01", "from 2027-12-01"], 5, id="one day on which all five hold"),
        pytest.param([*[""] * 4, "from 2026-05-01 until 2026-05-01"], 5, id="a fifth line for a single day"),
        pytest.param([*[""] * 4, "until 2020-01-01"], 5, id="a fifth line in the past"),
        pytest.param(["until 2025-12-31"] * 5, 5, id="all five lines in the past"),
    ],
)
def test_a_short_answer_is_short_on_every_day(tmp_path: Path, tags: list[str], at: int) -> None:
    """Is the fifth line of a short answer told, for the day on which it is the fifth?"""
    text = short(*tags)
    found = faults_of(tmp_path, {GUIDE_AT: text})
    assert [fault.line for fault in found] == ([line_of(text, f"Line {at} of")] if at else [])
    for fault in found:
        assert fault.problem.startswith(f"has {MAX_SHORT + 1} lines in its short answer for ca on ")
        assert fault.remedy == f"Keep at most {MAX_SHORT}; move the rest to Rule."


def test_a_guide_for_everyone_is_counted_place_by_place(tmp_path: Path) -> None:
    """Are lines for single countries counted only where they are shown?"""
    lines = [f"Line {n} for Canada. [ca/irpa/s-72#leave]" for n in range(4)] + ["A line for Britain. [uk/dpa/s-45#leave]"]
    text = SOUND[GUIDE_AT].replace(LEAVE, "\n".join(lines))
    guide = "guides/any/refused/en.md"
    assert faults_of(tmp_path, {**UK, guide: text}) == []
    (fault,) = faults_of(tmp_path, {**UK, guide: text.replace("[uk/dpa/s-45#leave]", "[ca/irpa/s-72#count]")})
    assert tells(
        fault, guide, line_of(text, "for Britain"), "", "has 5 lines in its short answer for ca on", "move the rest to Rule"
    )


def test_a_translation_has_a_source(tmp_path: Path) -> None:
    """Is a translation told whose English file does not exist?"""
    path = "guides/ca/appeal/de.md"
    (fault,) = faults_of(tmp_path, {path: SOUND[GUIDE_AT]})
    assert tells(fault, path, 0, "", "translates a file that does not exist.", "Write guides/ca/appeal/en.md first.")


def test_a_translation_is_checked_like_its_source(tmp_path: Path) -> None:
    """Is a dead label told in the translation's own file, and may a translation do without phrasings?"""
    path = GUIDE_AT.replace("en.md", "de.md")
    text = SOUND[GUIDE_AT].replace("s-72#leave", "s-72#permission").replace(f"{ASKS}\n", "")
    (fault,) = faults_of(tmp_path, {path: text})
    assert tells(fault, path, line_of(text, "permission"), "", "has no such label.", "Labels there:")


def test_a_system_of_another_country_can_be_named(tmp_path: Path) -> None:
    """Is the country named by its code when a guide cites a system outside the places covered?"""
    path = "systems/nl/ind-tool/en.md"
    text = SOUND[GUIDE_AT].replace(LEAVE, "Yes, you can. [systems/nl/ind-tool#table]")
    (fault,) = faults_of(tmp_path, {path: SYSTEM, GUIDE_AT: text})
    assert fault.problem == "cites the law of nl in a guide for Canada."


def test_all_faults_come_file_by_file_and_once(tmp_path: Path) -> None:
    """Are the faults of several files all told, in the order of files and lines, none twice?"""
    changes = swapped(NOTE_AT, "binds: The Federal Court\n", "") | swapped(GUIDE_AT, LEAVE, "Yes, you can.\nThat is all.")
    found = faults_of(tmp_path, changes)
    assert found == sorted(set(found))
    assert [(str(fault.path), fault.problem) for fault in found] == [
        (GUIDE_AT, "cites nothing."),
        (GUIDE_AT, "cites nothing."),
        (NOTE_AT, "is missing."),
    ]


def test_a_folder_with_faults_does_not_load(tmp_path: Path) -> None:
    """Does the assistant refuse to start on a faulty folder, naming the first fault, how many and the command?"""
    changes = swapped(GUIDE_AT, LEAVE, "Yes, you can.\nThat is all.")
    root = write_knowledge(tmp_path, **{**SOUND, **changes})
    line = line_of(changes[GUIDE_AT], "Yes, you can.")
    with pytest.raises(KnowledgeError, match=rf"has 2 faults; the first: {GUIDE_AT}:{line}: cites nothing\.") as error:
        load(root)
    assert "rights-assistant knowledge check" in error.value.remedy


def test_a_sound_folder_loads(tmp_path: Path) -> None:
    """Is what loads the same as what was examined?"""
    root = write_knowledge(tmp_path, **SOUND)
    assert load(root) == examine(root)[0]


@pytest.mark.parametrize("path", [NOTE_AT, SYSTEM_AT, REMEDY_AT, REFERRAL_AT, GUIDE_AT])
def test_a_fault_leads_back_to_its_file(tmp_path: Path, path: str) -> None:
    """Does every document know the file that it was read from?"""
    root = write_knowledge(tmp_path, **SOUND)
    assert path in {str(path_of(document)) for document in load(root)}
    assert (root / path).is_file()


def test_a_translation_leads_to_its_own_file() -> None:
    """Is the file of a translation the one in its language, and the file of a note the note itself?"""
    assert path_of(a_guide(language="ar")) == Path("guides/ca/visa-refused/ar.md")
    assert path_of(a_provision("ca/dadm/6.2.1")) == Path("law/ca/dadm/6.2.1.md")


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        pytest.param(0, "", "law/ca/irpa/s-72.md: is wrong. Mend it.", id="the whole file"),
        pytest.param(7, "", "law/ca/irpa/s-72.md:7: is wrong. Mend it.", id="a line"),
        pytest.param(0, "binds", "law/ca/irpa/s-72.md: `binds`: is wrong. Mend it.", id="a key that is not there"),
        pytest.param(7, "binds", "law/ca/irpa/s-72.md:7: `binds`: is wrong. Mend it.", id="a key on its line"),
    ],
)
def test_a_fault_reads_as_one_line(line: int, key: str, expected: str) -> None:
    """How does a fault read to the person who mends it?"""
    assert str(Fault(Path(NOTE_AT), line, key, "is wrong.", "Mend it.")) == expected


def test_limits_of_the_rules_are_those_of_the_readme() -> None:
    """Do the numbers in the code agree with the README that writers follow?"""
    assert (MIN_ASKS, MAX_SHORT) == (8, 4)


@pytest.mark.xfail(strict=True, reason="check._remedy never compares the days of a deadline with those of the sentence it rests on")
@pytest.mark.parametrize(
    "window",
    [
        pytest.param("", id="a deadline for all time on a sentence that has ended"),
        pytest.param("from: 2026-06-12\n    ", id="a deadline that begins when its sentence has ended"),
    ],
)
def test_a_deadline_holds_only_while_its_source_does(tmp_path: Path, window: str) -> None:
    """Is a confirmed deadline told that goes on after the law behind it has ended?"""
    changes = swapped(NOTE_AT, "{#15-days}", f"{{#15-days until {date(2026, 6, 11)}}}")
    changes |= swapped(REMEDY_AT, "assumptions:", f"{window}assumptions:")
    assert [fault.key for fault in faults_of(tmp_path, changes)] == ["deadlines"]


@pytest.mark.xfail(
    strict=True, reason="Document.find('') returns the first statement without a label, so a source without one resolves"
)
def test_a_deadline_rests_on_a_labelled_sentence(tmp_path: Path) -> None:
    """Is a deadline told that names a provision but no sentence, also when some sentence there has no label?"""
    changes = swapped(NOTE_AT, " {#count}", "") | swapped(REMEDY_AT, "source: ca/irpa/s-72#15-days", "source: ca/irpa/s-72")
    assert [fault.key for fault in faults_of(tmp_path, changes)] == ["deadlines"]


@pytest.mark.xfail(strict=True, reason="no check compares `withdrawn_on` with `applies`, and status_of then says in force")
def test_a_withdrawn_law_has_no_open_period(tmp_path: Path) -> None:
    """Is a note told that was withdrawn and still applies?"""
    assert faults_of(tmp_path, swapped(NOTE_AT, "binds:", "withdrawn_on: 2020-01-01\nbinds:"))


def test_instruments_are_checked_too(tmp_path: Path) -> None:
    """Is a fault in `instrument.md` told although no document is one?"""
    (fault,) = faults_of(tmp_path, swapped(LAW_AT, "publisher: Justice Canada\n", ""))
    assert tells(fault, LAW_AT, 0, "publisher", "is missing.", "Add `publisher:` to the head.")

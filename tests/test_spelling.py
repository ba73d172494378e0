"""`spelling`: misspelt words mended in what is looked up, and everything else left as it was typed."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from factories import a_question
from fakes import a_passage
from rights_assistant.adapters.english import english
from rights_assistant.domain.passage import Role
from rights_assistant.prompts import load_prompts, load_spelling
from rights_assistant.spelling import Speller, speller
from rights_assistant.split import split


@pytest.fixture(scope="module")
def real(library: Any) -> Speller:
    """The speller over the real knowledge and words."""
    prompts = ROOT / "prompts"
    return speller(english(), split(library), load_prompts(prompts).places, load_spelling(prompts))


AROUND = "they said that the is not what we asked for"


def mended(real: Speller, word: str) -> str:
    """A word mended in the middle of an English sentence."""
    text = real.mended(f"{AROUND[:18]} {word} {AROUND[19:]}")
    return text.removeprefix(f"{AROUND[:18]} ").removesuffix(f" {AROUND[19:]}")


MEANT = {
    "without vowels, as in a text message": {
        "prmt": "permit",
        "rfsd": "refused",
        "ystrdy": "yesterday",
        "dprtd": "deported",
        "trbnl": "tribunal",
        "lwyr": "lawyer",
        "hsbnd": "husband",
        "dcsn": "decision",
        "cmptr": "computer",
        "frgn": "foreign",
    },
    "heard, not seen": {
        "desision": "decision",
        "imigrasion": "immigration",
        "deportashun": "deportation",
        "detenshun": "detention",
        "algoritm": "algorithm",
        "telefone": "telephone",
        "fotograf": "photograph",
        "sistem": "system",
        "asilum": "asylum",
        "lawer": "lawyer",
        "speshal": "special",
        "anser": "answer",
        "skreen": "screen",
        "chek": "check",
        "polise": "police",
        "citisen": "citizen",
        "nowledge": "knowledge",
        "rong": "wrong",
        "akses": "access",
        "becose": "because",
    },
    "a letter dropped": {
        "goverment": "government",
        "aplication": "application",
        "imigration": "immigration",
        "refusl": "refusal",
        "tribnal": "tribunal",
        "intervew": "interview",
        "permt": "permit",
        "documnt": "document",
        "decsion": "decision",
        "adress": "address",
        "tomorow": "tomorrow",
        "posible": "possible",
    },
    "a letter doubled": {
        "visaa": "visa",
        "appeall": "appeal",
        "deadlline": "deadline",
        "extenssion": "extension",
        "commputer": "computer",
        "rigghts": "rights",
        "lettter": "letter",
        "dettained": "detained",
    },
    "letters exchanged": {
        "recieve": "receive",
        "computre": "computer",
        "lettre": "letter",
        "rihgts": "rights",
        "passprot": "passport",
        "asylmu": "asylum",
        "wiht": "with",
        "thier": "their",
        "freind": "friend",
        "refsued": "refused",
    },
    "the key beside it": {
        "computwr": "computer",
        "dexision": "decision",
        "lawywr": "lawyer",
        "interbiew": "interview",
        "refysed": "refused",
        "appwal": "appeal",
        "offixer": "officer",
        "residencd": "residence",
        "biomettic": "biometric",
    },
    "two errors in a long word": {
        "imigrashion": "immigration",
        "discriminasion": "discrimination",
        "explanasion": "explanation",
        "autometad": "automated",
        "fingeprintz": "fingerprints",
        "resindense": "residence",
    },
    "a place": {
        "germny": "germany",
        "austalia": "australia",
        "canda": "canada",
        "brittain": "britain",
        "torronto": "toronto",
        "shengen": "schengen",
    },
    "a day or a month": {"novembr": "november", "wenesday": "wednesday", "satuday": "saturday", "thuesday": "tuesday"},
    "a number of which nothing else is near": {"fourten": "fourteen", "thirthy": "thirty", "sixten": "sixteen"},
    "a text message": {"pls": "please", "bcoz": "because", "ur": "your", "govt": "government", "docs": "documents"},
    "written as one": {"theappeal": "the appeal", "theyexplain": "they explain", "myvisa": "my visa"},
}


@pytest.mark.parametrize(
    ("typed", "meant"), [pytest.param(t, m, id=f"{why}: {t}") for why, ws in MEANT.items() for t, m in ws.items()]
)
def test_what_a_misspelt_word_is_meant_for(real: Speller, typed: str, meant: str) -> None:
    """Is a word mended to the one that was meant?"""
    assert mended(real, typed) == meant


STAYS = {
    "an English word, also where another is near": "form from apeak wether depot trial trail county eta refuge casual causal",
    "a country that is covered, and its neighbour in letters": "austria australia germany canada",
    "a country that is not": "iran iraq niger nigeria mali malawi guinea guyana eswatini romania chad burkina oman gambia zambia",
    "between two countries or numbers": "nigera irak austrlia slovania",
    "a people or a language": "rohingya uyghur dari pashto tigrinya kurmanji sorani oromo farsi",
    "an authority, a permit or a law": "atip bamf ircc gdpr azr cbsa ukvi uscis etias irpa eurodac frontex duldung dublin",
    "German": "bescheid widerspruch antrag aufenthalt klage frist anwalt nicht wird ausweis ausländerbehörde",
    "French": "préfecture récépissé séjour demande plainte recours titre carte asile réfugié",
    "Spanish": "asilo solicitud permiso visado abogado plazo arraigo extranjería",
    "too short to be told": "xq zk bz",
    "a negation, or what may be one": "not never without dont cant nto nver dobt donnt",
    "a number": "one two fifteen fifty fourteen forty sixty",
    "a name that is near nothing": "oluwaseun jusuf nguyen",
    "another script": "апелляция إقامة 签证",
    "with a digit": "sum1 w8 b4 i94 c27 22c",
}


@pytest.mark.parametrize(("why", "word"), [(why, w) for why, ws in STAYS.items() for w in dict.fromkeys(ws.split())])
def test_what_stays(real: Speller, why: str, word: str) -> None:
    """Is a word that is none of ours to mend left as it was typed?"""
    assert mended(real, word) == word, why


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mein Antrag auf Asyl wurde abgelehnt, was kann ich tun?", id="German"),
        pytest.param("Ma demande de visa a été refusée par un ordinateur", id="French"),
        pytest.param("Quand dois-je faire appel de la decision", id="French without accents"),
        pytest.param("mi solicitud de visa fue rechazada por un sistema", id="Spanish"),
        pytest.param("visa reject ho gaya kitne din hai appeal ke liye", id="Hindi in Latin letters"),
        pytest.param("Hoe lang heb ik om in beroep te gaan tegen de IND", id="Dutch"),
        pytest.param("Vizem bilgisayar tarafından reddedildi", id="Turkish"),
        pytest.param("تم رفض تأشيرتي", id="Arabic"),
        pytest.param("Desision?", id="too few words to tell the language"),
        pytest.param("", id="nothing"),
    ],
)
def test_another_language_stays(real: Speller, text: str) -> None:
    """Is a text that is not English left alone as a whole?"""
    assert real.mended(text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("I recieve a leter, what now?", "I receive a letter, what now?", id="all around the words stays"),
        pytest.param(
            "Goverment refused my visa. Desision was wrong.", "Government refused my visa. Decision was wrong.", id="capitals"
        ),
        pytest.param("MY VISA WAS REFUSED BY MASHINE", "MY VISA WAS REFUSED BY machine", id="a text all in capitals"),
        pytest.param(
            "I met Mr Desisson in Germny about it", "I met Mr Desisson in Germany about it", id="a name becomes nothing but a place"
        ),
        pytest.param("is Cenadas law like this one", "is Canada law like this one", id="a possessive without its sign"),
        pytest.param("the goverment's letter", "the government's letter", id="a possessive"),
        pytest.param("is the letter 'Der Bescheid wird angefochten von Amts' final?", None, id="German quoted in English"),
        pytest.param("they ask for [NAME] and refus@example.org and https://desision.org", None, id="masks and addresses"),
        pytest.param("was it legal or ilegal to do this", "was it legal or illegal to do this", id="turned round as it was typed"),
        pytest.param("is this unlawfl or was it lawfull", "is this unlawful or was it lawful", id="each its own side"),
    ],
)
def test_whole_texts(real: Speller, text: str, meant: str | None) -> None:
    """Is everything but the misspelt words as it was?"""
    assert real.mended(text) == (text if meant is None else meant)


def test_a_conversation_tells_the_language(real: Speller) -> None:
    """Is a short follow-up mended after an English question, and each question by its own words?"""
    asked = a_question("and the deadlin?", earlier=("my visa was refused by the algoritm",))
    meant = real.meant(asked)
    assert (meant.text, meant.earlier) == ("and the deadline?", ("my visa was refused by the algorithm",))
    assert real.meant(a_question("deadlin?")).text == "deadlin?"
    assert (meant.asked_on, meant.jurisdiction) == (asked.asked_on, asked.jurisdiction)


NEGATIONS = re.compile(r"\b(?:no|not|nor|none|never|nobody|nothing|neither|without|cannot|dont|cant|didnt|wont)\b")
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
KNOWN = st.sampled_from(
    (
        "visa",
        "refused",
        "not",
        "never",
        "without",
        "my",
        "computer",
        "two",
        "fifteen",
        "iran",
        "iraq",
        "niger",
        "days",
        "was",
        "the",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(KNOWN, min_size=6, max_size=12), LETTERS)
def test_known_words_never_change(real: Speller, words: list[str], other: str) -> None:
    """Do the known words of a text stay, whatever stands among them, so that no negation, number or place is lost?"""
    text = " ".join([*words[:3], other, *words[3:]])
    after = real.mended(text)
    assert after.startswith(" ".join(words[:3]))
    assert after.endswith(" ".join(words[3:]))
    made = after.removeprefix(" ".join(words[:3])).removesuffix(" ".join(words[3:])).split()
    if len(other) < 6:
        assert NEGATIONS.findall(" ".join(made)) == NEGATIONS.findall(other)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(real: Speller, text: str) -> None:
    """Can every text be mended, and does mending it again change nothing that is a number?"""
    assert re.findall(r"\d+", real.mended(text)) == re.findall(r"\d+", text)


def test_the_knowledge_outweighs_the_language() -> None:
    """Is of two words that are equally near the one taken that the notes use?"""
    words, places = load_spelling(ROOT / "prompts"), load_prompts(ROOT / "prompts").places
    common = dict.fromkeys(AROUND.split(), 10**9)
    counts = common | {"refuse": 3_000_000, "refute": 3_000_000}
    for used in ("refuse", "refute"):
        notes = [a_passage(f"ca/irpa/s-72:en:{n}", f"They {used} it.", role=Role.TEXT) for n in range(9)]
        assert mended(speller(counts, notes, places, words), "refuye") == used


def test_a_word_of_the_phrasings_alone_is_no_known_word() -> None:
    """Is a misspelt phrasing of a guide, there to be found, no reason to leave the same error in a question?"""
    words, places = load_spelling(ROOT / "prompts"), load_prompts(ROOT / "prompts").places
    common = dict.fromkeys((*AROUND.split(), "decision"), 10**9)
    asks = [a_passage(text="What is a desision?", role=Role.ASK)]
    assert mended(speller(common, asks, places, words), "desision") == "decision"
    says = [a_passage(text="A desision is a word.", role=Role.TEXT)]
    assert mended(speller(common, says, places, words), "desision") == "desision"


def test_each_list_has_a_reason(tmp_path: Path) -> None:
    """Is a list of words without its reason refused, with the file and the list?"""
    from rights_assistant.errors import KnowledgeError

    text = (ROOT / "prompts" / "spelling.yaml").read_text("utf-8")
    for name in ("forms", "negations", "turns", "numbers", "calendar", "foreign", "stays", "lands"):
        (tmp_path / "spelling.yaml").write_text(re.sub(rf"^{name}:\n  reason: .*$", f"{name}:", text, flags=re.MULTILINE), "utf-8")
        with pytest.raises(KnowledgeError, match=rf"spelling\.yaml has no '{name}'"):
            load_spelling(tmp_path)


@pytest.mark.parametrize(
    ("typed", "feared"),
    [
        pytest.param("I dobt want to live any more", "I dont want to live any more", id="one that may be a negation"),
        pytest.param("they canot send me back to the border", "they cannot send me back to the border", id="a long one"),
        pytest.param("the desision came today by letter", "the decision came today by letter", id="others as before"),
        pytest.param("I do not want to go", "I do not want to go", id="nothing misspelt"),
    ],
)
def test_what_may_be_feared(real: Speller, typed: str, feared: str) -> None:
    """Where danger is looked for, is a word that may be a negation read as one, and elsewhere left?"""
    assert real.feared(a_question(typed)).text == feared


def test_a_sure_reading_guesses_no_negation(real: Speller) -> None:
    """Is what is looked up never turned round by a guess?"""
    assert real.meant(a_question("I dobt want to live any more")).text == "I dobt want to live any more"


def test_english_around_a_copied_letter(real: Speller) -> None:
    """Are the English sentences around words of another language mended, and those words left?"""
    letter = "'Der Antrag wird als unzulässig abgelehnt und die Überstellung nach Bulgarien wird angeordnet',"
    text = f"{letter} I got it in the camp. There is a fligt to Sofia on thuesday."
    assert real.mended(text) == f"{letter} I got it in the camp. There is a flight to Sofia on tuesday."

"""Made-up identifiers in every shape that people write them, what only looks like one, and the table of what became of them.

Numbers with check digits are valid; nobody's own. The same seed makes the same ones each time.
"""

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stdnum import iban, luhn
from stdnum.ca import sin
from stdnum.nl import bsn
from stdnum.us import ssn

from rights_assistant.mask import fold, mask
from rights_assistant.personal import Personal

FORMATS: Final = 10
SCRIPTS: Final = ("ASCII", "Arabic-Indic", "Persian", "Devanagari", "fullwidth")
_ZEROS: Final = {"Arabic-Indic": "٠", "Persian": "۰", "Devanagari": "०"}
FRAMES: Final = {
    "ASCII": "Canada refused me. {} What can I do now?",
    "Arabic-Indic": "رفضوا طلبي. {} ماذا أفعل الآن؟",
    "Persian": "درخواستم رد شد. {} حالا چه کار کنم؟",
    "Devanagari": "मेरा आवेदन अस्वीकार हुआ. {} अब मैं क्या करूँ?",
    "fullwidth": "我的签证被拒绝了. {} 现在怎么办?",
}
"""A sentence around an identifier, in a language that is written with those digits."""


@dataclass(frozen=True)
class Try:
    """One text with one identifier in it."""

    kind: str
    script: str
    text: str


def _digits(r: random.Random, n: int) -> str:
    return r.choice("123456789") + "".join(r.choice(string.digits) for _ in range(n - 1))


def _letters(r: random.Random, n: int, among: str = string.ascii_uppercase) -> str:
    return "".join(r.choice(among) for _ in range(n))


def _until(valid: Callable[[str], bool], made: Callable[[], str]) -> str:
    """The first that is valid; a tenth or so are."""
    return next(number for number in iter(made, None) if valid(number))


def _iban(r: random.Random) -> str:
    country, length = r.choice([("DE", 18), ("AT", 16), ("PL", 24), ("CH", 17)])
    body = _digits(r, length)
    return _until(iban.is_valid, lambda: f"{country}{r.randrange(100):02d}{body}")


def _card(r: random.Random) -> str:
    body = r.choice("45") + _digits(r, 14)
    return body + luhn.calc_check_digit(body)


def _passport_lines(r: random.Random) -> str:
    number, born, until = _letters(r, 2) + _digits(r, 7), _digits(r, 6), _digits(r, 6)
    return f"{number}{r.randrange(10)}UKR{born}{r.randrange(10)}F{until}{r.randrange(10)}{'<' * 14}0{r.randrange(10)}"


def _day(r: random.Random) -> str:
    return f"{r.randrange(10, 28)}{r.randrange(10, 13)}{r.randrange(1950, 2016)}"


MADE: Final[dict[str, tuple[Callable[[random.Random], str], Sequence[str]]]] = {
    "e-mail address": (
        lambda r: _letters(r, 5, string.ascii_lowercase) + _digits(r, 3),
        (
            "{}@example.org", "My e-mail is {}@mail.example.com.", "<{}@example.org>", "{}+visa@example.co.uk", "write: {}.k@example.org,",
            "mailto:{}@example.org", "{} (at) example (dot) org", "{}[at]example.org", "{} at gmail.com", "{}_k@post.example.de!",
        ),
    ),
    "phone number": (
        lambda r: _digits(r, 8),
        (
            "+49 151 ########", "tel. 07### ### ##1", "+1 (604) 555-####", "WhatsApp +380 50 ### ## ##", "0049 151 ########",
            "phone: 0######", "call me at 04## ### ##0", "(604) 555-####", "mobile ########", "My number is +98-912-###-####.",
        ),
    ),
    "bank account number": (
        _iban,
        (
            "{}", "IBAN {}", "IBAN: {}.", "account {4}", "({4})", "{4-}", "My bank is {4} and it is blocked.", "IBAN={}", "iban {4}, please", "\"{}\"",
        ),
    ),
    "card number": (
        _card,
        (
            "################", "#### #### #### ####", "####-####-####-####", "card ################", "I paid with #### #### #### ####.",
            "Visa card: #### #### #### ####", "####.####.####.####", "(################)", "my card #### #### #### ####, blocked", "cc ####-####-####-####",
        ),
    ),
    "passport number": (
        lambda r: _digits(r, 8),
        (
            "passport #######", "passport no. #######", "My passport number is P#######", "passport: PA ######", "Passport No ########",
            "Reisepass Nr. C#######", "passeport n° ##AB#####", "pasaporte AAA######", "travel document K########", "passport ~: #### ####",
        ),
    ),
    "passport code line": (
        _passport_lines,
        (
            "{}", "MRZ {}", "P<UKRSHEVCHENKO<<OLENA<<<<<<<<<<<<<<<<<<<<<<< {}", "MRZ: {}", "the code is {}", "({})", "{}.", "last line {}",
            "I<UKR<< {}", "it says {}, yes",
        ),
    ),
    "A-number": (
        lambda r: _digits(r, 9),
        (
            "A#########", "A###-###-###", "A ### ### ###", "A-###-###-###", "A~ ###-###-###", "A-number #########", "my A number is ###-###-###",
            "alien registration number #########", "alien number A########", "A-file: #########",
        ),
    ),
    "USCIS receipt number": (
        lambda r: r.choice(("MSC", "IOE", "WAC", "LIN", "EAC")) + _digits(r, 10),
        (
            "{}", "receipt {}", "receipt number: {}", "###-##-###-#####", "### ## ### #####", "My case is {}.", "({})", "USCIS {}", "pending, {}", "###-##########",
        ),
    ),
    "client number (UCI)": (
        lambda r: _digits(r, 10),
        (
            "UCI ##########", "UCI ##-####-####", "UCI: ####-####", "##-####-####", "UCI number ########", "my UCI is ## #### ####", "client ID ##########",
            "(UCI ##-####-####)", "UCI no. ####-####", "unique client identifier ##-####-####",
        ),
    ),
    "AZR number": (
        lambda r: _digits(r, 12),
        (
            "AZR ############", "AZR-Nummer ############", "AZR-Nummer: ############", "AZR-Nr. ############", "AZR number is ############",
            "AZR no. ######-######", "AZR: ## ### ### ####", "(AZR ############)", "my AZR ID ############", "AZR #### #### ####",
        ),
    ),
    "Dutch citizen number (BSN)": (
        lambda r: _until(bsn.is_valid, lambda: _digits(r, 9)),
        (
            "BSN #########", "BSN: ####.##.###", "####.##.###", "BSN nummer #########", "burgerservicenummer #########", "my BSN is ### ### ###",
            "bsn=#########", "#### ## ###", "citizen service number #########", "BSN no. ###-###-###",
        ),
    ),
    "National Insurance number": (
        lambda r: _letters(r, 2, "ABCEHJLM") + _digits(r, 6) + r.choice("ABCD"),
        (
            "{}", "## ## ## ## #", "NI number ## ## ## ## #", "NINO {}", "my national insurance is {}.", "##-##-##-##-#", "({})", "NI: {}", "## ###### #", "NI no. ## ## ## ## #",
        ),
    ),
    "Social Insurance Number": (
        lambda r: _until(sin.is_valid, lambda: _digits(r, 9)),
        (
            "SIN #########", "SIN ### ### ###", "###-###-###", "### ### ###", "SIN: ###-###-###", "my SIN is ### ### ###", "social insurance number #########",
            "###.###.###", "(SIN ###-###-###)", "NAS ### ### ###",
        ),
    ),
    "US social security number": (
        lambda r: _until(ssn.is_valid, lambda: _digits(r, 9)),
        (
            "###-##-####", "### ## ####", "SSN ###-##-####", "SSN #########", "SSN: ### ## ####", "my social security number is ###-##-####",
            "(###-##-####)", "ssn=#########", "social security ### ## ####", "SSN no. ###-##-####",
        ),
    ),
    "date of birth": (
        _day,
        (
            "born ##.##.####", "born on ##/##/####", "DOB ##-##-####", "date of birth: ##.##.####", "geb. ##.##.####", "né le ##/##/####",
            "my birthday is ##.##.####", "D.O.B. ## ## ####", "birthdate ########", "born ## May 19##",
        ),
    ),
    "private link": (
        lambda r: _letters(r, 10, string.ascii_lowercase) + _digits(r, 12) + _letters(r, 8, string.ascii_lowercase),
        (
            "https://portal.example/case?token={}", "https://portal.example/?id=7&key={}", "www.portal.example/reset?access={}",
            "https://files.example/d/{}", "https://amina:{}@files.example/", "http://p.example/x?sid={}#top", "(https://p.example/y?signature={})",
            "https://p.example/magic?auth_token={}", "https://p.example/cb?code={}", "https://p.example/share={}",
        ),
    ),
    "street address": (
        lambda r: _digits(r, 8),
        (
            "14# Mercer Close", "8# Ossington Ave apt #, Toronto", "1#/8# Rosella Cres, Dandenong", "Holländische Str. 4##b", "Hauptstraße 1#, 1####",
            "12# rue de Rivoli, 75###", "Calle Mayor #, 28###", "Flat #, 3# Baker Street", "Address: Room 2##, Camp Moria", "2## King Road",
        ),
    ),
    "Home Office reference": (
        lambda r: _digits(r, 16),
        (
            "GWF0########", "GWF ########", "UAN ####-####-####-####", "####-####-####-####/00", "Home Office ref O#######/3", "Home Office reference M#######",
            "UAN: ################", "HO ref. A#######", "BRP ZU#######", "UKVI reference ########",
        ),
    ),
    "file number": (
        lambda r: _digits(r, 10),
        (
            "Az. #######-###", "Aktenzeichen #######-###", "#######-###", "Az: ##.#-KS-######", "Geschäftszeichen #######-###", "Aktenzeichen: ########",
            "BAMF Az. #######-###", "Gz. ##/####-##", "Az.: ### ### ###", "(Az. #######-###)",
        ),
    ),
    "visa number": (
        lambda r: _digits(r, 9),
        (
            "visa sticker number D########", "Schengen visa no. FRA #########", "visa number #########", "visa no. ########", "Visum Nr. D########",
            "visa sticker #########", "my visa number is E########", "visado n° #########", "(visa no. C########)", "vignette number #########",
        ),
    ),
}  # fmt: skip
"""By the words of the notice: how a number is made, and ten ways to write it: each `#` is its next sign, `~` a number sign, `{4}` groups of four."""


def _written(shape: str, value: str) -> str:
    grouped = " ".join(value[i : i + 4] for i in range(0, len(value), 4))
    if "{" in shape:
        return shape.replace("{4-}", grouped.replace(" ", "-")).replace("{4}", grouped).replace("{}", value)
    signs = iter(value)
    return re.sub("#", lambda _: next(signs), shape).replace("~", "#")


def _in_script(text: str, script: str) -> str:
    if script == "fullwidth":
        return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and (c.isdigit() or c in "@+") else c for c in text)
    zero = ord(_ZEROS.get(script, "0"))
    return "".join(chr(zero + int(c)) if c.isascii() and c.isdigit() else c for c in text)


def positives(seed: int = 5) -> Iterator[Try]:
    """Every kind in ten formats and five digit systems."""
    r = random.Random(seed)
    for kind, (made, shapes) in MADE.items():
        for script in SCRIPTS:
            for shape in shapes:
                yield Try(kind, script, FRAMES[script].format(_in_script(_written(shape, made(r)), script)))


def negatives() -> list[str]:
    """What is nobody's own number: forms, laws, dates, money, cases, visa classes."""
    forms = [f"IMM {n}" for n in (5257, 1294, 5645, 5709, 5476, 5744, 1017, 5409, 5669, 1344)]
    forms += [f"I-{n}" for n in (589, 485, 130, 765, 90, 864, 131, 551, 862, 213)] + [
        "N-400",
        "G-28",
        "G-639",
        "DS-160",
        "EOIR-33",
        "AR-11",
    ]
    forms += [
        "SET(O)",
        "SET(M)",
        "FLR(FP)",
        "FLR(HRO)",
        "VAF4A",
        "IAFT-5",
        "Form 1412",
        "form 1419",
        "Form 80",
        "Form 956A",
        "form 1023",
        "Formular 2",
    ]
    laws = [
        f"{law} {n}"
        for law in ("section", "Article", "Art.", "§", "rule", "paragraph", "recital", "reg.", "s.")
        for n in ("5", "22(1)", "34a", "72", "186.1(5)", "276ADE", "477")
    ]
    laws += [
        f"({union}) {year}/{n}"
        for union in ("EU", "EC")
        for year in (2013, 2016, 2018, 2024)
        for n in (32, 399, 604, 679, 1240, 1348, 1689)
    ]
    laws += [f"(EC) No {n}/{year}" for n in (767, 810, 1987) for year in (2006, 2008, 2009)] + [
        f"3{y}R{n:04d}" for y in (2016, 2018, 2024) for n in (679, 1240, 1689)
    ]
    laws += [
        "8 U.S.C. § 1252(b)(9)",
        "8 CFR 103.2(b)(16)",
        "5 U.S.C. 552a",
        "Pub. L. 107-296",
        "SOR/2002-227",
        "S.C. 2001, c. 27",
        "INA 240A",
        "85 Fed. Reg. 12345",
        "Executive Order 14110",
        "ISO/IEC 42001:2023",
        "CETS No. 225",
        "A/RES/78/265",
        "CCPR/C/GC/35",
        "COM(2021) 206",
    ]
    cases = [f"C-{n}/{y}" for n in (5, 634, 817, 203, 1234) for y in (19, 21, 22, 23)] + [
        "ECLI:EU:C:2023:957",
        "M.S.S. v Belgium, no. 30696/09",
        "1 BvR 2634/20",
        "10 K 1234/21",
        "2021 FC 1126",
        "[2020] UKSC 12",
        "[2019] EWCA Civ 1234",
        "2019 SCC 65",
        "application no. 51564/99",
    ]
    days = [f"{d}{sep}{m}{sep}{y}" for d, m in ((1, 5), (12, 11), (31, 12)) for sep in "./-" for y in (2025, 2026)] + [
        f"{y}-{m:02d}-{d:02d}" for y in (2024, 2025, 2026) for m in (1, 6, 12) for d in (3, 19)
    ]
    days += (
        [f"{d} {m} {y}" for d in (3, 19) for m in ("May", "November", "Juni", "mars") for y in (2025, 2026)]
        + [f"{m} {d}, 2026" for m in ("May", "November") for d in (3, 19)]
        + ["20261119", "2024-2025", "2025/26", "since 2019", "10:30", "14.30 h", "in 2024, 2025 and 2026"]
    )
    money = (
        [f"{sign}{n}" for sign in ("$", "€ ", "£", "CAD ", "USD ") for n in ("85", "1,500", "12,000.50", "250000", "1,500,000")]
        + [
            f"{n} {unit}"
            for n in ("85", "1500", "12 000", "2.500,50", "100000")
            for unit in ("euros", "dollars", "€", "CAD", "pounds", "rupees")
        ]
        + ["50000000 toman", "100 000 000 rials", "3 million"]
    )
    classes = (
        [f"subclass {n}" for n in (188, 189, 190, 417, 462, 482, 485, 500, 600, 820, 866)]
        + [f"visa {n}" for n in (189, 482, 500, 866)]
        + ["D7 visa", "C visa", "type D 90 days", "H-1B", "EB-2", "F-1", "Tier 4"]
    )
    amounts = [
        f"{n} {unit}"
        for n in ("2", "15", "30", "60", "180", "1,240")
        for unit in ("days", "weeks", "months", "people", "pages", "%")
    ] + ["1,004,577 files", "12,345 applicants", "2 in 10,000", "CRS score 489", "98.7 percent", "7 of 12"]
    frames = ("What about {}?", "They refused me because of {} and I do not know why.")
    return [frame.format(x) for x in (*forms, *laws, *cases, *days, *money, *classes, *amounts) for frame in frames]  # fmt: skip


def left_over(text: str) -> bool:
    """Whether something of an identifier still stands in a masked text whose sentence held no sign of one."""
    bare = re.sub(r"\[[^\]]*\]", " ", fold(text))
    return bool(re.search(r"\d|@|://|<<", bare))


@dataclass(frozen=True)
class Row:
    """What became of the identifiers of one kind, and how often something else was taken for it."""

    kind: str
    tried: int
    taken: int
    by_name: int
    wrongly: int


def confusion(tries: Sequence[Try], others: Sequence[str], rules: Personal) -> list[Row]:
    """A row a kind: how many were taken out whole, under their own name, and how many of the others under this one."""
    tried, taken, by_name = Counter[str](), Counter[str](), Counter[str]()
    for one in tries:
        done = mask(one.text, rules)
        gone = bool(done.kinds) and not left_over(done.text)
        tried[one.kind] += 1
        taken[one.kind] += gone
        by_name[one.kind] += gone and one.kind in done.kinds
    wrongly = Counter(kind for text in others for kind in mask(text, rules).kinds)
    kinds = dict.fromkeys((*MADE, *(k.says for k in rules.kinds)))
    return [Row(kind, tried[kind], taken[kind], by_name[kind], wrongly[kind]) for kind in kinds if tried[kind] or wrongly[kind]]


def table(rows: Sequence[Row], others: int) -> str:
    """The rows as Markdown."""
    head = f"| kind | written | taken out | under its own name | of {others:,} others, taken for it |\n|---|---|---|---|---|"
    return "\n".join([head, *(f"| {r.kind} | {r.tried} | {r.taken} | {r.by_name} | {r.wrongly} |" for r in rows)])

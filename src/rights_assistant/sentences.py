"""The sentences of a text in any script, each with the markers that stand after its stop."""

from typing import Final

import regex

_LINE: Final = regex.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
MARKER: Final = r"[\[［【]\s*\p{Nd}+(?:\s*[,;–-]\s*\p{Nd}+)*\s*[\]］】]"
"""A marker as a pattern: `[1]`, `[1, 2]`, `[1-3]`, in full width too."""
_MARKERS: Final = rf"(?:\s*{MARKER})*"
_CLOSERS: Final = r"[\p{Pe}\p{Pf}\"'*_]*"
_END: Final = regex.compile(
    rf"(?P<wide>[。！？｡．।॥](?:[。！？｡．।॥]|{_CLOSERS})*{_MARKERS})"
    rf"|(?P<stop>[.!?…؟۔።։‼⁇⁈⁉]+)(?:{_CLOSERS})(?:(?P<marks>(?:\s*{MARKER})+)|(?=\s|$))"
)
_ONLY_MARKERS: Final = regex.compile(rf"\s*{MARKER}{_MARKERS}[\s.,;。]*")
_WORD_BEFORE: Final = regex.compile(r"[\p{L}\p{M}\p{N}.°º'’-]+$")
_NEXT: Final = regex.compile(r"\s*[\p{Ps}\p{Pi}\"'*_]*([\p{L}\p{M}\p{N}'’-]*)")
_ROMAN: Final = regex.compile(r"[IVXLC]+")
_LIST_NUMBER: Final = regex.compile(r"\s*[\p{Ps}]?(?:\p{Nd}{1,3}|\p{L})")

_ALWAYS: Final = frozenset(
    "mr mrs ms dr prof st vgl bzw ca cf vs v e.g i.e eg ie z.b d.h u.a i.d.r approx fig hon gem i.v.m p.ex p.ej т.е т.к см напр sog ggf evtl inkl zzgl bspw insb min max".split()
)
"""Short forms that never end a sentence."""
_BEFORE_NUMBER: Final = frozenset(
    "art arts abs no nos nr núm num n nº n.º s ss sec secs sect para paras p pp r reg regs ch cl rn rz lit ziff kap cap al abschn anh anl vol ст п ч пп стр md m fn c q aff az rs ed sch annex".split()
)
"""Short forms that end no sentence where a number follows: Art. 22."""
_STARTERS: Final = frozenset(
    "you your the it its if this that these those they he she we i in on at a an when there no for ask but and or so then do does not sie ihr der die das es wenn".split()
)
"""Words that begin a sentence after a dotted short form such as U.S."""
_MONTHS: Final = frozenset(
    "januar februar märz april mai juni juli august september oktober november dezember jänner jan feb mär apr jun jul aug sep sept okt nov dez".split()
)


def cut(text: str) -> list[str]:
    """The sentences of a text in any script, stripped of white space; joined, nothing else is lost.

    A sentence ends at a stop of its script or at a line break. Markers that stand after the stop belong
    to the sentence before. A dot after a short form (Art. 22, z. B.), in a number, after the day of a
    date (12. Juni) or after the number of a list item ends none.
    """
    found: list[str] = []
    for line in _LINE.split(text):
        for piece in _of_line(line):
            if found and _ONLY_MARKERS.fullmatch(piece):
                found[-1] = f"{found[-1]} {piece}"
            else:
                found.append(piece)
    return found


def _of_line(line: str) -> list[str]:
    pieces, start = [], 0
    for end in _END.finditer(line):
        if end["stop"] is None or end["marks"] or _ends(line[start : end.start()], end["stop"], line[end.end() :]):
            pieces.append(line[start : end.end()].strip())
            start = end.end()
    return [p for p in (*pieces, line[start:].strip()) if p]


def _ends(before: str, stop: str, after: str) -> bool:
    """Whether a stop with white space after it ends the sentence."""
    following = _NEXT.match(after)
    word = following[1] if following else ""
    if "…" in stop or stop.startswith(".."):
        return not word[:1].islower()
    if stop != "." or not word:
        return True
    if _LIST_NUMBER.fullmatch(before):
        return False
    last = _WORD_BEFORE.search(before)
    short = last[0].lower() if last else ""
    if short in _ALWAYS or (short in _BEFORE_NUMBER and (word[0].isdecimal() or _ROMAN.fullmatch(word) is not None)):
        return False
    if short.isdecimal():
        return not (word[0].islower() or word.lower() in _MONTHS)
    if len(short) == 1 and short.isalpha() and short.islower() is not None:
        return word.lower() in _STARTERS
    if "." in short and all(len(part) <= 2 for part in short.split(".")):
        return word.lower() in _STARTERS and word[0].isupper()
    return not word[0].islower() or len(short) >= 4

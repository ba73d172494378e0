"""The sentences of a text in any script, each with the markers that stand after its stop."""

from typing import Final

import regex


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MARKER: Final = r"[\[［【]\s*\p{Nd}+(?:\s*[,;–-]\s*\p{Nd}+)*\s*[\]］】]"
"""A marker as a pattern: `[1]`, `[1, 2]`, `[1-3]`, in full width and other digits too."""

_LINE: Final = regex.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_CLOSERS: Final = r"\p{Pe}\p{Pf}\"'*_"
_MARKS: Final = rf"\s*{MARKER}(?:\s*[,;]?\s*{MARKER})*+"
_END: Final = regex.compile(
    rf"(?P<wide>[。！？｡।॥][。！？｡।॥{_CLOSERS}]*+(?:{_MARKS})?+)"
    rf"|(?P<stop>[.!?…؟۔։‼⁇⁈⁉]++)(?:(?![\[］【])[{_CLOSERS}])*+(?:(?P<marks>{_MARKS})|(?=\s|$))"
)
_ONLY_MARKERS: Final = regex.compile(rf"{_MARKS}[\s.,;。]*")
_WORDS_BEFORE: Final = regex.compile(r"(?:([\p{L}\p{M}]++)[\s\u00a0]++)?([\p{L}\p{M}\p{N}.°º'’-]++)$")
_NEXT: Final = regex.compile(r"[\s\p{Ps}\p{Pi}\"'*_]*+([\p{L}\p{M}\p{N}'’-]*+)")
_ROMAN: Final = regex.compile(r"[IVXLC]+")
_LIST_NUMBER: Final = regex.compile(r"\s*[\p{Ps}]?(?:\p{Nd}{1,3}|\p{L})")

_ALWAYS: Final = _words(
    "mr mrs ms dr prof st hon vgl bzw ca cf vs v eg ie e.g i.e z.b z d.h d u.a i.d.r i.v.m approx fig gem sog ggf evtl inkl "
    "zzgl bspw insb min max p.ex p.ej т.е т.к см напр"
)
"""Short forms that end no sentence."""
_BEFORE_NUMBER: Final = _words(
    "art arts abs no nos nr núm num n nº n.º s ss sec secs sect para paras p pp r reg regs ch cl rn rz lit ziff kap cap al "
    "abschn anh anl vol md m fn c q aff az rs ed sch annex ст п ч пп стр"
)
"""Short forms that end no sentence where a number follows: Art. 22."""
_STARTERS: Final = _words(
    "you your the it its if this that these those they he she we in on at a an when there no for ask but and or so then do does "
    "not sie ihr der die das es wenn"
)
"""Words that begin a sentence after dotted letters such as U.S."""
_MONTHS: Final = _words(
    "januar februar märz april mai juni juli august september oktober november dezember jänner jan feb mär apr jun jul aug sep "
    "sept okt nov dez"
)
_BEFORE_ORDINAL: Final = _words("am der die das dem den des vom zum im bis ab beim jedem jeder")
"""German words before an ordinal: am 3. Tag."""


def cut(text: str) -> list[str]:
    """The sentences of a text in any script, stripped of white space; nothing but white space is lost.

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
        if end["wide"] or end["marks"] or _ends(line[start : end.start()], end["stop"], line[end.end() : end.end() + 80]):
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
    last = _WORDS_BEFORE.search(before[-80:])
    earlier, short = ((last[1] or "").lower(), last[2].lower()) if last else ("", "")
    number = word[0].isdecimal() or _ROMAN.fullmatch(word) is not None
    if short in _ALWAYS or (short in _BEFORE_NUMBER and number):
        return False
    if short.isdecimal():
        return not (word[0].islower() or word.lower() in _MONTHS or earlier in _BEFORE_ORDINAL)
    if all(len(part) == 1 and part.isalpha() for part in short.split(".")):
        return word.lower() in _STARTERS and not word[0].islower()
    return not word[0].islower() or len(short) >= 4

"""The smallest writer of PDF files that the loader's tests need."""

from collections.abc import Sequence


def a_pdf(pages: Sequence[Sequence[tuple[str, float]]], *, title: str = "", encrypted: bool = False) -> bytes:
    """A PDF with one page for each list of lines; a line is its words and the size of its type.

    A line whose words begin with `^` stands raised on the line before it, as the number of a footnote does.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        stream = _stream(lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        font = b"/Resources << /Font << /F1 3 0 R >> >>" if lines else b"/Resources << >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (font, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b"/Root 1 0 R"
    if title:
        objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
        trailer += b" /Info %d 0 R" % len(objects)
    if encrypted:
        key = b"00" * 32
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (key, key))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _file(objects, trailer)


def _stream(lines: Sequence[tuple[str, float]]) -> bytes:
    parts, y = [b"BT"], 800.0
    for words, size in lines:
        text = words.lstrip("^").encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        if words.startswith("^"):
            parts.append(b"/F1 %.1f Tf 3 Ts (%s) Tj 0 Ts" % (size, text))
        else:
            y -= 16
            parts.append(b"/F1 %.1f Tf 1 0 0 1 50 %.1f Tm (%s) Tj" % (size, y, text))
    return b"\n".join([*parts, b"ET"])


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)

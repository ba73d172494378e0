"""The publishers' files of acts of the European Union: their texts, and their words without a loader."""

import html
import re
import zipfile
from functools import cache
from io import BytesIO

from mirror import MIRROR
from rights_assistant.adapters.publishers.loaders import LOADERS
from rights_assistant.domain.official import Format, OfficialText
from statutes import a_publication


def format_of(name: str) -> Format:
    """The format of a file."""
    if name.endswith((".fmx.xml", ".zip")):
        return Format.FORMEX
    return Format.EURLEX_CONSOLIDATED if "consolidated" in name else Format.EURLEX_OJ


@cache
def text_of(name: str) -> OfficialText:
    """The text of a file."""
    instrument, language = f"eu/{name.split('/')[0].split('-consolidated')[0]}", name.split("/")[1][:2]
    publication = a_publication(instrument, format_of(name), language=language, name=name)
    return LOADERS[format_of(name)](data_of(name), publication)


def data_of(name: str) -> bytes:
    """The bytes of a file."""
    return (MIRROR / "eu" / name).read_bytes()


def parts_in(name: str) -> list[bytes]:
    """The files in a file: of a zip all, else the one."""
    data = data_of(name)
    if not name.endswith(".zip"):
        return [data]
    with zipfile.ZipFile(BytesIO(data)) as package:
        return [package.read(member) for member in package.namelist()]


def words_of_file(name: str) -> str:
    """All words of a file, with the signs that Formex gives as elements, without footnote numbers and marks of amendments."""
    markup = re.sub(r"<!--.*?-->|<\?.*?\?>", "", b"".join(parts_in(name)).decode(), flags=re.DOTALL)
    if format_of(name) is Format.FORMEX:
        markup = re.sub(r'<QUOT\.(?:START|END) CODE="([0-9A-F]+)"[^>]*/>', lambda sign: chr(int(sign[1], 16)), markup)
        markup = re.sub(r"<NOTE[ >].*?</NOTE>", "", markup, flags=re.DOTALL)
    else:
        markup = re.sub(r"<p class=\"oj-note\">.*?</p>", "", markup, flags=re.DOTALL)
        markup = re.sub(r"<a[^>]*\bid=\"ntc[^>]*>.*?</a>|\(<a[^>]*\bid=\"src\.[^>]*>.*?</a>\)", "", markup, flags=re.DOTALL)
    return re.sub(r"[►▼][A-Z]\d*|◄", "", html.unescape(re.sub(r"<[^>]*>", "", markup)))

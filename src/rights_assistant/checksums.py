"""Whether a number is what it looks like: its check digits, or a numbering plan that knows it."""

import ipaddress
from collections.abc import Callable, Mapping
from typing import Final

import phonenumbers
from stdnum import iban as _iban
from stdnum import luhn as _luhn
from stdnum.ca import sin as _sin
from stdnum.nl import bsn as _bsn
from stdnum.us import ssn as _ssn

_HOME: Final = ("US", "GB", "DE", "AU", "FR", "NL", "IT", "ES", "AT", "CH", "BE", "SE", "TR", "UA", "IR", "IQ", "PK", "IN", "CN")
"""Numbering plans in which a number without a country code is looked up."""
_PLAN: Final = ("GB", "AU")
"""Plans of which a leading zero and the right length are enough: their made-up numbers are in no range."""
_CARD_DIGITS: Final = range(13, 20)


def _compact(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def card(text: str) -> bool:
    """A payment card: 13 to 19 digits, not all the same, that pass the Luhn check (ISO/IEC 7812-1)."""
    digits = _compact(text)
    return len(digits) in _CARD_DIGITS and len(set(digits)) > 1 and _luhn.is_valid(digits)


def iban(text: str) -> bool:
    """A bank account: length and check digits of its country (ISO 13616)."""
    return _iban.is_valid(_compact(text))


def bsn(text: str) -> bool:
    """A citizen number of the Netherlands, by its 11-test."""
    return _bsn.is_valid(_compact(text))


def sin(text: str) -> bool:
    """A Social Insurance Number of Canada, by the Luhn check and the first digits in use."""
    return _sin.is_valid(_compact(text))


def ssn(text: str) -> bool:
    """A social security number of the United States: areas, groups and serials that are given out."""
    return _ssn.is_valid(_compact(text))


def ip(text: str) -> bool:
    """An internet address, version 4 or 6; a time of day is none."""
    try:
        return bool(ipaddress.ip_address(text)) and text.strip(":").count(":") != 1
    except ValueError:
        return False


def phone(text: str) -> bool:
    """A phone number with its country code, as long as that country's numbers may be."""
    digits = _compact(text)
    return _possible(f"+{digits.removeprefix('00')}", None)


def national_phone(text: str) -> bool:
    """A phone number as written at home: one that a plan in `_HOME` gives out, or that is as long as those of `_PLAN`."""
    digits = _compact(text)
    if digits.startswith("0") and len(digits) >= 10 and any(_possible(digits, region) for region in _PLAN):
        return True
    return any((parsed := _parsed(digits, region)) and phonenumbers.is_valid_number(parsed) for region in _HOME)


def _parsed(digits: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None


def _possible(digits: str, region: str | None) -> bool:
    parsed = _parsed(digits, region)
    return parsed is not None and phonenumbers.is_possible_number(parsed)


CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    check.__name__: check for check in (card, iban, bsn, sin, ssn, ip, phone, national_phone)
}
"""By the name that `prompts/personal.yaml` calls them."""

"""`checksums`: the numbers that pass, and the same numbers with one digit wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.checksums import CHECKS


@pytest.mark.parametrize(
    ("check", "text", "holds"),
    [
        pytest.param("card", "4539 1488 0343 6467", True, id="a card in groups"),
        pytest.param("card", "4539 1488 0343 6468", False, id="a card with a wrong digit"),
        pytest.param("card", "4222222222222", True, id="the shortest card"),
        pytest.param("card", "0000 0000 0000 0000", False, id="all the same is no card"),
        pytest.param("card", "18", False, id="too short for a card"),
        pytest.param("iban", "DE89 3704 0044 0532 0130 00", True, id="a German account"),
        pytest.param("iban", "DE89 3704 0044 0532 0130 01", False, id="a wrong digit"),
        pytest.param("iban", "DE89 3704 0044 0532 0130", False, id="too short for Germany"),
        pytest.param("iban", "gb82-west-1234-5698-7654-32", True, id="small letters and dashes"),
        pytest.param("bsn", "1112.22.333", True, id="a BSN passes the 11-test"),
        pytest.param("bsn", "111222334", False, id="and this one does not"),
        pytest.param("sin", "193-456-787", True, id="a SIN"),
        pytest.param("sin", "193-456-788", False, id="a wrong digit"),
        pytest.param("ssn", "536-90-4399", True, id="an SSN"),
        pytest.param("ssn", "666-12-3456", False, id="an area that is not given out"),
        pytest.param("ssn", "536-00-4399", False, id="a group that is not given out"),
        pytest.param("ip", "203.0.113.7", True, id="version 4"),
        pytest.param("ip", "2001:db8::8a2e:370:7334", True, id="version 6"),
        pytest.param("ip", "300.1.1.1", False, id="no byte is 300"),
        pytest.param("ip", "10:30:15", False, id="a time of day"),
        pytest.param("phone", "+962 7 9555 0148", True, id="Jordan"),
        pytest.param("phone", "0049 151 23456789", True, id="with two zeros"),
        pytest.param("phone", "+1 604 555 01", False, id="too short for North America"),
        pytest.param("phone", "+999 123456789", False, id="no country has that code"),
        pytest.param("national_phone", "(604) 555-0132", True, id="Canada"),
        pytest.param("national_phone", "07700 900183", True, id="a British number that is in no range, as in films"),
        pytest.param("national_phone", "030/12345678", True, id="Berlin"),
        pytest.param("national_phone", "011 22", False, id="too short anywhere"),
    ],
)
def test_a_check(check: str, text: str, holds: bool) -> None:
    """Does the number pass?"""
    assert CHECKS[check](text) is holds


@pytest.mark.parametrize("check", list(CHECKS))
@given(text=st.text(max_size=30))
def test_any_text_has_an_answer(check: str, text: str) -> None:
    """Whatever is held against a check: is it yes or no, and no error?"""
    assert CHECKS[check](text) in (True, False)


@given(st.integers(10**14, 10**15 - 1), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_seen(body: int, place: int, more: int) -> None:
    """Does the Luhn check see every single wrong digit (ISO/IEC 7812-1, annex B)?"""
    from stdnum import luhn

    number = f"{body}{luhn.calc_check_digit(str(body))}"
    wrong = f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"
    assert CHECKS["card"](number) or len(set(number)) == 1
    assert not CHECKS["card"](wrong)

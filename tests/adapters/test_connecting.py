"""Which network addresses are on the open internet, and that the time for a file ends."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.adapters.connecting import Deadline, is_public

CLOSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.168.1.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::1",
]  # fmt: skip
OPEN = ["1.1.1.1", "93.184.215.14", "147.67.34.45", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("text", CLOSED)
def test_what_is_not_on_the_open_internet(text: str) -> None:
    """Are private, loopback, link-local, multicast and reserved addresses told, inside others too?"""
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", OPEN)
def test_what_is_on_the_open_internet(text: str) -> None:
    """Are publishers' addresses let through?"""
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_a_cloak_changes_nothing(address: IPv4Address) -> None:
    """Is an address within another judged as itself?"""
    for cloak in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(IPv6Address(cloak | int(address))) == is_public(address)


def test_a_deadline_shortens_a_limit_and_ends() -> None:
    """Is no step given more than what is left, and none when nothing is?"""
    assert Deadline(100).of(5) == 5
    assert 0 < Deadline(5).of(100) <= 5
    assert 0 < Deadline(5).of(None) <= 5
    assert Deadline(-1).left == 0
    with pytest.raises(httpcore.ReadTimeout):
        Deadline(-1).of(5)

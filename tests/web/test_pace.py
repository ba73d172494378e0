"""How often one address may ask."""

from dataclasses import dataclass

import pytest

from rights_assistant.web.pace import PER_MINUTE, Pace


@dataclass
class Clock:
    """Seconds that move when told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock, b"salt")


def spend(pace: Pace, address: str, times: int = PER_MINUTE) -> list[bool]:
    return [pace.allows(address) for _ in range(times)]


def test_a_person_may_ask_fifteen_times_in_a_row_and_no_more(pace: Pace) -> None:
    assert spend(pace, "192.0.2.1", PER_MINUTE + 2) == [True] * PER_MINUTE + [False, False]


def test_one_more_ask_comes_back_every_four_seconds(pace: Pace, clock: Clock) -> None:
    spend(pace, "192.0.2.1")
    clock.now += 3.9
    assert not pace.allows("192.0.2.1")
    clock.now += 0.2
    assert pace.allows("192.0.2.1")
    assert not pace.allows("192.0.2.1")


def test_a_long_pause_gives_a_full_bucket_and_not_more(pace: Pace, clock: Clock) -> None:
    spend(pace, "192.0.2.1")
    clock.now += 86_400
    assert spend(pace, "192.0.2.1", PER_MINUTE + 1) == [True] * PER_MINUTE + [False]


def test_forty_asks_in_a_minute_pass_thirty_at_most(pace: Pace, clock: Clock) -> None:
    passed = 0
    for _ in range(40):
        clock.now += 1.5
        passed += pace.allows("192.0.2.1")
    assert PER_MINUTE <= passed <= 2 * PER_MINUTE


def test_a_refused_ask_costs_nothing(pace: Pace, clock: Clock) -> None:
    spend(pace, "192.0.2.1", PER_MINUTE + 50)
    clock.now += 4.1
    assert pace.allows("192.0.2.1")


def test_a_clock_that_goes_back_gives_nothing_away(pace: Pace, clock: Clock) -> None:
    spend(pace, "192.0.2.1")
    clock.now -= 500
    assert not pace.allows("192.0.2.1")


@pytest.mark.parametrize(
    ("first", "second", "same", "why"),
    [
        ("192.0.2.1", "192.0.2.2", False, "two people behind two addresses"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True, "one subscriber holds a whole /64"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False, "the next /64 is someone else"),
        ("192.0.2.1", "::ffff:192.0.2.1", True, "the same IPv4 address written as IPv6"),
        ("fe80::1%eth0", "fe80::1%wlan0", True, "a zone is not a person"),
        ("unknown", "unknown", True, "no address at all still has a pace"),
        ("unknown", "testclient", False, "a name is taken as it stands"),
    ],
)
def test_who_shares_a_bucket(pace: Pace, first: str, second: str, same: bool, why: str) -> None:
    spend(pace, first)
    assert pace.allows(second) is not same, why


def test_memory_is_bounded_and_the_quietest_goes_first(clock: Clock) -> None:
    pace = Pace(clock, b"salt", room=3)
    spend(pace, "192.0.2.1")
    for last in (2, 3):
        pace.allows(f"192.0.2.{last}")
    assert not pace.allows("192.0.2.1")  # asked again: no longer the quietest
    for last in range(4, 6):
        pace.allows(f"192.0.2.{last}")
        assert len(pace) == 3
    assert not pace.allows("192.0.2.1")


def test_ten_thousand_addresses_stay_within_the_room(clock: Clock) -> None:
    pace = Pace(clock, b"salt", room=100)
    for n in range(10_000):
        pace.allows(f"10.0.{n // 256}.{n % 256}")
    assert len(pace) == 100


def test_no_address_can_be_read_from_memory(pace: Pace) -> None:
    pace.allows("192.0.2.77")
    held = repr(vars(pace))
    assert "192.0.2.77" not in held


def test_the_salt_hides_which_address_a_key_stands_for(clock: Clock) -> None:
    keys = []
    for salt in (b"one", b"two"):
        pace = Pace(clock, salt)
        pace.allows("192.0.2.1")
        keys += list(pace._buckets)
    assert keys[0] != keys[1]

"""`allowance`: a cap on the calls of the last 24 hours, and a rest after failures in a row."""

from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.engine.allowance import DAY, FAILURES, REST, Allowance


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_cap_a_day() -> None:
    """Are so many calls given and no more, until the first is a day old?"""
    clock = Hand()
    allowance = Allowance(2, clock)
    assert allowance.take() == ""
    clock.now = 100.0
    assert [allowance.take(), allowance.take()] == ["", "the calls of the day are used up"]
    clock.now = DAY - 1
    assert allowance.take() != ""
    clock.now = DAY
    assert [allowance.take(), allowance.take()] == ["", "the calls of the day are used up"]


def test_none_at_all() -> None:
    """Does a cap of nought keep the model out?"""
    assert Allowance(0, Hand()).take() != ""


def test_a_rest_after_failures() -> None:
    """Is the model left alone after failures in a row, then tried once, and used again when that goes well?"""
    clock = Hand()
    allowance = Allowance(100, clock)
    for _ in range(FAILURES):
        assert allowance.take() == ""
        allowance.went(well=False)
    assert "left alone" in allowance.take()
    clock.now = REST
    assert allowance.take() == ""
    assert "left alone" in allowance.take(), "only one looks whether it is back"
    allowance.went(well=True)
    assert allowance.take() == ""


def test_a_failure_on_trial_rests_again() -> None:
    """Does one more failure after the rest begin a new one?"""
    clock = Hand()
    allowance = Allowance(100, clock)
    for _ in range(FAILURES):
        allowance.take()
        allowance.went(well=False)
    clock.now = REST
    assert allowance.take() == ""
    allowance.went(well=False)
    clock.now = REST + 1
    assert "left alone" in allowance.take()


def test_a_success_between_counts_anew() -> None:
    """Are only failures in a row counted?"""
    allowance = Allowance(100, Hand())
    for well in (False,) * (FAILURES - 1) + (True,) + (False,) * (FAILURES - 1):
        assert allowance.take() == ""
        allowance.went(well=well)
    assert allowance.take() == ""


@given(st.integers(0, 5), st.lists(st.floats(0, DAY / 2), max_size=30))
def test_never_more_in_any_day(most: int, steps: list[float]) -> None:
    """Whenever it is asked: are there never more than so many calls in any 24 hours?"""
    clock, taken = Hand(), []
    allowance = Allowance(most, clock)
    for step in steps:
        clock.now += step
        if allowance.take() == "":
            taken.append(clock.now)
    assert all(sum(start <= t < start + DAY for t in taken) <= most for start in taken)


def test_threads_share_it() -> None:
    """Do many threads together get no more than the cap?"""
    allowance, given_ = Allowance(50, Hand()), list[str]()
    threads = [Thread(target=lambda: given_.extend(allowance.take() for _ in range(20))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given_.count("") == 50

"""Files over https from a publisher that misbehaves in every way we could think of: got whole, or refused with a reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from typing import Any

import pytest

from lantern import DAY, a_file, lantern
from publisher_server import MODIFIED, NAME, Publisher, publisher
from rights_assistant.adapters.connecting import is_public
from rights_assistant.adapters.fetching import Fetcher, Limits
from rights_assistant.domain.sources import Got, Kept
from rights_assistant.errors import OfficialError

SHORT = Limits(size=1_000_000, seconds=20, silence=10, attempts=3, pause=30)
GENEROUS = 20.0
"""Seconds that nothing here may take, however busy the machine is."""


def everything(_: object) -> bool:
    """Allows any address: these tests mean loopback."""
    return True


@dataclass
class World:
    """A publisher, where its name leads, and the pauses that were made."""

    server: Publisher
    addresses: list[Sequence[str]] = field(default_factory=lambda: [["127.0.0.1"]])
    looked_up: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The next answer of a resolver; the last one again and again."""
        self.looked_up.append(host)
        return self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]

    def fetcher(self, limits: Limits = SHORT, **changes: Any) -> Fetcher:
        """What is tested, with this world around it."""
        given = {
            "allowed": everything,
            "limits": limits,
            "verify": self.server.verify,
            "resolve": self.resolve,
            "pausing": self.pauses.append,
        }
        return Fetcher({self.server.host}, **(given | changes))

    def get(self, mode: str, limits: Limits = SHORT, kept: Kept | None = None, **changes: Any) -> Got | None:
        """What is fetched from a path of the publisher."""
        return self.fetcher(limits, **changes).get(a_file(address=self.server.address(mode)), kept)


@pytest.fixture(scope="module")
def server() -> Iterator[Publisher]:
    """One publisher for the tests of this file."""
    with publisher() as running:
        yield running


@pytest.fixture
def world(server: Publisher) -> World:
    """A publisher of whom nothing was asked."""
    server.seen.clear()
    server.count.clear()
    server.names.clear()
    return World(server)


def test_a_file_is_got_with_what_says_whether_it_changes(world: World) -> None:
    """Are the bytes whole, and do ETag, Last-Modified and address come with them?"""
    got = world.get("conditional")
    assert got == Got(lantern(), world.server.address("conditional"), "", '"v1"', MODIFIED)


def test_the_name_stays_in_certificate_and_host(world: World) -> None:
    """Does the connection to a checked address still ask for the publisher by name, and was the name looked up once?"""
    world.get("act")
    assert world.server.names == [NAME]
    assert world.server.asked("act")[0]["Host"] == world.server.host
    assert world.looked_up == [NAME]


def test_a_certificate_of_nobody_is_not_believed(world: World) -> None:
    """Is a server refused whose certificate no known authority gave?"""
    with pytest.raises(OfficialError, match=r"broke off: .*CERTIFICATE_VERIFY_FAILED"):
        world.get("act", verify=None)
    assert world.server.seen == []


def test_a_file_without_address_is_not_asked_for(world: World) -> None:
    """Is there no request where there is no address?"""
    assert world.fetcher().get(a_file(mirror="ca/irpa/en.xml"), None) is None
    assert world.looked_up == []


@pytest.mark.parametrize("mode", ["packed", "moved"])
def test_packed_and_moved_files_are_got(world: World, mode: str) -> None:
    """Are gzip and a redirect to the same host followed?"""
    got = world.get(mode)
    assert got is not None
    assert got.data == lantern()
    assert got.address == world.server.address(mode)


class TestUnchanged:
    """A file that is as it was is not sent again."""

    def kept(self, world: World, **changes: Any) -> Kept:
        """What is known of a copy from before."""
        return Kept(**({"sha256": "0", "size": 1, "fetched_on": DAY, "address": world.server.address("conditional")} | changes))

    @pytest.mark.parametrize("known", [{"etag": '"v1"'}, {"last_modified": MODIFIED}])
    def test_it_is_said_so(self, world: World, known: dict[str, str]) -> None:
        """Does either of the two signs suffice?"""
        got = world.get("conditional", kept=self.kept(world, **known))
        assert got is not None
        assert got.data is None

    def test_another_version_comes(self, world: World) -> None:
        """Does a publisher with a newer version send it?"""
        got = world.get("conditional", kept=self.kept(world, etag='"v0"'))
        assert got is not None
        assert got.data == lantern()

    def test_a_copy_from_elsewhere_says_nothing(self, world: World) -> None:
        """Is a copy from a mirror or from another address not held against this one?"""
        got = world.get("conditional", kept=self.kept(world, etag='"v1"', address="", mirror="ca/irpa/en.xml"))
        assert got is not None
        assert got.data == lantern()
        assert "If-None-Match" not in world.server.asked("conditional")[0]

    def test_an_answer_to_a_question_that_was_not_asked(self, world: World) -> None:
        """Is 304 refused where there is no copy that could be the same?"""
        with pytest.raises(OfficialError, match="status 304"):
            world.get("unasked-304")


REFUSED = [
    pytest.param("to-address", "leads to https://127.0.0.1:", id="a redirect to an address of this machine"),
    pytest.param("to-another-host", "leads to https://elsewhere.test", id="a redirect to another host"),
    pytest.param("to-another-port", "leads to https://lanterns.test", id="a redirect to another port"),
    pytest.param("to-http", "leads to http://lanterns.test", id="a redirect to http"),
    pytest.param("to-file", "leads to file://", id="a redirect to a file"),
    pytest.param("to-user", "leads to https://lanterns.test", id="a redirect with a user"),
    pytest.param("to-nowhere", "status 302", id="a redirect to nowhere"),
    pytest.param("round", "leads on and on", id="a redirect to itself"),
    pytest.param("ten-gigabytes", "more than the 1,000,000 bytes", id="a claim of 10 GB"),
    pytest.param("endless", "more than the 1,000,000 bytes", id="more and more without a claim"),
    pytest.param("bomb", "more than the 1,000,000 bytes", id="a gzip bomb"),
    pytest.param("brotli", "packed as 'br'", id="an encoding that nobody asked for"),
    pytest.param("packed-and-more", "goes on after", id="something after the packed file"),
    pytest.param("gone", "status 404", id="404"),
]


@pytest.mark.parametrize(("mode", "why"), REFUSED)
def test_what_cannot_become_right_is_refused_at_once(world: World, mode: str, why: str) -> None:
    """Is it refused with its reason, and not asked for again?"""
    with pytest.raises(OfficialError, match=why) as refused:
        world.get(mode)
    assert "last good copy" in refused.value.remedy
    assert world.pauses == []
    assert all(path == mode for path, _ in world.server.seen), "what a redirect leads to was asked for"


GIVEN_UP = [
    pytest.param("to-nonsense", "broke off: Invalid URL", id="a redirect to nonsense"),
    pytest.param("failed", "status 500", id="500 each time"),
    pytest.param("longer-than-it-is", "broke off", id="a length beyond the end"),
    pytest.param("no-number", "broke off", id="a length that is no number"),
    pytest.param("half-packed", "has no end", id="a packed file cut short"),
    pytest.param("not-packed", "cannot be unpacked", id="what is not packed as it says"),
]


@pytest.mark.parametrize(("mode", "why"), GIVEN_UP)
def test_what_may_become_right_is_asked_for_again_and_given_up(world: World, mode: str, why: str) -> None:
    """Is it asked for as often as the limits say, with a pause between, and then refused?"""
    with pytest.raises(OfficialError, match=why):
        world.get(mode)
    assert len(world.server.asked(mode)) == SHORT.attempts
    assert len(world.pauses) == SHORT.attempts - 1
    assert all(0 <= pause <= SHORT.pause for pause in world.pauses)


@pytest.mark.parametrize("mode", ["failed-once", "dropped-once", "busy-once", "busy-until", "busy-strange"])
def test_what_fails_once_is_got(world: World, mode: str) -> None:
    """Does the second attempt bring the file?"""
    got = world.get(mode)
    assert got is not None
    assert got.data == lantern()
    assert len(world.server.asked(mode)) == 2


def test_a_publisher_may_say_how_long_to_wait(world: World) -> None:
    """Is `Retry-After` honoured: in seconds, and as a time that has passed?"""
    world.get("busy-once")
    world.get("busy-until")
    assert world.pauses == [7.0, 0.0]


def test_who_asks_for_a_long_wait_is_left_alone(world: World) -> None:
    """Is there no second request before the time that the publisher named, and is that time told?"""
    with pytest.raises(OfficialError, match="asks to wait 86400 seconds"):
        world.get("busy-long")
    assert len(world.server.asked("busy-long")) == 1
    assert world.pauses == []


@pytest.mark.parametrize("mode", ["drip", "drip-head"])
def test_a_slow_drip_ends(world: World, mode: str) -> None:
    """Is something given up that always sends a little, in the body or before it?"""
    with pytest.raises(OfficialError, match=r"took longer than 0\.3 seconds"):
        world.get(mode, Limits(seconds=0.3, silence=GENEROUS, attempts=1))


def test_silence_ends(world: World) -> None:
    """Is something given up that sends nothing any more?"""
    with pytest.raises(OfficialError, match=r"sent nothing for 0\.2 seconds"):
        world.get("silent", Limits(seconds=GENEROUS, silence=0.2, attempts=1))


def test_no_pause_goes_beyond_the_time_for_the_whole(world: World) -> None:
    """Is there no second attempt where the pause before it would end too late?"""
    with pytest.raises(OfficialError, match="asks to wait 7 seconds"):
        world.get("busy-once", Limits(seconds=5, silence=5, pause=30))
    assert world.pauses == []


class TestAddresses:
    """What may be called, and what may be connected to."""

    @pytest.mark.parametrize(
        "address",
        ["http://lanterns.test/act", "https://elsewhere.test/act", "ftp://lanterns.test/act", "https://", "https://[nonsense"],
    )
    def test_only_https_and_only_the_listed_hosts(self, world: World, address: str) -> None:
        """Is everything else refused before a name is looked up?"""
        with pytest.raises(OfficialError):
            world.fetcher().get(a_file(address=address), None)
        assert world.looked_up == []

    def test_this_machine_is_refused_unless_a_test_means_it(self, world: World) -> None:
        """Does the rule that holds when nothing else is said refuse loopback?"""
        with pytest.raises(OfficialError, match=r"leads to 127\.0\.0\.1, which is not on the open internet"):
            world.get("act", allowed=is_public)
        assert world.server.seen == []
        assert Fetcher([])._allowed is is_public

    def test_one_bad_address_among_good_ones_is_refused(self, world: World) -> None:
        """Is a name refused that leads to the open internet and to this machine?"""
        world.addresses = [["93.184.215.14", "127.0.0.1"]]
        with pytest.raises(OfficialError, match=r"leads to 127\.0\.0\.1"):
            world.get("act", allowed=is_public)

    def test_a_second_look_up_cannot_give_another_address(self, world: World) -> None:
        """Is what was checked what is connected to, however the resolver answers the next time?"""
        checked: list[object] = []
        world.addresses = [["127.0.0.1"], ["10.0.0.1"]]

        def only_the_first(address: object) -> bool:
            checked.append(address)
            return address == ip_address("127.0.0.1")

        got = world.get("act", allowed=only_the_first)
        assert got is not None
        assert checked == [ip_address("127.0.0.1")]
        with pytest.raises(OfficialError, match=r"leads to 10\.0\.0\.1"):
            world.get("act", allowed=only_the_first)

    def test_a_redirect_is_looked_up_and_checked_anew(self, world: World) -> None:
        """Is the second connection checked as the first one was?"""
        world.addresses = [["127.0.0.1"], ["169.254.169.254"]]
        with pytest.raises(OfficialError, match=r"leads to 169\.254\.169\.254"):
            world.get("moved", allowed=lambda address: address == ip_address("127.0.0.1"))
        assert world.server.asked("act") == []

    def test_the_next_address_is_tried(self, world: World) -> None:
        """Is a name with a dead address reached at its other one?"""
        world.addresses = [["::1", "127.0.0.1"]]
        got = world.get("act")
        assert got is not None
        assert got.data == lantern()

    @pytest.mark.parametrize("answers", [[], OSError("no such name")])
    def test_a_name_that_leads_nowhere(self, world: World, answers: Any) -> None:
        """Is it told, after further attempts?"""

        def resolve(host: str, port: int) -> Sequence[str]:
            if isinstance(answers, OSError):
                raise answers
            return answers

        with pytest.raises(OfficialError, match="broke off: the name"):
            world.get("act", resolve=resolve)
        assert len(world.pauses) == SHORT.attempts - 1

    def test_no_proxy_is_used(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is a proxy of the environment, which would look names up itself, left aside?"""
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
        assert world.get("act") is not None


def test_nothing_of_the_person_is_sent(world: World) -> None:
    """Do the headers say what asks, and nothing else?"""
    world.get("act")
    (headers,) = world.server.asked("act")
    assert set(headers) <= {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"].startswith("rights-assistant/")
    assert headers["Accept-Encoding"] == "gzip"


def test_the_day_is_not_the_fetchers(world: World) -> None:
    """Does what is got carry no day of its own, so that the caller's is noted?"""
    got = world.get("act")
    assert not any(isinstance(getattr(got, name), date) for name in Got.__slots__)

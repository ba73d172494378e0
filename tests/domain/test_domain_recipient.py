"""`domain.recipient`: who is named, and what may be called this machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.domain.recipient import PROVIDERS, Recipient, Whereabouts, host_of, recipient, whereabouts

HERE, NEAR, ELSEWHERE = Whereabouts.HERE, Whereabouts.NEAR, Whereabouts.ELSEWHERE
SECRET = "Zebulon"


PLACES = [
    pytest.param("localhost", HERE, id="this machine by name"),
    pytest.param("model.localhost", HERE, id="a name below it: RFC 6761"),
    pytest.param("127.0.0.1", HERE, id="loopback"),
    pytest.param("127.9.8.7", HERE, id="any address of the loopback net"),
    pytest.param("::1", HERE, id="loopback of IPv6"),
    pytest.param("::ffff:127.0.0.1", HERE, id="loopback mapped into IPv6"),
    pytest.param("10.1.2.3", NEAR, id="private"),
    pytest.param("172.31.255.255", NEAR, id="the last private one of 172"),
    pytest.param("172.32.0.0", ELSEWHERE, id="the first that is not"),
    pytest.param("192.168.0.9", NEAR, id="a private net at home"),
    pytest.param("169.254.1.1", NEAR, id="link-local"),
    pytest.param("fd00::1", NEAR, id="unique local"),
    pytest.param("fe80::1", NEAR, id="link-local of IPv6"),
    pytest.param("0.0.0.0", NEAR, id="any address of one's own: not called this machine"),
    pytest.param("ollama", NEAR, id="a container"),
    pytest.param("gpu-1.local", NEAR, id="a name kept for private nets"),
    pytest.param("model.internal", NEAR, id="another"),
    pytest.param("box.home.arpa", NEAR, id="the third"),
    pytest.param("8.8.8.8", ELSEWHERE, id="public"),
    pytest.param("2001:4860:4860::8888", ELSEWHERE, id="public of IPv6"),
    pytest.param("::ffff:8.8.8.8", ELSEWHERE, id="public, mapped into IPv6"),
    pytest.param("64:ff9b::a00:1", ELSEWHERE, id="behind a translator: nobody knows where"),
    pytest.param("2001:0:1::1", ELSEWHERE, id="a Teredo tunnel"),
    pytest.param("100.64.0.1", ELSEWHERE, id="the net of a carrier, not one's own"),
    pytest.param("192.0.2.1", ELSEWHERE, id="for documents, and so nobody's own"),
    pytest.param("api.openai.com", ELSEWHERE, id="a public name"),
    pytest.param("localhost.example.org", ELSEWHERE, id="a public name that begins like this machine"),
    pytest.param("notlocalhost", NEAR, id="a single name that ends like it"),
    pytest.param("mylocal", NEAR, id="a single name, not an ending"),
    pytest.param("evil.com.local.example", ELSEWHERE, id="a private ending in the middle"),
    pytest.param("ai", ELSEWHERE, id="two letters are a country, and some have addresses"),
    pytest.param("134744072", ELSEWHERE, id="8.8.8.8 as one number"),
    pytest.param("0x08080808", ELSEWHERE, id="the same in another base"),
    pytest.param("127.1", ELSEWHERE, id="loopback written short: rather too little said than too much"),
    pytest.param("", ELSEWHERE, id="nothing known"),
]


@pytest.mark.parametrize(("host", "where"), PLACES)
def test_where(host: str, where: Whereabouts) -> None:
    """Is only what says so this machine or a private network?"""
    assert whereabouts(host) is where


ADDRESSES = [
    pytest.param("https://llm.example.org/v1", "llm.example.org", id="a URL"),
    pytest.param("https://LLM.Example.ORG", "llm.example.org", id="large letters"),
    pytest.param(f"https://{SECRET}:{SECRET}@llm.example.org:8443/v1", "llm.example.org", id="name, password and port"),
    pytest.param(f"https://{SECRET}@llm.example.org", "llm.example.org", id="a key for a name"),
    pytest.param(f"https://llm.example.org/{SECRET}?key={SECRET}#{SECRET}", "llm.example.org", id="path, query and fragment"),
    pytest.param("http://[::1]:8080/v1", "::1", id="IPv6"),
    pytest.param(f"http://[fe80::1%25{SECRET}]/", "fe80::1", id="IPv6 with a zone"),
    pytest.param("http://localhost.:8080", "localhost", id="a dot at the end"),
    pytest.param("http://llm.bücher.example/", "llm.xn--bcher-kva.example", id="letters of all the world: as the DNS has them"),
    pytest.param("10.0.0.5:11434", "10.0.0.5", id="host and port, as Ollama has it"),
    pytest.param("example.org/path", "example.org", id="host and path"),
    pytest.param("http://", "", id="no host"),
    pytest.param(":8080", "", id="a port alone"),
    pytest.param("http://[bad", "", id="no address at all"),
    pytest.param("http://<b>x/", "", id="a tag"),
    pytest.param(f"http://{'x' * 64}.example/", "", id="a label too long"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("address", "host"), ADDRESSES)
def test_the_host_alone(address: str, host: str) -> None:
    """Is nothing of an address shown but its host?"""
    assert host_of(address) == host


@given(st.text(max_size=60))
def test_any_text_is_a_host_or_nothing(address: str) -> None:
    """Does no text raise, and is what is shown of it plain letters, digits and signs of a host?"""
    assert set(host_of(address)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.:_-")


OPENAI = "https://api.openai.com"
NAMED = [
    pytest.param(("openai", "gpt-5", OPENAI, OPENAI), Recipient("OpenAI", ELSEWHERE), id="at its provider's usual address"),
    pytest.param(("openai", "gpt-5", f"{OPENAI}/v1", OPENAI), Recipient("OpenAI", ELSEWHERE), id="the same with a path"),
    pytest.param(
        ("openai", "qwen3", "https://llm.example.org/v1", OPENAI),
        Recipient("OpenAI", ELSEWHERE, "llm.example.org"),
        id="another server that speaks as OpenAI's: its host is named",
    ),
    pytest.param(("openai", "qwen3", "http://127.0.0.1:8080/v1", OPENAI), Recipient("OpenAI", HERE, "127.0.0.1"), id="on loopback"),
    pytest.param(("openai", "qwen3", "http://10.0.0.5/v1", OPENAI), Recipient("OpenAI", NEAR, "10.0.0.5"), id="in a private net"),
    pytest.param(("groq", "llama", "", ""), Recipient("Groq", ELSEWHERE), id="an address that is not known"),
    pytest.param(("newcomer", "m", "", ""), Recipient("newcomer", ELSEWHERE), id="a provider that nobody has listed"),
    pytest.param(
        ("ollama", "llama3.2", "http://127.0.0.1:11434", "http://127.0.0.1:11434"),
        Recipient("Ollama", HERE, "127.0.0.1"),
        id="Ollama where it usually is",
    ),
    pytest.param(
        ("ollama", "gpt-oss:120b-cloud", "http://127.0.0.1:11434", "http://127.0.0.1:11434"),
        Recipient("Ollama", ELSEWHERE, "ollama.com"),
        id="a model that Ollama passes on to its makers",
    ),
    pytest.param(
        ("openai", "glm-4.6:Cloud", "http://ollama:11434/v1", OPENAI),
        Recipient("OpenAI", ELSEWHERE, "ollama.com"),
        id="the same through its other interface",
    ),
    pytest.param(("ollama", "cloudy", "http://[::1]", ""), Recipient("Ollama", HERE, "::1"), id="a name with cloud in it"),
    pytest.param(("openai", "x-cloud", OPENAI, OPENAI), Recipient("OpenAI", ELSEWHERE), id="cloud where it is anyway"),
]


@pytest.mark.parametrize(("given_", "named"), NAMED)
def test_who(given_: tuple[str, str, str, str], named: Recipient) -> None:
    """Is the provider named, the host where it is not the provider's own, and this machine only where it is?"""
    assert recipient(*given_) == named


def test_every_provider_of_langchain_has_a_name() -> None:
    """Is each provider that LangChain opens listed, and named as people know it?"""
    from langchain.chat_models import base

    assert set(base._BUILTIN_PROVIDERS) <= set(PROVIDERS)
    assert all("_" not in name for name in PROVIDERS.values())

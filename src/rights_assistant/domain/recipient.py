"""Who gets a question when a chat model is set: its provider and host, and whether that is this machine."""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

PROVIDERS: Final[dict[str, str]] = {
    "anthropic": "Anthropic",
    "anthropic_bedrock": "Amazon Bedrock",
    "aws": "Amazon Bedrock",
    "azure_ai": "Microsoft Azure",
    "azure_openai": "Microsoft Azure",
    "baseten": "Baseten",
    "bedrock": "Amazon Bedrock",
    "bedrock_converse": "Amazon Bedrock",
    "bedrock_mantle_anthropic": "Amazon Bedrock",
    "bedrock_mantle_openai": "Amazon Bedrock",
    "cohere": "Cohere",
    "deepseek": "DeepSeek",
    "fireworks": "Fireworks AI",
    "google_anthropic_vertex": "Google",
    "google_genai": "Google",
    "google_vertexai": "Google",
    "groq": "Groq",
    "huggingface": "Hugging Face",
    "ibm": "IBM",
    "langsmith": "LangSmith",
    "litellm": "LiteLLM",
    "meta": "Meta",
    "mistralai": "Mistral AI",
    "nvidia": "NVIDIA",
    "ollama": "Ollama",
    "openai": "OpenAI",
    "openrouter": "OpenRouter",
    "perplexity": "Perplexity",
    "together": "Together AI",
    "upstage": "Upstage",
    "xai": "xAI",
}
"""Providers by LangChain's names for them, as people know them."""

_LOOPBACK: Final = tuple(map(ip_network, ("127.0.0.0/8", "::1/128")))
_PRIVATE: Final = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10", "0.0.0.0/32"))
)
"""Addresses that no router of the open internet carries (RFC 1918, 3927, 4193, 4291), and the one that means any of one's own."""
_PRIVATE_NAMES: Final = (".local", ".internal", ".home.arpa")
"""Endings kept for private use (RFC 6762, RFC 8375, ICANN 2024)."""
_SINGLE_NAME: Final = re.compile(r"[a-z][a-z0-9-]{2,}")
"""A name without a dot, as containers have: the public DNS holds none but those of two letters, of countries."""
_HOST: Final = re.compile(r"[a-z0-9._:-]+")
_CLOUD: Final = re.compile(r"[:-]cloud$")
"""Such a model of Ollama does not run where Ollama does: it is passed on to its makers."""
_CLOUD_HOST: Final = "ollama.com"


class Whereabouts(StrEnum):
    """Where a model runs, as far as its address tells."""

    HERE = "here"
    NEAR = "near"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the question.

    Attributes:
        provider: as people know it.
        host: the name or number of the machine, and nothing else of its address; empty where it is the provider's own.
    """

    provider: str
    where: Whereabouts
    host: str = ""


def recipient(provider: str, model: str, address: str, own: str = "") -> Recipient:
    """Who gets the questions that a model at an address is asked.

    What cannot be told is elsewhere: only an address that says so is this machine or a private network. A program on
    this machine that passes questions on looks like this machine, except for the models of which Ollama's names tell.

    Args:
        provider: LangChain's name for it; another is shown as it is.
        model: its name, without the provider.
        address: a URL, or host and port; empty where it is not known.
        own: the provider's usual address.
    """
    named = PROVIDERS.get(provider, provider)
    host = host_of(address)
    where = whereabouts(host)
    if where is not Whereabouts.ELSEWHERE and _CLOUD.search(model.lower()):
        return Recipient(named, Whereabouts.ELSEWHERE, _CLOUD_HOST)
    shown = "" if where is Whereabouts.ELSEWHERE and host == host_of(own) else host
    return Recipient(named, where, shown)


def host_of(address: str) -> str:
    """The host of an address in small letters: no scheme, name, password, port, path or query. Empty where there is none."""
    try:
        host = (urlsplit(address if "://" in address else f"//{address}").hostname or "").partition("%")[0].rstrip(".")
        name = host if ":" in host else host.encode("idna").decode()
    except ValueError:  # not an address
        return ""
    return name if _HOST.fullmatch(name) else ""


def whereabouts(host: str) -> Whereabouts:
    """Where a host is."""
    try:
        found: IPv4Address | IPv6Address = ip_address(host)
    except ValueError:
        return _of_name(host)
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    number = mapped or found
    if any(number in network for network in _LOOPBACK):
        return Whereabouts.HERE
    return Whereabouts.NEAR if any(number in network for network in _PRIVATE) else Whereabouts.ELSEWHERE


def _of_name(host: str) -> Whereabouts:
    if host == "localhost" or host.endswith(".localhost"):
        return Whereabouts.HERE
    return Whereabouts.NEAR if host.endswith(_PRIVATE_NAMES) or _SINGLE_NAME.fullmatch(host) else Whereabouts.ELSEWHERE

"""The one place where asks come in: how often, from which page, and in which shape."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rights_assistant.web.pace import Pace
from rights_assistant.web.shield import replay
from rights_assistant.web.words import Words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

JOIN: Final = "/chat/gradio_api/queue/join"
_SESSION = re.compile(r"[A-Za-z0-9]{1,40}")


@dataclass(frozen=True, slots=True)
class Form:
    """What an event of the page sends: for each field, whether it is text (else it is nothing at all)."""

    fields: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an ask is not taken, as a status and the name of a sentence."""

    status: int
    words: str


_ODD = Refusal(422, "chat.not_understood")


def read_form(body: bytes, forms: Mapping[int, Form]) -> bytes | Refusal:
    """The ask, written anew with only what the page itself would send.

    Gradio checks neither the types nor the lengths of what a client sends, and answers an unknown event with 500.
    """
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return _ODD
    if not isinstance(sent, dict) or type(sent.get("fn_index")) is not int:
        return _ODD
    form, data, session = forms.get(sent["fn_index"]), sent.get("data"), sent.get("session_hash")
    if form is None or not isinstance(data, list) or len(data) != len(form.fields):
        return _ODD
    if not isinstance(session, str) or not _SESSION.fullmatch(session):
        return _ODD
    if not all(isinstance(value, str) for value, text in zip(data, form.fields, strict=True) if text):
        return _ODD
    kept = [value if text else None for value, text in zip(data, form.fields, strict=True)]
    trigger = sent.get("trigger_id")
    return json.dumps(
        {
            "fn_index": sent["fn_index"],
            "data": kept,
            "session_hash": session,
            "trigger_id": trigger if type(trigger) is int else None,
            "event_data": None,
        }
    ).encode()


class Door:
    """ASGI middleware inside the shield: looks only at asks, lets everything else through."""

    def __init__(self, app: "ASGIApp", *, forms: Mapping[int, Form], pace: Pace, words: Words) -> None:
        self._app = app
        self._forms = forms
        self._pace = pace
        self._words = words

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Takes the ask in, or says why not."""
        if scope["type"] != "http" or scope["path"] != JOIN:
            await self._app(scope, receive, send)
            return
        form = await self._take(scope, receive)
        if isinstance(form, Refusal):
            await self._refuse(form, send)
            return
        kept = [(k, v) for k, v in scope["headers"] if k.lower() not in (b"content-length", b"content-type", b"transfer-encoding")]
        ours = [(b"content-length", str(len(form)).encode()), (b"content-type", b"application/json")]
        await self._app({**scope, "headers": kept + ours}, replay(form, receive), send)

    async def _take(self, scope: "Scope", receive: "Receive") -> bytes | Refusal:
        site = dict(scope["headers"]).get(b"sec-fetch-site", b"same-origin")
        if site not in (b"same-origin", b"none"):
            return Refusal(403, "chat.not_understood")
        if not self._pace.allows((scope.get("client") or ("unknown", 0))[0]):
            return Refusal(429, "chat.too_fast")
        return read_form((await receive()).get("body", b""), self._forms)

    async def _refuse(self, refusal: Refusal, send: "Send") -> None:
        body = json.dumps({"detail": self._words(refusal.words)}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        headers += [(b"retry-after", b"60")] if refusal.status == 429 else []
        await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

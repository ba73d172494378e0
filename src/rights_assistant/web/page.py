"""The chat page in Gradio: its parts, in order, and what happens when a button is pressed."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from rights_assistant.domain.question import MAX_CHARACTERS, Depth
from rights_assistant.web.door import Form
from rights_assistant.web.draw import plain
from rights_assistant.web.press import LIBRARY
from rights_assistant.web.talk import MAX_OFFERS, Host, Talk, Turn
from rights_assistant.web.words import COUNTRIES, STARTERS, Words

if TYPE_CHECKING:
    import gradio as gr

AT_ONCE: Final = 8
"""Answers worked on at the same time."""

WAITING: Final = 64
"""Most asks that wait; the next one is told to come back."""

SESSIONS: Final = 100
"""Conversations kept in memory at once; the one that has been quiet longest goes first."""


@dataclass(frozen=True)
class Page:
    """The built page and what its events may be sent."""

    blocks: "gr.Blocks"
    forms: Mapping[int, Form]


@dataclass(frozen=True)
class _Parts:
    """The components that events read and write."""

    chat: Any
    box: Any
    country: Any
    depth: Any
    talk: Any
    starters: Any
    offers: Any
    offered: tuple[Any, ...]
    again: Any
    turn: Any

    @property
    def outputs(self) -> list[Any]:
        """Everything a turn may change."""
        return [self.chat, self.box, self.country, self.talk, self.starters, self.offers, *self.offered, self.again, self.turn]


def build(host: Host, told: Sequence[str] = ()) -> Page:
    """The page, ready to be mounted; its events are private and its API closed.

    Args:
        told: sentences that stand over the box, before anything can be asked.
    """
    import gradio as gr

    words = host.words
    with gr.Blocks(title=words("page.title"), analytics_enabled=False) as blocks:
        gr.Markdown(f"# {words('page.heading')}\n\n{words('page.about')}", elem_id="ours-head")
        gr.Markdown(words("page.notice"), elem_id="ours-notice")
        if told:
            gr.Markdown(plain(" ".join(told)), elem_id="ours-sent")
        country = gr.Radio(
            [(words(f"countries.{c}"), c) for c in COUNTRIES], value="any", label=words("page.country"), elem_id="ours-country"
        )
        depth = gr.Radio(
            [(words(f"depths.{d}"), d.value) for d in Depth],
            value=Depth.PERSON.value,
            label=words("page.depth"),
            elem_id="ours-depth",
        )
        chat = _chat(words)
        with gr.Column(visible=False, elem_id="ours-offers") as offers:
            offered = tuple(gr.Button("", visible=False, elem_classes="ours-choice") for _ in range(MAX_OFFERS))
        box = gr.Textbox(
            label=words("page.box"),
            placeholder=words("page.box_hint"),
            max_length=MAX_CHARACTERS,
            max_lines=5,
            elem_id="ours-box",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
        )
        send = gr.Button(words("page.ask"), variant="primary", elem_id="ours-send")
        again = gr.Button(words("page.again"), visible=False, elem_id="ours-again")
        with gr.Column(elem_id="ours-starters") as starters:
            gr.Markdown(f"## {words('page.starters')}")
            pressed = [gr.Button(text, elem_classes="ours-choice") for text in words.list("starters")[:STARTERS]]
        gr.Markdown(f"[{words('page.library')}]({LIBRARY})", elem_id="ours-foot")
        # Never shown: its text changes with every turn, so that the script sees the end of one even when the answer is the same.
        turn = gr.Markdown("", elem_id="ours-turn")
        parts = _Parts(chat, box, country, depth, gr.State(Talk()), starters, offers, offered, again, turn)
        _events(parts, send, pressed, host, gr)
        blocks.unload(_forget(blocks, gr))
    blocks.queue(api_open=False, max_size=WAITING, default_concurrency_limit=AT_ONCE)
    blocks.state_session_capacity = SESSIONS
    return Page(blocks, _forms(blocks))


def _chat(words: Words) -> Any:
    """The conversation: output only. What a browser sends back as history is never read."""
    import gradio as gr

    return gr.Chatbot(
        label=words("page.chat"),
        show_label=False,
        container=False,
        elem_id="ours-chat",
        height=None,
        layout="bubble",
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        sanitize_html=True,
        allow_tags=False,
        allow_file_downloads=False,
        latex_delimiters=[],
        group_consecutive_messages=False,
    )


def _events(parts: _Parts, send: Any, pressed: list[Any], host: Host, gr: Any) -> None:
    """Ties the buttons to turns. Values come in raw: `Host` checks them, Gradio's own checking is not relied on."""

    def tie(triggers: list[Any], does: Callable[..., Turn], inputs: list[Any]) -> None:
        def run(*sent: object) -> list[Any]:
            return _shown(does(*sent), gr)

        gr.on(
            triggers,
            run,
            [*inputs, parts.country, parts.talk, parts.depth],
            parts.outputs,
            api_visibility="private",
            preprocess=False,
            show_progress="minimal",
            show_progress_on=[parts.chat],
            concurrency_limit=AT_ONCE,
            concurrency_id="ask",
        )

    tie([send.click, parts.box.submit], host.turn, [parts.box])
    for text, button in zip(host.words.list("starters"), pressed, strict=False):
        tie([button.click], partial(host.turn, text), [])
    for number, button in enumerate(parts.offered):
        tie([button.click], partial(host.choose, number), [])
    gr.on(
        [parts.again.click],
        lambda: _start(gr),
        [],
        parts.outputs,
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=AT_ONCE,
        concurrency_id="ask",
    )


def _shown(turn: Turn, gr: Any) -> list[Any]:
    """What the page's parts become after a turn; the question stays in the box unless it was taken."""
    offers = turn.talk.offers
    return [
        [{"role": m.role, "content": m.text} for m in turn.shown],
        "" if turn.taken else gr.skip(),
        turn.country,
        turn.talk,
        gr.update(visible=False),
        gr.update(visible=bool(offers)),
        *(gr.update(value=o.label, visible=True) for o in offers),
        *(gr.update(value="", visible=False) for _ in range(MAX_OFFERS - len(offers))),
        gr.update(visible=True),
        secrets.token_hex(8),
    ]


def _start(gr: Any) -> list[Any]:
    """The page as it was at first; the country and the depth stay."""
    hidden = gr.update(value="", visible=False)
    gone = gr.update(visible=False)
    return [[], "", gr.skip(), Talk(), gr.update(visible=True), gone, *(hidden for _ in range(MAX_OFFERS)), gone, ""]


def _forms(blocks: "gr.Blocks") -> dict[int, Form]:
    """What each event a person can cause may be sent: text, or nothing where the page's own memory is read."""
    caused = {n: fn for n, fn in blocks.fns.items() if any(trigger != "unload" for _, trigger in fn.targets)}
    return {n: Form(tuple(not part.stateful for part in fn.inputs)) for n, fn in caused.items()}


def _forget(blocks: "gr.Blocks", gr: Any) -> Callable[..., None]:
    """Drops a conversation as soon as its page is closed; Gradio alone would keep it for long."""

    def forget(request: Any) -> None:
        blocks.state_holder.session_data.pop(request.session_hash, None)
        blocks.state_holder.time_last_used.pop(request.session_hash, None)

    forget.__annotations__["request"] = gr.Request  # how Gradio knows to pass the request
    return forget

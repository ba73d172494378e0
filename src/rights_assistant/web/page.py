"""The chat page in Gradio: its parts, in order, and what happens when a button is pressed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from rights_assistant.domain.question import MAX_CHARACTERS
from rights_assistant.web.door import Form
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
    talk: Any
    starters: Any
    offers: Any
    offered: tuple[Any, ...]
    again: Any

    @property
    def outputs(self) -> list[Any]:
        """Everything a turn may change."""
        return [self.chat, self.box, self.country, self.talk, self.starters, self.offers, *self.offered, self.again]


def build(host: Host) -> Page:
    """The page, ready to be mounted; its events are private and its API closed."""
    import gradio as gr

    words = host.words
    with gr.Blocks(title=words("page.title"), analytics_enabled=False) as blocks:
        gr.Markdown(f"# {words('page.heading')}\n\n{words('page.about')}", elem_id="ours-head")
        gr.Markdown(words("page.notice"), elem_id="ours-notice")
        country = gr.Radio(
            [(words(f"countries.{c}"), c) for c in COUNTRIES], value="any", label=words("page.country"), elem_id="ours-country"
        )
        chat = _chat(words)
        with gr.Column(visible=False, elem_id="ours-offers") as offers:
            offered = tuple(gr.Button("", visible=False, elem_classes="ours-choice") for _ in range(MAX_OFFERS))
        with gr.Row(elem_id="ours-ask"):
            box = gr.Textbox(
                label=words("page.box"),
                placeholder=words("page.box_hint"),
                max_length=MAX_CHARACTERS,
                max_lines=5,
                scale=5,
                elem_id="ours-box",
                html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
            )
            send = gr.Button(words("page.ask"), variant="primary", scale=1, elem_id="ours-send")
        again = gr.Button(words("page.again"), visible=False, elem_id="ours-again")
        with gr.Column(elem_id="ours-starters") as starters:
            gr.Markdown(f"## {words('page.starters')}")
            pressed = [gr.Button(text, elem_classes="ours-choice") for text in words.list("starters")[:STARTERS]]
        parts = _Parts(chat, box, country, gr.State(Talk()), starters, offers, offered, again)
        forms = _events(parts, send, pressed, host, gr)
        blocks.unload(_forget(blocks))
    blocks.queue(api_open=False, max_size=WAITING, default_concurrency_limit=AT_ONCE)
    blocks.state_session_capacity = SESSIONS
    return Page(blocks, forms)


def _chat(words: Words) -> Any:
    """The conversation: output only. What a browser sends back as history is never read."""
    import gradio as gr

    return gr.Chatbot(
        label=words("page.chat"),
        placeholder=words("page.chat_empty"),
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


def _events(parts: _Parts, send: Any, pressed: list[Any], host: Host, gr: Any) -> dict[int, Form]:
    """Ties the buttons to turns. Nothing of Gradio's own checking is relied on: values come in raw and are checked by `Host`."""
    forms: dict[int, Form] = {}

    def tie(triggers: list[Any], does: Callable[..., Turn], inputs: list[Any]) -> None:
        def run(*sent: object) -> list[Any]:
            return _draw(does(*sent), parts, gr)

        event = gr.on(
            triggers,
            run,
            [*inputs, parts.country, parts.talk],
            parts.outputs,
            api_visibility="private",
            preprocess=False,
            show_progress="minimal",
            show_progress_on=[parts.chat],
            concurrency_limit=AT_ONCE,
            concurrency_id="ask",
        )
        forms[event.fn.targets and _index(parts, event)] = Form((*(True for _ in inputs), True, False))

    tie([send.click, parts.box.submit], host.turn, [parts.box])
    for text, button in zip(host.words.list("starters"), pressed, strict=False):
        tie([button.click], partial(host.turn, text), [])
    for number, button in enumerate(parts.offered):
        tie([button.click], partial(host.choose, number), [])
    return forms

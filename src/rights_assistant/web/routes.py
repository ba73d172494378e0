"""Our own addresses beside the chat: an opened source, the way in, and whether we are alive."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from rights_assistant.domain.library import Library
from rights_assistant.web.paper import CHAT, as_json, as_page, refusal
from rights_assistant.web.source import Unopened, open_source
from rights_assistant.web.words import Words

if TYPE_CHECKING:
    from fastapi import FastAPI


def add_routes(app: "FastAPI", library: Library, *, index_id: str, today: Callable[[], date], words: Words) -> None:
    """Adds the addresses to the app."""

    def source(request: Request) -> Response:
        wants_json = "application/json" in request.headers.get("accept", "")
        query = request.query_params
        vary = {"vary": "accept"}
        try:
            opened = open_source(
                library,
                request.path_params["passage_id"],
                start=query.get("start"),
                end=query.get("end"),
                on=query.get("on"),
                today=today(),
            )
        except Unopened as error:
            if wants_json:
                return JSONResponse({"message": words(error.words)}, error.status, vary)
            return HTMLResponse(refusal(error.words, words), error.status, vary)
        if wants_json:
            return JSONResponse(as_json(opened, words), headers=vary)
        return HTMLResponse(as_page(opened, words), headers=vary)

    def way_in(request: Request) -> Response:
        return RedirectResponse(CHAT, 307)

    def alive(request: Request) -> Response:
        return JSONResponse({"alive": True})

    def ready(request: Request) -> Response:
        return JSONResponse({"ready": True, "index_id": index_id, "documents": len(library.documents)})

    def robots(request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    app.add_route("/source/{passage_id:path}", source)
    app.add_route("/", way_in)
    app.add_route("/healthz", alive)
    app.add_route("/readyz", ready)
    app.add_route("/robots.txt", robots)

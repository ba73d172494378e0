"""Our own addresses beside the chat: an opened source, the Library, the way in, and whether we are alive."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from rights_assistant.catalogue import Catalogue
from rights_assistant.domain.document import Provision
from rights_assistant.quote import beside
from rights_assistant.web.calm import Calm
from rights_assistant.web.law import Choice, Law, choices, relied_on
from rights_assistant.web.paper import as_json, as_page, refusal
from rights_assistant.web.press import CHAT, LIBRARY
from rights_assistant.web.shelves import Missing, Shelves
from rights_assistant.web.source import Opened, Unopened, open_source
from rights_assistant.web.words import Words

if TYPE_CHECKING:
    from fastapi import FastAPI


def add_routes(app: "FastAPI", catalogue: Catalogue, *, index_id: str, today: Callable[[], date], words: Words) -> None:
    """Adds the addresses to the app. Where the official texts cannot be read, everything stands without them."""
    library = catalogue.library
    calm = catalogue.with_official(Calm(catalogue.official) if catalogue.official else None)

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
        law, offered = _law(opened, calm, request, words)
        if wants_json:
            return JSONResponse(as_json(opened, words, law, offered), headers=vary)
        return HTMLResponse(as_page(opened, words, law, offered), headers=vary)

    def way_in(request: Request) -> Response:
        return RedirectResponse(CHAT, 307)

    def alive(request: Request) -> Response:
        return JSONResponse({"alive": True})

    def ready(request: Request) -> Response:
        return JSONResponse({"ready": True, "index_id": index_id, "documents": len(library.documents)})

    def robots(request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    app.add_route("/source/{passage_id:path}", source)
    _add_library(app, Shelves(calm, words), today, words)
    app.add_route("/", way_in)
    app.add_route("/healthz", alive)
    app.add_route("/readyz", ready)
    app.add_route("/robots.txt", robots)


def _law(opened: Opened, catalogue: Catalogue, request: Request, words: Words) -> tuple[Law | None, list[Choice]]:
    """The law's own words for what an opened source says, and the languages they can be read in."""
    if not isinstance(opened.document, Provision) or catalogue.official is None:
        return None, []
    chosen = request.query_params.get("language", "")
    found = beside(opened.document.id, opened.quote, words("lang"), catalogue.official, chosen)
    if found is None:
        return None, []
    path, query = request.url.path, request.query_params.multi_items()
    return relied_on(found, opened.on), choices(found.languages, found.wording.language, path, query, words)


def _add_library(app: "FastAPI", shelves: Shelves, today: Callable[[], date], words: Words) -> None:
    def front(request: Request) -> Response:
        return HTMLResponse(shelves.front())

    def search(request: Request) -> Response:
        status, found = shelves.search(request.query_params.get("q", ""), request.query_params.get("language", ""))
        return HTMLResponse(found, status)

    def opened(request: Request) -> Response:
        address = request.path_params["address"]
        language = request.query_params.get("language", "") or words("lang")
        try:
            if address.count("/") < 2:
                return HTMLResponse(shelves.instrument(address, language))
            return HTMLResponse(shelves.provision(address, language, today()))
        except Missing:
            return HTMLResponse(shelves.missing(), 404)

    app.add_route(LIBRARY, front)
    app.add_route(f"{LIBRARY}/search", search)
    app.add_route(f"{LIBRARY}/{{address:path}}", opened)

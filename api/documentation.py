"""GET /openapi.json and /docs: the contract, browsable with no network but this server's own."""

import json
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort

from .openapi import Api
from .problems import KINDS
from .publication import Publication

# Swagger UI sets styles from script, which a policy allows, and draws its icons as data images.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGES = Path(__file__).with_name("pages")
# Third-party files by name, so that nothing else of the package is ever served.
SWAGGER_UI = {"swagger-ui.css": "text/css; charset=utf-8", "swagger-ui-bundle.js": "text/javascript; charset=utf-8"}
OURS = {"docs.css": "text/css; charset=utf-8", "docs.js": "text/javascript; charset=utf-8"}


def routes(api: Api) -> Blueprint:
    """The routes that show the contract of `api`."""
    blueprint = Blueprint("documentation", __name__)

    @cache
    def contract() -> Publication:
        described = api.contract()
        del described["components"]["schemas"]["PaginationMetadata"]  # flask-smorest's, used by nothing here
        return Publication(json.dumps(described, ensure_ascii=False).encode(), "application/json")

    @blueprint.get("/openapi.json")
    def openapi() -> Response:
        return contract().reply()

    @blueprint.get("/docs")
    def docs() -> Response:
        return _page(_file(PAGES / "docs.html", "text/html; charset=utf-8"))

    @blueprint.get("/docs/problems")
    def problems() -> Response:
        return _page(_problems())

    @blueprint.get("/docs/<name>")
    def asset(name: str) -> Response:
        if name in OURS:
            return _file(PAGES / name, OURS[name]).reply()
        package = find_spec("flask_swagger_ui")
        if name not in SWAGGER_UI or not package or not package.origin:
            # Without the package, which a deployment may leave out, the page still links to the contract.
            abort(404)
        return _file(Path(package.origin).with_name("dist") / name, SWAGGER_UI[name]).reply()

    return blueprint


@cache
def _file(path: Path, media_type: str) -> Publication:
    return Publication(path.read_bytes(), media_type)


@cache
def _problems() -> Publication:
    told = "".join(
        f'<dt id="{kind.name}">{kind.status} {escape(kind.title)}</dt><dd>{escape(kind.why)}</dd>'
        for kind in KINDS.values()
    )
    page = (PAGES / "problems.html").read_text("utf-8").replace("<!-- problems -->", told)
    return Publication(page.encode(), "text/html; charset=utf-8")


def _page(page: Publication) -> Response:
    reply = page.reply()
    reply.headers["Content-Security-Policy"] = POLICY
    return reply

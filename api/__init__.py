"""The HTTP API: each route a few lines around one engine function."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from engine.guideline import Guideline
from schemas.requests import Requests

from . import (
    checklist,
    course,
    documentation,
    doses,
    guideline,
    headers,
    health,
    log,
    monitoring,
    openapi,
    pathway,
    review,
)
from .blueprint import JSON
from .publication import Publication
from .server import Server

SOFTWARE = "0.1.0"

DEFAULTS: dict[str, Any] = {
    # The compiled guideline: a path, or the document itself.
    "GUIDELINE": Path(__file__).parent.parent / "guideline" / "guideline.json",
    "SOFTWARE": SOFTWARE,
    # A course of ten years with a reading every month stays below this; nothing honest comes near it.
    "MAX_CONTENT_LENGTH": 64 * 1024,
    # Where it runs, as a deployment calls it: with a name, each answer writes its line to the log.
    "STAGE": "",
    # Gives today's date, by which a guideline past its review says so.
    "TODAY": review.today,
}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application for one guideline, read once. `config` goes over `DEFAULTS`.

    Raises OSError or ValueError where the guideline cannot be read: an API without one must not start.
    """
    app = Server(__name__, static_folder=None)
    app.config.update({**DEFAULTS, **(config or {})})

    body = _bytes(app.config["GUIDELINE"])
    ours = Guideline(json.loads(body))
    software = app.config["SOFTWARE"]
    app.config.update(openapi.settings(ours.document["title"], software))
    headers.install(app, ours.document["version"])
    if app.config["STAGE"]:
        log.install(app, app.config["STAGE"], ours.document["version"])
    review.install(app, ours, app.config["TODAY"])

    api = openapi.Api(app)
    requests = Requests(ours)
    for family in (pathway, doses, checklist, course, monitoring):
        api.register_blueprint(family.routes(ours, requests))
    api.register_blueprint(guideline.routes(Publication(body, JSON, ours.document["digest"])))
    api.register_blueprint(health.routes(ours, software))
    app.register_blueprint(documentation.routes(api))
    return app


def _bytes(given: Path | str | Mapping[str, Any]) -> bytes:
    return json.dumps(given).encode() if isinstance(given, Mapping) else Path(given).read_bytes()

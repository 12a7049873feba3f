"""The HTTP API: each route a few lines around one engine function."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from engine.guideline import Guideline
from interop.codes import Codes
from interop.services import Services
from schemas.requests import Requests

from . import (
    cds,
    checklist,
    course,
    documentation,
    doses,
    fhir,
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
from .cds import configuration
from .publication import Publication
from .server import Server

SOFTWARE = "1.0.0"
ENVIRONMENT = "FSGS"
HERE = "http://localhost:8000"  # as `make run` serves it

DEFAULTS: dict[str, Any] = {
    # The compiled guideline: a path, or the document itself.
    "GUIDELINE": Path(__file__).parent.parent / "guideline" / "guideline.json",
    # What records call things, and what hospitals' systems are told: the same.
    "CODES": Path(__file__).parent.parent / "guideline" / "codes.json",
    "SERVICES": Path(__file__).parent.parent / "guideline" / "services.json",
    "SOFTWARE": SOFTWARE,
    # Where this is reached: links of cards and names in FHIR begin with it. A deployment, which has a STAGE, must be
    # told; without one this is `HERE`.
    "PUBLIC_URL": "",
    # Origins whose pages may call the CDS services; issuers whose tokens are then asked for, with their keys:
    # {"https://ehr.example": {"jwks": path or {"keys": […]}, "jku": its address, "tenants": […]}}.
    "CDS_ORIGINS": [],
    "CDS_ISSUERS": {},
    # A course of ten years with a reading every month stays below this; nothing honest comes near it.
    "MAX_CONTENT_LENGTH": 64 * 1024,
    # Where it runs, as a deployment calls it: with a name, each answer writes its line to the log.
    "STAGE": "",
    # Gives today's date, by which a guideline past its review says so, and a record's values are old.
    "TODAY": review.today,
}


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application for one guideline, read once. `config` goes over the environment (FSGS_PUBLIC_URL and so on, as
    JSON), and that over `DEFAULTS`.

    Raises OSError or ValueError where the guideline cannot be read, and ValueError where a deployment does not say where
    it is reached, or where a setting of the CDS services is malformed: such an API must not start.
    """
    app = Server(__name__, static_folder=None)
    app.config.update(DEFAULTS)
    app.config.from_prefixed_env(ENVIRONMENT)
    app.config.update(config or {})
    app.config["PUBLIC_URL"] = _public_url(app.config["PUBLIC_URL"], app.config["STAGE"])
    configuration.check(app.config["CDS_ORIGINS"], app.config["CDS_ISSUERS"])

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
    services = Services(ours, Codes(_document(app.config["CODES"])), _document(app.config["SERVICES"]))
    api.register_blueprint(cds.routes(services))
    api.register_blueprint(fhir.routes(services))
    api.register_blueprint(health.routes(ours, software))
    app.register_blueprint(documentation.routes(api))
    return app


def _public_url(given: str, stage: str) -> str:
    if not given and stage:
        raise ValueError(
            f"PUBLIC_URL is not set, but STAGE is {stage!r}: set {ENVIRONMENT}_PUBLIC_URL to the address at which this is "
            "reached. Links of cards and names in FHIR begin with it."
        )
    return (given or HERE).rstrip("/")


def _document(given: Path | str | Mapping[str, Any]) -> dict[str, Any]:
    return dict(json.loads(_bytes(given)))


def _bytes(given: Path | str | Mapping[str, Any]) -> bytes:
    return json.dumps(given).encode() if isinstance(given, Mapping) else Path(given).read_bytes()

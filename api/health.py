"""GET /health: is this alive, and with which guideline and software."""

from flask import Response

from engine.guideline import Guideline

from .blueprint import Blueprint, as_json


def routes(guideline: Guideline, software: str) -> Blueprint:
    blueprint = Blueprint("health", __name__, description="Liveness.")
    document = guideline.document
    state = {
        "status": "ok",
        "guideline": {"id": document["id"], "version": document["version"]},
        "software": software,
    }

    @blueprint.tells("/health", "Health")
    def health() -> Response:
        """Ask whether this is alive"""
        return as_json(state)

    return blueprint

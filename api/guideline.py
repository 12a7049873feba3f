"""GET /v1/guideline: the document that the engine, the app and this API run on, byte for byte."""

from flask import Response

from .blueprint import Blueprint
from .publication import Publication


def routes(published: Publication) -> Blueprint:
    blueprint = Blueprint("guideline", __name__, description="Everything clinical, as data.")

    @blueprint.tells("/v1/guideline", "Guideline")
    @blueprint.also(304, description="The client has it already (`If-None-Match`).")
    def guideline() -> Response:
        """Read the whole guideline

        Inputs, limits with their sources, rules as trees, words, checklist, monitoring, changes.
        """
        return published.reply()

    return blueprint

"""POST /v1/doses: start doses, companion steroid and titration, or why each is withheld."""

from typing import Any

from engine import doses
from engine.guideline import Guideline
from schemas import examples
from schemas.requests import Requests

from .blueprint import Blueprint


def routes(guideline: Guideline, requests: Requests) -> Blueprint:
    blueprint = Blueprint("doses", __name__, description="Doses, with their working, or why they are withheld.")

    @blueprint.evaluates("/v1/doses", requests.case, "Doses", examples.CASES)
    def evaluate(request: dict[str, Any]) -> dict[str, Any]:
        """Compute the doses

        A dose is given only where the pathway's outcome for the same inputs is to start or adjust; otherwise it is
        in `withheld`, with the reason.
        """
        return doses.answer(guideline, request["inputs"])

    return blueprint

"""POST /v1/pathway: where a patient stands, what comes next, and why."""

from typing import Any

from engine import pathway
from engine.guideline import Guideline
from schemas import examples
from schemas.requests import Requests

from .blueprint import Blueprint


def routes(guideline: Guideline, requests: Requests) -> Blueprint:
    blueprint = Blueprint("pathway", __name__, description="Where a patient stands, what comes next, and why.")

    @blueprint.evaluates("/v1/pathway", requests.case, "Pathway", examples.CASES)
    def evaluate(request: dict[str, Any]) -> dict[str, Any]:
        """Evaluate the pathway

        Never guesses: where something is absent the outcome is `needs_input` and `missing` names it.
        """
        return pathway.answer(guideline, request["inputs"])

    return blueprint

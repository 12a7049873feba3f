"""/v1/checklists/cni-toxicity: the checklist itself (GET) and its evaluation (POST)."""

import json
from typing import Any

from flask import Response

from engine import checklist
from engine.guideline import Guideline
from schemas import examples
from schemas.requests import Requests

from .blueprint import JSON, Blueprint
from .publication import Publication

RULE = "/v1/checklists/cni-toxicity"


def routes(guideline: Guideline, requests: Requests) -> Blueprint:
    blueprint = Blueprint("checklist", __name__, description="Is the calcineurin inhibitor doing harm?")
    described = json.dumps(checklist.describe(guideline), ensure_ascii=False, allow_nan=False).encode()
    published = Publication(described, JSON)

    @blueprint.tells(RULE, "ChecklistDescribed")
    def describe() -> Response:
        """Read the checklist: its items, their inputs and limits"""
        return published.reply()

    @blueprint.evaluates(RULE, requests.case, "Checklist", examples.ON_CNI)
    def evaluate(request: dict[str, Any]) -> dict[str, Any]:
        """Evaluate the checklist

        An item whose inputs are absent is `not_assessed`, never `ok`. The action is the most severe any item asks for.
        """
        return checklist.answer(guideline, request["inputs"])

    return blueprint

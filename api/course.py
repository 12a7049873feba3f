"""POST /v1/course: a patient's readings over time, by the same rules as a single visit."""

from typing import Any

from engine import course
from engine.guideline import Guideline
from schemas import examples
from schemas.requests import Requests

from .blueprint import Blueprint


def routes(guideline: Guideline, requests: Requests) -> Blueprint:
    blueprint = Blueprint("course", __name__, description="Readings over time.")

    @blueprint.evaluates("/v1/course", requests.course, "Course", examples.COURSES)
    def evaluate(request: dict[str, Any]) -> dict[str, Any]:
        """Follow a course over time

        The response at each reading, the first partial and complete remission, relapses, and the reading that
        decides the assessment.
        """
        return course.answer(guideline, request["inputs"], request["readings"])

    return blueprint

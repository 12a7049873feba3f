"""Answers a request by its route on the Python engine, as `static_pwa/tests/routes.ts` does on the browser's."""

from __future__ import annotations

from typing import Any

from engine import checklist, course, doses, monitoring, pathway, quantities
from engine.guideline import Guideline

OF_INPUTS = {"/v1/checklists/cni-toxicity": checklist.answer, "/v1/doses": doses.answer}


def refused(guideline: Guideline, route: str, request: dict[str, Any]) -> list[dict[str, str]]:
    """Why the request cannot be taken; empty when it can."""
    if route == "/v1/course":
        return course.refusals(guideline, request.get("inputs"), request.get("readings"))
    if route == "/v1/monitoring-plan":
        return monitoring.refusals(guideline, request.get("start"), request.get("cni_drug"))
    return quantities.refusals(guideline, request.get("inputs"))


def answered(guideline: Guideline, asked: dict[str, Any]) -> Any:
    """Refusals with their reasons, the answer, or the fault that it came to."""
    try:
        return _answered(guideline, asked)
    except Exception as fault:  # the other engine may have gone well
        return {"fault": repr(fault)}


def _answered(guideline: Guideline, asked: dict[str, Any]) -> Any:
    route, request = asked["route"], asked.get("request")
    if request is None:
        return checklist.describe(guideline)
    refusals = refused(guideline, route, request)
    if refusals:
        return {"refusals": refusals}
    if route == "/v1/course":
        return course.answer(guideline, request["inputs"], request["readings"])
    if route == "/v1/monitoring-plan":
        return monitoring.plan(guideline, request["start"], request["cni_drug"])
    if route == "/v1/pathway":
        return pathway.answer(guideline, request["inputs"], asked["would_change"])
    return OF_INPUTS[route](guideline, request["inputs"])

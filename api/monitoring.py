"""POST /v1/monitoring-plan: what to check when, as JSON or as a calendar."""

from typing import Any

from flask import Response, request
from werkzeug.datastructures import MIMEAccept

from engine import monitoring
from engine.guideline import Guideline
from schemas import examples
from schemas.requests import Requests

from . import calendar_file
from .blueprint import JSON, Blueprint, as_json
from .problems import Problem


def routes(guideline: Guideline, requests: Requests) -> Blueprint:
    blueprint = Blueprint("monitoring", __name__, description="What to check when.")

    @blueprint.evaluates("/v1/monitoring-plan", requests.monitoring, "MonitoringPlan", examples.STARTS)
    @blueprint.also(406)
    @blueprint.also(200, schema={"type": "string"}, content_type=calendar_file.MEDIA_TYPE, description="The plan.")
    def plan(start: dict[str, Any]) -> Response:
        """Plan the monitoring

        `Accept: text/calendar` gives the same rows as all-day events.
        """
        form = _form()
        answer = monitoring.plan(guideline, start["start"], start["cni_drug"])
        reply = calendar_file.reply(guideline, answer) if form == calendar_file.MEDIA_TYPE else as_json(answer)
        reply.headers["Vary"] = "Accept"
        return reply

    return blueprint


def _form() -> str:
    forms = [JSON, calendar_file.MEDIA_TYPE]
    # Without parameters: whoever names the charset asks for the same form.
    asked = MIMEAccept([(kind.partition(";")[0].strip(), quality) for kind, quality in request.accept_mimetypes])
    form = asked.best_match(forms) if asked else JSON
    if form is None:
        raise Problem("not-acceptable", f"The plan comes as {' or as '.join(forms)}.")
    return form

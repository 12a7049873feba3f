"""What each route takes, made for one guideline."""

from typing import Any

import marshmallow as ma

from engine.guideline import Guideline

from .inputs import Day, case
from .strict import Strict, refusal

READ_AT_A_VISIT = ("proteinuria", "albumin", "creatinine", "cni_trough")


class Requests:
    """The request schemas of one guideline.

    `case`: {"inputs": {…}}; `course`: {"inputs": {…}, "readings": [{"date", …}]};
    `monitoring`: {"start", "cni_drug"}.
    """

    def __init__(self, guideline: Guideline) -> None:
        inputs = case(guideline, "Inputs")
        course_inputs = case(
            guideline, "CourseInputs", cni_start=Day("The day of the first CNI dose.", allow_none=True)
        )
        reading = case(guideline, "Visit", READ_AT_A_VISIT, date=Day("The day of the reading.", required=True))
        self.case = _request("CaseRequest", inputs=_part(inputs, "What is known of the patient; {} where nothing is."))
        self.course = _request(
            "CourseRequest",
            inputs=_part(course_inputs, "What holds for the whole course."),
            readings=ma.fields.List(
                ma.fields.Nested(reading),
                required=True,
                error_messages=_said("“readings” must be a list.", "a list, [] where there are none"),
                metadata={"description": "Dated measurements, in any order."},
            ),
        )
        self.monitoring = case(
            guideline, "MonitoringRequest", ["cni_drug"], start=Day("The day of the first dose.", required=True)
        )


def _request(name: str, **fields: ma.fields.Field[Any]) -> ma.Schema:
    return Strict.from_dict(dict(fields), name=name)()


def _part(schema: ma.Schema, description: str) -> ma.fields.Field[Any]:
    words = _said("“inputs” is missing.", "an object, {} where nothing is known")
    return ma.fields.Nested(schema, required=True, error_messages=words, metadata={"description": description})


def _said(detail: str, allowed: str) -> dict[str, Any]:
    return {fault: [refusal(detail, allowed)] for fault in ("required", "null", "invalid")}

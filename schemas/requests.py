"""What each route takes, made from the guideline's inputs, so that units, ranges and codes stand once."""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma

from engine import course, monitoring, quantities
from engine.guideline import Guideline
from engine.quantities import Refusal

from .request import Described, Part, Request
from .shapes import Shape, day, day_or_unknown, drug, shape

Field = ma.fields.Field[Any]


class Requests:
    """The requests of one guideline.

    `case`: {"inputs": {…}}; `course`: {"inputs": {…}, "readings": [{"date": …, …}]};
    `monitoring`: {"start": …, "cni_drug": …}.
    """

    def __init__(self, guideline: Guideline) -> None:
        inputs = {name: _optional(shape(guideline, name)) for name in guideline.inputs}
        self.case = _case(guideline, inputs)
        self.course = _course(guideline, inputs)
        self.monitoring = _monitoring(guideline)


def _case(guideline: Guideline, inputs: dict[str, Field]) -> ma.Schema:
    def judge(body: Mapping[str, Any]) -> list[Refusal]:
        return quantities.refusals(guideline, body.get("inputs"))

    known = _part("Inputs", inputs, "What is known of the patient; {} where nothing is.")
    return _request("CaseRequest", inputs=known)(judge, inputs)


def _course(guideline: Guideline, inputs: dict[str, Field]) -> ma.Schema:
    def judge(body: Mapping[str, Any]) -> list[Refusal]:
        return course.refusals(guideline, body.get("inputs"), body.get("readings"))

    throughout = inputs | {"cni_start": _optional(day_or_unknown(guideline, "The day of the first CNI dose."))}
    visit = {name: _optional(shape(guideline, name)) for name in course.MEMBERS}
    visit["date"] = _required(day(guideline, "The day of the reading."))
    reading = _part("Visit", visit, "What was measured that day.")
    return _request(
        "CourseRequest",
        inputs=_part("CourseInputs", throughout, "What holds for the whole course."),
        readings=ma.fields.List(reading, required=True, metadata={"description": "In any order."}),
    )(judge, throughout)


def _monitoring(guideline: Guideline) -> ma.Schema:
    def judge(body: Mapping[str, Any]) -> list[Refusal]:
        return monitoring.refusals(guideline, body.get("start"), body.get("cni_drug"))

    start = _required(day(guideline, "The day of the first dose."))
    return _request("MonitoringRequest", start=start, cni_drug=_required(drug(guideline)))(judge)


def _request(name: str, **fields: Field) -> type[Request]:
    return Request.from_dict(dict(fields), name=name)  # type: ignore[return-value]


def _part(name: str, fields: dict[str, Field], description: str) -> Field:
    part = Part.from_dict(dict(fields), name=name)
    return Described(part, required=True, metadata={"description": description})


def _required(described: Shape) -> Field:
    return ma.fields.Raw(required=True, metadata=described)


def _optional(described: Shape) -> Field:
    return ma.fields.Raw(allow_none=True, metadata=described)

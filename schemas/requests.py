"""What each route takes, made from the guideline's inputs, so that units, ranges and codes stand once."""

from collections.abc import Callable, Mapping
from typing import Any

import marshmallow as ma

from engine import course, monitoring, quantities
from engine.guideline import Guideline
from engine.quantities import Refusal

from .request import Described, Part, Request
from .shapes import Shape, day, day_or_unknown, drug, shape

Field = ma.fields.Field[Any]
Fields = dict[str, Field]


class Requests:
    """The requests of one guideline.

    `case`: {"inputs": {…}}; `course`: {"inputs": {…}, "readings": [{"date": …, …}]};
    `monitoring`: {"start": …, "cni_drug": …}.
    """

    def __init__(self, guideline: Guideline) -> None:
        self.case = _case(guideline)
        self.course = _course(guideline)
        self.monitoring = _monitoring(guideline)


def _case(guideline: Guideline) -> ma.Schema:
    def judge(body: Mapping[str, Any]) -> list[Refusal]:
        return quantities.refusals(guideline, body.get("inputs"))

    known = _part("Inputs", lambda: _inputs(guideline), "What is known of the patient; {} where nothing is.")
    return _request("CaseRequest", inputs=known)(judge, guideline.inputs)


def _course(guideline: Guideline) -> ma.Schema:
    def judge(body: Mapping[str, Any]) -> list[Refusal]:
        return course.refusals(guideline, body.get("inputs"), body.get("readings"))

    def throughout() -> Fields:
        start = _optional(day_or_unknown(guideline, "The day of the first CNI dose."))
        return _inputs(guideline) | {"cni_start": start}

    def visit() -> Fields:
        measured = {name: _optional(shape(guideline, name)) for name in course.MEMBERS}
        return measured | {"date": _required(day(guideline, "The day of the reading."))}

    reading = _part("Visit", visit, "What was measured that day.")
    return _request(
        "CourseRequest",
        inputs=_part("CourseInputs", throughout, "What holds for the whole course."),
        readings=ma.fields.List(reading, required=True, metadata={"description": "In any order."}),
    )(judge, [*guideline.inputs, "cni_start"])


def _monitoring(guideline: Guideline) -> ma.Schema:
    def judge(body: Mapping[str, Any]) -> list[Refusal]:
        return monitoring.refusals(guideline, body.get("start"), body.get("cni_drug"))

    start = _required(day(guideline, "The day of the first dose."))
    return _request("MonitoringRequest", start=start, cni_drug=_required(drug(guideline)))(judge)


def _inputs(guideline: Guideline) -> Fields:
    return {name: _optional(shape(guideline, name)) for name in guideline.inputs}


def _request(name: str, **fields: Field) -> type[Request]:
    return Request.from_dict(dict(fields), name=name)  # type: ignore[return-value]


def _part(name: str, fields: Callable[[], Fields], description: str) -> Field:
    """A part whose fields only the contract asks for: a start should not take longer for that."""

    def described() -> Part:
        return Part.from_dict(dict(fields()), name=name)()  # type: ignore[return-value]

    return Described(described, required=True, metadata={"description": description})


def _required(described: Shape) -> Field:
    return ma.fields.Raw(required=True, metadata=described)


def _optional(described: Shape) -> Field:
    return ma.fields.Raw(allow_none=True, metadata=described)

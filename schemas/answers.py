"""What each route answers, for the contract. Answers are sent as the engine made them; tests hold the two together."""

from typing import Any

import marshmallow as ma
from marshmallow.fields import Boolean, Dict, Float, Integer, List, Nested, Raw, String


class Answer(ma.Schema):
    """The base of every answer: members may be added without a new version of the API."""

    class Meta:
        unknown = ma.INCLUDE


def _text(description: str, **kwargs: Any) -> String:
    return String(required=True, metadata={"description": description}, **kwargs)


def _texts(description: str) -> List[str]:
    return List(String(), required=True, metadata={"description": description})


def _many(schema: type[ma.Schema], description: str) -> List[dict[str, Any]]:
    return List(Nested(schema), required=True, metadata={"description": description})


SOURCES = "Ids in `sources` of the guideline."


class Origin(Answer):
    """The guideline that answered."""

    id = String(required=True)
    version = String(required=True)
    review_by = _text("After this day the guideline is due for review.")
    signed_off = Boolean(required=True, metadata={"description": "Whether a nephrologist has signed these numbers."})


class Measure(Answer):
    """A number that never travels without its unit and its working."""

    value = Float(required=True)
    unit = _text("UCUM code.")
    working = _texts("How it was computed, step by step.")


class Action(Answer):
    title = String(required=True)
    says = String(required=True)


class Outcome(Answer):
    """What to do."""

    id = _text("Stable id; `needs_input` where `missing` names what to ask.")
    title = String(required=True)
    says = String(required=True)
    do_now = _many(Action, "What to do now, in order.")
    urgency = String(required=True, validate=ma.validate.OneOf(["routine", "soon", "urgent"]))
    strength = _text("How strong the ground is.")
    certainty = _text("How sure the figures are: an id in `certainty` of the guideline.")
    sources = _texts(SOURCES)


class Step(Answer):
    step = _text("The row that decided: table and number.")
    rule = String(required=True)
    because = String(required=True)
    sources = _texts(SOURCES)


class WhyNot(Answer):
    outcome = String(required=True)
    title = String(required=True)
    because = String(required=True)


class Derived(Answer):
    """Every derived value whose inputs are known, whatever the outcome."""

    response = String()
    exposure = String()
    egfr = Nested(Measure)
    bsa = Nested(Measure)
    proteinuria_fall = Nested(Measure)
    creatinine_rise = Nested(Measure)
    trough = Nested(Measure)


class Alert(Answer):
    id = String(required=True)
    grade = String(required=True, validate=ma.validate.OneOf(["act", "watch", "info"]))
    title = String(required=True)
    says = String(required=True)
    subject = String(metadata={"description": "The input or medicine it is about."})
    sources = _texts(SOURCES)
    certainty = String(required=True)


class Option(Answer):
    id = String(required=True)
    title = String(required=True)
    says = String(required=True)
    evidence = _text("How strong its evidence is.")
    flags = _texts("Safety flags.")
    not_for_this_patient = Boolean(required=True)
    sources = _texts(SOURCES)


class DrugChoice(Answer):
    drug = String(required=True)
    factor = String(required=True)
    says = String(required=True)
    sources = _texts(SOURCES)


class Span(Answer):
    at_least = Float()
    unit = _text("UCUM code.")


class Clocks(Answer):
    """The trial and the course, always together."""

    trial = Dict(required=True)
    course = Nested(Span, required=True)
    now = Float(required=True, allow_none=True, metadata={"description": "Months since the first CNI dose."})


class Change(Answer):
    """The nearest change of one input that leads to another outcome."""

    input = String(required=True)
    to = Raw(required=True)
    outcome = String(required=True)
    title = String(required=True)
    says = String(required=True)


class Pathway(Answer):
    guideline = Nested(Origin, required=True)
    outcome = Nested(Outcome, required=True)
    missing = _texts("What the next row asks for; empty unless the outcome is `needs_input`.")
    path = _many(Step, "The decisions taken, the first first.")
    why_not = _many(WhyNot, "The outcomes passed on the way, and why they do not hold.")
    derived = Nested(Derived, required=True)
    alerts = _many(Alert, "The worst first.")
    options = _many(Option, "What is left after failure or intolerance, never one flat list.")
    drug_choice = _many(DrugChoice, "What speaks for one drug; the tool does not choose.")
    clocks = Nested(Clocks, required=True, allow_none=True)
    would_change = _many(Change, "One row for each other outcome, the nearest first.")


class ChecklistItem(Answer):
    id = String(required=True)
    grade = String(required=True)
    because = String(required=True)
    does = String(required=True)
    sources = _texts(SOURCES)


class Checklist(Answer):
    guideline = Nested(Origin, required=True)
    applies = Boolean(required=True, allow_none=True, metadata={"description": "null: `missing` names what tells it."})
    action = String(
        required=True,
        allow_none=True,
        metadata={"description": "The most severe action any item asks for; null where nothing was assessed."},
    )
    items = _many(ChecklistItem, "The assessed items.")
    not_assessed = _texts("The items whose inputs are absent: never `ok`.")


class ChecklistDescribed(Answer):
    items = List(Dict(), required=True)


class Range(Answer):
    low = Float(required=True)
    high = Float(required=True)
    unit = String(required=True)


class Dose(Answer):
    id = String(required=True)
    range = Nested(Range, allow_none=True, metadata={"description": "Not rounded."})
    options = List(Dict(), metadata={"description": "Rounded to real strengths."})
    working = List(String())
    warnings = List(Raw())
    sources = List(String())


class Withheld(Answer):
    id = String(required=True)
    because = String(required=True)


class Doses(Answer):
    guideline = Nested(Origin, required=True)
    doses = _many(Dose, "What can be given.")
    withheld = _many(Withheld, "What cannot be given, and why.")


class Reading(Answer):
    date = String(required=True, metadata={"format": "date"})
    response = String(required=True, allow_none=True)
    creatinine_rise = Float(required=True, allow_none=True)
    cni_exposure = String(required=True, allow_none=True)


class Assessment(Answer):
    date = String(required=True, metadata={"format": "date"})
    response = String(required=True, allow_none=True)


class Course(Answer):
    guideline = Nested(Origin, required=True)
    readings = _many(Reading, "By date.")
    first_partial = String(required=True, allow_none=True, metadata={"format": "date"})
    first_complete = String(required=True, allow_none=True, metadata={"format": "date"})
    relapses = List(String(metadata={"format": "date"}), required=True)
    assessment = Nested(Assessment, required=True, allow_none=True)


class PlanRow(Answer):
    date = String(required=True, metadata={"format": "date"})
    week = Integer(required=True)
    checks = _texts("What to check.")
    sources = _texts(SOURCES)


class MonitoringPlan(Answer):
    guideline = Nested(Origin, required=True)
    rows = _many(PlanRow, "By date.")


class Guideline(Answer):
    id = String(required=True)
    version = String(required=True)
    digest = _text("SHA-256; also the ETag.")
    inputs = Dict(required=True)


class GuidelineName(Answer):
    id = String(required=True)
    version = String(required=True)


class Health(Answer):
    status = String(required=True, validate=ma.validate.OneOf(["ok"]))
    guideline = Nested(GuidelineName, required=True)
    software = String(required=True)

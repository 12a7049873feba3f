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


def _day(**kwargs: Any) -> String:
    return String(required=True, metadata={"format": "date"}, **kwargs)


def _table(description: str) -> Dict:
    return Dict(required=True, metadata={"description": description})


SOURCES = "Ids in `sources` of the guideline."
CERTAINTY = "How sure this is: an id in `certainty` of the guideline."
URGENCIES = ma.validate.OneOf(["routine", "soon", "urgent"])


class Origin(Answer):
    """The guideline that answered."""

    id = String(required=True)
    version = String(required=True)
    review_by = _text("After this day the guideline is due for review.")
    signed_off = Boolean(required=True, metadata={"description": "Whether a nephrologist has signed these numbers."})


class Overdue(Answer):
    """That the guideline is past its day of review: the one thing that an answer says by the server's clock."""

    review_by = _day()
    says = String(required=True)


class Evaluated(Answer):
    """The base of every answer that was worked out for a request."""

    guideline = Nested(Origin, required=True)
    overdue = Nested(Overdue, metadata={"description": "Absent until the guideline is past its day of review."})


class Measure(Answer):
    """A number that never travels without its unit and its working."""

    value = Float(required=True)
    unit = _text("UCUM code.")
    working = _texts("How it was computed, step by step.")
    sources = _texts(SOURCES)


class Action(Answer):
    title = String(required=True)
    says = String(required=True)


class Outcome(Answer):
    """What to do."""

    id = _text("Stable id; `needs_input` where `missing` names what to ask.")
    title = String(required=True)
    says = String(required=True)
    do_now = _many(Action, "What to do now, in order.")
    urgency = String(required=True, validate=URGENCIES)
    strength = _text("How strong the ground is.")
    certainty = _text(CERTAINTY)
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
    proteinuria_by_area = Nested(Measure)
    nadir_ratio = Nested(Measure)
    creatinine_rise = Nested(Measure)
    trough = Nested(Measure)


class Alert(Answer):
    id = String(required=True)
    grade = String(required=True, validate=ma.validate.OneOf(["act", "watch", "info"]))
    title = String(required=True)
    says = String(required=True)
    subject = String(metadata={"description": "The input or medicine it is about."})
    sources = _texts(SOURCES)
    certainty = _text(CERTAINTY)


class Option(Answer):
    id = String(required=True)
    title = String(required=True)
    says = String(required=True)
    evidence = _text("How strong its evidence is.")
    certainty = _text(CERTAINTY)
    flags = _texts("Safety flags.")
    not_for_this_patient = Boolean(required=True)
    sources = _texts(SOURCES)


class DrugChoice(Answer):
    drug = String(required=True)
    factor = String(required=True)
    says = String(required=True)
    sources = _texts(SOURCES)
    certainty = _text(CERTAINTY)


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
    to = Raw(required=True, metadata={"description": "A quantity, a code, or a list of codes."})
    outcome = String(required=True)
    title = String(required=True)
    says = String(required=True)


class Pathway(Evaluated):
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


class ChecklistRow(Answer):
    """One item of the checklist, as it stands for everyone."""

    id = String(required=True)
    title = String(required=True)
    asks = _texts("The inputs that it is graded by.")
    likelier = _text("Which drug makes it likelier.")
    sources = _texts(SOURCES)


class ChecklistItem(ChecklistRow):
    """One item, graded for this patient."""

    grade = _text("`not_assessed` where its inputs are absent, never `ok`.")
    because = String(required=True)
    does = _text("What to do; empty where there is nothing to do.")
    notes = _texts("What to know when reading it.")
    certainty = _text(CERTAINTY)


class ChecklistAction(Answer):
    id = String(required=True)
    title = String(required=True)
    says = String(required=True)
    urgency = String(required=True, validate=URGENCIES)


class ChecklistDescribed(Answer):
    guideline = Nested(Origin, required=True)
    items = _many(ChecklistRow, "What is looked at.")
    grades = _texts("From the mildest to the worst.")
    actions = _many(ChecklistAction, "From the mildest to the most severe.")


class Checklist(Evaluated):
    applies = Boolean(required=True, allow_none=True, metadata={"description": "null: `missing` names what tells it."})
    missing = _texts("What tells whether it applies.")
    action = _text("The most severe that any item asks for; null where nothing was assessed.", allow_none=True)
    title = String(required=True)
    says = String(required=True)
    urgency = String(required=True, validate=URGENCIES)
    items = _many(ChecklistItem, "Every item, graded; none where the checklist does not apply.")
    not_assessed = _texts("The items whose inputs are absent.")


class Range(Answer):
    low = Float(required=True)
    high = Float(required=True)
    unit = _text("UCUM code.")


class TargetTrough(Range):
    """A target trough, both ends on target, in one of the units it is printed in."""

    drug = String(required=True)
    population = String(required=True)
    sources = _texts(SOURCES)
    certainty = _text(CERTAINTY)


class Split(Answer):
    """A day's total in real capsules, the larger dose in the morning."""

    total = Float(required=True)
    morning = Float(required=True)
    evening = Float(required=True)
    capsules = _texts("What the morning dose and the evening dose are made of.")
    shortfall = Float(metadata={"description": "How far the total stays below the figure it is rounded from."})


class Dose(Answer):
    """A dose: a `range` with `options`, or, for `titration`, a `direction` with a `step_per_dose`."""

    id = String(required=True)
    label = String(required=True)
    drug = String()
    population = String()
    range = Nested(Range, metadata={"description": "Not rounded."})
    options = List(Nested(Split), metadata={"description": "Rounded to real strengths."})
    direction = String(validate=ma.validate.OneOf(["up", "down"]))
    step_per_dose = Nested(Range)
    working = _texts("How it was computed, step by step.")
    warnings = _texts("What to mind before it is given.")
    says = String(required=True)
    sources = _texts(SOURCES)
    certainty = _text(CERTAINTY)


class Withheld(Answer):
    id = String(required=True)
    because = String(required=True)
    missing = _texts("The inputs that would tell more.")


class OutcomeName(Answer):
    id = String(required=True)
    title = String(required=True)


class Doses(Evaluated):
    outcome = Nested(OutcomeName, required=True, metadata={"description": "The pathway's, for the same inputs."})
    missing = _texts("What the pathway asks for.")
    doses = _many(Dose, "What can be given.")
    withheld = _many(Withheld, "What is not given, and why.")
    target_troughs = _many(TargetTrough, "For this patient's population, in each printed unit.")


class Reading(Answer):
    date = _day()
    response = String(required=True, allow_none=True)
    creatinine_rise = Float(required=True, allow_none=True, metadata={"description": "A fraction of the baseline."})
    cni_exposure = String(required=True, allow_none=True)


class Assessment(Answer):
    """The reading that decides whether the trial worked."""

    date = _day()
    response = String(required=True)


class Course(Evaluated):
    readings = _many(Reading, "By date.")
    first_partial = _day(allow_none=True)
    first_complete = _day(allow_none=True)
    relapses = List(String(metadata={"format": "date"}), required=True)
    assessment = Nested(Assessment, required=True, allow_none=True)
    notes = _texts("What to mind when reading this course.")


class PlanRow(Answer):
    date = _day()
    week = Integer(required=True)
    title = String(required=True)
    checks = _texts("What to check: stable ids.")
    labels = _texts("The same in words.")
    sources = _texts(SOURCES)


class MonitoringPlan(Evaluated):
    title = String(required=True)
    says = _text("What this plan stands on.")
    certainty = _text(CERTAINTY)
    start = _day()
    cni_drug = String(required=True)
    target_troughs = _many(TargetTrough, "For adults and children, in each printed unit.")
    rows = _many(PlanRow, "By date.")


class Guideline(Answer):
    """Everything clinical, as data: the document that the phone and the server run on."""

    id = String(required=True)
    version = String(required=True)
    title = String(required=True)
    published = _day()
    review_by = _day()
    signed_off = Boolean(required=True)
    digest = _text("SHA-256; also the ETag.")
    disclaimer = String(required=True)
    inputs = _table("What may be given: units, ranges, codes, words.")
    limits = _table("Every number: value, unit, population, dates, source, certainty.")
    sources = _table("What the guideline stands on.")
    certainty = _table("How sure a number can be.")
    outcomes = _table("What to do, in words.")
    changes = List(Dict(), required=True, metadata={"description": "What changed from version to version."})


class GuidelineName(Answer):
    id = String(required=True)
    version = String(required=True)


class Health(Answer):
    status = String(required=True, validate=ma.validate.OneOf(["ok"]))
    guideline = Nested(GuidelineName, required=True)
    software = String(required=True)
    overdue = Nested(Overdue)

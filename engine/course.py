"""Follows a course of dated readings by the same response and relapse as everywhere else."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from engine.case import Case
from engine.dates import day_number
from engine.derived import exposure
from engine.guideline import Guideline
from engine.monitoring import date_refusals
from engine.numbers import computed
from engine.quantities import Quantity, Refusal, absent, not_so, read, shortened
from engine.quantities import refusals as input_refusals

MEMBERS = ("proteinuria", "albumin", "creatinine", "cni_trough", "cni_trough_hours")
REMISSIONS = ("partial", "complete")


class Visit(NamedTuple):
    """One reading: its day, what is known then, and what follows."""

    date: str
    day: int
    case: Case
    response: str | None


def answer(guideline: Guideline, inputs: dict[str, Any], readings: list[dict[str, Any]]) -> dict[str, Any]:
    """Response at each reading, first remissions, relapses and the reading that decides the assessment."""
    start = None if absent(inputs.get("cni_start")) else inputs["cni_start"]
    first = None if start is None else day_number(start)
    known = read(guideline, inputs)
    visits = [_visit(guideline, known, reading) for reading in sorted(readings, key=lambda each: each["date"])]
    counted = [visit for visit in visits if first is None or visit.day >= first]
    return {
        "guideline": guideline.stamp,
        "readings": [_shown(visit) for visit in visits],
        "first_partial": _first(counted, "partial"),
        "first_complete": _first(counted, "complete"),
        "relapses": _relapses(counted),
        "assessment": _assessment(guideline, counted, first),
        "notes": _notes(guideline, visits, first),
    }


def refusals(guideline: Guideline, inputs: Any, readings: Any) -> list[Refusal]:
    """Why the inputs or readings of a course cannot be taken, inputs first; empty when they can."""
    found: list[Refusal] = []
    if isinstance(inputs, dict) and not absent(inputs.get("cni_start")):
        found += date_refusals(guideline, "/inputs/cni_start", inputs["cni_start"])
    if isinstance(inputs, dict):
        inputs = {name: value for name, value in inputs.items() if name != "cni_start"}
    found += input_refusals(guideline, inputs)
    if not isinstance(readings, list):
        words = guideline.refusals
        detail = not_so(words, "not_readings", readings)
        return [*found, {"pointer": "/readings", "detail": detail, "allowed": words["not_readings"]}]
    for index, reading in enumerate(readings):
        found += _reading_refusals(guideline, f"/readings/{index}", reading)
    return found


def _reading_refusals(guideline: Guideline, pointer: str, reading: Any) -> list[Refusal]:
    words = guideline.refusals
    allowed = words["allowed_reading"].replace("{members}", ", ".join(("date", *MEMBERS)))
    if not isinstance(reading, dict):
        return [{"pointer": pointer, "detail": not_so(words, "not_readings", reading), "allowed": allowed}]
    found: list[Refusal] = []
    if "date" not in reading:
        found.append({"pointer": f"{pointer}/date", "detail": words["missing_date"], "allowed": allowed})
    else:
        found += date_refusals(guideline, f"{pointer}/date", reading["date"])
    for name in reading:
        if name != "date" and name not in MEMBERS:
            token = shortened(name).replace("~", "~0").replace("/", "~1")
            found.append({"pointer": f"{pointer}/{token}", "detail": words["unknown_reading"], "allowed": allowed})
    values = {name: value for name, value in reading.items() if name in MEMBERS}
    return found + input_refusals(guideline, values, pointer)


def _visit(guideline: Guideline, known: dict[str, Any], reading: dict[str, Any]) -> Visit:
    day = day_number(reading["date"])
    assert day is not None
    case = Case(guideline, known | read(guideline, reading))
    return Visit(reading["date"], day, case, case.value("response") if case.knows("response") else None)


def _shown(visit: Visit) -> dict[str, Any]:
    case = visit.case
    return {
        "date": visit.date,
        "response": visit.response,
        "creatinine_rise": case.value("creatinine_rise") if case.knows("creatinine_rise") else None,
        "cni_exposure": exposure(case),
    }


def _first(visits: list[Visit], response: str) -> str | None:
    return next((visit.date for visit in visits if visit.response == response), None)


def _relapses(visits: list[Visit]) -> list[str]:
    """The date of each relapse: its first reading; the next needs a remission in between."""
    best: str | None = None
    nadir: Quantity | None = None
    in_relapse, dates = False, []
    for visit in visits:
        relapsed = best is not None and _relapsed(visit, best, nadir)
        if relapsed and not in_relapse:
            dates.append(visit.date)
        in_relapse = relapsed or (in_relapse and visit.response not in REMISSIONS)
        if visit.response in REMISSIONS and best != "complete":
            best = visit.response
        proteinuria: Quantity | None = visit.case.known.get("proteinuria")
        if proteinuria is not None and (nadir is None or proteinuria.canonical < nadir.canonical):
            nadir = proteinuria
    return dates


def _relapsed(visit: Visit, best: str, nadir: Quantity | None) -> bool:
    since = {"best_response_on_cni": best}
    assert nadir is not None  # a remission was told, so proteinuria was known
    lowest = {"proteinuria_nadir": nadir} if nadir.canonical > 0 else {}
    known = {name: value for name, value in visit.case.known.items() if name != "proteinuria_nadir"}
    case = Case(visit.case.guideline, known | since | lowest)
    return case.knows("relapsed") and case.value("relapsed") == "yes"


def _assessment(guideline: Guideline, visits: list[Visit], first: int | None) -> dict[str, Any] | None:
    """The latest reading of the window that tells a response; else the first one after it."""
    if first is None:
        return None
    month = guideline.document["monitoring"]["days_a_month"]
    earliest, latest = (guideline.limits[name]["value"] for name in ("trial_from", "trial_to"))
    inside = after = None
    for visit in visits:
        months = computed((visit.day - first) / month)
        if visit.response is None or months < earliest:
            continue
        if months < latest:
            inside = visit
        elif after is None:
            after = visit
    decides = inside or after
    return None if decides is None else {"date": decides.date, "response": decides.response}


def _notes(guideline: Guideline, visits: list[Visit], first: int | None) -> list[str]:
    course = guideline.document["monitoring"]["course"]
    words = course["notes"]
    notes: dict[str, None] = {}  # each once, in their order
    if first is None:
        notes[words["no_start"]] = None
    elif any(visit.day < first for visit in visits):
        notes[words["before_start"]] = None
    for earlier, later in pairwise(visits):
        if earlier.day == later.day:
            note = words["same_date"].replace("{date}", later.date)
        elif later.day - earlier.day > course["days_a_year"]:
            note = words["gap"].replace("{from}", earlier.date).replace("{to}", later.date)
        else:
            continue
        notes[note] = None
    return list(notes)

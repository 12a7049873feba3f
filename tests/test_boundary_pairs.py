"""Every limit of the guideline is guarded by shared vectors from both sides, in every unit it can be reported in.

Each limit is moved by one display step, up and then down: each time some vector must fail. So a pair that stands at
a limit and one step beside it cannot be lost, and a new limit cannot come without its pair. A figure that nothing is
compared with, as a dose by weight or a number that is only said, is moved by a fortieth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine import checklist, doses, pathway
from engine.case import Case
from engine.guideline import Guideline, load
from engine.quantities import Quantity, read, refusals
from tests.expected import check
from tests.expected import vectors as shared

GUIDELINE = load(Path(__file__).resolve().parent.parent / "guideline" / "guideline.json")

ANSWERS = {
    "/v1/pathway": lambda guideline, inputs: pathway.answer(guideline, inputs, changes=False),
    "/v1/checklists/cni-toxicity": checklist.answer,
    "/v1/doses": doses.answer,
}
# One step of the display or the laboratory report, in each unit that an input comes in.
STEPS: dict[str, dict[str, float]] = {
    "age": {"a": 0.1, "mo": 1},
    "steroid_weeks": {"wk": 0.1, "d": 1, "mo": 0.1},
    "weeks_since_cni_stopped": {"wk": 0.1, "d": 1, "mo": 0.1},
    "cni_months": {"mo": 0.1, "wk": 1, "a": 0.1},
    "proteinuria": {"g/g": 0.01, "mg/g": 1, "mg/mmol": 1, "g/(24.h)": 0.01, "mg/(24.h)": 1},
    "albumin": {"g/L": 1, "g/dL": 0.1},
    "cni_trough": {"ng/mL": 1, "ug/L": 1, "nmol/L": 1},
    "cni_trough_hours": {"h": 0.5},
    "systolic": {"mm[Hg]": 1},
    "diastolic": {"mm[Hg]": 1},
    "potassium": {"mmol/L": 0.1},
    "magnesium": {"mmol/L": 0.01, "mg/dL": 0.01},
    "glucose": {"mmol/L": 0.1, "mg/dL": 1},
    "hba1c": {"%": 0.1, "mmol/mol": 1},
    "ldl": {"mmol/L": 0.1, "mg/dL": 1},
}
TACROLIMUS_STEP = 0.1
# What is worked out moves with a step of the input that is measured again each time.
WORKED_OUT: dict[str, tuple[str, tuple[str, ...], float]] = {
    "proteinuria_fall": ("proteinuria", ("g/g", "mg/g", "mg/mmol", "g/(24.h)", "mg/(24.h)"), 0.01),
    "nadir_ratio": ("proteinuria", ("g/g", "mg/g", "mg/mmol", "g/(24.h)", "mg/(24.h)"), 0.02),
    "proteinuria_by_area": ("proteinuria", ("g/(24.h)", "mg/(24.h)"), 0.02),
    "creatinine_rise": ("creatinine", ("umol/L", "mg/dL"), 0.02),
    "egfr": ("creatinine", ("umol/L", "mg/dL"), 0.5),
}
STEPS_OF_FIGURES = {"tried_many": 1.0}
BOTH = ("adult", "child")
# Whose age is the limit, or who has no age yet, belongs to neither population.
OF_NO_POPULATION = ("age", "cni_trough_hours")


class Vector(NamedTuple):
    """A vector with the values that its request comes to."""

    vector: dict[str, Any]
    population: str | None
    units: dict[str, str]
    reported: dict[str, float]
    canonical: dict[str, float]


class Guard(NamedTuple):
    """A limit, whose vectors must guard it: the unit that its input comes in, the population, the step."""

    limit: str
    unit: str
    population: str | None
    step: float


@cache
def vectors() -> list[Vector]:
    return [_seen(vector) for _, vector in shared() if vector["route"] in ANSWERS and "status" not in vector["expect"]]


def _seen(vector: dict[str, Any]) -> Vector:
    inputs = vector["request"]["inputs"]
    assert refusals(GUIDELINE, inputs) == [], vector["sentence"]
    case = Case(GUIDELINE, read(GUIDELINE, inputs))
    quantities = {name: value for name, value in case.known.items() if isinstance(value, Quantity)}
    canonical = {name: value.canonical for name, value in quantities.items()}
    canonical |= {name: case.value(name) for name in WORKED_OUT if case.knows(name)}
    population = ("adult" if case.value("adult") else "child") if case.knows("age") else None
    return Vector(
        vector,
        population,
        {name: value.unit for name, value in quantities.items()},
        {name: value.reported for name, value in quantities.items()},
        canonical,
    )


def guards() -> Iterator[Guard]:
    """Every limit that something measured is compared with, in each unit and for each population it holds for."""
    for name, limit in GUIDELINE.limits.items():
        measures = limit.get("measures")
        if measures is None:
            continue
        if measures in WORKED_OUT:
            _, units, step = WORKED_OUT[measures]
            steps = dict.fromkeys(units, step)
        else:
            steps = STEPS[measures]
        whole = measures in OF_NO_POPULATION or limit["population"] != "all"
        for unit, step in steps.items():
            if "printed" in limit and unit not in limit["printed"]:
                continue
            if measures == "cni_trough" and name.startswith("tacrolimus"):
                step = TACROLIMUS_STEP
            for population in (limit["population"],) if whole else BOTH:
                yield Guard(name, unit, population if population in BOTH else None, step)


@cache
def moved(limit: str, unit: str | None, by: float) -> Guideline:
    """The guideline with one limit moved; of a printed limit only the figure in one unit."""
    document = GUIDELINE.document | {"limits": deepcopy(GUIDELINE.limits)}
    entry = document["limits"][limit]
    if unit is None:
        entry["value"] += by
    else:
        entry["printed"][unit] += by
    return Guideline(document)


def broken(vector: dict[str, Any], guideline: Guideline) -> bool:
    """Whether a vector fails on this guideline."""
    try:
        check(vector["expect"], ANSWERS[vector["route"]](guideline, vector["request"]["inputs"]))
    except (AssertionError, KeyError, TypeError):
        return True
    return False


def unguarded(guard: Guard) -> list[str]:
    """The directions in which the limit can move by one step and no vector fails."""
    limit = GUIDELINE.limits[guard.limit]
    measures = limit["measures"]
    source = WORKED_OUT[measures][0] if measures in WORKED_OUT else measures
    printed = "printed" in limit
    at = limit["printed"][guard.unit] if printed else limit["value"]
    step = guard.step if printed or measures in WORKED_OUT else _canonical_step(measures, guard)
    near = [
        seen.vector
        for seen in vectors()
        if seen.units.get(source) == guard.unit
        and (guard.population is None or seen.population == guard.population)
        and measures in seen.canonical
        and abs((seen.reported if printed else seen.canonical)[measures] - at) <= 1.01 * step
    ]
    return [
        name
        for name, by in (("up", 1.001 * step), ("down", -1.001 * step))
        if not any(broken(vector, moved(guard.limit, guard.unit if printed else None, by)) for vector in near)
    ]


def _canonical_step(measures: str, guard: Guard) -> float:
    conversion = GUIDELINE.inputs[measures]["units"][guard.unit]
    if conversion["same"]:
        return guard.step
    return float(guard.step * conversion["multiply"] / conversion["divide"])


@pytest.mark.parametrize("name", [name for name, limit in GUIDELINE.limits.items() if "measures" in limit])
def test_a_limit_that_moves_by_one_step_breaks_a_vector_on_either_side(name: str) -> None:
    """At the limit and one step beside it stand two vectors that expect two different answers."""
    lost = defaultdict(list)
    for guard in guards():
        if guard.limit == name:
            for direction in unguarded(guard):
                lost[f"{guard.unit}, {guard.population or 'anyone'}"].append(direction)
    assert not lost, dict(lost)


@pytest.mark.parametrize("name", [name for name, limit in GUIDELINE.limits.items() if "measures" not in limit])
def test_a_figure_that_is_changed_breaks_a_vector(name: str) -> None:
    """A rate, a cap, a coefficient or a number in words: no figure can change unnoticed."""
    # Most figures are doses, or told in the files that come first: most vectors need not be asked.
    likeliest = sorted(vectors(), key=lambda seen: seen.vector["route"] != "/v1/doses")
    by = STEPS_OF_FIGURES.get(name, GUIDELINE.limits[name]["value"] / 40)
    for change in (by, -by):
        assert any(broken(seen.vector, moved(name, None, change)) for seen in likeliest), change

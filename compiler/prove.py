"""Proves the tables by trying them: every row and outcome is reached by some patient, the rows of a
checklist item exclude each other, and its bands leave no gap.

A row that no patient reaches is shadowed by the rows above it.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any, NamedTuple

from compiler.faults import Fault, Place
from compiler.reach import inputs_behind
from engine.case import Case
from engine.decision import NEEDS_INPUT, decide
from engine.guideline import Guideline, Row
from engine.quantities import Quantity, outside, to_canonical

TRIES = 10000
# A search that went astray begins anew: ten thousand tries find every row in two of three searches.
SEARCHES = 8
NUDGE = 0.000001
KEPT = 30
# How often a value is given that a row only looks for, and how often one is taken away.
ADDED = 0.5
TAKEN_AWAY = 0.2
# Beside an ordinary value: a rise of a quarter and of a half, a fall to a half, and far away.
SCALES = (0.1, 0.5, 1.0, 1.25, 1.5, 2.0, 10.0)


class Decided(NamedTuple):
    """A patient who was decided on, and the absent inputs that a row looked for."""

    known: dict[str, Any]
    looked_for: list[str]


def prove(document: dict[str, Any]) -> list[Fault]:
    """Every fault of reachability and of the checklist's bands."""
    guideline = Guideline(document)
    values = {name: worth_trying(document, name) for name in document["inputs"]}
    return _unreached(guideline, values) + _bands(guideline, values)


def worth_trying(document: dict[str, Any], name: str) -> list[Any]:
    """Values of an input on and beside each of its limits in its first unit; every code; lists of one."""
    spec = document["inputs"][name]
    if spec["kind"] == "code":
        return [code for code in spec["codes"] if code != "unknown"]
    if spec["kind"] == "list":
        return [[], *([code] for code in spec["codes"])]
    unit = next(iter(spec["units"]))
    numbers = {spec["example"] * scale for scale in SCALES}
    for limit in document["limits"].values():
        if limit.get("measures") == name:
            value = limit["printed"][unit] if "printed" in limit else limit["value"]
            numbers |= {value - NUDGE, value, value + NUDGE, value * 2, value * 2 + NUDGE}
    return [
        Quantity(to_canonical(spec, number, unit), number, unit)
        for number in sorted(numbers)
        if outside(spec, number, unit) is None
    ]


def _unreached(guideline: Guideline, values: dict[str, list[Any]]) -> list[Fault]:
    """Changes a value or two of patients who came near a row, until each row has decided once."""
    rows = {row.id: row for table in guideline.tables.values() for row in table}
    waiting = set(rows)
    before = {
        row.id: [other.id for other in reversed(table[: index + 1])]
        for table in guideline.tables.values()
        for index, row in enumerate(table)
    }
    for search in range(SEARCHES):
        if waiting:
            # For every row, not for what is left alone: those on the way lead to it.
            left = dict(rows)
            _search(guideline, values, left, before, Random(search))  # noqa: S311 - tries, not secrets
            waiting &= set(left)
    reached = {row.outcome for row in rows.values() if row.id not in waiting}
    faults = [
        Fault(
            Place("pathway.yaml", f"row {row}"),
            "no patient was found who reaches it.",
            "a row above it takes every case: move it, or mend a condition.",
        )
        for row in rows
        if row in waiting
    ]
    for outcome in guideline.document["outcomes"]:
        if outcome not in reached and outcome != NEEDS_INPUT:
            faults.append(Fault(Place("outcomes.yaml", outcome), "no row leads to it.", "add a row, or withdraw it."))
    return faults


def _search(
    guideline: Guideline,
    values: dict[str, list[Any]],
    waiting: dict[str, Row],
    before: dict[str, list[str]],
    random: Random,
) -> None:
    """One search from nothing; takes out of `waiting` each row that decides for somebody."""
    near: dict[str, list[Decided]] = {}
    for _ in range(TRIES):
        if not waiting:
            return
        target = random.choice(list(waiting))
        start = next((row for row in before[target] if row in near), None)
        known = _changed(random, values, random.choice(near[start]) if start else Decided({}, []))
        decision = decide(Case(guideline, known))
        while decision.outcome == NEEDS_INPUT:
            for name in decision.missing:
                known[name] = random.choice(values[name])
            decision = decide(Case(guideline, known))
        looked_for = [name for name in decision.reads if name in values and name not in known]
        for step in decision.way:
            near.setdefault(step.row.id, []).append(Decided(known, looked_for))
            del near[step.row.id][:-KEPT]
            if step.held or step.row.when is None:
                waiting.pop(step.row.id, None)


def _changed(random: Random, values: dict[str, list[Any]], patient: Decided) -> dict[str, Any]:
    """The same patient with up to two values changed or taken away, now and then with one that was looked for."""
    known = dict(patient.known)
    for name in random.sample(list(known), min(len(known), random.randint(0, 2))):
        if random.random() < TAKEN_AWAY:
            del known[name]
        else:
            known[name] = random.choice(values[name])
    if patient.looked_for and random.random() < ADDED:
        name = random.choice(patient.looked_for)
        known[name] = random.choice(values[name])
    return known


def _bands(guideline: Guideline, values: dict[str, list[Any]]) -> list[Fault]:
    """For every combination of values beside the limits: at most one row of an item holds, and each row for some."""
    faults = []
    # Of the ages only the two sides of 18 matter here, and they keep the combinations few.
    values = values | {"age": _around(guideline, "age", "adult_from")}
    for item in guideline.items.values():
        place = Place("checklist.yaml", item.id)
        names = _inputs_of(guideline.document, item.id)
        unused = {row.grade for row in item.rows}
        for chosen in product(*([None, *values[name]] for name in names)):
            known = {name: value for name, value in zip(names, chosen, strict=True) if value is not None}
            case = Case(guideline, known)
            holding = [row.grade for row in item.rows if row.when(case)]
            unused -= set(holding)
            said = ", ".join(f"{name} {_plain(value)}" for name, value in known.items())
            if len(holding) > 1:
                faults.append(
                    Fault(place, f"{' and '.join(holding)} both hold at {said}.", "end one band where the next begins.")
                )
                break
            if not holding and _assessed(guideline, item.id, known):
                faults.append(Fault(place, f"no grade holds at {said}.", "close the gap between the bands."))
                break
        faults += [
            Fault(place, f"the grade {grade} is never given.", "mend its condition.") for grade in sorted(unused)
        ]
    return faults


def _around(guideline: Guideline, name: str, limit: str) -> list[Quantity]:
    value, unit = guideline.limits[limit]["value"], next(iter(guideline.inputs[name]["units"]))
    return [Quantity(number, number, unit) for number in (value - NUDGE, float(value))]


def _inputs_of(document: dict[str, Any], item: str) -> list[str]:
    """What an item's grade depends on; what it reads directly and one step behind, not the eGFR's own inputs."""
    behind = inputs_behind(document, f"grade.{item}")
    narrowed = NARROWED.get(item)
    return [name for name in document["inputs"] if name in behind and (narrowed is None or name in narrowed)]


# Items whose grade hangs on a formula: enough inputs to move its result, so that the combinations stay few.
NARROWED = {
    "egfr": ("age", "sex", "height", "creatinine"),
    "trough": ("age", "cni_drug", "cni_exposure", "cni_trough"),
    "blood_pressure": ("age", "systolic", "diastolic", "neurological"),
}


def _assessed(guideline: Guideline, item: str, known: dict[str, Any]) -> bool:
    """Whether what is known must earn a grade: the item's one measured input is there."""
    asks = guideline.items[item].entry["asks"]
    return len(asks) == 1 and asks[0] in known


def _plain(value: Any) -> str:
    return f"{value.reported} {value.unit}" if isinstance(value, Quantity) else str(value)

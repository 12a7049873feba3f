"""What would change an answer: the nearest other value of one input that leads to another outcome.

Only inputs that the decision read are tried: what it never looked at cannot change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any, NamedTuple

from engine.case import Case
from engine.decision import NEEDS_INPUT, outcome_of
from engine.guideline import Guideline
from engine.numbers import computed
from engine.quantities import Quantity, outside, from_canonical, to_canonical

HALVINGS = 48
CODE_DISTANCE = 1.0


class Change(NamedTuple):
    """Another value of one input, how far it is from this one, and where it leads."""

    distance: float
    name: str
    value: Any
    outcome: str


def would_change(case: Case, outcome: str) -> list[Change]:
    """The nearest change of a single input for each other outcome, nearest first.

    A quantity is as far as its relative difference; another code is farther than any quantity.
    """
    nearest: dict[str, Change] = {}
    for name in case.guideline.inputs:
        if name not in case.reads:
            continue
        for distance, value in sorted(_candidates(case, name), key=lambda candidate: candidate[0]):
            reached = outcome_of(case.guideline, case.known | {name: value})
            if reached in (outcome, NEEDS_INPUT):
                continue
            if reached not in nearest or distance < nearest[reached].distance:
                nearest[reached] = Change(distance, name, value, reached)
    return sorted(nearest.values(), key=lambda change: change.distance)


def _candidates(case: Case, name: str) -> Iterator[tuple[float, Any]]:
    spec = case.guideline.inputs[name]
    if spec["kind"] == "quantity":
        if name in case.known:
            yield from _quantities(case, name, spec)
    elif spec["kind"] == "code":
        for code in spec["codes"]:
            if code != case.known.get(name) and code != "unknown":
                yield CODE_DISTANCE, code
    else:
        given = case.known.get(name, [])
        for code in spec["codes"]:
            yield CODE_DISTANCE, [other for other in given if other != code] if code in given else [*given, code]
        if len(given) > 1:
            yield CODE_DISTANCE, []


def _quantities(case: Case, name: str, spec: dict[str, Any]) -> Iterator[tuple[float, Quantity]]:
    now: Quantity = case.known[name]
    step = spec["units"][now.unit]["step"]
    tried: set[float] = set()
    for limit in _limits_met(case, name, spec, now):
        grid = floor(limit / step)
        for value in (limit, *(computed((grid + offset) * step) for offset in (-1, 0, 1, 2))):
            value = computed(value)
            if value in tried or value == now.reported or outside(spec, value, now.unit):
                continue
            tried.add(value)
            distance = abs(value - now.reported) / (value + now.reported)
            yield distance, Quantity(to_canonical(spec, value, now.unit), value, now.unit)


def _limits_met(case: Case, name: str, spec: dict[str, Any], now: Quantity) -> Iterator[float]:
    """Every value of this input, in its reported unit, at which it or what follows from it meets a limit."""
    for measured in case.guideline.document["met_through"][name]:
        for limit in measured["limits"]:
            if measured["id"] == name:
                yield from _in_reported_unit(case.guideline, limit, spec, now.unit)
            else:
                yield from _crossing(case, name, spec, now, measured["id"], limit)


def _in_reported_unit(guideline: Guideline, limit: str, spec: dict[str, Any], unit: str) -> Iterator[float]:
    """A limit in the unit at hand; none where it is not printed in it (a child's amount has no ratio's limit)."""
    entry = guideline.limits[limit]
    if "printed" not in entry:
        yield from_canonical(spec, entry["value"], unit)
    elif unit in entry["printed"]:
        yield entry["printed"][unit]


def _crossing(
    case: Case, name: str, spec: dict[str, Any], now: Quantity, derived: str, limit: str
) -> Iterator[float]:
    """Where a derived value crosses its limit as this input moves through its range, by halving."""
    target = case.guideline.limits[limit]["value"]
    low = from_canonical(spec, spec["range"]["low"], now.unit) + spec["units"][now.unit]["step"]
    high = from_canonical(spec, spec["range"]["high"], now.unit)
    above_low = _above(case, name, spec, low, now.unit, derived, target)
    above_high = _above(case, name, spec, high, now.unit, derived, target)
    if above_low is None or above_high is None or above_low == above_high:
        return
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        above = _above(case, name, spec, middle, now.unit, derived, target)
        if above is None:
            return
        if above == above_low:
            low = middle
        else:
            high = middle
    yield (low + high) / 2.0


def _above(
    case: Case, name: str, spec: dict[str, Any], value: float, unit: str, derived: str, target: float
) -> bool | None:
    moved = Quantity(to_canonical(spec, value, unit), value, unit)
    trial = Case(case.guideline, case.known | {name: moved})
    return trial.value(derived) >= target if trial.knows(derived) else None

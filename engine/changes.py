"""What would change an answer: the nearest other value of one input that leads to another outcome.

Only inputs that the decision read are tried: what it never looked at cannot change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor
from typing import Any, NamedTuple

from engine.case import Case
from engine.decision import NEEDS_INPUT, Decision, resumed
from engine.guideline import Guideline
from engine.numbers import computed
from engine.quantities import Quantity, from_canonical, outside, to_canonical

CODE_DISTANCE = 1.0


class Change(NamedTuple):
    """Another value of one input, how far it is from this one, and where it leads."""

    distance: float
    name: str
    value: Any
    outcome: str


def would_change(case: Case, decision: Decision) -> list[Change]:
    """The nearest change of a single input for each other outcome, nearest first.

    From a to b a quantity is as far as |a - b| / (a + b), at most 1; another code is as far as 1.
    """
    nearest: dict[str, Change] = {}
    for name in case.guideline.inputs:
        first_reader = decision.reads.get(name)
        if first_reader is None:
            continue
        for distance, value in sorted(_candidates(case, name), key=lambda candidate: candidate[0]):
            reached = resumed(case.moved(name, value), first_reader).outcome
            if reached in (decision.outcome, NEEDS_INPUT):
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
            if code not in ("unknown", case.known.get(name)):
                yield CODE_DISTANCE, code
    else:
        given = case.known.get(name, [])
        for code in spec["codes"]:
            yield CODE_DISTANCE, [other for other in given if other != code] if code in given else [*given, code]
        yield CODE_DISTANCE, []


def _quantities(case: Case, name: str, spec: dict[str, Any]) -> Iterator[tuple[float, Quantity]]:
    now: Quantity = case.known[name]
    for value in dict.fromkeys(_worth_trying(case, name, spec, now)):
        if value == now.reported or outside(spec, value, now.unit):
            continue
        distance = abs(value - now.reported) / (value + now.reported)
        yield distance, Quantity(to_canonical(spec, value, now.unit), value, now.unit)


def _worth_trying(case: Case, name: str, spec: dict[str, Any], now: Quantity) -> Iterator[float]:
    """The whole steps on and beside each limit that this input, or what follows from it, meets: what a person enters."""
    step = spec["units"][now.unit]["step"]
    for measured in case.guideline.document["met_through"][name]:
        for limit in measured["limits"]:
            if measured["id"] == name:
                limits = _in_reported_unit(case.guideline, limit, spec, now.unit)
                counts: Iterable[int] = (floor(computed(value / step)) for value in limits)
            else:
                counts = _crossing(case, name, spec, now, measured["id"], limit)
            for count in counts:
                yield from (computed((count + offset) * step) for offset in (-1, 0, 1, 2))


def _in_reported_unit(guideline: Guideline, limit: str, spec: dict[str, Any], unit: str) -> Iterator[float]:
    """A limit in the unit at hand, and its multiple that is a limit too (twice the upper target of a trough).

    None where the limit is not printed in that unit (a child's amount has no ratio's limit).
    """
    entry = guideline.limits[limit]
    value = entry["printed"].get(unit) if "printed" in entry else from_canonical(spec, entry["value"], unit)
    if value is None:
        return
    yield value
    if "times" in entry:
        yield computed(value * guideline.limits[entry["times"]]["value"])


def _crossing(case: Case, name: str, spec: dict[str, Any], now: Quantity, derived: str, limit: str) -> Iterator[int]:
    """The last whole step of this input before a derived value crosses its limit, found by halving."""
    target = case.guideline.limits[limit]["value"]
    step = spec["units"][now.unit]["step"]
    low = ceil(from_canonical(spec, spec["range"]["low"], now.unit) / step) + 1
    high = floor(from_canonical(spec, spec["range"]["high"], now.unit) / step)
    below = _reaches(case, name, spec, low * step, now.unit, derived, target)
    if below == _reaches(case, name, spec, high * step, now.unit, derived, target):
        return
    while high - low > 1:
        middle = (low + high) // 2
        if _reaches(case, name, spec, middle * step, now.unit, derived, target) == below:
            low = middle
        else:
            high = middle
    yield low


def _reaches(
    case: Case, name: str, spec: dict[str, Any], value: float, unit: str, derived: str, target: float
) -> bool | None:
    trial = case.moved(name, Quantity(to_canonical(spec, value, unit), value, unit))
    return trial.value(derived) >= target if trial.knows(derived) else None

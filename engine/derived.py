"""The derived values that an answer shows, each with its working."""

from __future__ import annotations

from typing import Any

from engine.case import Case
from engine.words import filled


def shown(case: Case) -> dict[str, Any]:
    """Every shown derived value that can be told: a class as text, a number with unit and working."""
    values: dict[str, Any] = {}
    for name in case.guideline.document["shown"]:
        if not case.knows(name):
            continue
        value = case.value(name)
        values[name] = value if isinstance(value, str) else _number(case, name, value)
    return values


def exposure(case: Case) -> str | None:
    """Where the trough lies, as an answer to the question of the exposure; None where that cannot be told."""
    return EXPOSURES[case.value("trough_side")] if case.knows("trough_side") else None


EXPOSURES = {"below": "below_target", "on": "at_target", "above": "above_target"}


def _number(case: Case, name: str, value: float) -> dict[str, Any]:
    derived, choice = case.guideline.derived[name], case.choices[name]
    working = filled(case, choice.working) if choice.working else None
    return {
        "value": value,
        "unit": case.unit(derived.unit_of) if derived.unit_of else derived.unit,
        "working": [working] if working else [],
        "sources": choice.sources,
    }

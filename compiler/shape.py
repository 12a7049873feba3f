"""Brings the hand-written forms to one shape, before anything is checked.

Authors may write a sentence for a list of sentences, a name for a place with one input, rows or one
formula for a list of choices; the evaluators see one form only.
"""

from __future__ import annotations

from typing import Any

from compiler.faults import Fault, Place


def sentences(value: Any) -> list[dict[str, Any]]:
    """A text, or a list of texts with or without a condition, as `{when, says}` entries."""
    if value is None:
        return []
    if isinstance(value, (str, dict)):
        value = [value]
    return [{"when": None, "says": part} if isinstance(part, str) else {"when": None, **part} for part in value]


def places(value: Any) -> list[dict[str, Any]]:
    """What is asked for, one place after the other, as `{ask, when}` entries."""
    shaped = []
    for place in value or []:
        if isinstance(place, str):
            place = {"ask": [place]}
        elif isinstance(place, list):
            place = {"ask": place}
        shaped.append({"when": None, **place})
    return shaped


def choices(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The ways to work out a derived value, in order."""
    if "rows" in entry or "choices" in entry:
        given = entry.get("rows") or entry["choices"]
    else:
        given = [{name: entry[name] for name in ("formula", "host", "arguments") if name in entry}]
    shaped = []
    for choice in given:
        shaped.append(
            {
                "when": choice.get("when"),
                "because": sentences(choice.get("because")),
                "working": choice.get("working", entry.get("working")),
                "sources": choice.get("sources", entry.get("sources", [])),
                **{name: choice[name] for name in ("formula", "value", "host", "arguments") if name in choice},
            }
        )
    return shaped


def conversion(unit: str, given: dict[str, Any], first: bool) -> dict[str, Any]:
    """How a unit converts: canonical = value x multiply / divide + add."""
    entry = {"multiply": 1, "divide": 1, "add": 0, **given}
    entry["same"] = first or (entry["multiply"] == 1 and entry["divide"] == 1 and entry["add"] == 0)
    return entry


def in_force(values: list[dict[str, Any]], day: str, place: Place) -> dict[str, Any]:
    """The value of a limit on a day. Raises Fault unless exactly one is in force."""
    current = [value for value in values if value["from"] <= day and day < value.get("until", "9999-12-31")]
    if len(current) != 1:
        raise Fault(
            place,
            f"{len(current)} values are in force on {day}.",
            "give a withdrawn value the day it ended (`until`), and each value a `from`.",
        )
    return current[0]


NUMBERS = ("value", "printed")


def numbers(limit: dict[str, Any], value: dict[str, Any]) -> dict[str, float]:
    """A value of a limit by unit. Of the one in force the number stands in the limit itself."""
    told = value if any(name in value for name in NUMBERS) else limit
    given: dict[str, float] = told.get("printed") or {limit["unit"]: told["value"]}
    return given

"""Which limits each input can meet in the decision, directly or through derived values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def met_through(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """For each quantity: the input itself and each derived number it moves, with the limits they meet.

    Only limits that the decision tables reach count; others cannot change an outcome.
    """
    used = _limits_of_decision(document)
    behind = {entry["id"]: inputs_behind(document, entry["id"]) for entry in document["derived"]}
    reached: dict[str, list[dict[str, Any]]] = {}
    for name, spec in document["inputs"].items():
        if spec["kind"] != "quantity":
            continue
        measured = [name, *(derived for derived, inputs in behind.items() if name in inputs)]
        entries = [
            {"id": value, "limits": [limit for limit in used if document["limits"][limit].get("measures") == value]}
            for value in measured
        ]
        reached[name] = [entry for entry in entries if entry["limits"]]
    return reached


def moves(document: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """For each input: the derived values and checklist grades that may differ when it does."""
    derived = [entry["id"] for entry in document["derived"]]
    items = [item["id"] for item in document["checklist"]["items"]]
    behind = {name: inputs_behind(document, name) for name in derived}
    graded = {name: inputs_behind(document, f"grade.{name}") for name in items}
    return {
        name: {
            "derived": [value for value in derived if name in behind[value]],
            "grades": [item for item in items if name in graded[item]],
        }
        for name in document["inputs"]
    }


def inputs_behind(document: dict[str, Any], name: str) -> set[str]:
    """Every input that a derived value, or the grade of an item (`grade.item`), can depend on."""
    nodes: dict[str, Any] = {entry["id"]: entry for entry in document["derived"]}
    nodes |= {f"grade.{item['id']}": item for item in document["checklist"]["items"]}
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if current not in nodes:
            found.add(current)
            continue
        for _, message, field in reads(nodes[current]):
            if message in ("patient", "reported", "unit", "given"):
                waiting.append(field)
            elif message == "grade":
                waiting.append(f"grade.{field}")
            elif message in ("limit", "exact", "between") and "printed" in document["limits"][field]:
                waiting.append(document["limits"][field]["measures"])
        waiting += [ask for place in nodes[current].get("needs", []) for ask in place["ask"]]
    return found


def reads(part: Any) -> Iterator[tuple[str, str, str]]:
    """Every `(get or has, message, field)` anywhere in compiled trees."""
    if isinstance(part, dict):
        for value in part.values():
            yield from reads(value)
    elif isinstance(part, list):
        if len(part) == 3 and part[0] in ("get", "has") and all(isinstance(word, str) for word in part):
            yield part[0], part[1], part[2]
        else:
            for value in part:
                yield from reads(value)


def _limits_of_decision(document: dict[str, Any]) -> list[str]:
    derived = {entry["id"]: entry for entry in document["derived"]}
    items = {item["id"]: item for item in document["checklist"]["items"]}
    limits: list[str] = []
    seen: set[str] = set()
    conditions = [
        {"if": row["if"], "needs": row["needs"], "when": row["when"]}
        for table in document["tables"].values()
        for row in table["rows"]
    ]
    waiting: list[Any] = [conditions]
    while waiting:
        part = waiting.pop()
        names = [(message, field) for _, message, field in reads(part)]
        names += [("patient", ask) for place in _places(part) for ask in place["ask"]]
        for message, field in names:
            if message == "limit" and field not in limits:
                limits.append(field)
            elif message in ("patient", "grade") and f"{message}.{field}" not in seen:
                seen.add(f"{message}.{field}")
                if message == "grade":
                    waiting.append([row["when"] for row in items[field]["rows"]])
                elif field in derived:
                    waiting.append(derived[field])
    return [limit for limit in document["limits"] if limit in limits]


def _places(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield from part.get("needs", [])
    elif isinstance(part, list):
        for entry in part:
            if isinstance(entry, dict):
                yield from entry.get("needs", [])

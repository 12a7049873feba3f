"""Checks that whatever a sentence is filled with exists: a misspelt name would stop the answer that says the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from compiler.faults import Fault, Place

IN_BRACES = re.compile(r"\{([^{}]*)\}")


def unfillable(document: dict[str, Any]) -> list[Fault]:
    """A fault for each `{name}` that `engine.words` could not fill."""
    return [
        Fault(place, f"`{{{name}}}` is no value that a sentence can be filled with.", "check the spelling.")
        for place, part in _parts(document)
        for name in dict.fromkeys(_names(part, document["units"]))
        if not _is_fillable(document, name)
    ]


def _parts(document: dict[str, Any]) -> Iterator[tuple[Place, Any]]:
    for entry in document["derived"]:
        yield Place("derived.yaml", entry["id"]), entry["choices"]
    for name, parts in document["phrases"].items():
        yield Place("pathway.yaml", f"phrase {name}"), parts
    for table in document["tables"].values():
        for row in table["rows"]:
            yield Place("pathway.yaml", f"row {row['id']}"), [row["because"], row["otherwise"]]
    for name, outcome in document["outcomes"].items():
        yield Place("outcomes.yaml", name), [outcome["says"], outcome["do_now"]]
    yield Place("outcomes.yaml", "also_now"), document["also_now"]
    for alert in document["alerts"]:
        yield Place("alerts.yaml", alert["id"]), [alert["says"], alert.get("opens")]
    for option in document["options"]:
        yield Place("options.yaml", option["id"]), option["says"]
    for item in document["checklist"]["items"]:
        yield Place("checklist.yaml", item["id"]), [item["rows"], item["notes"]]


def _names(part: Any, units: dict[str, str]) -> Iterator[str]:
    if isinstance(part, str) and part not in units:  # UCUM has braces of its own
        yield from IN_BRACES.findall(part)
    elif isinstance(part, dict | list):
        for below in part.values() if isinstance(part, dict) else part:
            yield from _names(below, units)


def _is_fillable(document: dict[str, Any], name: str) -> bool:
    """Whether it is one of the names that the head of `engine/words.py` tells."""
    head, _, rest = name.partition(".")
    derived = {entry["id"]: entry for entry in document["derived"]}
    if head == "limit":
        return rest.removesuffix(".number") in document["limits"]
    if head == "toxicity":
        return rest == "stop"
    if head in ("phrase", "list"):
        return rest in document["phrases"]
    if head == "why":
        return rest in derived
    if head in document["phrases"]:
        return not rest
    if head in document["inputs"]:
        return rest in ("", "number", "both", *document["inputs"][head].get("units", ()))
    return head in derived and not rest and _can_be_said(derived[head])


def _can_be_said(derived: dict[str, Any]) -> bool:
    """A number with its unit, or a word; yes and no are neither."""
    worded = all(isinstance(choice.get("value"), str) for choice in derived["choices"])
    return worded or "unit" in derived or "unit_of" in derived

"""Who reads what: for each limit the rows, alerts, items, options and doses that change with it, also by way of a derived value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from compiler.reach import reads

IN_WORDS = re.compile(r"\{limit\.(\w+)")


class Readers:
    """The reading parts of one compiled guideline, each by its name on the pages (`row gate.1`)."""

    def __init__(self, document: dict[str, Any], engine: dict[str, str]) -> None:
        self.limits = set(document["limits"])
        self.derived = {entry["id"]: self._reads(entry) for entry in document["derived"]}
        self.parts = {name: self._reads(part) for name, part in parts(document)}
        # The limits that an engine module names itself, by its path and source.
        self.engine = {path: set(re.findall(r"\"(\w+)\"", source)) & self.limits for path, source in engine.items()}

    def of(self, limit: str) -> tuple[list[str], list[str]]:
        """The parts that read a limit themselves, and those that read a value worked out from it."""
        wanted = ("limit", limit)
        direct = [name for name, reads in self.parts.items() if wanted in reads]
        carried = self._carried({wanted})
        through = [name for name, reads in self.parts.items() if name not in direct and reads & carried]
        return direct, through

    def derived_from(self, limit: str) -> list[str]:
        """The derived values that a limit decides itself."""
        return [name for name, reads in self.derived.items() if ("limit", limit) in reads]

    def _carried(self, seeds: set[tuple[str, str]]) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        wave = seeds
        while wave:
            wave = {("patient", name) for name, reads in self.derived.items() if reads & wave} - found
            found |= wave
        return found

    def _reads(self, part: Any) -> set[tuple[str, str]]:
        found = {(message, name) for _, message, name in reads(part)}
        found |= {("limit", name) for name in IN_WORDS.findall(json.dumps(part))}
        found |= {("limit", name) for name in _strings(part) if name in self.limits}
        found |= {("patient", name) for name in _asked(part)}
        return {("limit", name) if where == "between" else (where, name) for where, name in found}


def parts(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every part of the guideline that says or decides something, by its name."""
    for table in document["tables"].values():
        for row in table["rows"]:
            yield f"row {row['id']}", row
    for alert in document["alerts"]:
        yield f"alert {alert['id']}", alert
    for name, alert in document["each_alert"].items():
        yield f"alert {name}", alert
    for item in document["checklist"]["items"]:
        yield f"item {item['id']}", item
    for option in document["options"]:
        yield f"option {option['id']}", option
    for name, outcome in document["outcomes"].items():
        yield f"outcome {name}", outcome
    doses = document["doses"]
    for start in doses["start"]:
        yield f"dose {start['id']}", start
    yield f"dose {doses['companion']['id']}", doses["companion"]
    yield f"dose {doses['titration']['id']}", doses["titration"]


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for below in part.values():
            yield from _strings(below)
    elif isinstance(part, list):
        for below in part:
            yield from _strings(below)


def _asked(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for place in part.get("needs") or []:
            yield from place["ask"]

"""The compiled guideline, ready to evaluate: every expression becomes a closure once, at load."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from engine import hosts
from engine.expressions import Closure, closure
from engine.numbers import DECIMALS, as_by_hand, computed

HOSTS: dict[str, Callable[..., float]] = {
    "ckd_epi": hosts.ckd_epi,
    "schwartz": hosts.schwartz,
    "mosteller": hosts.mosteller,
}


class Text:
    """Sentences of the guideline, each said only where its condition holds."""

    def __init__(self, parts: list[dict[str, Any]], guideline: Guideline) -> None:
        self.parts = [(guideline.condition(part.get("when")), part["says"]) for part in parts]


class Place:
    """Inputs or derived values that are asked for together."""

    def __init__(self, place: dict[str, Any], guideline: Guideline) -> None:
        self.ask: list[str] = place["ask"]
        self.when = guideline.condition(place.get("when"))


class Choice:
    """One way to work out a derived value."""

    def __init__(self, choice: dict[str, Any], decimals: int | None, guideline: Guideline) -> None:
        self.when = guideline.condition(choice.get("when"))
        self.value = choice.get("value")
        self.formula = None if "value" in choice else _formula(choice, decimals, guideline)
        self.because = Text(choice.get("because", []), guideline)
        self.working: str | None = choice.get("working")
        self.sources: list[str] = choice.get("sources", [])


def _formula(choice: dict[str, Any], decimals: int | None, guideline: Guideline) -> Closure:
    """What works a value out, rounded as it is used."""
    exact = guideline.expression(choice["formula"]) if "formula" in choice else _by_host(choice, guideline)
    if decimals is None:
        return exact
    if decimals == DECIMALS:
        return lambda case: computed(exact(case))
    return lambda case: as_by_hand(exact(case), decimals)


def _by_host(choice: dict[str, Any], guideline: Guideline) -> Closure:
    host = HOSTS[choice["host"]]
    arguments = [guideline.expression(argument) for argument in choice["arguments"]]
    return lambda case: host(*(argument(case) for argument in arguments))


class Derived:
    """A value worked out from the inputs: what it needs, and how."""

    def __init__(self, entry: dict[str, Any], guideline: Guideline) -> None:
        self.id: str = entry["id"]
        self.unit: str | None = entry.get("unit")
        self.unit_of: str | None = entry.get("unit_of")
        self.needs = [Place(place, guideline) for place in entry.get("needs", [])]
        self.only = guideline.condition(entry.get("only"))
        self.choices = [Choice(choice, entry.get("decimals"), guideline) for choice in entry["choices"]]


class Row:
    """A row of a decision table."""

    def __init__(self, row: dict[str, Any], at: tuple[str, int], guideline: Guideline) -> None:
        self.id: str = row["id"]
        self.at = at
        # Made once: a decision takes many steps.
        self.held, self.passed = Step(self, held=True), Step(self, held=False)
        self.question: str = row["question"]
        self.selects = guideline.condition(row.get("if"))
        self.needs = [Place(place, guideline) for place in row.get("needs", [])]
        self.when = guideline.condition(row.get("when"))
        self.outcome: str | None = row["then"].get("outcome") if row.get("then") else None
        self.table: str | None = row["then"].get("table") if row.get("then") else None
        self.through: str | None = row.get("through")
        self.because = Text(row.get("because", []), guideline)
        self.otherwise = Text(row.get("otherwise", []), guideline)
        self.sources: list[str] = row["sources"]


class Step(NamedTuple):
    """A row that was tried, and whether it held."""

    row: Row
    held: bool


class ItemRow:
    """One grade of a checklist item."""

    def __init__(self, row: dict[str, Any], guideline: Guideline) -> None:
        self.grade: str = row["grade"]
        self.when = guideline.expression(row["when"])
        self.because = Text(row.get("because", []), guideline)
        self.does = Text(row["does"], guideline)


class Item:
    """One item of the toxicity checklist."""

    def __init__(self, item: dict[str, Any], guideline: Guideline) -> None:
        self.id: str = item["id"]
        self.entry = item
        self.rows = [ItemRow(row, guideline) for row in item["rows"]]
        # For each grade of a row the rows up to its last: where none of these holds, the item has another grade.
        self.until = {row.grade: self.rows[:number] for number, row in enumerate(self.rows, 1)}
        self.notes = Text(item.get("notes", []), guideline)


class Alert:
    """Something to mind beside an outcome."""

    def __init__(self, alert: dict[str, Any], guideline: Guideline) -> None:
        self.entry = alert
        self.when = guideline.expression(alert["when"])
        self.says = Text(alert["says"], guideline)
        self.opens = Text(alert.get("opens", []), guideline)


class Option:
    """What may follow when a CNI has failed or is not tolerated."""

    def __init__(self, option: dict[str, Any], guideline: Guideline) -> None:
        self.entry = option
        self.when = guideline.condition(option.get("when"))
        self.not_for = guideline.condition(option.get("not_for"))
        self.flags = Text(option.get("flags", []), guideline)


class Moves:
    """What may differ when one input does."""

    def __init__(self, moves: dict[str, Any]) -> None:
        self.derived = tuple(moves["derived"])
        self.grades = tuple(moves["grades"])


class Guideline:
    """The compiled document and its closures. Read-only after construction."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.inputs: dict[str, Any] = document["inputs"]
        self.limits: dict[str, Any] = document["limits"]
        self.units: dict[str, str] = document["units"]
        self.singular: dict[str, str] = document["singular"]
        self.scales = {name: _scales(spec) for name, spec in self.inputs.items() if "units" in spec}
        self.refusals: dict[str, str] = document["refusals"]
        self.derived = {entry["id"]: Derived(entry, self) for entry in document["derived"]}
        self.tables = {
            name: [Row(row, (name, index), self) for index, row in enumerate(table["rows"])]
            for name, table in document["tables"].items()
        }
        self.items = {item["id"]: Item(item, self) for item in document["checklist"]["items"]}
        self.moves = {name: Moves(moves) for name, moves in document["moves"].items()}
        self.phrases = {name: Text(parts, self) for name, parts in document["phrases"].items()}
        self.outcomes = {name: Text(outcome["says"], self) for name, outcome in document["outcomes"].items()}
        self.strengths = {name: Text(outcome["strength"], self) for name, outcome in document["outcomes"].items()}
        self.do_now = {
            name: [(row["title"], Text([row], self)) for row in [*outcome.get("do_now", []), *document["also_now"]]]
            for name, outcome in document["outcomes"].items()
        }
        self.alerts = [Alert(alert, self) for alert in document["alerts"]]
        each = document["each_alert"]
        self.each_when = {name: self.expression(each[name]["when"]) for name in ("interaction", "medicine_caution")}
        self.options = [Option(option, self) for option in document["options"]]

    @property
    def stamp(self) -> dict[str, Any]:
        """What every answer says of the guideline that made it."""
        return {name: self.document[name] for name in ("id", "version", "review_by", "signed_off")}

    def expression(self, tree: Any) -> Closure:
        """The closure of a tree, limits of one value already put in."""
        return closure(self._with_limits(tree))

    def condition(self, tree: Any) -> Closure | None:
        """The same, where a tree may be absent."""
        return None if tree is None else self.expression(tree)

    def _with_limits(self, tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        if tree[:2] == ["get", "limit"] and "value" in self.limits[tree[2]]:
            return self.limits[tree[2]]["value"]
        return [self._with_limits(part) for part in tree]


def _scales(spec: dict[str, Any]) -> dict[str, tuple[float, float, float] | None]:
    """What multiplies, divides and adds to a number in each unit of an input; None where it is canonical already."""
    return {
        unit: None if each["same"] else (each["multiply"], each["divide"], each["add"])
        for unit, each in spec["units"].items()
    }


def load(path: Path) -> Guideline:
    """Reads a compiled guideline from disk."""
    return Guideline(json.loads(path.read_bytes()))

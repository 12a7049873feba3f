"""One patient's known values under one guideline: reads inputs, works out derived values on demand.

Every input that is looked at is noted in `reads` with the row that looked first: what was never read
cannot change the answer, and no row before that one can differ.
"""

from __future__ import annotations

from typing import Any

from engine.expressions import Absent
from engine.guideline import Choice, Derived, Guideline, Place, Text
from engine.quantities import Quantity

STARTS_EMPTY: list[str] = []
FIRST_ROW = ("first", 0)


class Case:
    """What is known of a patient, and what follows from it. Made anew for each evaluation."""

    def __init__(self, guideline: Guideline, known: dict[str, Any]) -> None:
        self.guideline = guideline
        self.derived = guideline.derived
        self.known = known
        self.values: dict[str, Any] = {
            name: value[0] if value.__class__ is Quantity else value for name, value in known.items()
        }
        self.untold: dict[str, list[str]] = {}
        self.choices: dict[str, Choice] = {}
        self.grades: dict[str, str] = {}
        self.reads: dict[str, tuple[str, int]] = {}
        self.at = FIRST_ROW
        self.variables: dict[str, Any] = {}
        self.decided: dict[str, Any] = {}

    def moved(self, name: str, value: Any) -> Case:
        """The same patient with one input changed; what does not depend on it is not worked out again."""
        other = Case.__new__(Case)
        other.guideline, other.derived = self.guideline, self.derived
        other.known = {**self.known, name: value}
        moves = self.guideline.moves[name]
        other.values = _without(self.values, moves.derived)
        other.values[name] = value.canonical if isinstance(value, Quantity) else value
        other.untold = _without(self.untold, moves.derived)
        other.choices = dict(self.choices)
        other.grades = _without(self.grades, moves.grades)
        other.reads, other.at, other.variables, other.decided = {}, FIRST_ROW, {}, {}
        return other

    def value(self, name: str) -> Any:
        """An input in its canonical unit, or a derived value. A list that is absent reads as empty."""
        if name not in self.reads:
            self.reads[name] = self.at
        value = self.values.get(name)
        if value is not None:
            return value
        derived = self.derived.get(name)
        if derived is not None:
            if name not in self.untold and self._tell(name, derived):
                return self.values[name]
        elif self.guideline.inputs[name]["kind"] == "list":
            return STARTS_EMPTY
        raise Absent(name)

    def knows(self, name: str) -> bool:
        """Whether an input was given or a derived value can be told."""
        if name not in self.reads:
            self.reads[name] = self.at
        if name in self.values:
            return True
        derived = self.derived.get(name)
        return derived is not None and name not in self.untold and self._tell(name, derived)

    def reported(self, name: str) -> float:
        """The number of an input in the unit it came in."""
        return self._quantity(name).reported

    def unit(self, name: str) -> str:
        """The unit an input came in."""
        return self._quantity(name).unit

    def limit(self, name: str) -> float:
        """A limit as printed in the unit in which the input it measures was reported."""
        return self._printed(name, "printed")

    def exact(self, name: str) -> float:
        """The same limit converted exactly into that unit."""
        return self._printed(name, "exact")

    def between(self, name: str) -> bool:
        """Whether the reported value lies between the printed limit and the exactly converted one."""
        printed, exact = self.limit(name), self.exact(name)
        value = self.reported(self.guideline.limits[name]["measures"])
        return min(printed, exact) < value < max(printed, exact)

    def grade(self, item: str) -> str:
        """The grade of a checklist item; `not_assessed` where its inputs are absent."""
        if item not in self.grades:
            self.grades[item] = next(
                (row.grade for row in self.guideline.items[item].rows if row.when(self)), "not_assessed"
            )
        return self.grades[item]

    def graded(self, item: str, grade: str) -> bool:
        """Whether an item has this grade. The rows after the last of the grade are not asked."""
        rows = self.guideline.items[item].until.get(grade)
        if rows is None or item in self.grades:
            return self.grade(item) == grade
        return next((row.grade == grade for row in rows if row.when(self)), False)

    def asks(self, places: list[Place]) -> list[str] | None:
        """The absent inputs of the first place that lacks any; None when nothing is missing.

        Empty where a derived value cannot be told whatever else were given.
        """
        values, reads = self.values, self.reads
        for place in places:
            if place.when is not None and not place.when(self):
                continue
            for name in place.ask:
                if name not in reads:
                    reads[name] = self.at
                if name not in values and not self.knows(name):
                    return self._inputs_behind([name for name in place.ask if not self.knows(name)])
        return None

    def because(self, name: str) -> Text:
        """Why a derived value came out as it did."""
        return self.choices[name].because

    def _inputs_behind(self, names: list[str]) -> list[str]:
        asked: list[str] = []
        for name in names:
            for absent in self.untold.get(name, [name]):
                if absent not in asked:
                    asked.append(absent)
        return asked

    def _quantity(self, name: str) -> Quantity:
        self.reads.setdefault(name, self.at)
        if name not in self.known:
            raise Absent(name)
        return self.known[name]

    def _printed(self, name: str, which: str) -> float:
        limit = self.guideline.limits[name]
        return limit[which][self._quantity(limit["measures"]).unit]

    def _tell(self, name: str, derived: Derived) -> bool:
        missing = self.asks(derived.needs) if derived.needs else None
        if missing is None and derived.only is not None and not derived.only(self):
            missing = []
        if missing is not None:
            self.untold[name] = missing
            return False
        for choice in derived.choices:
            if choice.when is None or choice.when(self):
                self.choices[name] = choice
                self.values[name] = choice.value if choice.formula is None else choice.formula(self)
                return True
        raise LookupError(f"no way to work out {name} holds")


def _without(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    left = dict(values)
    for name in names:
        left.pop(name, None)
    return left

"""The unit of a record's quantity, as one of the units that an input takes. A unit is never assumed."""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.guideline import Guideline
from engine.numbers import computed
from engine.quantities import LARGEST
from interop.codes import Codes
from interop.resource import Resource, text


class Unreadable(Exception):
    """Why a unit cannot be taken: an id of the reasons, and the unit that came."""

    def __init__(self, reason: str, given: str = "") -> None:
        super().__init__(reason)
        self.reason, self.given = reason, given


class Measured(NamedTuple):
    """A number in a unit that the input takes, and the unit that came."""

    value: float
    unit: str
    given: str


def measured(guideline: Guideline, codes: Codes, name: str, number: float, quantity: Resource) -> Measured:
    """`number` of `quantity` in a unit of the input `name`. Raises Unreadable."""
    own: dict[str, Any] = guideline.inputs[name]["units"]
    twins: dict[str, Any] = codes.document["units"].get(name, {})
    given = _given(codes, quantity)
    if not given or given in codes.document["dimensionless"]:
        raise Unreadable("no_unit")
    if given in twins:
        twin = twins[given]
        counted = len(twin) > 1 and abs(number) <= LARGEST  # whatever is larger is refused as it stands
        value = computed(number * twin.get("multiply", 1) / twin.get("divide", 1)) if counted else number
        return Measured(value, twin["unit"], given)
    if given in own:
        return Measured(number, given, given)
    raise Unreadable("unit_unknown", given)


def _given(codes: Codes, quantity: Resource) -> str:
    if text(quantity.get("system")) == codes.systems["ucum"] and text(quantity.get("code")):
        return text(quantity.get("code"))
    said = text(quantity.get("unit")).strip()
    spelt: str = codes.document["free_text"].get(said, said)
    return spelt

"""Reads the inputs of a request: what is refused and why, and the numbers in canonical units.

The words come from the guideline, so that the phone and the server refuse alike.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, isfinite
from typing import Any, NamedTuple

from engine.guideline import Guideline
from engine.numbers import computed, written

ECHO = 60
# Beyond it doubles no longer hold whole millionths, and no reading is that large.
LARGEST = 1e9


class Quantity(NamedTuple):
    """A number as it was reported, and the same in the canonical unit of its input."""

    canonical: float
    reported: float
    unit: str


Refusal = dict[str, str]


def absent(value: Any) -> bool:
    """Whether a value says `not known`."""
    return value is None or value == "unknown"


def to_canonical(spec: dict[str, Any], value: float, unit: str) -> float:
    """`value` in the canonical unit of its input; six decimals where it was converted."""
    conversion = spec["units"][unit]
    if conversion["same"]:
        return value
    return computed(value * conversion["multiply"] / conversion["divide"] + conversion["add"])


def from_canonical(spec: dict[str, Any], value: float, unit: str) -> float:
    """A canonical value in another unit of its input."""
    conversion = spec["units"][unit]
    if conversion["same"]:
        return value
    return computed((value - conversion["add"]) * conversion["divide"] / conversion["multiply"])


def read(guideline: Guideline, inputs: dict[str, Any]) -> dict[str, Any]:
    """Known inputs by id: a Quantity, a code or a list. `inputs` must have no refusals."""
    known: dict[str, Any] = {}
    scales = guideline.scales
    for name, value in inputs.items():
        if isinstance(value, dict):
            number, unit = float(value["value"]), value["unit"]
            scale = scales[name][unit]
            canonical = number if scale is None else computed(number * scale[0] / scale[1] + scale[2])
            # Not by way of the class: a request has a score of quantities, and its answer few of them.
            known[name] = tuple.__new__(Quantity, (canonical, number, unit))
        elif not absent(value):
            known[name] = value
    return known


def refusals(guideline: Guideline, inputs: Any, pointer: str = "/inputs") -> list[Refusal]:
    """Every reason why `inputs` cannot be taken, in the order given: pointer, detail, allowed.

    Empty when all is acceptable. An absent input, null and the code `unknown` are always acceptable.
    """
    words = guideline.refusals
    if not isinstance(inputs, dict):
        return [{"pointer": pointer, "detail": not_so(words, "not_object", inputs), "allowed": words["not_object"]}]
    found: list[Refusal] = []
    for name, value in inputs.items():
        spec = guideline.inputs.get(name)
        if spec is None:
            found.append(_unknown_input(guideline, f"{pointer}/{_token(name)}", name))
        elif not absent(value):
            found.extend(CHECKS[spec["kind"]](guideline, spec, f"{pointer}/{name}", value))
    return found


def _token(name: str) -> str:
    return shortened(name).replace("~", "~0").replace("/", "~1")


def shortened(text: str) -> str:
    """What came, short enough and plain enough to be said again."""
    plain = "".join("?" if _unprintable(ord(character)) else character for character in text[:ECHO])
    return plain + ("..." if len(text) > ECHO else "")


def _unprintable(code: int) -> bool:
    return code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF


def _refusal(pointer: str, detail: str, allowed: str) -> Refusal:
    return {"pointer": pointer, "detail": detail, "allowed": allowed}


# In this order: to Python, true and false are numbers too.
KINDS = (
    (str, "came_text"),
    (bool, "came_truth"),
    ((int, float), "came_number"),
    (list, "came_list"),
    (dict, "came_object"),
)


def not_so(words: dict[str, str], rule: str, came: Any) -> str:
    """A rule that a value of a wrong kind breaks, and what came in its place: a text shortened, of anything else its kind."""
    kind = next((name for types, name in KINDS if isinstance(came, types)), "came_null")
    return f"{words[rule]} {words[kind]}".replace("{text}", shortened(came) if isinstance(came, str) else "")


def _unknown_input(guideline: Guideline, pointer: str, name: str) -> Refusal:
    words = guideline.refusals
    allowed = words["allowed_codes"].replace("{codes}", ", ".join(guideline.inputs))
    return _refusal(pointer, words["unknown_input"], allowed)


def _check_quantity(guideline: Guideline, spec: dict[str, Any], at: str, given: Any) -> list[Refusal]:
    words = guideline.refusals
    if not isinstance(given, dict):
        return [_refusal(at, not_so(words, "not_quantity", given), _shape(words, spec))]
    found = [
        _refusal(f"{at}/{_token(member)}", words["unknown_member"], _shape(words, spec))
        for member in given
        if member not in ("value", "unit")
    ]
    found += [
        _refusal(f"{at}/{member}", words["missing_member"], _shape(words, spec))
        for member in ("value", "unit")
        if member not in given
    ]
    if "unit" in given:
        found += _check_unit(guideline, spec, f"{at}/unit", given["unit"])
    if "value" in given:
        unit = given.get("unit")
        known_unit = unit if isinstance(unit, str) and unit in spec["units"] else None
        found += _check_number(guideline, spec, f"{at}/value", given["value"], known_unit)
    return found


def _shape(words: dict[str, str], spec: dict[str, Any]) -> str:
    first = next(iter(spec["units"]))
    return words["allowed_quantity"].replace("{example}", f'{{"value": {written(spec["example"])}, "unit": "{first}"}}')


def _check_unit(guideline: Guideline, spec: dict[str, Any], at: str, unit: Any) -> list[Refusal]:
    if isinstance(unit, str) and unit in spec["units"]:
        return []
    words = guideline.refusals
    detail = (
        words["unknown_unit"].replace("{unit}", shortened(unit)).replace("{label}", spec["label"])
        if isinstance(unit, str)
        else not_so(words, "unit_not_text", unit)
    )
    return [_refusal(at, detail, words["allowed_units"].replace("{units}", ", ".join(spec["units"])))]


def _check_number(guideline: Guideline, spec: dict[str, Any], at: str, value: Any, unit: str | None) -> list[Refusal]:
    words = guideline.refusals
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return [_refusal(at, not_so(words, "not_number", value), words["allowed_number"])]
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number) or abs(number) > LARGEST:
        return [_refusal(at, words["not_finite"], words["allowed_number"])]
    return [] if unit is None else _check_range(guideline, spec, at, number, unit)


def _check_range(guideline: Guideline, spec: dict[str, Any], at: str, number: float, unit: str) -> list[Refusal]:
    words, allowed_range = guideline.refusals, spec["range"]
    wrong = outside(spec, number, unit)
    if wrong is None:
        return []
    low, high = printed_range(guideline, spec, unit)
    detail = (
        words[wrong]
        .replace("{value}", with_unit(guideline, number, unit))
        .replace("{low}", low)
        .replace("{high}", high)
        .replace("{why}", allowed_range["why"])
    )
    other = plausible_units(guideline, spec, number, unit, {})
    if other is not None:
        detail += " " + words["other_unit"].replace("{unit}", other)
    return [_refusal(at, detail, allowed_words(guideline, spec, unit))]


def outside(spec: dict[str, Any], number: float, unit: str) -> str | None:
    """Which word of refusal a number earns; None where it is accepted."""
    limits = spec["range"]
    value = to_canonical(spec, number, unit)
    if limits.get("above") and limits["low"] == 0 and computed(value) <= 0:
        return "not_positive"
    # A negative amount too small for six decimals rounds to 0, and is no amount all the same.
    if value < limits["low"] or number < 0 <= limits["low"]:
        return "below"
    return "above" if value > limits["high"] else None


def printed_range(guideline: Guideline, spec: dict[str, Any], unit: str) -> tuple[str, str]:
    """The accepted range as it is said in `unit`: each end inside what is accepted, so that it never promises too much."""
    low = _three_digits(from_canonical(spec, spec["range"]["low"], unit), ceil)
    high = _three_digits(from_canonical(spec, spec["range"]["high"], unit), floor)
    return with_unit(guideline, low, unit), with_unit(guideline, high, unit)


def _three_digits(value: float, whole: Callable[[float], int]) -> float:
    """`value` to three digits, by rounding up or down; a whole number and 0 stay as they are."""
    if value % 1 == 0:
        return value
    scale = 1.0
    while value * scale < 100:
        scale *= 10
    while value * scale >= 1000:
        scale /= 10
    return computed(whole(computed(value * scale)) / scale)


def allowed_words(guideline: Guideline, spec: dict[str, Any], unit: str) -> str:
    """`5 to 3000 umol/L`, as the form and a refusal say it."""
    low, high = printed_range(guideline, spec, unit)
    name = "allowed_positive" if spec["range"].get("above") and spec["range"]["low"] == 0 else "allowed_range"
    return guideline.refusals[name].replace("{low}", low).replace("{high}", high)


def with_unit(guideline: Guideline, number: float, unit: str) -> str:
    """A number and its unit as people write them."""
    label = guideline.units[unit]
    if number == 1:
        label = guideline.singular.get(unit, label)
    return f"{written(number)} {label}" if label else written(number)


def unusual(guideline: Guideline, name: str, quantity: Quantity, known: dict[str, Any]) -> tuple[float, float] | None:
    """The usual range of an input, in the reported unit, where the value lies outside it; else None.

    A trough is judged for its drug; without the drug, only where it would be unusual for each.
    """
    spec = guideline.inputs[name]
    beyond = None
    for usual in _usual_ranges(spec, known):
        if _is_usual(guideline, spec, usual, quantity.reported, quantity.unit):
            return None
        scale = _scale(guideline, spec, usual, quantity.unit)
        beyond = beyond or (
            computed(from_canonical(spec, usual["low"], quantity.unit) * scale),
            computed(from_canonical(spec, usual["high"], quantity.unit) * scale),
        )
    return beyond


def _usual_ranges(spec: dict[str, Any], known: dict[str, Any]) -> list[dict[str, Any]]:
    by_formulation = spec.get("plausible_by_formulation", {})
    if known.get("cni_formulation") in by_formulation:
        return by_formulation[known["cni_formulation"]]
    by_drug = spec.get("plausible_by_drug")
    if by_drug is not None:
        drug = known.get("cni_drug")
        return [by_drug[drug]] if drug in by_drug else list(by_drug.values())
    return [spec["plausible"]] if "plausible" in spec else []


def _is_usual(guideline: Guideline, spec: dict[str, Any], usual: dict[str, Any], number: float, unit: str) -> bool:
    scale = _scale(guideline, spec, usual, unit)
    value = to_canonical(spec, number, unit)
    return bool(usual["low"] <= (value if scale == 1 else computed(value / scale)) <= usual["high"])


def _scale(guideline: Guideline, spec: dict[str, Any], usual: dict[str, Any], unit: str) -> float:
    """How many of `unit` make one of the unit that a usual range is given in, where this hangs on the drug."""
    molar: float = guideline.limits[usual["molar"]]["value"] if spec["units"][unit].get("by_drug") else 1
    return molar


def plausible_units(
    guideline: Guideline, spec: dict[str, Any], number: float, unit: str, known: dict[str, Any]
) -> str | None:
    """The other units in which the same number would be usual, as they are said: what was probably meant."""
    usual = _usual_ranges(spec, known) or [spec["range"]]
    units = spec["units"]
    meant = [
        guideline.units[other]
        for other in units
        if other != unit
        and units[other].get("basis") == units[unit].get("basis")
        and any(_is_usual(guideline, spec, each, number, other) for each in usual)
    ]
    return ", ".join(meant) or None


def _check_code(guideline: Guideline, spec: dict[str, Any], at: str, given: Any) -> list[Refusal]:
    words = guideline.refusals
    allowed = words["allowed_codes"].replace("{codes}", ", ".join([*spec["codes"], "null"]))
    if not isinstance(given, str):
        return [_refusal(at, not_so(words, "not_code", given), allowed)]
    if given in spec["codes"]:
        return []
    detail = words["unknown_code"].replace("{code}", shortened(given)).replace("{label}", spec["label"])
    return [_refusal(at, detail, allowed)]


def _check_list(guideline: Guideline, spec: dict[str, Any], at: str, given: Any) -> list[Refusal]:
    words = guideline.refusals
    allowed = words["allowed_list"].replace("{codes}", ", ".join(spec["codes"]))
    if not isinstance(given, list):
        return [_refusal(at, not_so(words, "not_list", given), allowed)]
    found: list[Refusal] = []
    seen: set[str] = set()
    for index, code in enumerate(given):
        if not isinstance(code, str):
            found.append(_refusal(f"{at}/{index}", not_so(words, "not_code", code), allowed))
        elif code not in spec["codes"]:
            detail = words["unknown_code"].replace("{code}", shortened(code)).replace("{label}", spec["label"])
            found.append(_refusal(f"{at}/{index}", detail, allowed))
        elif code in seen:
            found.append(_refusal(f"{at}/{index}", words["repeated"].replace("{code}", code), allowed))
        else:
            seen.add(code)
    return found


CHECKS = {"quantity": _check_quantity, "code": _check_code, "list": _check_list}

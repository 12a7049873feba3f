"""The guideline's inputs as JSON Schema: what the contract says of units, ranges and codes."""

from typing import Any

from engine import quantities
from engine.guideline import Guideline

Shape = dict[str, Any]

NOT_KNOWN: Shape = {"enum": ["unknown", None], "title": "not known"}


def shape(guideline: Guideline, name: str) -> Shape:
    """The JSON Schema of the input `name`, with its label and hint. apispec adds `null` to its type."""
    spec = guideline.inputs[name]
    described = [f"{spec['label']}.".replace("?.", "?"), spec.get("hint", "")]
    described += [f"\n- `{code}`: {label}" for code, label in spec.get("codes", {}).items()]
    words = {"title": spec["label"], "description": " ".join(part for part in described if part)}
    return words | SHAPES[spec["kind"]](guideline, name)


def day(guideline: Guideline, description: str) -> Shape:
    """A calendar day within the years that the engine counts."""
    years = guideline.document["dates"]
    said = f"{description} From {years['low']} to {years['high']}."
    # The pattern too: a validator need not look at formats.
    return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": said}


def day_or_unknown(guideline: Guideline, description: str) -> Shape:
    """A calendar day, where it may be not known."""
    return {"oneOf": [day(guideline, description), NOT_KNOWN], "description": description}


def drug(guideline: Guideline) -> Shape:
    """One of the drugs, where it must be known."""
    return {"type": "string", "enum": list(guideline.inputs["cni_drug"]["codes"])}


def _quantity(guideline: Guideline, name: str) -> Shape:
    spec = guideline.inputs[name]
    units = [_in_unit(guideline, name, unit) for unit in spec["units"]]
    example = {"value": spec["example"], "unit": next(iter(spec["units"]))}
    return {"oneOf": [*units, NOT_KNOWN], "examples": [example]}


def _in_unit(guideline: Guideline, name: str, unit: str) -> Shape:
    limits = {"minimum": _end(guideline, name, unit, "low"), "maximum": _end(guideline, name, unit, "high")}
    return {
        "type": "object",
        "title": unit,
        "description": quantities.allowed_words(guideline, guideline.inputs[name], unit),
        "properties": {"value": {"type": "number", **limits}, "unit": {"const": unit}},
        "required": ["value", "unit"],
        "additionalProperties": False,
    }


def _end(guideline: Guideline, name: str, unit: str, end: str) -> float:
    """The end of the accepted range in `unit`, as far inside as it takes for the engine to accept it."""
    spec = guideline.inputs[name]
    value = quantities.from_canonical(spec, spec["range"][end], unit)
    # A converted limit is rounded, and may have been rounded to the wrong side of the exact one.
    step = 1e-6 if end == "low" else -1e-6
    while quantities.refusals(guideline, {name: {"value": value, "unit": unit}}):
        value = round(value + step, 6)
        step *= 2
    return value


def _code(guideline: Guideline, name: str) -> Shape:
    codes = guideline.inputs[name]["codes"]
    return {"type": "string", "enum": [*dict.fromkeys([*codes, "unknown"]), None]}


def _list(guideline: Guideline, name: str) -> Shape:
    items = {"type": "string", "enum": list(guideline.inputs[name]["codes"])}
    return {"oneOf": [{"type": "array", "items": items, "uniqueItems": True}, NOT_KNOWN]}


SHAPES = {"quantity": _quantity, "code": _code, "list": _list}

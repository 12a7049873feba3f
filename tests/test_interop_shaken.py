"""Records with anything wrong in them: whatever stands in a place of a FHIR resource, the reading neither breaks nor
hands on a value that the engine would refuse, and nothing that was given up is used."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from engine import pathway
from engine.guideline import load
from engine.quantities import refusals
from interop import codes, words
from interop.reading import SeveralPatients, read

ROOT = Path(__file__).resolve().parent.parent
GUIDELINE = load(ROOT / "guideline" / "guideline.json")
CODES = codes.load(ROOT / "guideline" / "codes.json")
VECTORS = json.loads((ROOT / "tests" / "vectors" / "fhir-mapping.json").read_text("utf-8"))
ODD: list[Any] = [
    None, True, 0, -1, 1e308, float("nan"), float("inf"), "", " ", "x", "final", "2026-03-01", "2026-02-30T25:61:61Z", "mg/g", "Patient/z", [], {},
    [[]], [{}], {"coding": [{}]}, {"value": 1}, {"reference": "#x"}, "\u0000", "🂡" * 50,
]  # fmt: skip
TRIES_ITEMS = 4000


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything within a resource."""
    below: list[Any] = []
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    return [found for step, part in below for found in [(*path, step), *places(part, (*path, step))]]


def shaken(draw: Random, resources: list[Any], odd: list[Any] | None = None) -> list[Any]:
    """The same resources with one or two places changed, lost or doubled."""
    changed = deepcopy(resources)
    for _ in range(draw.choice((1, 1, 2))):
        found = places(changed)
        if not found:
            break
        *way, last = draw.choice(found)
        at: Any = changed
        for step in way:
            at = at[step]
        kind = draw.randrange(4)
        if kind == 0 and isinstance(at, dict):
            del at[last]
        elif kind == 1 and isinstance(at, list):
            at.append(deepcopy(at[last]))
        else:
            at[last] = deepcopy(draw.choice(odd or ODD))
    return [each for each in changed if isinstance(each, dict)]


def test_a_shaken_record_is_read_without_harm() -> None:
    draw, several, used = Random(2026), 0, 0
    for _ in range(TRIES_ITEMS):
        one, two = draw.choice(VECTORS), draw.choice(VECTORS)
        resources = shaken(draw, [*one["resources"], *two["resources"]])
        try:
            found = read(GUIDELINE, CODES, [("", each) for each in resources], one["today"])
        except SeveralPatients:
            several += 1
            continue
        used += bool(found.inputs)
        assert refusals(GUIDELINE, found.inputs) == [], resources
        assert refusals(GUIDELINE, found.proposed) == [], resources
        assert not found.inputs.keys() & found.proposed.keys()
        told = {each.input for each in found.findings if each.used}
        assert told == set(found.inputs), resources
        assert all(words.told(GUIDELINE, CODES, each) for each in found.findings)
        assert pathway.answer(GUIDELINE, found.inputs, changes=False)["outcome"]["id"]
    assert several < TRIES_ITEMS / 10
    assert used > TRIES_ITEMS / 3

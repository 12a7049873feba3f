"""Spoils valid requests in the ways in which callers get them wrong: both engines must refuse in the same words."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

NAMES = (
    "bmi",
    "constructor",
    "__proto__",
    "toString",
    "a/b~c",
    "$&",
    "Größe",
    "\U0001f642" * 70,
    "e\u0301",
    "\u0085",
    "",
)
CODES = (
    "unknown",
    "hasOwnProperty",
    "__proto__",
    "valueOf",
    "$1{label}{code}",
    "yes ",
    "FSGS",
    "\U0001f642x",
    "x" * 61,
)
NOT_VALUES: tuple[Any, ...] = (True, False, 0, -1, 34, "34", "1,5", "", [], {}, [None], {"value": 1}, {"unit": "a"})
# Up to the largest number that the API hands on to the engine.
NUMBERS = (
    0,
    -0.0,
    -1,
    1e-9,
    -1e-9,
    5e-7,
    4.9e-7,
    0.1,
    999.9999995,
    123456.789,
    1e9,
    2**53,
    -(2**53),
    9007199254.740993,
    "1e400",
)
DATES = (
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "1899-12-31",
    "2200-01-01",
    "2024-13-01",
    "2024-00-10",
    "2024-01-32",
    "2024-1-1",
    "20240101",
    "2024/01/01",
    "2024-01-0\u0661",
    "2024-03-1\U0001f642",
    "2024-01-01 ",
    20240101,
    None,
)


def spoilt(random: Random, request: dict[str, Any]) -> dict[str, Any]:
    """A copy of a request with one to three things wrong, or unusual but right."""
    request = deepcopy(request)
    inputs = request["inputs"]
    for _ in range(random.randint(1, 3)):
        random.choice(SPOILERS)(random, inputs)
    return request


def spoilt_course(random: Random, request: dict[str, Any]) -> dict[str, Any]:
    """The same for a course, its readings too."""
    request = spoilt(random, request)
    for reading in random.sample(request["readings"], min(2, len(request["readings"]))):
        random.choice(SPOILERS)(random, reading)
        if random.random() < 0.5:
            reading["date"] = random.choice(DATES)
    if random.random() < 0.3:
        request["inputs"]["cni_start"] = random.choice(DATES)
    if random.random() < 0.1:
        request["readings"] = random.choice(NOT_VALUES)
    elif random.random() < 0.1:
        request["readings"].append(random.choice(NOT_VALUES))
    return request


def plan(random: Random) -> dict[str, Any]:
    """A monitoring plan's start and drug, right or wrong."""
    day = f"{random.randint(1898, 2201):04d}-{random.randint(1, 12):02d}-{random.randint(1, 31):02d}"
    start = random.choice(DATES) if random.random() < 0.3 else day
    drug = random.choice(("ciclosporin", "tacrolimus", "tacrolimus", "rituximab", "constructor", None, 1, []))
    return {"start": start, "cni_drug": drug}


def _unknown_name(random: Random, inputs: dict[str, Any]) -> None:
    inputs[random.choice(NAMES)] = random.choice(NOT_VALUES)


def _not_a_value(random: Random, inputs: dict[str, Any]) -> None:
    inputs[_some(random, inputs)] = deepcopy(random.choice(NOT_VALUES))


def _other_code(random: Random, inputs: dict[str, Any]) -> None:
    name = _some(random, inputs)
    if isinstance(inputs.get(name), list):
        inputs[name] = [*inputs[name], random.choice(CODES), *inputs[name][:1]]
    else:
        inputs[name] = random.choice(CODES)


def _other_number(random: Random, inputs: dict[str, Any]) -> None:
    name = _some(random, inputs)
    if isinstance(inputs.get(name), dict):
        inputs[name] = inputs[name] | {"value": random.choice((*NUMBERS, random.uniform(-10, 10) ** 9))}


def _other_unit(random: Random, inputs: dict[str, Any]) -> None:
    name = _some(random, inputs)
    if isinstance(inputs.get(name), dict):
        units = (
            "a",
            "mo",
            "kg",
            "cm",
            "m",
            "mg/g",
            "mg/mmol",
            "g/dL",
            "mg/dL",
            "umol/L",
            "nmol/L",
            "mg/(24.h)",
            *CODES,
            None,
            1,
        )
        inputs[name] = inputs[name] | {"unit": random.choice(units)}


def _other_member(random: Random, inputs: dict[str, Any]) -> None:
    name = _some(random, inputs)
    if isinstance(inputs.get(name), dict):
        inputs[name] = inputs[name] | {random.choice(NAMES): 1}


def _some(random: Random, inputs: dict[str, Any]) -> str:
    return random.choice(sorted(inputs)) if inputs else "age"


SPOILERS = (
    _unknown_name,
    _not_a_value,
    _other_code,
    _other_number,
    _other_number,
    _other_unit,
    _other_unit,
    _other_member,
)

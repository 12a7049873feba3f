"""Bodies as a broken or a hostile client sends them: torn UTF-8, lone surrogates, depth, huge numbers, names twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from tests.fuzz import hostile
from tests.oracle.generate import courses, requests

ROUTES = ("/v1/pathway", "/v1/doses", "/v1/checklists/cni-toxicity", "/v1/course", "/v1/monitoring-plan")
TYPES = ("application/json",) * 12 + ("application/json; charset=utf-16", "text/plain", "application/fhir+json", "")
NUMBERS = (
    "1e400", "-1e400", "NaN", "Infinity", "-0", "1E+2", "01", "1.", ".5", "0x1F", "9" * 400, "1e-400", "1" + "0" * 4000,
    "9007199254740993", "1_000", "1,5", "٣", "true", "null", '"34"', "[34]", '{"value": 34}',
)  # fmt: skip
TEXTS = (
    "\\ud800", "\\udfff\\ud800", "\\u0000", "\\u202e", "é", "\U0001f642", "﻿", "'; DROP TABLE", "<script>", "../..",
    "${jndi:ldap://x}", "%00", "x" * 5000, "__proto__", "constructor", "\\/", "\\x", "\n", "\t",
)  # fmt: skip


class Body(NamedTuple):
    """One request that is sent."""

    route: str
    content: bytes
    kind: str


def bodies(seed: int, count: int) -> Iterator[Body]:
    """As many bodies; the same for the same seed."""
    random = Random(f"bodies {seed}")
    following = courses(seed, count)
    for request in requests(seed, count):
        route = random.choice(ROUTES)
        whole: dict[str, Any] = request
        if route == "/v1/course":
            whole = hostile.spoilt_course(random, next(following))
        elif route == "/v1/monitoring-plan":
            whole = hostile.plan(random)
        elif random.random() < 0.5:
            whole = hostile.spoilt(random, request)
        text = json.dumps(whole, ensure_ascii=random.random() < 0.5)
        for _ in range(random.randint(0, 3)):
            text = random.choice(SPOILERS)(random, text)
        content = text.encode(random.choice(("utf-8",) * 8 + ("utf-16", "utf-32", "cp1252")), "replace")
        if random.random() < 0.2:
            content = _torn(random, content)
        yield Body(route, content, random.choice(TYPES))


def _at(random: Random, text: str) -> int:
    return random.randint(0, len(text))


def _cut(random: Random, text: str) -> str:
    return text[: _at(random, text)]


def _number(random: Random, text: str) -> str:
    parts = text.split('"value": ')
    if len(parts) < 2:
        return text
    place = random.randrange(1, len(parts))
    rest = parts[place].lstrip("-0123456789.eE+")
    parts[place] = random.choice(NUMBERS) + rest
    return '"value": '.join(parts)


def _text(random: Random, text: str) -> str:
    place = _at(random, text)
    return text[:place] + random.choice(TEXTS) + text[place:]


def _twice(random: Random, text: str) -> str:
    return text.replace('"inputs": {', '"inputs": {"sex": "male", "sex": "female", ', random.randint(0, 1))


def _deep(random: Random, text: str) -> str:
    depth = random.choice((3, 13, 200, 5000, 20000))
    opening, closing = random.choice((("[", "]"), ('{"a":', "}")))
    return text.replace(": ", f": {opening * depth}1{closing * depth if random.random() < 0.5 else ''}", 1)


def _long(random: Random, text: str) -> str:
    return text + random.choice((" ", "\n", "\0")) * random.choice((1, 100, 70_000))


def _swapped(random: Random, text: str) -> str:
    first, second = sorted((_at(random, text), _at(random, text)))
    return text[second:] + text[first:second] + text[:first]


def _torn(random: Random, content: bytes) -> bytes:
    place = random.randint(0, len(content))
    return content[:place] + bytes(random.randrange(256) for _ in range(random.randint(1, 4))) + content[place + 1 :]


SPOILERS = (_cut, _number, _number, _number, _text, _text, _twice, _deep, _long, _swapped)

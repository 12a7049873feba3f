"""Puts the same requests to both engines and finds every difference: value, number, key or the order of keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from engine.guideline import load
from tests.fuzz import hostile
from tests.fuzz.browser import Browser
from tests.fuzz.server import answered
from tests.oracle.generate import courses, requests

GUIDELINE = Path(__file__).resolve().parents[2] / "guideline" / "guideline.json"
BATCH = 100
# Of the pathway's answers, one in so many also says what would change it: it costs as much as fifty others.
CHANGES_EVERY = 10


class Difference(NamedTuple):
    """Where two answers part, and the request that both were given."""

    asked: dict[str, Any]
    places: list[str]

    def __str__(self) -> str:
        return "\n".join([json.dumps(self.asked, ensure_ascii=False), *(f"    {place}" for place in self.places)])


def asked_for(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Each request on each route that takes inputs, with a course, a plan and a spoilt request now and then."""
    random = Random(f"spoilt {seed}")
    course = courses(seed, count)
    yield {"route": "/v1/checklists/cni-toxicity"}
    for number, request in enumerate(requests(seed, count)):
        changes = number % CHANGES_EVERY == 0
        yield {"route": "/v1/pathway", "request": request, "would_change": changes}
        yield {"route": "/v1/checklists/cni-toxicity", "request": request}
        yield {"route": "/v1/doses", "request": request}
        if changes:
            following = next(course)
            yield {"route": "/v1/course", "request": following}
            yield {"route": "/v1/course", "request": hostile.spoilt_course(random, following)}
            yield {"route": "/v1/pathway", "request": hostile.spoilt(random, request), "would_change": False}
            yield {"route": "/v1/monitoring-plan", "request": hostile.plan(random)}


def compare(seed: int, count: int) -> Iterator[Difference | None]:
    """For each answer None, or where the two part."""
    text = GUIDELINE.read_text(encoding="utf-8")
    guideline, lines = load(GUIDELINE), asked_for(seed, count)
    with Browser("answer-lines", json.loads(text)) as browser:
        while batch := list(islice(lines, BATCH)):
            answers = browser.ask(batch)
            ours = [answered(guideline, asked) for asked in batch]
            for asked, mine, theirs in zip(batch, ours, answers, strict=True):
                places = list(differences(mine, theirs))
                yield Difference(asked, places) if places else None


def differences(ours: Any, theirs: Any, place: str = "") -> Iterator[str]:
    """Every place where two JSON values part, numbers taken as doubles. A fault is a difference, even on both sides."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if list(ours) != list(theirs):
            yield f"{place or '/'}: keys {list(ours)} here, {list(theirs)} in the browser"
        if "fault" in ours:
            yield f"{place}: {ours['fault']} here"
        for name in ours:
            if name in theirs:
                yield from differences(ours[name], theirs[name], f"{place}/{name}")
    elif isinstance(ours, (list, tuple)) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{place}: {ours} here, {theirs} in the browser"
        else:
            for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
                yield from differences(one, other, f"{place}/{index}")
    elif not _same(ours, theirs):
        yield f"{place}: {ours!r} here, {theirs!r} in the browser"


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, bool) or isinstance(theirs, bool) or not isinstance(ours, (int, float)):
        return type(ours) is type(theirs) and ours == theirs
    return isinstance(theirs, (int, float)) and float(ours) == float(theirs)

"""The tests that judge a fault, cheapest first, each telling the first thing that it finds wrong.

They are the suite's own: here the vectors and the other engine; `quick.py` has the second reading and the unit tests.
"""

from __future__ import annotations

import json
from typing import Any

from engine.guideline import Guideline
from tests.expected import OF_THE_SERVER, check, refused_as, vectors
from tests.fuzz.compare import asked_for, differences
from tests.fuzz.server import answered
from tests.mutation import memory

# Fewer requests than the suite asks for: a fault that only more of them would show counts as one that lived.
RECORDED = 400
FAILURES = (AssertionError, KeyError, TypeError, IndexError, AttributeError)

Verdict = str | None


def by_vectors(guideline: Guideline) -> Verdict:
    """The sentence of the first vector that fails. One that has told a fault is asked first the next time."""
    if not memory.VECTORS:
        memory.VECTORS += [each for each in vectors() if each[1]["expect"].get("status") not in OF_THE_SERVER]
    for place, (name, vector) in enumerate(memory.VECTORS):
        if not _holds(vector, answered(guideline, vector | {"would_change": False})):
            memory.VECTORS.insert(0, memory.VECTORS.pop(place))
            return name
    return None


def _holds(vector: dict[str, Any], answer: Any) -> bool:
    expect = vector["expect"]
    try:
        if "status" in expect:
            refused_as(expect, answer["refusals"], answer["refusals"])
        else:
            check(expect, answer)
    except FAILURES:
        return False
    return True


def recorded(document: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    """The vectors' requests, drawn ones and plans through three centuries, each with the browser's engine's whole answer."""
    from tests.fuzz.browser import Browser

    asked = [
        vector | {"would_change": False}
        for _, vector in vectors()
        if vector["expect"].get("status") not in OF_THE_SERVER
    ]
    asked += asked_for(17, RECORDED)
    asked += [
        {"route": "/v1/monitoring-plan", "request": {"start": f"{year}-02-28", "cni_drug": "tacrolimus"}}
        for year in range(1900, 2200, 3)
    ]
    with Browser("answer-lines", document) as browser:
        return list(zip(asked, list(browser.ask(asked)), strict=True))


def by_other_engine(guideline: Guideline, answers: list[tuple[dict[str, Any], Any]]) -> Verdict:
    """The first answer that parts from what the browser's engine, left whole, gave to the same request."""
    for place, (asked, theirs) in enumerate(answers):
        parting = next(differences(json.loads(json.dumps(answered(guideline, asked))), theirs), None)
        if parting is not None:
            answers.insert(0, answers.pop(place))
            return f"{asked['route']} {parting}"
    return None

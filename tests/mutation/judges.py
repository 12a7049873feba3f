"""The tests that judge a fault, cheapest first, each telling the first thing that it finds wrong.

They are the suite's own: the vectors, the second reading of the tables, the compiler's proofs, the other engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from compiler.lint import Lint
from compiler.prove import prove
from compiler.reach import met_through, moves
from engine.guideline import Guideline
from tests import test_dose_rounding, test_second_reading, test_would_change
from tests.expected import OF_THE_SERVER, check, refused_as, vectors
from tests.fuzz.compare import asked_for, differences
from tests.fuzz.server import answered
from tests.mutation import memory

# Fewer requests than the suite asks for: a fault that only more of them would show counts as one that lived.
SHARE = 300
RECORDED = 400
VECTORS = [(name, vector) for name, vector in vectors() if vector["expect"].get("status") not in OF_THE_SERVER]
FAILURES = (AssertionError, KeyError, TypeError, IndexError, AttributeError)

Verdict = str | None

test_second_reading.SHARE = SHARE
test_second_reading.requests = memory.drawn("requests")  # type: ignore[assignment]
test_second_reading.courses = memory.drawn("courses")  # type: ignore[assignment]
for read in ("decide", "alerts", "options", "grade", "read_doses", "read_course"):
    setattr(test_second_reading, read, memory.remembered(getattr(test_second_reading, read)))
# On a few weights rather than two thousand.
test_dose_rounding.WEIGHTS = test_dose_rounding.WEIGHTS[::37]
# As long as all the others together, for each fault anew.
SLOW = (
    "test_each_change_leads_to_the_outcome_it_names",
    "test_no_step_towards_another_outcome_is_nearer_than_the_change_that_is_named",
)
SECOND: tuple[Callable[[], None], ...] = (
    lambda: test_second_reading.test_outcome_missing_and_response_agree(3),
    test_second_reading.test_alerts_and_options_agree,
    test_second_reading.test_checklist_grades_agree,
    test_second_reading.test_doses_agree,
    test_second_reading.test_courses_agree,
    *(getattr(test_second_reading, name) for name in dir(test_second_reading) if name.startswith("test_a_")),
    *(
        lambda population=population, drug=drug: test_dose_rounding.test_every_total_stays_inside(population, drug)
        for population, drug in test_dose_rounding.RATES
    ),
    test_dose_rounding.test_the_companion_steroid_never_passes_its_cap,
    *(
        getattr(test_would_change, name)
        for name in dir(test_would_change)
        if name.startswith("test_") and name not in SLOW
    ),
)


def by_vectors(guideline: Guideline) -> Verdict:
    """The sentence of the first vector that fails. One that has told a fault is asked first the next time."""
    for place, (name, vector) in enumerate(VECTORS):
        if not _holds(vector, answered(guideline, vector | {"would_change": False})):
            VECTORS.insert(0, VECTORS.pop(place))
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


def by_second_reading(guideline: Guideline) -> Verdict:
    """What the hand-written second reading, the figures of the doses or the changes find wrong."""
    for module in (test_second_reading, test_dose_rounding, test_would_change):
        module.GUIDELINE = guideline
    for number, test in zip(count(), SECOND, strict=False):
        try:
            test()
        except Exception as failure:  # whatever it is, the test would show it
            return f"{getattr(test, '__name__', '').replace('<lambda>', f'second reading {number}')}: {type(failure).__name__}"
    return None


def by_compiler(document: dict[str, Any]) -> Verdict:
    """The first fault that the compiler's own lint or proofs would stop the build with."""
    try:
        document = document | {"met_through": met_through(document), "moves": moves(document)}
        faults = Lint(document).run() + prove(document)
    except Exception as failure:
        return f"the compiler: {type(failure).__name__}"
    return str(faults[0]) if faults else None


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
    for asked, theirs in answers:
        place = next(differences(json.loads(json.dumps(answered(guideline, asked))), theirs), None)
        if place is not None:
            return f"{asked['route']} {place}"
    return None

"""Measures the engine: an answer, its decision beside a plain function, foreign evaluators, and how cost grows.

Each figure without a unit of time is a ratio to a baseline of the same run. `python -m tools.bench_engine` prints them.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from importlib import import_module
from math import inf
from pathlib import Path
from typing import Any

from engine import course, pathway
from engine.case import Case
from engine.decision import decide
from engine.expressions import Absent
from engine.guideline import Guideline, load
from engine.quantities import read
from tools import plain_decision

ROOT = Path(__file__).parent.parent
COMPILED = ROOT / "guideline" / "guideline.json"
# What is measured, how much it is, its budget (none: infinite), the unit.
Measure = tuple[str, float, float, str]
Inputs = dict[str, Any]

BUDGET_ANSWER_MS = 1.0
BUDGET_CHANGES_MS = 8.0
BUDGET_RATIO = 5.0
ASKS = "needs_input"
RUNS = 5
FEW, SOME = 60, 400
READINGS = (10, 1_000, 100_000)
RULES = (1, 10, 100)
FIRST_DAY = date(1990, 1, 1)
# A row that is asked and never holds: what a guideline with more rules would ask on the way.
NEVER = ["&&", ["has", "patient", "age"], ["<", ["get", "patient", "age"], 0.0]]


def patients() -> list[Inputs]:
    """The inputs of every shared vector of the pathway that comes to an outcome: each limit from both sides."""
    found = []
    for path in sorted((ROOT / "tests" / "vectors").glob("*.json")):
        for vector in json.loads(path.read_text(encoding="utf-8")):
            if vector.get("route") == "/v1/pathway" and vector["expect"].get("outcome", ASKS) != ASKS:
                found.append(vector["request"]["inputs"])
    return found


def spread(of: Sequence[Inputs], most: int) -> list[Inputs]:
    """At most so many of them, evenly from all."""
    return list(of[:: max(1, len(of) // most)])[:most]


def seconds(run: Callable[[], object]) -> float:
    """The fastest of a few runs: what the machine's other work adds is not the program's."""
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)


def each(run: Callable[[Inputs], object], requests: Sequence[Inputs]) -> list[float]:
    """Seconds for each request."""
    return [seconds(lambda inputs=inputs: run(inputs)) for inputs in requests]  # type: ignore[misc]


def decided(guideline: Guideline, inputs: Inputs) -> object:
    """The decision alone: what is read, and the walk."""
    return decide(Case(guideline, read(guideline, inputs)))


def answers(guideline: Guideline) -> list[Measure]:
    """What a request takes, in the middle of all."""
    some, few = spread(patients(), SOME), spread(patients(), FEW)
    without = each(lambda inputs: pathway.answer(guideline, inputs, changes=False), some)
    with_changes = each(lambda inputs: pathway.answer(guideline, inputs), few)
    ours = each(lambda inputs: decided(guideline, inputs), some)
    plain = each(plain_decision.decide, some)
    ratio = statistics.median(one / other for one, other in zip(ours, plain, strict=True))
    return [
        ("engine: an answer, median", statistics.median(without) * 1000, BUDGET_ANSWER_MS, "ms"),
        ("engine: with what would change it", statistics.median(with_changes) * 1000, BUDGET_CHANGES_MS, "ms"),
        ("engine: the decision, to a plain function's", ratio, BUDGET_RATIO, "times"),
    ]


def foreign(guideline: Guideline) -> list[Measure]:
    """How much longer two foreign CEL engines take for the expressions that have a value, each in its own language."""
    # By name: what referees in the tests is typed as tests are.
    referees: Any = import_module("tests.fuzz.referees")
    browser_of: Any = import_module("tests.fuzz.browser").Browser

    expressions, trees, _ = referees.sources()
    programs = {text: expressions.environment.compile(text) for text in trees}
    ours = {text: guideline.expression(tree) for text, tree in trees.items()}
    messages = {name: expressions.message_class(name) for name in expressions.messages}
    first = {"guideline": guideline.document, "expressions": list(trees.items()), "messages": expressions.messages}
    requests = spread(patients(), FEW)
    googles = []
    for inputs in requests:
        case, _ = pathway.evaluate(guideline, inputs)
        known = referees.activation(expressions, messages, case)
        texts = [text for text, closure in ours.items() if _has_value(closure, case)]
        mine = seconds(lambda texts=texts, case=case: [ours[text](case) for text in texts])  # type: ignore[misc]
        google = seconds(lambda texts=texts, known=known: [programs[text].eval(known) for text in texts])  # type: ignore[misc]
        googles.append(google / mine)
    with browser_of("referee-lines", first) as browser:
        lines = [{"inputs": inputs, "timed": RUNS} for inputs in requests]
        took = [answer["took"] for answer in browser.ask(lines)]
    scripts = [each["cel-js"] / each["ours"] for each in took if each["ours"] > 0]
    return [
        ("expressions: cel-expr-python, to ours", statistics.median(googles), inf, "times"),
        ("expressions: cel-js, to ours in the browser", statistics.median(scripts), inf, "times"),
    ]


def _has_value(closure: Callable[[Any], Any], case: Case) -> bool:
    try:
        closure(case)
    except (Absent, KeyError):  # a limit that is not printed in the unit at hand is not there
        return False
    return True


def courses(guideline: Guideline) -> list[Measure]:
    """What a reading costs in a short course and in ever longer ones: the same, where cost grows as the course does."""
    inputs = {
        "age": {"value": 40, "unit": "a"},
        "cni_drug": "tacrolimus",
        "cni_start": FIRST_DAY.isoformat(),
        "proteinuria_baseline": {"value": 8, "unit": "g/g"},
        "creatinine_baseline": {"value": 1, "unit": "mg/dL"},
    }
    costs = {}
    for count in READINGS:
        readings = [_reading(number) for number in range(count)]
        # The shortest over and over; the processor's own time, since the longest takes long enough to be disturbed.
        again = max(1, READINGS[1] // count)
        began = time.process_time()
        for _ in range(again):
            course.answer(guideline, inputs, readings)
        costs[count] = (time.process_time() - began) / count / again
    return [
        (f"course: a reading of {count:,}, to one of {READINGS[0]}", costs[count] / costs[READINGS[0]], inf, "times")
        for count in READINGS[1:]
    ]


def _reading(number: int) -> dict[str, Any]:
    return {
        "date": (FIRST_DAY + timedelta(days=number % (200 * 365))).isoformat(),
        "proteinuria": {"value": 1 + number % 7, "unit": "g/g"},
        "albumin": {"value": 20 + number % 20, "unit": "g/L"},
        "creatinine": {"value": 1 + number % 5 / 10, "unit": "mg/dL"},
        "cni_trough": {"value": 3 + number % 10, "unit": "ng/mL"},
    }


def rules() -> list[Measure]:
    """What a decision costs when each row of the tables has others before it that are asked and never hold."""
    requests = spread(patients(), FEW)
    costs = {}
    for times in RULES:
        guideline = Guideline(with_more_rules(times))
        costs[times] = statistics.median(each(lambda inputs, of=guideline: decided(of, inputs), requests))  # type: ignore[misc]
    return [
        (f"rules: a decision with {times} times as many, to today's", costs[times] / costs[1], inf, "times")
        for times in RULES[1:]
    ]


def with_more_rules(times: int) -> dict[str, Any]:
    """The guideline with so many times its rows; it decides as it did."""
    document: dict[str, Any] = json.loads(COMPILED.read_text(encoding="utf-8"))
    for table in document["tables"].values():
        table["rows"] = [row for original in table["rows"] for row in (*([_idle(original)] * (times - 1)), original)]
    return document


def _idle(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "if": None, "needs": [], "when": NEVER, "otherwise": [], "because": []}


def measures() -> list[Measure]:
    """Every figure of the engine."""
    guideline = load(COMPILED)
    return [*answers(guideline), *foreign(guideline), *courses(guideline), *rules()]


def main() -> None:
    over = False
    for what, much, budget, unit in measures():
        limit = "" if budget == inf else f"budget {budget:g}{'   OVER' if much > budget else ''}"
        over = over or much > budget
        print(f"{what:<50}{much:>10.2f} {unit:<8} {limit}")
    sys.exit(over)


if __name__ == "__main__":
    main()

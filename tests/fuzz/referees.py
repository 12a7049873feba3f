"""Runs every expression of the guideline in two foreign CEL engines beside our own two: all four must agree to the bit.

Google's evaluator (Python) and cel-js (node) know nothing of this project. Each side binds what its own case knows;
where an expression reads something unknown our walkers raise, so it has no value to compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from struct import pack
from typing import Any, NamedTuple

from compiler.build import Builder
from compiler.expressions import DECIDED, Expressions
from compiler.faults import Place
from compiler.files import read_files
from engine import pathway
from engine.case import Case
from engine.expressions import Absent
from engine.guideline import Guideline, load
from tests.fuzz.browser import Browser
from tests.fuzz.compare import BATCH, GUIDELINE
from tests.oracle.generate import requests


class Judged(NamedTuple):
    """One request: how many expressions had a value in all four engines, and where they parted."""

    evaluations: int
    differences: list[str]


def sources() -> tuple[Expressions, dict[str, Any], dict[str, Place]]:
    """The compiler's expressions: the tree and the first place of each text."""
    builder = Builder(read_files(GUIDELINE.parent))
    compiled, trees, places = builder.expressions.compile, {}, {}

    def noted(source: str, expected: str, place: Place) -> Any:
        tree = compiled(source, expected, place)
        text = builder.expressions.sources[-1]
        trees[text] = tree
        places.setdefault(text, place)
        return tree

    builder.expressions.compile = noted  # type: ignore[method-assign]
    builder.document()
    assert builder.faults == []
    return builder.expressions, trees, places


def judged(seed: int, count: int) -> Iterator[Judged]:
    """Each request's expressions, judged by all four."""
    document = json.loads(GUIDELINE.read_text(encoding="utf-8"))
    guideline, lines = load(GUIDELINE), requests(seed, count)
    expressions, trees, places = sources()
    programs = {text: expressions.environment.compile(text) for text in trees}
    ours = {text: guideline.expression(tree) for text, tree in trees.items()}
    messages = {name: expressions.message_class(name) for name in expressions.messages}
    first = {"guideline": document, "expressions": list(trees.items()), "messages": expressions.messages}
    with Browser("referee-lines", first) as browser:
        while batch := list(islice(lines, BATCH)):
            answers = browser.ask(batch)
            for request, theirs in zip(batch, answers, strict=True):
                assert "fault" not in theirs, theirs
                case, _ = pathway.evaluate(guideline, request["inputs"])
                google = activation(expressions, messages, case)
                found = [
                    (text, _attempt(ours[text], case), browsers, foreign)
                    for text, browsers, foreign in zip(trees, theirs["ours"], theirs["cel-js"], strict=True)
                ]
                yield _verdict(request, found, programs, google, places)


def _verdict(request: Any, found: list[Any], programs: Any, google: Any, places: dict[str, Place]) -> Judged:
    differences, evaluations = [], 0
    for text, mine, browsers, foreign in found:
        values = {"here": mine, "in the browser": browsers}
        if mine is not None:
            evaluations += 1
            values |= {"by Google": _plain(programs[text].eval(google).value()), "by cel-js": foreign}
        if any(type(value) is not type(mine) or value != mine for value in values.values()):
            said = ", ".join(f"{value!r} {who}" for who, value in values.items())
            differences.append(f"{places[text]}: `{text}` is {said}, for {json.dumps(request)}")
    return Judged(evaluations, differences)


def _attempt(closure: Any, case: Case) -> Any:
    """What our walker makes of an expression; None where it reads what is not known."""
    try:
        return _plain(closure(case))
    except (Absent, KeyError):  # a limit that is not printed in the unit at hand is not there
        return None


def _plain(value: Any) -> Any:
    """A value as it comes from the other side: a double by its bits, since digits would hide minus zero."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return f"double {pack('>d', value).hex()}"


def activation(expressions: Expressions, classes: dict[str, Any], case: Case) -> Any:
    """Everything that the case knows, as Google's evaluator reads it."""
    data = {}
    for name, fields in expressions.messages.items():
        message = classes[name]()
        for field in fields:
            value = KNOWN[name](case, field)
            if isinstance(value, list):
                getattr(message, field).extend(value)
            elif value is not None:
                setattr(message, field, value)
        data[name] = message
    return expressions.environment.Activation(data)


def _patient(case: Case, name: str) -> Any:
    return case.value(name) if case.knows(name) else None


def _printed(guideline: Guideline, case: Case, name: str) -> bool:
    limit = guideline.limits[name]
    return limit["measures"] in case.known and case.unit(limit["measures"]) in limit["printed"]


def _limit(case: Case, name: str) -> Any:
    if "value" in case.guideline.limits[name]:
        return case.guideline.limits[name]["value"]
    return case.limit(name) if _printed(case.guideline, case, name) else None


KNOWN: dict[str, Any] = {
    "patient": _patient,
    "reported": lambda case, name: case.reported(name) if name in case.known else None,
    "unit": lambda case, name: case.unit(name) if name in case.known else None,
    "given": lambda case, name: case.knows(name),
    "limit": _limit,
    "exact": lambda case, name: case.exact(name) if _printed(case.guideline, case, name) else None,
    "between": lambda case, name: case.between(name) if _printed(case.guideline, case, name) else None,
    "grade": lambda case, name: case.grade(name),
    "decided": lambda case, name: case.decided[name],
}
assert set(DECIDED) == {"outcome", "row", "starts", "options"}

"""Answers to this guideline's Questionnaire: what a clinician has stated beats what a record says."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

from engine.guideline import Guideline
from engine.quantities import refusals
from interop.codes import Codes
from interop.findings import LEFT_OUT, TAKEN, Finding
from interop.moments import moment
from interop.resource import Resource, inside, kind_of, name_of, objects, text
from interop.units import Unreadable, measured

# The answer that says of a list: none of these.
NONE = "none"


def read(guideline: Guideline, codes: Codes, response: Resource) -> list[Finding]:
    """What a QuestionnaireResponse states: each item's linkId is an input. A refused answer keeps its refusal."""
    bare = Finding(name_of(response), LEFT_OUT)
    status = text(response.get("status"))
    if status not in codes.statuses["QuestionnaireResponse"]["kept"]:
        return [bare.left_out("status", given=status)]
    when = moment(text(response.get("authored")))
    findings = []
    for item in _items(response):
        name = text(item.get("linkId"))
        answers = objects(item.get("answer"))
        if answers:
            findings.append(_answer(guideline, codes, bare.resource, name, answers, when.date if when else None))
    return findings


def newest(codes: Codes, resources: list[Resource]) -> Resource | None:
    """The response that counts where there are several: the one that was written last; of equals, the first."""
    responses = [each for each in resources if kind_of(each) == "QuestionnaireResponse"]
    kept = codes.statuses["QuestionnaireResponse"]["kept"]
    return max(responses, key=lambda each: (text(each.get("status")) in kept, _second(each)), default=None)


def _second(response: Resource) -> float:
    when = moment(text(response.get("authored")))
    return when.second if when else -inf


def _items(parent: Resource) -> Iterator[Resource]:
    """Every item, those within an item or within an answer too."""
    for item in objects(parent.get("item")):
        yield item
        yield from _items(item)
        for answer in objects(item.get("answer")):
            yield from _items(answer)


def _answer(
    guideline: Guideline, codes: Codes, resource: str, name: str, answers: list[Resource], date: str | None
) -> Finding:
    bare = Finding(resource, LEFT_OUT, input=name if name in guideline.inputs else None, date=date)
    if name not in guideline.inputs:
        return bare.left_out("unknown_question")
    try:
        value = READERS[guideline.inputs[name]["kind"]](guideline, codes, name, answers)
    except Unreadable as fault:
        return bare.left_out(fault.reason, given=fault.given, label=guideline.inputs[name]["label"])
    found = refusals(guideline, {name: value})
    if found:
        return bare.left_out("unknown_question", refusal=found[0]["detail"])
    return Finding(resource, TAKEN, ("stated",), name, value, date)


def _quantity(guideline: Guideline, codes: Codes, name: str, answers: list[Resource]) -> Any:
    quantity = inside(answers[0], "valueQuantity")
    number = inside(quantity, "value")
    if len(answers) > 1 or isinstance(number, bool) or not isinstance(number, (int, float)):
        raise Unreadable("no_value")
    if inside(quantity, "comparator") is not None:
        raise Unreadable("comparator")
    found = measured(guideline, codes, name, number, quantity)
    return {"value": found.value, "unit": found.unit}


def _code(guideline: Guideline, codes: Codes, name: str, answers: list[Resource]) -> Any:
    chosen = _list(guideline, codes, name, answers)
    if len(chosen) != 1:
        raise Unreadable("unknown_question")
    return chosen[0]


def _list(guideline: Guideline, codes: Codes, name: str, answers: list[Resource]) -> Any:
    chosen = [text(inside(answer, "valueCoding", "code")) for answer in answers]
    return [] if chosen == [NONE] and guideline.inputs[name]["kind"] == "list" else chosen


READERS = {"quantity": _quantity, "code": _code, "list": _list}

"""Fills the guideline's sentences with this patient's values.

`{name}` is an input (`{name.both}`: also in the unit of its limits), a derived value, `limit.name`, `phrase.name`,
`list.name` (what holds of a phrase, with commas), `why.name` (the reason behind a derived value) or `toxicity.stop`. A
sentence with a value that is not known, or with an empty list, is left out: nothing is guessed.
"""

from __future__ import annotations

import re
from typing import Any

from engine.case import Case
from engine.expressions import Absent
from engine.guideline import Guideline, Text
from engine.numbers import in_words, percent, written
from engine.quantities import Quantity, from_canonical, with_unit

PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")


def said(case: Case, text: Text) -> str:
    """The sentences of `text` that hold for this case, joined."""
    return " ".join(sentences(case, text))


def sentences(case: Case, text: Text) -> list[str]:
    """The same, apart."""
    spoken = []
    for condition, template in text.parts:
        if condition is None or condition(case):
            sentence = filled(case, template)
            if sentence is not None:
                spoken.append(sentence)
    return spoken


def filled(case: Case, template: str) -> str | None:
    """`template` with its values, or None where one of them is not known."""
    try:
        return fill(case, template)
    except Absent:
        return None


def fill(case: Case, template: str) -> str:
    """The same where every value is known. Raises Absent where one is not."""
    return capital(PLACEHOLDER.sub(lambda match: _placeholder(case, match.group(1)), template))


def capital(text: str) -> str:
    """The first letter large, unless the word carries its own capitals (eGFR)."""
    return text if text[1:2] != text[1:2].lower() else text[:1].upper() + text[1:]


def limit_words(case: Case, name: str, number_only: bool) -> str:
    """A limit with or without its unit; a printed one in the unit that was reported."""
    limit = case.guideline.limits[name]
    if "value" in limit:
        value, unit = limit["value"], limit["unit"]
    else:
        value, unit = case.limit(name), case.unit(limit["measures"])
    if number_only:
        return written(value)
    if limit.get("percent"):
        return percent(value)
    return with_unit(case.guideline, value, unit)


def _placeholder(case: Case, name: str) -> str:
    head, _, rest = name.partition(".")
    if head == "limit":
        return limit_words(case, rest.removesuffix(".number"), rest.endswith(".number"))
    if head == "phrase":
        return said(case, case.guideline.phrases[rest])
    if head == "list":
        return _listed(case, rest)
    if head == "why":
        return _why(case, rest)
    if name == "toxicity.stop":
        return _stop_signs(case)
    if head in case.guideline.phrases:
        return said(case, case.guideline.phrases[head])
    if head in case.guideline.inputs:
        return _input(case, head, rest)
    return _derived(case, head)


def _listed(case: Case, name: str) -> str:
    """What holds of a phrase's parts, with commas between. Raises Absent where none does."""
    parts = sentences(case, case.guideline.phrases[name])
    if not parts:
        raise Absent(name)
    return ", ".join(map(_in_sentence, parts))


def _why(case: Case, name: str) -> str:
    if not case.knows(name):
        raise Absent(name)
    return _in_sentence(said(case, case.because(name)))


def _stop_signs(case: Case) -> str:
    return " ".join(item_because(case, name) for name in case.guideline.items if case.grade(name) == "stop")


def item_because(case: Case, name: str) -> str:
    """Why a checklist item has its grade; empty where it was not assessed."""
    for row in case.guideline.items[name].rows:
        if row.when(case):
            return said(case, row.because)
    return ""


def _input(case: Case, name: str, form: str) -> str:
    value = case.known.get(name)
    if value is None:
        raise Absent(name)
    spec = case.guideline.inputs[name]
    if isinstance(value, Quantity):
        if form == "number":
            return written(value.reported)
        if form == "both":
            return _both(case.guideline, spec, value)
        if form:
            return with_unit(case.guideline, in_words(from_canonical(spec, value.canonical, form)), form)
        return with_unit(case.guideline, value.reported, value.unit)
    if isinstance(value, list):
        return ", ".join(_in_sentence(spec["codes"][code]) for code in value)
    return _in_sentence(spec["codes"][value])


def _both(guideline: Guideline, spec: dict[str, Any], value: Quantity) -> str:
    """As it was reported and, where that is another number, in the unit of the limits too, to a thousandth."""
    reported = with_unit(guideline, value.reported, value.unit)
    if value.canonical == value.reported:
        return reported
    return f"{reported} ({with_unit(guideline, in_words(value.canonical), next(iter(spec['units'])))})"


def _in_sentence(label: str) -> str:
    return label if label[1:2] != label[1:2].lower() else label[:1].lower() + label[1:]


def _derived(case: Case, name: str) -> str:
    value: Any = case.value(name)
    derived = case.guideline.derived[name]
    if isinstance(value, str):
        return value
    if derived.unit == "1":
        return percent(value)
    unit = case.unit(derived.unit_of) if derived.unit_of else derived.unit
    assert unit is not None
    return with_unit(case.guideline, in_words(value), unit)

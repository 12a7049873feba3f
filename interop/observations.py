"""Observations as inputs: the newest that can be read of each, with what is to be asked about it first."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple

from engine.guideline import Guideline
from engine.quantities import LARGEST, Quantity, outside, to_canonical, unusual
from interop.codes import Codes, Entry
from interop.findings import ASK, LEFT_OUT, TAKEN, Finding
from interop.moments import Moment, effective
from interop.resource import Resource, inside, name_of, objects, text
from interop.units import Measured, Unreadable, measured

# A newer result that ended so would have been used, had it been readable: the older one may no longer hold.
UNREAD = ("no_value", "comparator", "no_unit", "unit_unknown", "wrong_quantity", "range")


class Part(NamedTuple):
    """What one observation or component says: a finding so far, when it holds, and how it ranks."""

    finding: Finding
    moment: Moment | None
    preliminary: bool
    amount: bool

    @property
    def rank(self) -> tuple[float, bool, bool]:
        """The smallest is used: newest, final before preliminary, ratio before daily amount."""
        return (-(self.moment.second if self.moment else 0), self.preliminary, self.amount)


def read(guideline: Guideline, codes: Codes, observation: Resource, today: int) -> list[Part]:
    """What an observation says, before it is held against others. `today` is a day number."""
    bare = Finding(name_of(observation), LEFT_OUT)
    status = text(observation.get("status"))
    if status not in codes.statuses["Observation"]["kept"]:
        return [Part(bare.left_out("status", given=status), None, False, False)]
    components = [part for part in objects(observation.get("component")) if codes.observed(part.get("code"))]
    own = codes.observed(observation.get("code"))
    if not own and not components:
        return [Part(bare.left_out("unknown_code"), None, False, False)]
    preliminary = status in codes.statuses["Observation"]["preliminary"]
    parts = [observation, *components] if own else components
    return [_part(guideline, codes, bare, part, effective(observation), preliminary, today) for part in parts]


def _part(
    guideline: Guideline,
    codes: Codes,
    bare: Finding,
    part: Resource,
    when: Moment | None,
    preliminary: bool,
    today: int,
) -> Part:
    meant = codes.observed(part.get("code"))
    entry = meant[0]
    date = when.date if when else None
    if len({_meaning(other) for other in meant}) > 1:
        return Part(bare.left_out("two_meanings"), when, preliminary, False)
    bare = replace(bare, input=entry.get("input"), display=entry["display"], date=date, drug=entry.get("drug"))
    if "refuse" in entry:
        return Part(bare.left_out(entry["refuse"]), when, preliminary, False)
    finding = _valued(guideline, codes, bare, entry, part.get("valueQuantity"), preliminary)
    if finding.standing != LEFT_OUT:
        finding = _dated(guideline, codes, finding, entry, when, today)
    return Part(finding, when, preliminary, entry.get("basis") == "amount")


def _meaning(entry: Entry) -> tuple[Any, ...]:
    return tuple(entry.get(name) for name in ("input", "refuse", "drug", "basis"))


def _valued(
    guideline: Guideline, codes: Codes, bare: Finding, entry: Entry, quantity: Any, preliminary: bool
) -> Finding:
    number = inside(quantity, "value")
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not isfinite(number):
        return bare.left_out("no_value")
    if inside(quantity, "comparator") is not None:
        return bare.left_out("comparator")
    spec, label = guideline.inputs[entry["input"]], guideline.inputs[entry["input"]]["label"]
    try:
        found = measured(guideline, codes, entry["input"], number, quantity)
    except Unreadable as fault:
        return bare.left_out(fault.reason, given=fault.given, label=label)
    if spec["units"][found.unit].get("basis") != entry.get("basis"):
        return bare.left_out("wrong_quantity", given=found.given)
    if abs(found.value) > LARGEST or outside(spec, float(found.value), found.unit) is not None:
        return bare.left_out("range", label=label)
    why = ["preliminary"] if preliminary else []
    why += [entry["note"]] if "note" in entry else []
    why += [] if _expected(codes, entry, found) else ["unit_differs"]
    value = {"value": found.value, "unit": found.unit}
    return replace(bare, standing=TAKEN, value=value, why=tuple(why), given={"given": found.given, "label": label})


def _expected(codes: Codes, entry: Entry, found: Measured) -> bool:
    """Whether the code's own definition reports in this unit, or in a mere spelling of it."""
    twin = codes.document["units"].get(entry["input"], {}).get(found.given, {})
    return found.unit in entry["units"] and len(twin) <= 1


def _dated(
    guideline: Guideline, codes: Codes, finding: Finding, entry: Entry, when: Moment | None, today: int
) -> Finding:
    if when is None:
        return finding.left_out("no_date")
    age = today - when.day
    if -age > codes.number("ahead_days"):
        return finding.left_out("future")
    asks = [entry["ask"]] if "ask" in entry else []
    name = entry["input"]
    if age > codes.number("recent_days") and name not in codes.document["recent_days"]["keeps"]:
        asks.append("old")
    value = _quantity(guideline, finding)
    if unusual(guideline, name, value, {"cni_drug": entry["drug"]} if "drug" in entry else {}) is not None:
        asks.append("implausible")
    if entry["checked"] == "memory":
        asks.append("memory")
    given = finding.given | {"days": str(age)}
    standing = ASK if asks else TAKEN
    return replace(finding, standing=standing, why=(*asks, *finding.why), given=given)


def _quantity(guideline: Guideline, finding: Finding) -> Quantity:
    value, unit = float(finding.value["value"]), finding.value["unit"]
    assert finding.input is not None
    return Quantity(to_canonical(guideline.inputs[finding.input], value, unit), value, unit)


def newest(guideline: Guideline, codes: Codes, parts: list[Part]) -> list[Finding]:
    """The findings of all parts in their order, with one value used of each input."""
    findings = [part.finding for part in parts]
    readable: dict[str, list[int]] = {}
    for place, part in enumerate(parts):
        if part.finding.standing != LEFT_OUT and part.finding.input is not None:
            readable.setdefault(part.finding.input, []).append(place)
    for name, places in readable.items():
        places.sort(key=lambda place: parts[place].rank)
        best = parts[places[0]]
        rivals = [place for place in places if _contradicts(guideline, codes, best, parts[place])]
        for place in places[1:]:
            same = parts[place].rank[0] == best.rank[0]
            findings[place] = findings[place].left_out("repeat" if same else "older")
        for place in [places[0], *rivals] if rivals else []:
            findings[place] = findings[place].left_out("conflict")
        if not rivals and any(_unread_since(best, part) for part in parts if part.finding.input == name):
            findings[places[0]] = findings[places[0]].asked("newer_unread")
    return findings


def _contradicts(guideline: Guideline, codes: Codes, best: Part, other: Part) -> bool:
    if other.rank != best.rank:
        return False
    one, two = (_quantity(guideline, part.finding).canonical for part in (best, other))
    return abs(one - two) > codes.number("same_within") * max(one, two)


def _unread_since(best: Part, other: Part) -> bool:
    return other.rank[0] < best.rank[0] and other.moment is not None and other.finding.why[:1] in [(u,) for u in UNREAD]

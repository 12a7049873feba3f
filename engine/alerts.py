"""What to mind beside an outcome, from what is known; nothing is asked for here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from engine.case import Case
from engine.guideline import Alert
from engine.numbers import in_words
from engine.quantities import plausible_units, unusual, with_unit
from engine.words import said

WORST_FIRST = ("act", "watch", "info")


def alerts(case: Case) -> list[dict[str, Any]]:
    """Every alert that holds, worst first; within a grade the guideline's order, then values, then medicines as given."""
    raised = [_spoken(case, alert) for alert in case.guideline.alerts if alert.when(case)]
    raised += _implausible(case) + _medicines(case)
    return [alert for grade in WORST_FIRST for alert in raised if alert["grade"] == grade]


def openings(case: Case) -> list[str]:
    """What an outcome's words open with where an alert says to reduce or reconsider the dose."""
    spoken = [said(case, alert.opens) for alert in case.guideline.alerts if alert.opens.parts and alert.when(case)]
    return [sentence for sentence in spoken if sentence]


def _spoken(case: Case, alert: Alert) -> dict[str, Any]:
    entry = alert.entry
    body = {"id": entry["id"], "grade": entry["grade"], "title": entry["title"], "says": said(case, alert.says)}
    if "subject" in entry:
        body["subject"] = entry["subject"]
    return body | {"sources": entry["sources"], "certainty": entry["certainty"]}


def _implausible(case: Case) -> list[dict[str, Any]]:
    guideline = case.guideline
    words = guideline.document["each_alert"]["implausible_value"]
    found = []
    for name, value in case.known.items():
        usual = unusual(guideline, name, value, case.known)
        if usual is None:
            continue
        spec = guideline.inputs[name]
        says = (
            words["says"]
            .replace("{value}", f"{spec['label']} {with_unit(guideline, value.reported, value.unit)}")
            .replace("{low}", with_unit(guideline, in_words(usual[0]), value.unit))
            .replace("{high}", with_unit(guideline, in_words(usual[1]), value.unit))
        )
        other = plausible_units(guideline, spec, value.reported, value.unit, case.known)
        if other is not None:
            says += " " + words["other_unit"].replace("{unit}", other)
        found.append(
            {
                "id": "implausible_value",
                "grade": words["grade"],
                "title": words["title"].replace("{label}", spec["label"]),
                "says": says,
                "subject": name,
                "sources": words["sources"],
                "certainty": words["certainty"],
            }
        )
    return found


class Pair(NamedTuple):
    """A medicine that is taken, what it does beside a CNI, and the alert that this raises."""

    alert: str
    code: str
    effect: dict[str, Any]


def pairs(case: Case, drug: str | None) -> Iterator[Pair]:
    """What each medicine does beside this CNI; beside either where it is not known which."""
    for code in case.value("medicines"):
        medicine = case.guideline.document["medicines"][code]
        for alert, kind in (("interaction", "effects"), ("medicine_caution", "cautions")):
            for effect in medicine.get(kind, []):
                if drug is None or effect.get("drug", drug) == drug:
                    yield Pair(alert, code, effect)


def pair_words(case: Case, pair: Pair, member: str) -> str:
    """The title of a pair's alert, or what it says."""
    words: str = case.guideline.document["each_alert"][pair.alert][member]
    label = case.guideline.document["medicines"][pair.code]["label"]
    return words.replace("{medicine}", label).replace(f"{{{member}}}", pair.effect[member])


def _medicines(case: Case) -> list[dict[str, Any]]:
    drug = case.value("cni_drug") if case.knows("cni_drug") else None
    return [_medicine_alert(case, pair) for pair in pairs(case, drug) if case.guideline.each_when[pair.alert](case)]


def _medicine_alert(case: Case, pair: Pair) -> dict[str, Any]:
    effect = pair.effect
    return {
        "id": pair.alert,
        "grade": effect["grade"],
        "title": pair_words(case, pair, "title"),
        "says": pair_words(case, pair, "says"),
        "subject": pair.code,
        "sources": [effect["source"]],
        "certainty": effect["certainty"],
    }

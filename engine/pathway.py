"""The answer of the pathway: the outcome with its words, the way there, what to mind, what would change it."""

from __future__ import annotations

from typing import Any

from engine.alerts import alerts, openings
from engine.case import Case
from engine.changes import Change, would_change
from engine.decision import Decision, decide
from engine.derived import shown
from engine.guideline import Guideline, Step
from engine.options import drug_choice, option_ids, options
from engine.quantities import Quantity, read, with_unit
from engine.words import said, sentences

URGENCY = ("routine", "soon", "urgent")


def answer(guideline: Guideline, inputs: dict[str, Any], changes: bool = True) -> dict[str, Any]:
    """The answer of `POST /v1/pathway` for inputs without refusals. `changes`: also what would change it."""
    case, decision = evaluate(guideline, inputs)
    nearest = would_change(case, decision) if changes else []
    return {
        "guideline": guideline.stamp,
        "outcome": _outcome(case, decision),
        "missing": decision.missing,
        "path": [_step(case, step) for step in decision.way if _has_reason(step)],
        "why_not": _why_not(case, decision),
        "derived": shown(case),
        "alerts": alerts(case),
        "options": options(case),
        "drug_choice": drug_choice(case),
        "clocks": _clocks(case, decision),
        "would_change": [_change(case, change) for change in nearest],
    }


def evaluate(guideline: Guideline, inputs: dict[str, Any]) -> tuple[Case, Decision]:
    """The decision, and the case it was made on with the outcome noted for alerts and options."""
    case = Case(guideline, read(guideline, inputs))
    decision = decide(case)
    case.decided = {
        "outcome": decision.outcome,
        "row": decision.row,
        "starts": decision.outcome in guideline.document["starting"],
    }
    case.decided["options"] = option_ids(case)
    return case, decision


def _outcome(case: Case, decision: Decision) -> dict[str, Any]:
    entry = case.guideline.document["outcomes"][decision.outcome]
    opening = openings(case)
    urgency = entry["urgency"]
    if opening:
        urgency = max(urgency, "soon", key=URGENCY.index)
    if _delayed(case, decision):
        urgency = URGENCY[min(URGENCY.index(urgency) + 1, len(URGENCY) - 1)]
    return {
        "id": decision.outcome,
        "title": entry["title"],
        "says": " ".join([*opening, said(case, case.guideline.outcomes[decision.outcome])]),
        "do_now": [*map(_first, opening), *_do_now(case, decision)],
        "urgency": urgency,
        "strength": ". ".join(sentences(case, case.guideline.strengths[decision.outcome])),
        "certainty": entry["certainty"],
        "sources": entry["sources"],
    }


def _first(opening: str) -> dict[str, str]:
    """What the words open with is also the first thing to do."""
    return {"title": opening.removesuffix("."), "says": ""}


def _do_now(case: Case, decision: Decision) -> list[dict[str, str]]:
    rows = [(title, said(case, text)) for title, text in case.guideline.do_now[decision.outcome]]
    return [{"title": title, "says": says} for title, says in rows if says]


def _delayed(case: Case, decision: Decision) -> bool:
    """Whether enough was tried already that waiting longer is the named pitfall."""
    many = case.guideline.limits["tried_many"]["value"]
    return decision.outcome in case.guideline.document["options_for"] and len(case.value("tried")) >= many


def _has_reason(step: Step) -> bool:
    return bool((step.row.because if step.held else step.row.otherwise).parts)


def _step(case: Case, step: Step) -> dict[str, Any]:
    row = step.row
    text = row.because if step.held else row.otherwise
    return {"step": row.id, "rule": row.question, "because": said(case, text), "sources": row.sources}


def _why_not(case: Case, decision: Decision) -> list[dict[str, Any]]:
    seen: set[str] = {decision.outcome}
    reasons = []
    for row, held in reversed(decision.way):
        if held or row.outcome is None or row.outcome in seen:
            continue
        because = said(case, row.otherwise)
        if because:
            seen.add(row.outcome)
            title = case.guideline.document["outcomes"][row.outcome]["title"]
            reasons.append({"outcome": row.outcome, "title": title, "because": because})
    return reasons


def _clocks(case: Case, decision: Decision) -> dict[str, Any] | None:
    if not case.guideline.document["outcomes"][decision.outcome]["clocks"]:
        return None
    limits = case.guideline.limits
    return {
        "trial": {
            "from": limits["trial_from"]["value"],
            "to": limits["trial_to"]["value"],
            "unit": limits["trial_to"]["unit"],
        },
        "course": {"at_least": limits["course_at_least"]["value"], "unit": limits["course_at_least"]["unit"]},
        "now": case.value("cni_months") if case.knows("cni_months") else None,
    }


def _change(case: Case, change: Change) -> dict[str, Any]:
    guideline = case.guideline
    spec = guideline.inputs[change.name]
    return {
        "input": change.name,
        "to": {"value": change.value.reported, "unit": change.value.unit}
        if isinstance(change.value, Quantity)
        else change.value,
        "outcome": change.outcome,
        "title": guideline.document["outcomes"][change.outcome]["title"],
        "says": guideline.document["interface"]["change"]
        .replace("{label}", spec["label"])
        .replace("{to}", _spoken(case, change.name, change.value))
        .replace("{now}", _spoken(case, change.name, case.known.get(change.name))),
    }


def _spoken(case: Case, name: str, value: Any) -> str:
    words = case.guideline.document["interface"]
    spec = case.guideline.inputs[name]
    if value is None:
        return words["not_known"]
    if isinstance(value, Quantity):
        return with_unit(case.guideline, value.reported, value.unit)
    if isinstance(value, list):
        return ", ".join(spec["codes"][code] for code in value) or words["none"]
    return spec["codes"][value]

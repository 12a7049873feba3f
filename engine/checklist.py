"""The CNI-toxicity checklist: a grade for each item, one action for the whole."""

from __future__ import annotations

from typing import Any

from engine.case import Case
from engine.guideline import Guideline, Item
from engine.quantities import read
from engine.words import said, sentences


def describe(guideline: Guideline) -> dict[str, Any]:
    """The checklist itself: its items, what each asks for, and the actions."""
    checklist = guideline.document["checklist"]
    return {
        "guideline": guideline.stamp,
        "items": [
            {name: item[name] for name in ("id", "title", "asks", "likelier", "sources")} for item in checklist["items"]
        ],
        "grades": checklist["grades"],
        "actions": checklist["actions"],
    }


def answer(guideline: Guideline, inputs: dict[str, Any]) -> dict[str, Any]:
    """Each item's grade with why and what to do, the action for the whole, and what was not assessed.

    applies is None (and `missing` names cni_status) where it is not known whether a CNI is taken.
    """
    case = Case(guideline, read(guideline, inputs))
    if not case.knows("cni_status"):
        return _without_items(guideline, None, ["cni_status"])
    if not case.value("on_cni"):
        return _without_items(guideline, False, [])
    graft = case.knows("kidney") and case.value("kidney") == "transplant"
    items = [_graded(case, item, graft) for item in guideline.items.values()]
    action = _action(guideline, items)
    return {
        "guideline": guideline.stamp,
        "applies": True,
        "missing": [],
        "action": action,
        **_action_words(guideline, action, graft),
        "items": items,
        "not_assessed": [item["id"] for item in items if item["grade"] == "not_assessed"],
    }


def _without_items(guideline: Guideline, applies: bool | None, missing: list[str]) -> dict[str, Any]:
    words = guideline.document["checklist"]["not_taking" if applies is False else "status_unknown"]
    return {
        "guideline": guideline.stamp,
        "applies": applies,
        "missing": missing,
        "action": None,
        "title": words["title"],
        "says": words["says"],
        "urgency": "routine",
        "items": [],
        "not_assessed": [],
    }


def _graded(case: Case, item: Item, graft: bool) -> dict[str, Any]:
    checklist = case.guideline.document["checklist"]
    grade, because, does = "not_assessed", checklist["not_assessed"], ""
    row = next((row for row in item.rows if row.when(case)), None)
    if row is not None:
        grade, because, does = row.grade, said(case, row.because), said(case, row.does)
    if graft and grade in checklist["graft"]["for_grades"]:
        does = checklist["graft"]["does"]
    return {
        "id": item.id,
        "title": item.entry["title"],
        "grade": grade,
        "because": because,
        "does": does,
        "notes": sentences(case, item.notes),
        "likelier": item.entry["likelier"],
        "asks": item.entry["asks"],
        "certainty": item.entry["certainty"],
        "sources": item.entry["sources"],
    }


def _action(guideline: Guideline, items: list[dict[str, Any]]) -> str | None:
    """The most severe action that any item asks for; None where nothing was assessed."""
    order = [action["id"] for action in guideline.document["checklist"]["actions"]]
    asks_for = guideline.document["checklist"]["asks_for"]
    asked = [
        asks_for[item["grade"]].get(item["id"], asks_for[item["grade"]]["all"])
        for item in items
        if item["grade"] != "not_assessed"
    ]
    return max(asked, key=order.index) if asked else None


def _action_words(guideline: Guideline, action: str | None, graft: bool) -> dict[str, Any]:
    checklist = guideline.document["checklist"]
    if action is None:
        words = checklist["nothing_assessed"]
        return {"title": words["title"], "says": words["says"], "urgency": "routine"}
    entry = next(entry for entry in checklist["actions"] if entry["id"] == action)
    if graft and action in checklist["graft"]["for_actions"]:
        return {"title": checklist["graft"]["title"], "says": checklist["graft"]["does"], "urgency": "urgent"}
    return {"title": entry["title"], "says": entry["says"], "urgency": entry["urgency"]}

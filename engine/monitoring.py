"""A dated monitoring plan from the first dose on."""

from __future__ import annotations

from math import ceil
from typing import Any

from engine.dates import day_number, written_date
from engine.guideline import Guideline
from engine.quantities import Refusal, not_so

POPULATIONS = ("adult", "child")


def plan(guideline: Guideline, start: str, cni_drug: str) -> dict[str, Any]:
    """Rows of checks by date for a start day and a drug that have no refusals."""
    schedule = guideline.document["monitoring"]
    first = day_number(start)
    assert first is not None
    rows: dict[int, dict[str, Any]] = {}
    for check in schedule["checks"]:
        for week in check["weeks"]:
            _add(rows, week * schedule["days_a_week"], _title(schedule, "week" if week else "start", week), check)
        for month in check["months"]:
            _add(rows, ceil(month * schedule["days_a_month"]), _title(schedule, "month", month), check)
    return {
        "guideline": guideline.stamp,
        "title": schedule["title"],
        "says": schedule["composite"],
        "certainty": schedule["certainty"],
        "start": start,
        "cni_drug": cni_drug,
        "target_troughs": target_troughs(guideline, cni_drug),
        "rows": [
            {"date": written_date(first + day), "week": day // schedule["days_a_week"], **rows[day]}
            for day in sorted(rows)
        ],
    }


def target_troughs(guideline: Guideline, drug: str, populations: tuple[str, ...] = POPULATIONS) -> list[dict[str, Any]]:
    """The target trough of a drug for each population, in each unit it is printed in."""
    start = next(entry for entry in guideline.document["doses"]["start"] if entry["drug"] == drug)
    targets = []
    for population in populations:
        low, high = (guideline.limits[name] for name in start[population]["trough"])
        for unit in low["printed"]:
            targets.append(
                {
                    "drug": drug,
                    "population": population,
                    "low": low["printed"][unit],
                    "high": high["printed"][unit],
                    "unit": unit,
                    "sources": start[population]["sources"],
                    "certainty": start[population]["certainty"],
                }
            )
    return targets


def refusals(guideline: Guideline, start: Any, cni_drug: Any) -> list[Refusal]:
    """Why a start day or a drug cannot be taken; empty when both can."""
    found = date_refusals(guideline, "/start", start)
    drugs = [entry["drug"] for entry in guideline.document["doses"]["start"]]
    if cni_drug not in drugs:
        words = guideline.refusals
        allowed = words["allowed_codes"].replace("{codes}", ", ".join(drugs))
        found.append({"pointer": "/cni_drug", "detail": not_so(words, "unknown_drug", cni_drug), "allowed": allowed})
    return found


def date_refusals(guideline: Guideline, pointer: str, value: Any) -> list[Refusal]:
    """Why a value is not a day that can be used."""
    words, dates = guideline.refusals, guideline.document["dates"]
    allowed = words["allowed_date"].replace("{low}", dates["low"]).replace("{high}", dates["high"])
    if not isinstance(value, str) or len(value) != len(dates["low"]):
        detail = not_so(words, "not_date", value)
    elif day_number(value) is None:
        detail = not_so(words, "no_such_date" if value[4] == "-" and value[7] == "-" else "not_date", value)
    elif not dates["low"] <= value <= dates["high"]:
        detail = not_so(words, "date_range", value)
    else:
        return []
    return [{"pointer": pointer, "detail": detail, "allowed": allowed}]


def _title(schedule: dict[str, Any], kind: str, number: int) -> str:
    title: str = schedule["row_titles"][kind]
    return title.replace("{number}", str(number))


def _add(rows: dict[int, dict[str, Any]], day: int, title: str, check: dict[str, Any]) -> None:
    row = rows.setdefault(day, {"title": title, "checks": [], "labels": [], "sources": []})
    row["checks"].append(check["id"])
    row["labels"].append(check["label"])
    row["sources"] += [source for source in check["sources"] if source not in row["sources"]]

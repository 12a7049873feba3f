"""Age and sex from a Patient; nothing else of it is looked at, so nothing that identifies anyone is kept."""

from __future__ import annotations

from math import floor

from engine.guideline import Guideline
from interop.codes import Codes
from interop.findings import LEFT_OUT, POSSIBLE, TAKEN, Finding
from interop.moments import Moment, moment
from interop.resource import Resource, name_of, text

MONTHS = 12


def read(guideline: Guideline, codes: Codes, patient: Resource, today: Moment) -> list[Finding]:
    """What a Patient says on `today`."""
    bare, findings = Finding(name_of(patient), LEFT_OUT), []
    if "birthDate" in patient:
        findings.append(_age(codes, Finding(bare.resource, TAKEN, input="age"), text(patient["birthDate"]), today))
    if "gender" in patient:
        sex = text(patient["gender"])
        known = sex in guideline.inputs["sex"]["codes"]
        told = Finding(bare.resource, POSSIBLE, ("administrative",), "sex", sex)
        findings.append(told if known else told.left_out("sex"))
    return findings


def _age(codes: Codes, bare: Finding, written: str, today: Moment) -> Finding:
    born = moment(written)
    if born is None:
        return bare.left_out("no_date")
    if born.day > today.day:
        return bare.left_out("future")
    months = _months(born.date, today.date)
    years: float = months // MONTHS
    if years < codes.number("age_in_tenths_below"):
        tenths = floor(months * 10 / MONTHS)
        years = tenths // 10 if tenths % 10 == 0 else tenths / 10
    return Finding(bare.resource, TAKEN, (), "age", {"value": years, "unit": "a"})


def _months(born: str, today: str) -> int:
    """Whole months between two days."""
    (year, month, day), (to_year, to_month, to_day) = (map(int, date.split("-")) for date in (born, today))
    return (to_year - year) * MONTHS + to_month - month - (1 if to_day < day else 0)

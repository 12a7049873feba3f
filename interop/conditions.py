"""Diagnoses: a code is no biopsy report, so most only raise a question; a graft or dialysis holds this tool back."""

from __future__ import annotations

from interop.codes import Codes
from interop.findings import ASK, LEFT_OUT, POSSIBLE, Finding
from interop.moments import moment
from interop.resource import Resource, codings, inside, name_of, text


def read(codes: Codes, condition: Resource) -> tuple[int | None, list[Finding]]:
    """The place of a diagnosis in the codes, and what it says; no place where it is not used."""
    bare = Finding(name_of(condition), LEFT_OUT)
    kept = codes.statuses["Condition"]
    verified = _status(condition, "verificationStatus")
    if verified and verified not in kept["verified"]:
        return None, [bare.left_out("not_confirmed", given=verified)]
    status = _status(condition, "clinicalStatus")
    if status and status not in kept["kept"]:
        return None, [bare.left_out("status", given=status)]
    place = codes.diagnosed(condition.get("code"))
    if place is None:
        return None, [bare.left_out("unknown_code")]
    entry = codes.document["conditions"][place]
    when = moment(text(condition.get("onsetDateTime")) or text(condition.get("recordedDate")))
    told = {"date": when.date if when else None, "display": entry["display"]}
    if not entry["fills"]:
        return place, [Finding(bare.resource, LEFT_OUT, (entry["refuse"],), **told)]
    why = (entry.get("ask", "recorded"),)
    standing = ASK if "ask" in entry else POSSIBLE
    return place, [Finding(bare.resource, standing, why, name, value, **told) for name, value in entry["fills"].items()]


def _status(condition: Resource, name: str) -> str:
    found = codings(inside(condition, name))
    return found[0][1] if found else ""


def in_order(read_of_each: list[tuple[int | None, list[Finding]]]) -> list[Finding]:
    """The findings in their order; of two that differ on one input, the entry earlier in the codes stands."""
    first: dict[str, tuple[int, Finding]] = {}
    for place, findings in read_of_each:
        for finding in findings:
            if place is not None and finding.input and finding.value is not None:
                held = first.get(finding.input)
                if held is None or place < held[0]:
                    first[finding.input] = (place, finding)
    return [
        finding.left_out("conflict")
        if finding.input in first and finding.value not in (None, first[finding.input][1].value)
        else finding
        for _, findings in read_of_each
        for finding in findings
    ]

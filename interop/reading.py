"""A whole record, read: the inputs that follow, what is to be asked first, and what became of each resource.

How each kind is read stands in docs/fhir.md, step by step, and the codes in guideline/codes.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from engine.guideline import Guideline
from interop import conditions, medicines, observations, patient, stated
from interop.codes import Codes, Entry
from interop.findings import ASK, LEFT_OUT, Finding
from interop.moments import Moment, moment
from interop.resource import Resource, inside, kind_of, name_of, text

# Looked at on the way to another resource, and no finding of its own.
SHELVED = "Medication"
STATED = ("stated",)
# A medicine that the record shows is not undone by a list that does not name it.
ADDED_TO = ("medicines",)


class SeveralPatients(ValueError):
    """Records of more than one patient: which one is meant is not guessed."""


@dataclass(frozen=True)
class Reading:
    """What was read. `inputs` may be evaluated; `proposed` only once a clinician has agreed."""

    inputs: dict[str, Any]
    proposed: dict[str, Any]
    findings: list[Finding]
    marks: frozenset[str]

    def marked(self, mark: str) -> bool:
        """Whether a diagnosis is recorded that the codes mark so: `fsgs`, or `withholds` (another organ's graft)."""
        return mark in self.marks


def read(
    guideline: Guideline, codes: Codes, records: list[tuple[str, Resource]], today: str, subject: str | None = None
) -> Reading:
    """`records` as pairs of address (or "") and resource, read on the day `today`, for `subject` ("Patient/id").

    Raises SeveralPatients where they are not all of one patient.
    """
    day = moment(today)
    assert day is not None, today
    _of_one_patient(records, subject)
    findings, diagnosed = _findings(guideline, codes, records, day)
    inputs: dict[str, Any] = {}
    proposed: dict[str, Any] = {}
    for finding in findings:
        if finding.input is None or finding.value is None or finding.standing == LEFT_OUT:
            continue
        into = proposed if finding.standing == ASK else inputs
        if guideline.inputs[finding.input]["kind"] == "list":
            listed = into.setdefault(finding.input, [])
            values = finding.value if isinstance(finding.value, list) else [finding.value]
            listed += [value for value in values if value not in listed]
        else:
            into[finding.input] = finding.value
    proposed = {name: value for name, value in proposed.items() if name not in inputs}
    marks = frozenset(mark for entry in diagnosed for mark in ("fsgs", "withholds") if mark in entry)
    return Reading(inputs, proposed, findings, marks)


def _findings(
    guideline: Guideline, codes: Codes, records: list[tuple[str, Resource]], today: Moment
) -> tuple[list[Finding], list[Entry]]:
    """What each resource says, held against all others, and the entries of the codes that are diagnosed."""
    shelf = _shelf(records)
    answered = stated.newest(codes, [resource for _, resource in records])
    measured: list[observations.Part] = []
    diagnosed: list[tuple[int | None, list[Finding]]] = []
    others: list[list[Finding]] = []
    # Which list each resource's findings come from, so that they can be told in the order of the resources.
    order: list[tuple[str, int]] = []
    for _, resource in records:
        kind = kind_of(resource)
        if kind == "Observation":
            parts = observations.read(guideline, codes, resource, today.day)
            measured += parts
            order.append(("measured", len(parts)))
        elif kind == "Condition":
            diagnosed.append(conditions.read(codes, resource))
            order.append(("diagnosed", len(diagnosed[-1][1])))
        elif kind != SHELVED:
            superseded = kind == "QuestionnaireResponse" and resource is not answered
            older = [Finding(name_of(resource), LEFT_OUT, ("older",))]
            others.append(older if superseded else _other(guideline, codes, resource, today, shelf))
            order.append(("other", len(others[-1])))
    read_of = {
        "measured": iter(observations.newest(guideline, codes, measured)),
        "diagnosed": iter(conditions.in_order(diagnosed)),
        "other": iter(medicines.one_cni([finding for each in others for finding in each])),
    }
    findings = [next(read_of[source]) for source, count in order for _ in range(count)]
    entries = [codes.document["conditions"][place] for place, _ in diagnosed if place is not None]
    return _together(findings, entries), entries


def _other(
    guideline: Guideline, codes: Codes, resource: Resource, today: Moment, shelf: dict[str, Resource]
) -> list[Finding]:
    kind = kind_of(resource)
    if kind == "Patient":
        return patient.read(guideline, codes, resource, today)
    if kind in ("MedicationRequest", "MedicationStatement"):
        return medicines.read(codes, resource, shelf)
    if kind == "QuestionnaireResponse":
        return stated.read(guideline, codes, resource)
    return [Finding(name_of(resource), LEFT_OUT, ("not_read",))]


def _together(findings: list[Finding], diagnosed: list[Entry]) -> list[Finding]:
    """What only shows when everything is read: a graft, a level of another drug, what a clinician has stated."""
    withheld = {name for entry in diagnosed for name in entry.get("withholds", ())}
    findings = [
        each.asked("withheld") if each.used and each.why != STATED and each.input in withheld else each
        for each in findings
    ]
    said = {each.input: each.value for each in findings if each.why == STATED and each.input not in ADDED_TO}
    findings = [_second_cni(each, said) for each in findings]
    findings = [
        each.left_out("stated") if each.input in said and each.why != STATED and each.standing != LEFT_OUT else each
        for each in findings
    ]
    drugs = {each.value for each in findings if each.input == "cni_drug" and each.used}
    return [
        each.left_out("other_drug") if each.drug and each.standing != LEFT_OUT and drugs - {each.drug} else each
        for each in findings
    ]


def _second_cni(finding: Finding, said: dict[str | None, Any]) -> Finding:
    """An order of the other CNI than the one that a clinician states is a second one, which must be told."""
    if finding.input != "cni_drug" or finding.why == STATED or finding.standing == LEFT_OUT:
        return finding
    if "cni_drug" not in said or said["cni_drug"] == finding.value:
        return finding
    return replace(finding, input="medicines")


def _shelf(records: list[tuple[str, Resource]]) -> dict[str, Resource]:
    shelf: dict[str, Resource] = {}
    for address, resource in records:
        if kind_of(resource) == SHELVED:
            shelf |= {name: resource for name in (address, name_of(resource)) if name}
    return shelf


def _of_one_patient(records: list[tuple[str, Resource]], subject: str | None) -> None:
    """Raises SeveralPatients unless every resource is of the same patient, or names none."""
    known = {address: name_of(resource) for address, resource in records if address and kind_of(resource) == "Patient"}
    patients = {subject} if subject else set()
    for _, resource in records:
        if kind_of(resource) == "Patient":
            patients.add(name_of(resource))
        reference = text(inside(resource, "subject", "reference")) or text(inside(resource, "patient", "reference"))
        if reference:
            patients.add(known.get(reference) or "/".join(reference.split("/_history/")[0].rsplit("/", 2)[-2:]))
    if len(patients) > 1:
        raise SeveralPatients

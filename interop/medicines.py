"""Orders and statements of medicines: possible at best, since an order is not a swallow and a name is not a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interop.codes import Codes
from interop.findings import LEFT_OUT, POSSIBLE, Finding
from interop.resource import Resource, codings, inside, kind_of, name_of, names, objects, text

# What an order of a CNI that is in force says of the patient, where it is right.
TAKING = "taking"


def read(codes: Codes, order: Resource, shelf: Mapping[str, Resource], which: str = "kept") -> list[Finding]:
    """The medicines of one MedicationRequest or MedicationStatement. `shelf` holds Medications by address.

    `which` statuses are read: those in force (`kept`), or those just being ordered too (`ordered`).
    """
    kind, bare = kind_of(order), Finding(name_of(order), LEFT_OUT)
    status = text(order.get("status"))
    statuses = codes.statuses[kind]
    if status not in statuses.get(which, statuses["kept"]):
        return [bare.left_out("status", given=status)]
    if order.get("doNotPerform") is True:
        return [bare.left_out("not_ordered")]
    if kind == "MedicationRequest" and text(order.get("intent")) not in codes.document["intents"]:
        return [bare.left_out("not_ordered")]
    concept = _concept(order, shelf)
    if not codings(concept) and not names(concept):
        return [bare.left_out("no_name")]
    return _meant(codes, bare, concept)


def _meant(codes: Codes, bare: Finding, concept: Any) -> list[Finding]:
    if codes.means(codes.document["topical"], concept):
        return [bare.left_out("topical")]
    findings: list[Finding] = []
    for medicine, how in codes.medicines(concept):
        entry = codes.document["medicines"][medicine]
        filled = (("cni_drug", medicine), ("cni_status", TAKING)) if "cni" in entry else (("medicines", medicine),)
        findings += [Finding(bare.resource, POSSIBLE, (how,), name, value) for name, value in filled]
    if findings:
        return findings
    steroid = codes.document["steroids"]
    return [bare.left_out(steroid["refuse"] if codes.means(steroid, concept) else "unknown_medicine")]


def _concept(order: Resource, shelf: Mapping[str, Resource]) -> Any:
    """The CodeableConcept that names the medicine, wherever it stands."""
    if isinstance(order.get("medicationCodeableConcept"), dict):
        return order["medicationCodeableConcept"]
    reference = text(inside(order, "medicationReference", "reference"))
    contained = (each for each in objects(order.get("contained")) if f"#{text(each.get('id'))}" == reference)
    found = next(contained, None) or shelf.get(reference)
    return found.get("code") if found else {"text": inside(order, "medicationReference", "display")}


def one_cni(findings: list[Finding]) -> list[Finding]:
    """The same, with no drug told where two are recorded."""
    drugs = {finding.value for finding in findings if finding.input == "cni_drug" and finding.standing == POSSIBLE}
    if len(drugs) < 2:
        return findings
    return [
        finding.left_out("two_cnis") if finding.input == "cni_drug" and finding.standing == POSSIBLE else finding
        for finding in findings
    ]

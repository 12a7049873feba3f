"""Requests as a hospital's system sends them, and the records that they carry."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from engine.guideline import load
from interop import codes
from interop.services import Services

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICES = Services(
    load(ROOT / "guideline" / "guideline.json"),
    codes.load(ROOT / "guideline" / "codes.json"),
    json.loads((ROOT / "guideline" / "services.json").read_text("utf-8")),
)
VECTORS = json.loads((ROOT / "tests" / "vectors" / "fhir-mapping.json").read_text("utf-8"))
TODAY = "2026-03-10"
VIEW, ORDER = "/cds-services/srfsgs-patient-view", "/cds-services/srfsgs-cni-order"
PATIENT = {"resourceType": "Patient", "id": "p", "birthDate": "1992-03-11", "gender": "female"}


def record(sentence: str) -> dict[str, Any]:
    """The first resource of a mapping example."""
    return deepcopy(next(each["resources"][0] for each in VECTORS if each["sentence"] == sentence))


FSGS = record("N04.1 (icd10) is no biopsy report: asked")
TACROLIMUS = record("Tacrolimus by its ATC code")
CICLOSPORIN = record("Ciclosporin by a product's name: formulation is not inferred")
CLARITHROMYCIN = record("The same medicine twice is one")
LIVER = {**record("A kidney transplant holds this tool back"), "id": "liver"}
LIVER["code"] = {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "Z94.4"}]}


def potassium(value: float) -> dict[str, Any]:
    observed = record("Potassium in meq/L is mmol/L")
    observed["valueQuantity"]["value"] = value
    return observed


def bundle(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": resource} for resource in resources],
        **more,
    }


def view(**prefetch: Any) -> dict[str, Any]:
    """A patient-view request; what `prefetch` does not say is empty."""
    return {
        "hook": "patient-view",
        "hookInstance": "4e0a3a1e-3283-4575-ab82-028d55fe2719",
        "context": {"userId": "Practitioner/1", "patientId": "p"},
        "prefetch": {"patient": PATIENT, "conditions": None, "labs": None, "meds": None} | prefetch,
    }


def order(*drafts: dict[str, Any], chosen: list[str] | None = None, **prefetch: Any) -> dict[str, Any]:
    """An order-sign request with these drafts; with `chosen` an order-select."""
    asked = view(**prefetch)
    listed = [each | {"status": "draft", "id": f"draft-{place}"} for place, each in enumerate(drafts)]
    asked["context"]["draftOrders"] = bundle(*listed, type="collection")
    asked["hook"] = "order-sign"
    if chosen is not None:
        asked["hook"] = "order-select"
        asked["context"]["selections"] = chosen
    return asked


def cards(client: FlaskClient, address: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    reply = client.post(address, json=asked)
    assert reply.status_code == 200, reply.get_data(as_text=True)
    found: list[dict[str, Any]] = reply.get_json()["cards"]
    return found

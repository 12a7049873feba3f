"""Asks a version, or the live address, what a clinician would: is it this guideline, named by its own address?"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from .stages import ROOT, Stage

# Nothing known: the answer says what to ask first, whatever the guideline's numbers are.
PATIENT: dict[str, dict[str, str]] = {"inputs": {}}
CARDS = "/cds-services/srfsgs-patient-view"
BUNDLE = "/v1/fhir/Bundle"
Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[[str, str, str | None], Answer]
SECONDS = 20


def guideline_version() -> str:
    return str(json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))["version"])


def api(ask: Ask, version: str, address: str) -> None:
    """Raises RuntimeError where the guideline `version` does not answer, or names itself by another `address`."""
    status, _, body = ask("GET", "/health", None)
    said = json.loads(body) if status == 200 else {}
    if said.get("guideline", {}).get("version") != version:
        raise RuntimeError(f"/health answered {status} with guideline {said.get('guideline')}, not {version}")
    status, headers, body = ask("POST", "/v1/pathway", json.dumps(PATIENT))
    outcome = json.loads(body).get("outcome", {}).get("id") if status == 200 else None
    if outcome != "needs_input" or headers.get("guideline-version") != version:
        raise RuntimeError(f"/v1/pathway answered {status} with outcome {outcome}, not needs_input")
    status, _, body = ask("GET", BUNDLE, None)
    exported = json.loads(body)["entry"] if status == 200 else []
    _begin(BUNDLE, status, [entry["fullUrl"] for entry in exported], address)
    status, _, body = ask("POST", CARDS, json.dumps(_hook()))
    cards = json.loads(body)["cards"] if status == 200 else []
    _begin(CARDS, status, [link["url"] for card in cards for link in card["links"]], address)


def _begin(path: str, status: int, named: list[str], address: str) -> None:
    if not named:
        raise RuntimeError(f"{path} answered {status}, and no address")
    if elsewhere := [name for name in named if not name.startswith(f"{address}/")]:
        raise RuntimeError(f"{path} names {elsewhere[0]}, which does not begin with {address}")


def _hook() -> dict[str, Any]:
    """A request for cards on nobody: a record of one diagnosis, the first that the codes know as FSGS."""
    codes = json.loads((ROOT / "guideline" / "codes.json").read_text(encoding="utf-8"))
    code = next(one["icd10"][0] for one in codes["conditions"] if one.get("fsgs") and "icd10" in one)
    condition = {
        "resourceType": "Condition",
        "id": "trial",
        "subject": {"reference": "Patient/trial"},
        "code": {"coding": [{"system": codes["systems"]["icd10"], "code": code}]},
    }
    return {
        "hook": "patient-view",
        "hookInstance": str(uuid4()),
        "context": {"userId": "Practitioner/trial", "patientId": "trial"},
        "prefetch": {
            "patient": {"resourceType": "Patient", "id": "trial"},
            "conditions": condition,
            "labs": None,
            "meds": None,
        },
    }


def site(ask: Ask, stage: Stage, files: dict[str, bytes]) -> None:
    """Raises RuntimeError where a file does not come as built, or an answer lacks a header of the edge."""
    for path in ["/", *(f"/{name}" for name in files)]:
        status, headers, body = ask("GET", path, None)
        if status != 200 or body != files[path[1:] or "index.html"]:
            raise RuntimeError(f"{path} answered {status}, or not with the file that was built")
        _headers(stage, path, headers)
    for path in ("/health", "/v1/guideline"):
        _headers(stage, path, ask("GET", path, None)[1])
    if (status := ask("GET", "/no-such-page", None)[0]) != 404:
        raise RuntimeError(f"/no-such-page answered {status}, not 404")


def _headers(stage: Stage, path: str, came: dict[str, str]) -> None:
    for name, value in stage.headers(path).items():
        if came.get(name.lower()) != value:
            raise RuntimeError(f"{path}: {name} is {came.get(name.lower())!r}, not {value!r}")


def over_http(base: str) -> Ask:
    """Asks a running address."""

    def ask(method: str, path: str, body: str | None) -> Answer:
        headers = {"Content-Type": "application/json"} if body else {}
        request = urllib.request.Request(base + path, body.encode() if body else None, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:  # noqa: S310
                return reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()

    return ask

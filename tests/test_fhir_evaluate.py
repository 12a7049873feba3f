"""A Bundle of records, evaluated: the pathway's answer, and what each resource was used for or why not."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from tests.cds.asking import FSGS, PATIENT, TACROLIMUS, bundle, potassium, record

ADDRESS = "/v1/fhir/evaluate"
READ_ON = "2026-03-10T08:00:00Z"


def asked(client: FlaskClient, *resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    reply = client.post(ADDRESS, json=bundle(*resources, timestamp=READ_ON, **more))
    assert reply.status_code == 200, reply.get_data(as_text=True)
    told: dict[str, Any] = reply.get_json()
    return told


def test_the_answer_is_the_pathways_for_what_was_read(client: FlaskClient) -> None:
    told = asked(client, PATIENT, potassium(4.4), TACROLIMUS)
    same = client.post("/v1/pathway", json={"inputs": told["record"]["inputs"]}).get_json()
    assert {name: value for name, value in told.items() if name != "record"} == same
    assert told["record"]["inputs"] == {
        "age": {"value": 33, "unit": "a"},
        "sex": "female",
        "potassium": {"value": 4.4, "unit": "mmol/L"},
        "cni_drug": "tacrolimus",
        "cni_status": "taking",
    }


def test_every_resource_is_told_of(client: FlaskClient) -> None:
    bare = record("Factor 1000: 5.2 with no unit is left empty") | {"id": "upcr"}
    told = asked(client, potassium(4.4), bare, FSGS, {"resourceType": "Immunization", "id": "i"})["record"]
    assert told["read_on"] == "2026-03-10"
    assert [(each["resource"], each["standing"], each.get("input"), each["why"]) for each in told["findings"]] == [
        ("Observation/a", "taken", "potassium", []),
        ("Observation/upcr", "left_out", "proteinuria", ["no_unit"]),
        ("Condition/c", "ask", "histology", ["biopsy"]),
        ("Condition/c", "ask", "nephrotic_syndrome_ever", ["biopsy"]),
        ("Immunization/i", "left_out", None, ["not_read"]),
    ]
    assert told["findings"][0]["date"] == "2026-03-01"
    assert told["findings"][0]["value"] == {"value": 4.4, "unit": "mmol/L"}
    assert told["proposed"] == {"histology": "fsgs", "nephrotic_syndrome_ever": "yes"}
    assert all(each["says"] for each in told["findings"][1:])
    assert [each for each in told["findings"] if None in each.values()] == []


@pytest.mark.parametrize(("value", "why"), [(2**53, "range"), (2**53 + 2, "no_value")])
def test_a_number_that_not_every_reader_of_json_holds_exactly_is_none(
    client: FlaskClient, value: int, why: str
) -> None:
    """RFC 7493: beyond two to the power of 53 another reader may hold another number."""
    (finding,) = asked(client, potassium(value))["record"]["findings"]
    assert finding["why"] == [why]


def test_what_is_only_proposed_is_not_evaluated(client: FlaskClient) -> None:
    told = asked(client, record("A tacrolimus level is no trough until the hours are known"), TACROLIMUS)
    assert told["record"]["proposed"] == {"cni_trough": {"value": 6.2, "unit": "ng/mL"}}
    assert "cni_trough" not in told["record"]["inputs"]
    assert "trough" not in told["derived"]


def test_answers_to_the_questionnaire_lead_to_an_outcome(client: FlaskClient) -> None:
    """Every question that the pathway asks of a resistant adult, answered by code; the values come from the record."""
    from schemas.examples import RESISTANT_ADULT

    def answer(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, dict):
            quantity = {"value": value["value"], "system": "http://unitsofmeasure.org", "code": value["unit"]}
            return [{"valueQuantity": quantity}]
        return [{"valueCoding": {"code": each}} for each in (value if isinstance(value, list) else [value])] or [
            {"valueCoding": {"code": "none"}}
        ]

    observed = record("Creatinine in umol/L under its molar code")
    items = [
        {"linkId": name, "answer": answer(value)} for name, value in RESISTANT_ADULT.items() if name != "creatinine"
    ]
    response = {"resourceType": "QuestionnaireResponse", "id": "q", "status": "completed", "item": items}
    told = asked(client, response, observed)
    assert told["outcome"]["id"] == "start_cni"
    assert told["record"]["inputs"] == RESISTANT_ADULT | {"creatinine": {"value": 97, "unit": "umol/L"}}


def test_both_media_types_are_read_and_no_other(client: FlaskClient) -> None:
    body = json.dumps(bundle(PATIENT))
    for kind in ("application/json", "application/fhir+json", "application/fhir+json; charset=utf-8"):
        reply = client.post(ADDRESS, data=body, content_type=kind)
        assert reply.status_code == 200
        assert reply.content_type == "application/json"
        assert reply.headers["Cache-Control"] == "no-store"
    for kind in ("text/plain", "application/xml", "application/fhir+xml"):
        assert client.post(ADDRESS, data=body, content_type=kind).status_code == 415


@pytest.mark.parametrize("body", [{}, [], {"resourceType": "Patient"}, {"inputs": {}}, 5])
def test_what_is_no_bundle_is_refused(client: FlaskClient, body: Any) -> None:
    reply = client.post(ADDRESS, json=body)
    assert reply.status_code == 422
    assert reply.get_json()["errors"][0]["pointer"] == "/resourceType"


@pytest.mark.parametrize("entry", [5, {"resource": PATIENT}, [None], [{"resource": "Patient/p"}], [{"resource": {}}]])
def test_a_record_that_no_list_holds_is_refused_and_not_lost(client: FlaskClient, entry: Any) -> None:
    nested = {"resourceType": "Bundle", "type": "searchset", "entry": entry}
    for place in (entry, [{"resource": nested}]):
        reply = client.post(ADDRESS, json={"resourceType": "Bundle", "entry": place})
        assert reply.status_code == 422
        assert reply.get_json()["errors"][0]["pointer"] == "/entry"


def test_records_of_two_patients_are_refused(client: FlaskClient) -> None:
    reply = client.post(ADDRESS, json=bundle(PATIENT, {"resourceType": "Patient", "id": "q"}))
    assert reply.status_code == 422
    assert "more than one patient" in reply.get_json()["detail"]


def test_an_empty_bundle_asks_what_comes_first(client: FlaskClient) -> None:
    told = asked(client)
    assert told["outcome"]["id"] == "needs_input"
    assert told["record"] | {"read_on": ""} == {
        "read_on": "",
        "partial": False,
        "inputs": {},
        "proposed": {},
        "findings": [],
    }


NEXT = [{"relation": "next", "url": "https://ehr.example/fhir?page=2"}]


@pytest.mark.parametrize(
    "record_sent",
    [
        bundle(PATIENT, link=NEXT),
        bundle(PATIENT, {"resourceType": "OperationOutcome"}),
        bundle(bundle(PATIENT, link=NEXT), type="batch-response"),
        bundle(bundle(PATIENT)) | {"entry": [{"response": {"status": "404 Not Found"}}]},
    ],
    ids=["a next page", "a fault", "a next page of one search among several", "a search that failed"],
)
def test_a_record_sent_in_part_is_told(client: FlaskClient, record_sent: dict[str, Any]) -> None:
    reply = client.post(ADDRESS, json=record_sent)
    assert reply.get_json()["record"]["partial"] is True
    whole = client.post(ADDRESS, json=bundle(bundle(PATIENT), type="batch-response"))
    assert whole.get_json()["record"]["partial"] is False
    assert whole.get_json()["record"]["inputs"]["sex"] == "female"


def test_the_day_of_the_bundle_decides_what_is_old(client: FlaskClient) -> None:
    for timestamp, standing in (("2026-03-31T08:00:00Z", "taken"), ("2026-04-01T08:00:00Z", "ask")):
        reply = client.post(ADDRESS, json=bundle(potassium(4.4), timestamp=timestamp))
        assert reply.get_json()["record"]["findings"][0]["standing"] == standing


@pytest.mark.parametrize("timestamp", ["10.03.2026", "2026-02-30T08:00:00Z", "2026-03", "", 20260310])
def test_a_day_that_cannot_be_read_is_refused_and_not_taken_for_today(client: FlaskClient, timestamp: Any) -> None:
    reply = client.post(ADDRESS, json=bundle(potassium(4.4), timestamp=timestamp))
    assert reply.status_code == 422
    assert reply.get_json()["errors"][0]["pointer"] == "/timestamp"


def test_a_record_without_a_day_is_read_on_the_day_of_the_clock() -> None:
    """What was measured on 1 March 2026 still counts on 31 March and is asked about on 1 April."""
    for day, standing in ((date(2026, 3, 31), "taken"), (date(2026, 4, 1), "ask")):
        clinic = create_app({"TESTING": True, "TODAY": lambda day=day: day}).test_client()
        told = clinic.post(ADDRESS, json=bundle(potassium(4.4))).get_json()["record"]
        assert (told["read_on"], told["findings"][0]["standing"]) == (day.isoformat(), standing)


def test_two_megabytes_are_too_many(client: FlaskClient) -> None:
    assert client.post(ADDRESS, json=bundle(PATIENT | {"note": "x" * 2_000_000})).status_code == 413
    assert client.post(ADDRESS, json=bundle(PATIENT | {"note": "x" * 500_000})).status_code == 200

"""What a request must hold, what is answered to one that does not, and who may ask from a browser."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.cds import hook
from tests.cds import strict
from tests.cds.asking import (
    CLARITHROMYCIN,
    FSGS,
    ORDER,
    PATIENT,
    SERVICES,
    TACROLIMUS,
    VIEW,
    bundle,
    cards,
    order,
    potassium,
    view,
)

OUTCOME = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "processing"}]}


def test_discovery_is_as_the_text_says(ehr: FlaskClient) -> None:
    reply = ehr.get("/cds-services")
    assert reply.status_code == 200
    assert reply.content_type == "application/json"
    told = reply.get_json()
    strict.validator(strict.DISCOVERY).validate(told)
    assert [(each["hook"], each["id"]) for each in told["services"]] == [
        ("patient-view", "srfsgs-patient-view"),
        ("order-select", "srfsgs-cni-order"),
        ("order-sign", "srfsgs-cni-order"),
    ]


def test_prefetch_asks_for_blood_pressure_by_its_panel_and_for_grafts(ehr: FlaskClient) -> None:
    for service in ehr.get("/cds-services").get_json()["services"]:
        assert "85354-9" in service["prefetch"]["labs"]
        assert "9318-7" not in service["prefetch"]["labs"]
        assert service["prefetch"]["labs"].endswith("&_sort=-date&_count=100")
        for code in ("icd-10|N04.1", "icd-10-cm|N04.1", "icd-10|Z94.0", "icd-10|Z94.4", "sct|236403004"):
            assert code in service["prefetch"]["conditions"]


def test_the_requests_of_these_tests_are_as_the_text_says() -> None:
    check = strict.validator(strict.REQUEST)
    for asked in (view(), order(TACROLIMUS), order(TACROLIMUS, chosen=["MedicationRequest/draft-0"])):
        assert check.is_valid(asked)


def test_nothing_to_say_is_an_empty_list(ehr: FlaskClient) -> None:
    assert cards(ehr, VIEW, view()) == []
    assert cards(ehr, VIEW, view(labs=bundle(potassium(6.3)), meds=bundle(TACROLIMUS))) == []
    assert cards(ehr, ORDER, order(CLARITHROMYCIN)) == []
    assert cards(ehr, ORDER, order()) == []


@pytest.mark.parametrize("key", ["patient", "conditions", "labs", "meds"])
def test_a_needed_record_that_could_not_be_had_is_412(ehr: FlaskClient, key: str) -> None:
    absent = view()
    del absent["prefetch"][key]
    for asked in (absent, view(**{key: OUTCOME})):
        reply = ehr.post(VIEW, json=asked)
        assert reply.status_code == 412
        assert reply.content_type == "application/problem+json"
        assert f"prefetch.{key}" in reply.get_json()["detail"]


def test_no_prefetch_at_all_is_412(ehr: FlaskClient) -> None:
    asked = view()
    del asked["prefetch"]
    assert ehr.post(VIEW, json=asked).status_code == 412


def test_null_and_an_empty_search_mean_that_there_is_nothing(ehr: FlaskClient) -> None:
    for empty in (None, bundle(), {"resourceType": "Bundle", "type": "searchset", "total": 0}):
        [card] = cards(ehr, VIEW, view(conditions=bundle(FSGS), labs=empty, meds=empty))
        assert "sent in part" not in card["detail"]


def test_a_paged_or_partly_failed_search_is_used_and_said_to_be_partial(ehr: FlaskClient) -> None:
    more = [{"relation": "next", "url": "https://ehr.example/fhir?page=2"}]
    for labs in (bundle(potassium(4.4), link=more), bundle(potassium(4.4), OUTCOME)):
        [card] = cards(ehr, VIEW, view(conditions=bundle(FSGS), labs=labs))
        assert "Potassium 4.4 mmol/L" in card["detail"]
        assert "sent in part" in card["detail"]


def test_unknown_members_are_ignored(ehr: FlaskClient) -> None:
    asked = view(conditions=bundle(FSGS), surprise={"resourceType": "Basic"})
    asked |= {"extension": {"x": 1}, "fhirServer": "https://ehr.example/fhir"}
    asked["context"]["encounterId"] = "e"
    asked["context"]["novel"] = [1, 2]
    assert len(cards(ehr, VIEW, asked)) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"hook": "order-sign"}, "patient-view"),
        ({"hook": None}, "patient-view"),
        ({"hookInstance": "1"}, "hookInstance"),
        ({"hookInstance": None}, "hookInstance"),
        ({"context": None}, "context"),
        ({"context": {"userId": "Practitioner/1"}}, "patientId"),
        ({"context": {"userId": "Practitioner/1", "patientId": "a/b"}}, "patientId"),
        ({"context": {"userId": "Device/1", "patientId": "p"}}, "userId"),
        ({"context": {"userId": ["Practitioner/1"], "patientId": "p"}}, "userId"),
        ({"prefetch": []}, "prefetch"),
        ({"prefetch": {"patient": "Patient/p", "conditions": None, "labs": None, "meds": None}}, "prefetch.patient"),
        ({"context": {"userId": "Practitioner/1", "patientId": "someone-else"}}, "not all of the patient"),
    ],
)
def test_a_malformed_request_is_400(ehr: FlaskClient, change: dict[str, Any], told: str) -> None:
    reply = ehr.post(VIEW, json=view() | change)
    assert reply.status_code == 400
    assert reply.content_type == "application/problem+json"
    assert told in reply.get_json()["detail"]


@pytest.mark.parametrize("key", ["conditions", "labs", "meds"])
@pytest.mark.parametrize("entry", [{"resource": TACROLIMUS}, [None], [{"resource": [TACROLIMUS]}], [{"resource": {}}]])
def test_a_record_that_no_list_holds_is_400_and_not_taken_for_none(ehr: FlaskClient, key: str, entry: Any) -> None:
    """A medicine that stands alone where a list should is no empty list: its interaction would go unsaid."""
    asked = view()
    asked["prefetch"][key] = {"resourceType": "Bundle", "type": "searchset", "entry": entry}
    reply = ehr.post(VIEW, json=asked)
    assert reply.status_code == 400
    assert f"prefetch.{key}.entry" in reply.get_json()["detail"]


@pytest.mark.parametrize("body", ["", "{", "[]", "5", '"x"', "null", '{"hook": 1, "hook": 2}', '{"a": NaN}'])
def test_a_body_that_is_no_json_object_is_400(ehr: FlaskClient, body: str) -> None:
    for address in (VIEW, f"{VIEW}/feedback"):
        assert ehr.post(address, data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "context",
    [
        {},
        {"draftOrders": []},
        {"draftOrders": {"resourceType": "MedicationRequest"}},
        {"draftOrders": {"resourceType": "Bundle", "entry": {"resource": TACROLIMUS}}, "selections": []},
        {"draftOrders": {"resourceType": "Bundle"}},  # with order-select: no selections
        {"draftOrders": {"resourceType": "Bundle"}, "selections": [1]},
    ],
)
def test_an_order_without_its_drafts_or_selections_is_400(ehr: FlaskClient, context: dict[str, Any]) -> None:
    asked = view() | {"hook": "order-select"}
    asked["context"] |= context
    assert ehr.post(ORDER, json=asked).status_code == 400


def test_a_draft_for_another_patient_is_400(ehr: FlaskClient) -> None:
    asked = order(TACROLIMUS | {"subject": {"reference": "Patient/q"}})
    assert ehr.post(ORDER, json=asked).status_code == 400


def test_an_unknown_service_is_404(ehr: FlaskClient) -> None:
    for address in ("/cds-services/nothing", "/cds-services/nothing/feedback"):
        reply = ehr.post(address, json=view())
        assert reply.status_code == 404
        assert reply.content_type == "application/problem+json"


def test_another_content_type_is_415(ehr: FlaskClient) -> None:
    for kind in ("text/plain", "application/fhir+json", "application/json; charset=latin-1"):
        assert ehr.post(VIEW, data=json.dumps(view()), content_type=kind).status_code == 415


def test_a_body_of_two_megabytes_is_413_and_one_of_half_is_read(ehr: FlaskClient) -> None:
    asked = view(conditions=bundle(FSGS)) | {"padding": "x" * 2_000_000}
    assert ehr.post(VIEW, json=asked).status_code == 413
    assert len(cards(ehr, VIEW, asked | {"padding": "x" * 500_000})) == 1


def test_a_deep_record_is_read_and_a_bottomless_one_is_not(ehr: FlaskClient) -> None:
    deep: Any = 1
    for _ in range(12):
        deep = {"extension": [deep]} if isinstance(deep, dict) else {"value": deep}
    assert len(cards(ehr, VIEW, view(conditions=bundle(FSGS | {"note": deep})))) == 1
    assert ehr.post(VIEW, data="[" * 5000, content_type="application/json").status_code == 400


def test_a_token_of_the_record_server_is_neither_used_nor_logged(
    ehr: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = view(conditions=bundle(FSGS), labs=bundle(potassium(6.3)), meds=bundle(TACROLIMUS))
    asked |= {"fhirServer": "https://ehr.example/fhir", "fhirAuthorization": {"access_token": "s3cret"}}
    reply = ehr.post(VIEW, json=asked)
    assert reply.status_code == 200
    assert "s3cret" not in reply.get_data(as_text=True)
    assert "s3cret" not in caplog.text
    assert "6.3" not in caplog.text
    assert PATIENT["birthDate"] not in reply.get_data(as_text=True)
    with ehr.application.app_context():
        hook.read(asked, ["patient-view"], SERVICES)
    assert "fhirAuthorization" not in asked  # not even held while the cards are made


def one_feedback(**more: Any) -> dict[str, Any]:
    return {
        "feedback": [
            {
                "card": "4e0a3a1e-3283-4575-ab82-028d55fe2719",
                "outcome": "overridden",
                "outcomeTimestamp": "2026-03-10T10:05:31Z",
                **more,
            }
        ]
    }


def test_feedback_is_counted_by_outcome_and_code_and_nothing_else_is_kept(
    ehr: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    reason = {"reason": {"code": "already-known", "system": "https://fsgs.example/CodeSystem/override"}}
    strict.validator(strict.FEEDBACK).validate(one_feedback())
    told = [
        one_feedback(),
        one_feedback(overrideReason=reason | {"userComment": "Mrs Example, room 4"}),
        one_feedback(overrideReason={"reason": {"code": "Mrs Example"}, "userComment": "x"}),
        one_feedback(overrideReason={"userComment": "Mrs Example"}),
        one_feedback(outcome="accepted", acceptedSuggestions=[{"id": "4e0a3a1e-3283-4575-ab82-028d55fe2719"}]),
    ]
    for each in told:
        reply = ehr.post(f"{VIEW}/feedback", json=each)
        assert (reply.status_code, reply.get_json()) == (200, {})
    counted = [line.rpartition("srfsgs-patient-view ")[2] for line in caplog.messages if "cds feedback" in line]
    assert counted == [
        "overridden none",
        "overridden already-known",
        "overridden other",
        "overridden other",
        "accepted none",
    ]
    assert "Example" not in caplog.text


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"feedback": []},
        {"feedback": {}},
        {"feedback": [5]},
        one_feedback(card=None),
        one_feedback(outcome="ignored"),
        one_feedback(outcome="accepted"),
        one_feedback(outcomeTimestamp=None),
        one_feedback(outcomeTimestamp="yesterday"),
        one_feedback(outcomeTimestamp="2026-03-10T10:05:31"),
        one_feedback(card="the first"),
    ],
)
def test_malformed_feedback_is_400(ehr: FlaskClient, told: dict[str, Any]) -> None:
    assert ehr.post(f"{VIEW}/feedback", json=told).status_code == 400


ASKED = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


@pytest.mark.parametrize("address", ["/cds-services", VIEW, f"{VIEW}/feedback"])
def test_an_origin_on_the_list_may_call_from_a_browser(ehr: FlaskClient, address: str) -> None:
    reply = ehr.options(address, headers={"Origin": "https://ehr.example", **ASKED})
    assert reply.status_code == 200
    assert reply.headers["Access-Control-Allow-Origin"] == "https://ehr.example"
    assert reply.headers["Access-Control-Allow-Headers"] == "authorization, content-type"
    assert reply.headers["Access-Control-Allow-Methods"] == "GET, POST, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in reply.headers
    assert "Origin" in reply.headers["Vary"]


@pytest.mark.parametrize("origin", ["https://ehr.example.evil.example", "http://ehr.example", "null", "https://ehr"])
def test_no_other_origin_may(ehr: FlaskClient, origin: str) -> None:
    for reply in (
        ehr.options(VIEW, headers={"Origin": origin, **ASKED}),
        ehr.get("/cds-services", headers={"Origin": origin}),
        ehr.post(VIEW, json=view(), headers={"Origin": origin}),
    ):
        assert "Access-Control-Allow-Origin" not in reply.headers
        assert "Origin" in reply.headers["Vary"]


def test_an_error_too_can_be_read_by_an_origin_on_the_list(ehr: FlaskClient) -> None:
    reply = ehr.post(VIEW, json={}, headers={"Origin": "https://ehr.example"})
    assert reply.status_code == 400
    assert reply.headers["Access-Control-Allow-Origin"] == "https://ehr.example"


def test_no_other_route_is_opened(ehr: FlaskClient) -> None:
    for address in ("/v1/guideline", "/v1/fhir/Bundle", "/health", "/nowhere"):
        reply = ehr.get(address, headers={"Origin": "https://ehr.example"})
        assert not [name for name, _ in reply.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("CDS_ORIGINS", "https://ehr.example"),  # of which "https://ehr" is a part
        ("CDS_ORIGINS", [7]),
        ("CDS_ISSUERS", ["https://ehr.example"]),
        ("CDS_ISSUERS", {"https://ehr.example": {"jwk": {"keys": []}}}),
        ("CDS_ISSUERS", {"https://ehr.example": {"jwks": "no-such-file.json"}}),
    ],
)
def test_a_malformed_setting_stops_the_start_and_is_named(setting: str, value: Any) -> None:
    from api import create_app

    with pytest.raises(ValueError, match=setting):
        create_app({setting: value})

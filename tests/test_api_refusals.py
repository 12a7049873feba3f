"""Values that are not accepted: each is refused by name, with what is allowed, and nothing is dropped in silence."""

import json
from difflib import get_close_matches
from typing import Any

import pytest
from flask.testing import FlaskClient

from schemas import request

BIG = "9" * 5_000


def refused(client: FlaskClient, inputs: Any, address: str = "/v1/pathway") -> list[dict[str, Any]]:
    """The `errors` of the refusal of `inputs`; a string is sent as it stands, so that it may be no valid number."""
    body = '{"inputs": ' + (inputs if isinstance(inputs, str) else json.dumps(inputs)) + "}"
    reply = client.post(address, data=body, content_type="application/json")
    assert reply.status_code == 422, reply.get_data(as_text=True)
    assert reply.content_type == "application/problem+json"
    told = json.loads(reply.get_data())
    assert told["type"] == "/docs/problems#refused"
    first = told["errors"][0]
    assert told["detail"].startswith(f"{first['pointer']}: {first['detail']}")
    return told["errors"]


def test_creatinine_of_one_umol_is_refused_and_asks_for_mg_per_dl(client: FlaskClient) -> None:
    (error,) = refused(client, {"creatinine": {"value": 1.1, "unit": "umol/L"}})
    assert error["pointer"] == "/inputs/creatinine/value"
    assert "mg/dL" in error["detail"]
    assert error["allowed"]


def test_the_words_are_the_engines_own(client: FlaskClient) -> None:
    from engine import quantities
    from engine.guideline import Guideline

    guideline = Guideline(client.get("/v1/guideline").get_json())
    inputs = {
        "creatinine": {"value": 1.1, "unit": "umol/L"},
        "zzzzzz": {"value": 3, "unit": "a"},
        "sex": "other",
        "tried": ["rituximab", "rituximab"],
        "weight": {"value": "70", "unit": "kg"},
    }
    assert refused(client, inputs) == quantities.refusals(guideline, inputs)


def test_an_absent_input_a_null_and_an_empty_case_are_accepted(client: FlaskClient) -> None:
    empty = client.post("/v1/pathway", json={"inputs": {}})
    nulls = client.post("/v1/pathway", json={"inputs": {"age": None, "sex": None, "tried": None}})
    assert empty.status_code == nulls.status_code == 200
    assert empty.get_data() == nulls.get_data()


@pytest.mark.parametrize(
    ("address", "body", "pointer"),
    [
        ("/v1/pathway", {}, "/inputs"),
        ("/v1/course", {"inputs": {}}, "/readings"),
        ("/v1/monitoring-plan", {"start": "2026-03-01"}, "/cni_drug"),
    ],
)
def test_what_was_not_sent_is_not_said_to_be_null(
    client: FlaskClient, address: str, body: dict[str, Any], pointer: str
) -> None:
    (error,) = client.post(address, json=body).get_json()["errors"]
    assert error["pointer"] == pointer
    assert error["detail"] == "This is needed, and was not sent."


@pytest.mark.parametrize("address", ["/v1/pathway", "/v1/doses", "/v1/checklists/cni-toxicity", "/v1/course"])
@pytest.mark.parametrize("body", [{}, {"inputs": None}])
def test_a_body_without_inputs_names_them(client: FlaskClient, address: str, body: dict[str, Any]) -> None:
    reply = client.post(address, json=body)
    assert reply.status_code == 422
    assert reply.get_json()["errors"][0]["pointer"] == "/inputs"


@pytest.mark.parametrize("inputs", [[], "x", 3, True, [{"age": 3}]])
def test_inputs_that_are_no_object_are_refused(client: FlaskClient, inputs: Any) -> None:
    (error,) = refused(client, json.dumps(inputs))
    assert error["pointer"] == "/inputs"


def test_an_unknown_name_beside_inputs_is_named_with_the_one_that_was_meant(client: FlaskClient) -> None:
    reply = client.post("/v1/pathway", json={"input": {}})
    told = {error["pointer"]: error["detail"] for error in reply.get_json()["errors"]}
    assert set(told) == {"/input", "/inputs"}
    assert told["/input"].endswith("Did you mean inputs?")


def test_an_unknown_input_is_named_with_the_one_that_was_meant(client: FlaskClient) -> None:
    (error,) = refused(client, {"creatinin": {"value": 80, "unit": "umol/L"}})
    assert error["pointer"] == "/inputs/creatinin"
    assert error["detail"].endswith("Did you mean creatinine?")


@pytest.mark.parametrize(
    "value",
    ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 400, BIG, "-" + BIG, BIG + ".5", "1e" + "9" * 300],
)
@pytest.mark.parametrize("name", ["age", "creatinine", "proteinuria", "cni_trough"])
def test_a_number_that_is_none_or_too_large_is_refused(client: FlaskClient, name: str, value: str) -> None:
    unit = {"age": "a", "creatinine": "umol/L", "proteinuria": "g/g", "cni_trough": "ng/mL"}[name]
    (error,) = refused(client, f'{{"{name}": {{"value": {value}, "unit": "{unit}"}}}}')
    assert error["pointer"] == f"/inputs/{name}/value"


@pytest.mark.parametrize("value", ['"34"', '""', "true", "false", "null", "[]", "[34]", "{}", '{"value": 3}'])
def test_anything_but_a_number_for_a_number_is_refused(client: FlaskClient, value: str) -> None:
    (error,) = refused(client, f'{{"age": {{"value": {value}, "unit": "a"}}}}')
    assert error["pointer"] == "/inputs/age/value"


@pytest.mark.parametrize(
    "quantity",
    [
        "34",
        '"34 a"',
        "true",
        "[]",
        "[34]",
        "{}",
        '{"value": 34}',
        '{"unit": "a"}',
        '{"value": 34, "unit": "a", "at": 1}',
    ],
)
def test_a_quantity_is_a_value_with_a_unit_and_nothing_else(client: FlaskClient, quantity: str) -> None:
    assert all(error["pointer"].startswith("/inputs/age") for error in refused(client, f'{{"age": {quantity}}}'))


@pytest.mark.parametrize("unit", ["years", "A", "", " a", "mg/dL", "\u0430", 3, None, True, [], ["a"], {"a": 1}])
def test_a_unit_that_is_not_listed_is_refused_with_those_that_are(client: FlaskClient, unit: Any) -> None:
    (error,) = refused(client, {"age": {"value": 34, "unit": unit}})
    assert error["pointer"] == "/inputs/age/unit"
    assert "mo" in json.dumps(error["allowed"])


@pytest.mark.parametrize("code", ["Female", "f", "", 1, True, [], ["female"], {"code": "female"}, 1.5])
def test_a_code_that_is_not_listed_is_refused_with_those_that_are(client: FlaskClient, code: Any) -> None:
    (error,) = refused(client, {"sex": code})
    assert error["pointer"] == "/inputs/sex"
    assert "female" in json.dumps(error["allowed"])


@pytest.mark.parametrize(
    "given", ["rituximab", {"rituximab": True}, 1, False, [["rituximab"]], [1], [None], ["aspirin"]]
)
def test_a_list_takes_listed_codes_only(client: FlaskClient, given: Any) -> None:
    assert all(error["pointer"].startswith("/inputs/tried") for error in refused(client, {"tried": given}))


def test_a_list_with_a_repeat_is_refused_at_the_repeat(client: FlaskClient) -> None:
    (error,) = refused(client, {"tried": ["rituximab", "acth", "rituximab"]})
    assert error["pointer"].startswith("/inputs/tried")


def test_every_fault_is_listed_in_the_order_it_was_sent(client: FlaskClient) -> None:
    body = (
        '{"extra": 1, "inputs": {"weight": {"value": 1000, "unit": "kg"}, "nonsense_input": 1, '
        '"sex": "x", "age": {"value": "3", "unit": "a"}}, "more": 2}'
    )
    reply = client.post("/v1/pathway", data=body, content_type="application/json")
    pointers = [error["pointer"] for error in reply.get_json()["errors"]]
    wanted = ["/extra", "/inputs/weight/value", "/inputs/nonsense_input", "/inputs/sex", "/inputs/age/value", "/more"]
    assert pointers == wanted


def test_what_is_echoed_is_short_and_shows_what_a_terminal_would_obey(client: FlaskClient) -> None:
    nasty = "\x1b[31m\u202e\x00<script>" + "x" * 10_000
    for inputs in (
        {nasty: 1},
        {"sex": nasty},
        {"age": {"value": 1, "unit": nasty}},
        {"age": {"value": nasty, "unit": "a"}},
    ):
        reply = client.post("/v1/pathway", json={"inputs": inputs})
        assert reply.status_code == 422
        said = json.dumps(reply.get_json(), ensure_ascii=False)
        assert len(said) < 4_000
        assert not any(character in said for character in "\x1b\u202e\x00")
    reply = client.post("/v1/pathway", json={"inputs": {}, nasty: 1})
    assert len(reply.get_data()) < 1_000


def test_thousands_of_unknown_names_get_a_short_answer_for_little_work(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name that was meant is looked for as often as a refusal is told; that search is what costs."""
    searches = []

    def search(*given: Any, **named: Any) -> list[str]:
        searches.append(given)
        return get_close_matches(*given, **named)

    monkeypatch.setattr(request, "get_close_matches", search)
    inputs = {f"creatinine{number}": 1 for number in range(3_000)}
    reply = client.post("/v1/pathway", json={"inputs": inputs})
    assert reply.status_code == 422
    assert len(reply.get_json()["errors"]) == len(searches) == 100


def test_the_boundaries_of_a_range_are_allowed_and_just_outside_is_not(client: FlaskClient) -> None:
    for value, status in ((120, 200), (120.0001, 422), (0, 200), (-0.0001, 422)):
        reply = client.post("/v1/pathway", json={"inputs": {"age": {"value": value, "unit": "a"}}})
        assert reply.status_code == status, value


@pytest.mark.parametrize(
    "date",
    [
        "2026-02-30",
        "2026-13-01",
        "20260301",
        "2026-3-1",
        "2026-W09-7",
        "tomorrow",
        "",
        20260301,
        True,
        [],
        "2026-03-01T00:00:00",
        "٢٠٢٦-٠٣-٠١",
    ],
)
def test_what_is_no_calendar_date_is_refused(client: FlaskClient, date: Any) -> None:
    replies = {
        "/start": client.post("/v1/monitoring-plan", json={"start": date, "cni_drug": "tacrolimus"}),
        "/inputs/cni_start": client.post("/v1/course", json={"inputs": {"cni_start": date}, "readings": []}),
        "/readings/0/date": client.post("/v1/course", json={"inputs": {}, "readings": [{"date": date}]}),
    }
    for pointer, reply in replies.items():
        assert reply.status_code == 422
        (error,) = reply.get_json()["errors"]
        assert error["pointer"] == pointer
        assert "year-month-day" in error["allowed"]


def test_a_reading_is_refused_where_it_stands(client: FlaskClient) -> None:
    readings = [
        {"date": "2026-03-01", "creatinine": {"value": 1.1, "unit": "umol/L"}},
        {"proteinuria": {"value": 1, "unit": "g/l"}},
        {"date": "2026-03-02", "sex": "female"},
        3,
    ]
    errors = client.post("/v1/course", json={"inputs": {}, "readings": readings}).get_json()["errors"]
    assert [error["pointer"] for error in errors] == [
        "/readings/0/creatinine/value",
        "/readings/1/date",
        "/readings/1/proteinuria/unit",
        "/readings/2/sex",
        "/readings/3",
    ]
    assert "mg/dL" in errors[0]["detail"]


@pytest.mark.parametrize("readings", [None, {}, "x", 3])
def test_readings_are_a_list(client: FlaskClient, readings: Any) -> None:
    (error,) = client.post("/v1/course", json={"inputs": {}, "readings": readings}).get_json()["errors"]
    assert error["pointer"] == "/readings"


def test_a_monitoring_plan_needs_its_start_and_a_known_drug(client: FlaskClient) -> None:
    missing = client.post("/v1/monitoring-plan", json={"cni_drug": "tacrolimus"}).get_json()["errors"]
    assert [error["pointer"] for error in missing] == ["/start"]
    unknown = client.post("/v1/monitoring-plan", json={"start": "2026-03-01", "cni_drug": "aspirin"}).get_json()[
        "errors"
    ]
    assert [error["pointer"] for error in unknown] == ["/cni_drug"]

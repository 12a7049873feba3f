"""The unpacked zip, run by AWS's own client, answers every shape of event as the checkout answers HTTP."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tools import events
from tools.function import Fault, Function

PATIENT = events.as_body({"inputs": {"age": {"value": 34, "unit": "a"}, "cni_status": "never"}})
PROBLEM = "application/problem+json"
shape = pytest.mark.parametrize("make", events.SHAPES.values(), ids=events.SHAPES)


def ask(function: Function, event: Any) -> tuple[int, dict[str, str], bytes]:
    return events.answered(function.call(event))


@shape
def test_an_evaluation_is_answered(function: Function, client: FlaskClient, make: events.Maker) -> None:
    status, headers, body = ask(function, make("POST", "/v1/pathway", PATIENT))
    expected = client.post("/v1/pathway", data=PATIENT, content_type="application/json")
    assert (status, body) == (200, expected.data)
    assert {name: headers[name.lower()] for name in dict(expected.headers)} == dict(expected.headers)


@shape
def test_a_body_sent_as_base64_is_the_same_body(function: Function, make: events.Maker) -> None:
    assert ask(function, make("POST", "/v1/pathway", PATIENT, binary=True)) == ask(
        function, make("POST", "/v1/pathway", PATIENT)
    )


@shape
def test_a_problem_travels_as_text(function: Function, make: events.Maker) -> None:
    reply = function.call(make("POST", "/v1/pathway", '{"inputs": {"agee": 1}}'))
    status, headers, body = events.answered(reply)
    assert (status, headers["content-type"], reply["isBase64Encoded"]) == (422, PROBLEM, False)
    assert json.loads(body)["errors"][0]["pointer"] == "/inputs/agee"


@shape
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health", 200),
        ("GET", "/v1/guideline", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/docs", 200),
        ("GET", "/docs/swagger-ui-bundle.js", 200),
        ("GET", "/docs/swagger-ui.css", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/v1/pathway", 405),
        ("DELETE", "/health", 405),
    ],
)
def test_every_status_comes_through(
    function: Function, client: FlaskClient, make: events.Maker, method: str, path: str, status: int
) -> None:
    came, _, body = ask(function, make(method, path, headers={}))
    assert (came, body) == (status, client.open(path, method=method).data)


@shape
def test_head_has_the_headers_and_no_body(function: Function, make: events.Maker) -> None:
    _, full, sent = ask(function, make("GET", "/v1/guideline", headers={}))
    status, headers, body = ask(function, make("HEAD", "/v1/guideline", headers={}))
    assert (status, body) == (200, b"")
    assert headers["etag"] == full["etag"]
    assert headers["content-length"] == str(len(sent))


@shape
def test_options_names_the_methods(function: Function, make: events.Maker) -> None:
    status, headers, body = ask(function, make("OPTIONS", "/v1/pathway", headers={}))
    assert (status, body) == (200, b"")
    assert set(headers["allow"].split(", ")) == {"POST", "OPTIONS"}


@shape
def test_what_the_client_has_is_not_sent_again(function: Function, make: events.Maker) -> None:
    tag = ask(function, make("GET", "/v1/guideline", headers={}))[1]["etag"]
    status, _, body = ask(function, make("GET", "/v1/guideline", headers={"If-None-Match": tag}))
    assert (status, body) == (304, b"")


@shape
def test_a_calendar_is_text(function: Function, make: events.Maker) -> None:
    start = events.as_body({"start": "2026-03-01", "cni_drug": "tacrolimus"})
    wants = {**events.JSON, "Accept": "text/calendar"}
    reply = function.call(make("POST", "/v1/monitoring-plan", start, wants))
    assert reply["isBase64Encoded"] is False
    assert events.answered(reply)[2].startswith(b"BEGIN:VCALENDAR\r\n")


@shape
def test_letters_beyond_ascii_survive(function: Function, make: events.Maker) -> None:
    _, _, body = ask(function, make("POST", "/v1/pathway", '{"inputs": {"créatinine µ": 1}}'))
    assert "créatinine µ" in json.loads(body)["errors"][0]["pointer"]


@shape
def test_values_in_the_address_are_refused(function: Function, make: events.Maker) -> None:
    status, _, body = ask(function, make("POST", "/v1/pathway", PATIENT, query={"age": "34"}))
    assert (status, json.loads(body)["title"]) == (400, "Values stand in the address")


@shape
def test_a_body_that_is_too_large_is_refused_and_the_next_answered(function: Function, make: events.Maker) -> None:
    large = make("POST", "/v1/pathway", events.as_body({"inputs": {"age": "9" * 5_000_000}}))
    assert ask(function, large)[0] == 413
    assert ask(function, make("POST", "/v1/pathway", PATIENT))[0] == 200


@pytest.mark.parametrize(
    "event",
    [
        {},
        [],
        None,
        "ping",
        {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}},
        {"requestContext": None, "body": "x"},
    ],
)
def test_a_wake_up_call_needs_no_answer(function: Function, event: Any) -> None:
    assert function.call(event) is None


@pytest.mark.parametrize(
    "event",
    [
        {"requestContext": {}},
        {"version": "2.0", "requestContext": {"http": {}}},
        {"version": "3.0", "requestContext": {"http": {"method": "GET"}}},
        events.url("POST", "/v1/pathway", "{}") | {"headers": None},
        events.url("POST", "/v1/pathway", "{}") | {"rawPath": 7},
        events.url("POST", "/v1/pathway", "{}") | {"body": "not base64!", "isBase64Encoded": True},
        events.rest("POST", "/v1/pathway", "{}") | {"httpMethod": None},
        events.rest("POST", "/v1/pathway", "{}") | {"body": {"weight": 70}},
    ],
)
def test_garbage_is_refused_without_a_word_of_it(function: Function, event: Any) -> None:
    before = len(function.log)
    status, headers, _ = ask(function, event)
    assert (status, headers["content-type"]) == (400, PROBLEM)
    assert ask(function, events.url("GET", "/health", headers={}))[0] == 200
    written = "".join(function.log[before:])
    assert "Traceback" not in written
    assert "weight" not in written


def test_the_log_has_one_line_for_each_answer_and_nothing_of_the_patient(unpacked: Path) -> None:
    secret = {"inputs": {"weight": {"value": 71.234, "unit": "kg"}, "sekret": "Jane"}}
    with Function(unpacked) as fresh:
        for path in ("/v1/pathway", "/v1/pathway/Jane", "/v1/doses?name=Jane"):
            path, _, value = path.partition("?name=")
            query = {"name": value} if value else {}
            ask(fresh, events.url("POST", path, events.as_body(secret), query=query))
        ask(fresh, events.url("JANE", "/health", headers={}))
        ask(fresh, events.url("GET", "/health", headers={"User-Agent": "Jane"}))
    lines = [json.loads(line) for line in fresh.log]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/v1/pathway", 422),
        ("POST", "none", 404),
        ("POST", "/v1/doses", 400),
        ("other", "none", 405),
        ("GET", "/health", 200),
    ]
    for line in lines:
        assert set(line) == {
            *("_aws", "stage", "request", "method", "route", "status", "duration", "guideline"),
            *("answers", "faults", "refusals"),
        }
        assert len(line["request"]) == 36
        assert 0 <= line["duration"] < 10_000
    assert "Jane" not in "".join(fresh.log)
    assert "71.234" not in "".join(fresh.log)


def test_the_log_line_is_cloudwatch_embedded_metrics(unpacked: Path) -> None:
    """Each metric and dimension that the format declares stands in the line with a value of its kind."""
    with Function(unpacked) as fresh:
        ask(fresh, events.url("GET", "/health", headers={}))
    line = json.loads(fresh.log[0])
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert isinstance(line["_aws"]["Timestamp"], int)
    assert all(isinstance(line[metric["Name"]], int | float) for metric in directive["Metrics"])
    assert {metric["Unit"] for metric in directive["Metrics"]} <= {"Count", "Milliseconds"}
    assert [line[name] for (name,) in directive["Dimensions"]] == ["test"]


def test_a_function_that_cannot_start_says_so(unpacked: Path) -> None:
    with Function(unpacked, handler="deploy.absent.handler") as broken, pytest.raises(Fault, match="error"):
        broken.call({})


def test_a_function_that_is_not_told_its_address_does_not_start(unpacked: Path) -> None:
    told = "PUBLIC_URL is not set, but STAGE is 'test': set FSGS_PUBLIC_URL to the address at which this is reached."
    with Function(unpacked, environment={"FSGS_PUBLIC_URL": ""}) as silent, pytest.raises(Fault, match=told):
        silent.call(events.url("GET", "/health", headers={}))

"""A fault of our own tells nobody anything of the patient, not even the log."""

import json
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

SECRET = 4711.25


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """An app whose pathway fails with a patient's value in the message."""
    from app import create_app
    from engine import pathway

    def fail(_guideline: Any, inputs: Any) -> Any:
        raise ZeroDivisionError(f"cannot divide {inputs}")

    monkeypatch.setattr(pathway, "answer", fail)
    return create_app().test_client()


def ask(client: FlaskClient) -> Any:
    return client.post("/v1/pathway", json={"inputs": {"creatinine": {"value": SECRET / 10, "unit": "umol/L"}}})


def test_a_fault_is_a_500_problem_without_a_trace(broken: FlaskClient) -> None:
    reply = ask(broken)
    assert reply.status_code == 500
    assert reply.content_type == "application/problem+json"
    told = json.loads(reply.get_data())
    assert set(told) == {"type", "title", "status", "detail"}
    assert "divide" not in reply.get_data(as_text=True)
    assert reply.headers["Guideline-Version"]


def test_the_log_has_the_type_and_the_place_and_no_value(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(broken)
    out, err = capfd.readouterr()
    logged = caplog.text + out + err
    assert "ZeroDivisionError" in logged
    assert "/v1/pathway" in logged
    assert "471" not in logged
    assert "Traceback" not in logged


def test_nothing_of_a_request_is_ever_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert ask(client).status_code == 200
        for body in ('{"inputs": {"creatinine": {"value": 4711.25', '{"inputs": {"secretname": 4711.25}}', "4711.25"):
            assert client.post("/v1/pathway", data=body, content_type="application/json").status_code in (400, 422)
    out, err = capfd.readouterr()
    assert caplog.text + out + err == ""

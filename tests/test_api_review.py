"""A guideline past its day of review says so on every answer; until then nothing is added to any."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from engine import pathway
from engine.guideline import Guideline

EVALUATED: dict[str, dict[str, Any]] = {
    "/v1/pathway": {"inputs": {}},
    "/v1/doses": {"inputs": {}},
    "/v1/checklists/cni-toxicity": {"inputs": {}},
    "/v1/course": {"inputs": {}, "readings": []},
    "/v1/monitoring-plan": {"start": "2026-03-01", "cni_drug": "tacrolimus"},
}
TOLD = ["/v1/guideline", "/v1/checklists/cni-toxicity", "/health", "/openapi.json", "/docs", "/nowhere"]


def on(day: date) -> FlaskClient:
    """A client of an API for which it is `day`."""
    return create_app({"TESTING": True, "TODAY": lambda: day}).test_client()


@pytest.fixture(scope="module")
def review_by() -> date:
    return date.fromisoformat(create_app().test_client().get("/v1/guideline").get_json()["review_by"])


@pytest.fixture(scope="module")
def in_time(review_by: date) -> FlaskClient:
    return on(review_by)


@pytest.fixture(scope="module")
def late(review_by: date) -> FlaskClient:
    return on(date.fromordinal(review_by.toordinal() + 1))


@pytest.mark.parametrize("address", EVALUATED)
def test_an_answer_of_the_day_of_review_is_the_engines_alone(in_time: FlaskClient, address: str) -> None:
    reply = in_time.post(address, json=EVALUATED[address])
    assert "overdue" not in reply.get_json()
    assert "Guideline-Overdue" not in reply.headers


@pytest.mark.parametrize("address", EVALUATED)
def test_an_answer_of_the_day_after_says_that_the_review_is_overdue(
    late: FlaskClient, in_time: FlaskClient, review_by: date, address: str
) -> None:
    reply = late.post(address, json=EVALUATED[address])
    assert reply.headers["Guideline-Overdue"] == review_by.isoformat()
    said = reply.get_json()
    notice = said.pop("overdue")
    assert notice["review_by"] == review_by.isoformat()
    assert review_by.isoformat() in notice["says"]
    assert said == in_time.post(address, json=EVALUATED[address]).get_json()


@pytest.mark.parametrize("address", TOLD)
def test_what_is_read_without_values_says_it_in_its_header(
    late: FlaskClient, in_time: FlaskClient, review_by: date, address: str
) -> None:
    assert late.get(address).headers["Guideline-Overdue"] == review_by.isoformat()
    assert "Guideline-Overdue" not in in_time.get(address).headers


def test_a_refusal_says_it_too(late: FlaskClient) -> None:
    assert "Guideline-Overdue" in late.post("/v1/pathway", data="{").headers


def test_health_says_it_where_a_monitor_looks(late: FlaskClient, in_time: FlaskClient) -> None:
    assert late.get("/health").get_json()["overdue"]
    assert "overdue" not in in_time.get("/health").get_json()


def test_a_calendar_says_it_in_its_description(late: FlaskClient, in_time: FlaskClient) -> None:
    def calendar(client: FlaskClient) -> str:
        body = EVALUATED["/v1/monitoring-plan"]
        reply = client.post("/v1/monitoring-plan", json=body, headers={"Accept": "text/calendar"})
        return reply.get_data(as_text=True).replace("\r\n ", "")

    assert "due for review" in calendar(late).partition("BEGIN:VEVENT")[0]
    assert "due for review" not in calendar(in_time)


def test_the_engine_itself_answers_alike_whatever_the_day(late: FlaskClient) -> None:
    guideline = Guideline(late.get("/v1/guideline").get_json())
    assert "overdue" not in pathway.answer(guideline, {})

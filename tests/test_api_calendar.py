"""The monitoring plan as a calendar: valid, the same on every download, and made of the engine's words."""

from datetime import date, datetime
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

START = {"start": "2026-03-01", "cni_drug": "tacrolimus"}


def plan(client: FlaskClient, accept: str | None, start: dict[str, Any] = START) -> TestResponse:
    return client.post("/v1/monitoring-plan", json=start, headers={"Accept": accept} if accept else {})


def events(client: FlaskClient) -> list[Any]:
    return list(Calendar.from_ical(plan(client, "text/calendar").get_data()).walk("VEVENT"))


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        "application/json",
        "application/*",
        "text/calendar;q=0.5, application/json",
        "application/json;charset=UTF-8",
        "text/calendar;charset=utf-8;q=0.5, application/json",
    ],
)
def test_the_plan_is_json_unless_a_calendar_is_asked_for(client: FlaskClient, accept: str | None) -> None:
    reply = plan(client, accept)
    assert reply.content_type == "application/json"
    assert reply.headers["Vary"] == "Accept"
    assert reply.get_json()["rows"]


@pytest.mark.parametrize(
    "accept",
    [
        "text/calendar",
        "text/*",
        "text/calendar, application/json;q=0.9",
        "text/calendar; charset=utf-8",
        "TEXT/Calendar",
    ],
)
def test_a_calendar_is_sent_where_it_is_preferred(client: FlaskClient, accept: str) -> None:
    reply = plan(client, accept)
    assert reply.content_type == "text/calendar; charset=utf-8"
    assert reply.headers["Content-Disposition"] == 'attachment; filename="cni-monitoring.ics"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Vary"] == "Accept"


@pytest.mark.parametrize("accept", ["text/html", "application/pdf", "text/calendar;q=0", "application/problem+json"])
def test_any_other_form_is_406_and_names_those_there_are(client: FlaskClient, accept: str) -> None:
    reply = plan(client, accept)
    assert reply.status_code == 406
    assert reply.content_type == "application/problem+json"
    assert "text/calendar" in reply.get_json()["detail"]


def test_every_row_is_an_all_day_event_in_the_engines_words(client: FlaskClient) -> None:
    rows = plan(client, None).get_json()["rows"]
    made = events(client)
    assert [event["DTSTART"].dt for event in made] == [date.fromisoformat(row["date"]) for row in rows]
    for event, row in zip(made, rows, strict=True):
        assert not isinstance(event["DTSTART"].dt, datetime)
        assert str(event["SUMMARY"]).endswith(f": {row['title']}")
        assert [label for label in row["labels"] if label not in str(event["DESCRIPTION"])] == []


def test_another_parser_reads_the_same_days_and_words(client: FlaskClient) -> None:
    """Written by one library and read by another, as a calendar program would."""
    rows = plan(client, None).get_json()["rows"]
    read = list(vobject.readOne(plan(client, "text/calendar").get_data(as_text=True)).vevent_list)
    ours = events(client)
    assert [event.dtstart.value for event in read] == [date.fromisoformat(row["date"]) for row in rows]
    assert [event.summary.value for event in read] == [str(event["SUMMARY"]) for event in ours]
    assert [event.description.value for event in read] == [str(event["DESCRIPTION"]) for event in ours]


def test_each_event_has_its_own_uid_and_the_guidelines_date_as_stamp(client: FlaskClient) -> None:
    published = client.get("/v1/guideline").get_json()["published"]
    made = events(client)
    assert len({str(event["UID"]) for event in made}) == len(made)
    for event in made:
        assert event["DTSTAMP"].dt.isoformat() == f"{published}T00:00:00+00:00"


def test_two_downloads_are_the_same_bytes_and_two_plans_share_no_event(client: FlaskClient) -> None:
    first = plan(client, "text/calendar").get_data()
    assert plan(client, "text/calendar").get_data() == first
    other = plan(client, "text/calendar", START | {"cni_drug": "ciclosporin"}).get_data()
    later = plan(client, "text/calendar", START | {"start": "2026-03-02"}).get_data()
    uids = [{str(event["UID"]) for event in Calendar.from_ical(each).walk("VEVENT")} for each in (first, other, later)]
    assert not uids[0] & uids[1]
    assert not uids[0] & uids[2]


def test_the_file_keeps_to_rfc_5545(client: FlaskClient) -> None:
    text = plan(client, "text/calendar").get_data()
    lines = text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    calendar = Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert not calendar.errors


def test_an_event_reminds_and_keeps_nobody_busy(client: FlaskClient) -> None:
    assert {str(event["TRANSP"]) for event in events(client)} == {"TRANSPARENT"}


@pytest.mark.parametrize(
    ("start", "status"),
    [("0001-01-01", 422), ("1899-12-31", 422), ("1900-01-01", 200), ("2024-02-29", 200), ("9999-12-31", 422)],
)
def test_a_start_within_the_years_that_are_counted_has_its_plan_and_no_other(
    client: FlaskClient, start: str, status: int
) -> None:
    for accept in ("application/json", "text/calendar"):
        assert plan(client, accept, START | {"start": start}).status_code == status

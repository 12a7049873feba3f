"""A monitoring plan as an RFC 5545 calendar of all-day events: the same bytes for the same plan."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from flask import Response

from engine.guideline import Guideline

from .review import overdue

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar"


def reply(guideline: Guideline, plan: Mapping[str, Any]) -> Response:
    """`plan`, an answer of `engine.monitoring.plan`, as a file that a calendar opens."""
    # Not at the top: most processes never make a calendar, and this would be their slowest import.
    from icalendar import Calendar

    origin = plan["guideline"]
    calendar = Calendar()
    calendar.add("prodid", f"-//{origin['id']}//{origin['version']}//EN")
    calendar.add("version", "2.0")
    if notice := overdue():
        calendar.add("description", notice["overdue"]["says"])
    for event in _events(guideline, plan):
        calendar.add_component(event)
    response = Response(calendar.to_ical(), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="cni-monitoring.ics"'
    return response


def _events(guideline: Guideline, plan: Mapping[str, Any]) -> "Iterator[Event]":
    from icalendar import Event

    words = guideline.document["monitoring"]["calendar"]
    # When the words were published: a clock would make a new event of every download.
    published = datetime.combine(date.fromisoformat(guideline.document["published"]), time(), UTC)
    for row in plan["rows"]:
        event = Event()
        event.add("uid", f"{plan['start']}.{plan['cni_drug']}.{row['date']}@{plan['guideline']['id']}")
        event.add("dtstamp", published)
        event.add("dtstart", date.fromisoformat(row["date"]))
        event.add("summary", f"{words['name']}: {row['title']}")
        event.add("description", _description(words["says"], plan, row))
        # A reminder, not an appointment: the day stays free.
        event.add("transp", "TRANSPARENT")
        yield event


def _description(says: str, plan: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    return (
        says.replace("{checks}", "; ".join(row["labels"]))
        .replace("{composite}", plan["says"])
        .replace("{version}", plan["guideline"]["version"])
    )

"""A monitoring plan as an RFC 5545 calendar of all-day events, the same bytes for the same plan."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Response

from engine.guideline import Guideline

MEDIA_TYPE = "text/calendar"


def reply(guideline: Guideline, plan: Mapping[str, Any]) -> Response:
    """`plan`, an answer of `engine.monitoring.plan`, as a file to open in a calendar."""
    # Imported here: most processes never make a calendar, and this is the slowest import of all.
    from icalendar import Calendar

    document = guideline.document
    calendar = Calendar()
    calendar.add("prodid", f"-//{document['id']}//{document['version']}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for row in plan["rows"]:
        calendar.add_component(_event(document, plan, row))
    response = Response(calendar.to_ical(), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="monitoring-plan.ics"'
    return response


def _event(document: Mapping[str, Any], plan: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row['date']}.{row['week']}.{document['version']}@{document['id']}")
    # When the words were published: a clock would make each download of one plan a new one.
    event.add("dtstamp", datetime.combine(date.fromisoformat(document["published"]), time(), UTC))
    event.add("dtstart", date.fromisoformat(row["date"]))
    event.add("summary", ", ".join(row["checks"]))
    event.add("description", row.get("says", ""))
    event.add("transp", "TRANSPARENT")
    return event

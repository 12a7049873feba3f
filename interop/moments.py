"""When something was measured: FHIR's dates as days and as moments that can be put in order."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.dates import day_number
from interop.resource import Resource, inside, text

WRITTEN = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2}))?"
)
DAY_SECONDS = 86400
HOUR_SECONDS = 3600
MINUTE_SECONDS = 60


class Moment(NamedTuple):
    """A day as it was written, its number, and the second of all time in UTC."""

    date: str
    day: int
    second: float


def moment(written: str) -> Moment | None:
    """The moment of a FHIR date or dateTime that names a full day; a day alone counts from its first second in UTC."""
    match = WRITTEN.fullmatch(written)
    day = day_number(match[1]) if match else None
    if match is None or day is None:
        return None
    second = float(day * DAY_SECONDS)
    if match[2]:
        second += int(match[2]) * HOUR_SECONDS + int(match[3]) * MINUTE_SECONDS + int(match[4])
        second += float(f"0.{match[5] or 0}")
        if match[6] != "Z":
            ahead = int(match[6][1:3]) * HOUR_SECONDS + int(match[6][4:]) * MINUTE_SECONDS
            second += -ahead if match[6][0] == "+" else ahead
    return Moment(match[1], day, second)


def effective(observation: Resource) -> Moment | None:
    """When an observation holds for: its own time, else when it was issued."""
    written = (
        text(observation.get("effectiveDateTime"))
        or text(observation.get("effectiveInstant"))
        or text(inside(observation, "effectivePeriod", "end"))
        or text(inside(observation, "effectivePeriod", "start"))
        or text(observation.get("issued"))
    )
    return moment(written)

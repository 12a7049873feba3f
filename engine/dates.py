"""Days counted from a strict ISO date, alike on every machine: no clock, no time zone."""

from __future__ import annotations

import re
from datetime import date

# The calendar has no year 0.
ISO = re.compile(r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_number(text: str) -> int | None:
    """The number of a date `year-month-day` in a count of days, or None where there is no such day."""
    if ISO.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def written_date(number: int) -> str:
    """The date of a day number, as `year-month-day`."""
    return date.fromordinal(number).isoformat()

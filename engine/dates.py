"""Days counted from a strict ISO date, alike on every machine: no clock, no time zone.

JavaScript turns 30 February into 2 March, so no host date is trusted.
"""

from __future__ import annotations

import re

# The calendar has no year 0.
ISO = re.compile(r"(?!0000)([0-9]{4})-([0-9]{2})-([0-9]{2})")
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(text: str) -> int | None:
    """Days since 0001-01-01 of a date `year-month-day`, or None where there is no such day."""
    match = ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    return _days_before_year(year) + sum(_length(year, earlier) for earlier in range(1, month)) + day - 1


def written_date(number: int) -> str:
    """The date of a day number, as `year-month-day`."""
    year = number // 366 + 1  # or a few years later: no year is longer
    while _days_before_year(year + 1) <= number:
        year += 1
    rest, month = number - _days_before_year(year), 1
    while rest >= _length(year, month):
        rest -= _length(year, month)
        month += 1
    return f"{year:04d}-{month:02d}-{rest + 1:02d}"


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and _leap(year) else MONTH_LENGTHS[month - 1]


def _days_before_year(year: int) -> int:
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400

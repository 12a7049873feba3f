"""Says on every answer when the guideline is past its day of review: the engine reads no clock, so this does."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, Response, current_app

from engine.guideline import Guideline

HEADER = "Guideline-Overdue"


def today() -> date:
    """The day at Greenwich: the day of review itself is still in time, wherever the server stands."""
    return datetime.now(UTC).date()


def install(app: Flask, guideline: Guideline, now: Callable[[], date]) -> None:
    """Adds the header to each answer of `app` once the review is overdue. `now` gives today's date."""
    due = guideline.document["review_by"]
    says = guideline.document["interface"]["overdue"].replace("{review_by}", due)

    def notice() -> dict[str, Any]:
        return {"overdue": {"review_by": due, "says": says}} if now() > date.fromisoformat(due) else {}

    app.extensions["guideline_review"] = notice

    @app.after_request
    def add(response: Response) -> Response:
        if notice():
            response.headers[HEADER] = due
        return response


def overdue() -> dict[str, Any]:
    """The member `overdue` that an answer gets beside the engine's own; empty while the guideline is in time."""
    notice: dict[str, Any] = current_app.extensions["guideline_review"]()
    return notice

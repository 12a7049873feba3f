"""The headers that every answer carries, errors too."""

from flask import Flask, Response


def install(app: Flask, guideline_version: str) -> None:
    """Adds the headers to each answer of `app`; what a route has set itself stands."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["Guideline-Version"] = guideline_version
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        # Whatever was computed from a patient's values, and every error, is kept by nobody.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

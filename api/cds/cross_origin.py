"""Lets the origins that are configured, and no others, call the CDS services from a browser; no other route."""

from flask import Response, current_app, request

from ..blueprint import Blueprint

ALLOWED = {
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
}


def install(blueprint: Blueprint) -> None:
    """Answers each origin on the list by its own name. Credentials are never allowed: none are used."""

    def add(response: Response) -> Response:
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin is not None and origin in current_app.config["CDS_ORIGINS"]:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers.update(ALLOWED)
        return response

    blueprint.after_request(add)

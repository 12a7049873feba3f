"""flask-smorest, telling its errors as RFC 9457 problem details and describing them so in the contract."""

import flask_smorest  # type: ignore[import-untyped]
from flask import Response
from werkzeug.exceptions import HTTPException

from schemas.problem import Problem

from . import problems

DESCRIPTION = """\
Decision support for steroid-resistant focal segmental glomerulosclerosis, for clinicians who can check its basis.

- A quantity is `{"value": number, "unit": UCUM code}`: a unit is never assumed.
- An absent input, `null` and the code `unknown` mean the same: not known. Nothing absent is guessed.
- What is not accepted is refused by name (422); nothing is dropped in silence.
- Nothing is stored, and no value is ever logged. Do not send anything that identifies a patient.
- The header `Guideline-Version` says which guideline answered.
"""


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's, with one error shape."""

    ERROR_SCHEMA = Problem
    # Every success names its own content type, so this one is that of the errors.
    DEFAULT_RESPONSE_CONTENT_TYPE = problems.MEDIA_TYPE

    def handle_http_exception(self, error: HTTPException) -> Response:
        return problems.answer(error)


def settings(title: str, software: str) -> dict[str, object]:
    """flask-smorest's part of the configuration."""
    return {
        "API_TITLE": title,
        "API_VERSION": software,
        "OPENAPI_VERSION": "3.1.0",
        "API_SPEC_OPTIONS": {"info": {"description": DESCRIPTION}},
    }

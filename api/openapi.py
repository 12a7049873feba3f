"""flask-smorest, telling its errors as RFC 9457 problem details and describing them so in the contract."""

from threading import Lock
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from flask import Flask, Response
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
    """flask-smorest's, with one error shape, and a contract that is worked out when it is first asked for.

    Most processes answer for patients and never show the contract: none of them should start later for it.
    """

    ERROR_SCHEMA = Problem
    # Every success names its own content type, so this one is that of the errors.
    DEFAULT_RESPONSE_CONTENT_TYPE = problems.MEDIA_TYPE

    def __init__(self, app: Flask) -> None:
        self.waiting: list[flask_smorest.Blueprint] = []
        self.working_out = Lock()
        super().__init__(app)

    def _init_spec(self, **_: Any) -> None:
        """Not at the start: `contract` calls the original."""

    def register_blueprint(self, blueprint: flask_smorest.Blueprint, **_: Any) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint)
        self.waiting.append(blueprint)

    def contract(self) -> dict[str, Any]:
        """The OpenAPI document."""
        with self.working_out:
            if self.spec is None:
                super()._init_spec()
                spec: Any = self.spec
                for one in self.waiting:
                    one.register_views_in_doc(self, self._app, spec, name=one.name, parameters=None)
                    spec.tag({"name": one.name, "description": one.description})
            described: dict[str, Any] = self.spec.to_dict()
        return described

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

"""A blueprint whose routes read strict JSON, send JSON as the engine made it, and document every answer."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
import marshmallow as ma
from flask import Request, Response
from webargs.flaskparser import FlaskParser

from . import body
from .review import HEADER, overdue

JSON = "application/json"
REFUSED_WITH = (400, 413, 415, 422)
VERSIONED = {
    "Guideline-Version": {"description": "The guideline that answers.", "required": True, "schema": {"type": "string"}},
    HEADER: {
        "description": "The day by which the guideline was due for review; absent until that day is past.",
        "schema": {"type": "string", "format": "date"},
    },
}

View = Callable[..., Any]
Decorator = Callable[[View], View]


class StrictParser(FlaskParser):
    """webargs, reading the body our way."""

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        return body.read(req)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """flask-smorest's, with one decorator for the routes that evaluate and one for those that only tell."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, *given: Any, **named: Any) -> None:
        self.undescribed: dict[str, Callable[[], View]] = {}
        self.routes: list[tuple[str, View, tuple[Any, ...], dict[str, Any]]] = []
        super().__init__(*given, **named)

    def evaluates(self, rule: str, takes: ma.Schema, gives: str, examples: Mapping[str, Any]) -> Decorator:
        """Registers `POST rule` for a function from the accepted request to the engine's answer.

        `gives` names the answer's class in `schemas.answers`.
        """

        def register(evaluate: View) -> View:
            @wraps(evaluate)
            def answer(request: Mapping[str, Any]) -> Response:
                evaluated = evaluate(request)
                return evaluated if isinstance(evaluated, Response) else as_json(evaluated)

            def described() -> View:
                view: View = self._gives(gives, answer)
                view = self.arguments(takes, examples=examples)(view)
                for status in REFUSED_WITH:
                    view = self.also(status)(view)
                return view

            checked = self.ARGUMENTS_PARSER.use_args(takes, location="json")(answer)
            self.serve(rule, "POST", checked, described)
            return evaluate

        return register

    def tells(self, rule: str, gives: str) -> Decorator:
        """Registers `GET rule` for a function that makes the response; `gives` as for `evaluates`."""

        def register(tell: View) -> View:
            self.serve(rule, "GET", tell, lambda: self._gives(gives, tell))
            return tell

        return register

    def exchanges(
        self,
        rule: str,
        gives: Mapping[str, Any],
        refused_with: Iterable[int],
        takes: Mapping[str, Any] | None = None,
        parameters: Sequence[Mapping[str, Any]] = (),
        media_type: str = JSON,
    ) -> Decorator:
        """Registers a route whose standard is another's: `takes` is its OpenAPI request body, read by the view itself;
        `gives` describes what it answers in JSON Schema. With a body it is a POST, without one a GET."""

        def register(view: View) -> View:
            def described() -> View:
                told: View = self.doc(requestBody=dict(takes))(view) if takes else view
                for status in refused_with:
                    told = self.also(status)(told)
                answered = {
                    "schema": dict(gives),
                    "description": "The answer.",
                    "content_type": media_type,
                    "headers": VERSIONED,
                }
                return self.also(200, **answered)(told)

            self.serve(rule, "POST" if takes else "GET", view, described, parameters)
            return view

        return register

    def serve(
        self,
        rule: str,
        method: str,
        view: View,
        described: Callable[[], View],
        parameters: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Registers `view`. Only the contract asks for it `described`: a start should not take longer for that."""
        self.undescribed[view.__name__] = described
        self.route(rule, methods=[method], parameters=list(parameters))(view)

    def _store_endpoint_docs(self, endpoint: str, view: View, *given: Any, **options: Any) -> None:
        self.routes.append((endpoint, view, given, options))

    def register_views_in_doc(self, *given: Any, **named: Any) -> None:
        for endpoint, view, parts, options in self.routes:
            described = self.undescribed.get(view.__name__)
            super()._store_endpoint_docs(endpoint, described() if described else view, *parts, **options)
        self.routes.clear()
        super().register_views_in_doc(*given, **named)

    def _gives(self, name: str, view: View) -> View:
        # Not at the top: only the contract describes the answers.
        from schemas import answers

        described: View = self.response(200, getattr(answers, name), content_type=JSON, headers=VERSIONED)(view)
        return described

    def also(self, status: int, **described: Any) -> Decorator:
        """Describes one more answer of a route: an error where nothing else is said."""
        name = None if described else HTTPStatus(status).name
        decorator: Decorator = self.alt_response(status, name, **described)
        return decorator


def as_json(answer: Mapping[str, Any]) -> Response:
    """`answer` as it is. A schema's dump would drop what the schema does not know."""
    return as_sent({**answer, **overdue()})


def as_sent(answer: Any) -> Response:
    """`answer` and nothing beside it: for a standard that knows no other members."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text, content_type=JSON)

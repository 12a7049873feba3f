"""The Flask application, made unable to log what a request held."""

from traceback import walk_tb
from types import TracebackType
from typing import Any

from flask import Flask, has_request_context, request


class Server(Flask):
    """Flask, logging of a fault its type and its place alone: a message or a trace may quote a patient's values."""

    def log_exception(self, exc_info: Any) -> None:
        kind, _, trace = exc_info
        rule = request.url_rule if has_request_context() else None
        self.logger.error("%s: %s in %s", rule, kind.__name__, _place(trace))


def _place(trace: TracebackType | None) -> str:
    frame, line = list(walk_tb(trace))[-1]
    return f"{frame.f_globals.get('__name__')}.{frame.f_code.co_name}, line {line}"

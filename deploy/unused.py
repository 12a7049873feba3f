"""Stands in for what Flask loads and this API never uses there: templates (jinja2), the command line (click), and
Werkzeug's development server and test client, which bring Python's own HTTP server, TLS and mail with them.

Together they are a third of Flask's own start. A name taken from them is an object that does nothing and is false;
nothing that answers a request may touch one, which the tests of the package show by answering everything without.
"""

import sys
from types import ModuleType
from typing import Any

ABSENT = ("jinja2", "jinja2.loaders", "click", "flask.cli", "werkzeug.serving", "werkzeug.test")


class Nothing:
    """Whatever it is asked for, called with or made from, it is nothing."""

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def __call__(self, *_: Any, **__: Any) -> "Nothing":
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()

    def __bool__(self) -> bool:
        return False


class Module(ModuleType):
    """A module whose every name is a kind of nothing, to be called, made or derived from."""

    def __getattr__(self, name: str) -> type[Nothing]:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (Nothing,), {})
        setattr(self, name, made)
        return made


def stand_in() -> None:
    """Imports Flask without them. To be called before anything else imports it."""
    for name in ABSENT:
        module = Module(name)
        module.__path__ = []
        sys.modules[name] = module
    import flask

    vars(flask)["cli"] = sys.modules["flask.cli"]  # as if it had been imported from there

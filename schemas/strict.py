"""The base of every request object: a name nobody knows is refused, never dropped in silence."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import marshmallow as ma

from engine.quantities import ECHO, shortened

Refusal = dict[str, str]


def refusal(detail: str, allowed: str, pointer: str = "") -> Refusal:
    """One thing that is refused, `pointer` counted from the place where this is said."""
    return {"pointer": pointer, "detail": detail, "allowed": allowed}


def unknown_name(name: str, known: Iterable[str]) -> Refusal:
    """The refusal of a name that is not one of `known`, with the closest of them where one is close."""
    names = list(known)
    close = get_close_matches(name[:ECHO], names, n=1)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    return refusal(f"“{shortened(name)}” does not belong here.{hint}", f"one of {', '.join(names)}")


class Strict(ma.Schema):
    """A request object that refuses unknown names and tells its faults in the order they were sent."""

    class Meta:
        unknown = ma.RAISE

    def handle_error(self, error: ma.ValidationError, data: Any, **_: Any) -> None:
        if not isinstance(data, Mapping):
            error.messages = [refusal("This must be a JSON object.", "a JSON object")]
        elif isinstance(error.messages, dict):
            place = {name: number for number, name in enumerate(data)}
            faults = {name: self._told(name, said) for name, said in error.messages.items()}
            error.messages = dict(sorted(faults.items(), key=lambda fault: place.get(fault[0], len(place))))

    def _told(self, name: str, said: Any) -> Any:
        if name in self.fields:
            return said
        # The engine's words on an unknown input are the phone's words too: they go before ours.
        return [each for each in said if isinstance(each, Mapping)] or [unknown_name(name, self.fields)]

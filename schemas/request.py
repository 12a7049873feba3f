"""The base of every request: names are checked here, values by the engine, and nothing is dropped in silence.

The engine judges, so that the phone and the server refuse alike and in the same words. The fields of a request only
tell what is accepted.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import marshmallow as ma

from engine.quantities import Refusal, shortened

# More than any honest request can earn: the rest would only turn a small body into a large answer.
MOST_REFUSALS = 100

Judge = Callable[[Mapping[str, Any]], list[Refusal]]


class Part(ma.Schema):
    """An object within a request, described for the contract."""

    class Meta:
        unknown = ma.RAISE


class Described(ma.fields.Nested):
    """A part of a request that its schema describes and the engine judges."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


class Request(Part):
    """A request that is taken whole, or refused with every reason in the order sent.

    `judge` gives the engine's refusals of a body; `inputs` are the names that may stand in its inputs.
    """

    def __init__(self, judge: Judge, inputs: Collection[str] = ()) -> None:
        super().__init__()
        self.judge = judge
        self.inputs = inputs

    @ma.pre_load
    def refuse(self, body: Any, **_: Any) -> Any:
        if not isinstance(body, Mapping):
            raise ma.ValidationError([refusal((), "This must be a JSON object.", "a JSON object")])
        unknown = [self._unknown(name) for name in body if name not in self.fields]
        judged = [_said_absent(each) if _steps(each)[0] not in body else each for each in self.judge(body)]
        place = {name: number for number, name in enumerate(body)}
        refused = sorted([*unknown, *judged], key=lambda each: place.get(_steps(each)[0], len(place)))
        if refused:
            raise ma.ValidationError([self._hinted(each) for each in refused[:MOST_REFUSALS]])
        return body

    def _unknown(self, name: str) -> Refusal:
        return refusal((name,), "There is no such member here.", f"one of {', '.join(self.fields)}")

    def _hinted(self, refused: Refusal) -> Refusal:
        steps = _steps(refused)
        known = {1: self.fields, 2: self.inputs if steps[0] == "inputs" else ()}.get(len(steps), ())
        close = [] if steps[-1] in known else get_close_matches(steps[-1], list(known), n=1)
        return refused | {"detail": f"{refused['detail']} Did you mean {close[0]}?"} if close else refused


def refusal(path: Iterable[str], detail: str, allowed: str) -> Refusal:
    """One thing that is refused, in the engine's form; long names in `path` are shortened."""
    steps = (shortened(step).replace("~", "~0").replace("/", "~1") for step in path)
    return {"pointer": "".join(f"/{step}" for step in steps), "detail": detail, "allowed": allowed}


def _said_absent(refused: Refusal) -> Refusal:
    """The engine is handed nothing for a member that was not sent: it was not null."""
    return refused | {"detail": "This is needed, and was not sent."}


def _steps(refused: Refusal) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in refused["pointer"].split("/")[1:]]

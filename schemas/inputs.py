"""What a case may hold, generated from the guideline's inputs, so that units, ranges and codes stand once.

The fields tell what is accepted. Whether a value is accepted is the engine's decision alone
(`engine.quantities.refusals`), so that the phone and the server refuse alike and in the same words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

import marshmallow as ma

from engine import quantities
from engine.guideline import Guideline

from .shapes import shape
from .strict import Strict, refusal

WRITTEN = "year-month-day, such as 2026-03-01"


class Input(ma.fields.Raw):
    """One input of the guideline, documented as JSON Schema and passed on as it came."""

    def __init__(self, guideline: Guideline, name: str) -> None:
        super().__init__(allow_none=True, metadata=shape(guideline, name))


class Day(ma.fields.Raw):
    """A calendar date, kept as written: 30 February is refused, not moved to March."""

    def __init__(self, described: str, **kwargs: Any) -> None:
        missing = [refusal("The date is missing.", WRITTEN)]
        invalid = [refusal(f"This must be a calendar date: {WRITTEN}.", WRITTEN)]
        words: dict[str, Any] = {"invalid": invalid, "required": missing, "null": missing}
        described_as = {"type": "string", "format": "date", "description": described}
        super().__init__(error_messages=words, metadata=described_as, **kwargs)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str) or not _is_a_day(value):
            raise self.make_error("invalid")
        return value


def _is_a_day(text: str) -> bool:
    # fromisoformat alone also reads 20260301 and 2026-W09-7, which the phone does not.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Case(Strict):
    """An object of inputs whose values the engine judges."""

    guideline: ClassVar[Guideline]

    @ma.validates_schema(pass_original=True, skip_on_field_errors=False)
    def judge(self, _loaded: Any, given: Any, **_: Any) -> None:
        if not isinstance(given, Mapping):
            return
        # An input that exists but has no place here is refused as out of place, whatever its value.
        elsewhere = self.guideline.inputs.keys() - self.fields.keys()
        inputs = {
            name: value
            for name, value in given.items()
            if name not in elsewhere and not isinstance(self.fields.get(name), Day)
        }
        refused = defaultdict(list)
        for found in quantities.refusals(self.guideline, inputs, pointer=""):
            _, name, *member = found["pointer"].split("/", 2)
            name = name.replace("~1", "/").replace("~0", "~")
            refused[name].append({**found, "pointer": "".join(f"/{each}" for each in member)})
        if refused:
            raise ma.ValidationError(dict(refused))


def case(
    guideline: Guideline, name: str, among: Iterable[str] | None = None, **others: ma.fields.Field[Any]
) -> ma.Schema:
    """The schema `name` of an object of inputs: all of the guideline's, or those `among`, beside `others`."""
    fields = {each: Input(guideline, each) for each in among or guideline.inputs}
    made = Case.from_dict({**others, **fields}, name=name)
    made.guideline = guideline  # type: ignore[attr-defined]
    return made()

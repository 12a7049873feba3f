"""Compiles the guideline's CEL: types declared as messages, Google's checker, then the compact tree.

patient   every input in its canonical unit, and every derived value
reported  a quantity as the number that was reported; unit: the unit it came in
given     whether a list was given (an empty list says `none`)
limit     a limit; exact and between: a printed limit converted exactly, and a value between the two
grade     a checklist item's grade
decided   the outcome that was reached (alerts and options only)
"""

from __future__ import annotations

from typing import Any

from cel_expr_python import cel
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from compiler.faults import Fault, Place
from compiler.syntax import Unsupported, tree

_FIELD = descriptor_pb2.FieldDescriptorProto
_KINDS = {"double": _FIELD.TYPE_DOUBLE, "string": _FIELD.TYPE_STRING, "bool": _FIELD.TYPE_BOOL}
DECIDED = {"outcome": "string", "row": "string", "starts": "bool", "options": "strings"}


def messages_of(sources: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The fields of each message with their types: double, string, bool or strings."""
    inputs, limits = sources["inputs"], sources["limits"]
    kinds = {"quantity": "double", "code": "string", "list": "strings"}
    patient = {name: kinds[spec["kind"]] for name, spec in inputs.items()}
    patient |= {name: type_of(entry) for name, entry in sources["derived"].items()}
    quantities = [name for name, spec in inputs.items() if spec["kind"] == "quantity"]
    printed = [name for name, limit in limits.items() if "printed" in limit["values"][-1]]
    return {
        "patient": patient,
        "reported": dict.fromkeys(quantities, "double"),
        "unit": dict.fromkeys(quantities, "string"),
        "given": {name: "bool" for name, spec in inputs.items() if spec["kind"] == "list"},
        "limit": dict.fromkeys(limits, "double"),
        "exact": dict.fromkeys(printed, "double"),
        "between": dict.fromkeys(printed, "bool"),
        "grade": dict.fromkeys(sources["items"], "string"),
        "decided": DECIDED,
    }


def type_of(derived: dict[str, Any]) -> str:
    """A derived value's type: stated, or a number where it is rounded or has a unit, else yes or no."""
    if "type" in derived:
        return str(derived["type"])
    if "decimals" in derived or "unit" in derived or "unit_of" in derived:
        return "double"
    return "string" if "rows" in derived else "bool"


class Expressions:
    """Checks and compiles the expressions of one guideline."""

    def __init__(self, messages: dict[str, dict[str, str]]) -> None:
        self.messages = messages
        file = descriptor_pb2.FileDescriptorProto(name="guideline.proto", package="guideline", syntax="proto3")
        for name, fields in messages.items():
            _declare(file.message_type.add(name=name.capitalize()), fields)
        self.pool = descriptor_pool.DescriptorPool()
        self.pool.Add(file)
        self.environment = cel.NewEnv(
            descriptor_pool=self.pool,
            variables={name: cel.Type(f"guideline.{name.capitalize()}") for name in messages},
        )
        self.sources: list[str] = []

    def message_class(self, name: str) -> Any:
        """The protobuf class that binds a message when an expression is run by Google's evaluator."""
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(f"guideline.{name.capitalize()}"))

    def compile(self, source: str, expected: str, place: Place) -> Any:
        """The compact tree of `source`, whose type must be `expected`. Raises Fault."""
        text = " ".join(str(source).split())
        if text in ("True", "False"):
            text = text.lower()
        try:
            checked = self.environment.compile(text)
        except RuntimeError as error:
            raise Fault(place, f"`{text}` does not check: {_first_line(error)}.", _advice(str(error))) from None
        found = checked.return_type().name().lower()
        if found != expected:
            raise Fault(
                place,
                f"`{text}` gives {found} where {expected} is needed.",
                "compare with a limit, or state the derived value's `type`.",
            )
        try:
            compact = tree(checked.serialize())
        except Unsupported as error:
            raise Fault(
                place, f"`{text}`: {error}.", "write it with the constructs that the evaluators carry."
            ) from None
        self.sources.append(text)
        return compact


def _declare(message: Any, fields: dict[str, str]) -> None:
    for name, kind in fields.items():
        repeated = kind == "strings"
        field = message.field.add(
            name=name,
            number=len(message.field) + 1,
            type=_KINDS["string" if repeated else kind],
            label=3 if repeated else 1,
        )
        if not repeated:
            field.proto3_optional = True
            field.oneof_index = len(message.oneof_decl)
            message.oneof_decl.add(name=f"_{name}")


def _first_line(error: Exception) -> str:
    line = str(error).splitlines()[0]
    return line.split(": ", 2)[-1].removesuffix(" [INVALID_ARGUMENT]")


def _advice(message: str) -> str:
    if "undefined field" in message:
        return "check the spelling against inputs.yaml, derived.yaml and limits.yaml."
    if "no matching overload" in message:
        return "numbers need a point (18.0), and both sides of a comparison one type."
    if "undeclared reference" in message:
        return "read values as patient.x, reported.x, limit.x and so on."
    return "mend the expression."

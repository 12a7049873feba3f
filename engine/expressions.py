"""Turns the compiled expression trees of the guideline into closures over a case.

A tree is a literal (number, string, boolean) or `[operator, operands...]`. The operators are the
subset of CEL (Common Expression Language) that the compiler lets through; every number is a double.
Reading something absent raises `Absent`: it is neither true nor false.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from typing import Any

Closure = Callable[[Any], Any]

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
}


class Absent(LookupError):
    """A value that nobody has given was read without a guard: a fault of the guideline."""


def closure(tree: Any) -> Closure:
    """The function of a case that computes `tree`."""
    if not isinstance(tree, list):
        return lambda case: tree
    operator, *operands = tree
    if operator in BINARY:
        return _binary(BINARY[operator], operands)
    return BUILDERS[operator](*operands)


def _binary(operation: Callable[[Any, Any], Any], operands: list[Any]) -> Closure:
    left, right = (closure(operand) for operand in operands)
    if not isinstance(operands[1], list):
        # Most limits are one number: a call less for each of them.
        literal = operands[1]
        return lambda case: operation(left(case), literal)
    return lambda case: operation(left(case), right(case))


def _get(message: str, field: str) -> Closure:
    return READERS[message](field)


def _has(message: str, field: str) -> Closure:
    return lambda case: case.knows(field)


def _variable(name: str) -> Closure:
    return lambda case: case.variables[name]


def _and(left: Any, right: Any) -> Closure:
    first, second = closure(left), closure(right)
    return lambda case: first(case) and second(case)


def _or(left: Any, right: Any) -> Closure:
    first, second = closure(left), closure(right)
    return lambda case: first(case) or second(case)


def _not(operand: Any) -> Closure:
    inner = closure(operand)
    return lambda case: not inner(case)


def _in(element: Any, container: Any) -> Closure:
    member, members = closure(element), closure(container)
    if container[0] == "list" and not any(isinstance(part, list) for part in container[1:]):
        fixed = frozenset(container[1:])
        return lambda case: member(case) in fixed
    return lambda case: member(case) in members(case)


def _if(condition: Any, yes: Any, no: Any) -> Closure:
    test, first, second = closure(condition), closure(yes), closure(no)
    return lambda case: first(case) if test(case) else second(case)


def _list(*elements: Any) -> Closure:
    members = [closure(element) for element in elements]
    return lambda case: [member(case) for member in members]


def _exists(name: str, container: Any, condition: Any) -> Closure:
    members, test = closure(container), closure(condition)

    def found(case: Any) -> bool:
        for member in members(case):
            case.variables[name] = member
            if test(case):
                return True
        return False

    return found


def _all(name: str, container: Any, condition: Any) -> Closure:
    found = _exists(name, container, ["!", condition])
    return lambda case: not found(case)


READERS: dict[str, Callable[[str], Closure]] = {
    "patient": lambda field: lambda case: case.value(field),
    "reported": lambda field: lambda case: case.reported(field),
    "unit": lambda field: lambda case: case.unit(field),
    "given": lambda field: lambda case: case.knows(field),
    "limit": lambda field: lambda case: case.limit(field),
    "exact": lambda field: lambda case: case.exact(field),
    "between": lambda field: lambda case: case.between(field),
    "grade": lambda field: lambda case: case.grade(field),
    "decided": lambda field: lambda case: case.decided[field],
}

BUILDERS: dict[str, Callable[..., Closure]] = {
    "get": _get,
    "has": _has,
    "var": _variable,
    "&&": _and,
    "||": _or,
    "!": _not,
    "in": _in,
    "?": _if,
    "list": _list,
    "exists": _exists,
    "all": _all,
}

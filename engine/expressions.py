"""Turns the compiled expression trees of the guideline into closures over a case.

A tree is a literal (number, string, boolean) or `[operator, operands...]`. The operators are the
subset of CEL (Common Expression Language) that the compiler lets through; every number is a double.
Reading something absent raises `Absent`: it is neither true nor false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
        return _binary(operator, operands)
    return BUILDERS[operator](*operands)


def _binary(operator: str, operands: list[Any]) -> Closure:
    operation = BINARY[operator]
    left, right = (closure(operand) for operand in operands)
    if isinstance(operands[1], list):
        return lambda case: operation(left(case), right(case))
    # Most limits are one number, most of what meets them is an input: a call less for each of the two.
    literal = operands[1]
    if operands[0][:2] == ["get", "patient"]:
        field = operands[0][2]
        return lambda case: operation(case.value(field), literal)
    if operator == "==" and operands[0][:2] == ["get", "grade"]:
        item = operands[0][2]
        return lambda case: case.graded(item, literal)
    return lambda case: operation(left(case), literal)


def _get(message: str, field: str) -> Closure:
    return READERS[message](field)


def _has(message: str, field: str) -> Closure:
    return lambda case: case.knows(field)


def _variable(name: str) -> Closure:
    return lambda case: case.variables[name]


def _and(*operands: Any) -> Closure:
    first, *others = _guarded(list(_chain("&&", operands)))
    if not others:
        return first
    second, *others = others
    if not others:
        return lambda case: first(case) and second(case)
    if len(others) == 1:
        (third,) = others
        return lambda case: first(case) and second(case) and third(case)

    def every(case: Any) -> Any:
        return first(case) and second(case) and all(other(case) for other in others)

    return every


def _or(*operands: Any) -> Closure:
    first, second, *others = (closure(operand) for operand in _chain("||", operands))
    if not others:
        return lambda case: first(case) or second(case)
    if len(others) == 1:
        (third,) = others
        return lambda case: first(case) or second(case) or third(case)

    def some(case: Any) -> Any:
        return first(case) or second(case) or any(other(case) for other in others)

    return some


def _guarded(operands: list[Any]) -> Iterator[Closure]:
    """The closures of a chain of `&&`, where `has(x) && x …`, which most rows begin with, is one."""
    rest = iter(range(len(operands)))
    for index in rest:
        guard, behind = operands[index], operands[index + 1] if index + 1 < len(operands) else None
        field: Any = guard[2] if isinstance(guard, list) and guard[:2] == ["has", "patient"] else None
        if behind == ["get", "patient", field]:
            yield _known(field)
        elif isinstance(behind, list) and _met(behind, field):
            yield _known_and(field, BINARY[behind[0]], behind[2])
        else:
            yield closure(guard)
            continue
        next(rest)


def _met(tree: list[Any], field: str | None) -> bool:
    """Whether a tree holds the field against a literal."""
    return tree[0] in BINARY and tree[1] == ["get", "patient", field] and not isinstance(tree[2], list)


def _known(field: str) -> Closure:
    return lambda case: case.knows(field) and case.values[field]


def _known_and(field: str, operation: Callable[[Any, Any], Any], literal: Any) -> Closure:
    return lambda case: case.knows(field) and operation(case.values[field], literal)


def _chain(operator: str, operands: Iterable[Any]) -> Iterator[Any]:
    """The operands of an operator and of the same operator among them: `a && b && c` is one chain of three."""
    for operand in operands:
        if isinstance(operand, list) and operand[0] == operator:
            yield from _chain(operator, operand[1:])
        else:
            yield operand


def _not(operand: Any) -> Closure:
    inner = closure(operand)
    return lambda case: not inner(case)


def _in(element: Any, container: Any) -> Closure:
    member, members = closure(element), closure(container)
    operator, *parts = container
    if operator == "list" and not any(isinstance(part, list) for part in parts):
        fixed = frozenset(parts)
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

"""Every small fault that an author could make in the compiled guideline: a limit one step off, a row gone or swapped.

Works on the document as it is served, by what its parts are (a number, a condition, a list of rules), not where they
stand. Not touched: prose and its sources, and the layout of the app's forms, which the engine never reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from engine.expressions import BINARY, BUILDERS

Path = tuple[str | int, ...]

OPERATORS = {*BINARY, *BUILDERS}
# Each comparison is turned at its boundary, and turned round.
FLIPPED = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
OTHERWISE = {"&&": "||", "||": "&&", "+": "-", "-": "+", "*": "/", "/": "*", "exists": "all", "all": "exists"}

# What the engine never computes with: words and where they come from, the app's forms, how finely a value is typed.
UNTOUCHED = {
    "sources", "certainty", "changes", "claims", "causes", "newer", "forms", "brands", "limits_of_use", "rank",
    "acknowledge", "signed_off", "interface", "asks", "after", "example", "step", "codings", "interop",
}  # fmt: skip
# What no author writes: the compiler works it out anew, and a test compares it with what is stored.
WORKED_OUT = {"met_through", "moves", "exact", "values"}
# Lists whose order decides something or is read from the top. The rows of a checklist's item exclude each other.
ORDERED = ("rows", "choices", "options", "start", "strengths", "needs")
# In which order a derived value asks is the tables' affair, and they are swapped.
ASKED_ELSEWHERE = ("derived", "needs")
# Lists of sentences: their conditions are mutated, the sentences are words.
WORDS = ("says", "because", "otherwise", "does", "notes", "opens", "do_now", "flags", "title", "phrases")
FACTORS = ("multiply", "divide", "add")


class Mutant(NamedTuple):
    """One fault: its kind, a key that stays the same while nobody touches the place, and what makes it."""

    kind: str
    key: str
    path: Path
    change: Callable[[Any], Any]

    def of(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document with this fault; `document` itself stays whole."""
        return _changed(document, self.path, self.change)


def _changed(whole: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(whole)
    copy = dict(whole) if isinstance(whole, dict) else list(whole)
    copy[path[0]] = _changed(whole[path[0]], path[1:], change)
    return copy


def mutants(document: dict[str, Any]) -> list[Mutant]:
    """Every fault, in the document's order, each under a key of its own."""
    found: dict[str, Mutant] = {}
    for mutant in _within(document, document, ()):
        if mutant.of(document) != document:
            found.setdefault(mutant.key, mutant)
    return list(found.values())


def _within(document: dict[str, Any], part: Any, path: Path) -> Iterator[Mutant]:
    if is_tree(part):
        yield from _of_tree(document, part, path)
    elif isinstance(part, dict):
        for name, below in part.items():
            if name not in UNTOUCHED | WORKED_OUT and not (name in FACTORS and part.get("same")):
                yield from _within(document, below, (*path, name))
    elif isinstance(part, list):
        if path[-1] not in WORDS:
            yield from _of_list(document, part, path)
        for index, below in enumerate(part):
            yield from _within(document, below, (*path, index))
    elif isinstance(part, bool):
        if path[0] == "doses":
            yield _mutant(document, "a rule turned round", path, f"{part} to {not part}", lambda value: not value)
    elif isinstance(part, (int, float)):
        yield from _of_number(document, part, path)


def is_tree(part: Any) -> bool:
    """Whether a list is an expression of the guideline."""
    return isinstance(part, list) and len(part) > 1 and isinstance(part[0], str) and part[0] in OPERATORS


def _of_tree(document: dict[str, Any], tree: list[Any], path: Path) -> Iterator[Mutant]:
    operator = tree[0]
    for other in FLIPPED.get(operator, ()):
        yield _mutant(
            document,
            "a comparison turned",
            path,
            f"{spoken(tree)} with {other}",
            lambda value, o=other: [o, *value[1:]],
        )
    if operator == "in":
        yield _mutant(document, "a comparison turned", path, f"not {spoken(tree)}", lambda value: ["!", value])
    if operator == "!":
        yield _mutant(document, "a condition turned", path, f"{spoken(tree)} without not", lambda value: value[1])
    if operator in OTHERWISE:
        other = OTHERWISE[operator]
        kind = "a formula changed" if operator in "+-*/" else "a condition turned"
        yield _mutant(document, kind, path, f"{spoken(tree)} with {other}", lambda value: [other, *value[1:]])
    for index, operand in enumerate(tree[1:], 1):
        if is_tree(operand):
            yield from _of_tree(document, operand, (*path, index))
        elif isinstance(operand, (int, float)) and not isinstance(operand, bool):
            yield from _of_number(document, operand, (*path, index))


def _of_list(document: dict[str, Any], part: list[Any], path: Path) -> Iterator[Mutant]:
    for index, element in enumerate(part):
        if isinstance(element, (int, float)) and not isinstance(element, bool) and len(part) == 1:
            continue
        yield _mutant(
            document,
            "a row dropped",
            (*path, index),
            "dropped",
            lambda value: value,
            lambda value, at=index: _without(value, at),
        )
    if path[-1] in ORDERED and path[0] != "checklist" and (path[0], path[-1]) != ASKED_ELSEWHERE:
        for index in range(len(part) - 1):
            yield _mutant(
                document, "two rows swapped", (*path, index), "after the next", lambda value: value,
                lambda value, at=index: [*value[:at], value[at + 1], value[at], *value[at + 2 :]],
            )  # fmt: skip


def _without(part: list[Any], at: int) -> list[Any]:
    return [*part[:at], *part[at + 1 :]]


def _of_number(document: dict[str, Any], number: float, path: Path) -> Iterator[Mutant]:
    if any(name in FACTORS for name in path[-1:]):
        others = (number * 1.01, number / 1.01) if number else (1, -1)
        kind = "a factor altered"
    else:
        step = _step(document, number, path)
        others = (float(Decimal(repr(number)) + step), float(Decimal(repr(number)) - step))
        if isinstance(number, int) and step == int(step):
            others = tuple(int(other) for other in others)
        kind = "a limit a step off" if path[0] in ("limits", "inputs") else "a number a step off"
    for other, way in zip(others, ("up", "down"), strict=True):
        yield _mutant(document, kind, path, f"{way}, {number:g} to {other:g}", lambda _, o=other: o)


def _step(document: dict[str, Any], number: float, path: Path) -> Decimal:
    """One step of the display: of the input in its unit, of a derived value, or of the number's own last digit."""
    if path[0] == "inputs":
        units = document["inputs"][path[1]]["units"]
        return Decimal(repr(next(iter(units.values()))["step"]))
    if path[0] == "limits":
        limit = document["limits"][path[1]]
        units = document["inputs"].get(limit.get("measures"), {}).get("units", {})
        unit = path[3] if len(path) > 3 else limit.get("unit")
        if unit in units:
            return Decimal(repr(units[unit]["step"]))
        if limit.get("percent"):
            return Decimal("0.001")
    last = Decimal(repr(number)).normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(int(last), 0))


def _mutant(
    document: dict[str, Any],
    kind: str,
    path: Path,
    says: str,
    change: Callable[[Any], Any],
    of_parent: Callable[[Any], Any] | None = None,
) -> Mutant:
    key = f"{_named(document, path)}: {says}"
    return Mutant(kind, key, path[:-1], of_parent) if of_parent else Mutant(kind, key, path, change)


def _named(document: Any, path: Path) -> str:
    """The path with ids where list elements have them, so that a key outlives a new row above."""
    names, here = [], document
    for step in path:
        here = here[step]
        names.append(
            str(here["id"]) if isinstance(step, int) and isinstance(here, dict) and "id" in here else _short(step, here)
        )
    return "/".join(names)


def _short(step: str | int, here: Any) -> str:
    if isinstance(step, int) and isinstance(here, dict):
        for name in ("grade", "factor", "effect", "input"):
            if isinstance(here.get(name), str):
                return f"{here[name]}"
    return here if isinstance(step, int) and isinstance(here, str) else str(step)


def spoken(tree: Any) -> str:
    """An expression as an author would write it, short enough for a list."""
    if not isinstance(tree, list):
        return f"{tree:g}" if isinstance(tree, float) else str(tree)
    operator, *operands = tree
    if operator in ("get", "has"):
        text = ".".join(map(str, operands)).removeprefix("patient.")
        return text if operator == "get" else f"has({text})"
    if operator in BINARY or operator in ("&&", "||", "in"):
        return f"{_brief(operands[0])} {operator} {_brief(operands[1])}"
    return f"{operator}({', '.join(_brief(operand) for operand in operands)})"


def _brief(tree: Any) -> str:
    text = spoken(tree)
    return text if len(text) <= 60 else f"{text[:57]}..."

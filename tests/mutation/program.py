"""Every small fault of a kind that programmers make, in the Python engine: one turned comparison, one number off.

Known tools start the test runner anew for each fault, and cannot mutate what runs while modules load (the engine turns
the guideline into closures then): here the changed module is compiled in memory and the engine loaded anew around it.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """One fault in one module: its kind, a key, and where it is made."""

    kind: str
    key: str
    module: str
    place: int
    fault: int

    def code(self) -> CodeType:
        """The module, compiled with the fault in it."""
        tree = ast.parse(_source(self.module))
        target = _living(tree)[self.place][0]
        _replace(tree, target, list(_faults(target))[self.fault][2])
        return compile(ast.fix_missing_locations(tree), f"{self.module} with a fault", "exec")


def mutants() -> list[Mutant]:
    """Every fault of every module of the engine, each under a key of its own."""
    modules = sorted(f"engine.{path.stem}" for path in (ROOT / "engine").glob("*.py") if path.stem != "__init__")
    return [mutant for module in modules for mutant in _of_module(module)]


def _source(module: str) -> str:
    return (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")


def _of_module(module: str) -> Iterator[Mutant]:
    seen: dict[str, int] = {}
    for place, (node, where) in enumerate(_living(ast.parse(_source(module)))):
        for number, (kind, says, _) in enumerate(_faults(node)):
            key = f"{module}.{where}: {says}"
            seen[key] = seen.get(key, 0) + 1
            yield Mutant(kind, f"{key} ({seen[key]})" if seen[key] > 1 else key, module, place, number)


def _living(tree: ast.Module) -> list[tuple[ast.AST, str]]:
    """Every node that runs, with the function it stands in: no annotation, no docstring, no import."""
    found: list[tuple[ast.AST, str]] = []

    def visit(node: ast.AST, where: str) -> None:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            where = f"{where}.{node.name}".removeprefix("module.")
        found.append((node, where))
        for field, value in ast.iter_fields(node):
            # The name of a member is no fault of its own: without it the first request fails.
            if field in ("annotation", "returns", "decorator_list", "bases") or (field == "slice" and _text(value)):
                continue
            for index, below in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(below, ast.AST) and not (field == "body" and index == 0 and _text(below)):
                    visit(below, where)

    visit(tree, "module")
    return found


def _text(node: Any) -> bool:
    node = node.value if isinstance(node, ast.Expr) else node
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _replace(tree: ast.Module, target: ast.AST, changed: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, changed)
                return
            if isinstance(value, list):
                for index, below in enumerate(value):
                    if below is target:
                        value[index] = changed
                        return
    raise LookupError(ast.dump(target))


def _faults(node: ast.AST) -> Iterator[tuple[str, str, ast.AST]]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                copy = deepcopy(node)
                copy.ops[index] = other()
                yield "a comparison turned", f"{_said(node)} -> {_said(copy)}", copy
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        copy = deepcopy(node)
        copy.op = ARITHMETIC[type(node.op)]()
        yield "arithmetic changed", f"{_said(node)} -> {_said(copy)}", copy
    elif isinstance(node, ast.BoolOp):
        copy = deepcopy(node)
        copy.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "a condition turned", f"{_said(node)} -> {_said(copy)}", copy
        for index in range(len(node.values)):
            copy = deepcopy(node)
            del copy.values[index]
            left = copy.values[0] if len(copy.values) == 1 else copy
            yield "a condition dropped", f"{_said(node)} -> {_said(left)}", left
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        kind = "a condition turned" if isinstance(node.op, ast.Not) else "arithmetic changed"
        yield kind, f"{_said(node)} -> {_said(node.operand)}", deepcopy(node.operand)
    elif isinstance(node, (ast.IfExp, ast.If, ast.While)):
        copy = deepcopy(node)
        copy.test = ast.UnaryOp(ast.Not(), copy.test)
        yield "a condition turned", f"if {_said(node.test)} -> if not", copy
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
        copy = deepcopy(node)
        copy.func = ast.Name(NAMES[node.func.id], ast.Load())
        yield "arithmetic changed", f"{_said(node)} -> {_said(copy)}", copy
    elif isinstance(node, ast.Return) and node.value is not None and not _none(node.value):
        yield "nothing returned", f"{_said(node)} -> return None", ast.Return(ast.Constant(None))
    elif isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Break, ast.Continue)):
        yield "a statement dropped", f"{_said(node)} -> nothing", ast.Pass()


def _none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _constants(node: ast.Constant) -> Iterator[tuple[str, str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield "a constant changed", f"{value} -> {not value}", ast.Constant(not value)
    elif isinstance(value, (int, float)):
        for other in (value + 1, value - 1):
            yield "a constant changed", f"{value!r} -> {other!r}", ast.Constant(other)
    elif isinstance(value, str):
        yield "a constant changed", f"{_short(repr(value))} -> a longer text", ast.Constant(f"{value}~")


def _said(node: ast.AST) -> str:
    return _short(" ".join(ast.unparse(node).split()))


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:67]}..."


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands before the ordinary finders and hands out one module with its fault."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.mutant.code(), module.__dict__)


def forget(kept: tuple[str, ...]) -> None:
    """Drops the engine and what was built on it from memory, so that it is imported anew."""
    for name in list(sys.modules):
        if name.split(".")[0] in ("engine", "compiler", "tests") and not name.startswith(kept):
            del sys.modules[name]

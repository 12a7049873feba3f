"""Finds reads of values that may be absent: each must be listed as needed or guarded with has().

A small bookkeeping of what is known: the facts that hold where an expression is read (conditions known
to be true), the values known to be there, and what each derived value needs before it can be told.
"""

from __future__ import annotations

import json
from typing import Any

Tree = Any


class Knowledge:
    """What is known at one place of the guideline."""

    def __init__(self, guards: Guards, fields: frozenset[str], facts: frozenset[str]) -> None:
        self.guards, self.fields, self.facts = guards, fields, facts

    def having(self, names: list[str]) -> Knowledge:
        """The same, with values that were asked for."""
        fields = self.fields
        for name in names:
            fields |= {name} | self.guards.needed_by(name)
        return Knowledge(self.guards, fields, self.facts)

    def given(self, tree: Tree) -> Knowledge:
        """The same, where `tree` is true."""
        known = self
        for part in conjuncts(tree):
            if isinstance(part, list) and part[0] == "has":
                known = known.having([part[2]])
            known = Knowledge(known.guards, known.fields, known.facts | {_text(part)})
        return known

    def denied(self, tree: Tree) -> Knowledge:
        """The same, where `tree` is false."""
        if isinstance(tree, list) and tree[0] == "!":
            return self.given(tree[1])
        if isinstance(tree, list) and tree[0] == "||":
            return self.denied(tree[1]).denied(tree[2])
        return Knowledge(self.guards, self.fields, self.facts | {_text(["!", tree])})

    def implies(self, tree: Tree) -> bool:
        """Whether `tree` must be true here."""
        if tree is True or _text(tree) in self.facts:
            return True
        if isinstance(tree, list) and tree[0] == "&&":
            return self.implies(tree[1]) and self.implies(tree[2])
        if isinstance(tree, list) and tree[0] == "||":
            return self.implies(tree[1]) or self.implies(tree[2])
        if isinstance(tree, list) and tree[0] == "has":
            return tree[2] in self.fields or (tree[2] in self.guards.derived and self._tellable(tree[2]))
        return False

    def knows(self, name: str) -> bool:
        """Whether a value is certain to be there."""
        if name in self.fields or self.guards.is_list(name):
            return True
        if any(name in asked and self.implies(when) for when, asked in self._implications()):
            return True
        return name in self.guards.derived and self._tellable(name)

    def _implications(self) -> list[tuple[Tree, frozenset[str]]]:
        """What the known derived values needed under a condition."""
        return [
            (place["when"], frozenset(place["ask"]))
            for name in self.fields
            if name in self.guards.derived
            for place in self.guards.derived[name]["needs"]
            if place["when"] is not None
        ]

    def _tellable(self, name: str) -> bool:
        entry = self.guards.derived[name]
        for place in entry["needs"]:
            here = self if place["when"] is None else self.given(place["when"])
            if place["when"] is not None and self.implies(["!", place["when"]]):
                continue
            if not all(here.knows(ask) for ask in place["ask"]):
                return False
        return entry["only"] is None or self.implies(entry["only"])


class Guards:
    """The derived values and inputs that a check needs to know of."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.derived = {entry["id"]: entry for entry in document["derived"]}
        self.inputs = document["inputs"]
        self.limits = document["limits"]

    def nothing(self) -> Knowledge:
        """Where nothing is known yet."""
        return Knowledge(self, frozenset(), frozenset())

    def is_list(self, name: str) -> bool:
        """A list that is absent reads as empty, so it needs no guard."""
        return name in self.inputs and self.inputs[name]["kind"] == "list"

    def needed_by(self, name: str) -> frozenset[str]:
        """What must have been there for a derived value to be told."""
        if name not in self.derived:
            return frozenset()
        found: set[str] = set()
        for place in self.derived[name]["needs"]:
            if place["when"] is None:
                for ask in place["ask"]:
                    found |= {ask} | self.needed_by(ask)
        return frozenset(found)

    def unguarded(self, tree: Tree, known: Knowledge) -> list[str]:
        """The values that `tree` reads although they may be absent."""
        if not isinstance(tree, list):
            return []
        operator = tree[0]
        if operator == "get":
            return self._unguarded_read(tree[1], tree[2], known)
        if operator in ("has", "var"):
            return []
        if operator == "&&":
            return self.unguarded(tree[1], known) + self.unguarded(tree[2], known.given(tree[1]))
        if operator == "||":
            return self.unguarded(tree[1], known) + self.unguarded(tree[2], known.denied(tree[1]))
        if operator == "?":
            return (
                self.unguarded(tree[1], known)
                + self.unguarded(tree[2], known.given(tree[1]))
                + self.unguarded(tree[3], known.denied(tree[1]))
            )
        return [name for part in tree[1:] for name in self.unguarded(part, known)]

    def _unguarded_read(self, message: str, field: str, known: Knowledge) -> list[str]:
        if message in ("patient", "reported", "unit"):
            return [] if known.knows(field) else [field]
        if message in ("limit", "exact", "between") and "printed" in self.limits[field]:
            measured = self.limits[field]["measures"]
            return [] if known.knows(measured) else [measured]
        return []


def conjuncts(tree: Tree) -> list[Tree]:
    """The parts of a condition that must all hold."""
    if isinstance(tree, list) and tree[0] == "&&":
        return conjuncts(tree[1]) + conjuncts(tree[2])
    return [tree]


def _text(tree: Tree) -> str:
    return json.dumps(tree)

"""What the judges need for every fault and no fault can change: requests, and what other readers made of them.

Kept apart, so that it outlives the engine that is loaded anew around each fault.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from tests.oracle import generate

DRAWN: dict[tuple[str, int], list[dict[str, Any]]] = {}
READ: dict[tuple[str, int, str], Any] = {}
# Each vector with its name; those that have told a fault stand first.
VECTORS: list[tuple[str, dict[str, Any]]] = []
# Requests on every route, each with what the browser's engine answered.
ANSWERS: list[tuple[dict[str, Any], Any]] = []


def drawn(kind: str) -> Callable[[int, int], list[dict[str, Any]]]:
    """`generate.requests` or `generate.courses`, drawing each seed once."""

    def draw(seed: int, count: int) -> list[dict[str, Any]]:
        kept = DRAWN.setdefault((kind, seed), [])
        if len(kept) < count:
            kept[:] = getattr(generate, kind)(seed, count)
        return list(islice(kept, count))

    return draw


def remembered(read: Callable[..., Any]) -> Callable[..., Any]:
    """A second reading that reads each drawn request once; they are kept, so their identities hold."""

    def again(inputs: dict[str, Any], *more: Any) -> Any:
        key = (
            f"{read.__module__}.{read.__name__}",
            id(inputs),
            repr(more) if more and isinstance(more[0], str) else "",
        )
        if key not in READ:
            READ[key] = read(inputs, *more)
        return READ[key]

    return again

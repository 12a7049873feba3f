"""Walks the decision tables: which outcome, by which rows, and what is missing."""

from __future__ import annotations

from typing import NamedTuple

from engine.case import FIRST_ROW, Case
from engine.guideline import Row, Step

NEEDS_INPUT = "needs_input"


class Decision(NamedTuple):
    """Where the tables ended: the outcome, what is missing, the row that decided, the way there.

    `reads` names every value that was looked at, with the row that looked first.
    """

    outcome: str
    missing: list[str]
    row: str
    way: list[Step]
    reads: dict[str, tuple[str, int]]


def decide(case: Case) -> Decision:
    """The first row that holds, from the first table on."""
    decision = resumed(case, FIRST_ROW)
    case.reads = {}  # what alerts and words look at afterwards decided nothing
    return decision


def resumed(case: Case, at: tuple[str, int]) -> Decision:
    """The same from a row on, where nothing before it can differ."""
    return _walk(case, *at, [])


def _walk(case: Case, table: str, start: int, way: list[Step]) -> Decision:
    for row in case.guideline.tables[table][start:]:
        case.at = row.at
        if row.selects is not None and not row.selects(case):
            continue
        missing = case.asks(row.needs) if row.needs else None
        if missing is not None:
            return Decision(NEEDS_INPUT, missing, row.id, way, case.reads)
        if row.when is None or not row.when(case):
            way.append(row.passed)
            continue
        way.append(row.held)
        if row.table is not None:
            return _walk(case, row.table, 0, way)
        assert row.outcome is not None
        if row.through is not None:
            stopped = _gate(case, row, way)
            if stopped is not None:
                return stopped
        return Decision(row.outcome, [], row.id, way, case.reads)
    raise LookupError(f"no row of table {table} holds")


def _gate(case: Case, behind: Row, way: list[Step]) -> Decision | None:
    """What the gate answers on the way to an outcome; None when it is open. The row behind it is kept."""
    assert behind.through is not None
    for row in case.guideline.tables[behind.through]:
        missing = case.asks(row.needs)
        if missing is not None:
            return Decision(NEEDS_INPUT, missing, behind.id, way, case.reads)
        assert row.when is not None
        if row.when(case):
            way.append(row.held)
            assert row.outcome is not None
            return Decision(row.outcome, [], behind.id, way, case.reads)
        way.append(row.passed)
    return None

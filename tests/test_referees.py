"""Four evaluators of the guideline's expressions agree to the bit: our two, Google's, and one in JavaScript."""

from __future__ import annotations

import pytest

from compiler.reach import reads
from tests.fuzz.referees import judged, sources

# About a minute on one processor, a million evaluations, in parts for two.
PARTS, REQUESTS, LEAST = 2, 2_000, 400_000


@pytest.mark.parametrize("part", range(PARTS))
def test_four_evaluators_agree_on_every_expression(part: int) -> None:
    verdicts = list(judged(100 + part, REQUESTS))
    assert [place for verdict in verdicts for place in verdict.differences][:5] == []
    assert sum(verdict.evaluations for verdict in verdicts) > LEAST


def test_no_expression_asks_whether_a_list_is_there() -> None:
    """CEL takes an empty list for an absent one; `given.x` is how the guideline tells them apart."""
    expressions, trees, _ = sources()
    lists = {name for name, kind in expressions.messages["patient"].items() if kind == "strings"}
    asked = {field for tree in trees.values() for kind, _, field in reads(tree) if kind == "has"}
    assert asked & lists == set()

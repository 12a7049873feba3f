"""A sample of small faults in the tables and in the engine: each is noticed, or has its reason. `make mutation` tries all."""

from __future__ import annotations

from tests.mutation import program, tables
from tests.mutation.arguments import argued, reasons
from tests.mutation.run import DOCUMENT, fates

# One in so many, spread over the whole; less than a minute of one processor.
TABLES_EVERY = 61
ENGINE_EVERY = 71


def test_a_fault_is_noticed_or_has_a_reason() -> None:
    mutants = [*tables.mutants(DOCUMENT)[7::TABLES_EVERY], *program.mutants()[3::ENGINE_EVERY]]
    assert {"engine", "limits"} <= {mutant.key[:6] for mutant in mutants}
    assert len(mutants) > 80
    lived = [fate.key for fate in fates(mutants) if fate.noticed is None]
    assert [key for key in lived if argued(key) is None] == []


def test_a_fault_is_one_small_change() -> None:
    """The document that is mutated stays whole, and each fault differs from it and from the others."""
    before = repr(DOCUMENT)
    mutants = tables.mutants(DOCUMENT)
    assert len(mutants) > 2_500
    assert all(mutant.of(DOCUMENT) != DOCUMENT for mutant in mutants[::40])
    assert repr(DOCUMENT) == before
    keys = [mutant.key for mutant in (*mutants, *program.mutants())]
    assert len(keys) == len(set(keys))


def test_a_survivor_without_a_reason_is_told() -> None:
    assert argued("limits/adult_from/value: up, 18 to 19") is None
    assert argued("doses/start/ciclosporin_start: after the next")
    assert not any(key.startswith("limits/") for key in reasons())  # no limit lives on with an excuse


def test_every_reason_is_for_a_fault_that_is_made() -> None:
    """A reason that has outlived its place in the code or the tables goes."""
    assert set(reasons()) <= {mutant.key for mutant in (*tables.mutants(DOCUMENT), *program.mutants())}

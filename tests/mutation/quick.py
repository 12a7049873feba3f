"""The suite's quick tests as judges of a fault: the second reading of the tables, the doses, what would change, the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from engine.guideline import Guideline
from tests import test_dose_rounding, test_engine_parts, test_second_reading, test_would_change
from tests.mutation import memory

# Fewer requests than the suite asks for: a fault that only more of them would show counts as one that lived.
SHARE = 300
test_second_reading.SHARE = SHARE
test_second_reading.requests = memory.drawn("requests")  # type: ignore[assignment]
test_second_reading.courses = memory.drawn("courses")  # type: ignore[assignment]
for read in ("decide", "alerts", "options", "grade", "read_doses", "read_course"):
    setattr(test_second_reading, read, memory.remembered(getattr(test_second_reading, read)))
# On a few weights rather than two thousand.
test_dose_rounding.WEIGHTS = test_dose_rounding.WEIGHTS[::37]
# As long as all the others together, for each fault anew.
SLOW = (
    "test_each_change_leads_to_the_outcome_it_names",
    "test_no_step_towards_another_outcome_is_nearer_than_the_change_that_is_named",
    "test_each_number_that_is_named_is_one_that_a_person_would_enter",
)


def _of(module: ModuleType, beginning: str = "test_") -> Iterator[tuple[str, Callable[[], None]]]:
    for name in dir(module):
        if name.startswith(beginning) and name not in SLOW:
            yield name, getattr(module, name)


QUICK: tuple[tuple[str, Callable[[], None]], ...] = (
    *_of(test_engine_parts),
    ("the outcomes", lambda: test_second_reading.test_outcome_missing_and_response_agree(3)),
    ("the alerts", test_second_reading.test_alerts_and_options_agree),
    ("the checklist", test_second_reading.test_checklist_grades_agree),
    ("the doses", test_second_reading.test_doses_agree),
    ("the courses", test_second_reading.test_courses_agree),
    *_of(test_second_reading, "test_a_"),
    *(
        (f"{drug} totals", lambda population=population, drug=drug: test_dose_rounding.test_every_total_stays_inside(population, drug))
        for population, drug in test_dose_rounding.RATES
    ),
    ("the companion steroid", test_dose_rounding.test_the_companion_steroid_never_passes_its_cap),
    *_of(test_would_change),
)  # fmt: skip


def by_quick_tests(guideline: Guideline) -> str | None:
    """The first test that fails, and how."""
    for module in (test_engine_parts, test_second_reading, test_dose_rounding, test_would_change):
        module.GUIDELINE = guideline
    for name, test in QUICK:
        try:
            test()
        except (Exception, pytest.fail.Exception) as failure:  # whatever it is, the test would show it
            return f"{name}: {type(failure).__name__}"
    return None

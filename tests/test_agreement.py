"""The engine of the server and the engine of the browser give the same answer: value for value, key for key."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.fuzz.compare import compare, differences

# In parts, so that both processors have something to do. Each request goes to several routes.
PARTS, REQUESTS = 8, 2_500


@pytest.mark.parametrize("part", range(PARTS))
def test_both_engines_give_the_same_answers(part: int) -> None:
    found = list(islice((one for one in compare(part, REQUESTS) if one is not None), 5))
    assert not found, "\n".join(str(one) for one in found)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (1, True),
        (0, None),
        ("1", 1),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": None}, {}),
        ([1], [1, 2]),
        (0.1 + 0.2, 0.3),
        ({"fault": "KeyError()"}, {"fault": "KeyError()"}),
    ],
)
def test_a_difference_is_found(ours: object, theirs: object) -> None:
    assert list(differences({"a": [ours]}, {"a": [theirs]}))


@pytest.mark.parametrize("value", [1, True, None, "a", [], {"a": [1.5, {"b": 0}]}])
def test_what_is_the_same_is_no_difference(value: object) -> None:
    assert not list(differences(value, value))
    assert not list(differences(4, 4.0))

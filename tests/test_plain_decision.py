"""The yardstick of the benchmarks decides as the engine does: else the two could not be compared."""

from pathlib import Path

from engine import pathway
from engine.guideline import load
from tests.oracle.generate import requests
from tools.plain_decision import decide

GUIDELINE = load(Path(__file__).resolve().parent.parent / "guideline" / "guideline.json")


def test_the_plain_functions_decide_as_the_engine_does() -> None:
    """The same outcome and the same missing inputs, for requests crowded around every limit."""
    for request in requests(500, 1500):
        _, decision = pathway.evaluate(GUIDELINE, request["inputs"])
        assert (decision.outcome, decision.missing) == decide(request["inputs"]), request

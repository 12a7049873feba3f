"""The server and the phone read a record alike: finding for finding, in whatever state the record is."""

from __future__ import annotations

from math import isfinite
from random import Random

from interop.reading import SeveralPatients, read
from tests.fuzz.browser import Browser
from tests.fuzz.compare import differences
from tests.test_interop_shaken import CODES, GUIDELINE, ODD, VECTORS, shaken

RECORDS_ITEMS = 3000
# What JSON can carry: a record comes no other way.
CARRIED = [value for value in ODD if not isinstance(value, float) or isfinite(value)]
SHOWN = ("resource", "standing", "why", "input", "value", "date", "display", "drug", "given")


def record(draw: Random) -> dict[str, object]:
    """Up to five resources of the examples, shaken."""
    chosen = [draw.choice(VECTORS) for _ in range(draw.randint(1, 5))]
    resources = [resource for each in chosen for resource in each["resources"]]
    return {"resources": shaken(draw, resources, CARRIED), "today": chosen[0]["today"]}


def ours(asked: dict[str, object]) -> object:
    resources = [("", resource) for resource in asked["resources"]]  # type: ignore[attr-defined]
    try:
        found = read(GUIDELINE, CODES, resources, str(asked["today"]))
    except SeveralPatients:
        return None
    findings = [{name: getattr(each, name) for name in SHOWN} for each in found.findings]
    for each in findings:
        each["why"] = list(each["why"])
    return {"inputs": found.inputs, "proposed": found.proposed, "findings": findings}


def test_both_readers_find_the_same() -> None:
    draw = Random(6)
    asked = [record(draw) for _ in range(RECORDS_ITEMS)]
    with Browser("record-lines", {"guideline": GUIDELINE.document, "codes": CODES.document}) as browser:
        told = list(browser.ask(asked))
    several = 0
    for one, theirs in zip(asked, told, strict=True):
        mine = ours(one)
        several += mine is None
        assert list(differences(mine, theirs))[:3] == [], one
    assert several < RECORDS_ITEMS / 5

"""Requests with anything wrong in them: each is answered with cards, as malformed or as unanswerable, never with a fault."""

from __future__ import annotations

import json
from random import Random

from flask.testing import FlaskClient

from tests.cds import strict
from tests.cds.asking import CICLOSPORIN, CLARITHROMYCIN, FSGS, ORDER, TACROLIMUS, VIEW, bundle, order, potassium, view
from tests.test_interop_shaken import shaken

TRIES_ITEMS = 900
RECORDS = {"conditions": bundle(FSGS), "labs": bundle(potassium(6.3)), "meds": bundle(TACROLIMUS)}
ASKED = [
    (VIEW, view(**RECORDS)),
    (ORDER, order(CLARITHROMYCIN, CICLOSPORIN, **RECORDS)),
    (ORDER, order(CLARITHROMYCIN, chosen=["MedicationRequest/draft-0"], **RECORDS)),
]


def test_a_shaken_request_is_answered(ehr: FlaskClient) -> None:
    draw, check = Random(2026), strict.validator(strict.RESPONSE)
    met: dict[int, int] = {}
    for number in range(TRIES_ITEMS):
        address, asked = ASKED[number % len(ASKED)]
        changed = next(iter(shaken(draw, [asked])), {})
        reply = ehr.post(address, data=json.dumps(changed), content_type="application/json")
        assert reply.status_code in (200, 400, 412), changed
        met[reply.status_code] = met.get(reply.status_code, 0) + 1
        if reply.status_code == 200:
            check.validate(reply.get_json())
    assert all(met.get(status, 0) > TRIES_ITEMS / 100 for status in (200, 400, 412)), met

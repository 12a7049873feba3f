"""Whatever a body holds, the API answers it in words: never a fault of its own, never a stack trace."""

from __future__ import annotations

import json
from collections import Counter

from flask.testing import FlaskClient

from tests.fuzz.bodies import bodies

COUNT = 3_000


def test_no_body_brings_the_api_to_a_fault(client: FlaskClient) -> None:
    """Torn text, lone surrogates, depth, huge numbers: answered or refused with a reason, and the same the second time."""
    statuses: Counter[int] = Counter()
    for number, body in enumerate(bodies(1, COUNT)):
        reply = client.post(body.route, data=body.content, content_type=body.kind)
        statuses[reply.status_code] += 1
        assert reply.status_code < 500, body
        if reply.status_code != 200:
            told = json.loads(reply.get_data())
            assert reply.content_type == "application/problem+json", body
            assert told["status"] == reply.status_code
            assert told["detail"]
            assert "Traceback" not in reply.get_data(as_text=True)
        if number % 10 == 0:
            again = client.post(body.route, data=body.content, content_type=body.kind)
            assert again.get_data() == reply.get_data(), body
    # Each door was tried, and some went through.
    assert {200, 400, 413, 415, 422} <= set(statuses), statuses

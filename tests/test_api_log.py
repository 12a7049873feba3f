"""What a deployment writes to its log, seen from outside the process: every line arrives, and none quotes anyone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Ends without tidying up, as a process that is killed does.
PROGRAM = """
import os, sys
from api import create_app
client = create_app({"STAGE": "test", "PUBLIC_URL": "https://fsgs.example"}).test_client()
client.post("/v1/pathway", json={"inputs": {"weight": {"value": 71.234, "unit": "kg"}}})
reason = {"reason": {"code": "already-known"}, "userComment": "Mrs Example, room 4"}
told = {"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "overridden"}
told |= {"outcomeTimestamp": "2026-03-10T10:05:31Z", "overrideReason": reason}
client.post("/cds-services/srfsgs-patient-view/feedback", json={"feedback": [told]})
os._exit(0)
"""


def written() -> tuple[str, str]:
    """What the process left on standard output and on standard error."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=usual, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_every_answer_has_its_line_even_where_the_process_ends_at_once() -> None:
    out, _ = written()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["route"], line["status"]) for line in lines] == [
        ("/v1/pathway", 200),
        ("/cds-services/<name>/feedback", 200),
    ]


def test_what_became_of_a_card_is_counted_in_the_log_of_a_deployment() -> None:
    out, errors = written()
    assert "cds feedback: srfsgs-patient-view overridden already-known" in errors
    assert "Example" not in out + errors
    assert "71.234" not in out + errors

"""The same request gets the same bytes in any time zone, language, hour and process, and from one edition alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from engine import monitoring
from engine.guideline import load
from tests.fuzz.browser import Browser
from tests.fuzz.compare import asked_for, differences
from tests.fuzz.server import answered

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))
GUIDELINE = load(ROOT / "guideline" / "guideline.json")
ASKED = [asked for asked in islice(asked_for(23, 40), 150) if asked.get("request")]

# Answers the lines on its standard input through the whole API, with the clock where it is told, or none at all.
PROGRAM = """
import json, locale, sys, time
from pathlib import Path
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # this machine lacks it: the variables are set all the same
from api import create_app
client = create_app().test_client()
def no_clock(*_):
    raise AssertionError("somebody asked what time it is")
if sys.argv[1] == "none":
    from engine import pathway
    from tests.fuzz.server import answered
    from engine.guideline import load
    guideline = load(Path("guideline/guideline.json"))
    time.time = time.time_ns = time.localtime = time.gmtime = no_clock
    for line in sys.stdin:
        print(json.dumps(answered(guideline, json.loads(line)), ensure_ascii=True))
else:
    moment = float(sys.argv[1])
    time.time = lambda: moment
    for line in sys.stdin:
        asked = json.loads(line)
        reply = client.post(asked["route"], json=asked["request"])
        print(json.dumps([reply.status_code, reply.headers["Guideline-Version"], reply.get_data(as_text=True)]))
"""
# Start days around which a host's calendar goes wrong: the clocks change, leap days, ends of years and of centuries.
STARTS = [
    *("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-03-08", "2026-11-01", "2024-02-28", "2024-02-29"),
    *("2023-02-28", "2023-03-01", "2026-12-31", "2027-01-01", "2000-02-28", "2100-02-28", "1999-12-31", "2199-12-30"),
]


def told(clock: str, **environment: str) -> list[str]:
    lines = "".join(json.dumps(asked) + "\n" for asked in ASKED)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, clock],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@cache
def at_home() -> list[str]:
    return told("1.7e9", TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    ("clock", "zone", "language", "seed"),
    [("0", "Pacific/Kiritimati", "tr_TR.UTF-8", "1"), ("4e9", "America/St_Johns", "de_DE.UTF-8", "2")],
)
def test_the_server_answers_alike_in_any_zone_language_hour_and_process(
    clock: str, zone: str, language: str, seed: str
) -> None:
    """1970 on an island a day ahead in Turkish, 2096 on Newfoundland in German: byte for byte the same."""
    assert len(at_home()) == len(ASKED)
    assert told(clock, TZ=zone, LC_ALL=language, LANG=language, PYTHONHASHSEED=seed) == at_home()


def test_the_engine_asks_no_clock() -> None:
    """With a clock that breaks when it is read, every answer is there."""
    answers = told("none", TZ="UTC")
    assert [json.loads(line) for line in answers] == [json.loads(json.dumps(answered(GUIDELINE, one))) for one in ASKED]


@pytest.mark.parametrize(
    ("zone", "language"), [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/St_Johns", "de_DE.UTF-8")]
)
def test_the_phone_answers_alike_without_a_clock(monkeypatch: pytest.MonkeyPatch, zone: str, language: str) -> None:
    """The browser's engine has no Date, no Intl and no Math.random here, in any zone; the answers are the server's."""
    gone = "delete globalThis.Date;delete globalThis.Intl;delete Math.random"
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setenv("LC_ALL", language)
    plans = [
        {"route": "/v1/monitoring-plan", "request": {"start": start, "cni_drug": "tacrolimus"}} for start in STARTS
    ]
    asked = ASKED + plans
    with Browser("answer-lines", DOCUMENT, f"--import=data:text/javascript,{gone.replace(' ', '%20')}") as browser:
        for one, theirs in zip(asked, browser.ask(asked), strict=True):
            assert list(differences(json.loads(json.dumps(answered(GUIDELINE, one))), theirs)) == []


@pytest.mark.parametrize("start", STARTS)
def test_a_plan_counts_days_through_every_odd_day_of_the_calendar(start: str) -> None:
    """Its days are those of Python's own calendar, which knows no zone: weeks of 7 days, months of 30.4375, rounded up."""
    first = date.fromisoformat(start)
    weeks, months = (1, 2, 4, 8, 12), (4, 5, 6, 9, 12, 15, 18, 21, 24)
    days = [7 * week for week in weeks] + [ceil(month * 30.4375) for month in months]
    plan = monitoring.plan(GUIDELINE, start, "tacrolimus")
    found = [row["date"] for row in plan["rows"] if "trough" in row["checks"]]
    assert found == [(first + timedelta(days=count)).isoformat() for count in days]


def test_neither_engine_can_reach_what_differs_between_machines() -> None:
    """No clock, no locale, no chance: the names do not occur in either engine."""
    python = re.compile(r"\b(?:import|from) (?:time|datetime|locale|random|secrets|os|sys|uuid|zoneinfo|calendar)\b")
    script = re.compile(r"toLocale\w*|localeCompare|\bIntl\b|\bDate\b\(|new Date|Math\.random|performance|crypto")
    places = [(path, python) for path in (ROOT / "engine").glob("*.py")]
    places += [(path, script) for path in (ROOT / "static_pwa" / "src" / "engine").glob("*.ts")]
    assert len(places) > 30
    assert [path.name for path, pattern in places if pattern.search(path.read_text(encoding="utf-8"))] == []


def _other_edition() -> dict[str, Any]:
    document = deepcopy(DOCUMENT)
    document["version"] = "2099.1.1"
    document["limits"]["early_switch_weeks"]["value"] = 12
    return document


def test_two_editions_side_by_side_are_never_mixed() -> None:
    """Two applications in one process, asked by eight threads: body, header and limit are always of one edition."""
    clients = [create_app().test_client(), create_app({"GUIDELINE": _other_edition()}).test_client()]
    inputs = {
        "age": {"value": 34, "unit": "a"}, "kidney": "native", "histology": "fsgs", "secondary_causes": "excluded",
        "nephrotic_syndrome_ever": "yes", "cni_status": "never", "steroid_tolerance": "tolerated",
        "steroid_dose_adequacy": "adequate", "steroid_weeks": {"value": 10, "unit": "wk"},
        "proteinuria": {"value": 5, "unit": "g/g"}, "proteinuria_baseline": {"value": 8, "unit": "g/g"},
    }  # fmt: skip

    def ask(number: int) -> tuple[int, Any]:
        client: FlaskClient = clients[number % 2]
        return number % 2, client.post("/v1/pathway", json={"inputs": inputs})

    with ThreadPoolExecutor(8) as pool:
        for which, reply in pool.map(ask, range(60)):
            version = (DOCUMENT["version"], "2099.1.1")[which]
            raised = [alert["id"] for alert in reply.get_json()["alerts"]]
            assert reply.get_json()["guideline"]["version"] == reply.headers["Guideline-Version"] == version
            assert ("early_switch_possible" in raised) is (which == 0)  # 10 weeks: from 8 in one, from 12 in the other

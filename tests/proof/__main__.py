"""Contract, hostile bodies and agreement of the engines, in the numbers that the safety case names."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from time import perf_counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from app import create_app
from tests.fuzz.bodies import bodies
from tests.test_contract import contract

EXAMPLES, BODIES, EVALUATIONS, REQUESTS = 10_000, 100_000, 1_000_000, 5_000
SLOWEST_MS = 100
SEED = 20_261_125


def by_contract() -> tuple[bool, str]:
    """Every operation of the contract, with all checks, on drawn requests."""
    asked: Counter[str] = Counter()
    operations = [found.ok() for found in contract.get_all_operations()]
    # An operation without a body has few requests of its own; the others make up the number.
    each = -(-EXAMPLES // sum(bool(list(operation.body)) for operation in operations))
    for operation in operations:

        @settings(
            max_examples=each,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given(operation.as_strategy())
        def holds(case: schemathesis.Case) -> None:
            asked.update(["asked"])
            case.call_and_validate()

        try:
            holds()
        except Exception as failure:
            return False, f"contract: {sum(asked.values())} examples, then {operation.label}: {failure}"
    examples = sum(asked.values())
    return examples >= EXAMPLES, f"contract: {examples} examples over {len(operations)} operations, 0 failures"


def by_bodies() -> tuple[bool, str]:
    """Hostile bodies, in-process: no fault of the API's own, and how long the slowest in a thousand took."""
    client, statuses, times = create_app().test_client(), Counter[int](), []
    for body in bodies(SEED, BODIES):
        began = perf_counter()
        reply = client.post(body.route, data=body.content, content_type=body.kind)
        times.append((perf_counter() - began) * 1000)
        statuses[reply.status_code] += 1
    times.sort()
    slow = times[len(times) * 999 // 1000]
    faults = sum(count for status, count in statuses.items() if status >= 500)
    told = f"hostile bodies: {BODIES}, {faults} faults of the server, {slow:.1f} ms at p99.9 ({dict(sorted(statuses.items()))})"
    return faults == 0 and slow < SLOWEST_MS, told


def by_engines() -> tuple[bool, str]:
    """Both engines' answers, and every expression in all four evaluators; seed and figures stand in the last line."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", str(REQUESTS), str(SEED)], capture_output=True, text=True, check=False
    )
    last = done.stdout.replace("\r", "\n").strip().splitlines()[-1]
    evaluations = int(last.split(" answers, ")[1].split(" evaluations")[0])
    return done.returncode == 0 and evaluations >= EVALUATIONS, f"engines: {last.strip()}"


def main() -> int:
    held = True
    for prove in (by_contract, by_bodies, by_engines):
        began = perf_counter()
        good, told = prove()
        held = held and good
        print(f"{'holds' if good else 'FAILS'}  {told}  [{perf_counter() - began:.0f} s]", flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

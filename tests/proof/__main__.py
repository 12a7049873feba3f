"""Contract, hostile bodies and agreement of the engines and slow clients, in the large numbers below."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from time import perf_counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from app import create_app
from tests.fuzz.bodies import bodies
from tests.proof.slow_clients import Siege, besieged, documented, many_files, served, whole_requests_only
from tests.test_contract import contract

EXAMPLES, BODIES, EVALUATIONS, REQUESTS = 10_000, 100_000, 1_000_000, 5_000
SLOWEST_MS = 100
CROWD, SIEGE_SECONDS = 1_000, 30
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


def told(siege: Siege) -> str:
    answered = siege.clinicians[200]
    others = siege.clinicians.total() - answered
    return f"{answered} evaluations answered, {others} not; {siege.closed} slow ones closed, given {dict(siege.crowd)}"


def by_slow_clients() -> tuple[bool, str]:
    """Waitress as documented, and gunicorn behind what hands on whole requests: clinicians are all answered."""
    many_files()
    with served(documented("waitress-serve")) as server:
        alone = besieged(server, CROWD, SIEGE_SECONDS)
    with served(documented("gunicorn")) as server, whole_requests_only(server.port) as through:
        behind = besieged(server, CROWD, SIEGE_SECONDS, through)
    good = all(
        set(siege.clinicians) == {200}
        and not any(status >= 500 for status in siege.crowd)
        and siege.recovers
        and siege.processes[0] == siege.processes[1]
        and siege.sockets[1] <= siege.sockets[0]
        for siege in (alone, behind)
    )
    return good, f"{CROWD} slow clients: waitress: {told(alone)}; gunicorn behind a proxy: {told(behind)}"


def by_gunicorn_alone() -> tuple[bool, str]:
    """What the documentation warns of: it is held up, replaces the workers that wait, and answers once they are gone."""
    many_files()
    with served(documented("gunicorn")) as server:
        siege = besieged(server, CROWD, SIEGE_SECONDS)
    good = siege.recovers and len(siege.processes[0]) == len(siege.processes[1])
    return good and siege.sockets[1] <= siege.sockets[0], f"gunicorn without one, {CROWD} slow clients: {told(siege)}"


def main() -> int:
    held = True
    for prove in (by_contract, by_bodies, by_slow_clients, by_gunicorn_alone, by_engines):
        began = perf_counter()
        good, told = prove()
        held = held and good
        print(f"{'holds' if good else 'FAILS'}  {told}  [{perf_counter() - began:.0f} s]", flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.fuzz 1000000` puts a million requests to both engines and the referees; a second number is a seed."""

from __future__ import annotations

import os
import secrets
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from time import monotonic

from tests.fuzz.browser import bundles
from tests.fuzz.compare import compare
from tests.fuzz.referees import judged

CHUNK = 500
SHOWN = 20


def chunk(seed: int, count: int) -> tuple[int, int, list[str]]:
    """How many answers and evaluations were compared for some requests, and every difference."""
    answers, evaluations, found = 0, 0, []
    for difference in compare(seed, count):
        answers += 1
        if difference is not None:
            found.append(f"seed {seed}: {difference}")
    for verdict in judged(seed, count):
        evaluations += verdict.evaluations
        found += [f"seed {seed}: {place}" for place in verdict.differences]
    return answers, evaluations, found


def main(arguments: list[str]) -> int:
    """Exit code 1 where anything differed; the first differences are printed."""
    count = int(arguments[0]) if arguments else CHUNK
    first = int(arguments[1]) if len(arguments) > 1 else secrets.randbelow(10**9)
    seeds = range(first, first + -(-count // CHUNK))
    bundles()  # once, before the workers part
    began, done, answers, evaluations, found = monotonic(), 0, 0, 0, []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for job in as_completed(pool.submit(chunk, seed, min(CHUNK, count)) for seed in seeds):
            more_answers, more_evaluations, differences = job.result()
            done, answers, evaluations = done + 1, answers + more_answers, evaluations + more_evaluations
            for difference in differences[: max(0, SHOWN - len(found))]:
                sys.stdout.write(f"\n{difference}\n")
            found += differences
            left = (monotonic() - began) / done * (len(seeds) - done) / 60
            sys.stdout.write(
                f"\r{done * CHUNK} of {count} requests from seed {first}: {answers} answers, {evaluations} evaluations, "
                f"{len(found)} differences; {left:.0f} minutes left "
            )
            sys.stdout.flush()
    sys.stdout.write("\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

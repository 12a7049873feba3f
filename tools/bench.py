"""Runs every measurement in turn, prints each beside its budget, and writes docs/benchmarks.md.

`python -m tools.bench 3` measures three times: the page gives the median, and the lowest and highest.
"""

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from math import inf
from pathlib import Path

from tools import chromium

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
Measure = tuple[str, float, float, str]
PARTS = {
    "bench_size": "What is loaded",
    "bench_app": "The app on a slow phone",
    "bench_engine": "The engine",
    "bench_lambda": "The function",
}
HEAD = """# Measurements

Written by `make bench` (`make bench TIMES=3` measures three times). Every ratio is to a baseline of the same run, so a
slow machine slows both; times are of this machine alone. A row without a budget is there to compare with. What is over
its budget says so.

"""


def machine() -> str:
    """What the figures were measured on, and with which versions."""
    cores = os.cpu_count()
    model = "unnamed processor"
    if Path("/proc/cpuinfo").exists():
        names = [
            line for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if "model name" in line
        ]
        model = names[0].partition(":")[2].strip() if names else platform.machine()
    tools = [f"Python {platform.python_version()}"]
    tools += [f"{name} {version(name)}" for name in ("flask", "marshmallow", "flask-smorest", "cel-expr-python")]
    tools.append(f"node {said(['node', '--version'])}")
    if browser := chromium.find():
        tools.append(said([browser, "--version"]).removesuffix("built on Debian GNU/Linux 12 (bookworm)").strip())
    day = datetime.now(UTC).date()
    return f"{day}, {cores} cores ({model}), {platform.system()}. {', '.join(tools)}.\n"


def said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def written(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def row(runs: Iterable[Measure]) -> str:
    """One measurement: its median, its spread, its budget, and whether it holds."""
    (what, _, budget, unit), *_ = runs = list(runs)
    found = sorted(much for _, much, _, _ in runs)
    median = statistics.median(found)
    spread = f"{written(found[0])} to {written(found[-1])}" if len(found) > 1 else ""
    limit = "" if budget == inf else f"{budget:g}"
    holds = "" if budget == inf else "holds" if median <= budget else "**over**"
    return f"| {what} | {written(median)} | {spread} | {limit} | {unit} | {holds} |"


def main(times: int) -> None:
    lines = [HEAD, machine()]
    for part, title in PARTS.items():
        print(f"\n{title}", flush=True)
        lines.append(
            f"\n## {title}\n\n| what | median | lowest to highest | budget | unit | |\n|---|---|---|---|---|---|\n"
        )
        runs = [list(import_module(f"tools.{part}").measures()) for _ in range(times)]
        for measured in zip(*runs, strict=True):
            line = row(measured)
            print(line, flush=True)
            lines.append(line + "\n")
    PAGE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)

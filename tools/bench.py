"""Measures what a clinician waits for: how much is loaded, and how fast an answer comes."""

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIST = ROOT / "static_pwa" / "dist"
PATIENT = {
    "age": {"value": 34, "unit": "a"},
    "sex": "female",
    "kidney": "native",
    "histology": "fsgs",
    "cni_barriers": [],
    "proteinuria": {"value": 520, "unit": "mg/mmol"},
    "steroid_weeks": {"value": 16, "unit": "wk"},
}
BROTLI = """
const { readFileSync } = require("fs"), { brotliCompressSync } = require("zlib");
console.log(process.argv.slice(1).reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0));
"""


def brotli_kilobytes(files: list[Path]) -> float:
    said = subprocess.run(["node", "-e", BROTLI, *map(str, files)], capture_output=True, text=True, check=True)
    return int(said.stdout) / 1000


def kept_on_the_device() -> list[Path]:
    worker = (DIST / "sw.js").read_text(encoding="utf-8")
    start = worker.index('"files":') + len('"files":')
    names, _ = json.JSONDecoder().raw_decode(worker[start:])
    return [DIST / name for name in names]


def before_the_first_screen() -> list[Path]:
    page = DIST / "index.html"
    names = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.read_text(encoding="utf-8"))
    return [page, *(DIST / name for name in names)]


def fastest(run: list[str]) -> float:
    """Milliseconds of the fastest of five runs: what the machine's other work adds is not the program's."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(run, cwd=ROOT, check=True)
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def milliseconds(run: Callable[[], object], times: int) -> float:
    """The 95th percentile of `times` runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(taken, n=20)[-1]


def measures() -> list[tuple[str, float, float, str]]:
    """What, how much, the budget, the unit."""
    sys.path.insert(0, str(ROOT))
    from app import app
    from engine import pathway
    from engine.guideline import load

    guideline = load(ROOT / "guideline" / "guideline.json")
    client = app.test_client()
    body = {"inputs": PATIENT}
    imported = fastest([sys.executable, "-c", "import app"]) - fastest([sys.executable, "-c", "pass"])
    return [
        ("before the first screen", brotli_kilobytes(before_the_first_screen()), 15, "kB brotli"),
        ("kept on the device, guideline and all", brotli_kilobytes(kept_on_the_device()), 60, "kB brotli"),
        ("import of the API", imported, 350, "ms"),
        (
            "an answer of the engine, slowest of 20",
            milliseconds(lambda: pathway.answer(guideline, PATIENT), 200),
            50,
            "ms",
        ),
        (
            "an answer of the API, slowest of 20",
            milliseconds(lambda: client.post("/v1/pathway", json=body), 200),
            50,
            "ms",
        ),
    ]


def main() -> None:
    from tools import bench_app  # after the path is set, so that the module runs from anywhere

    for what, much, budget, unit in [*measures(), *bench_app.measures()]:
        print(f"{what:<40}{much:>10.1f} {unit:<10} budget {budget:g}{'   OVER' if much > budget else ''}")


if __name__ == "__main__":
    main()

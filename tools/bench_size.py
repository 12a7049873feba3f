"""Measures how much is loaded before the first screen and kept for work without a network, and the API's import."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIST = ROOT / "static_pwa" / "dist"
Measure = tuple[str, float, float, str]
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
    """The page, its script and its sheet; the guideline comes beside them, and nothing waits for it to draw."""
    page = DIST / "index.html"
    names = re.findall(r'(?:src|href)="\./(assets/[^"]+\.(?:js|css))"', page.read_text(encoding="utf-8"))
    return [page, *(DIST / name for name in names)]


def fastest(run: list[str]) -> float:
    """Milliseconds of the fastest of five runs: what the machine's other work adds is not the program's."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(run, cwd=ROOT, check=True)
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def measures() -> list[Measure]:
    """What, how much, the budget, the unit."""
    imported = fastest([sys.executable, "-c", "import app"]) - fastest([sys.executable, "-c", "pass"])
    return [
        ("before the first screen", brotli_kilobytes(before_the_first_screen()), 15, "kB brotli"),
        ("kept on the device, guideline and all", brotli_kilobytes(kept_on_the_device()), 60, "kB brotli"),
        ("import of the API", imported, 350, "ms"),
    ]

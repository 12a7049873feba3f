"""Measures the package beside what it could have been: Zappa's own zip, and bare Flask packaged as well as ours.

Every figure is a ratio to a baseline of the same run, taken in turns, so that a busy machine spoils both alike.
`python -m tools.bench_lambda` prints them; the default zip is built once, in build/bench.
"""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy import package

from . import events
from .function import Function

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "bench"
RUNS = 25
WARM = 300
MANY = 100_000
LOAD_SECONDS = 5
INPUTS = {
    "age": {"value": 34, "unit": "a"},
    "cni_status": "taking",
    "cni_drug": "tacrolimus",
    "creatinine": {"value": 1.3, "unit": "mg/dL"},
    "creatinine_baseline": {"value": 0.9, "unit": "mg/dL"},
    "cni_trough": {"value": 6, "unit": "ng/mL"},
    "potassium": {"value": 4.4, "unit": "mmol/L"},
}
STAGE = {"STAGE": "bench", "FSGS_PUBLIC_URL": "https://fsgs.example"}
BODY = json.dumps({"inputs": INPUTS})
HEALTH = events.url("GET", "/health", headers={})
EVALUATION = events.url("POST", "/v1/pathway", BODY)
Measure = tuple[str, float, float, str]

# Bare Flask, with our adapter, our start and the same engine: what is compared is everything else that we add.
BARE = """
import gc
gc.disable()
from apig_wsgi import make_lambda_handler
from flask import Flask, request

app = Flask(__name__, static_folder=None)


@app.get("/health")
def health():
    return {"status": "ok", "guideline": {"id": "resistant-fsgs", "version": "1"}, "software": "1"}

EVALUATE
handler = make_lambda_handler(app)
gc.freeze()
gc.enable()
"""
EVALUATE = """
import pathlib
from engine import pathway
from engine.guideline import load

guideline = load(pathlib.Path(pathway.__file__).parent.parent / "guideline" / "guideline.json")


@app.post("/v1/pathway")
def evaluate():
    return pathway.answer(guideline, request.get_json()["inputs"])
"""
STARLETTE = """
from mangum import Mangum
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def health(request):
    return JSONResponse({"status": "ok", "guideline": {"id": "resistant-fsgs", "version": "1"}, "software": "1"})

handler = Mangum(Starlette(routes=[Route("/health", health)]), lifespan="off")
"""
PLAIN_ZAPPA = {"dev": {"app_function": "app.app", "project_name": "plain", "runtime": "python3.11", "s3_bucket": "x"}}
# What a fresh process does: import the handler, answer once; then, warm, many times.
PROCESS = """
import sys, time
began, busy = time.perf_counter(), time.process_time()
import importlib, json, types
name, event, times = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
module, _, function = name.rpartition(".")
handler = getattr(importlib.import_module(module), function)
context = types.SimpleNamespace(aws_request_id="1", function_name="f", invoked_function_arn="a", memory_limit_in_mb=512)
out, sys.stdout = sys.stdout, open("/dev/null", "w")
reply = handler(event, context)
cold, busy = time.perf_counter() - began, time.process_time() - busy
assert reply["statusCode"] == 200, reply
taken = []
for _ in range(times):
    start = time.perf_counter()
    handler(event, context)
    taken.append(time.perf_counter() - start)
taken.sort()
status = open("/proc/self/status").read()
warm = taken[len(taken) // 2] if taken else 0
resident = int(status.split("VmRSS:")[1].split()[0]) / 1000
out.write(json.dumps({"cold": cold * 1000, "busy": busy * 1000, "warm": warm * 1000, "resident": resident}))
"""


@dataclass(frozen=True)
class Candidate:
    """Something that answers Lambda events: where it lies, and the handler's name."""

    name: str
    folder: Path
    handler: str
    above: Path | None = None  # another folder to import from

    def run(self, event: Any, times: int = 0) -> dict[str, float]:
        path = os.pathsep.join(str(one) for one in (self.folder, self.above) if one)
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **STAGE}
        environment |= {"AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1"}
        command = [sys.executable, "-S", "-s", "-c", PROCESS, self.handler, json.dumps(event), str(times)]
        ran = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(f"{self.name}: {ran.stderr[-2000:]}")
        return dict(json.loads(ran.stdout))


def medians(candidates: list[Candidate], event: Any, runs: int = RUNS, times: int = 0) -> dict[str, dict[str, float]]:
    """The median of `runs` fresh processes of each, taken in turns."""
    found: dict[str, list[dict[str, float]]] = {one.name: [] for one in candidates}
    for _ in range(runs):
        for one in candidates:
            found[one.name].append(one.run(event, times))
    return {
        name: {key: statistics.median(each[key] for each in all_) for key in all_[0]} for name, all_ in found.items()
    }


def unpacked(zipped: Path, folder: Path) -> Path:
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder


def made(folder: Path, source: str, asked: list[str]) -> Path:
    """A package of one module `entry` over `asked`, with byte code like ours."""
    folder.mkdir()
    entry = folder / "source" / "entry.py"
    entry.parent.mkdir()
    entry.write_text(source, encoding="utf-8")
    package.stage(folder / "task", [*package.libraries(asked), ("entry.py", entry)], ["entry.py"])
    return folder / "task"


def plain_zappa() -> Path:
    """The same app as `zappa package` makes it with the shortest settings; needs the registry the first time."""
    zipped = KEPT / "zappa.zip"
    if not zipped.exists():
        project = KEPT / "project"
        project.mkdir(parents=True, exist_ok=True)
        for name, source in package.ours():
            if not name.startswith("deploy/"):
                copy = project / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(source.read_bytes())
        (project / "zappa_settings.json").write_text(json.dumps(PLAIN_ZAPPA), encoding="utf-8")
        venv = KEPT / "venv"
        wanted = [*package.asked_for(), "zappa==0.63.0"]
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", *wanted], check=True)
        environment = {**os.environ, "VIRTUAL_ENV": str(venv), "PATH": f"{venv / 'bin'}:{os.environ['PATH']}"}
        command = [str(venv / "bin" / "zappa"), "package", "dev", "-o", str(zipped)]
        subprocess.run(command, cwd=project, env=environment, check=True, stdout=subprocess.DEVNULL)
    return zipped


def packaged(folder: Path) -> Candidate:
    """The package as it is deployed, unpacked into `folder`."""
    return Candidate("ours", unpacked(package.build(folder / "api.zip"), folder / "ours"), "deploy.entry.handler")


@contextlib.contextmanager
def candidates() -> Iterator[dict[str, Candidate]]:
    flask = ["apig-wsgi", "flask"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = packaged(folder)
        bare = made(folder / "bare", BARE.replace("EVALUATE", ""), flask)
        engine = made(folder / "engine", BARE.replace("EVALUATE", EVALUATE), flask)
        starlette = made(folder / "starlette", STARLETTE, ["starlette", "mangum"])
        zappa = unpacked(plain_zappa(), folder / "zappa")
        yield {
            "ours": ours,
            "bare": Candidate("bare", bare, "entry.handler"),
            "engine": Candidate("engine", engine, "entry.handler", above=ours.folder),
            "starlette": Candidate("starlette", starlette, "entry.handler"),
            "zappa": Candidate("zappa", zappa, "handler.lambda_handler"),
        }


def memory(one: Candidate, times: int = MANY) -> tuple[float, float]:
    """Megabytes resident under AWS's runtime client after 1,000 evaluations, and how many more after `times`."""
    with Function(one.folder, one.handler) as function:
        for _ in range(1000):
            function.call(EVALUATION)
        first = function.resident()
        for _ in range(times - 1000):
            function.call(EVALUATION)
        return first, function.resident() - first


@contextlib.contextmanager
def gunicorn(one: Candidate, application: str, workers: int = 2) -> Iterator[str]:
    """The address of `application` under gunicorn, with so many workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = os.pathsep.join(str(each) for each in (one.folder, one.above) if each)
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", str(workers), application]
    environment = {**os.environ, "PYTHONPATH": path, **STAGE}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=one.folder, env=environment, stdout=quiet, stderr=quiet)
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{base}/health", timeout=5).close()
                break
            if server.poll() is not None:
                raise RuntimeError("gunicorn ended at once: is it there? make .venv/bench")
            time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait()


def rate(base: str, seconds: float = LOAD_SECONDS, clients: int = 4) -> float:
    """Evaluations answered a second, asked by `clients` at once for `seconds`. Asks nobody but this machine."""
    assert base.startswith("http://127.0.0.1:")
    end = time.perf_counter() + seconds

    def ask(_: int) -> int:
        answered = 0
        while time.perf_counter() < end:
            request = urllib.request.Request(f"{base}/v1/pathway", BODY.encode(), events.JSON)
            with urllib.request.urlopen(request, timeout=10) as reply:
                reply.read()
            answered += 1
        return answered

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        total = sum(pool.map(ask, range(clients)))
    return total / (time.perf_counter() - began)


def measures(times: int = MANY) -> list[Measure]:
    """What, how much, the budget, the unit."""
    with candidates() as every:
        ours, bare, engine = every["ours"], every["bare"], every["engine"]
        health = medians([ours, bare, every["starlette"], every["zappa"]], HEALTH, times=WARM)
        first = medians([ours, engine], EVALUATION, times=WARM)
        resident, grown = memory(ours, times)
        with gunicorn(ours, "deploy.entry:app") as base:
            rate_ours = rate(base)
        with gunicorn(engine, "entry:app") as base:
            rate_bare = rate(base)
    cold = {name: each["cold"] for name, each in health.items()}
    return [
        ("cold start, of Zappa's default zip", cold["ours"] / cold["zappa"], 0.25, "×"),
        ("cold start, of bare Flask packaged alike", cold["ours"] / cold["bare"], 1.1, "×"),
        ("the same to a first evaluation", first["ours"]["cold"] / first["engine"]["cold"], 1.1, "×"),
        ("cold start, of Starlette with Mangum", cold["ours"] / cold["starlette"], float("inf"), "×"),
        (
            "cold start, of bare Flask, processor alone",
            health["ours"]["busy"] / health["bare"]["busy"],
            float("inf"),
            "×",
        ),
        ("cold start", cold["ours"], float("inf"), "ms"),
        ("warm evaluation, of bare Flask's", first["ours"]["warm"] / first["engine"]["warm"], 1.5, "×"),
        ("warm /health, of bare Flask's", health["ours"]["warm"] / health["bare"]["warm"], float("inf"), "×"),
        ("warm evaluation", first["ours"]["warm"], float("inf"), "ms"),
        ("resident after 1,000 evaluations", resident, 45, "MB"),
        (f"more after {times:,}", grown, 2, "MB"),
        ("evaluations a second, of bare Flask's", rate_ours / rate_bare, float("inf"), "×"),
        ("evaluations a second, gunicorn, 2 workers", rate_ours, float("inf"), "1/s"),
    ]


def load() -> None:
    """Tells what one process and two answer a second: the arithmetic of docs/scale.md starts from the first."""
    with tempfile.TemporaryDirectory() as folder:
        ours = packaged(Path(folder))
        for workers in (1, 2):
            with gunicorn(ours, "deploy.entry:app", workers) as base:
                print(f"{workers} process{'es' if workers > 1 else ''}: {rate(base):.0f} evaluations a second")


def main() -> None:
    if sys.argv[1:] == ["load"]:
        load()
        return
    for what, much, budget, unit in measures():
        wanted = f"budget {budget:g}{'   OVER' if much > budget else ''}" if budget < float("inf") else ""
        print(f"{what:<45}{much:>10.2f} {unit:<5} {wanted}".rstrip())


if __name__ == "__main__":
    main()

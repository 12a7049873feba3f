"""The parts know each other in one direction only: app, API, schemas and readers of records, engine. The compiler stays at home."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Reading the clock, drawing lots, files, network: an engine with any of these could answer twice differently.
OUTSIDE_WORLD = {
    "http",
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "time",
    "urllib",
}
LOADERS = ("engine/guideline.py", "interop/codes.py")  # each reads a compiled document, once
CLOCK = {"today", "now", "utcnow"}
BUILD_ONLY = ("compiler", "cel_expr_python", "google.protobuf", "waitress", "boto3", "botocore", "tools")


def nodes(folder: str) -> list[tuple[Path, ast.AST]]:
    return [(file, node) for file in ROOT.glob(folder) for node in ast.walk(ast.parse(file.read_text()))]


def pure_nodes() -> list[tuple[Path, ast.AST]]:
    return nodes("engine/**/*.py") + nodes("interop/**/*.py")


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [(node.module or "").partition(".")[0]]
    return []


def test_no_import_goes_against_the_direction() -> None:
    # In a process of its own: it silences every logger that it finds, and other tests read the log.
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_app_is_a_door_to_the_api_and_nothing_opens_it_from_inside() -> None:
    assert {name for _, node in nodes("app.py") for name in imported(node)} == {"api"}
    inside = [entry for folder in ("api", "schemas", "interop", "engine") for entry in nodes(f"{folder}/**/*.py")]
    assert [file.name for file, node in inside if "app" in imported(node)] == []


def test_the_engine_and_the_readers_of_records_need_only_python() -> None:
    allowed = set(sys.stdlib_module_names) | {"engine", "interop"}
    found = [f"{file.name}: {name}" for file, node in pure_nodes() for name in imported(node) if name not in allowed]
    assert found == []


def test_the_engine_and_the_readers_of_records_know_no_clock_and_no_outside_world() -> None:
    pure = [(file, node) for file, node in pure_nodes() if f"{file.parent.name}/{file.name}" not in LOADERS]
    found = [f"{file.name}: {name}" for file, node in pure for name in imported(node) if name in OUTSIDE_WORLD]
    found += [
        f"{file.name}:{node.lineno}: {node.attr}"
        for file, node in pure
        if isinstance(node, ast.Attribute) and node.attr in CLOCK
    ]
    found += [
        f"{file.name}:{node.lineno}: open()"
        for file, node in pure
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert found == []


def test_what_only_the_build_needs_is_not_loaded_to_answer_a_request() -> None:
    code = (
        "import json, sys; from app import create_app; create_app({}).test_client().get('/health'); "
        f"print(json.dumps([name for name in {BUILD_ONLY!r} if name in sys.modules]))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

"""The house rules that a reader would otherwise have to check: no clinical number in code, no test without a claim."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Numbers that count, index, scale or round. Any other number belongs into guideline/, with its source.
STRUCTURAL = {0, 1, 2, 10, 100, 1000, 1_000_000}
HTTP = {status.value for status in HTTPStatus}
# Where more is allowed, and why. A folder ends in a slash; None allows any number there.
ALSO: dict[str, tuple[set[float] | None, str]] = {
    "api/": (HTTP, "HTTP status codes"),
    "engine/numbers.py": ({0.5, 6}, "rounds half up, to six decimals"),
    "static_pwa/src/engine/numbers.ts": ({0.5, 6}, "rounds half up, to six decimals"),
    "static_pwa/src/views/pictures/": (None, "pixels"),
}

PYTHON_CODE = ("engine/", "api/", "schemas/", "app.py")
APP_CODE = "static_pwa/src/"
TESTS_OF_APP = (".test.ts", ".test.tsx")

# The one letter in brackets keeps this file from matching itself.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:[t]mp|[w]ork|[r]oot|[h]ome)/[a-z]", re.IGNORECASE)
REGISTRY = re.compile(r'registry\.np[m]js|pyp[i]\.org/simple|files\.pythonho[s]ted|deb\.debi[a]n\.org|"resolved": "htt[p]')

TOKEN = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<string> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
    | (?P<template> `(?:\\.|[^`\\])*` )
    | (?P<regex> (?<=[=(,:!&|?{};\[\n>]) \s* /(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]* )
    """,
    re.VERBOSE | re.DOTALL,
)
NUMBER = re.compile(r"(?<![\w$.])(?:0[xob][\da-f_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?)n?(?![\w$])", re.IGNORECASE)

# What counts as a claim in a test: these statements, and calls of these names.
CLAIMS = re.compile(r"^(raises|warns|fail|expect|call_and_validate|(assert|expect|check|until)(_\w+)?)$")


def tracked(suffixes: tuple[str, ...] = ("",)) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = listed.stdout.splitlines()
    return [name for name in names if name.endswith(suffixes) and (ROOT / name).is_file()]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="ignore")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    names = [name for name in tracked() if not name.endswith(".png")]
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in names
        for number, line in enumerate(text(name).splitlines(), 1)
        if pattern.search(line)
    ]


def blank(match: re.Match[str]) -> str:
    """What is no code becomes white space; the expressions inside a template stay, at their lines."""
    found = match.group()
    if match.lastgroup == "template":
        parts = re.split(r"(\$\{[^{}]*\})", found)
        return "".join(code(part) if part.startswith("${") else re.sub(r"[^\n]", " ", part) for part in parts)
    return re.sub(r"[^\n]", " ", found)


def code(source: str) -> str:
    """TypeScript without its comments, strings and patterns."""
    return TOKEN.sub(blank, source)


def numbers_in_typescript(source: str) -> Iterator[tuple[int, float]]:
    stripped = code(source)
    for match in NUMBER.finditer(stripped):
        written = match.group().replace("_", "").rstrip("n").lower()
        value = float(int(written, 0)) if written[:2] in ("0x", "0o", "0b") else float(written)
        yield stripped.count("\n", 0, match.start()) + 1, value


def numbers_in_python(source: str) -> Iterator[tuple[int, float]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            yield node.lineno, node.value


def allowed(name: str, value: float) -> bool:
    if value in STRUCTURAL:
        return True
    places = [numbers for place, (numbers, _) in ALSO.items() if name == place or (place[-1] == "/" and name.startswith(place))]
    return any(numbers is None or value in numbers for numbers in places)


def strange_numbers(names: list[str], read: Callable[[str], Iterator[tuple[int, float]]]) -> list[str]:
    return [f"{name}:{line}: {value:g}" for name in names for line, value in read(text(name)) if not allowed(name, value)]


def test_no_clinical_number_stands_in_python_code() -> None:
    names = [name for name in tracked((".py",)) if name.startswith(PYTHON_CODE)]
    found = strange_numbers(names, numbers_in_python)
    assert not found, "Numbers belong into guideline/:\n" + "\n".join(found)


def test_no_clinical_number_stands_in_the_apps_code() -> None:
    names = [name for name in tracked((".ts", ".tsx")) if name.startswith(APP_CODE) and not name.endswith(TESTS_OF_APP)]
    found = strange_numbers(names, numbers_in_typescript)
    assert not found, "Numbers belong into guideline/:\n" + "\n".join(found)


def test_every_exception_is_of_a_file_that_is_there() -> None:
    names = tracked()
    assert [place for place in ALSO if not any(name.startswith(place) for name in names)] == []


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("if (egfr < 30) stop();", [30]),
        ("const limit = .5e1, mask = 0x1F;", [5, 31]),
        ("// at 3.5 g/g\nconst a = 7;", [7]),
        ("/* 3.5 */ const t2 = 'above 3.5';", []),
        ("const says = `at ${weeks > 16 ? 'late' : 'early'} 4`;", [16]),
        (r"const day = /^\d{4}-\d{2}$/.test(said) ? 1 : 0;", [1, 0]),
        ("const half = total / 2 / 4;", [2, 4]),
        ("const p = <p>Wait 6 months</p>;", [6]),
        ('const url = "https://a/b"; const n = 9;', [9]),
    ],
)
def test_numbers_are_found_in_code_but_not_in_words(source: str, numbers: list[float]) -> None:
    assert [value for _, value in numbers_in_typescript(source)] == numbers


def test_a_number_is_reported_with_its_line() -> None:
    assert list(numbers_in_typescript("/* 1\n2 */\n`\n`;\nx = 7;")) == [(5, 7)]
    assert list(numbers_in_python("x = 1\ny = True\nz = -3.5")) == [(1, 1), (3, 3.5)]


def claims(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return bool(CLAIMS.match(name))


def silent_python_tests(source: str) -> list[tuple[int, str]]:
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    tests = [node for node in functions if node.name.startswith("test")]
    return [(test.lineno, test.name) for test in tests if not any(map(claims, ast.walk(test)))]


def silent_app_tests(source: str) -> list[int]:
    """Lines of `it(…)` and `test(…)` whose brackets hold no expectation."""
    stripped = code(source)
    silent = []
    for match in re.finditer(r"(?<![\w.])(?:it|test)(?:\.\w+)*\s*\(", stripped):
        depth, end = 1, match.end()
        while depth and end < len(stripped):
            depth += {"(": 1, ")": -1}.get(stripped[end], 0)
            end += 1
        each = ".each" in match.group()  # the claim stands in the call after the table
        if not re.search(r"\b(expect|assert)\w*\s*[.(]", stripped[match.end() : len(stripped) if each else end]):
            silent.append(stripped.count("\n", 0, match.start()) + 1)
    return silent


def test_every_test_claims_something() -> None:
    python = [name for name in tracked((".py",)) if name.startswith("tests/")]
    found = [f"{name}:{line}: {test}" for name in python for line, test in silent_python_tests(text(name))]
    app = tracked(TESTS_OF_APP)
    found += [f"{name}:{line}" for name in app for line in silent_app_tests(text(name))]
    assert not found, "These tests would pass whatever happens:\n" + "\n".join(found)


def test_a_test_that_claims_nothing_is_found() -> None:
    assert silent_python_tests("def test_a():\n    print(1)\n\ndef test_b():\n    assert 1\n") == [(1, "test_a")]
    assert silent_app_tests('test("a", () => { run(); });\ntest("b", () => { expect(run()).toBe(1); });') == [1]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY) == []

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
# A constant whose name says what it measures, and that this is no one's health, may hold any number.
TECHNICAL = re.compile(
    r"""^(?:export\ )?(?:const\ )?
        (?:\w+_(?:MS|SECONDS|MINUTES|PX|BYTES|CHARACTERS|ITEMS)
         | OPEN|SHOWN|SHORT|LONG|LONG_WORD|LONGEST  # rows and letters before the rest folds
         | ECHO|DEEPEST|HALVINGS)                   # letters repeated, levels nested, tries
        (?::\ \w+)?\ =\ """,
    re.VERBOSE,
)
# So may what only counts what is shown, or waits.
COUNTING = re.compile(
    r"\brows=\{\d+\} | \.length\s*(?:[<>]=?|===)\s*\d+ | \.slice\([^()]*\) | \.length\s*-\s*\d+"
    r"| \bset(?:Timeout|Interval)\([^;]*,\s*[\d_]+\)",
    re.VERBOSE,
)
HTTP = {float(status) for status in HTTPStatus}
CHARACTERS = {0x20, 0x7F, 0x9F, 0xD800, 0xDFFF}
CALENDAR = {4, 12, 28, 29, 30, 31, 365, 366, 400}
# Where more is allowed, and why. A folder ends in a slash.
ALSO: dict[str, tuple[set[float], str]] = {
    "api/": (HTTP, "HTTP status codes"),
    "api/__init__.py": ({64, 1024}, "bytes of the longest body"),
    "api/body.py": ({53}, "the largest whole number that JSON carries exactly is two to this power"),
    "engine/dates.py": (CALENDAR, "the calendar"),
    "engine/monitoring.py": ({4, 7}, "where the hyphens of a date stand"),
    "engine/numbers.py": ({0.5, 3, 6}, "rounds half up, to six decimals; in a sentence to three"),
    "engine/quantities.py": (
        {1e9, *CHARACTERS},
        "the largest number looked at; characters that are not repeated to the caller",
    ),
    "interop/moments.py": ({3, 4, 5, 6}, "the parts of a written moment"),
    "interop/patient.py": ({12}, "months in a year"),
    "schemas/cds.py": ({139}, "characters of a card's summary, by the standard"),
    "schemas/shapes.py": ({1e-6, 6}, "the last decimal that counts"),
    "static_pwa/src/answer/Clocks.tsx": ({0.7}, "how far right a label turns to the left"),
    "static_pwa/src/answer/TroughBand.tsx": ({1.1}, "room beyond the last mark"),
    "static_pwa/src/calendar.ts": ({73}, "bytes of a calendar line"),
    "static_pwa/src/course/Chart.tsx": ({1e-9, 1e9, 0.05, 0.92, 1.08}, "room around the points"),
    "static_pwa/src/course/dates.ts": ({3, 12, 1900}, "how dates are written"),
    "static_pwa/src/case.ts": ({60_000}, "milliseconds in a minute"),
    "static_pwa/src/evaluate.ts": ({3, 7, 500}, "digits shown, days in a week, answers remembered"),
    "static_pwa/src/idle.ts": ({60_000}, "milliseconds in a minute"),
    "static_pwa/src/views/Course.tsx": ({3, 1e-6}, "digits shown; less than the last one"),
    "static_pwa/src/views/Share.tsx": ({4, 8}, "the quiet margin of a QR code"),
    "static_pwa/src/engine/dates.ts": (CALENDAR, "the calendar"),
    "static_pwa/src/engine/monitoring.ts": ({4, 7}, "where the hyphens of a date stand"),
    "static_pwa/src/engine/numbers.ts": ({0.5, 3, 6}, "rounds half up, to six decimals; in a sentence to three"),
    "static_pwa/src/engine/quantities.ts": (
        {1e9, *CHARACTERS},
        "the largest number looked at; characters that are not repeated to the reader",
    ),
    "static_pwa/src/interop/patient.ts": ({12}, "months in a year"),
    "static_pwa/src/numbers.ts": ({3, 6, 12}, "digits of a group, of a fraction, of a number"),
}
# Drawings may hold any whole number: pixels.
DRAWINGS = (
    "static_pwa/src/answer/Clocks.tsx",
    "static_pwa/src/answer/TroughBand.tsx",
    "static_pwa/src/course/Chart.tsx",
    "static_pwa/src/qr.ts",
)
# Sample patients, which the contract shows to integrators.
SAMPLES = ("schemas/examples.py", "schemas/fhir.py")

PYTHON_CODE = ("engine/", "interop/", "api/", "schemas/", "app.py")
APP_CODE = "static_pwa/src/"
TESTS_OF_APP = (".test.ts", ".test.tsx")

# The one letter in brackets keeps this file from matching itself.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:[t]mp|[w]ork|[r]oot|[h]ome)/[a-z]", re.IGNORECASE)
REGISTRY = re.compile(r'registry\.np[m]|pyp[i]\.org/simple|files\.pythonho[s]ted|deb\.debi[a]n|"resolved": "htt[p]')

TOKEN = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<string> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
    | (?P<template> `(?:\\.|[^`\\])*` )
    | (?P<regex> (?<=[=(,:!&|?{};\[\n>]) \s* /(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]* )
    """,
    re.VERBOSE | re.DOTALL,
)
NUMBER = re.compile(
    r"(?<![\w$.])(?: 0[xob][\da-f_]+ | (?:\d[\d_]*(?:\.[\d_]*)? | \.\d[\d_]*) (?:e[+-]?\d+)? )n?(?![\w$])",
    re.VERBOSE | re.IGNORECASE,
)

# What counts as a claim in a test beside `assert`: calls of these names, and of the tests' own functions that claim.
CLAIMS = {"raises", "warns", "fail", "expect", "call_and_validate"}


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


def counted(match: re.Match[str]) -> str:
    return re.sub(r"\d", " ", match.group())


def numbers_in_typescript(source: str) -> Iterator[tuple[int, float]]:
    stripped = COUNTING.sub(counted, code(source))
    for match in NUMBER.finditer(stripped):
        written = match.group().replace("_", "").rstrip("n").lower()
        value = float(int(written, 0)) if written[:2] in ("0x", "0o", "0b") else float(written)
        yield stripped.count("\n", 0, match.start()) + 1, value


def numbers_in_python(source: str) -> Iterator[tuple[int, float]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            yield node.lineno, node.value


def allowed(name: str, value: float) -> bool:
    here = [numbers for place, (numbers, _) in ALSO.items() if f"{name}/".startswith(place.rstrip("/") + "/")]
    drawn = name in DRAWINGS and float(value).is_integer()
    return value in STRUCTURAL or drawn or name in SAMPLES or any(value in numbers for numbers in here)


def strange_numbers(names: list[str], read: Callable[[str], Iterator[tuple[int, float]]]) -> list[str]:
    """Every number that no rule allows, as `file:line: number`, with the line it stands in."""
    found = []
    for name in names:
        source = text(name)
        lines = source.splitlines()
        for line, value in read(source):
            written = lines[line - 1].strip()
            if not allowed(name, value) and not TECHNICAL.search(written):
                found.append(f"{name}:{line}: {value:g} in: {written[:100]}")
    return found


def test_no_clinical_number_stands_in_python_code() -> None:
    names = [name for name in tracked((".py",)) if name.startswith(PYTHON_CODE)]
    found = strange_numbers(names, numbers_in_python)
    assert not found, "Numbers belong into guideline/:\n" + "\n".join(found)


def test_no_clinical_number_stands_in_the_apps_code() -> None:
    names = [name for name in tracked((".ts", ".tsx")) if name.startswith(APP_CODE) and not name.endswith(TESTS_OF_APP)]
    found = strange_numbers(names, numbers_in_typescript)
    assert not found, "Numbers belong into guideline/:\n" + "\n".join(found)


def test_every_exception_is_still_needed() -> None:
    written = {name: {value for _, value in numbers_in_python(text(name))} for name in tracked((".py",))}
    written |= {name: {value for _, value in numbers_in_typescript(text(name))} for name in tracked((".ts", ".tsx"))}
    needed = {
        place
        for place, (numbers, _) in ALSO.items()
        for name in written
        if name.startswith(place) and numbers & written[name]
    }
    assert sorted(set(ALSO) - needed) == []
    assert [name for name in (*DRAWINGS, *SAMPLES) if name not in written] == []


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
        ("if (rows.length > 4) setTimeout(() => rows.slice(0, 3), 200), dose(7);", [7]),
        ('const url = "https://a/b"; const n = 9;', [9]),
    ],
)
def test_numbers_are_found_in_code_but_not_in_words(source: str, numbers: list[float]) -> None:
    assert [value for _, value in numbers_in_typescript(source)] == numbers


def test_a_number_is_reported_with_its_line() -> None:
    assert list(numbers_in_typescript("/* 1\n2 */\n`\n`;\nx = 7;")) == [(5, 7)]
    assert list(numbers_in_python("x = 1\ny = True\nz = -3.5")) == [(1, 1), (3, 3.5)]


def functions(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]


def claims(function: ast.AST, names: set[str]) -> bool:
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    said = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in called}
    return bool(said & names) or any(isinstance(node, ast.Assert) for node in ast.walk(function))


def silent_python_tests(sources: dict[str, str]) -> list[str]:
    """Tests that claim nothing, neither themselves nor through a function of the tests."""
    every = {name: functions(source) for name, source in sources.items()}
    names = CLAIMS | {one.name for found in every.values() for one in found if claims(one, CLAIMS)}
    return [
        f"{name}:{one.lineno}: {one.name}"
        for name, found in every.items()
        for one in found
        if one.name.startswith("test") and not claims(one, names)
    ]


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
    found = silent_python_tests({name: text(name) for name in tracked((".py",)) if name.startswith("tests/")})
    found += [f"{name}:{line}" for name in tracked(TESTS_OF_APP) for line in silent_app_tests(text(name))]
    assert not found, "These tests would pass whatever happens:\n" + "\n".join(found)


def test_a_test_that_claims_nothing_is_found() -> None:
    shared = "def refused(answer):\n    assert answer == 422\n"
    tests = "def test_a():\n    print(1)\n\ndef test_b():\n    refused(send())\n"
    assert silent_python_tests({"shared.py": shared, "test_x.py": tests}) == ["test_x.py:1: test_a"]
    assert silent_app_tests('test("a", () => { run(); });\ntest("b", () => { expect(run()).toBe(1); });') == [1]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY) == []

"""The zip is small, the same every time, holds what runs and nothing else, and its byte code is used."""

import importlib.util
import marshal
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy import package, patterns

ROOT = Path(__file__).parent.parent.parent
NEVER = ("tests", "static_pwa", "node_modules", "compiler", "tools", "docs", "infra", "boto3", "botocore", "zappa")


@pytest.fixture(scope="module")
def names(zipped: Path) -> list[str]:
    return [path.as_posix() for path in package.contents(zipped)]


def test_it_fits_in_three_mebibytes(zipped: Path) -> None:
    assert zipped.stat().st_size <= 3 * 1024 * 1024


def test_two_builds_have_the_same_bytes(zipped: Path, tmp_path: Path) -> None:
    """Another process, folder, hash seed and umask must not show."""
    again = tmp_path / "elsewhere" / "again.zip"
    subprocess.run(
        [sys.executable, "-m", "deploy.package", str(again)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        umask=0o077,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert again.read_bytes() == zipped.read_bytes()


def test_the_guideline_is_inside_byte_for_byte(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        assert archive.read("guideline/guideline.json") == (ROOT / "guideline" / "guideline.json").read_bytes()


@pytest.mark.parametrize("part", NEVER)
def test_what_does_not_answer_requests_is_left_out(names: list[str], part: str) -> None:
    assert [name for name in names if part in Path(name).parts] == []


def test_nothing_compiled_for_one_processor_is_inside(names: list[str]) -> None:
    assert [name for name in names if name.endswith((".so", ".pyd", ".dll", ".exe"))] == []


def test_no_settings_and_no_secret_can_be_inside(names: list[str]) -> None:
    """Of our own, only code, the pages of the documentation, and the guideline."""
    ours = [
        name
        for name in names
        if name.partition("/")[0] in ("api", "app.py", "deploy", "engine", "guideline", "schemas")
    ]
    assert {Path(name).suffix for name in ours} == {".py", ".pyc", ".json", ".bin", ".html", ".css", ".js"}
    assert [name for name in names if Path(name).name.startswith(".env") or ("settings" in name and name in ours)] == []
    assert {Path(name).stem.partition(".")[0] for name in ours if name.startswith("deploy/")} == {
        *("__init__", "entry", "patterns", "unused")
    }


def test_all_byte_code_is_bound_to_nothing(zipped: Path, names: list[str]) -> None:
    """Every module has byte code, of this Python, with the flag that says: never compare me with a source."""
    with zipfile.ZipFile(zipped) as archive:
        heads = {name: archive.read(name)[:8] for name in names if name.endswith(".pyc")}
    assert {head[:4] for head in heads.values()} == {importlib.util.MAGIC_NUMBER}
    assert {struct.unpack("<I", head[4:])[0] for head in heads.values()} == {0b01}
    sources = [name for name in names if name.endswith(".py")]
    assert [name for name in sources if importlib.util.cache_from_source(name) not in heads] == []


def test_a_start_loads_no_sdk_and_no_calendar(loaded: list[str]) -> None:
    assert "flask" in loaded  # the list is of the right process
    assert {"boto3", "botocore", "zappa", "icalendar", "dateutil", "tzdata"} & set(loaded) == set()


def test_a_start_loads_no_server_and_nothing_that_only_the_contract_needs(loaded: list[str]) -> None:
    assert {"http.server", "socketserver", "ssl", "schemas.answers"} & set(loaded) == set()


def test_the_patterns_are_there_before_they_are_asked_for(unpacked: Path) -> None:
    """Of those that a start needs, Python compiles none again; what it then finds is what it would have compiled."""
    code = (
        "import re._compiler as c; n = []; f = c.compile; c.compile = lambda p, g=0: n.append(p) or f(p, g); "
        "import deploy.entry, re; kept = dict(re._cache); re.purge(); "
        "print(len(n), len(kept), all(re.compile(k[1], k[2]) == v for k, v in kept.items()))"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-s", "-c", code],
        cwd=unpacked,
        env={"PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1", "FSGS_PUBLIC_URL": "https://fsgs.example"},
        capture_output=True,
        text=True,
        check=True,
    )
    compiled, kept, same = ran.stdout.split()
    assert int(compiled) == 0
    assert int(kept) > 50
    assert same == "True"


def test_patterns_of_another_python_are_left_alone(unpacked: Path, tmp_path: Path) -> None:
    there = unpacked / "deploy" / "patterns.bin"
    assert patterns.fill(str(there)) > 50
    made_by, noted = marshal.loads(there.read_bytes())
    other = tmp_path / "patterns.bin"
    other.write_bytes(marshal.dumps(([*made_by[:2], 0], noted), patterns.VERSION))
    assert patterns.fill(str(other)) == 0
    assert patterns.fill(str(tmp_path / "absent.bin")) == 0


def test_what_stands_in_for_unused_libraries_is_in_their_place(loaded: list[str], names: list[str]) -> None:
    assert {"jinja2", "click", "werkzeug.serving", "werkzeug.test"} <= set(loaded)
    gone = ("jinja2/", "click/", "werkzeug/serving.", "werkzeug/test.")
    assert [name for name in names if name.startswith(gone)] == []


def test_a_package_too_large_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST", 1000)
    with pytest.raises(SystemExit, match="something crept in"):
        package.build(tmp_path / "api.zip")


def test_byte_code_for_another_python_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "runtime", lambda: "python3.99")
    with pytest.raises(SystemExit, match=r"Byte code for python3\.99 cannot be made"):
        package.build(tmp_path / "api.zip")

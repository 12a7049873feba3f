"""The zip is small, the same every time, holds what runs and nothing else, and its byte code is used."""

import importlib.util
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy import package

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
    assert {Path(name).suffix for name in ours} == {".py", ".pyc", ".json", ".html", ".css", ".js"}
    assert [name for name in names if Path(name).name.startswith(".env") or ("settings" in name and name in ours)] == []
    assert [name for name in ours if name.startswith("deploy/")] == [
        "deploy/__init__.py",
        "deploy/__pycache__/__init__.cpython-311.pyc",
        "deploy/__pycache__/entry.cpython-311.pyc",
        "deploy/entry.py",
    ]


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


def test_a_package_too_large_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST", 1000)
    with pytest.raises(SystemExit, match="something crept in"):
        package.build(tmp_path / "api.zip")


def test_byte_code_for_another_python_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "runtime", lambda: "python3.99")
    with pytest.raises(SystemExit, match=r"Byte code for python3\.99 cannot be made"):
        package.build(tmp_path / "api.zip")

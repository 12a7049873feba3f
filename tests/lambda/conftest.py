"""The package as `make package` makes it, unpacked and running as Lambda runs it."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import package
from tools.function import Function

TRIPWIRE = 'raise ImportError("the AWS SDK was imported: it would cost every start a tenth of a second")'


@pytest.fixture(scope="session")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(tmp_path_factory.mktemp("package") / "api.zip")


@pytest.fixture(scope="session")
def unpacked(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lambda has boto3 beside the function: here it is something that must not be touched."""
    folder = tmp_path_factory.mktemp("sdk")
    for name in ("boto3", "botocore"):
        (folder / f"{name}.py").write_text(TRIPWIRE)
    return folder


@pytest.fixture(scope="session")
def function(unpacked: Path, sdk: Path) -> Iterator[Function]:
    with Function(unpacked, path=(sdk,)) as running:
        yield running


@pytest.fixture(scope="session")
def loaded(unpacked: Path, sdk: Path) -> list[str]:
    """The modules that a process holds when it is ready for its first request."""
    code = "import deploy.entry, sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-S", "-s", "-c", code],
        cwd=unpacked,
        env={
            "PYTHONPATH": f"{unpacked}:{sdk}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "FSGS_PUBLIC_URL": "https://fsgs.example",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split()

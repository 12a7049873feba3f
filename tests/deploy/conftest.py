"""A stand-in for AWS, a package and an app to deploy to it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from deploy import package
from tests.deploy.cloud import Cloud


@pytest.fixture(scope="session")
def running() -> Iterator[Cloud]:
    cloud = Cloud()
    yield cloud
    cloud.close()


@pytest.fixture
def cloud(running: Cloud) -> Cloud:
    running.forget()
    return running


@pytest.fixture(scope="session")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(tmp_path_factory.mktemp("package") / "api.zip")


@pytest.fixture(scope="session")
def newer(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, as if something had changed."""
    target = tmp_path_factory.mktemp("newer") / "api.zip"
    target.write_bytes(zipped.read_bytes())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("newer.txt", "newer")
    return target


@pytest.fixture(scope="session")
def broken(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that cannot start: its guideline is missing."""
    target = tmp_path_factory.mktemp("broken") / "api.zip"
    with zipfile.ZipFile(zipped) as whole, zipfile.ZipFile(target, "w") as archive:
        for name in whole.namelist():
            if name != "guideline/guideline.json":
                archive.writestr(name, whole.read(name))
    return target


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return small_app(tmp_path / "dist")


class First(NamedTuple):
    """A stage that was deployed once: for tests that only look at it."""

    cloud: Cloud
    base: str
    said: str


@pytest.fixture(scope="session")
def first(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[First]:
    cloud = Cloud()
    app = small_app(tmp_path_factory.mktemp("first") / "dist")
    with cloud.served() as base:
        ran = cloud.deploy("deploy", "dev", "--at", base, "--zip", zipped, "--dist", app)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        yield First(cloud, base, ran.stdout)
    cloud.close()


def small_app(folder: Path) -> Path:
    """An app of every kind of file."""
    for name in ("index.html", "sw.js", "manifest.webmanifest", "icon.svg", "assets/index-1.js", "assets/index-1.css"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name} of the first release")
    return folder

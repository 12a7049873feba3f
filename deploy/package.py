"""Makes the zip that Lambda runs: pure Python, the same bytes every time, byte code that Lambda can use."""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
ZIP = ROOT / "build" / "api.zip"
LARGEST = 3 * 1024 * 1024
OURS = (
    "app.py",
    "api",
    "engine",
    "interop",
    "schemas",
    *(f"guideline/{name}.json" for name in ("guideline", "codes", "services")),
    "deploy/__init__.py",
    "deploy/entry.py",
    "deploy/patterns.py",
    "deploy/unused.py",
)
# Of the libraries: what is never imported there, and compiled code, which has a Python twin and one processor.
LEFT_OUT = re.compile(
    r"(^|/)(tests?|__pycache__|bin|licenses|__pyinstaller)/|\.(so|pyi|c|typed|exe)$|^werkzeug/debug/shared/|\.dist-info/(?!METADATA$)"
)
# Of the contract's pages, the two files that api/documentation.py serves.
SHOWN = re.compile(r"^flask_swagger_ui/(__init__\.py|dist/swagger-ui\.css|dist/swagger-ui-bundle\.js)$")
# Of Flask and its own libraries, what `unused` stands in for, and what needs that.
STOOD_IN = re.compile(r"^(jinja2|click)/|^flask/(cli|testing)\.py$|^werkzeug/(serving|test|testapp|_reloader)\.py$")
# Byte code that names the time of its source is dead in a zip, whose times are all the same; so it is bound to
# nothing, and compiled with a fixed seed in a process that has loaded nothing else: both show in the bytes.
# Of the libraries the byte code stands alone, which halves them; ours keep their source, to be read where they run.
COMPILE = """
import sys, py_compile, pathlib
root, kept = pathlib.Path(sys.argv[1]), sys.argv[2:]
for file in sorted(root.rglob("*.py")):
    name = file.relative_to(root)
    alone = name.parts[0] not in kept
    made = str(file.with_suffix(".pyc")) if alone else None
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(file), cfile=made, dfile="/var/task/" + name.as_posix(), doraise=True, invalidation_mode=mode)
    if alone:
        file.unlink()
"""
# Every pattern that the start and a first answer compile, noted in a start like Lambda's.
PATTERNS = """
import os, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
os.environ["FSGS_PUBLIC_URL"] = "https://localhost"
from deploy import patterns
noted = patterns.record()
import deploy.entry
sys.stdout = open("/dev/null", "w")
for method, path, body in (("GET", "/health", None), ("POST", "/v1/pathway", '{"inputs": {}}')):
    asked = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": ""}
    headers = {"host": "localhost", "content-type": "application/json", "accept": "*/*"}
    event = {"version": "2.0", "rawPath": path, "rawQueryString": "", "headers": headers, "body": body}
    assert deploy.entry.handler({**event, "requestContext": {"http": asked}}, None)["statusCode"] == 200, path
patterns.write(noted, sys.argv[1] + "/deploy/patterns.bin")
"""
EARLIEST = (1980, 1, 1, 0, 0, 0)


def asked_for() -> list[str]:
    """The lines of requirements/runtime.txt that name a package."""
    lines = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#-"]


def requirements(asked: list[str]) -> dict[str, Distribution]:
    """The packages of `asked` and all that they need, as they are installed here and were tested."""
    waiting = [Requirement(line) for line in asked]
    found: dict[str, Distribution] = {}
    while waiting:
        one = waiting.pop()
        name = re.sub(r"[-_.]+", "-", one.name).lower()
        if name in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(one.name)
        if not one.specifier.contains(found[name].version):
            raise SystemExit(f"{one} is asked for, {found[name].version} is installed: run `make .venv/build`.")
        waiting += [Requirement(needed) for needed in found[name].requires or ()]
    return found


def libraries(asked: list[str]) -> Iterator[tuple[str, Path]]:
    """Name in the zip, and where it comes from, of each file of the packages that are kept."""
    for package in requirements(asked).values():
        for file in package.files or ():
            if ".." not in file.parts and not LEFT_OUT.search(file.as_posix()):
                yield file.as_posix(), Path(str(file.locate()))


def ours() -> Iterator[tuple[str, Path]]:
    """The same of the project's own files."""
    for name in OURS:
        start = ROOT / name
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path


def stage(folder: Path, files: Iterable[tuple[str, Path]], keep_source: Iterable[str]) -> None:
    """Copies `files` into `folder` and compiles them; below the names `keep_source` the source stays."""
    for name, source in files:
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    _alone(COMPILE, str(folder), *keep_source)


def _alone(code: str, *words: str) -> None:
    """Runs `code` in a Python that shares nothing with this one."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"}
    subprocess.run([sys.executable, "-S", "-s", "-c", code, *words], check=True, env=environment)


def build(target: Path = ZIP) -> Path:
    """Writes the zip and returns its path. Raises SystemExit where it would be too large or for another Python."""
    wanted = runtime()
    if wanted != (here := f"python{sys.version_info.major}.{sys.version_info.minor}"):
        raise SystemExit(f"Byte code for {wanted} cannot be made by {here}: run make with PYTHON={wanted}.")
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder)
        pages = [one for one in libraries(["flask-swagger-ui"]) if SHOWN.search(one[0])]
        kept = [one for one in libraries(asked_for()) if not STOOD_IN.search(one[0])]
        stage(staged, [*kept, *pages, *ours()], sorted({name.partition("/")[0] for name in OURS}))
        _alone(PATTERNS, str(staged))
        target.parent.mkdir(parents=True, exist_ok=True)
        _zip(staged, target)
    if (size := target.stat().st_size) > LARGEST:
        raise SystemExit(f"{target.name} has {size} bytes, more than {LARGEST}: something crept in.")
    return target


def _zip(staged: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(staged.rglob("*"), key=lambda path: path.relative_to(staged).as_posix()):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(staged).as_posix(), EARLIEST)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=9)


def runtime() -> str:
    """The Python that the settings ask of Lambda, such as python3.11."""
    settings = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
    return str(settings["base"]["runtime"])


def digest(package: Path) -> str:
    return hashlib.sha256(package.read_bytes()).hexdigest()


def contents(package: Path) -> list[PurePosixPath]:
    with zipfile.ZipFile(package) as archive:
        return [PurePosixPath(name) for name in archive.namelist()]


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m deploy.package", description=__doc__)
    asked.add_argument("target", nargs="?", type=Path, default=ZIP)
    made = build(asked.parse_args().target)
    said = f"{made.stat().st_size / 1024:.0f} KiB, {len(contents(made))} files, SHA-256 {digest(made)[:16]}…"
    print(f"{os.path.relpath(made)}: {said}")


if __name__ == "__main__":
    main()

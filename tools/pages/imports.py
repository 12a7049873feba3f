"""Draws who imports whom, in Python and in the app, into docs/architecture.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp

GUIDELINE = "guideline.json"
BLOCK = re.compile(r"(<!-- made by make docs: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
TYPESCRIPT_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.[^"']*)["']""")

Edges = set[tuple[str, str]]


class Imports:
    """The imports of one working copy."""

    def __init__(self, root: Path) -> None:
        self.root = root
        settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        self.packages: list[str] = [*settings["tool"]["importlinter"]["root_packages"], "tools"]

    def page(self) -> str:
        """docs/architecture.md with its pictures drawn anew."""
        made = {"packages": self.python, "engine": self.engine, "app": self.app, "twins": self.twins}
        text = (self.root / "docs" / "architecture.md").read_text(encoding="utf-8")
        return BLOCK.sub(lambda block: block[1] + "\n".join(made[block[2]]()) + "\n" + block[3], text)

    def python(self) -> Iterator[str]:
        """The packages; dotted where one reads or writes the compiled guideline."""
        graph = self._graph()
        edges: Edges = set()
        for module in graph.modules:
            for other in graph.find_modules_directly_imported_by(module):
                edges.add((_top(module), _top(other)))
        imported = re.findall(r"^from (\w+)", (self.root / "app.py").read_text(encoding="utf-8"), re.MULTILINE)
        edges.update(("app.py", name) for name in imported if name in self.packages)
        yield from _flow(edges, [(f"{name}", GUIDELINE, verb) for name, verb in self._readers_of_guideline()])

    def engine(self) -> Iterator[str]:
        """The modules of the engine."""
        graph = grimp.build_graph("engine", cache_dir=None)
        edges: Edges = set()
        for module in graph.modules:
            for other in graph.find_modules_directly_imported_by(module):
                edges.add((_last(module), _last(other)))
        yield from _flow(edges, [])

    def app(self) -> Iterator[str]:
        """The folders of the app; `src` stands for the files that lie in none."""
        source = self.root / "static_pwa" / "src"
        edges: Edges = set()
        for path in _sources(source):
            for target in TYPESCRIPT_IMPORT.findall(path.read_text(encoding="utf-8")):
                found = (path.parent / target).resolve()
                if found.is_relative_to(source.resolve()) and not target.endswith(".css"):
                    edges.add((_folder(path, source), _folder(found, source.resolve())))
        yield from _flow(edges, [])

    def twins(self) -> Iterator[str]:
        """The modules of both engines side by side."""
        python = {path.stem for path in (self.root / "engine").glob("*.py")} - {"__init__"}
        browser = {path.stem for path in (self.root / "static_pwa" / "src" / "engine").glob("*.ts")}
        yield "| module | Python | TypeScript |"
        yield "|---|---|---|"
        for name in sorted(python | browser):
            here = f"`engine/{name}.py`" if name in python else ""
            there = f"`static_pwa/src/engine/{name}.ts`" if name in browser else ""
            yield f"| {name} | {here} | {there} |"

    def _graph(self) -> grimp.ImportGraph:
        return grimp.build_graph(*self.packages, cache_dir=None)

    def _readers_of_guideline(self) -> Iterator[tuple[str, str]]:
        for name in self.packages:
            paths = sorted((self.root / name).rglob("*.py"))
            if any(f'"{GUIDELINE}"' in path.read_text(encoding="utf-8") for path in paths):
                yield name, "writes" if name == "compiler" else "reads"


def _sources(folder: Path) -> list[Path]:
    found = [path for suffix in ("ts", "tsx") for path in folder.rglob(f"*.{suffix}")]
    return sorted(path for path in found if ".test." not in path.name)


def _top(module: str) -> str:
    return module.partition(".")[0]


def _last(module: str) -> str:
    return module.rpartition(".")[2]


def _folder(path: Path, source: Path) -> str:
    parts = path.relative_to(source).parts
    known = len(parts) > 1 or (source / parts[0]).is_dir()
    return f"src/{parts[0]}" if known else "src"


def _flow(edges: Edges, reads: list[tuple[str, str, str]]) -> Iterator[str]:
    kept = sorted(pair for pair in edges if pair[0] != pair[1])
    names = sorted({name for pair in kept for name in pair} | {name for line in reads for name in line[:2]})
    ids = {name: f"n{number}" for number, name in enumerate(names)}
    yield "```mermaid"
    yield "flowchart LR"
    for name in names:
        yield f'  {ids[name]}[("{name}")]' if name == GUIDELINE else f'  {ids[name]}["{name}"]'
    for one, other in kept:
        yield f"  {ids[one]} --> {ids[other]}"
    for one, other, verb in reads:
        yield f"  {ids[one]} -. {verb} .-> {ids[other]}"
    yield "```"

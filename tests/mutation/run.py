"""Makes one fault after the other, in as many processes as there are processors, and keeps who noticed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from compiler.build import Builder, finished, lean
from compiler.files import read_files
from compiler.lint import Lint
from compiler.prove import prove
from compiler.reach import met_through, moves
from tests.mutation import judges, memory, program, quick, tables

FOLDER = Path(__file__).resolve().parents[2] / "guideline"
# The compiler's own document, whole: what is served is the same without its empty members.
DOCUMENT = Builder(read_files(FOLDER)).document()
DOCUMENT |= {"met_through": met_through(DOCUMENT), "moves": moves(DOCUMENT)}
SERVED = finished(lean(DOCUMENT))
# A fault may make a loop endless: what takes so many times as long as all judges need without it is given up.
ENDLESS = 4
# Modules that no fault in the engine can reach, and that are costly to make.
KEPT = (
    "tests.expected",
    "tests.oracle",
    "tests.mutation.memory",
    "tests.mutation.program",
    "tests.mutation.run",
    "tests.mutation.tables",
)


WAITING: list[tables.Mutant | program.Mutant] = []
# Seconds of the processor.
PATIENCE: list[float] = []


class Fate(NamedTuple):
    """What became of a fault: who noticed it (None where nobody did), by what, and whether it was tried again by itself."""

    part: str
    kind: str
    key: str
    noticed: str | None
    by: str = ""
    again: bool = False


class TooLong(BaseException):
    """Not an Exception: the judges take those for an answer."""


def _too_long(*_: object) -> None:
    raise TooLong


def of_tables(mutant: tables.Mutant) -> Fate:
    """A fault of the guideline, judged by vectors, second reading and compiler."""
    document = mutant.of(DOCUMENT)

    def noticed() -> tuple[str | None, str]:
        try:
            guideline = judges.Guideline(lean(document))
        except Exception as failure:
            return "it does not load", type(failure).__name__
        for who, judge in (("vectors", judges.by_vectors), ("second reading and unit tests", quick.by_quick_tests)):
            verdict = judge(guideline)
            if verdict:
                return who, verdict
        verdict = by_compiler(document)
        return ("compiler", verdict) if verdict else (None, "")

    return Fate("tables", mutant.kind, mutant.key, *_in_time(noticed))


def by_compiler(document: dict[str, Any]) -> str | None:
    """The first fault that the compiler's own lint or proofs would stop the build with."""
    try:
        document = document | {"met_through": met_through(document), "moves": moves(document)}
        faults = Lint(document).run() + prove(document)
    except Exception as failure:
        return f"the compiler: {type(failure).__name__}"
    return str(faults[0]) if faults else None


def of_program(mutant: program.Mutant) -> Fate:
    """A fault of the Python engine, judged by vectors, second reading and the browser's engine."""
    program.forget(KEPT)
    faulty = program.Faulty(mutant)
    sys.meta_path.insert(0, faulty)

    def noticed() -> tuple[str | None, str]:
        try:
            from tests.mutation import judges as anew

            guideline = anew.Guideline(SERVED)
        except Exception as failure:
            return "it does not load", type(failure).__name__
        verdict = anew.by_vectors(guideline)
        if verdict:
            return "vectors", verdict
        try:
            from tests.mutation import quick as anew_quick

            verdict = anew_quick.by_quick_tests(guideline)
        except Exception as failure:
            return "it does not load", type(failure).__name__
        if verdict:
            return "second reading and unit tests", verdict
        verdict = anew.by_other_engine(guideline, memory.ANSWERS)
        return ("the other engine", verdict) if verdict else (None, "")

    try:
        return Fate("engine", mutant.kind, mutant.key, *_in_time(noticed))
    finally:
        sys.meta_path.remove(faulty)


def _in_time(noticed: Callable[[], tuple[str | None, str]]) -> tuple[str | None, str]:
    # Of the processor's time, not the clock's: a busy machine must not make a fault look like an endless loop.
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE[-1])
    try:
        return noticed()
    except TooLong:
        return "it never ends", ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def fates(every: Iterable[tables.Mutant | program.Mutant]) -> Iterator[Fate]:
    """What becomes of each fault. The engine and the tables as they stand must pass every judge first."""
    guideline = judges.Guideline(SERVED)
    memory.ANSWERS[:] = judges.recorded(SERVED)
    began = process_time()
    whole = [judges.by_vectors(guideline), quick.by_quick_tests(guideline), by_compiler(DOCUMENT)]
    whole.append(judges.by_other_engine(guideline, memory.ANSWERS))
    assert whole == [None] * len(whole), f"without any fault: {whole}"
    WAITING[:] = every  # the workers are forked, and find it here: a fault is a function, which no pipe carries
    patience = ENDLESS * (process_time() - began)
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), _start, (patience,)) as pool:
        yield from pool.map(_fate, range(len(WAITING)), chunksize=8)


def _start(patience: float) -> None:
    PATIENCE.append(patience)
    sys.setrecursionlimit(800)  # a fault may also make a call endless


def _fate(number: int) -> Fate:
    mutant = WAITING[number]
    return of_tables(mutant) if isinstance(mutant, tables.Mutant) else of_program(mutant)

"""How a fault of the guideline is told to its author: where, what, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where in the guideline something stands: a file and a row of it."""

    file: str
    row: str

    def __str__(self) -> str:
        return f"{self.file}, {self.row}"


class Fault(Exception):
    """One thing that is wrong in the guideline."""

    def __init__(self, place: Place, what: str, mend: str) -> None:
        super().__init__(f"{place}: {what} Mend: {mend}")
        self.place, self.what, self.mend = place, what, mend


class Faults(Exception):
    """Everything that was found wrong, so that an author mends it in one go."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

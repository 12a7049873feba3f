"""What was read from one place of a record, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

TAKEN, POSSIBLE, ASK, LEFT_OUT = "taken", "possible", "ask", "left_out"


@dataclass(frozen=True)
class Finding:
    """A resource, its standing, and why: ids of reasons, questions and notes. `given` fills their words."""

    resource: str
    standing: str
    why: tuple[str, ...] = ()
    input: str | None = None
    value: Any = None
    date: str | None = None
    display: str | None = None
    drug: str | None = None
    given: dict[str, str] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        """Whether the value is evaluated."""
        return self.standing in (TAKEN, POSSIBLE)

    def left_out(self, reason: str, **given: str) -> Finding:
        """The same, not used after all."""
        return replace(self, standing=LEFT_OUT, why=(reason,), value=None, given=given)

    def asked(self, question: str) -> Finding:
        """The same, used only once a question is answered."""
        return replace(self, standing=ASK, why=(question, *self.why))

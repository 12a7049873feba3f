"""What is being ordered, beside what is already taken: the CNIs and the medicines that meet them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interop import medicines
from interop.codes import Codes
from interop.resource import Resource, kind_of, name_of

ORDERS = ("MedicationRequest",)


@dataclass(frozen=True)
class Ordered:
    """The CNIs and the other medicines of a draft, and which of them the user has just chosen."""

    cni: tuple[str, ...]
    medicines: tuple[str, ...]
    drafted_cni: tuple[str, ...]
    drafted_medicines: tuple[str, ...]

    def checked(self, inputs: dict[str, Any]) -> dict[str, Any] | None:
        """`inputs` as if the draft were taken; None where no CNI is involved in what was chosen."""
        taken = inputs.get("cni_drug")
        drugs = list(dict.fromkeys([*self.cni, *self.drafted_cni, *([taken] if taken else [])]))
        on_cni = bool(drugs) or inputs.get("cni_status") in ("taking", "tapering")
        if not on_cni or not (self.cni or self.medicines):
            return None
        others = [*inputs.get("medicines", ()), *self.drafted_medicines, *drugs[1:]]
        checked = {**inputs, "cni_status": "taking", "medicines": list(dict.fromkeys(others))}
        return checked | {"cni_drug": drugs[0]} if drugs else checked

    def concerns(self, subject: str | None) -> bool:
        """Whether an alert about a medicine has to do with what was chosen; one about no single medicine always has."""
        return bool(self.cni) or subject is None or subject in self.medicines

    def strong_pair(self, codes: Codes, subject: str | None) -> bool:
        """Whether a strong inhibitor and a CNI stand in one order."""
        if subject is None or subject not in self.drafted_medicines or not self.drafted_cni:
            return False
        return "strong" in codes.document["medicines"][subject]


def read(
    codes: Codes, drafts: list[Resource], shelf: Mapping[str, Resource], chosen: list[str] | None = None
) -> Ordered:
    """The medicines of draft orders. `chosen` names those just selected ("MedicationRequest/id"); None means all."""
    drafted = [
        (finding.input, finding.value, chosen is None or name_of(draft) in chosen)
        for draft in drafts
        if kind_of(draft) in ORDERS
        for finding in medicines.read(codes, draft, shelf, which="ordered")
        if finding.used
    ]

    def of(name: str, everything: bool) -> tuple[str, ...]:
        """Each once, in the order of the drafts."""
        return tuple(dict.fromkeys(value for own, value, picked in drafted if own == name and (picked or everything)))

    return Ordered(
        cni=of("cni_drug", everything=False),
        medicines=of("medicines", everything=False),
        drafted_cni=of("cni_drug", everything=True),
        drafted_medicines=of("medicines", everything=True),
    )

"""The CDS Hooks services that this tool offers, and what each must be sent to be answered."""

from __future__ import annotations

from typing import Any

from engine.guideline import Guideline
from interop.codes import Codes

PATIENT = "{{context.patientId}}"


class Services:
    """One guideline, the codes of records, and the words of services.json. Read-only after construction."""

    def __init__(self, guideline: Guideline, codes: Codes, document: dict[str, Any]) -> None:
        self.guideline, self.codes, self.document = guideline, codes, document
        self.cds: dict[str, Any] = document["cds"]
        self.words: dict[str, str] = self.cds["words"]
        self.by_id: dict[str, dict[str, Any]] = {service["id"]: service for service in self.cds["services"]}

    def discovery(self) -> list[dict[str, Any]]:
        """Each service by each of its hooks, with the searches that a client makes beforehand."""
        return [
            {
                "hook": hook,
                "id": service["id"],
                "title": service["title"],
                "description": service["description"],
                "usageRequirements": service["usage"],
                "prefetch": self._prefetch(),
            }
            for service in self.cds["services"]
            for hook in service["hooks"]
        ]

    def _prefetch(self) -> dict[str, str]:
        systems, document = self.codes.systems, self.codes.document
        diagnoses = [
            f"{systems[name]}|{code}"
            for entry in document["conditions"]
            for name in ("snomed", "icd10", "icd10cm")
            for code in entry.get(name, ())
        ]
        measured = [code for code, entry in document["observations"].items() if "input" in entry]
        labs = [f"{systems['loinc']}|{code}" for code in (*measured, *document["panels"])]
        return {
            "patient": f"Patient/{PATIENT}",
            "conditions": f"Condition?patient={PATIENT}&code={','.join(diagnoses)}",
            "labs": f"Observation?patient={PATIENT}&code={','.join(labs)}&_sort=-date&_count={self.cds['count']}",
            "meds": f"MedicationRequest?patient={PATIENT}&status=active",
        }

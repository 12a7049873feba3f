"""What was read from a record, in sentences; what a record says of itself is never quoted as it came."""

from __future__ import annotations

import re
from typing import Any

from engine.guideline import Guideline
from engine.quantities import with_unit
from interop.codes import Codes
from interop.findings import Finding

# Units and statuses are made of these; anything else could be obeyed by whatever shows it.
PLAIN = re.compile(r"[^A-Za-z0-9 %/.()µμ{}-]")
ECHO_CHARACTERS = 30


def says(codes: Codes, finding: Finding) -> list[str]:
    """The sentences of a finding's reasons, questions and notes."""
    sentences = []
    for name in finding.why:
        sentence = codes.words[name]
        for part, given in finding.given.items():
            sentence = sentence.replace(f"{{{part}}}", plain(given))
        sentences.append(sentence)
    if "refusal" in finding.given:
        sentences.append(finding.given["refusal"])
    return sentences


def plain(given: str) -> str:
    """What came, short, and of harmless characters only."""
    shown = PLAIN.sub("?", given)
    return shown if len(shown) <= ECHO_CHARACTERS else shown[:ECHO_CHARACTERS] + "..."


def valued(guideline: Guideline, name: str, value: Any) -> str:
    """`Creatinine 97 µmol/L`, as people write it."""
    spec = guideline.inputs[name]
    label = spec["label"]
    if value is None:
        return label
    if isinstance(value, dict):
        return f"{label} {with_unit(guideline, float(value['value']), value['unit'])}"
    chosen = value if isinstance(value, list) else [value]
    return f"{label}: {', '.join(spec['codes'][code] for code in chosen) or guideline.document['interface']['none']}"


def told(guideline: Guideline, codes: Codes, finding: Finding) -> str:
    """One finding as one line."""
    if finding.input:
        what = valued(guideline, finding.input, finding.value)
    else:
        what = finding.display or finding.resource.partition("/")[0]
    dated = f"{what}, {finding.date}" if finding.date else what
    return " ".join([f"{dated}.", *says(codes, finding)])

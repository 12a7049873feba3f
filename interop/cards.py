"""Cards for a patient and for an order: the engine's answers, in the guideline's words, short enough to be read."""

from __future__ import annotations

from typing import Any

from engine import checklist, doses, pathway
from engine.numbers import written
from engine.quantities import with_unit
from interop import words
from interop.findings import ASK, LEFT_OUT
from interop.orders import Ordered
from interop.reading import Reading
from interop.services import Services

# CDS Hooks 2.0: a summary has fewer than 140 characters.
LONGEST = 139
INDICATORS = {"routine": "info", "soon": "warning", "urgent": "warning"}
ALERT_INDICATORS = {"act": "warning", "watch": "info", "info": "info"}
TAKEN_FOR_A_PAIR = ("cni_drug", "cni_status")
Card = dict[str, Any]


def for_patient(services: Services, reading: Reading, partial: bool = False) -> list[Card]:
    """The pathway's next step for a patient whose record names FSGS; nothing for anyone else."""
    if not reading.marked("fsgs"):
        return []
    answer = pathway.answer(services.guideline, reading.inputs, changes=False)
    return [_pathway_card(services, reading, answer, partial)]


def for_order(services: Services, reading: Reading, ordered: Ordered, partial: bool = False) -> list[Card]:
    """What an ordered medicine does with a CNI, and for FSGS the start dose; nothing where no CNI is involved."""
    cards = _pairs(services, reading, ordered, partial)
    if ordered.cni and reading.marked("fsgs") and not reading.marked("withholds"):
        answer = pathway.answer(services.guideline, reading.inputs, changes=False)
        if answer["outcome"]["id"] == services.cds["critical"]["outcome"]:
            cards.insert(0, _pathway_card(services, reading, answer, partial))
        cards += _dose_cards(services, reading, ordered, partial)
    return cards


def _pathway_card(services: Services, reading: Reading, answer: dict[str, Any], partial: bool) -> Card:
    outcome, labels = answer["outcome"], _labels(services, answer["missing"])
    if answer["missing"]:
        summary = _listed(services, "needs", labels)
    else:
        summary = shortened(services.words["next"].replace("{title}", outcome["title"]))
    parts = [f"**{outcome['title']}.** {outcome['says']}"]
    parts += _section("", [": ".join(filter(None, (step["title"], step["says"]))) for step in outcome["do_now"]])
    if "kidney" not in reading.inputs and outcome["id"] == services.cds["critical"]["outcome"]:
        parts.append(services.words["graft"])
    parts += _section(services.words["missing"], labels)
    minded = [f"{alert['title']}: {alert['says']}" for alert in answer["alerts"] if alert["grade"] != "info"]
    parts += _section(services.words["mind"], minded)
    return _card(
        services, summary, _indicator(services, reading, answer), [*parts, *_basis(services, reading, partial)]
    )


def _indicator(services: Services, reading: Reading, answer: dict[str, Any]) -> str:
    critical = services.cds["critical"]
    if answer["outcome"]["id"] == critical["outcome"]:
        graded = checklist.answer(services.guideline, reading.inputs)["items"]
        if any(item["grade"] == "stop" and item["id"] in critical["items"] for item in graded):
            return "critical"
    if answer["outcome"]["id"] in services.cds["quiet"]:
        return "info"
    return INDICATORS[answer["outcome"]["urgency"]]


def _pairs(services: Services, reading: Reading, ordered: Ordered, partial: bool) -> list[Card]:
    # What is withheld from the pathway because another organ's graft explains it still meets what is ordered.
    withheld = {name: value for name, value in reading.proposed.items() if name in TAKEN_FOR_A_PAIR}
    inputs = ordered.checked(withheld | reading.inputs)
    if inputs is None:
        return []
    drug = services.guideline.inputs["cni_drug"]["codes"].get(inputs.get("cni_drug"), "")
    cards = []
    for alert in pathway.answer(services.guideline, inputs, changes=False)["alerts"]:
        subject = alert.get("subject")
        subject = subject if subject in services.guideline.document["medicines"] else None
        if alert["id"] not in services.cds["order_alerts"] or not ordered.concerns(subject):
            continue
        strong = ordered.strong_pair(services.codes, subject)
        summary = f"{alert['title']}: {alert['says']}"
        if alert["id"] in ("interaction", "medicine_caution") and drug:
            medicine = services.guideline.document["medicines"][subject]["label"]
            said = alert["says"].removeprefix(medicine).lstrip(": ").rstrip(".")
            pair = {"{medicine}": medicine, "{drug}": drug.lower(), "{says}": said}
            summary = services.words["pair"]
            for name, text in pair.items():
                summary = summary.replace(name, text)
        parts = [alert["says"], *([services.words["strong"]] if strong else [])]
        indicator = "critical" if strong else ALERT_INDICATORS[alert["grade"]]
        cards.append(_card(services, shortened(summary), indicator, [*parts, *_basis(services, reading, partial)]))
    return cards


def _dose_cards(services: Services, reading: Reading, ordered: Ordered, partial: bool) -> list[Card]:
    cards = []
    for drug in ordered.cni:
        answer = doses.answer(services.guideline, reading.inputs | {"cni_drug": drug})
        for start in services.guideline.document["doses"]["start"]:
            if start["drug"] != drug:
                continue
            given = next((dose for dose in answer["doses"] if dose["id"] == start["id"]), None)
            held = next((dose for dose in answer["withheld"] if dose["id"] == start["id"]), None)
            parts = _dose_words(services, given) if given else [held["because"]] if held else []
            labels = _labels(services, held["missing"]) if held else []
            parts += _section(services.words["missing"], labels)
            summary = services.words["withheld"].replace("{label}", start["label"])
            if given:
                summary = services.words["dose"].replace("{label}", start["label"])
                summary = summary.replace("{options}", _range(services, given))
            cards.append(_card(services, shortened(summary), "info", [*parts, *_basis(services, reading, partial)]))
    return cards


def _dose_words(services: Services, dose: dict[str, Any]) -> list[str]:
    guideline = services.guideline
    unit = guideline.document["doses"]["rounding_unit"]
    options = [
        f"{with_unit(guideline, option['total'], unit)}: {' + '.join(option['capsules'])}" for option in dose["options"]
    ]
    return [*dose["working"], *_section(services.words["doses"], options), *dose["warnings"]]


def _range(services: Services, dose: dict[str, Any]) -> str:
    limits, unit = dose["range"], services.guideline.units[dose["range"]["unit"]]
    ends = {"{low}": written(limits["low"]), "{high}": written(limits["high"]), "{unit}": unit}
    text = services.words["dose_figure" if limits["low"] == limits["high"] else "dose_range"]
    for name, end in ends.items():
        text = text.replace(name, end)
    return text


def _basis(services: Services, reading: Reading, partial: bool) -> list[str]:
    """What the card stands on: what was read, what is to be confirmed, what was left empty."""
    guideline, codes, silent = services.guideline, services.codes, services.cds["silent"]
    lines: dict[str, list[str]] = {"read": [], "confirm": [], "empty": []}
    for finding in reading.findings:
        if finding.standing == LEFT_OUT and finding.why[0] in silent:
            continue
        kind = {ASK: "confirm", LEFT_OUT: "empty"}.get(finding.standing, "read")
        lines[kind].append(words.told(guideline, codes, finding))
    parts = [part for kind, told in lines.items() for part in _section(services.words[kind], told)]
    if partial:
        parts.append(services.words["partial"])
    document = guideline.document
    return [*parts, f"*{document['title']}, {document['version']}. {document['disclaimer']}*"]


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    listed = "\n".join(f"- {line}" for line in dict.fromkeys(lines))
    return [f"**{title}**\n\n{listed}" if title else listed]


def _labels(services: Services, missing: list[str]) -> list[str]:
    return [services.guideline.inputs[name]["label"] for name in missing]


def _listed(services: Services, template: str, labels: list[str]) -> str:
    """The labels that fit a summary; of the others their number."""
    for count in range(len(labels), 0, -1):
        text = ", ".join(labels[:count])
        if count < len(labels):
            text = services.words["more"].replace("{labels}", text).replace("{count}", str(len(labels) - count))
        summary = services.words[template].replace("{labels}", text)
        if len(summary) <= LONGEST:
            return summary
    return shortened(services.words[template].replace("{labels}", labels[0]))


def shortened(summary: str) -> str:
    """A summary that fits; cut after a word where it must be, the whole being in the detail."""
    if len(summary) <= LONGEST:
        return summary
    return summary[: LONGEST - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _card(services: Services, summary: str, indicator: str, parts: list[str]) -> Card:
    document = services.guideline.document
    return {
        "summary": summary,
        "indicator": indicator,
        "detail": "\n\n".join(part for part in parts if part),
        "source": {"label": f"{document['title']}, {document['version']}"},
    }

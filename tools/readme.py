"""Writes the README's examples: three patients from docs/examples, each with the answer that the API gives."""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLES = {
    "adult-starting": "An adult after 16 weeks of steroid",
    "adult-month-6": "An adult after six months of tacrolimus",
    "child": "A child of seven after six weeks of steroid",
}
BEGIN, END = "<!-- patients: written by tools.readme -->", "<!-- /patients -->"


def asked(name: str) -> str:
    """One request, as a person wrote it."""
    return (ROOT / "docs" / "examples" / f"{name}.json").read_text(encoding="utf-8").strip()


def laid_out(answer: dict[str, Any]) -> str:
    """The whole answer, one fact a line: complete, and short enough to read."""
    lines = [f'"{name}": {_value(value)}' for name, value in answer.items()]
    return "{" + ",\n ".join(lines) + "}"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n   " + ",\n   ".join(json.dumps(item, ensure_ascii=False) for item in value) + "]"
    if isinstance(value, dict) and any(isinstance(item, list | dict) for item in value.values()):
        members = (f'"{name}": {json.dumps(item, ensure_ascii=False)}' for name, item in value.items())
        return "{\n   " + ",\n   ".join(members) + "}"
    return json.dumps(value, ensure_ascii=False)


def patients() -> str:
    """The section between the markers."""
    from app import app

    client = app.test_client()
    parts = [BEGIN]
    for name, title in EXAMPLES.items():
        request = asked(name)
        response = client.post("/v1/pathway", data=request, content_type="application/json")
        if response.status_code != 200:
            sys.exit(f"{name}: {response.get_data(as_text=True)}")
        answer = response.get_json()
        step = answer["outcome"]["title"]
        parts += [
            f"**{title}: {step}.** {answer['path'][-1]['because']}",
            f"`POST /v1/pathway` with [`docs/examples/{name}.json`](docs/examples/{name}.json):",
            f"```json\n{request}\n```",
            f"<details><summary>The whole answer</summary>\n\n```json\n{laid_out(answer)}\n```\n\n</details>",
        ]
    return "\n\n".join([*parts, END])


def written(text: str) -> str:
    """The README with its examples as they are now."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + patients() + tail


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")

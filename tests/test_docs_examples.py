"""What docs/cds-hooks.md and docs/fhir.md show is true: their requests are answered as they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

DOCS = Path(__file__).resolve().parent.parent / "docs"
COMMAND = re.compile(r"curl -s localhost:8000(\S+) -H 'Content-Type: (\S+)' -d '(\{.*?\})'\n```", re.DOTALL)


def pasted(client: FlaskClient, page: str) -> dict[str, Any]:
    """What the page's own command gets."""
    found = COMMAND.search((DOCS / page).read_text("utf-8"))
    assert found
    reply = client.post(found[1], data=found[3], content_type=found[2])
    assert reply.status_code == 200, reply.get_data(as_text=True)
    told: dict[str, Any] = reply.get_json()
    return told


def test_the_order_gets_the_card_that_the_page_names(client: FlaskClient) -> None:
    [card] = pasted(client, "cds-hooks.md")["cards"]
    text = (DOCS / "cds-hooks.md").read_text("utf-8")
    assert f"*{card['summary']}*, a {card['indicator']}" in text


def test_the_bundle_is_read_as_the_page_shows(client: FlaskClient) -> None:
    record = pasted(client, "fhir.md")["record"]
    shown = json.loads(re.findall(r"```json\n(.*?)```", (DOCS / "fhir.md").read_text("utf-8"), re.DOTALL)[0])
    assert {name: record[name] for name in shown if name != "findings"} == {
        name: value for name, value in shown.items() if name != "findings"
    }
    [finding] = shown["findings"]
    assert (
        finding.items() <= next(each for each in record["findings"] if each["resource"] == finding["resource"]).items()
    )


@pytest.mark.parametrize("setting", ["PUBLIC_URL", "CDS_ORIGINS", "CDS_ISSUERS"])
def test_the_settings_that_the_page_names_are_there(setting: str) -> None:
    from api import DEFAULTS

    assert setting in DEFAULTS
    assert f"`{setting}`" in (DOCS / "cds-hooks.md").read_text("utf-8")


def test_a_setting_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from api import create_app

    monkeypatch.setenv("FSGS_PUBLIC_URL", '"https://fsgs.example"')
    monkeypatch.setenv("FSGS_CDS_ORIGINS", '["https://ehr.example"]')
    config = create_app().config
    assert config["PUBLIC_URL"] == "https://fsgs.example"
    assert config["CDS_ORIGINS"] == ["https://ehr.example"]
    assert create_app({"PUBLIC_URL": "https://other.example"}).config["PUBLIC_URL"] == "https://other.example"

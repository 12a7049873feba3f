"""The app as it is deployed: files from the bucket, answers from the zip, the template's headers, one origin."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from deploy import package
from tests.deploy.cloud import Cloud

pytestmark = pytest.mark.whole_browser

EVALUATE = """async (inputs) => {
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ inputs }) };
    const answer = await fetch("/v1/pathway", request);
    return { status: answer.status, body: await answer.json(), version: answer.headers.get("Guideline-Version") };
}"""
PATIENT = {"age": {"value": 34, "unit": "a"}, "cni_status": "never"}


@pytest.fixture(scope="module")
def address(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a deployment by `python -m deploy` to a stand-in for AWS is served."""
    zipped = package.build(tmp_path_factory.mktemp("package") / "api.zip")
    cloud = Cloud()
    try:
        with cloud.served() as base:
            ran = cloud.deploy("deploy", "dev", "--at", base, "--zip", zipped, "--dist", dist)
            assert ran.returncode == 0, ran.stdout + ran.stderr
            yield base
    finally:
        cloud.close()


def test_the_deployed_app_opens_stays_offline_and_agrees_with_the_deployed_api(
    visit: Callable[..., Page],
    kept: Callable[[Page], None],
    offline: Callable[[Page], AbstractContextManager[None]],
    address: str,
    client: Any,
) -> None:
    page = visit("/", base=address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    kept(page)
    with offline(page):
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    answered = page.evaluate(EVALUATE, PATIENT)
    expected = client.post("/v1/pathway", json={"inputs": PATIENT})
    assert answered == {"status": 200, "body": expected.json, "version": expected.headers["Guideline-Version"]}

"""That nobody has signed these numbers is read where the step is read, without scrolling."""

import base64
import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

DIALYSIS = {"age": {"value": 34, "unit": "a"}, "cni_status": "never", "kidney": "dialysis"}


def test_an_answer_says_in_its_first_lines_that_it_is_unsigned(visit: Callable[..., Page]) -> None:
    encoded = base64.urlsafe_b64encode(json.dumps({"inputs": DIALYSIS}).encode()).decode().rstrip("=")
    page = visit(f"/#v1:{encoded}")
    page.get_by_role("button", name="Confirm all").click()
    page.evaluate("() => history.pushState({ screen: { name: 'answer' } }, '')")
    page.reload()
    step = page.locator("section.step")
    expect(step).to_contain_text("On dialysis")
    expect(step.get_by_text("Not yet signed off by a nephrologist.")).to_be_in_viewport()

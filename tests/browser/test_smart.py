"""A hospital's record fills the boxes: SMART launch against a sign-in and record server that checks every rule it can."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect

from tests.browser.conftest import Profile
from tests.counterparts.records import CLIENT, Records, laboratory
from tests.counterparts.web import Pages, served
from tools.serve import OneOrigin
from tools.ways import HAS_READ

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = json.loads((ROOT / "tests" / "data" / "r4-examples.json").read_text(encoding="utf-8"))["examples"]
OF_HL7 = [one for each in EXAMPLES.values() for one in (each if isinstance(each, list) else [each])]
HERE = "example"  # the patient of HL7's examples
OWN = [
    laboratory("new", "14682-9", 88, "umol/L", HERE),
    laboratory("old", "14682-9", 140, "umol/L", HERE, days_ago=40),
    laboratory("ratio", "34366-5", 5.2, "{ratio}", HERE),
    laboratory("albumin", "1751-7", 24, "g/L", HERE, status="preliminary"),
    laboratory("potassium", "2823-3", 4.6, "mmol/L", HERE, days_ago=34),
    laboratory("acr", "9318-7", 900, "mg/g", HERE),
    laboratory("level", "11253-2", 6.1, "ng/mL", HERE),
    laboratory("stranger", "2160-0", 9, "mg/dL", "other"),
    {
        "resourceType": "MedicationRequest",
        "id": "order",
        "status": "active",
        "intent": "order",
        "subject": {"reference": f"Patient/{HERE}"},
        "medicationCodeableConcept": {"text": "Tacrolimus 1 mg capsule"},
    },
]


@dataclass
class Hospital:
    """The record server, the app that it knows, and a launcher's pages that may frame the app."""

    records: Records
    issuer: str
    tool: str
    pages: Pages
    launcher: str

    def launch(self) -> str:
        return f"{self.tool}/launch.html?iss={self.issuer}&launch={self.records.launch()}"


@pytest.fixture
def hospital(tmp_path: Path, dist: Path, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hospital]:
    records, pages = Records(HERE, [*OF_HL7, *OWN]), Pages()
    with served(records) as server, served(pages, "localhost") as launcher:
        issuer = f"{server}/fhir"
        known = {"name": "Example Hospital", "issuer": issuer, "client_id": CLIENT}
        setting = tmp_path / "launchers.json"
        setting.write_text(json.dumps({"launchers": [launcher], "records": [known]}))
        monkeypatch.setenv("LAUNCHERS", str(setting))
        with served(OneOrigin(app, dist)) as tool:
            records.app_origin, records.redirect_uri = tool, f"{tool}/callback.html"
            yield Hospital(records, issuer, tool, pages, launcher)
    assert records.broken == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    context.add_init_script(HAS_READ)
    yield context.new_page()
    context.close()


def to_confirm(page: Page | FrameLocator) -> Any:
    return page.get_by_role("region", name="To confirm")


def row(page: Page | FrameLocator, label: str) -> Any:
    return to_confirm(page).get_by_role("listitem").filter(has_text=re.compile(f"^{label}"))


def stored(page: Page) -> str:
    everything = "() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, document.cookie])"
    return str(page.evaluate(everything))


def refused(page: Page, why: str) -> None:
    expect(page.get_by_role("alert")).to_contain_text(why)
    expect(page.get_by_role("button", name="Go on without it")).to_be_visible()


def test_a_launch_from_the_record_fills_boxes_that_wait_to_be_confirmed(page: Page, hospital: Hospital) -> None:
    page.goto(hospital.launch())
    expect(to_confirm(page)).to_contain_text("values came from Example Hospital.")
    expect(row(page, "Creatinine")).to_contain_text("88 µmol/L")
    expect(row(page, "Serum albumin")).to_contain_text("Preliminary result.")
    expect(row(page, "Potassium")).to_contain_text("It is 34 days old. Does it still hold?")
    expect(row(page, "Dry weight")).to_contain_text("Is this the dry weight?")
    expect(row(page, "Which CNI")).to_contain_text("Possible, by name.")
    expect(row(page, "Sex")).to_contain_text("Administrative sex: for eGFR alone.")
    expect(row(page, "CNI trough")).to_contain_text("Hours since the last dose?")
    expect(page.get_by_text("5 could be 5 g/g or 5 mg/g").first).to_be_visible()
    expect(page.locator("#field-proteinuria input")).to_have_value("")
    expect(page.get_by_text("9 mg/dL")).to_have_count(0)


def test_a_value_with_a_question_does_not_count_before_it_is_answered(page: Page, hospital: Hospital) -> None:
    page.goto(hospital.launch())
    expect(to_confirm(page)).to_be_visible()
    kept = "() => JSON.parse(sessionStorage.case).case"
    case = page.evaluate(kept)
    assert {"weight", "potassium", "cni_trough"} <= set(case["proposed"])
    assert not {"creatinine", "albumin", "sex"} & set(case["proposed"])
    row(page, "Potassium").get_by_role("button", name="Confirm").click()
    assert "potassium" not in page.evaluate(kept)["fromLink"]


def test_nothing_of_the_sign_in_is_left_behind(page: Page, hospital: Hospital) -> None:
    page.goto(hospital.launch())
    expect(to_confirm(page)).to_be_visible()
    assert page.url == f"{hospital.tool}/"
    kept = stored(page)
    for secret in [*hospital.records.tokens, *hospital.records.launches, "sign-in", "Chalmers", "1974"]:
        assert secret not in kept
    spoken = [path for _, path, _ in hospital.records.requests]
    assert not [path for path in spoken if "access_token" in path or "code_verifier" in path]
    assert sorted(hospital.records.asked) == ["Condition", "MedicationRequest", "Observation", "Patient"]
    page.reload()
    expect(to_confirm(page)).to_be_visible()
    assert len(hospital.records.tokens) == 1


def test_a_reader_who_starts_here_chooses_the_hospital_and_signs_in(page: Page, hospital: Hospital) -> None:
    page.goto(f"{hospital.tool}/launch.html")
    page.get_by_role("button", name="Example Hospital").click()
    expect(row(page, "Creatinine")).to_be_visible()


def test_a_server_of_the_older_scopes_is_asked_for_those(page: Page, hospital: Hospital) -> None:
    hospital.records.capabilities.remove("permission-v2")
    page.goto(hospital.launch())
    expect(row(page, "Creatinine")).to_be_visible()


def test_what_the_record_does_not_give_is_not_asked_for_and_named(page: Page, hospital: Hospital) -> None:
    hospital.records.narrowed = "launch patient/Observation.rs"
    page.goto(hospital.launch())
    expect(row(page, "Creatinine")).to_be_visible()
    expect(page.get_by_text("MedicationRequest: not given by the record.")).to_be_visible()
    assert hospital.records.asked == ["Observation"]


def test_whose_record_it_is_stays_in_view_where_the_record_asks_for_it(page: Page, hospital: Hospital) -> None:
    hospital.records.resources = [
        {**one, "name": NAME} if one.get("id") == HERE else one for one in hospital.records.resources
    ]
    hospital.records.banner = True
    page.goto(hospital.launch())
    expect(page.get_by_text("Example Hospital: P. J. C., male")).to_be_visible()
    assert "P. J." not in stored(page)


NAME = [{"family": "Chalmers", "given": ["Peter", "James"]}]


def test_an_open_case_is_not_replaced_unasked(page: Page, hospital: Hospital) -> None:
    page.goto(f"{hospital.tool}/")
    page.get_by_role("button", name="New patient").click()
    page.get_by_role("radio", name="Adult").click()
    page.locator("#field-age input").fill("61")
    page.goto(hospital.launch())
    expect(page.get_by_text("Values came from Example Hospital, but a case is open here")).to_be_visible()
    page.get_by_role("button", name="Keep what is open").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("banner")).to_contain_text("61 years")


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?fhirServiceUrl={issuer}&patientId=example", "“fhirServiceUrl” in the address is not read"),
        ("?iss={issuer}&launch=1&fhirServiceUrl=https://evil.example", "“fhirServiceUrl” in the address is not read"),
        ("?iss={issuer}&clientId=other", "“clientId” in the address is not read"),
        ("?iss={issuer}&iss=https://evil.example", "“iss” in the address is not read"),
        ("?launch=1", "“launch” in the address is not read"),
        ("?iss=https://evil.example/fhir&launch=1", "https://evil.example/fhir is not a record"),
        ("?iss={issuer}.evil.example&launch=1", "is not a record that this tool is set up for"),
        ("?iss={issuer}/../other&launch=1", "is not a record that this tool is set up for"),
    ],
)
def test_an_address_chooses_no_server_and_no_way_around_the_sign_in(
    page: Page, hospital: Hospital, query: str, why: str
) -> None:
    page.goto(f"{hospital.tool}/launch.html" + query.format(issuer=hospital.issuer))
    refused(page, why)
    assert page.url == f"{hospital.tool}/launch.html"
    assert hospital.records.requests == []


@pytest.mark.parametrize(
    "query", ["?code=stolen&state=forged", "?code=stolen", "", "?error=access_denied&state=forged"]
)
def test_a_forged_return_is_refused(page: Page, hospital: Hospital, query: str) -> None:
    page.goto(f"{hospital.tool}/callback.html{query}")
    refused(page, "This sign-in was not started here")
    assert page.url == f"{hospital.tool}/callback.html"
    assert hospital.records.requests == []


def test_a_return_is_taken_once(page: Page, hospital: Hospital) -> None:
    with page.expect_request(re.compile(r"/callback\.html\?")) as came:
        page.goto(hospital.launch())
    expect(to_confirm(page)).to_be_visible()
    page.goto(came.value.url)
    refused(page, "This sign-in was not started here")
    assert len(hospital.records.tokens) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"answer": {"state": "forged"}}, "This sign-in was not started here"),
        ({"answer": {"iss": "https://evil.example"}}, "The sign-in was not completed"),
        ({"deny": True}, "The sign-in was not completed: access_denied"),
        ({"patient": ""}, "did not say which patient is open"),
        ({"methods": ["plain"]}, "does not offer what is needed: S256"),
        ({"capabilities": ["launch-ehr"]}, "does not offer what is needed: client-public"),
    ],
)
def test_a_sign_in_that_is_not_right_is_refused(
    page: Page, hospital: Hospital, change: dict[str, Any], why: str
) -> None:
    for name, value in change.items():
        setattr(hospital.records, name, value)
    page.goto(hospital.launch())
    refused(page, why)
    assert hospital.records.asked == []
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_role("button", name="New patient")).to_be_visible()


def test_values_of_two_patients_are_not_taken(page: Page, hospital: Hospital) -> None:
    """A server at fault finds, for one patient, a result of another."""
    hospital.records.stray = [laboratory("stray", "2160-0", 2, "mg/dL", "other")]
    page.goto(hospital.launch())
    expect(page.get_by_text("values of more than one patient")).to_be_visible()
    expect(to_confirm(page)).to_have_count(0)


def in_german(page: Page) -> Page:
    page.add_init_script("try { localStorage.setItem('language', JSON.stringify('de')); } catch {}")
    return page


def test_a_reader_of_german_is_refused_in_german(page: Page, hospital: Hospital) -> None:
    in_german(page).goto(f"{hospital.tool}/launch.html?launch=1")
    expect(page.get_by_role("alert")).to_contain_text("„launch“ in der Adresse wird nicht gelesen.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aus der Patientenakte")
    expect(page).to_have_title("Aus der Patientenakte - FSGS-Pfad")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="Ohne Akte weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Steroidresistente FSGS")


def test_a_record_is_read_in_german_and_what_the_guideline_says_of_it_is_spoken_as_english(
    page: Page, hospital: Hospital
) -> None:
    hospital.records.resources = [
        {**one, "name": NAME} if one.get("id") == HERE else one for one in hospital.records.resources
    ]
    hospital.records.banner = True
    hospital.records.narrowed = "launch patient/Patient.r patient/Observation.rs patient/Condition.rs"
    in_german(page).goto(hospital.launch())
    came = page.get_by_role("region", name="Zu bestätigen")
    expect(came).to_contain_text("Werte kamen von Example Hospital.")
    potassium = came.get_by_role("listitem").filter(has_text=re.compile("^Potassium"))
    expect(potassium.locator("[lang=en]", has_text="It is 34 days old. Does it still hold?")).to_be_visible()
    expect(came.get_by_text("MedicationRequest: vom Aktensystem nicht herausgegeben.")).to_be_visible()
    expect(page.get_by_text("Example Hospital: P. J. C., männlich")).to_be_visible()


FRAME = """<!doctype html><link rel=icon href=data:,><title>Launcher</title>
<style>body{{margin:0}}iframe{{border:0;width:100vw;height:100vh}}</style><iframe src="{address}"></iframe>"""


@pytest.mark.parametrize("blocked", [False, True], ids=["storage allowed", "storage blocked"])
def test_in_a_frame_the_sign_in_works_with_and_without_storage(
    profile: Profile, hospital: Hospital, blocked: bool
) -> None:
    context = profile(blocked)
    page = context.new_page()
    hospital.pages.pages["/"] = FRAME.format(address=hospital.launch().replace("&", "&amp;"))
    page.goto(hospital.launcher)
    inside = page.frame_locator("iframe")
    if blocked:
        with context.expect_page() as window:
            inside.get_by_role("button", name="Sign in at Example Hospital").click()
        window.value.wait_for_event("close") if not window.value.is_closed() else None
    expect(row(inside, "Creatinine")).to_contain_text("88 µmol/L")
    frame = next(frame for frame in page.frames if frame.url.startswith(hospital.tool))
    assert frame.url == f"{hospital.tool}/"


def test_a_page_that_pretends_to_be_the_sign_in_window_is_not_heard(profile: Profile, hospital: Hospital) -> None:
    context = profile(True)
    page = context.new_page()
    hospital.pages.pages["/"] = FRAME.format(address=hospital.launch().replace("&", "&amp;"))
    page.goto(hospital.launcher)
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("button", name="Sign in at Example Hospital")).to_be_visible()
    hospital.records.codes["code"] = {}
    frame = next(frame for frame in page.frames if frame.url.startswith(hospital.tool))
    frame.evaluate("() => { window.open = () => window; }")
    inside.get_by_role("button", name="Sign in at Example Hospital").click()
    forged = "() => frames[0].postMessage({ type: 'srfsgs:callback', search: '?code=code&state=forged' }, '*')"
    page.evaluate(forged)
    page.wait_for_timeout(300)
    assert not [path for _, path, _ in hospital.records.requests if "token" in path]
    expect(inside.get_by_role("button", name="Sign in at Example Hospital")).to_be_visible()


def test_a_reader_of_any_kind_can_sign_in_and_read_why_not(
    page: Page, hospital: Hospital, mended: Callable[[Page | Frame], None]
) -> None:
    page.goto(f"{hospital.tool}/launch.html")
    expect(page.get_by_role("button", name="Example Hospital")).to_be_visible()
    mended(page)
    page.goto(f"{hospital.tool}/launch.html?iss=https://evil.example&launch=1")
    refused(page, "is not a record that this tool is set up for")
    mended(page)
    page.goto(f"{hospital.tool}/callback.html?code=stolen&state=forged")
    refused(page, "This sign-in was not started here")
    mended(page)
    page.goto(hospital.launch())
    expect(to_confirm(page)).to_be_visible()
    mended(page)

"""A case as a link: taken from the address and wiped at once, to be confirmed, and never over an open case unasked."""

import base64
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from tests.counterparts.web import served
from tools.serve import OneOrigin

Visit = Callable[..., Page]

PATIENT: dict[str, Any] = {
    "age": {"value": 34, "unit": "a"},
    "sex": "female",
    "kidney": "native",
    "histology": "fsgs",
    "secondary_causes": "excluded",
    "nephrotic_syndrome_ever": "yes",
    "cni_barriers": [],
    "cni_status": "never",
    "weight": {"value": 71.5, "unit": "kg"},
    "proteinuria": {"value": 5.204, "unit": "g/g"},
    "proteinuria_baseline": {"value": 6, "unit": "g/g"},
    "steroid_weeks": {"value": 16, "unit": "wk"},
    "steroid_tolerance": "tolerated",
    "steroid_dose_adequacy": "adequate",
    "creatinine": {"value": 88, "unit": "umol/L"},
    "albumin": {"value": 24, "unit": "g/L"},
}
OTHER = {"age": {"value": 61, "unit": "a"}, "sex": "male"}


def fragment(whole: object) -> str:
    encoded = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return "#v1:" + base64.urlsafe_b64encode(encoded).decode().rstrip("=")


def link(inputs: dict[str, Any]) -> str:
    return fragment({"inputs": inputs})


def said(page: Page) -> str:
    """What the line under the header says; it must be there by then."""
    line = page.get_by_role("status").locator("p")
    expect(line.first).to_be_visible()
    return " ".join(line.all_inner_texts())


def to_confirm(page: Page) -> Any:
    return page.get_by_role("region", name="To confirm")


def paste(page: Page, hash_: str) -> None:
    """Puts a link into the address of an app that is open: the browser changes the hash and loads nothing."""
    page.evaluate("(hash) => { location.hash = hash; }", hash_)


def show(page: Page, screen: str) -> None:
    """Goes to a screen as a reload of it would: the case is kept in the tab."""
    page.evaluate("(name) => history.pushState({ screen: { name } }, '')", screen)
    page.reload()


def type_age(page: Page, age: str) -> None:
    page.get_by_role("button", name="New patient").click()
    page.get_by_role("radio", name="Adult").click()
    page.get_by_role("textbox", name="Age", exact=True).fill(age)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_values_of_a_link_wait_to_be_confirmed_and_no_dose_is_shown_before(visit: Visit, size: str) -> None:
    page = visit("/" + link(PATIENT), size)
    expect(to_confirm(page)).to_contain_text(f"{len(PATIENT)} values came with a link. Compare each with your notes.")
    expect(to_confirm(page).get_by_role("listitem")).to_have_count(len(PATIENT))
    expect(page.locator("#field-creatinine")).to_contain_text("From link: confirm.")
    kidney = page.locator("#field-kidney")
    expect(kidney).to_contain_text("From link: confirm.")
    expect(kidney).not_to_contain_text("confirmed")
    show(page, "answer")
    expect(page.get_by_role("heading", name="Doses")).to_be_visible()
    expect(page.get_by_text("16 values that came from outside are confirmed")).to_be_visible()
    expect(page.get_by_text("Exact range")).to_have_count(0)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("button", name="Confirm all").click()
    expect(to_confirm(page)).to_have_count(0)
    expect(kidney).to_contain_text("confirmed")
    show(page, "answer")
    expect(page.get_by_text("Exact range").first).to_be_visible()


def test_values_are_confirmed_one_by_one_or_by_touching_them(visit: Visit) -> None:
    page = visit("/" + link({"age": PATIENT["age"], "sex": "female", "albumin": PATIENT["albumin"]}))
    rows = to_confirm(page).get_by_role("listitem")
    expect(rows).to_have_count(3)
    rows.filter(has_text="Sex").get_by_role("button", name="Confirm").click()
    expect(rows).to_have_count(2)
    page.get_by_role("textbox", name="Age", exact=True).fill("35")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("24 g/L")


def test_the_keyboard_keeps_its_place_as_values_are_confirmed(visit: Visit) -> None:
    page = visit("/" + link({"age": PATIENT["age"], "sex": "female", "albumin": PATIENT["albumin"]}), "desktop")
    rows = to_confirm(page).get_by_role("listitem")
    rows.filter(has_text="Sex").get_by_role("button").press("Enter")
    expect(rows.filter(has_text="Serum albumin").get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.filter(has_text="Age").get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_nothing_of_a_link_stays_in_the_address_or_is_sent_anywhere(visit: Visit, origin: str) -> None:
    page = visit("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto("about:blank")
    page.goto("/" + link(PATIENT))
    expect(to_confirm(page)).to_be_visible()
    assert page.url == f"{origin}/"
    assert page.evaluate("() => location.href + document.referrer") == f"{origin}/"
    sent = [url.split("#")[0] for url in asked]
    assert sent
    assert not [url for url in sent if "5.204" in url or "v1:" in url or "?" in url]


def test_a_number_of_a_link_reads_one_way_only(visit: Visit) -> None:
    """Typed, 5.204 may be five thousand; a program that sends it means what it says."""
    page = visit("/" + link({"proteinuria": {"value": 5.204, "unit": "g/g"}}))
    expect(to_confirm(page)).to_contain_text("5.204")
    expect(page.get_by_text("can be read two ways")).to_have_count(0)


def test_a_link_that_this_tool_made_opens_with_the_same_values(visit: Visit) -> None:
    page = visit("/" + link(PATIENT))
    page.get_by_role("button", name="Confirm all").click()
    show(page, "share")
    made = page.get_by_role("textbox", name="As a link").input_value()
    base, encoded = made.split("#v1:")
    assert base == page.url
    padded = encoded + "=" * (-len(encoded) % 4)
    assert json.loads(base64.urlsafe_b64decode(padded)) == {"inputs": PATIENT}
    again = visit("/#v1:" + encoded)
    expect(to_confirm(again).get_by_role("listitem")).to_have_count(len(PATIENT))


def test_a_link_opens_where_a_mail_program_has_written_its_colon_otherwise(visit: Visit) -> None:
    page = visit("/" + link({"sex": "male"}).replace("#v1:", "#v1%3A"))
    expect(to_confirm(page)).to_contain_text("Male")


def test_a_link_pasted_over_the_open_app_opens(visit: Visit, origin: str) -> None:
    page = visit("/")
    expect(page.get_by_role("button", name="New patient")).to_be_visible()
    paste(page, link(OTHER))
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("61")
    assert page.url == f"{origin}/"


def test_a_link_over_an_open_case_asks_and_may_be_turned_away(visit: Visit, origin: str) -> None:
    page = visit("/")
    type_age(page, "34")
    paste(page, link(OTHER))
    assert "a case is open here" in said(page)
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("34")
    assert page.url == f"{origin}/"
    page.get_by_role("button", name="Keep what is open").click()
    expect(page.get_by_text("a case is open here")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("34")
    expect(to_confirm(page)).to_have_count(0)


def test_a_link_over_an_open_case_replaces_it_whole_and_that_can_be_undone(visit: Visit) -> None:
    page = visit("/")
    type_age(page, "34")
    weight = page.locator("#field-weight input")
    weight.fill("71")
    paste(page, link(OTHER))
    page.get_by_role("button", name="Open the new one").click()
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("61")
    expect(weight).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("34")


def test_of_two_links_the_later_one_is_asked_about(visit: Visit) -> None:
    page = visit("/")
    type_age(page, "34")
    paste(page, link(OTHER))
    assert "a case is open here" in said(page)
    paste(page, link({"age": {"value": 50, "unit": "a"}}))
    expect(page.get_by_role("button", name="Open the new one")).to_have_count(1)
    page.get_by_role("button", name="Open the new one").click()
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("50")


@pytest.mark.parametrize(
    ("inputs", "pointer"),
    [
        ({"creatinine": {"value": 1, "unit": "umol/L"}}, "/inputs/creatinine/value"),
        ({"age": {"value": 121, "unit": "a"}}, "/inputs/age/value"),
        ({"weight": {"value": 70, "unit": "st"}}, "/inputs/weight/unit"),
        ({"weight": {"value": "70", "unit": "kg"}}, "/inputs/weight/value"),
        ({"histology": "lupus"}, "/inputs/histology"),
        ({"cni_barriers": ["malignancy", "malignancy"]}, "/inputs/cni_barriers/1"),
    ],
)
def test_a_link_is_refused_in_the_words_of_the_server(
    visit: Visit, client: FlaskClient, inputs: dict[str, Any], pointer: str
) -> None:
    refused = client.post("/v1/pathway", json={"inputs": inputs}).get_json()["errors"]
    assert refused[0]["pointer"] == pointer
    page = visit("/" + link({**inputs, "sex": "male"}))
    assert refused[0]["detail"] in said(page)
    expect(to_confirm(page)).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (fragment({"inputs": {"sex": "male"}, "patient_name": "A"}), "“patient_name” may name a person"),
        (link({"sex": "male", "mrn": "123"}), "“mrn” may name a person"),
        (link({"date_of_birth": "1990-01-01"}), "“date_of_birth” may name a person"),
        (link({"serum_rhubarb": 3}), "no input named “serum_rhubarb”"),
        (fragment({"inputs": {}, "guideline": "mine"}), "no input named “guideline”"),
        (fragment({"inputs": [1]}), "damaged"),
        (fragment({"values": {}}), "no input named “values”"),
        (fragment([]), "damaged"),
        (fragment(b"\xff\xfe"), "damaged"),
        (fragment(b'{"inputs": {"age": NaN}}'), "damaged"),
        ("#v1:%%%", "damaged"),
        ("#v2:" + fragment({"inputs": {"sex": "male"}})[4:], "another version of this tool"),
        ("#v1:" + "A" * 4093, "longer than 4 kB"),
        ("?age=34&sex=male", "before the # were not read"),
    ],
)
def test_what_is_no_link_of_this_tool_is_refused_with_its_reason(
    visit: Visit, origin: str, address: str, why: str
) -> None:
    page = visit("/" + address)
    assert why in said(page)
    expect(page.get_by_role("button", name="New patient")).to_be_visible()
    assert page.url == f"{origin}/"
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text(why)).to_have_count(0)


def test_a_link_that_is_refused_leaves_the_open_case_and_its_screen(visit: Visit) -> None:
    page = visit("/")
    type_age(page, "34")
    paste(page, link({"mrn": "1"}))
    assert "may name a person" in said(page)
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("34")


def test_a_fragment_that_is_no_link_changes_nothing(visit: Visit, origin: str) -> None:
    page = visit("/")
    type_age(page, "34")
    paste(page, "#elsewhere")
    page.wait_for_timeout(100)
    expect(page.get_by_role("textbox", name="Age", exact=True)).to_have_value("34")
    assert page.url == f"{origin}/"


SHORTCUTS = {
    "new_patient": "New patient",
    "on_cni": "On a CNI: how is it going?",
    "toxicity": "Is the drug doing harm?",
    "dose": "A dose",
}


def test_the_home_screen_has_a_shortcut_for_each_way_in(visit: Visit) -> None:
    page = visit("/")
    shown = page.evaluate("async () => (await (await fetch('manifest.webmanifest')).json()).shortcuts")
    assert {one["url"].split("=")[1]: one["name"] for one in shown} == SHORTCUTS


@pytest.mark.parametrize(("way", "title"), SHORTCUTS.items())
def test_a_shortcut_opens_its_screen(visit: Visit, origin: str, way: str, title: str) -> None:
    page = visit(f"/?way={way}")
    expect(page.get_by_text("Adult or child? Choose this first.")).to_be_visible()
    page.get_by_role("radio", name="Child").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.url == f"{origin}/"
    expect(page.get_by_role("status").locator("p")).to_have_count(0)


def test_a_launchers_maker_sees_the_link_of_any_inputs_or_why_there_is_none(visit: Visit) -> None:
    page = visit("/" + link(OTHER), "desktop")
    page.get_by_role("button", name="Confirm all").click()
    show(page, "share")
    page.get_by_text("build a link").click()
    inputs = page.get_by_role("textbox", name="Inputs, as JSON")
    assert json.loads(inputs.input_value()) == OTHER
    expect(page.get_by_text("proteinuria_baseline", exact=True)).to_be_visible()
    inputs.fill(json.dumps({"weight": {"value": 7000, "unit": "kg"}, "mrn": "1"}))
    expect(page.get_by_text("“mrn” may name a person")).to_be_visible()
    inputs.fill(json.dumps({"weight": {"value": 7000, "unit": "kg"}}))
    expect(page.get_by_text("/inputs/weight/value:")).to_be_visible()
    inputs.fill(json.dumps({"weight": {"value": 70, "unit": "kg"}}))
    made = page.get_by_role("textbox", name="Link of these inputs").input_value()
    opened = visit("/#" + made.split("#")[1])
    expect(to_confirm(opened)).to_contain_text("70 kg")


def test_what_only_a_launchers_maker_reads_is_not_kept_and_says_so_without_a_network(
    visit: Visit, kept: Callable[[Page], None], offline: Callable[[Page], AbstractContextManager[None]]
) -> None:
    page = visit("/" + link(OTHER), "desktop", expects=("LinkBuilder",))
    kept(page)
    page.get_by_role("button", name="Confirm all").click()
    show(page, "share")
    builder = page.get_by_text("build a link")
    with offline(page):
        builder.click()
        expect(page.get_by_text("This needs a network, and none was reached.")).to_be_visible()
    builder.click()
    builder.click()
    expect(page.get_by_role("textbox", name="Inputs, as JSON")).to_be_visible()


def test_in_a_folder_links_and_shortcuts_open_and_the_app_is_kept(
    visit: Visit,
    kept: Callable[[Page], None],
    offline: Callable[[Page], AbstractContextManager[None]],
    dist: Path,
    app: Flask,
) -> None:
    """As a hospital hosts it: beside other tools, on a server whose root is something else."""
    site = DispatcherMiddleware(
        lambda _, start: (start("404 Not Found", []), [b""])[1], {"/tools/fsgs": OneOrigin(app, dist)}
    )
    with served(site) as host:
        page = visit("/tools/fsgs/" + link(OTHER), base=host)
        expect(to_confirm(page).get_by_role("listitem")).to_have_count(2)
        assert page.url == f"{host}/tools/fsgs/"
        kept(page)
        with offline(page):
            page.goto("/tools/fsgs/?way=dose")
            expect(page.get_by_role("heading", level=1)).to_have_text("A dose")
            show(page, "share")
            assert page.get_by_role("textbox", name="As a link").input_value().startswith(f"{host}/tools/fsgs/#v1:")

"""Takes a picture of every screen and state of the app, on a phone and on a desk, in light and in dark.

All pictures go to `screenshots/`; those that the README shows go to `docs/screenshots/` as well. Words after
`python -m tools.screenshots` choose pictures whose name holds one of them.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools import chromium
from tools.started import started
from tools.ways import HAS_READ, quantity

ROOT = Path(__file__).parent.parent
ALL, SHOWN = ROOT / "screenshots", ROOT / "docs" / "screenshots"
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
README = {
    "start-360-light",
    "entry-typing-360-light",
    "answer-adult-360-light",
    "answer-adult-360-dark",
    "answer-adult-1280-light",
    "answer-child-360-light",
    "checklist-360-light",
    "checklist-stop-360-light",
    "course-360-light",
    "course-1280-dark",
    "flow-360-light",
    "evidence-360-light",
    "check-360-light",
}
Inputs = dict[str, Any]
Act = Callable[[Page], object]


def patient(name: str, **changed: Any) -> Inputs:
    """One of the README's patients; a value of None takes an input away."""
    path = ROOT / "docs" / "examples" / f"{name}.json"
    inputs = json.loads(path.read_text(encoding="utf-8"))["inputs"] | changed
    return {key: value for key, value in inputs.items() if value is not None}


def case(inputs: Inputs, form: str, **more: Any) -> dict[str, Any]:
    """The case as the app keeps it over a reload."""
    return {
        "form": form,
        "typed": {k: {"text": f"{v['value']:g}", "unit": v["unit"]} for k, v in inputs.items() if isinstance(v, dict)},
        "chosen": {k: v for k, v in inputs.items() if isinstance(v, str)},
        "listed": {k: v for k, v in inputs.items() if isinstance(v, list)},
        **more,
    }


def typed(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def answering(status: int = 200, body: str = "{}", wait: float = 0) -> Act:
    """A server that says this to every question, in place of the real one."""

    def reply(route: Route) -> None:
        time.sleep(wait)
        route.fulfill(status=status, body=body, content_type="application/json")

    return lambda page: page.route("**/v1/**", reply)


def also(*acts: Act) -> Act:
    return lambda page: [act(page) for act in acts]


ADULT = patient("adult-starting")
TACROLIMUS = {"cni_drug": "tacrolimus", "cni_formulation": "tacrolimus_immediate"}
MONTH_6 = patient("adult-month-6")
CHILD = patient("child")
SMALL = patient("child", age=quantity(2, "a"), weight=quantity(7, "kg"), height=quantity(76, "cm"), **TACROLIMUS)
STOP = patient(
    "adult-month-6", creatinine=quantity(2.1, "mg/dL"), creatinine_trend="rising", potassium=quantity(5.7, "mmol/L")
)
MIXED = {
    **patient("adult-month-6", creatinine=quantity(1.4, "mg/dL"), cni_trough=quantity(11.2, "ng/mL")),
    "systolic": quantity(132, "mm[Hg]"),
    "diastolic": quantity(78, "mm[Hg]"),
    "potassium": quantity(5.2, "mmol/L"),
    "magnesium": quantity(0.62, "mmol/L"),
    "hba1c": quantity(5.4, "%"),
    "neurological": ["tremor"],
    "infection": "none",
}


def reading(date: str, proteinuria: float, creatinine: float, trough: float | None, albumin: float) -> dict[str, Any]:
    values = {
        "proteinuria": {"text": f"{proteinuria:g}", "unit": "g/g"},
        "creatinine": {"text": f"{creatinine:g}", "unit": "mg/dL"},
        "albumin": {"text": f"{albumin:g}", "unit": "g/dL"},
    }
    if trough is not None:
        values["cni_trough"] = {"text": f"{trough:g}", "unit": "ng/mL"}
    return {"date": date, "values": values}


COURSE = {
    "start": "2026-03-02",
    "readings": [
        reading("2026-03-30", 5.9, 1.1, 4.1, 2.2),
        reading("2026-05-11", 4.6, 1.2, 6.3, 2.6),
        reading("2026-06-29", 3.1, 1.2, 7.0, 3.0),
        reading("2026-08-03", 2.2, 1.3, 6.6, 3.2),
        reading("2026-09-07", 1.8, 1.3, 6.8, 3.3),
        reading("2026-11-02", 0.26, 1.2, 6.1, 3.7),
    ],
}
PASTED = "Datum\tProteinurie\tAlbumin\tKreatinin\n30.03.2026\t5,9\t2,2\t1,1\n11.05.2026\t4,6\t2,6\t1,2\nsoon\t3\t\t"
NEWER = {
    "version": "2027.2.1",
    "date": "2027-02-10",
    "says": "Tacrolimus target trough for adults lowered.",
    "was": "5 to 10 ng/mL",
    "now": "4 to 8 ng/mL",
    "acknowledge": True,
}


def with_changes(page: Page) -> None:
    """The guideline as it might look after a change of a limit; this sample is invented and says so by its date."""

    def reply(route: Route) -> None:
        response = route.fetch()
        document = response.json() | {"version": NEWER["version"]}
        document["changes"] = [NEWER, *document["changes"]]
        route.fulfill(response=response, json=document)

    page.route("**/guideline-*.json", reply)
    page.add_init_script("localStorage.setItem('seen', JSON.stringify('2026.11.1'))")


@dataclass
class Scene:
    """A state of the app: the case at hand, the screen, what happens before and after it is drawn."""

    name: str
    screen: str = "start"
    case: dict[str, Any] | None = None
    about: str | None = None
    before: Act | None = None
    after: Act | None = None
    whole: bool = True
    sizes: tuple[str, ...] = ("phone", "desk")
    themes: tuple[str, ...] = ("light", "dark")
    offline: bool = False
    workers: str = "block"  # allowed where the picture shows that the app is kept on the device


LIGHT = ("light",)
PHONE = ("phone",)


def scenes() -> Iterator[Scene]:
    kept = lambda page: page.get_by_text("Ready offline").wait_for(timeout=20_000)  # noqa: E731
    yield Scene("start", after=kept, workers="allow")
    yield Scene("start-open", case=case(ADULT, "new_patient"), themes=LIGHT)
    yield Scene("start-asked", after=lambda page: page.locator(".ways button").first.click(), sizes=PHONE, themes=LIGHT)
    yield Scene("start-german", after=lambda page: page.locator("#language").select_option("de"), themes=LIGHT)
    yield Scene("updated", before=with_changes, themes=LIGHT)
    changed = case({**ADULT, **TACROLIMUS}, "new_patient")
    yield Scene("answer-updated", "answer", changed, before=with_changes, themes=LIGHT, sizes=PHONE)

    blank = case({}, "new_patient", who="adult", chosen={"cni_status": "never"})
    half = case(patient("adult-starting", proteinuria=None, steroid_weeks=None, cni_barriers=None), "new_patient")
    yield Scene("entry-empty", "entry", blank, "new_patient")
    yield Scene(
        "entry-typing", "entry", half, "new_patient", after=lambda page: typed(page, "Proteinuria now", "520,0")
    )
    yield Scene(
        "entry-doubts",
        "entry",
        half,
        "new_patient",
        after=also(
            lambda page: typed(page, "Creatinine", "1.0"),
            lambda page: typed(page, "Age", "34"),
            lambda page: typed(page, "Proteinuria now", "1,234"),
            lambda page: typed(page, "Serum albumin", "2"),
            lambda page: page.keyboard.press("Tab"),
            lambda page: page.locator("form").evaluate("form => form.requestSubmit()"),
        ),
        themes=LIGHT,
    )
    yield Scene("entry-cni", "entry", case(MONTH_6, "on_cni"), "on_cni", themes=LIGHT)
    yield Scene("entry-toxicity", "entry", case(MONTH_6, "toxicity"), "toxicity", themes=LIGHT, sizes=PHONE)
    yield Scene("entry-dose", "entry", case({}, "dose", who="child"), "dose", themes=LIGHT, sizes=PHONE)
    yield Scene(
        "entry-gate-opened",
        "entry",
        blank,
        "new_patient",
        after=lambda page: page.get_by_role("button", name="Not so : Secondary causes excluded").click(),
        sizes=PHONE,
        themes=LIGHT,
    )

    yield Scene("answer-adult", "answer", case({**ADULT, **TACROLIMUS}, "new_patient"))
    yield Scene("answer-adult-both", "answer", case(ADULT, "new_patient"), themes=LIGHT)
    yield Scene("answer-month-6", "answer", case(MONTH_6, "on_cni"))
    yield Scene("answer-child", "answer", case({**CHILD, **TACROLIMUS}, "new_patient"), themes=LIGHT)
    yield Scene("answer-liquid", "answer", case(SMALL, "new_patient"), themes=LIGHT, sizes=PHONE)
    late = patient("adult-starting", creatinine=quantity(310, "umol/L"))
    yield Scene("answer-withheld", "answer", case(late, "new_patient"), themes=LIGHT)
    yield Scene("answer-hold", "answer", case(STOP, "on_cni"))
    yield Scene("answer-needs", "answer", case(patient("adult-starting", creatinine=None), "new_patient"), themes=LIGHT)
    failed = patient("adult-month-6", cni_tolerance="not_tolerated", tried=["rituximab", "cyclophosphamide"])
    yield Scene("answer-options", "answer", case(failed, "on_cni"), themes=LIGHT)
    linked = case({**ADULT, **TACROLIMUS}, "new_patient", fromLink=["weight", "creatinine"])
    yield Scene("answer-from-link", "answer", linked, themes=LIGHT, sizes=PHONE)

    yield Scene(
        "checklist-empty",
        "checklist",
        case({"age": quantity(52, "a"), "cni_status": "taking"}, "toxicity"),
        themes=LIGHT,
    )
    yield Scene("checklist", "checklist", case(MIXED, "toxicity"))
    yield Scene("checklist-stop", "checklist", case(STOP, "toxicity"))
    yield Scene("course-empty", "course", case(MONTH_6, "on_cni"), themes=LIGHT)
    yield Scene("course", "course", case(MONTH_6, "on_cni", **COURSE))
    yield Scene(
        "course-paste",
        "course",
        case(MONTH_6, "on_cni", start="2026-03-02"),
        after=also(
            lambda page: page.locator("details:has(textarea) summary").click(),
            lambda page: page.locator("textarea").fill(PASTED),
            lambda page: press(page, "Read"),
        ),
        themes=LIGHT,
        sizes=PHONE,
    )
    yield Scene("plan-empty", "plan", themes=LIGHT, sizes=PHONE)
    yield Scene("plan", "plan", case(MONTH_6, "on_cni", start="2026-03-02"), themes=LIGHT)
    yield Scene("evidence", "evidence", about="limit:tacrolimus_low_adult", themes=LIGHT)
    yield Scene("evidence-all", "evidence", themes=LIGHT, whole=False)
    yield Scene("evidence-source", "evidence", about="source:kdigo_2025", themes=LIGHT, whole=False)
    yield Scene("flow", "flow", case(ADULT, "new_patient"))
    yield Scene("flow-plain", "flow", themes=LIGHT)

    start = case({**ADULT, **TACROLIMUS}, "new_patient")
    yield Scene("check", "check", start, after=lambda page: page.locator("#prescribed").select_option(index=2))
    asked = lambda page: press(page, "Server check")  # noqa: E731
    yield Scene(
        "check-agrees",
        "check",
        start,
        after=also(asked, lambda page: page.wait_for_timeout(1500)),
        themes=LIGHT,
        sizes=PHONE,
    )
    yield Scene(
        "check-differs",
        "check",
        start,
        before=answering(body='{"guideline": {"version": "2026.9.2"}}'),
        after=asked,
        themes=LIGHT,
        sizes=PHONE,
    )
    yield Scene("check-refused", "check", start, before=answering(422), after=asked, themes=LIGHT, sizes=PHONE)
    yield Scene("check-offline", "check", start, after=asked, offline=True, themes=LIGHT, sizes=PHONE)
    yield Scene(
        "check-slow",
        "check",
        start,
        before=lambda page: page.route("**/v1/**", lambda route: None),
        after=also(asked, lambda page: page.wait_for_timeout(10_500)),
        themes=LIGHT,
        sizes=PHONE,
    )
    yield Scene("check-hold", "check", case(STOP, "on_cni"), themes=LIGHT, sizes=PHONE)
    yield Scene("share", "share", start, after=lambda page: page.locator("summary").last.click(), themes=LIGHT)
    yield Scene("about", "about", themes=LIGHT)
    yield Scene("privacy", "privacy", themes=LIGHT)

    german = lambda page: page.add_init_script("localStorage.setItem('language', JSON.stringify('de'))")  # noqa: E731
    yield Scene("answer-german", "answer", start, before=german, themes=LIGHT, sizes=PHONE)
    yield Scene("entry-german", "entry", half, "new_patient", before=german, themes=LIGHT, sizes=PHONE)
    yield Scene("checklist-german", "checklist", case(MIXED, "toxicity"), before=german, themes=LIGHT, sizes=PHONE)


def open_scene(page: Page, scene: Scene, origin: str) -> None:
    if scene.before:
        scene.before(page)
    page.goto(origin)
    kept = {
        "at": time.time() * 1000,
        "case": {"who": None, "age": None, "readings": [], "start": "", "fromLink": [], **(scene.case or {})},
    }
    shown = {"name": scene.screen, **({"about": scene.about} if scene.about else {})}
    page.evaluate(
        "([kept, shown]) => { if (kept) sessionStorage.setItem('case', JSON.stringify(kept));"
        " history.replaceState({ screen: shown }, ''); }",
        [kept if scene.case else None, shown],
    )
    page.reload()
    page.locator("main h1").wait_for()
    page.wait_for_timeout(600)  # what would change the answer is worked out after a pause
    if scene.offline:
        page.context.set_offline(True)
    if scene.after:
        scene.after(page)
        page.wait_for_timeout(500)


def take(browser: Browser, scene: Scene, size: str, theme: str, origin: str) -> bool:
    """Takes one picture; False, with the reason on standard error, where it cannot: one must not cost the others."""
    width, height = SIZES[size]
    name = f"{scene.name}-{width}-{theme}"
    more: dict[str, Any] = {"is_mobile": True, "has_touch": True} if size == "phone" else {}
    more |= {"color_scheme": theme, "reduced_motion": "reduce", "locale": "en-GB", "service_workers": scene.workers}
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    context.add_init_script(HAS_READ)
    page = context.new_page()
    page.set_default_timeout(5000)
    try:
        open_scene(page, scene, origin)
        page.screenshot(path=ALL / f"{name}.png", full_page=scene.whole)
        if name in README:
            page.screenshot(path=SHOWN / f"{name}.png")
        return True
    except Exception as fault:
        print(f"{name}: {fault}", file=sys.stderr)
        return False
    finally:
        context.close()


def main(wanted: list[str]) -> None:
    ALL.mkdir(exist_ok=True)
    SHOWN.mkdir(exist_ok=True, parents=True)
    lost = 0
    with started() as (origin, _), sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for scene in scenes():
            for size in scene.sizes:
                for theme in scene.themes:
                    name = f"{scene.name}-{SIZES[size][0]}-{theme}"
                    if not wanted or any(word in name for word in wanted):
                        lost += not take(browser, scene, size, theme, origin)
        browser.close()
    if lost:
        sys.exit(f"{lost} pictures could not be taken: see above.")


if __name__ == "__main__":
    main(sys.argv[1:])

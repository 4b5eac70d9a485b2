"""Takes the pictures of the pages that the README shows.

    python benchmarks/pictures.py --record PATH|URL [--as-of 2025-08-07]

It needs Chromium at /usr/bin/chromium and writes into docs/.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
#: name of the picture -> path, theme, what is to be there before it is taken
PICTURES = {
    "overview.png": ("/", "light", "[data-row]"),
    "claims.png": ("/claims?show=conflict", "dark", "[data-row]"),
}
WIDTH, HEIGHT = 1280, 800


def main() -> None:
    """Serve the record, take the pictures, end the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True)
    parser.add_argument("--as-of", default="2025-08-07")
    given = parser.parse_args()
    words = ["serve", "--record", given.record, "--as-of", given.as_of, "--port", "0"]
    command = [sys.executable, "-c", "from veille.cli import main; main()", *words]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        address = server.stderr.readline().split()[1].rstrip("/")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for name, (path, theme, there) in PICTURES.items():
                take(browser, f"{address}{path}", theme, there, DOCS / name)
            browser.close()
    finally:
        server.terminate()
        server.wait()


def take(browser: Browser, address: str, theme: str, there: str, place: Path) -> None:
    """One picture."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme="dark" if theme == "dark" else "light",
        locale="en-GB",
    )
    page.goto(address)
    page.locator(there).first.wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=str(place))
    page.close()
    print(place)


if __name__ == "__main__":
    main()

"""What every page has: language, theme, navigation, keys, files for the browser, errors."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient

import veille.serve.web
from veille.serve.web.languages import LANGUAGES
from veille.serve.web.pages import SECTIONS
from veille.serve.web.words import TABLES

WEB = Path(veille.serve.web.__file__).parent
PATHS = [section.nav.path for section in SECTIONS if section.nav]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_answers_in_every_form_and_language(client: TestClient, path: str, language: str) -> None:
    page = client.get(path, params={"lang": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    twins = re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)">', page.text)
    assert len(twins) == 2
    for twin in twins:
        assert client.get(twin.replace("&amp;", "&")).status_code == 200


def _messages() -> Catalog:
    found = Catalog()
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"newstyle_gettext": "true"}}
    for _, _, message, _, _ in extract_from_dir(WEB, methods, options):
        found.add(message)
    return found


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_catalogues_are_whole_and_hold_nothing_more(language: str) -> None:
    place = WEB / "locales" / language / "LC_MESSAGES" / "veille.po"
    catalogue = read_po(BytesIO(place.read_bytes()), locale=language)
    wanted = {message.id for message in _messages() if message.id}
    told = {m.id: m for m in catalogue if m.id}
    assert {m for m in wanted if m not in told} == set(), "make catalogues, then translate"
    assert set(told) - wanted == set(), "make catalogues"
    empty = [m.id for m in told.values() if not (all(m.string) if isinstance(m.string, tuple) else m.string)]
    assert empty == []
    assert [error for m in told.values() for error in m.check(catalogue)] == []


def test_every_word_of_the_tables_is_marked() -> None:
    wanted = {m.id for m in _messages()}
    assert {word for table in TABLES.values() for word in table.values()} <= wanted


@pytest.mark.parametrize(
    ("headers", "cookies", "address", "language"),
    [
        ({}, {}, "/timeline", "en"),
        ({"accept-language": "fr-CA,fr;q=0.8,en;q=0.5"}, {}, "/timeline", "fr"),
        ({"accept-language": "de"}, {}, "/timeline", "en"),
        ({"accept-language": "fr"}, {"veille_lang": "en"}, "/timeline", "en"),
        ({"accept-language": "en"}, {"veille_lang": "en"}, "/timeline?lang=fr", "fr"),
        ({"accept-language": "en"}, {"veille_lang": "<script>"}, "/timeline?lang=xx", "en"),
    ],
)
def test_which_language(
    client: TestClient, headers: dict[str, str], cookies: dict[str, str], address: str, language: str
) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    answer = client.get(address, headers={**headers, **({"cookie": cookie} if cookie else {})})
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize(
    ("asked", "kept", "back"),
    [
        ("theme=dark&back=/timeline?kind=attack", "veille_theme=dark", "/timeline?kind=attack"),
        ("lang=fr&back=/deadlines", "veille_lang=fr", "/deadlines"),
        ("theme=pink", None, "/"),
        ("theme=dark&back=//elsewhere.example/", "veille_theme=dark", "/"),
        ("theme=dark&back=https://elsewhere.example/", "veille_theme=dark", "/"),
        ("theme=dark&back=/%5Celsewhere.example", "veille_theme=dark", "/"),
    ],
)
def test_choices_are_kept_and_lead_back_to_this_site(
    client: TestClient, asked: str, kept: str | None, back: str
) -> None:
    answer = client.get(f"/prefer?{asked}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    assert answer.headers.get("set-cookie", "").startswith(kept) if kept else "set-cookie" not in answer.headers
    client.cookies.clear()


@pytest.mark.parametrize("name", ["veille.css", "veille.js", "htmx.js", "icon.svg"])
def test_files_come_from_this_server_and_may_be_kept(client: TestClient, name: str) -> None:
    address = re.search(rf"/static/{name}\?v=\w+", client.get("/timeline").text)
    assert address
    assert "immutable" in client.get(address[0]).headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/nope.js", "/static/..%2Fapp.py", "/nope", "/event/zzz", "/event/zzz.csv"])
def test_what_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_comes_from_elsewhere_and_nothing_is_inline() -> None:
    for template in (WEB / "templates").glob("*.html"):
        text = template.read_text("utf-8")
        assert not re.search(r"""(?:src|srcset|href|action|url)\s*[=(]\s*["']?(?:https?:)?//""", text), template.name
        assert not re.search(r"\sstyle=|\son\w+=|<style|hx-on|javascript:", text), template.name
        for script in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, template.name


def test_keys_move_open_search_and_can_be_turned_off(page: Any) -> None:
    page.goto("/timeline")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row].is-current").get_attribute("id") == page.locator("[data-row]").nth(1).get_attribute(
        "id"
    )
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.locator("[data-row]").nth(0).locator(".why .source").wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("jk?")
    assert page.locator("#find").input_value() == "jk?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.locator("[data-keys-off]").check()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    assert page.locator("[data-row].is-current").count() == 0


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")])
def test_nothing_runs_off_the_side(browser: Any, served: str, width: int, theme: str) -> None:
    context = browser.new_context(base_url=served, color_scheme=theme, viewport={"width": width, "height": 844})
    page = context.new_page()
    for path in PATHS:
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, path
    context.close()


def test_further_letters_press_what_bears_them_in_the_current_entry(page: Any) -> None:
    page.goto("/timeline")
    page.evaluate(
        """() => document.querySelectorAll("[data-row]").forEach((row, at) => {
            const button = document.createElement("button");
            button.dataset.key = "c";
            button.addEventListener("click", () => { document.title = `pressed ${at}`; });
            row.append(button);
        })"""
    )
    page.keyboard.press("c")
    assert "pressed" not in page.title()  # no entry is current yet
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("r")
    assert "pressed" not in page.title()
    page.keyboard.press("c")
    assert page.title() == "pressed 1"

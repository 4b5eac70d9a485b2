"""Signing in, accounts and users as people meet them: in a browser, by the keyboard, without a script, in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import Watched, serving
from serve.access.guarded import Guarded, guarded, password
from veille.serve.access import Policy

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def room(copied: Path) -> Iterator[tuple[Guarded, str]]:
    with guarded(copied, Policy(sign_in=True)) as found, serving(found.app) as address:
        yield found, address


def sign_in(page: Any, name: str) -> None:
    """By the keyboard: the name has the focus already."""
    page.locator("[name=name]:focus").wait_for()  # the page puts the caret there
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password(name))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.mark.parametrize("script", [True, False])
def test_a_page_asked_for_is_shown_after_signing_in(browser: Any, room: tuple[Guarded, str], script: bool) -> None:
    context = browser.new_context(base_url=room[1], java_script_enabled=script)
    page = context.new_page()
    watched = Watched(page)
    page.goto("/timeline?kind=attack")
    assert "/login?back=" in page.url
    assert page.locator("nav, [role=search]").count() == 0
    if script:
        sign_in(page, "ben")
    else:
        page.fill("[name=name]", "ben")
        page.fill("[name=password]", password("ben"))
        page.click("main button")
    assert page.url == f"{room[1]}/timeline?kind=attack"
    page.click("form.account button")
    assert page.url == f"{room[1]}/login"
    page.goto("/timeline?kind=attack")
    assert "/login?back=" in page.url
    assert watched.complaints == []
    context.close()


def test_a_token_is_shown_once_and_works(browser: Any, room: tuple[Guarded, str]) -> None:
    context = browser.new_context(base_url=room[1])
    page = context.new_page()
    page.goto("/account")
    sign_in(page, "zoé")
    page.fill("[name=label]", "<b>Agenda</b> de la rédaction")
    page.click("form[action='/account/tokens'] button")
    secret = page.locator(".once code").inner_text()
    assert page.locator("tbody th").inner_text() == "<b>Agenda</b> de la rédaction"
    assert page.locator("[name=role] option").all_inner_texts() == ["reader"]  # what a reader may lend
    bearer = {"authorization": f"Bearer {secret}"}
    with room[0].client() as program:
        assert program.get("/timeline.json", headers=bearer).status_code == 200
        page.goto("/account")
        assert secret not in page.content()
        page.click("tbody button")
        assert page.locator("tbody").count() == 0
        assert program.get("/timeline.json", headers=bearer).status_code == 401
    context.close()


def test_a_new_password_ends_every_session(browser: Any, room: tuple[Guarded, str]) -> None:
    context, elsewhere = browser.new_context(base_url=room[1]), browser.new_context(base_url=room[1])
    page, other = context.new_page(), elsewhere.new_page()
    for one in (page, other):
        one.goto("/account")
        sign_in(one, "ben")
    for old, new, told in (
        (password("zoé"), "some new words", "wrong"),
        (password("ben"), "bbbbbbbbbbbbb", "hard to guess"),
    ):
        page.fill("[name=old]", old)
        page.fill("[name=new]", new)
        page.click("form[action='/account/password'] button")
        assert told in page.locator("[role=alert]").inner_text()
    page.fill("[name=old]", password("ben"))
    page.fill("[name=new]", "some new words")
    page.click("form[action='/account/password'] button")
    assert page.url == f"{room[1]}/login"
    other.reload()
    assert "/login" in other.url
    context.close()
    elsewhere.close()


def test_an_admin_adds_changes_and_removes_users(browser: Any, room: tuple[Guarded, str]) -> None:
    context = browser.new_context(base_url=room[1])
    page = context.new_page()
    page.goto("/users")
    sign_in(page, "ada")
    names = page.locator("tbody th")
    for name, told in (("eve", None), ("EVE", "there is a user of this name"), ("<i>x", "no name of a user")):
        page.fill("form[action='/users'] [name=name]", name)
        page.fill("[name=password]", "quite other words")
        page.click("form[action='/users'] button")
        assert (page.locator("[role=alert]").inner_text() if told else "").find(told or "") >= 0
    assert names.all_inner_texts() == ["ada", "ben", "eve", "zoé"]
    assert page.locator("tr:has-text('ada') button").count() == 0  # nobody locks themselves out
    page.select_option("tr:has-text('eve') select", "analyst")
    page.click("tr:has-text('eve') button >> nth=0")
    assert page.locator("tr:has-text('eve') select").input_value() == "analyst"
    page.click("tr:has-text('eve') button >> nth=1")
    assert names.all_inner_texts() == ["ada", "ben", "zoé"]
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_no_fault_and_nothing_runs_off_the_side(
    browser: Any, room: tuple[Guarded, str], theme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        base_url=room[1], locale="fr-FR", color_scheme=theme, viewport={"width": width, "height": 844}
    )
    page = context.new_page()

    def check(where: str) -> None:
        found = Axe().run(page, options=TAGS)
        assert found.violations_count == 0, f"{where}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where

    page.goto("/users")
    check("login")
    page.fill("[name=name]", "ada")
    page.fill("[name=password]", "not the password")
    page.click("main button")
    check("login, wrong")
    page.fill("[name=password]", password("ada"))
    page.click("main button")
    check("users")
    page.goto("/account")
    page.fill("[name=label]", "Agenda")
    page.click("form[action='/account/tokens'] button")
    check("account")
    context.close()

"""Exports in the browser: every format of what the page is asked for, as files and as addresses to subscribe to."""

from __future__ import annotations

import io
import re
import zipfile

import icalendar
import pytest
from fastapi.testclient import TestClient

from veille.serve.exports import FORMATS
from veille.serve.exports.tables import TABLES
from veille.serve.web.pages.export import _ABOUT, _READ_IN_PLACE, _TABLES


def test_every_format_and_table_is_offered() -> None:
    assert list(_ABOUT) == list(FORMATS)
    assert list(_TABLES) == list(TABLES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_address_of_the_page_is_a_file(client: TestClient, language: str) -> None:
    page = client.get("/export", params={"kind": "pledge", "lang": language})
    assert page.status_code == 200
    addresses = {a.replace("&amp;", "&") for a in re.findall(r'href="(/export/[^"]+)"', page.text)}
    assert len(addresses) == len(FORMATS) + (len(TABLES) - 1) * sum(f.tables for f in FORMATS.values())
    for address in sorted(addresses):
        assert "kind=pledge" in address
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == FORMATS[address[8:].partition("?")[0]].media_type
        assert "etag" in answer.headers


@pytest.mark.parametrize("name", FORMATS)
def test_files_are_saved_and_the_rest_is_read_in_place(client: TestClient, name: str) -> None:
    answer = client.get(f"/export/{name}", params={"table": "deadlines"})
    saved = answer.headers.get("content-disposition", "")
    assert bool(saved) == (name not in _READ_IN_PLACE)
    assert not saved or re.fullmatch(r'attachment; filename="[\w.-]+"', saved)
    again = client.get(f"/export/{name}", params={"table": "deadlines"}, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_filters_narrow_a_file(client: TestClient) -> None:
    whole = client.get("/export/csv").text.splitlines()
    some = client.get("/export/csv", params={"kind": "attack", "as_of": "2025-08-01"}).text.splitlines()
    assert (len(whole), len(some)) == (6, 2)
    assert len(client.get("/export/csv", params={"limit": "2"}).text.splitlines()) == 3


def test_a_calendar_may_be_called_by_its_ending_and_links_the_pages(client: TestClient) -> None:
    answer = client.get("/export/ics.ics")
    (entry,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert client.get(str(entry["URL"])).status_code == 200


def test_a_feed_names_its_own_address(client: TestClient) -> None:
    answer = client.get("/export/atom", params={"actor": "Sweden"})
    assert 'rel="self"' in answer.text
    assert "/export/atom?actor=Sweden" in answer.text


def test_a_brief_may_style_itself_and_nothing_else(client: TestClient) -> None:
    policy = client.get("/export/brief").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script-src" not in policy


def test_a_bundle_without_the_pages(client: TestClient) -> None:
    names = zipfile.ZipFile(io.BytesIO(client.get("/export/bundle", params={"pages": "no"}).content)).namelist()
    assert not [name for name in names if name.startswith("snapshots/")]


@pytest.mark.parametrize(("path", "status"), [("/export/xls", 404), ("/export/csv?table=cookies", 400), ("/export/csv?since=x", 400)])
def test_what_there_is_not(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_what_is_too_large_to_be_served_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veille.serve.web.pages.export.MOST_EVENTS", 2)
    answer = client.get("/export/csv")
    assert answer.status_code == 400
    assert "more than 2 events" in answer.text
    assert client.get("/export/csv", params={"kind": "attack"}).status_code == 200
    assert client.get("/export/atom").status_code == 200

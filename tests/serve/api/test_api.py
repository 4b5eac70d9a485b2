"""The API as programs use it: pages with cursors, tags, problems, judgements, and a copy kept by what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openapi_spec_validator import validate

from browsing import stopped_clock
from serve.saying import CRISIS, JOINER, corrected_night, fill, world
from veille.serve.api import PREFIX, description
from veille.serve.exports import Wanted, everything, export
from veille.serve.queries import Asked
from veille.serve.web import create_app
from veille.store import open_store
from veille.store.adding import add
from veille.store.joining import join

LISTS = ("events", "mentions", "articles", "stories", "deadlines", "pledges", "claims", "conflicts", "actors")


def get(client: TestClient, path: str, **asked: object) -> Any:
    answer = client.get(f"{PREFIX}/{path}", params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


def all_of(client: TestClient, path: str, **asked: object) -> list[dict[str, Any]]:
    """Every row of a list, page by page."""
    found: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        page = get(client, path, **asked, **after)
        found += page["data"]
        if page["next"] is None or not page.get("more", True):
            return found
        after = {"after": page["next"]}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[TestClient]:
    """A record of the small crisis that the test may write to."""
    place = tmp_path / "own.db"
    store = open_store(place, create=True)
    fill(store, CRISIS)
    join(store, JOINER)
    store.close()
    with TestClient(create_app(partial(open_store, place), now=stopped_clock), base_url="http://127.0.0.1") as found:
        yield found


# -- lists ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_cursors_go_through_a_list_once(client: TestClient, name: str) -> None:
    whole = get(client, name, limit=200)
    assert whole["data"]
    assert whole["next"] is None
    assert all_of(client, name, limit=1) == whole["data"]
    assert all_of(client, name, limit=3) == whole["data"]


@pytest.mark.parametrize("name", [*LISTS, "search", "judgements", "changes"])
def test_a_page_links_to_the_one_that_follows(client: TestClient, name: str) -> None:
    asked = {"limit": "1", **({"q": "kyiv"} if name == "search" else {})}
    answer = client.get(f"{PREFIX}/{name}", params=asked)
    page = answer.json()
    if name == "judgements":
        assert page == {"data": [], "next": None}
    elif page["next"]:
        link = answer.links["next"]["url"]
        assert link.startswith(f"{PREFIX}/{name}?")
        assert client.get(link).json()["data"] != page["data"]


@pytest.mark.parametrize(
    ("name", "asked", "rows"),
    [
        ("events", {}, 5),
        ("events", {"kind": ["pledge", "attack"]}, 4),
        ("events", {"actor": "Suède"}, 2),
        ("events", {"place": "Kyiv"}, 1),
        ("events", {"as_of": "2025-07-20"}, 1),
        ("events", {"as_of": "2025-07"}, 2),
        ("events", {"read_by": "2025-08-19"}, 0),
        ("events", {"since": "2025-08", "kind": "pledge"}, 3),
        ("events", {"review": "true"}, 1),
        ("events", {"q": "attacked"}, 1),
        ("events", {"source": "Russia"}, 1),
        ("events", {"order": "deadline"}, 1),
        ("mentions", {"event": "enone"}, 0),
        ("mentions", {"kind": "attack", "until": "2025-08-01"}, 2),
        ("articles", {"site": "wire"}, 3),
        ("articles", {"q": "package"}, 1),
        ("articles", {"lang": "fr"}, 0),
        ("stories", {"q": "Dutch"}, 1),
        ("deadlines", {"actor": "United States"}, 1),
        ("deadlines", {"kind": "attack"}, 0),
        ("pledges", {"actor": "Sweden"}, 2),
        ("claims", {}, 3),
        ("claims", {"voice": "deny"}, 1),
        ("claims", {"voice": "outlet", "kind": "pledge"}, 3),
        ("claims", {"as_of": "2025-08-01"}, 0),
        ("conflicts", {}, 4),
        ("conflicts", {"as_of": "2025-07-31"}, 0),
        ("actors", {"role": "source"}, 1),
        ("search", {"q": "kyiv"}, 3),
        ("search", {"q": "kyiv", "until": "2025-07-31"}, 1),
        ("pledges/totals", {}, 3),
    ],
)
def test_filters(client: TestClient, name: str, asked: dict[str, Any], rows: int) -> None:
    assert len(get(client, name, **asked)["data"]) == rows


def test_rows_are_those_of_the_exports(client: TestClient) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    for name in ("events", "deadlines", "pledges", "conflicts", "stories"):
        rows = all_of(client, name)
        exported = [json.loads(line) for line in export("jsonl", Wanted(site.store, everything(Asked(site.today)), name)).splitlines()]
        assert sorted(map(str, rows)) == sorted(map(str, exported))


def test_sums_are_converted_and_language_is_told(client: TestClient) -> None:
    rows = get(client, "pledges", into="USD")["data"]
    assert [r["converted_currency"] for r in rows] == ["USD", "USD", "USD"]
    (row,) = get(client, "events", kind="ultimatum", language="fr")["data"]
    assert "États-Unis" in row["what"]


def test_nothing_of_what_came_later_shows_as_of_a_day(own: TestClient) -> None:
    store = own.app.state.site.store  # type: ignore[attr-defined]
    page = corrected_night()  # of 3 August
    add(store, page.source, outside=world([page]))
    join(store, JOINER)
    now = {r["article"]: r["superseded"] for r in get(own, "articles", superseded="true")["data"]}
    assert sum(now.values()) == 1
    then = get(own, "articles", as_of="2025-08-02")["data"]
    assert len(then) == 5
    assert not any(r["superseded"] for r in then)
    days = {r["article"]: r["known_on"] for r in get(own, "articles", superseded="true")["data"]}
    for story in get(own, "stories", as_of="2025-08-01")["data"]:
        assert story["last_known"] == max(days[a] for a in story["articles"]) <= "2025-08-01"


# -- one thing --------------------------------------------------------------------------


def test_an_event_whole(client: TestClient) -> None:
    (row,) = get(client, "events", kind="attack")["data"]
    whole = get(client, f"events/{row['event']}")
    assert {k: whole[k] for k in row} == row
    assert sorted(f["said"] for f in whole["slots"]["killed"]) == ["13 people", "31 people"]
    assert {s["voice"] for s in whole["statements"]} == {"outlet", "deny"}
    assert len(whole["told_by"]) == len(row["mentions"]) == 3
    assert all(j["features"] for j in whole["joins"])
    early = get(client, f"events/{row['event']}", as_of="2025-07-31")
    assert [f["said"] for f in early["slots"]["killed"]] == ["13 people"]


def test_from_an_event_to_the_words_of_the_page(client: TestClient) -> None:
    (row,) = get(client, "events", kind="attack")["data"]
    mention = get(client, f"mentions/{row['mentions'][0]}")
    article = get(client, f"articles/{mention['article']}")
    assert article["text"][mention["start"] : mention["end"]] == mention["evidence"]
    assert article["events"] == [row["event"]]
    assert article["versions"] == [article["article"]]
    story = get(client, f"stories/{article['story']}")
    assert article["article"] in story["articles"]


# -- tags and problems ------------------------------------------------------------------


@pytest.mark.parametrize("path", ["events", "changes", "openapi.json", "pledges/totals"])
def test_who_has_it_already_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(f"{PREFIX}/{path}")
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(f"{PREFIX}/{path}", headers={"If-None-Match": said})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = client.get(f"{PREFIX}/{path}", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("events?limit=0", 422, "invalid"),
        ("events?limit=1000", 422, "invalid"),
        ("events?kind=party", 422, "invalid"),
        ("events?since=yesterday", 422, "invalid"),
        ("events?colour=red", 422, "invalid"),
        ("search", 422, "invalid"),
        ("events?since=2025-02-30", 400, "bad-question"),
        ("events?after=nonsense", 400, "bad-question"),
        ("deadlines?after=nonsense", 400, "bad-question"),
        ("events?story=nothing", 400, "bad-question"),
        ("events?q=%21", 400, "bad-question"),
        ("pledges?into=XYZ", 400, "bad-question"),
        ("events/enone", 404, "not-found"),
        ("mentions/none", 404, "not-found"),
        ("articles/none", 404, "not-found"),
        ("stories/none", 404, "not-found"),
        ("judgements/none", 404, "not-found"),
    ],
)
def test_problems(client: TestClient, path: str, status: int, name: str) -> None:
    answer = client.get(f"{PREFIX}/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = answer.json()
    assert (told["type"], told["status"]) == (f"urn:veille:problem:{name}", status)
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == f"{PREFIX}/{path}".partition("?")[0]
    assert ("errors" in told) == (status == 422)


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "cookies", 404), ("DELETE", "events", 405), ("PUT", "judgements", 405)])
def test_what_there_is_not_is_a_problem_too(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, f"{PREFIX}/{path}", json={})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


# -- judgements -------------------------------------------------------------------------


def test_judging_and_taking_it_back(own: TestClient) -> None:
    (row,) = get(own, "events", kind="attack")["data"]
    target = next(m for m in row["mentions"] if "31 people" in get(own, f"mentions/{m}")["evidence"])
    said = {"action": "correct", "targets": [target], "settings": {"killed": "13"}, "note": "recount", "by": "Ada"}
    made = own.post(f"{PREFIX}/judgements", json=said)
    assert made.status_code == 201
    judgement = made.json()
    assert (judgement["by"], judgement["note"], judgement["in_force"]) == ("Ada", "recount", True)
    assert get(own, made.headers["location"].removeprefix(f"{PREFIX}/")) == judgement
    (now,) = get(own, "events", kind="attack")["data"]
    assert now["disputed"] == []
    undo = own.post(f"{PREFIX}/judgements", json={"action": "undo", "targets": [judgement["id"]], "by": "Ada"})
    assert undo.status_code == 201
    assert get(own, "events", kind="attack")["data"][0]["disputed"] == ["killed"]
    assert {j["action"]: j["in_force"] for j in get(own, "judgements", by="Ada")["data"]} == {"correct": False, "undo": True}
    assert get(own, "judgements", by="Bob")["data"] == []


def test_a_rejected_event_is_gone_from_the_lists(own: TestClient) -> None:
    (row,) = get(own, "events", kind="attack")["data"]
    assert own.post(f"{PREFIX}/judgements", json={"action": "reject", "targets": [row["event"]], "by": "Ada"}).status_code == 201
    for name in ("events", "claims", "conflicts"):
        assert get(own, name, kind="attack")["data"] == []
    assert get(own, f"events/{row['event']}")["judged"] == "rejected"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"action": "confirm", "targets": []}, 422),
        ({"action": "praise", "targets": ["e"]}, 422),
        ({"action": "confirm", "targets": ["enone"]}, 404),
        ({"action": "confirm", "targets": ["EVENT"], "by": None}, 422),
        ({"action": "confirm", "targets": ["EVENT"], "at": "2020-01-01"}, 422),
        ({"action": "correct", "targets": ["EVENT"]}, 409),
        ({"action": "correct", "targets": ["EVENT"], "settings": {"killed": "many"}}, 409),
        ({"action": "split", "targets": ["EVENT"]}, 409),
        ({"action": "undo", "targets": ["jnone"]}, 409),
        ({"action": "undo", "targets": ["jnone", "jother"]}, 422),
    ],
)
def test_what_cannot_be_judged(own: TestClient, said: dict[str, Any], status: int) -> None:
    (row,) = get(own, "events", kind="attack")["data"]
    targets = [row["event"] if t == "EVENT" else t for t in said["targets"]]
    answer = own.post(f"{PREFIX}/judgements", json={"by": "Ada", **said, "targets": targets})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert get(own, "judgements")["data"] == []


def test_nobody_judges_without_a_name(own: TestClient) -> None:
    (row,) = get(own, "events", kind="attack")["data"]
    answer = own.post(f"{PREFIX}/judgements", json={"action": "confirm", "targets": [row["event"]]})
    assert (answer.status_code, answer.json()["detail"]) == (422, "body.by: who judges?")


# -- a copy -----------------------------------------------------------------------------


def sync(client: TestClient, copy: dict[str, Any], after: str | None) -> str | None:
    """Bring a copy up to date, and give the cursor to go on from."""
    while True:
        page = get(client, "changes", limit=2, **({"after": after} if after else {}))
        for row in page["data"]:
            if row["gone"]:
                copy.pop(row["id"], None)
            else:
                copy[row["id"]] = client.get(row["href"]).json()
        after = page["next"]
        if not page["more"]:
            return after


def test_a_copy_kept_by_changes_equals_the_record(own: TestClient) -> None:
    copy: dict[str, Any] = {}
    after = sync(own, copy, None)
    assert {ident for ident, value in copy.items() if "told_by" in value} == {row["event"] for row in all_of(own, "events")}
    assert get(own, "changes", after=after) == {"data": [], "next": after, "more": False}

    store = own.app.state.site.store  # type: ignore[attr-defined]
    page = corrected_night()
    add(store, page.source, outside=world([page]))
    join(store, JOINER)
    (row,) = get(own, "events", kind="pledge", limit=1)["data"][:1]
    own.post(f"{PREFIX}/judgements", json={"action": "confirm", "targets": [row["event"]], "by": "Ada"})
    sync(own, copy, after)

    anew: dict[str, Any] = {}
    sync(own, anew, None)
    assert copy == anew
    assert copy[row["event"]]["judged"] == "confirmed"


def test_changes_since_a_moment(own: TestClient) -> None:
    rows = all_of(own, "changes")
    first, last = rows[0]["at"], rows[-1]["at"]
    assert all_of(own, "changes", changed_since=first) == rows
    assert all_of(own, "changes", changed_since="2099-01-01T00:00:00Z") == []
    assert all_of(own, "changes", changed_since=last, thing="event")
    assert {r["thing"] for r in all_of(own, "changes", thing=["event", "story"])} == {"event", "story"}


# -- description ------------------------------------------------------------------------


def test_the_description_is_openapi_3_1(client: TestClient) -> None:
    told = get(client, "openapi.json")
    assert told == description()
    assert told["openapi"].startswith("3.1")
    validate(told)
    assert {path.removeprefix(f"{PREFIX}/") for path in told["paths"]} >= {*LISTS, "search", "judgements", "changes"}


def test_every_route_is_described(client: TestClient) -> None:
    told = description()
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], (method, path)
            for status, response in operation["responses"].items():
                kinds = set(response.get("content", {}))
                assert kinds == ({"application/json"} if status.startswith("2") else {"application/problem+json"}), (path, status)

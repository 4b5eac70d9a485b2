"""How a watch tells of itself: journal, health, metrics, the view in the terminal."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest
from rich.console import Console

from veille.errors import SourceError
from veille.store import Store
from veille.store.watching import SourceState, Tally
from veille.watch.endpoint import QUIET_SECONDS, Watched, served
from veille.watch.health import SourceRow, source_rows
from veille.watch.journal import Journal, Line, writer
from veille.watch.live import Progress, live
from veille.watch.metrics import Metrics
from veille.watch.owner import dead, own_name
from veille.watch.schedule import asked_every, expected_gap, silent_after
from watch.pretending import START, Pretence

NOW = "2025-08-10T09:30:00Z"


def state(**more: object) -> SourceState:
    return SourceState("a", "u", "h", NOW, 3600, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "items", "words"),
    [
        (state(), Tally(), "not asked yet"),
        (state(asked_at=NOW), Tally(), "no new item yet"),
        (state(asked_at=NOW, item_at="2025-08-09T10:00:00Z"), Tally(done=3), "well"),
        (state(asked_at=NOW, item_at="2025-08-09T09:00:00Z"), Tally(done=3), "silent"),
        (state(asked_at=NOW, item_at=NOW), Tally(failed=1), "faults"),
        (state(asked_at=NOW, item_at=NOW, error="entry 2: no link"), Tally(), "faults"),
        (state(asked_at=NOW, item_at="2025-08-01T09:00:00Z", failures=1, error="e"), Tally(), "failing"),
    ],
)
def test_health_in_words(source: SourceState, items: Tally, words: str) -> None:
    assert SourceRow(source, items, NOW).words == words


@pytest.mark.parametrize(
    ("per_day", "published", "gap"),
    [
        (24, [], 3600),
        (0.5, [], 172_800),
        (None, [], 1800),
        (None, [None, "nonsense", "2025-08-06T09:00:00"], 1800),
        (None, ["2025-08-10T08:30:00+00:00", "2025-08-10T05:30:00+00:00"], 7200),
        (None, ["2025-08-10T08:30:00+00:00", "2025-08-10T10:30:00+02:00", "2035-01-01T00:00:00Z"], 1800),
    ],
)
def test_a_rhythm_is_told_or_learned(per_day: float | None, published: list[str | None], gap: int) -> None:
    assert expected_gap(per_day, published, NOW) == gap


def test_rhythms_have_bounds() -> None:
    assert (asked_every(1), asked_every(10**7), asked_every(1, 99)) == (300, 21_600, 21_600)
    assert (silent_after(1), silent_after(36_000)) == (86_400, 288_000)


@pytest.mark.parametrize(("form", "said"), [("plain", 'filed what="two words" n=1'), ("json", '"what": "two words"')])
def test_a_line_is_one_line(form: str, said: str) -> None:
    written: list[str] = []
    Journal((writer(written.append, form),), lambda: NOW).tell("filed", **{"n": 1})  # type: ignore[arg-type]
    line = Line(NOW, "filed", {"what": "two\nwords", "n": 1})
    assert len(written) == 1
    assert written[0].count("\n") == 1
    assert said.replace("two words", "two\\nwords" if form == "json" else "two words") in (
        line.as_json() if form == "json" else line.as_plain()
    )


def asked(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_what_supervisors_and_prometheus_are_told(store: Store) -> None:
    world, metrics, quiet = Pretence(), Metrics(store), 1.0
    world.lists["one"] = [world.article(1), world.article(2)]
    world.pages["https://one.example/2"] = SourceError("two", "no page")
    world.watch_once(store)
    for line in world.lines:
        metrics.hear(line)
    with served(Watched(store, metrics, lambda: quiet), "127.0.0.1", 0) as port:
        address = f"http://127.0.0.1:{port}"
        status, body = asked(f"{address}/healthz")
        assert (status, json.loads(body)["status"], json.loads(body)["sources"]) == (200, "well", {"one": "silent"})
        status, body = asked(f"{address}/metrics")
        text = body.decode()
        for said in (
            'veille_watch_items_total{outcome="added",source="one"} 1.0',
            'veille_watch_items_total{outcome="failed",source="one"} 1.0',
            'veille_watch_faults_total{source="one"} 1.0',
            'veille_watch_new_items_total{source="one"} 2.0',
            'veille_watch_stock{source="one",state="failed"} 1.0',
            'veille_watch_silent{source="one"} 1.0',
            'veille_watch_item_seconds_count{source="one"} 2.0',
        ):
            assert said in text
        assert asked(f"{address}/other")[0] == 404
        quiet = QUIET_SECONDS + 1
        assert asked(f"{address}/healthz")[0] == 503


def test_the_view_shows_sources_and_counts(store: Store) -> None:
    world, progress = Pretence(), Progress(store)
    world.lists["one"] = [world.article(1)]
    world.watch_once(store)
    for line in world.lines:
        progress.hear(line)
    console = Console(width=80, record=True, file=open("/dev/null", "w", encoding="utf-8"), force_terminal=True)  # noqa: SIM115
    with live(console, progress):
        pass
    console.print(progress.drawn())
    shown = console.export_text()
    assert "since the start: 1 added" in shown
    assert "one" in shown
    console.file.close()


def test_who_is_dead() -> None:
    own = own_name(0)
    machine, pid, began, _ = own.split("/")
    others = [f"elsewhere/{pid}/x/0", f"{machine}/{pid}/another start/0", f"{machine}/999999999/{began}/0", "nonsense"]
    assert dead([own, *others]) == {others[1], others[2]}


def test_a_process_that_is_hidden_is_not_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veille.watch.owner._began", lambda pid: "runs")  # /proc tells nothing of other users
    assert dead([own_name(0).replace("/runs/", "/4711-abc/")]) == set()
    monkeypatch.setattr("veille.watch.owner._began", lambda pid: "gone")
    assert dead([own_name(0).replace("/gone/", "/4711-abc/")]) != set()



def test_rows_of_named_sources(store: Store) -> None:
    world = Pretence()
    world.lists["one"] = []
    world.watch_once(store)
    assert [row.words for row in source_rows(store, now=START)] == ["no new item yet"]
    assert source_rows(store, ["two"], START) == []

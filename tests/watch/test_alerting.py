"""A watch with rules tells what became known, once, behind the round of joining that made it so."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from store.making import JOINER
from veille.alerts.rules import rules_of
from veille.cli.watch import alert
from veille.store import Store
from veille.watch.watcher import Watcher, Ways
from watch.pretending import Pretence

RULES = {
    "targets": {"file": {"type": "file", "path": "alerts.jsonl"}},
    "rule": [{"name": "attacks", "when": {"on": "new", "kind": "attack"}, "to": ["file"]}],
}


def test_what_is_new_is_told_once_and_what_is_old_never(store: Store, tmp_path: Path) -> None:
    rules = rules_of(RULES, "alerts.toml", tmp_path)
    world = Pretence()
    old = world.article(2, said="IRN attack SYR at Palmyra says SYR.")
    page = world.pages[old.url or ""]
    assert isinstance(page, bytes)
    world.pages[old.url or ""] = page.replace(b"2025-08-06", b"2025-05-01")
    world.lists["one"] = [world.article(1), replace(old, published=None)]
    for _ in range(2):
        desk = world.desk(store)
        ways = Ways(1, once=True, joiner=lambda: JOINER, after_join=(partial(alert, desk, rules),))
        Watcher(desk, ways).run()
        world.pass_by(hours=2)
    lines = (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert "RUS attack UKR" in lines[0]
    assert [line.what for line in world.lines].count("alerted") == 1

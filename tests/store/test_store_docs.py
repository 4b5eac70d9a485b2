"""docs/store.md says what the store does."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from veille.store import base
from veille.store.tables import metadata

TEXT = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")
FILTERS = {
    "list_events": base.EventFilter,
    "list_mentions": base.MentionFilter,
    "list_articles": base.ArticleFilter,
    "list_stories": base.StoryFilter,
    "list_statements": base.StatementFilter,
    "list_actors": base.ActorFilter,
    "list_changes": base.ChangeFilter,
}
#: what only the store's own work needs
INNER = {"article_keys", "counters", "notes", "pending", "renamed_pages"}


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_is_listed(name: str) -> None:
    row = re.search(rf"^\| `{name}` \| (.*) \|$", TEXT, re.M)
    assert row
    listed = set(re.findall(r"\w+", row[1].partition(";")[0]))
    assert listed == {field.name for field in fields(FILTERS[name])} - {"order", "ascending"}


def test_every_table_is_explained() -> None:
    assert {name for name in metadata.tables if f"`{name}`" not in TEXT} == INNER

"""What shards are made of, and what becomes of one shard."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scale.making import TEXTS, contents, html, json_lines, pages, rows, table, warc
from veille.errors import HarvestError
from veille.scale import reading
from veille.scale.manifest import Wanted, load_manifest
from veille.scale.reading import is_done, read_shard
from veille.scale.shards import PAGES_A_SHARD, Shard, find_shards
from veille.scale.tables import COLUMNS

ALL = Wanted()


def only(place: Path) -> Shard:
    (shard,) = find_shards([str(place)])
    return shard


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (json_lines, "x.jsonl", "jsonl"),
        (rows, "x.parquet", "parquet"),
        (warc, "x.warc.gz", "warc"),
        (pages, "x", "pages"),
    ],
)
def test_every_shape_gives_the_same_articles(
    tmp_path: Path, make: Callable[[Path], Path], name: str, kind: str
) -> None:
    shard = only(make(tmp_path / name))
    manifest = read_shard(shard, tmp_path / "out", ALL)
    assert shard.kind == kind
    assert manifest.counts == {"articles": 4, "mentions": 3, "other_language": 1, "records": 5}
    found = table(tmp_path / "out", "articles")
    assert sorted(str(row["published"])[:10] for row in found) == sorted(day for _, day, _ in TEXTS[:4])
    assert sorted((str(r["kind"]), r["said_by"] is not None) for r in table(tmp_path / "out", "mentions")) == [
        ("attack", True),
        ("pledge", False),
        ("sanction", True),
    ]
    months = sorted(p.name for p in (tmp_path / "out" / "articles").iterdir())
    assert months == ["month=2025-03", "month=2025-04"]
    assert is_done(shard, tmp_path / "out", ALL)


def test_evidence_is_a_stretch_of_the_text(tmp_path: Path) -> None:
    read_shard(only(json_lines(tmp_path / "x.jsonl")), tmp_path, ALL)
    texts = {row["id"]: str(row["text"]) for row in table(tmp_path, "articles")}
    for row in table(tmp_path, "mentions"):
        assert texts[row["article"]][row["start"] : row["end"]] == row["evidence"]  # type: ignore[misc]
        assert str(row["trigger"]) in str(row["evidence"])
        assert set(row) == {column.name for column in COLUMNS["mentions"]}


def test_the_encoding_that_only_the_archive_tells_is_kept(tmp_path: Path) -> None:
    read_shard(only(warc(tmp_path / "x.warc.gz", "windows-1252")), tmp_path / "out", Wanted(("fr",)))
    (article,) = table(tmp_path / "out", "articles")
    assert "expulsé trois" in str(article["text"])
    (page,) = table(tmp_path / "out", "pages")
    assert page["media_type"] == "text/html; charset=windows-1252"


@pytest.mark.parametrize(
    ("wanted", "articles"),
    [
        (Wanted(languages=("fr",)), 1),
        (Wanted(languages=("en", "fr")), 4),
        (Wanted(domains=("news.example",)), 2),
        (Wanted(domains=("example",)), 4),
        (Wanted(domains=("ews.example",)), 0),
        (Wanted(languages=("fr",), domains=("news.example",)), 0),
    ],
)
def test_only_what_is_wanted_is_read(tmp_path: Path, wanted: Wanted, articles: int) -> None:
    manifest = read_shard(only(json_lines(tmp_path / "x.jsonl")), tmp_path / "out", wanted)
    assert manifest.counts.get("articles", 0) == articles
    assert sum(n for name, n in manifest.counts.items() if name not in ("records", "mentions")) == 5


GOOD = json.dumps({"url": "https://n.example/1", "text": TEXTS[0][2]})
@pytest.mark.parametrize(
    ("line", "kind", "what"),
    [
        ("{", "Fault", "not JSON"),
        ("[1]", "Fault", "not a JSON object"),
        ('{"url": "https://n.example/2"}', "Fault", "no page"),
        ('{"text": 5}', "Fault", "no page"),
        ('{"text": "\\ud800"}', "Fault", "half a character"),
        ('{"text": "Sign in\\nPassword\\nForgot your password?"}', "NotAnArticle", "login"),
        ('{"text": "Words of a day.", "published": "soon"}', "SourceError", "date"),
        ("[" * 100_000, "Fault", "not JSON"),
    ],
)  # fmt: skip
def test_a_broken_record_is_a_row_of_errors_and_costs_no_other(tmp_path: Path, line: str, kind: str, what: str) -> None:
    place = tmp_path / "x.jsonl"
    place.write_text(f"{line}\n{GOOD}\n", "utf-8")
    manifest = read_shard(only(place), tmp_path / "out", ALL)
    assert manifest.counts == {"articles": 1, "errors": 1, "mentions": 1, "records": 2}
    (row,) = table(tmp_path / "out", "errors")
    assert row["kind"] == kind
    assert what in str(row["what"])
    assert str(row["where"]).endswith("x.jsonl, line 1")


def test_a_page_that_breaks_the_program_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = reading.read_article

    def breaks(content: bytes, **given: str | None) -> object:
        if b"cup" in content:
            raise ZeroDivisionError("by nothing")
        return true(content, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_article", breaks)
    manifest = read_shard(only(json_lines(tmp_path / "x.jsonl")), tmp_path / "out", ALL)
    assert (manifest.counts["articles"], manifest.counts["errors"]) == (3, 1)
    assert [row["kind"] for row in table(tmp_path / "out", "errors")] == ["ZeroDivisionError"]


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.parquet", "x.warc.gz"])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, name: str) -> None:
    whole = {"x.jsonl.gz": json_lines, "x.parquet": rows, "x.warc.gz": warc}[name](tmp_path / name)
    content = whole.read_bytes()
    if name == "x.jsonl.gz":
        content = gzip.compress(content)
    whole.write_bytes(content[: int(len(content) * 0.8)])
    manifest = read_shard(only(whole), tmp_path / "out", ALL)
    assert manifest.counts["errors"] >= 1
    assert name in str(table(tmp_path / "out", "errors")[0]["where"])


def test_a_changed_source_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    place, out = json_lines(tmp_path / "x.jsonl"), tmp_path / "out"
    read_shard(only(place), out, ALL)
    place.write_text(GOOD + "\n", "utf-8")
    assert not is_done(only(place), out, ALL)
    read_shard(only(place), out, ALL)
    assert len(table(out, "articles")) == 1
    assert not is_done(only(place), out, replace(ALL, languages=("fr",)))


def test_the_same_shard_gives_the_same_bytes_and_nothing_is_left_aside(tmp_path: Path) -> None:
    shard = only(json_lines(tmp_path / "x.jsonl"))
    for out in ("a", "b"):
        read_shard(shard, tmp_path / out, ALL)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert not [name for name in contents(tmp_path / "a") if "unfinished" in name]


def test_an_article_told_twice_in_a_shard_is_one(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(f"{GOOD}\n{GOOD}\n", "utf-8")
    manifest = read_shard(only(tmp_path / "x.jsonl"), tmp_path / "out", ALL)
    assert (manifest.counts["articles"], manifest.counts["repeated"]) == (1, 1)
    assert len(table(tmp_path / "out", "pages")) == 2


def test_a_folder_is_cut_into_shards(tmp_path: Path) -> None:
    for number in range(PAGES_A_SHARD + 1):
        (tmp_path / f"{number:04}.html").write_text(html(*TEXTS[0]), "utf-8")
    (tmp_path / ".hidden.html").write_text("x", "utf-8")
    assert sorted(len(s.paths) for s in find_shards([str(tmp_path)])) == [1, PAGES_A_SHARD]
    assert find_shards([str(tmp_path), str(tmp_path)]) == find_shards([str(tmp_path)])
    assert all(Shard.from_json(s.to_json()) == s for s in find_shards([str(tmp_path)]))


@pytest.mark.parametrize("name", ["none", "empty", "x.bin"])
def test_a_source_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.bin").write_bytes(b"x")
    with pytest.raises(HarvestError, match=name):
        find_shards([str(tmp_path / name)])


@pytest.mark.parametrize("said", ["{", "{}", '{"schema": "veille/harvest/0"}'])
def test_a_damaged_manifest_is_told_with_its_remedy(tmp_path: Path, said: str) -> None:
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests" / "a.json").write_text(said, "utf-8")
    with pytest.raises(HarvestError, match="remove it"):
        load_manifest(tmp_path, "a")

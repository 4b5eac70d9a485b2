"""JSON-LD, briefs and bundles: read without a network, the same bytes every time, and nothing of a page runs."""

from __future__ import annotations

import hashlib
import io
import json
import re
import socket
import zipfile
from typing import Any

import pytest
from lxml import html
from pyld import jsonld

from serve.exports.conftest import made
from serve.saying import CRISIS
from veille.serve.exports.bundle import context
from veille.serve.exports.webannotation import CONTEXT
from veille.serve.exports.words import _tables
from veille.serve.judging import Signed, judgement_on
from veille.store import Store
from veille.store.base import EventFilter

OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"


def no_network(url: str, _: object) -> dict[str, Any]:
    """Loads the one context that the program brings along."""
    assert url == CONTEXT, url
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": json.loads(context())}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection is opened")

    monkeypatch.setattr(socket.socket, "connect", refused)


def nodes(content: bytes) -> list[dict[str, Any]]:
    flat = jsonld.flatten(json.loads(content), options={"documentLoader": no_network})
    assert isinstance(flat, list)
    return flat


# -- annotations ------------------------------------------------------------------------


def test_annotations_point_at_the_words(crisis: Store) -> None:
    collection = json.loads(made(crisis, "annotations"))
    assert collection["@context"] == CONTEXT
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 20
    assert len({item["id"] for item in items}) == len(items)
    texts = {f.article.id: f.article.text for f in crisis.filed()}
    for item in items:
        assert item["type"] == "Annotation"
        assert item["target"]
        (read,) = [t for t in item["target"] if t["selector"]["type"] == "TextPositionSelector"]
        text = texts[read["source"].rpartition(":")[2]]
        for target in (t for t in item["target"] if t["selector"]["type"] == "TextQuoteSelector"):
            quote = target["selector"]
            assert text[read["selector"]["start"] : read["selector"]["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_every_key_of_an_annotation_has_a_meaning(crisis: Store) -> None:
    document = json.loads(made(crisis, "annotations", kinds=("attack",)))
    expanded = jsonld.expand(document, options={"documentLoader": no_network})
    assert len(keys(document)) == len(keys(expanded) | {"@context"})  # expanding drops what has none
    found = [n for n in nodes(made(crisis, "annotations")) if f"{OA}Annotation" in n.get("@type", [])]
    assert found
    assert all(n[f"{OA}hasTarget"] and n[f"{OA}hasBody"] and n[f"{OA}motivatedBy"] for n in found)
    assert {n[f"{OA}motivatedBy"][0]["@id"] for n in found} <= {f"{OA}classifying", f"{OA}tagging", f"{OA}assessing"}


def keys(node: object) -> set[str]:
    if isinstance(node, list):
        return {key for item in node for key in keys(item)}
    if not isinstance(node, dict):
        return set()
    own = {key for key in node if key not in ("@value", "@list", "@type") or "@value" not in node}
    return (own - {"@value", "@list"}) | {key for value in node.values() for key in keys(value)}


# -- provenance -------------------------------------------------------------------------


def test_provenance_leads_from_events_to_bytes(crisis: Store) -> None:
    graph = {n["@id"]: n for n in nodes(made(crisis, "prov"))}
    events = [i for i in graph if i.startswith("urn:veille:event:")]
    assert len(events) == crisis.figures().events
    for event in events:
        reached, waiting = set(), [event]
        while waiting:
            node = waiting.pop()
            reached.add(node)
            waiting += [r["@id"] for r in graph.get(node, {}).get(f"{PROV}wasDerivedFrom", []) if r["@id"] not in reached]
        assert any(node.startswith("urn:sha256:") for node in reached)
        assert reached <= set(graph)


def test_provenance_uses_prov_as_it_is_meant(crisis: Store) -> None:
    graph = {n["@id"]: n for n in nodes(made(crisis, "prov"))}
    sorts = {"wasGeneratedBy": "Activity", "wasDerivedFrom": "Entity", "used": "Entity", "wasAssociatedWith": "Agent"}
    for node in graph.values():
        for link, sort in sorts.items():
            for target in node.get(f"{PROV}{link}", []):
                assert f"{PROV}{sort}" in graph[target["@id"]]["@type"], (node["@id"], link)


# -- briefs -----------------------------------------------------------------------------


def test_a_brief_tells_both_figures_the_denial_and_the_deadline(crisis: Store) -> None:
    page = html.fromstring(made(crisis, "brief").decode())
    text = " ".join(page.text_content().split())
    for said in ("13 people", "31 people", "denied by Russia", "shortened", "passed, outcome unknown", "500,000,000 EUR", "together"):
        assert said in text, said
    quotes = [" ".join(q.text_content().split()).strip("“”") for q in page.xpath("//blockquote/p[1]")]
    assert CRISIS[2].said[0].sentence in quotes


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_brief_is_one_file_that_loads_and_runs_nothing(crisis: Store, language: str) -> None:
    content = made(crisis, "brief", language=language).decode()
    page = html.fromstring(content)
    assert page.get("lang") == language
    assert page.xpath("//script | //img | //svg | //iframe | //object | //link | //form | //@onerror | //@onload") == []
    assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert not re.search(r"url\(|@import", content)
    links = page.xpath("//a/@href")
    assert links
    assert all(link.startswith(("#", "https://")) for link in links)
    anchors = set(page.xpath("//@id"))
    assert {link[1:] for link in links if link.startswith("#")} <= anchors


def test_every_language_has_the_same_words() -> None:
    tables = _tables()
    assert set(tables) == {"en", "fr"}
    assert set(tables["en"]) == set(tables["fr"])
    assert all(table.values() for table in tables.values())


def test_a_judgement_is_told(record: Store) -> None:
    (attack,) = record.list_events(EventFilter(kinds=("attack",))).rows
    record.judge(judgement_on(record, [attack.mentions[0]], "correct", Signed("Ada <b>", "2025-08-20T10:00:00Z", "seen"), ["killed=14"]))
    graph = {n["@id"]: n for n in nodes(made(record, "prov"))}
    assert [n for n in graph.values() if f"{PROV}Person" in n.get("@type", [])]
    items = [i for i in json.loads(made(record, "annotations"))["first"]["items"] if i["motivation"] == "assessing"]
    assert [(i["creator"]["name"], i["created"]) for i in items] == [("Ada <b>", "2025-08-20T10:00:00Z")]
    bodies = {b["purpose"]: b["value"] for b in items[0]["body"]}
    assert (bodies["tagging"], bodies["commenting"]) == ("correct", "seen")
    assert json.loads(bodies["editing"]) == {"killed": [{"low": 14, "high": 14}]}


# -- bundles ----------------------------------------------------------------------------


def test_a_bundle_has_everything_and_the_hash_of_every_file(crisis: Store) -> None:
    content = made(crisis, "bundle")
    assert content == made(crisis, "bundle")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        files = {name: packed.read(name) for name in packed.namelist()}
        assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in packed.infolist())
    sums = dict(line.split("  ", 1)[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(c).hexdigest() for name, c in files.items() if name != "SHA256SUMS"}
    manifest = json.loads(files["manifest.json"])
    assert {f["path"] for f in manifest["files"]} == set(files) - {"SHA256SUMS", "manifest.json"}
    assert {p["sha256"] for p in manifest["pages"]} == {f.snapshot for f in crisis.filed()}
    for filed in crisis.filed():
        assert hashlib.sha256(files[f"snapshots/{filed.snapshot}"]).hexdigest() == filed.snapshot
        assert files[f"articles/{filed.article.id}.txt"].decode() == filed.article.text
    facts = [json.loads(line) for line in files["facts.jsonl"].splitlines()]
    assert {f["event"] for f in facts} == {e.id for e in crisis.list_events(limit=100).rows}
    assert all(f["slots"] for f in facts)
    assert len(files["quotes.jsonl"].splitlines()) == sum(len(f["mentions"]) for f in facts)


def test_a_bundle_may_leave_the_pages_out(crisis: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(made(crisis, "bundle", snapshots=False))) as packed:
        assert not [name for name in packed.namelist() if name.startswith("snapshots/")]
        assert json.loads(packed.read("manifest.json"))["pages"] == []


def test_no_path_of_a_bundle_leaves_its_folder(crisis: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(made(crisis, "bundle"))) as packed:
        assert all(re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name) and ".." not in name for name in packed.namelist())


"""Bytes changed, cut out and put in anywhere: whatever comes is an item, a fault or an error of the project's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquire.fakes import World
from acquire.test_archive import ONE, PACKED, THREE, TWO, wacz
from acquire.test_listing import LETTER, SAVED, atom, entry, item, rss, sitemap
from veille.acquire.items import Listing
from veille.acquire.listing import list_items
from veille.acquire.source import Source
from veille.errors import SourceError

WHOLE = {
    "a.warc": ONE + TWO + THREE,
    "a.warc.gz": b"".join(PACKED),
    "a.wacz": wacz(archive__a_warc=ONE + TWO),
    "a.eml": LETTER.encode(),
    "a.mhtml": SAVED.encode(),
    "a.mbox": f"From a@b Wed Aug  6 09:30:00 2025\n{LETTER}\n".encode() * 2,
    "rss": rss(item(1, "<pubDate>Wed, 06 Aug 2025 09:30:00 +0200</pubDate>"), item(2)).encode(),
    "atom": atom(entry(1), entry(2)).encode(),
    "sitemap": sitemap("<url><loc>/1</loc><lastmod>2025-08-06T09:30:00Z</lastmod></url>").encode(),
    "json": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "url": "https://a.example/", "title": "x"}]}',
}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=40, deadline=None)
@given(at=st.floats(0, 1), gone=st.integers(0, 60), put=st.binary(max_size=12))
def test_damage_anywhere(name: str, at: float, gone: int, put: bytes) -> None:
    whole = WHOLE[name]
    start = int(at * len(whole))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(whole[:start] + put + whole[start + gone :])
        try:
            found = list_items(Source("Damaged", str(path)), World().fetcher())
        except SourceError:
            return
    assert isinstance(found, Listing)
    assert all(one.id and (one.url or one.content) for one in found.items)
    assert all(fault.what for fault in found.faults)

"""Small archives for the tests of volume, in every shape, of one set of texts."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
from fastwarc.warc import WarcRecord, WarcRecordType
from pyarrow import parquet

TEXTS = [
    ("https://news.example/a", "2025-03-03", "Russia fired 40 drones at Odesa overnight, the Ukrainian air force said."),
    ("https://news.example/b", "2025-04-10", "Germany pledged 200 million euros of aid to Jordan on Thursday."),
    ("https://sport.example/c", "2025-04-11", "The home side won the cup by two goals to one after a long evening."),
    ("https://actu.example/d", "2025-03-05", "La France a expulsé trois diplomates russes mardi, a annoncé le ministère."),
    ("https://aktuell.example/e", "2025-03-05", "Die Regierung hat am Dienstag neue Regeln für den Handel mit Strom beschlossen und will sie im Herbst dem Parlament vorlegen, wie eine Sprecherin in der Hauptstadt mitteilte. Die Opposition kritisierte, dass die Kosten noch nicht bekannt seien."),
]


def html(url: str, day: str, text: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><link rel="canonical" href="{url}">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"><title>News</title></head>'
        f"<body><article><h1>News of the day</h1><p>{text}</p></article></body></html>"
    )


def json_lines(place: Path) -> Path:
    lines = [json.dumps({"url": u, "published": d, "text": t}) for u, d, t in TEXTS]
    place.write_text("\n".join(lines) + "\n", "utf-8")
    return place


def rows(place: Path) -> Path:
    parquet.write_table(pa.Table.from_pylist([{"url": u, "published": d, "text": t} for u, d, t in TEXTS]), place)
    return place


def warc(place: Path, encoding: str | None = None) -> Path:
    """The texts as a site's answers; in an `encoding` that only the answers' heads tell."""
    out, sort = io.BytesIO(), f"text/html; charset={encoding}" if encoding else "text/html"
    for url, day, text in TEXTS:
        page = html(url, day, text)
        body = page.replace('<meta charset="utf-8">', "").encode(encoding) if encoding else page.encode()
        record = WarcRecord()
        record.init_headers(WarcRecordType.response, b"uuid:" + url[-1].encode() * 8)
        record.headers["WARC-Target-URI"] = url
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(f"HTTP/1.1 200 OK\r\nContent-Type: {sort}\r\n\r\n".encode() + body)
        one = io.BytesIO()
        record.write(one)
        out.write(gzip.compress(one.getvalue(), mtime=0))
    place.write_bytes(out.getvalue())
    return place


def pages(place: Path) -> Path:
    place.mkdir()
    for url, day, text in TEXTS:
        (place / f"{url[-1]}.html").write_text(html(url, day, text), "utf-8")
    return place


def table(out: Path, name: str) -> list[dict[str, object]]:
    """The rows of a harvest's table, all files in the order of their paths."""
    files = sorted((out / name).rglob("*.parquet"))
    return [row for file in files for row in parquet.ParquetFile(file).read().to_pylist()]


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a harvest with its bytes."""
    kept = [p for p in out.rglob("*") if p.is_file()]
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(kept)}

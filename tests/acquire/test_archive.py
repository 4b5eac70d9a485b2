"""Web archives: whole, cut, damaged, packed; and pages written out."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from veille.acquire.archive import read_archive, warc_bytes
from veille.acquire.items import Fault, Item
from veille.errors import MissingSource, NotText
from veille.model import Snapshot


def record(
    number: int,
    *,
    status: int = 200,
    sort: str = "text/html",
    body: bytes | None = None,
    head: str = "",
    url: str | None = None,
) -> bytes:
    made = WarcRecord()
    made.init_headers(WarcRecordType.response, f"uuid:0{number}".encode())
    made.headers["WARC-Target-URI"] = url or f"https://a.example/{number}"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    content = f"<p>page {number}</p>".encode() if body is None else body
    made.set_bytes_content(f"HTTP/1.1 {status} X\r\nContent-Type: {sort}\r\n{head}\r\n".encode() + content)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def read(tmp_path: Path, content: bytes, name: str = "a.warc") -> tuple[list[str], list[str]]:
    """The addresses of the pages, and what is wrong."""
    path = tmp_path / name
    path.write_bytes(content)
    found = list(read_archive(path))
    assert all(one.where.startswith(str(path)) for one in found)
    pages = [one.url or "" for one in found if isinstance(one, Item)]
    return [url.removeprefix("https://a.example/") for url in pages], [
        one.what for one in found if isinstance(one, Fault)
    ]


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


ONE, TWO, THREE = record(1), record(2), record(3)
PACKED = [gzip.compress(one, mtime=0) for one in (ONE, TWO, THREE)]


@pytest.mark.parametrize(
    ("content", "pages", "faults"),
    [
        (ONE + TWO + THREE, ["1", "2", "3"], []),
        (packed(ONE, TWO, THREE), ["1", "2", "3"], []),
        (b"", [], ["empty"]),
        (ONE + TWO[:-25], ["1"], ["cut off: "]),
        (ONE + TWO[:40] + b"\r\n", ["1"], [""]),
        (PACKED[0] + PACKED[1][:-30], ["1"], [""]),
        (ONE + b"garbage garbage\r\n\r\n" + TWO + THREE, ["1", "2", "3"], ["damaged"]),
        (PACKED[0] + PACKED[1][:90] + b"XXXXXXXX" + PACKED[1][98:] + PACKED[2], ["1", "3"], [""]),
        (ONE + record(2, status=404) + record(3, status=301) + record(4, status=206), ["1"], []),
        (record(1, sort="image/png") + record(2, sort="text/plain; charset=utf-8") + record(3, sort="application/pdf"), ["2"], []),
        (record(1, sort="application/xhtml+xml") + record(2, sort="") + record(3, sort="", body=b"x"), ["1", "2"], []),
        (record(1, url="https://a.example/robots.txt", sort="text/plain") + TWO, ["2"], []),
        (record(1, body=b"") + TWO, ["2"], ["an empty page"]),
        (record(1, body=gzip.compress(b"<p>x"), head="Content-Encoding: gzip\r\n") + TWO, ["1", "2"], []),
        (record(1, body=b"4\r\n<p>x\r\n0\r\n\r\n", head="Transfer-Encoding: chunked\r\n") + TWO, ["1", "2"], []),
        (record(1, body=b"no gzip", head="Content-Encoding: gzip\r\n") + TWO, ["2"], ["damaged"]),
        (record(1, body=gzip.compress(b"0" * 30_000_000), head="Content-Encoding: gzip\r\n") + TWO, ["2"], ["over the limit"]),
        (record(1, body=b"0" * 20_000_001) + TWO, ["2"], ["over the limit"]),
    ],
)  # fmt: skip
def test_what_is_whole_is_read_and_the_rest_told(
    tmp_path: Path, content: bytes, pages: list[str], faults: list[str]
) -> None:
    found, told = read(tmp_path, content)
    assert found == pages
    assert [what[: len(start)] for what, start in zip(told, faults, strict=True)] == faults


def test_bytes_come_plain_with_their_encoding(tmp_path: Path) -> None:
    body = gzip.compress("<p>Téhéran".encode("cp1252"))
    (tmp_path / "a.warc").write_bytes(
        record(1, body=body, head="Content-Encoding: gzip\r\n", sort="text/html; charset=ISO-8859-1")
    )
    (page,) = read_archive(tmp_path / "a.warc")
    assert isinstance(page, Item)
    assert (page.content, page.media_type) == ("<p>Téhéran".encode("cp1252"), "text/html; charset=windows-1252")
    assert (page.id, page.published) == ("urn:uuid:01", None)  # when it was archived is not when it was published


@pytest.mark.parametrize("content", [b"hello " * 99, b"\x1f\x8b\x08 no gzip", b"%PDF-1.4"])
def test_what_is_no_archive_gives_a_fault_and_no_page(tmp_path: Path, content: bytes) -> None:
    pages, faults = read(tmp_path, content)
    assert (pages, len(faults)) == ([], 1)


def wacz(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_a_wacz(tmp_path: Path) -> None:
    content = wacz(datapackage_json=b"{}", archive__a_warc=ONE + TWO, archive__b_warc_gz=PACKED[2], pages__x_warc=ONE)
    assert read(tmp_path, content, "a.wacz") == (["1", "2", "3"], [])


def test_a_wacz_with_a_damaged_member_goes_on(tmp_path: Path) -> None:
    content = bytearray(wacz(archive__a_warc=ONE, archive__b_warc=TWO))
    content[60:70] = b"\xff" * 10
    pages, faults = read(tmp_path, bytes(content), "a.wacz")
    assert pages == ["2"]
    assert faults


def test_a_bomb_in_a_wacz_is_left_out(tmp_path: Path) -> None:
    pages, faults = read(tmp_path, wacz(archive__a_warc=b"\0" * 250_000_000, archive__b_warc=TWO), "a.wacz")
    assert pages == ["2"]
    assert "bombs" in faults[0]


def test_errors(tmp_path: Path) -> None:
    for content, said in ((wacz(a_txt=b"x"), "no WARC"), (wacz(archive__a_warc=ONE)[:-30], "not a whole")):
        with pytest.raises(NotText, match=said):
            read(tmp_path, content, "a.wacz")
    with pytest.raises(MissingSource, match="cannot be read"):
        list(read_archive(tmp_path / "none.warc"))


def test_pages_go_out_and_come_back(tmp_path: Path) -> None:
    content = "<p>Téhéran".encode("cp1252")
    page = Snapshot(
        "saved/a.html",
        content,
        hashlib.sha256(content).hexdigest(),
        "https://a.example/1",
        "text/html; charset=windows-1252",
    )
    letter = Snapshot("private/b.txt", b"text", hashlib.sha256(b"text").hexdigest())
    made = warc_bytes([(page, "2025-08-06T09:30:00Z"), (letter, "2025-08-07T00:00:00Z")])
    assert made == warc_bytes([(page, "2025-08-06T09:30:00Z"), (letter, "2025-08-07T00:00:00Z")])
    assert b"WARC-Date: 2025-08-06T09:30:00Z" in made
    assert b"private" not in made
    (tmp_path / "a.warc").write_bytes(made)
    first, second = read_archive(tmp_path / "a.warc")
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.url, first.content, first.media_type) == (page.url, page.content, page.media_type)
    assert (second.url, second.content) == (None, b"text")

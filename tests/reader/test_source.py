"""Files, folders and addresses as snapshots; each failure names the source and the remedy."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from veille.errors import MissingSource, NotText, TooLarge
from veille.reader import source


def client(status: int = 200, content: bytes = b"<p>ok</p>") -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(status, content=content)))


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"text")
    snapshot = source.open_source(str(file))
    assert (snapshot.content, snapshot.source) == (b"text", str(file))
    assert len(snapshot.sha256) == 64


def test_a_folder_is_expanded_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "c.json", "sub/d.htm"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = source.expand([str(tmp_path), "-", "https://a.example"])
    assert [Path(f).name for f in found[:-2]] == ["a.html", "b.txt", "d.htm"]
    assert found[-2:] == ["-", "https://a.example"]


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(NotText, match="without pages"):
        source.expand([str(tmp_path)])


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingSource, match="no such file"):
        source.open_source(str(tmp_path / "none.txt"))
    with pytest.raises(NotText, match="folder"):
        source.open_source(str(tmp_path))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as out:
        out.truncate(source.LARGEST_BYTES + 1)
    with pytest.raises(TooLarge, match="20 MB"):
        source.open_source(str(file))


def test_an_address() -> None:
    snapshot = source.open_source("https://a.example/x", client())
    assert (snapshot.content, snapshot.url) == (b"<p>ok</p>", "https://a.example/x")


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_an_address_that_refuses(status: int) -> None:
    with pytest.raises(MissingSource, match=str(status)):
        source.open_source("https://a.example/x", client(status))


def test_an_address_that_does_not_answer() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(MissingSource, match="no answer"):
        source.open_source("https://a.example/x", httpx.Client(transport=httpx.MockTransport(fail)))


def test_an_address_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LARGEST_BYTES", 10)
    with pytest.raises(TooLarge):
        source.open_source("https://a.example/x", client(content=b"x" * 50))

"""Files, folders and addresses as snapshots; each failure names the source and the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from acquire.fakes import World, answer
from veille.acquire.fetch import Fetcher
from veille.errors import MissingSource, NotText, TooLarge
from veille.reader import source


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


def fetcher(page: Any, **settings: Any) -> Fetcher:
    return World({"a.example/x": page}).fetcher(**settings)


def test_an_address() -> None:
    snapshot = source.open_source("https://a.example/x", fetcher(answer(content="<p>ok</p>")))
    assert (snapshot.content, snapshot.url) == (b"<p>ok</p>", "https://a.example/x")
    assert snapshot.media_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(("status", "said"), [(401, "401"), (403, "403"), (404, "gone"), (500, "500")])
def test_an_address_that_refuses(status: int, said: str) -> None:
    with pytest.raises(MissingSource, match=said):
        source.open_source("https://a.example/x", fetcher(answer(status)))


def test_an_address_that_does_not_answer() -> None:
    with pytest.raises(MissingSource, match="no answer"):
        source.open_source("https://a.example/x", fetcher(httpx.ConnectError("refused")))


def test_an_address_over_the_limit() -> None:
    with pytest.raises(TooLarge):
        source.open_source("https://a.example/x", fetcher(answer(content=b"x" * 50), largest_bytes=10))

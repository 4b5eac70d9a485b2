"""Where pages come from: files, folders, addresses and standard input, as snapshots of their bytes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import httpx

from veille.errors import MissingSource, NotText, TooLarge
from veille.model import Snapshot

#: the most bytes that one page may have
LARGEST_BYTES = 20_000_000
#: seconds to wait for an address
TIMEOUT_SECONDS = 30.0
#: what is read in a folder
PAGES = (".txt", ".html", ".htm", ".xhtml", ".md")
_AGENT = {"User-Agent": "veille (news reader; +https://pypi.org/project/veille)"}


def expand(sources: Iterable[str]) -> list[str]:
    """Folders replaced by the pages in them (sorted, at any depth, hidden ones left out); the rest as it stands.

    Raises NotText for a folder without pages.
    """
    out: list[str] = []
    for source in sources:
        folder = Path(source)
        if source == "-" or _is_address(source) or not folder.is_dir():
            out.append(source)
            continue
        pages = sorted(
            str(path)
            for path in folder.rglob("*")
            if path.is_file() and path.suffix.lower() in PAGES and not _is_hidden(path.relative_to(folder))
        )
        if not pages:
            raise NotText(source, "a folder without pages", f"it should hold files that end in {', '.join(PAGES)}")
        out += pages
    return out


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def open_source(source: str, client: httpx.Client | None = None) -> Snapshot:
    """The bytes of a path, an address, or standard input ("-").

    Raises MissingSource, TooLarge, or NotText for a folder.
    """
    if source == "-":
        return _snapshot("standard input", sys.stdin.buffer.read(LARGEST_BYTES + 1))
    if _is_address(source):
        return _fetched(source, client)
    path = Path(source)
    try:
        if path.is_dir():
            raise NotText(source, "a folder, not a page", "name the files, or give the folder to `veille read`")
        if path.stat().st_size > LARGEST_BYTES:
            raise _too_large(source, path.stat().st_size)
        return _snapshot(source, path.read_bytes())
    except FileNotFoundError:
        raise MissingSource(source, "no such file", "check the path") from None
    except PermissionError:
        raise MissingSource(source, "no permission to read it", "check the file's rights") from None
    except (OSError, ValueError) as error:
        raise MissingSource(source, f"cannot be read ({error})", "check the path") from error


def _fetched(url: str, client: httpx.Client | None) -> Snapshot:
    own = client or httpx.Client(follow_redirects=True, timeout=TIMEOUT_SECONDS, headers=_AGENT)
    try:
        with own.stream("GET", url) as response:
            response.raise_for_status()
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > LARGEST_BYTES:
                    raise _too_large(url, len(content))
            media_type = response.headers.get("content-type")
            return _snapshot(url, bytes(content), url=str(response.url), media_type=media_type)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        raise MissingSource(
            url, f"the site answered {status}", "open it in a browser, save the page, read the file"
        ) from error
    except httpx.InvalidURL as error:
        raise MissingSource(url, f"not an address ({error})", "check it") from error
    except httpx.HTTPError as error:
        said = str(error) or type(error).__name__
        raise MissingSource(
            url, f"no answer ({said})", "check the address and the network, or save the page and read the file"
        ) from error
    finally:
        if client is None:
            own.close()


def _snapshot(source: str, content: bytes, *, url: str | None = None, media_type: str | None = None) -> Snapshot:
    if len(content) > LARGEST_BYTES:
        raise _too_large(source, len(content))
    return Snapshot(source, content, hashlib.sha256(content).hexdigest(), url, media_type)


def _too_large(source: str, size: int) -> TooLarge:
    limit = LARGEST_BYTES // 1_000_000
    return TooLarge(
        source, f"{size / 1_000_000:.0f} MB or more, over the limit of {limit} MB for a page", "split it into articles"
    )

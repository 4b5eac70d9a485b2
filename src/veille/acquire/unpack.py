"""Compressed bytes to plain ones, never more than a limit at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from veille.errors import NotText, TooLarge, Truncated

_STEP = 65_536


def unpacked(chunks: Iterable[bytes], encoding: str, *, limit: int, where: str) -> bytes:
    """What `chunks` hold under a Content-Encoding ("", "identity", "gzip", "deflate").

    Raises TooLarge beyond `limit` bytes, before they are made; Truncated when it breaks off; NotText for another or a damaged encoding.
    """
    out = bytearray()
    for piece in _pieces(chunks, encoding.strip().lower(), where):
        out += piece
        if len(out) > limit:
            raise too_large(where, limit)
    return bytes(out)


def too_large(where: str, limit: int) -> TooLarge:
    """The error for what is over the limit."""
    return TooLarge(where, f"over the limit of {limit / 1_000_000:g} MB for a page", "split it into articles")


def _pieces(chunks: Iterable[bytes], encoding: str, where: str) -> Iterator[bytes]:
    if encoding in ("", "identity", "none"):
        yield from chunks
    elif encoding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(chunks, encoding == "deflate", where)
    else:
        raise NotText(
            where, f"sent with the encoding {encoding[:40]!r}, which was not asked for", "save it in a browser"
        )


def _inflated(chunks: Iterable[bytes], deflate: bool, where: str) -> Iterator[bytes]:
    machine: zlib._Decompress | None = None
    whole = piece_is_full = False
    for chunk in chunks:
        left = chunk
        while left or (machine is not None and piece_is_full):
            machine = machine or _machine(left, deflate)
            try:
                piece = machine.decompress(left, _STEP)
            except zlib.error as error:
                if whole:  # what stands behind a whole member is padding
                    return
                raise NotText(where, f"damaged in its compression ({error})", "try again later") from None
            yield piece
            piece_is_full, left = len(piece) == _STEP, machine.unconsumed_tail
            if machine.eof:  # a gzip file may have several members
                left, machine, whole = machine.unused_data, None, True
    if machine is not None or not whole:
        raise Truncated(where, "its compressed data breaks off before the end", "try again later")


def _machine(head: bytes, deflate: bool) -> zlib._Decompress:
    # "deflate" is sent with and without zlib's header
    plain = deflate and head[0] & 0x0F != 8
    return zlib.decompressobj(-zlib.MAX_WBITS if plain else zlib.MAX_WBITS | (0 if deflate else 16))

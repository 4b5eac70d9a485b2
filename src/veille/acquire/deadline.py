"""The whole time that a request may take. The library's limits hold for each read alone: a site that sends a byte now and then would never end."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self


class Deadline:
    """Cuts a request's connection after so many seconds, whatever it waits for: the handshake, a header or the body.

    `trace` goes into the request's extensions. Where `is_over`, what was read may be half of it.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._ways: list[socket.socket] = []
        self._turn = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """The deadline, running."""
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it, and let go of the connections."""
        self._timer.cancel()
        with self._turn:
            for way in self._ways:
                way.close()
            self._ways.clear()

    def trace(self, name: str, about: Mapping[str, Any]) -> None:
        """Hear of each step of the request; a connection is remembered."""
        if name != "connection.connect_tcp.complete":
            return
        # a copy of the descriptor: TLS takes the socket itself over
        own = about["return_value"].get_extra_info("socket").dup()
        with self._turn:
            self._ways.append(own)
            if self.is_over:
                _cut(own)

    def _end(self) -> None:
        with self._turn:
            self.is_over = True
            for way in self._ways:
                _cut(way)


def _cut(way: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed by the site meanwhile
        way.shutdown(socket.SHUT_RDWR)

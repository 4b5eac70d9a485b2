"""`/healthz` and `/metrics` of a watch that runs, for supervisors and Prometheus."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from veille.errors import RecordError
from veille.store.base import Store
from veille.watch.health import source_rows
from veille.watch.metrics import Metrics

#: without a sign of life for so long a watch is not well: joining a large record takes a while
QUIET_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Watched:
    """What is told of a watch: its record, its metrics, and the seconds since its last sign of life."""

    store: Store
    metrics: Metrics
    quiet_seconds: Callable[[], float]

    def health(self) -> tuple[int, dict[str, object]]:
        """Status and body: 200 when the watch lives and its record answers, 503 otherwise. A source in trouble is told, and is no reason."""
        quiet = self.quiet_seconds()
        try:
            words = {row.name: row.words for row in source_rows(self.store)}
        except RecordError as error:
            return 503, {"status": "no record", "error": str(error)}
        well = quiet <= QUIET_SECONDS
        status = "well" if well else "no sign of life"
        return (200 if well else 503), {"status": status, "quiet_seconds": round(quiet, 1), "sources": words}


@contextmanager
def served(watched: Watched, host: str, port: int) -> Iterator[int]:
    """Answers `/healthz` and `/metrics` as long as the block runs; the port that it listens on. Raises OSError when it cannot."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer one request."""
            status, kind, body = _answer(watched, self.path.partition("?")[0])
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Supervisors ask often; their requests are no events."""

    server = ThreadingHTTPServer((host, port), Answers)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, name="endpoint", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(watched: Watched, path: str) -> tuple[int, str, bytes]:
    if path == "/healthz":
        status, body = watched.health()
        return status, "application/json", json.dumps(body, ensure_ascii=False).encode()
    if path == "/metrics":
        try:
            return 200, "text/plain; version=0.0.4; charset=utf-8", watched.metrics.page()
        except RecordError as error:
            return 503, "text/plain; charset=utf-8", str(error).encode()
    return 404, "text/plain; charset=utf-8", b"/healthz or /metrics\n"

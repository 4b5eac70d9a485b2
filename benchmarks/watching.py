"""How many pages an hour `veille watch` files, end to end: fetched from a site on loopback, read, filed, joined.

    python benchmarks/watching.py [PAGES [PROCESSES]]          # 500 pages, 2 processes

The site serves the demonstration's pages, again and again under other titles, from a feed at each of two addresses, without
delays of politeness.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Thread

from veille.store import open_store

#: two addresses of this machine: a host is asked by one process at a time
HOSTS = ("127.0.0.1", "127.0.0.2")


@cache
def stock() -> list[str]:
    """The pages of the demonstration's crises."""
    folder = resources.files("veille.demo") / "crises"
    paths = [path for crisis in folder.iterdir() if crisis.is_dir() for path in crisis.iterdir()]
    return [path.read_text("utf-8") for path in sorted(paths, key=str) if path.name.endswith(".html")]


def page(number: int) -> bytes:
    """One page; beyond the first of each, its titles are numbered and it calls no address its own, so that it is a page of its own."""
    said = stock()[number % len(stock())]
    again = number // len(stock())
    said = re.sub(r'<(?:link rel="canonical"|meta property="og:url")[^>]*>', "", said)
    return re.sub(r"(</title>|</h1>)", rf" ({again})\1", said).encode() if again else said.encode()


def feed(numbers: Sequence[int], host: str, port: int) -> bytes:
    """A feed of pages."""
    links = "".join(f"<item><link>http://{host}:{port}/{n}</link></item>" for n in numbers)
    return f'<rss version="2.0"><channel><title>All</title>{links}</channel></rss>'.encode()


def serve(pages: int) -> int:
    """Start the site; its port."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            host = self.headers["Host"].partition(":")[0]
            if name.isdigit():
                body = page(int(name))
            else:
                own = range(HOSTS.index(host), pages, len(HOSTS))
                body = b"" if name == "robots.txt" else feed(own, host, port)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    port = 0
    for host in HOSTS:
        server = ThreadingHTTPServer((host, port), Answers)
        port = int(server.server_address[1])
        Thread(target=server.serve_forever, daemon=True).start()
    return port


def watch(folder: Path, port: int, processes: int) -> float:
    """Seconds that so many processes take until nothing is due."""
    sources = folder / "sources.toml"
    row = '[[source]]\nname = "{host}"\nurl = "http://{host}:{port}/feed"\npoliteness = {{delay_seconds = 0.0}}\n'
    sources.write_text("".join(row.format(host=host, port=port) for host in HOSTS), "utf-8")
    command = [sys.executable, "-c", "from veille.cli import main; main()", "watch", str(sources), "--once"]
    command += ["--record", str(folder / "record.db"), "--log", "json"]
    command += [word for host in HOSTS for word in ("--allow", host)]
    began = time.monotonic()
    with (folder / "log").open("w") as log:
        running = [subprocess.Popen(command, stderr=log) for _ in range(processes)]
        assert [one.wait() for one in running] == [0] * processes
    return time.monotonic() - began


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    pages, processes = (int(said) for said in (*arguments, *("500", "2")[len(arguments) :]))
    with tempfile.TemporaryDirectory() as folder:
        seconds = watch(Path(folder), serve(pages), processes)
        store = open_store(Path(folder) / "record.db")
        held = store.figures()
        store.close()
    assert held.articles == pages, f"{held.articles} articles of {pages} pages"
    print(f"{pages} pages, {held.mentions} mentions, {held.events} events, {processes} processes: {seconds:.0f} s")
    print(f"{pages / seconds * 3600:.0f} pages an hour")


if __name__ == "__main__":
    main(sys.argv[1:])

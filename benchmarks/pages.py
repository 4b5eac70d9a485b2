"""How fast the pages of a record are made: the server's time of every page, in the process, without a network.

    python benchmarks/pages.py --record PATH|URL [--today 2025-06-01] [--repeats 20] [--most 100]

Each page is asked for in each round, so that what one leaves in memory is not the next one's alone; `--cold` forgets what was decoded
before every request. Exits with 1 when a median is over `--most` milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import UTC, datetime
from functools import partial

from fastapi.testclient import TestClient

from veille.serve.web import create_app
from veille.serve.web.pages import SECTIONS
from veille.store import codec, open_store

#: further addresses of pages: what an editor asks of them
ASKED = (
    "/timeline?kind=attack&actor=Russia",
    "/timeline?since={month}&until={month}",
    "/timeline?as_of={early}",
    "/overview?as_of={early}",
    "/deadlines?as_of={early}",
    "/deadlines?column=passed",
    "/claims?show=conflict",
    "/claims?show=corroborated&actor=Ukraine",
    "/pledges?in=EUR",
    "/search?q={word}",
    "/story/{story}",
    "/event/{event}",
    "/overview/activity.json",
    "/timeline.json",
    "/timeline.csv",
)


def main() -> None:
    """Time the pages and print a table."""
    given = arguments()
    moment = datetime.fromisoformat(f"{given.today}T12:00:00").replace(tzinfo=UTC)
    app = create_app(partial(open_store, given.record), now=lambda: moment)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        paths = [*paths_of_sections(), *(path.format(**words(client, given.today)) for path in ASKED)]
        taken: dict[str, list[float]] = {path: [] for path in paths}
        used: dict[str, list[float]] = {path: [] for path in paths}
        for _ in range(given.repeats):
            for path in paths:
                if given.cold:
                    codec.forget()
                start, begun = time.perf_counter(), time.process_time()
                answer = client.get(path)
                taken[path].append((time.perf_counter() - start) * 1000)
                used[path].append((time.process_time() - begun) * 1000)
                if answer.status_code != 200:
                    sys.exit(f"{path}: {answer.status_code}")
    sys.exit(0 if shown(taken, used, given.most) else 1)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True)
    parser.add_argument("--today", default=datetime.now(UTC).date().isoformat())
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--most", type=float, default=100)
    parser.add_argument("--cold", action="store_true")
    return parser.parse_args()


def paths_of_sections() -> list[str]:
    """The pages of the navigation."""
    return [section.nav.path for section in SECTIONS if section.nav]


def words(client: TestClient, today: str) -> dict[str, str]:
    """What stands for the names in ASKED: a story, an event, a word, a month and a day of the record."""
    row = client.get("/timeline.json?limit=1").json()["rows"][0]
    titles = client.get("/stories.json?limit=1").json()["rows"]
    early = row["known"]
    word = max(titles[0]["title"].split(), key=len) if titles else "ultimatum"
    return {
        "event": row["event"],
        "story": row["story"],
        "word": word,
        "month": early[:7],
        "early": min(early, today),
    }


def shown(taken: dict[str, list[float]], used: dict[str, list[float]], most: float) -> bool:
    """Print medians; whether all are within `most`. The processor's time is what a page takes on a machine that does nothing else."""
    print(f"{'page':50} {'median ms':>10} {'95 % ms':>8} {'processor ms':>13}")
    medians = []
    for path, times in taken.items():
        times.sort()
        medians.append(statistics.median(times))
        late = "  over" if medians[-1] > most else ""
        p95, own = times[round(0.95 * (len(times) - 1))], statistics.median(used[path])
        print(f"{path[:50]:50} {medians[-1]:10.1f} {p95:8.1f} {own:13.1f}{late}")
    print(f"\nslowest median {max(medians):.1f} ms, median of medians {statistics.median(medians):.1f} ms")
    return max(medians) <= most


if __name__ == "__main__":
    main()

"""What takes long the first time, done before anybody asks: names, rates, the script that draws charts."""

from __future__ import annotations

from threading import Thread

from veille.serve.asked import party_of
from veille.serve.rates import currencies
from veille.serve.web import charts
from veille.serve.web.languages import LANGUAGES
from veille.serve.web.rendering import environment


def warm() -> Thread:
    """A thread that loads it all, already running."""
    thread = Thread(target=_warm, daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    for language in LANGUAGES:
        environment(language).get_template("timeline.html")
    party_of("nobody")
    currencies()
    charts.engine()

"""Charts: Vega-Lite specifications that Altair makes, as a picture for browsers without script and as what the script draws from.

A chart is four addresses: `.svg` the picture, `.vl.json` the specification, `.json` and `.csv` its rows. Pages show it with `ui.chart(...)`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from babel import Locale

#: the version of Vega-Lite that is drawn with, in Altair's specifications and in the browser
VEGALITE = "6.4"
_FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
#: theme -> what stands for ink, dim, line and the classes of PLOVER, as the style sheet has them
INKS: Mapping[str, Mapping[str, str]] = {
    "light": {
        "ink": "#191c20",
        "dim": "#565d68",
        "line": "#dddbd3",
        "accent": "#17508f",
        "verbal cooperation": "#4d86c6",
        "material cooperation": "#1d4f94",
        "verbal conflict": "#c9791b",
        "material conflict": "#a0231f",
        "other": "#7a7f87",
    },
    "dark": {
        "ink": "#e6e4de",
        "dim": "#a3aab4",
        "line": "#343a42",
        "accent": "#8dbdf5",
        "verbal cooperation": "#7fb2ea",
        "material cooperation": "#4e8fe0",
        "verbal conflict": "#e9a04a",
        "material conflict": "#ef7168",
        "other": "#8f97a2",
    },
}
_BUNDLE = f"""
import sys, vl_convert
script = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version={VEGALITE!r})
sys.stdout.buffer.write(script.encode())
"""
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its rows. `draw` makes the Altair chart from the inks of a theme and a width in pixels."""

    rows: Sequence[object]
    draw: Callable[[Mapping[str, str], int], Any]


def specification(chart: Chart, theme: str, width: int, language: str) -> dict[str, Any]:
    """The chart as Vega-Lite, its days and numbers as the language writes them."""
    spec: dict[str, Any] = chart.draw(INKS[theme], width).to_dict(validate=False)
    spec["config"] = _config(INKS[theme]) | {"locale": _locale(language)}
    spec["usermeta"] = {"embedOptions": {"actions": False}}
    return spec


def picture(chart: Chart, theme: str, width: int, language: str) -> str:
    """The chart as SVG."""
    return _svg(json.dumps(specification(chart, theme, width, language), sort_keys=True))


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    import vl_convert  # it starts an engine, which only pictures need

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE)
    return svg


def engine() -> bytes:
    """The script that draws in the browser: Vega, Vega-Lite and Vega-Embed as vl-convert carries them. Made once, in seconds."""
    with _lock:
        return _engine()


@lru_cache(maxsize=1)
def _engine() -> bytes:
    # in a process of its own: making it would hold up every other request for seconds
    made = subprocess.run([sys.executable, "-c", _BUNDLE], capture_output=True, check=True)
    return made.stdout


@lru_cache(maxsize=4)
def _locale(language: str) -> dict[str, Any]:
    """Names of days and months, signs of numbers, as Vega wants them."""
    found = Locale.parse(language)
    signs = found.number_symbols["latn"]
    months, days = found.months["stand-alone"], found.days["stand-alone"]
    return {
        "number": {"decimal": signs["decimal"], "thousands": signs["group"], "grouping": [3], "currency": ["", ""]},
        "time": {
            "dateTime": "%x, %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": [days["wide"][n % 7] for n in range(6, 13)],
            "shortDays": [days["abbreviated"][n % 7] for n in range(6, 13)],
            "months": [months["wide"][n] for n in range(1, 13)],
            "shortMonths": [months["abbreviated"][n] for n in range(1, 13)],
        },
    }


def _config(ink: Mapping[str, str]) -> dict[str, Any]:
    axis = {
        "labelColor": ink["dim"],
        "titleColor": ink["dim"],
        "gridColor": ink["line"],
        "domainColor": ink["line"],
        "tickColor": ink["line"],
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    }
    return {
        "background": None,
        "font": _FONT,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": ink["ink"], "titleColor": ink["dim"], "labelFontSize": 12},
        "text": {"color": ink["ink"]},
    }

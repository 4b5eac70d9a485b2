"""Sums in another currency, at the European Central Bank's reference rate of a day. The table comes with the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from currency_converter import CurrencyConverter, RateNotFoundError

from veille.errors import QueryError

#: days back to the last day on which the bank gave a rate: weekends, Christmas
_BACK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Converted:
    """A sum in another currency: `rate` is what one unit was worth on `day`, the day asked for or the last before it with a rate."""

    value: Decimal
    currency: str
    rate: Decimal
    day: str


def converted(value: Decimal, currency: str, into: str, day: str) -> Converted | None:
    """A sum at the rate of `day`, rounded to whole units; `None` where the bank gives none. Raises QueryError when `into` has no rates."""
    table = _table()
    known(into)
    if currency not in table.currencies:
        return None
    wanted = date.fromisoformat(day)
    for back in range(_BACK_DAYS + 1):
        on = wanted - timedelta(days=back)
        try:
            rate = Decimal(table.convert(Decimal(1), currency, into, on))
        except RateNotFoundError:
            continue
        whole = (value * rate).quantize(Decimal(1), ROUND_HALF_UP)
        return Converted(whole, into, rate.quantize(Decimal("0.0001")), on.isoformat())
    return None


def known(currency: str) -> str:
    """A currency that the bank has rates of. Raises QueryError naming those it has."""
    if currency not in _table().currencies:
        raise QueryError(f"currency {currency!r}", "no rates", f"one of {', '.join(sorted(_table().currencies))}")
    return currency


def currencies() -> tuple[str, ...]:
    """The currencies that the bank has rates of, by code."""
    return tuple(sorted(_table().currencies))


@lru_cache(maxsize=1)
def _table() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)

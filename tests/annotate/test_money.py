"""Sums of money, and what is none."""

from decimal import Decimal

import pytest

from veille.annotate.money import find_amounts
from veille.lang.pack import load_pack

# language, text, value, currency, high, modifier
SUMS = [
    ("fr", "500 millions de dollars", "500000000", "USD", None, None),
    ("fr", "500 millions d’euros", "500000000", "EUR", None, None),
    ("fr", "2,5 milliards de dollars canadiens", "2500000000", "CAD", None, None),
    ("fr", "Elle débloquera 40 millions d’euros.", "40000000", "EUR", None, None),
    ("en", "It gave 5 million U.S. dollars.", "5000000", "USD", None, None),
    ("fr", "50 M€", "50000000", "EUR", None, None),
    ("fr", "près de 300 millions de francs suisses", "300000000", "CHF", None, "about"),
    ("fr", "40 millions de livres libanaises", "40000000", "LBP", None, None),
    ("fr", "entre 10 et 20 millions d’euros", "10000000", "EUR", "20000000", None),
    ("fr", "plus d’un milliard d’euros", "1000000000", "EUR", None, "over"),
    ("fr", "deux millions et demi de dollars", "2500000", "USD", None, None),
    ("fr", "un demi-milliard d’euros", "500000000", "EUR", None, None),
    ("en", "$500 million", "500000000", "USD", None, None),
    ("en", "It cost $3 billion.", "3000000000", "USD", None, None),
    ("en", "US$2bn", "2000000000", "USD", None, None),
    ("en", "€1.5 billion", "1500000000", "EUR", None, None),
    ("en", "A$50m", "50000000", "AUD", None, None),
    ("en", "3 million Canadian dollars", "3000000", "CAD", None, None),
    ("en", "20 billion Swedish kronor", "20000000000", "SEK", None, None),
    ("en", "more than $2.5bn", "2500000000", "USD", None, "over"),
    ("en", "between $10m and $20m", "10000000", "USD", "20000000", None),
    ("en", "EUR 300 million", "300000000", "EUR", None, None),
]

NO_SUM = [
    ("fr", "500 millions"),
    ("fr", "douze livres"),
    ("fr", "des millions de dollars"),
    ("fr", "500 soldats français"),
    ("en", "500 million"),
    ("en", "millions of dollars"),
    ("en", "twelve pounds of flour"),
]


@pytest.mark.parametrize(("language", "text", "value", "currency", "high", "modifier"), SUMS)
def test_finds_the_sum(language, text, value, currency, high, modifier):
    (found,) = find_amounts(text, load_pack(language))
    assert (found.value, found.currency, found.modifier) == (Decimal(value), currency, modifier)
    assert found.high == (Decimal(high) if high else None)
    assert "E" not in str(found.value)
    assert text[found.span.start : found.span.end] == found.span.said


@pytest.mark.parametrize(("language", "text"), NO_SUM)
def test_a_bare_number_is_no_sum(language, text):
    assert find_amounts(text, load_pack(language)) == []

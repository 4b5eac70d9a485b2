"""Sums of money: "500 millions de dollars", "$2bn", "entre 10 et 20 millions d'euros", "3 million Canadian dollars"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import pycountry
from babel import Locale
from babel.numbers import get_territory_currencies

from veille.annotate.numberwords import load_numbers
from veille.annotate.numerals import Numeral, NumeralReader, bounded, find_numerals
from veille.lang.pack import Pack
from veille.values import Money, Span
from veille.world.countries import Countries, countries

_FOLD = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
_WORDS = re.compile(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*\.?")
#: how far back the country is looked for whose currency is meant, in characters
_FAR = 2000
#: the longest name of a currency, in words
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Currencies:
    """A language's names of currencies: `symbols` before or behind the figure, `names` (lower case, words) behind it."""

    symbols: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]
    bases: frozenset[str]
    suffixes: Mapping[str, int]
    links: frozenset[str]
    countries: Countries


@lru_cache(maxsize=8)
def load_currencies(pack: Pack) -> Currencies:
    """The currencies of the world as the pack's language names them (CLDR), and as its press does (the pack)."""
    data = pack["numbers"]
    locale = Locale(pack.code)
    names: dict[tuple[str, ...], str] = {}
    for code, name in sorted(locale.currencies.items()):
        if pycountry.currencies.get(alpha_3=code):
            plural = str(locale.currency_names.get(code, name)) if hasattr(locale, "currency_names") else name
            for said in (name, plural):
                names.setdefault(tuple(said.lower().replace("’", "'").split()), code)
    for said, code in data["money"]["words"].items():
        names[tuple(said.split())] = code
    ambiguous = {(base,) for base in data["money"]["bases"]["words"]} - {
        tuple(w.split()) for w in data["money"]["words"]
    }
    return Currencies(
        data["money"]["symbols"],
        {key: code for key, code in names.items() if key not in ambiguous},
        frozenset(data["money"]["bases"]["words"]),
        data["suffixes"],
        frozenset(data["money"]["links"]),
        countries(pack.code),
    )


def find_amounts(text: str, pack: Pack) -> list[Money]:
    """Sums of money in `text`, in reading order.

    Values are Decimal in major units (euros, not cents). Offsets count code points, half-open.
    A bare number is not money; nor are "millions of dollars", whose number nobody says.
    """
    table = load_currencies(pack)
    reader = NumeralReader(text, load_numbers(pack))
    found: list[Money] = []
    for numeral in find_numerals(text, pack):
        money = (
            None
            if numeral.modifier == "vague"
            else _behind_symbol(text, numeral, table) or _before_name(text, numeral, table)
        )
        if money is None or (found and found[-1].span.end > money.span.start):
            continue
        money = _under_bound(text, money, reader)
        closed = _closes_range(text, found[-1], money, pack) if found else None
        if closed:
            found[-1] = closed
        else:
            found.append(money)
    return found


def _behind_symbol(text: str, numeral: Numeral, table: Currencies) -> Money | None:
    for symbol in sorted(table.symbols, key=len, reverse=True):
        start = numeral.figure - len(symbol)
        for gap in (0, 1):
            if text[max(start - gap, 0) : numeral.figure].rstrip(" ") == symbol and start - gap >= 0:
                factor, end = _suffixed(text, numeral, table)
                return _money(text, numeral, start - gap, end, table.symbols[symbol], factor)
    return None


def _under_bound(text: str, money: Money, reader: NumeralReader) -> Money:
    """The sum with the bound that stands before its symbol ("more than $2bn")."""
    bound = reader.bound_before(money.span.start) if money.modifier is None and money.high is None else None
    if bound is None:
        return money
    name, start = bound
    return replace(money, span=Span.of(text, start, money.span.end), modifier=bounded(money.value, name, "exact")[2])


def _suffixed(text: str, numeral: Numeral, table: Currencies) -> tuple[Decimal, int]:
    """The factor of a suffix right behind the figure ("2bn", "500 M€"), and the offset behind it."""
    match = re.match(r" ?([A-Za-z]{1,3})(?![a-zà-ÿ])", text[numeral.end : numeral.end + 5])
    if match and match.group(1) in table.suffixes:
        return Decimal(table.suffixes[match.group(1)]), numeral.end + match.end()
    return Decimal(1), numeral.end


def _before_name(text: str, numeral: Numeral, table: Currencies) -> Money | None:
    factor, end = _suffixed(text, numeral, table)
    rest = text[end : end + 60]
    for symbol, code in table.symbols.items():
        for gap in ("", " "):
            if rest.startswith(gap + symbol):
                return _money(text, numeral, numeral.start, end + len(gap + symbol), code, factor)
    named = _named(rest, table) or _of_country_named(text[:end], rest, table)
    if named is None:
        return _code(text, numeral, end, factor)
    code, length = named
    return _money(text, numeral, numeral.start, end + length, code, factor)


def _code(text: str, numeral: Numeral, end: int, factor: Decimal) -> Money | None:
    """An ISO 4217 code behind or before the figure ("500 million EUR", "EUR 500 million")."""
    after = re.match(r" ([A-Z]{3})\b", text[end : end + 5])
    if after and pycountry.currencies.get(alpha_3=after.group(1)):
        return _money(text, numeral, numeral.start, end + after.end(), after.group(1), factor)
    before = re.search(r"\b([A-Z]{3}) ?$", text[max(0, numeral.figure - 5) : numeral.figure])
    if before and numeral.start == numeral.figure and pycountry.currencies.get(alpha_3=before.group(1)):
        return _money(text, numeral, numeral.figure - len(before.group()), end, before.group(1), factor)
    return None


def _named(rest: str, table: Currencies) -> tuple[str, int] | None:
    """Currency code and length of the name that `rest` opens with."""
    words = list(_WORDS.finditer(rest.translate(_FOLD)))
    while words and words[0].group().lower() in table.links:
        words = words[1:]
    if not words or rest[: words[0].start()].translate(_FOLD).strip().strip("'").lower() not in (
        "",
        *(link.strip("'") for link in table.links),
    ):
        return None
    forms = [_unlinked(m.group()) for m in words]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        last = forms[length - 1]
        for said in dict.fromkeys((last, last.removesuffix("."))):  # "50 millions d'euros." ends a sentence
            code = _lookup([*forms[: length - 1], said], table)
            if code:
                return code, words[length - 1].end() - (len(last) - len(said))
    return None


def _of_country_named(before: str, rest: str, table: Currencies) -> tuple[str, int] | None:
    """A currency that several countries have ("2.5 million pounds", "1.5 billion kroner"): that of the country last named that has one."""
    word = next(iter(_WORDS.finditer(rest.translate(_FOLD))), None)
    if word is None or rest[: word.start()].strip():
        return None
    second = next(iter(_WORDS.finditer(rest, word.end())), None)
    if word.group().lower() in table.links and second is not None:
        word, second = second, next(iter(_WORDS.finditer(rest, second.end())), None)
    said = _unlinked(word.group().lower().removesuffix("."))
    length = word.end() - (len(word.group()) - len(word.group().removesuffix(".")))
    weighed = second is not None and second.group().lower() in ("of", "de")  # "2 million pounds of wheat"
    if (said not in table.bases and _singular(said) not in table.bases) or weighed:
        return None
    words = [m.group() for m in _WORDS.finditer(before[-_FAR:].translate(_FOLD))]
    for k in range(len(words) - 1, -1, -1):
        for name in (" ".join(words[k : k + 2]), words[k]):
            country = _country(_unlinked(name.removesuffix("'s").rstrip(".")), table.countries)
            code = _currency_of(country) if country else None
            if code and any(code == of and any(w[:4] == said[:4] for w in key) for key, of in table.names.items()):
                return code, length
    return None


def _country(name: str, table: Countries) -> str | None:
    """The country that a name, a demonym or a capital stands for."""
    return table.country_of_name(name) or table.country_of_demonym(name) or table.country_of_capital(name)


def _unlinked(form: str) -> str:
    """ "d'euros" without its elided article."""
    return form.split("'", 1)[1] if form.lower().startswith("d'") else form


def _lookup(forms: list[str], table: Currencies) -> str | None:
    lower = tuple(form.lower() for form in forms)
    for candidate in (lower, tuple(_singular(form) for form in lower), (_singular(lower[0]), *lower[1:])):
        if candidate in table.names:
            return table.names[candidate]
    if len(forms) == 2:
        for base, other in ((lower[0], forms[1]), (lower[1], forms[0])):
            if _singular(base) in table.bases or base in table.bases:
                country = table.countries.country_of_demonym(other)
                if country:
                    return _currency_of(country)
    return None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _currency_of(alpha_3: str) -> str | None:
    """The legal tender of a country today, when it has just one."""
    country = pycountry.countries.get(alpha_3=alpha_3)
    codes = get_territory_currencies(country.alpha_2) if country else []
    return codes[0] if codes else None


def _money(text: str, numeral: Numeral, start: int, end: int, code: str, factor: Decimal) -> Money:
    ranged = numeral.modifier is None and numeral.low != numeral.high and numeral.high is not None
    high = numeral.high * factor if ranged and numeral.high is not None else None
    return Money(
        Span.of(text, start, end),
        _plain(numeral.value * factor),
        code,
        _plain(high) if high is not None else None,
        numeral.modifier,
    )


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or exponent: 2.50 is 2.5, 5E+8 is 500000000."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _closes_range(text: str, first: Money, second: Money, pack: Pack) -> Money | None:
    """ "between $10m and $20m": the second sum closes the range that the first opens."""
    between = text[first.span.end : second.span.start].strip().lower()
    before = re.search(r"(\w+)\s*$", text[max(0, first.span.start - 12) : first.span.start])
    ranges = pack["numbers"]["ranges"]
    opened = before is not None and before.group(1).lower() in ranges["opening"]
    if (
        between not in ranges["joining"]
        or not opened
        or first.currency != second.currency
        or first.value >= second.value
    ):
        return None
    return Money(Span.of(text, first.span.start, second.span.end), first.value, first.currency, second.value)

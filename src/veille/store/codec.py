"""Values of the program as JSON text and back, without loss: what `decode` gives equals what `encode` took.

Fields that hold their default are left out, so that a record stays small and a new field with a default reads old rows.
Where a field may hold one of several types, the object says which: `{"is": "Count", ...}`.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = frozenset({str, bool, int, float})
Maker = Callable[[Any], Any]


def encode(value: object) -> str:
    """The value as one line of JSON; the same value gives the same bytes.

    >>> from veille.values import Span
    >>> encode(Span(3, 5, "de"))
    '{"start":3,"end":5,"said":"de"}'
    """
    return json.dumps(_plain(value, type(value)), ensure_ascii=False, separators=(",", ":"))


def decode(made: type[T], text: str) -> T:
    """The value of type `made` that `text` holds. Raises ValueError, KeyError or TypeError for a text that is none.

    Values are frozen, so the same text may give the same object: a page that is read again need not be decoded again.
    """
    hint: Any = made
    value: T = _decoded(hint, text)
    return value


def forget() -> None:
    """Let go of what was decoded: the next reading of a value decodes it again."""
    _decoded.cache_clear()


@lru_cache(maxsize=8192)
def _decoded(made: Any, text: str) -> Any:
    return _maker(made)(json.loads(text))


def _plain(value: Any, declared: Any) -> Any:
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(item, Any) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        kind = _item_type(declared)
        return [_plain(item, kind) for item in value]
    return _plain_fields(value, tagged=_one_type(declared) is not type(value))


def _plain_fields(value: Any, *, tagged: bool) -> dict[str, Any]:
    out: dict[str, Any] = {"is": type(value).__name__} if tagged else {}
    cls: Any = type(value)
    for name, hint, default in _fields(cls):
        item = getattr(value, name)
        if item != default:
            out[name] = _plain(item, hint)
    return out


@lru_cache(maxsize=256)
def _fields(cls: type) -> tuple[tuple[str, Any, Any], ...]:
    """Each field's name, type and default; MISSING, which equals nothing else, where it has none."""
    hints = get_type_hints(cls)
    rows = []
    for item in fields(cls):
        default = item.default_factory() if item.default_factory is not MISSING else item.default
        rows.append((item.name, hints[item.name], default))
    return tuple(rows)


@lru_cache(maxsize=512)
def _item_type(hint: Any) -> Any:
    found = get_args(hint)
    return _one_type(found[0]) if found else Any


@lru_cache(maxsize=512)
def _one_type(hint: Any) -> Any:
    """`X` for `X | None`; `Any` for several types; else the type itself."""
    if get_origin(hint) in (Union, types.UnionType):
        real = [option for option in get_args(hint) if option is not type(None)]
        return real[0] if len(real) == 1 else Any
    return hint


@lru_cache(maxsize=512)
def _maker(hint: Any) -> Maker:
    """What makes a value of the type `hint` from plain JSON."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _maker_of_union(hint)
    if origin is tuple:
        make = _maker(get_args(hint)[0])
        return lambda plain: tuple(make(item) for item in plain)
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        make_value = _maker(get_args(hint)[1])
        return lambda plain: {key: make_value(item) for key, item in plain.items()}
    if hint is Decimal:
        return Decimal
    if isinstance(hint, type) and is_dataclass(hint):
        return _maker_of_fields(hint)
    return lambda plain: plain


def _maker_of_union(hint: Any) -> Maker:
    real: list[Any] = [option for option in get_args(hint) if option is not type(None)]
    if len(real) == 1:
        make = _maker(real[0])
        return lambda plain: None if plain is None else make(plain)
    makers: dict[str, Maker] = {option.__name__: _maker(option) for option in real if isinstance(option, type)}
    return lambda plain: makers[plain["is"]](plain) if isinstance(plain, dict) and "is" in plain else plain


def _maker_of_fields(cls: Any) -> Maker:
    makers = {name: _maker(hint) for name, hint, _ in _fields(cls)}
    return lambda plain: cls(**{name: makers[name](item) for name, item in plain.items() if name != "is"})

"""A reading as JSON: one object an article, schema "veille/article/1" (shipped beside this module).

Spans are `{"start", "end", "text"}` in code points of `article.text`, half-open.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from veille import __version__
from veille.model import Annotations, Article, Attribution, Mention, Reading, Value
from veille.ontology import rules_version
from veille.values import Count, Entity, Money, Period, Place, Span

SCHEMA = "veille/article/1"
Json = dict[str, Any]


def to_json(reading: Reading, *, annotations: bool = False) -> str:
    """One line of JSON, keys in a fixed order: the same reading gives the same bytes."""
    return json.dumps(to_object(reading, annotations=annotations), ensure_ascii=False, separators=(",", ":"))


def schema() -> Json:
    """The JSON Schema (draft 2020-12) of a line."""
    found: Json = json.loads((resources.files("veille") / "article.schema.json").read_text("utf-8"))
    return found


def to_object(reading: Reading, *, annotations: bool = False) -> Json:
    """The reading as plain objects."""
    out: Json = {
        "schema": SCHEMA,
        "veille": __version__,
        "rules": rules_version(),
        "article": _article(reading.article),
        "mentions": [_mention(m) for m in reading.mentions],
    }
    if annotations:
        out["annotations"] = _annotations(reading.annotations)
    return out


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "url": article.url,
        "site": article.site,
        "title": article.title,
        "kicker": article.kicker,
        "deck": article.deck,
        "byline": list(article.byline),
        "published": _dated(article.published),
        "modified": _dated(article.modified),
        "language": article.language,
        "section": article.section,
        "tags": list(article.tags),
        "credit": article.credit,
        "text": article.text,
        "blocks": [{"kind": b.kind, "start": b.start, "end": b.end} for b in article.blocks],
        "furniture": [{"kind": f.kind, "text": f.text} for f in article.furniture],
    }


def _dated(dated: Any) -> Json | None:
    return {"value": dated.value, "precision": dated.precision, "source": dated.source} if dated else None


def _mention(mention: Mention) -> Json:
    return {
        "id": mention.id,
        "kind": mention.kind,
        "plover": {"type": mention.plover.type, "mode": mention.plover.mode, "contexts": list(mention.plover.contexts)},
        "trigger": span_object(mention.trigger),
        "evidence": span_object(mention.evidence),
        "summary": mention.summary,
        "slots": {name: [value_object(v) for v in values] for name, values in mention.slots.items()},
        "status": mention.status,
        "historical": mention.historical,
        "attribution": _attribution(mention.attribution),
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _attribution(attribution: Attribution | None) -> Json | None:
    if attribution is None:
        return None
    source: Json | None = None
    if attribution.source:
        source = value_object(attribution.source)
    elif attribution.source_span:
        source = {
            "id": None,
            "name": attribution.source_span.said,
            "country": None,
            "role": None,
            **span_object(attribution.source_span),
        }
    return {"source": source, "cue": span_object(attribution.cue), "stance": attribution.stance}


def _annotations(found: Annotations) -> Json:
    return {
        "times": [value_object(v) for v in found.times],
        "amounts": [value_object(v) for v in found.amounts],
        "counts": [value_object(v) for v in found.counts],
        "places": [value_object(v) for v in found.places],
        "actors": [value_object(v) for v in found.actors],
        "attributions": [
            {
                "source": span_object(a.source_span) if a.source_span else None,
                "cue": span_object(a.cue),
                "content": span_object(a.content) if a.content else None,
                "stance": a.stance,
                "direct": a.direct,
            }
            for a in found.attributions
        ],
    }


def span_object(span: Span) -> Json:
    """A span as `{"start", "end", "text"}`."""
    return {"start": span.start, "end": span.end, "text": span.said}


def value_object(value: Value) -> Json:
    """A slot's value with its span."""
    if isinstance(value, Span):
        return span_object(value)
    span = span_object(value.span)
    if isinstance(value, Entity):
        return {
            "id": value.id,
            "name": value.name,
            "country": value.country,
            "role": value.role,
            "kind": value.kind,
            "organisation": value.organisation,
            **span,
        }
    if isinstance(value, Period):
        return {
            "value": value.value,
            "duration": value.duration,
            "precision": value.precision,
            "anchor": value.anchor,
            "resolved": value.resolved,
            "type": value.type,
            "bound": value.bound,
            **span,
        }
    if isinstance(value, Money):
        high = None if value.high is None else _decimal(value.high)
        return {
            "value": _decimal(value.value),
            "high": high,
            "currency": value.currency,
            "modifier": value.modifier,
            **span,
        }
    if isinstance(value, Count):
        return {
            "low": value.low,
            "high": value.high,
            "unit": value.unit,
            "modifier": value.modifier,
            "noun": value.noun.said if value.noun else None,
            **span,
        }
    assert isinstance(value, Place)
    return {
        "name": value.name,
        "country": value.country,
        "geonames": value.geonames,
        "lat": value.lat,
        "lon": value.lon,
        "precision": value.precision,
        **span,
    }


def _decimal(value: Any) -> str:
    """A decimal in plain digits, without exponent or idle zeros."""
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said

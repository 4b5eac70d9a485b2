"""W3C Web Annotations as JSON-LD: what each mention says, on the sentence of the page that says it.

Every annotation points twice: into the page at its address by the words with what stands around them, and into the article's text as the
program read it by code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from veille import __version__
from veille.model import Article, Mention, Value
from veille.reconcile.figures import normalised
from veille.record import Filed, Judgement
from veille.serve.dossier import Dossier
from veille.serve.links import urn
from veille.values import Span

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
#: characters told before and after the words
_AROUND = 32


def annotations_bytes(told: Dossier, label: str) -> bytes:
    """An AnnotationCollection of one page: mentions, the values of their slots, and analysts' judgements."""
    items = list(_items(told))
    collection = {
        "@context": CONTEXT,
        "id": urn("annotations", told.asked.day),
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": {
            "id": urn("annotations", f"{told.asked.day}-1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _items(told: Dossier) -> Iterator[Json]:
    judged: dict[str, list[Judgement]] = {}
    for judgement in told.judgements:
        for anchor in judgement.anchors:
            judged.setdefault(anchor.mention, []).append(judgement)
    for event, mention, filed in told.mentions():
        yield _mention(event.id, mention, filed)
        yield from _slots(mention, filed)
        for judgement in judged.get(mention.id, ()):
            yield _judgement(judgement, mention, filed)


def _mention(event: str, mention: Mention, filed: Filed) -> Json:
    said = [f"kind:{mention.kind}", f"status:{mention.status}", f"event:{event}"]
    said += [f"plover:{mention.plover.type}"] if mention.plover.type else []
    said += [f"stance:{mention.attribution.stance}"] if mention.attribution else []
    return {
        "id": urn("mention", mention.id),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": _generator(filed),
        "generated": filed.read_at,
        "body": [_tag(tag) for tag in said],
        "target": _targets(filed, mention.evidence),
    }


def _slots(mention: Mention, filed: Filed) -> Iterator[Json]:
    for slot, values in mention.slots.items():
        for number, value in enumerate(values, 1):
            normal, _ = normalised(value, filed.article.language)
            yield {
                "id": f"{urn('mention', mention.id)}:{slot}:{number}",
                "type": "Annotation",
                "motivation": "tagging",
                "generator": _generator(filed),
                "generated": filed.read_at,
                "body": [_tag(f"{slot}:{normal}")],
                "target": _targets(filed, _span(value)),
            }


def _judgement(judgement: Judgement, mention: Mention, filed: Filed) -> Json:
    body = [_tag(judgement.action)]
    if judgement.correction:
        corrected = json.dumps(_plain(judgement.correction), ensure_ascii=False, sort_keys=True)
        body.append({"type": "TextualBody", "purpose": "editing", "format": "application/json", "value": corrected})
    if judgement.note:
        body.append({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": judgement.note})
    return {
        "id": f"{urn('judgement', judgement.id)}:{mention.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Person", "name": judgement.by},
        "created": judgement.at,
        "body": body,
        "target": _targets(filed, mention.evidence),
    }


def _plain(correction: Mapping[str, object]) -> Json:
    return dict(correction)


def _tag(value: str) -> Json:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": value}


def _generator(filed: Filed) -> Json:
    return {"id": urn("rules", filed.rules), "type": "Software", "name": f"Veille {__version__}, rules {filed.rules}"}


def _span(value: Value) -> Span:
    return value if isinstance(value, Span) else value.span


def _targets(filed: Filed, span: Span) -> list[Json]:
    """The words on the page at its address, when it has one, and in the text that was read."""
    article = filed.article
    read = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    target = [{"type": "SpecificResource", "source": urn("article", article.id), "selector": read}]
    if article.url is None:
        return target
    quoted = {"type": "SpecificResource", "source": article.url, "selector": _quote(article, span)}
    return [quoted, *target]


def _quote(article: Article, span: Span) -> Json:
    return {
        "type": "TextQuoteSelector",
        "exact": span.said,
        "prefix": article.text[max(0, span.start - _AROUND) : span.start],
        "suffix": article.text[span.end : span.end + _AROUND],
    }

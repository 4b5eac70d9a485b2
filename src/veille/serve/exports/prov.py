"""Where each event comes from, in W3C PROV-O as JSON-LD: bytes, article, mentions, event, and who read, joined and judged.

The context is within the document: nothing is fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from veille import __version__
from veille.record import Event, Filed, Judgement
from veille.serve.dossier import Dossier
from veille.serve.links import urn
from veille.serve.told import one_line

Json = dict[str, Any]
MEDIA_TYPE = "application/ld+json"
_LINKS = (
    "wasDerivedFrom",
    "wasGeneratedBy",
    "hadPrimarySource",
    "used",
    "wasAssociatedWith",
    "wasAttributedTo",
    "alternateOf",
)
_TIMES = ("generatedAtTime", "startedAtTime", "endedAtTime", "invalidatedAtTime")
#: what names mean, told within the document
CONTEXT: Json = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "veille": "urn:veille:",
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "title": "dcterms:title",
    "issued": "dcterms:issued",
    "value": "prov:value",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in _LINKS},
    **{name: {"@id": f"prov:{name}", "@type": "xsd:dateTime"} for name in _TIMES},
}
_JOINING = urn("activity", "joining")
_PROGRAM = urn("software", __version__)


def prov_bytes(told: Dossier) -> bytes:
    """The provenance of a dossier's events."""
    graph = [_software(), _joining(told), *_articles(told), *_events(told), *_judgements(told)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":")).encode()


def _software() -> Json:
    return {"id": _PROGRAM, "type": ["prov:SoftwareAgent", "prov:Agent"], "label": f"Veille {__version__}"}


def _joining(told: Dossier) -> Json:
    used = [urn("mention", mention.id) for _, mention, _ in told.mentions()]
    return {
        "id": _JOINING,
        "type": "prov:Activity",
        "label": "joining of mentions",
        "used": used,
        "wasAssociatedWith": _PROGRAM,
    }


def _articles(told: Dossier) -> Iterator[Json]:
    for filed in told.articles():
        yield _snapshot(filed)
        yield _reading(filed)
        yield _article(filed)


def _snapshot(filed: Filed) -> Json:
    found: Json = {
        "id": f"urn:sha256:{filed.snapshot}",
        "type": "prov:Entity",
        "label": "bytes of the page",
        "generatedAtTime": filed.read_at,
    }
    if filed.article.url:
        found["hadPrimarySource"] = filed.article.url
    return {**found, "invalidatedAtTime": filed.withdrawn_at} if filed.withdrawn_at else found


def _reading(filed: Filed) -> Json:
    return {
        "id": urn("activity", f"reading-{filed.article.id}"),
        "type": "prov:Activity",
        "label": f"reading by rules {filed.rules}",
        "used": f"urn:sha256:{filed.snapshot}",
        "wasAssociatedWith": _PROGRAM,
    }


def _article(filed: Filed) -> Json:
    article = filed.article
    found: Json = {
        "id": urn("article", article.id),
        "type": "prov:Entity",
        "label": one_line(article.title or article.url or article.id),
        "wasDerivedFrom": f"urn:sha256:{filed.snapshot}",
        "wasGeneratedBy": urn("activity", f"reading-{article.id}"),
    }
    return {**found, "issued": article.published.value} if article.published else found


def _events(told: Dossier) -> Iterator[Json]:
    for _, mention, filed in told.mentions():
        yield {
            "id": urn("mention", mention.id),
            "type": "prov:Entity",
            "label": mention.kind,
            "value": mention.evidence.said,
            "wasDerivedFrom": urn("article", filed.article.id),
            "wasGeneratedBy": urn("activity", f"reading-{filed.article.id}"),
        }
    for event, row in zip(told.events, told.rows, strict=True):
        yield _event(event, row.what)


def _event(event: Event, what: str) -> Json:
    return {
        "id": urn("event", event.id),
        "type": "prov:Entity",
        "label": f"{event.kind}: {what}",
        "wasDerivedFrom": [urn("mention", ident) for ident in event.mentions],
        "wasGeneratedBy": _JOINING,
    }


def _judgements(told: Dossier) -> Iterator[Json]:
    for name in sorted({judgement.by for judgement in told.judgements}):
        yield {"id": urn("analyst", name), "type": ["prov:Person", "prov:Agent"], "label": name}
    yield from (_judgement(judgement) for judgement in told.judgements)


def _judgement(judgement: Judgement) -> Json:
    return {
        "id": urn("judgement", judgement.id),
        "type": "prov:Activity",
        "label": judgement.action,
        "endedAtTime": judgement.at,
        "used": [urn("mention", anchor.mention) for anchor in judgement.anchors],
        "wasAssociatedWith": urn("analyst", judgement.by),
    }

"""A Frictionless Data Package: every table as CSV, with one descriptor that says what each column holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from veille import __version__
from veille.serve.exports.archive import archive, digest
from veille.serve.exports.csvs import csv_bytes, table_schema
from veille.serve.exports.tables import TABLES

Json = dict[str, Any]


def package_files(rows: Mapping[str, Sequence[object]], about: str) -> dict[str, bytes]:
    """The files of a package of these tables, by path; `about` says what was asked."""
    files = {f"data/{name}.csv": csv_bytes(TABLES[name], found) for name, found in rows.items()}
    resources = [_resource(name, files[f"data/{name}.csv"]) for name in rows]
    descriptor = {
        "profile": "tabular-data-package",
        "name": "veille-record",
        "title": "What a record says",
        "description": f"{about} An apostrophe stands before a text that a spreadsheet would take for a formula.",
        "version": __version__,
        "resources": resources,
    }
    files["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def package_bytes(rows: Mapping[str, Sequence[object]], about: str) -> bytes:
    """The package as one zip archive."""
    return archive(package_files(rows, about))


def _resource(name: str, content: bytes) -> Json:
    table = TABLES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": table.title,
        "description": table.about,
        "path": f"data/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
        "schema": table_schema(table),
    }

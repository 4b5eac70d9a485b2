"""What a record gives away: each format a pure function from the rows of `queries` to bytes. `formats.py` lists them all."""

from __future__ import annotations

from veille.serve.exports.formats import FORMATS, Format, Wanted, everything, export, file_name, format_named

__all__ = ["FORMATS", "Format", "Wanted", "everything", "export", "file_name", "format_named"]

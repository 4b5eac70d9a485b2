"""Veille reads the news on an international crisis and keeps an auditable record of it."""

from __future__ import annotations

__version__ = "0.1.0"

"""Headers that tell a browser to run and load nothing but our own files, and to show our pages in nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: no script, style or event handler that stands in a page ever runs; nothing comes from or goes to elsewhere
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CSP,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",  # what an editor looks at is nobody's business; "no-referrer" would hide the origin of our own forms
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)
#: for a year, over an encrypted connection
HSTS = "max-age=31536000"

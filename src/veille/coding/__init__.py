"""PLOVER coding: what one party does to another, as the sixteen event types of PLOVER 2021, for any sentence that names both."""

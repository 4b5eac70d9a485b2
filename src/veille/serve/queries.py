"""The record as it is read: everything that the command line and the web ask of a store.

Pure reading functions over the Store protocol, each from a store and an `Asked` to rows that are values.
"""

from __future__ import annotations

from veille.serve.activity import Activity, ActivityRow, SourceRow, activity, sources
from veille.serve.actors import ActorRow, actors
from veille.serve.asked import Asked, checked_day
from veille.serve.claims import VOICES, ClaimRow, ConflictRow, Side, claims, conflicts
from veille.serve.deadlines import DeadlineRow, deadlines
from veille.serve.diff import Change, diff
from veille.serve.dossier import Dossier, dossier
from veille.serve.pledges import PledgeRow, Pledges, TotalRow, pledges
from veille.serve.search import Hit, search, search_page
from veille.serve.timeline import EventRow, Timeline, timeline, timeline_page
from veille.serve.why import Chain, Link, Ruling, why

__all__ = [
    "VOICES",
    "Activity",
    "ActivityRow",
    "ActorRow",
    "Asked",
    "Chain",
    "Change",
    "ClaimRow",
    "ConflictRow",
    "DeadlineRow",
    "Dossier",
    "EventRow",
    "Hit",
    "Link",
    "PledgeRow",
    "Pledges",
    "Ruling",
    "Side",
    "SourceRow",
    "Timeline",
    "TotalRow",
    "activity",
    "actors",
    "checked_day",
    "claims",
    "conflicts",
    "deadlines",
    "diff",
    "dossier",
    "pledges",
    "search",
    "search_page",
    "sources",
    "timeline",
    "timeline_page",
    "why",
]

"""The record as it is read: everything that the command line and the web ask of a store.

Pure reading functions over the Store protocol, each from a store and an `Asked` to rows that are values.
"""

from __future__ import annotations

from veille.serve.activity import Activity, ActivityRow, SourceRow, activity, sources
from veille.serve.actors import ActorRow, actors
from veille.serve.asked import Asked, behind, checked_day
from veille.serve.board import COLUMNS, Column, board
from veille.serve.claims import VOICES, ClaimRow, ConflictRow, Side, claims, conflicts
from veille.serve.deadlines import DeadlineRow, deadlines
from veille.serve.diff import Change, diff
from veille.serve.dossier import Dossier, dossier
from veille.serve.ledger import STAGES, Ledger, Narrowed, ledger
from veille.serve.matrix import SORTS, Matrix, MatrixRow, Saying, matrix
from veille.serve.news import News, latest, news
from veille.serve.pledges import PledgeRow, Pledges, TotalRow, pledges
from veille.serve.search import Hit, search, search_page
from veille.serve.stories import ArticleRow, Stories, StoryRow, Told, stories, story
from veille.serve.timeline import EventRow, Timeline, rows_of, timeline, timeline_page
from veille.serve.why import Chain, Link, Ruling, why

__all__ = [
    "COLUMNS",
    "SORTS",
    "STAGES",
    "VOICES",
    "Activity",
    "ActivityRow",
    "ActorRow",
    "ArticleRow",
    "Asked",
    "Chain",
    "Change",
    "ClaimRow",
    "Column",
    "ConflictRow",
    "DeadlineRow",
    "Dossier",
    "EventRow",
    "Hit",
    "Ledger",
    "Link",
    "Matrix",
    "MatrixRow",
    "Narrowed",
    "News",
    "PledgeRow",
    "Pledges",
    "Ruling",
    "Saying",
    "Side",
    "SourceRow",
    "Stories",
    "StoryRow",
    "Timeline",
    "Told",
    "TotalRow",
    "activity",
    "actors",
    "behind",
    "board",
    "checked_day",
    "claims",
    "conflicts",
    "deadlines",
    "diff",
    "dossier",
    "latest",
    "ledger",
    "matrix",
    "news",
    "pledges",
    "rows_of",
    "search",
    "search_page",
    "sources",
    "stories",
    "story",
    "timeline",
    "timeline_page",
    "why",
]

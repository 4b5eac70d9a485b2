"""The record as it is read: everything that the command line and the web ask of a store.

Pure reading functions over the Store protocol, each from a store and an `Asked` to rows that are values.
"""

from __future__ import annotations

from veille.serve.activity import Activity, ActivityRow, SourceRow, activity, sources
from veille.serve.actors import ActorRow, actors
from veille.serve.asked import Asked, behind, checked_day, party_of
from veille.serve.board import COLUMNS, Column, board
from veille.serve.claims import VOICES, ClaimRow, ConflictRow, Side, claims, conflicts
from veille.serve.deadlines import DeadlineRow, deadlines
from veille.serve.diff import Change, diff
from veille.serve.dossier import Dossier, dossier
from veille.serve.ledger import STAGES, Ledger, Narrowed, ledger
from veille.serve.located import Located, PlaceRow, bounds_of, located
from veille.serve.matrix import SORTS, Matrix, MatrixRow, Saying, matrix
from veille.serve.news import News, latest, news
from veille.serve.pledges import PledgeRow, Pledges, TotalRow, pledges
from veille.serve.reading import ArticleView, MentionRow, article_view
from veille.serve.relations import PartyRow, RelationRow, Relations, between, party_label, relations
from veille.serve.review import REASONS, Review, ReviewRow, review
from veille.serve.roles import RoleRow, Roles, roles
from veille.serve.search import Hit, search, search_page
from veille.serve.stories import ArticleRow, Stories, StoryRow, Told, stories, story
from veille.serve.timeline import EventRow, Timeline, rows_of, timeline, timeline_page
from veille.serve.why import Chain, Link, Ruling, why

__all__ = [
    "COLUMNS",
    "REASONS",
    "SORTS",
    "STAGES",
    "VOICES",
    "Activity",
    "ActivityRow",
    "ActorRow",
    "ArticleRow",
    "ArticleView",
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
    "Located",
    "Matrix",
    "MatrixRow",
    "MentionRow",
    "Narrowed",
    "News",
    "PartyRow",
    "PlaceRow",
    "PledgeRow",
    "Pledges",
    "RelationRow",
    "Relations",
    "Review",
    "ReviewRow",
    "RoleRow",
    "Roles",
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
    "article_view",
    "behind",
    "between",
    "board",
    "bounds_of",
    "checked_day",
    "claims",
    "conflicts",
    "deadlines",
    "diff",
    "dossier",
    "latest",
    "ledger",
    "located",
    "matrix",
    "news",
    "party_label",
    "party_of",
    "pledges",
    "relations",
    "review",
    "roles",
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

"""The words of the record as readers see them: kinds from their files; states, voices, slots and the rest from here, marked for translation."""

from __future__ import annotations

from veille.ontology import load_kinds
from veille.serve.web.languages import mark as _

#: lifecycle states of ultimatums and pledges, and what stands for kinds without one
STATES = {
    "issued": _("issued"),
    "open": _("open"),
    "shortened": _("shortened"),
    "extended": _("extended"),
    "met": _("met"),
    "rejected": _("rejected"),
    "withdrawn": _("withdrawn"),
    "passed": _("passed, outcome unknown"),
    "enforced": _("enforced"),
    "announced": _("announced"),
    "committed": _("committed"),
    "allocated": _("allocated"),
    "delivered": _("delivered"),
    "cut": _("cut"),
    "imposed": _("imposed"),
}
STATUSES = {
    "happened": _("happened"),
    "ongoing": _("ongoing"),
    "future": _("planned"),
    "hypothetical": _("hypothetical"),
    "negated": _("negated"),
}
VOICES = {
    "claim": _("claims"),
    "confirm": _("confirms"),
    "deny": _("denies"),
    "report": _("reports"),
    "outlet": _("told by the outlet"),
}
SLOTS = {
    "actor": _("who"),
    "recipient": _("whom"),
    "time": _("when"),
    "place": _("where"),
    "deadline": _("deadline"),
    "amount": _("amount"),
    "count": _("count"),
    "killed": _("killed"),
    "wounded": _("wounded"),
    "displaced": _("displaced"),
    "rate": _("rate"),
    "demand": _("demand"),
    "consequence": _("consequence"),
    "condition": _("condition"),
    "content": _("content"),
    "items": _("items"),
    "weapon": _("weapon"),
    "programme": _("programme"),
    "purpose": _("purpose"),
    "host": _("host"),
    "happened": _("whether it happened"),
}
REVIEWS = {
    "conflict": _("conflict"),
    "low confidence": _("low confidence"),
    "evidence changed": _("evidence changed"),
    "source withdrawn": _("source withdrawn"),
}
JUDGED = {
    "confirmed": _("confirmed"),
    "corrected": _("corrected"),
    "rejected": _("rejected"),
    "added": _("added by an analyst"),
}
#: what was just judged, as the page tells it
DID = {
    "confirm": _("Confirmed:"),
    "reject": _("Rejected:"),
    "correct": _("Corrected:"),
    "create": _("Added:"),
    "split": _("Split off:"),
    "join": _("Joined:"),
    "undo": _("Taken back:"),
}
#: how the value of a slot is written, where its words do not tell it
WRITINGS = {
    "time": _("2025-08-06"),
    "deadline": _("2025-08-06"),
    "amount": _("500000000 EUR"),
    "actor": _("name or code"),
    "recipient": _("name or code"),
    "host": _("name or code"),
    "place": _("Tripoli, LBY"),
    **dict.fromkeys(("count", "killed", "wounded", "displaced", "rate"), _("31, 30..35 or 200..")),
    **dict.fromkeys(
        ("demand", "consequence", "condition", "content", "items", "weapon", "programme", "purpose"),
        _("the words themselves"),
    ),
}
#: parts of a page that are not the article
FURNITURE = {
    "menu": _("menu"),
    "share": _("sharing"),
    "comments": _("comments"),
    "related": _("related"),
    "cookie": _("cookies"),
    "copyright": _("copyright"),
    "newsletter": _("newsletter"),
    "paywall": _("paywall"),
    "duplicate": _("repeated"),
    "navigation": _("navigation"),
    "other": _("other"),
}
#: how somebody takes part, and from where a role is known
PARTS = {"actor": _("acts"), "recipient": _("is acted on"), "source": _("has its word")}
KNOWN = {"gazetteer": _("the gazetteer"), "articles": _("articles")}
REGIONS = {
    "world": _("world"),
    "europe": _("Europe"),
    "africa": _("Africa"),
    "near east": _("Near East"),
    "asia": _("Asia"),
    "americas": _("the Americas"),
}
PRECISIONS = {
    "site": _("site"),
    "city": _("city"),
    "region": _("region"),
    "country": _("country"),
    "sea": _("sea"),
}
#: columns of the board of deadlines
COLUMNS = {
    "upcoming": _("upcoming"),
    "today": _("today"),
    "passed": _("passed, outcome unknown"),
    "met": _("met"),
    "rejected": _("rejected"),
    "extended": _("extended"),
    "withdrawn": _("withdrawn"),
    "enforced": _("enforced"),
    "undated": _("no day given"),
}
#: what the matrix of claims can show
SORTS = {
    "all": _("all"),
    "conflict": _("where they differ"),
    "denied": _("what is denied"),
    "corroborated": _("told by several"),
}
CHANGES = {"learned": _("new"), "changed": _("changed"), "lost": _("lost")}
FACETS = {"stage": _("stage"), "donor": _("donor"), "recipient": _("recipient"), "currency": _("currency")}
ACTIONS = {
    "confirm": _("confirms"),
    "reject": _("rejects"),
    "correct": _("corrects"),
    "create": _("adds"),
    "split": _("splits off"),
    "join": _("joins"),
    "undo": _("takes back"),
}
#: parameters of an address, as filters in force are named
PARAMETERS = {
    **FACETS,
    "kind": _("kind"),
    "actor": _("party"),
    "place": _("place"),
    "source": _("source"),
    "story": _("story"),
    "since": _("from"),
    "until": _("to"),
    "as_of": _("as known on"),
    "read_by": _("as read by"),
    "q": _("words"),
    "review": _("to review"),
}
QUADS = {
    "verbal cooperation": _("verbal cooperation"),
    "material cooperation": _("material cooperation"),
    "verbal conflict": _("verbal conflict"),
    "material conflict": _("material conflict"),
}
#: who may do what in a served record
ROLES = {"reader": _("reader"), "analyst": _("analyst"), "admin": _("admin")}
TABLES = {
    "role": ROLES,
    "quad": QUADS,
    "action": ACTIONS,
    "column": COLUMNS,
    "sort": SORTS,
    "change": CHANGES,
    "facet": FACETS,
    "parameter": PARAMETERS,
    "state": STATES,
    "status": STATUSES,
    "voice": VOICES,
    "slot": SLOTS,
    "review": REVIEWS,
    "judged": JUDGED,
    "precision": PRECISIONS,
    "did": DID,
    "region": REGIONS,
    "part": PARTS,
    "known": KNOWN,
    "writing": WRITINGS,
    "furniture": FURNITURE,
}


def kind_label(kind: str, language: str) -> str:
    """What a kind is called in a language; its name where its file does not say."""
    found = load_kinds().get(kind)
    return found.label.get(language, kind) if found else kind

"""The reader: an article with every slot of every mention marked in place; mentions are added and corrected from its words."""

from __future__ import annotations

from starlette.datastructures import FormData

from veille.errors import JudgementError, QueryError
from veille.record import Judgement
from veille.serve import queries
from veille.serve.adding import correction_on, creation_on
from veille.serve.judging import judgement_on
from veille.serve.web import links
from veille.serve.web.page import Go, Page, Section
from veille.serve.web.preferences import own_address
from veille.serve.web.reader import MentionForm, again, form_for, form_of_new, shown, told_in
from veille.serve.web.verdicts import back_to, just_done, keep, may_judge, signed
from veille.serve.web.visit import Visit

SECTION = Section()


@SECTION.page("/article/{ident}")
def article(visit: Visit) -> Page:
    """An article. `against` compares it with another version of its page; `mention`, or `start` and `end`, open the form of a mention."""
    return _page(visit, _form(visit))


@SECTION.form("/article/{ident}/mentions")
def add(visit: Visit, fields: FormData) -> Page | Go:
    """Add a mention; the form again where something is wrong."""
    view = queries.article_view(visit.store, visit.ident, visit.asked)
    form = form_of_new(view, _number(_said(fields, "start")), _number(_said(fields, "end")))
    told = told_in(fields)
    try:
        judgement = creation_on(visit.store, visit.ident, form.chosen, told, signed(visit, _said(fields, "note")))
        keep(visit, judgement)
    except JudgementError as error:
        return _page(visit, again(form, told, error), 409)
    return Go(back_to(links.article(visit.ident, judgement.anchors[0].mention), judgement))


@SECTION.form("/article/{ident}/correct")
def correct(visit: Visit, fields: FormData) -> Page | Go:
    """Correct a mention, and with `confirm` confirm its event too; the form again where something is wrong."""
    mention, told, by = _said(fields, "mention"), told_in(fields), signed(visit, _said(fields, "note"))
    view = queries.article_view(visit.store, visit.ident, visit.asked)
    form = form_for(view, mention)
    made: list[Judgement] = []
    try:
        correction = correction_on(visit.store, mention, told, by)
        made += [correction] if correction else []
        if fields.get("confirm"):
            event = visit.store.event_of([mention]).get(mention, mention)
            made.append(judgement_on(visit.store, [event], "confirm", by))
        keep(visit, *made)
    except JudgementError as error:
        return _page(visit, again(form, told, error), 409, fields)
    return Go(back_to(_said(fields, "back") or links.article(visit.ident, mention), *made))


def _form(visit: Visit) -> MentionForm | None:
    """The form that the address asks for, if the visitor may send it."""
    if not may_judge(visit):
        return None
    view = queries.article_view(visit.store, visit.ident, visit.asked)
    if mention := visit.get("mention"):
        return form_for(view, mention, _kind(visit))
    if visit.get("start") and visit.get("end"):
        return form_of_new(view, _number(visit.get("start") or ""), _number(visit.get("end") or ""), _kind(visit))
    return None


def _kind(visit: Visit) -> str | None:
    return visit.asked.kinds[0] if visit.asked.kinds else None


def _page(visit: Visit, form: MentionForm | None, status: int = 200, fields: FormData | None = None) -> Page:
    view = queries.article_view(visit.store, visit.ident, visit.asked, visit.get("against"))
    found = view.article
    back, confirm = (
        (_said(fields, "back"), _said(fields, "confirm")) if fields else (visit.get("back"), visit.get("confirm"))
    )
    values = {
        "view": view,
        "blocks": shown(view),
        "form": form,
        "may_judge": may_judge(visit),
        "done": just_done(visit),
        "confirm": confirm,
        "back": own_address(back) if back else None,
    }
    told = {"article": found, "versions": [f.article.id for f in view.versions], "changes": view.changes}
    return Page("article.html", found.title or found.site or found.id, view.rows, values, told, status=status)


def _number(said: str) -> int:
    if not said.isascii() or not said.isdigit() or len(said) > 9:
        raise QueryError(repr(said), "not a place in the text", "select words in the article")
    return int(said)


def _said(fields: FormData, name: str) -> str:
    return str(fields.get(name) or "").strip()

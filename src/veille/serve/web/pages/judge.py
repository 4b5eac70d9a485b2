"""Where the forms of judgements go: each keeps one and leads back to the page that it was made on."""

from __future__ import annotations

from starlette.datastructures import FormData

from veille.serve.judging import judgement_on
from veille.serve.web.page import Go, Section
from veille.serve.web.verdicts import back_to, keep, signed, take_back
from veille.serve.web.visit import Visit

SECTION = Section()


@SECTION.form("/judge")
def judge(visit: Visit, fields: FormData) -> Go:
    """Confirm, reject, split or join: `target` names events or mentions. Raises JudgementError."""
    targets = [str(found).strip() for found in fields.getlist("target") if str(found).strip()]
    judgement = judgement_on(visit.store, targets, _said(fields, "action"), signed(visit, _said(fields, "note")))
    keep(visit, judgement)
    return Go(back_to(_said(fields, "back"), judgement))


@SECTION.form("/judge/undo")
def undo(visit: Visit, fields: FormData) -> Go:
    """Take judgements back."""
    take_back(visit, _said(fields, "judgement"))
    return Go(back_to(_said(fields, "back")))


def _said(fields: FormData, name: str) -> str:
    return str(fields.get(name) or "")

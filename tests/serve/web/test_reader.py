"""The reader in its forms and in the browser: words marked, mentions added and corrected from selected words, all undoable."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient

from serve.saying import CRISIS, Dispatch, Said, corrected_night, fill, world
from serve.web.conftest import Desk

NIGHT = "Night in Kyiv"


class Blocks(HTMLParser):
    """The texts of the article's blocks, as a browser would have them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "text-block" in (dict(attrs).get("class") or ""):
            self.texts.append("")
            self._depth = 1
        elif self._depth:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data


def test_the_page_holds_the_text_as_it_is(desk: Desk) -> None:
    for filed in desk.store.filed():
        parser = Blocks()
        parser.feed(desk.client.get(f"/article/{filed.article.id}").text)
        assert parser.texts == [filed.article.text[b.start : b.end] for b in filed.article.blocks]


def test_the_twins_have_the_mentions(desk: Desk) -> None:
    found = desk.client.get(f"/article/{desk.article(NIGHT)}.json").json()
    (row,) = found["rows"]
    assert (row["kind"], row["trigger"], row["voice"], row["judged"]) == ("attack", "attacked", "outlet", None)
    assert "killed: 13 people = 13" in row["slots"]
    assert found["article"]["text"][row["start"] : row["end"]] == "attacked"
    assert "attacked" in desk.client.get(f"/article/{desk.article(NIGHT)}.csv").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 200),
        ("?as_of=2025-07-01", 404),
        ("?against=zzz", 404),
        ("?mention=zzz", 404),
        ("?start=0&end=99999", 409),
        ("?start=5&end=5", 409),
        ("?start=x&end=5", 400),
        ("?start=15&end=21", 200),
    ],
)
def test_what_can_be_asked_of_an_article(desk: Desk, asked: str, status: int) -> None:
    assert desk.client.get(f"/article/{desk.article(NIGHT)}{asked}").status_code == status


def test_a_page_of_another_protocol_is_no_link(desk: Desk) -> None:
    odd = Dispatch(
        "wire",
        "2025-08-06",
        "Odd <b>page</b>",
        (Said("position", "Kyiv <script>alert(1)</script> stands.", "stands", {}),),
        "javascript:alert(1)",
    )
    fill(desk.store, [odd], world([odd]))
    text = desk.client.get(f"/article/{desk.article(odd.title)}").text
    assert "javascript:alert(1)" in text
    assert 'href="javascript:' not in text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_versions_side_by_side(desk: Desk) -> None:
    fill(desk.store, [corrected_night()], world([corrected_night()]))
    page = desk.store.articles([desk.article(NIGHT)])[desk.article(NIGHT)].page
    first, second = (f.article.id for f in desk.store.versions(page))
    text = desk.client.get(f"/article/{second}?against={first}").text
    assert "<del>" in text
    assert "In Kyiv 30 people were killed." in text
    assert "replaced by a later version" in desk.client.get(f"/article/{first}").text


# -- forms ----------------------------------------------------------------------------


def fields(**changed: Any) -> dict[str, Any]:
    told = {
        "kind": "toll",
        "status": "happened",
        "voice": "outlet",
        "slot": ["killed", "place"],
        "words": ["13 people", "Kyiv"],
        "value": ["", ""],
    }
    return {**told, **changed}


def at(desk: Desk, words: str) -> dict[str, int]:
    text = desk.store.articles([desk.article(NIGHT)])[desk.article(NIGHT)].article.text
    return {"start": text.index(words), "end": text.index(words) + len(words)}


def test_a_mention_is_added_and_taken_back(desk: Desk) -> None:
    path = f"/article/{desk.article(NIGHT)}"
    answer = desk.send(f"{path}/mentions", **fields(**at(desk, "killing"), note="by phone"))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{path}?did=j")
    rows = desk.client.get(f"{path}.json").json()["rows"]
    assert [(r["kind"], r["judged"]) for r in rows] == [("attack", None), ("toll", "added")]
    (judgement,) = desk.store.judgements()
    assert (judgement.by, judgement.action, judgement.note) == ("analyst", "create", "by phone")
    assert desk.send("/judge/undo", judgement=judgement.id, back=path).headers["location"] == path
    assert len(desk.client.get(f"{path}.json").json()["rows"]) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": ["14 people", ""]}, "do not stand in the article"),
        ({"kind": "gossip"}, "no such kind"),
        ({"voice": "claim"}, "who says so"),
        ({"slot": ["amount", "place"], "words": ["13 people", "Kyiv"], "value": ["5 EUR", ""]}, "has no such slot"),
    ],
)
def test_what_cannot_be_added_is_said_and_keeps_what_was_typed(desk: Desk, changed: dict[str, Any], said: str) -> None:
    answer = desk.send(f"/article/{desk.article(NIGHT)}/mentions", **fields(**at(desk, "killing"), **changed))
    assert answer.status_code == 409
    assert said in answer.text
    for words in filter(None, changed.get("words", ["13 people"])):
        assert f'value="{words}"' in answer.text
    assert desk.store.judgements() == []


def test_a_correction_and_a_confirmation_in_one(desk: Desk) -> None:
    path = f"/article/{desk.article(NIGHT)}"
    row = desk.client.get(f"{path}.json").json()["rows"][0]
    told = {
        "slot": ["actor", "recipient", "time", "place", "killed"],
        "words": ["Russia", "Ukraine", "July 31", "Kyiv", "13 people"],
        "value": ["Russia", "Ukraine", "2025-07-31", "Kyiv", "31"],
    }
    sent = {"mention": row["mention"], "kind": "attack", "status": "happened", "voice": "outlet", **told}
    answer = desk.send(f"{path}/correct", **sent, confirm="1", back="/review?why=conflict")
    assert answer.headers["location"].startswith("/review?why=conflict&did=j")
    assert [j.action for j in desk.store.judgements()] in (["correct", "confirm"], ["confirm", "correct"])
    again = desk.client.get(f"{path}.json").json()["rows"][0]
    assert "killed: 13 people = 31" in again["slots"]
    assert again["judged"] == "confirmed"
    (event,) = desk.client.get("/timeline.json?kind=attack").json()["rows"]
    assert event["disputed"] == []
    did = answer.headers["location"].split("did=")[1].replace("%2C", ",")
    desk.send("/judge/undo", judgement=did, back="/review")
    (event,) = desk.client.get("/timeline.json?kind=attack").json()["rows"]
    assert (event["disputed"], event["judged"]) == (["killed"], None)


@pytest.mark.parametrize("path", ["/judge", "/judge/undo", "/article/x/mentions", "/article/x/correct"])
def test_no_form_is_taken_without_its_proof(desk: Desk, path: str) -> None:
    answer = desk.client.post(path, data={"target": "x", "action": "confirm"}, headers={"origin": "http://127.0.0.1"})
    assert answer.status_code == 403
    assert desk.store.judgements() == []


def test_a_replay_of_what_was_read_is_not_judged(desk: Desk) -> None:
    path = f"/article/{desk.article(NIGHT)}"
    assert 'data-key="c"' in desk.client.get(f"{path}?as_of=2025-08-06").text
    later = desk.client.get(f"{path}?read_by=2025-08-20T09:00:00Z")
    assert later.status_code == 200
    assert 'data-key="c"' not in later.text
    assert 'id="form"' not in desk.client.get(f"{path}?read_by=2025-08-20T09:00:00Z&start=15&end=21").text


# -- in the browser -------------------------------------------------------------------

SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("[data-reader]"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0 || !node.parentElement.closest(".text-block")) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    node.parentElement.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
    return;
  }
  throw new Error(`no ${words}`);
}"""


def test_select_words_add_a_mention_and_undo(desk: Desk, desk_page: Any) -> None:
    page = desk_page
    page.goto(f"/article/{desk.article(NIGHT)}")
    page.evaluate(SELECT, "killing")
    page.locator("#pick").get_by_text("killing").wait_for()
    page.keyboard.press("n")
    page.wait_for_url("**start=**")
    page.locator("#form select[name=kind]").select_option("toll")
    page.wait_for_url("**kind=toll**")
    page.get_by_label("killed: words 1").focus()
    page.evaluate(SELECT, "13 people")
    assert page.get_by_label("killed: words 1").input_value() == "13 people"
    page.get_by_label("where: words 1").focus()
    page.evaluate(SELECT, "Kyiv")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.locator(".mention", has_text="added by an analyst").wait_for()
    assert page.locator(".mention").count() == 2
    page.locator(".done").get_by_text("Added:").wait_for()
    page.keyboard.press("u")
    page.locator(".done").wait_for(state="detached")
    assert page.locator(".mention").count() == 1


def test_keys_light_the_words_of_a_mention_and_open_its_form(desk: Desk, desk_page: Any) -> None:
    page = desk_page
    page.goto(f"/article/{desk.article('Three more')}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    lit = page.locator("mark.is-lit:not(.evidence)").all_inner_texts()
    assert set(lit) == {"Sweden", "pledged", "275 million dollars", "Ukraine"}
    page.keyboard.press("e")
    page.wait_for_url("**mention=**#form")
    page.get_by_label("amount: value 1").fill("nonsense")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("alert").get_by_text("not a sum").wait_for()
    assert page.get_by_label("amount: value 1").input_value() == "nonsense"
    page.get_by_label("amount: value 1").fill("300000000 USD")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.locator(".mention", has_text="300000000 USD").wait_for()


def test_reading_without_script(desk: Desk, browser: Any, served: str, client: TestClient) -> None:
    context = browser.new_context(
        base_url=served, java_script_enabled=False, locale="fr-FR", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"/article/{desk.article(NIGHT)}")
    assert page.locator("mark.trigger").inner_text() == "attacked"
    page.locator(".mention-head a").click()
    assert page.url.split("#w-")[1] in page.locator("mark.trigger").get_attribute("id")
    assert page.get_by_text("Sélectionnez").count() == 1
    assert not page.get_by_text("Sélectionnez").is_visible()
    context.close()


def test_the_crisis_has_what_is_told_here() -> None:
    assert {p.title for p in CRISIS} >= {NIGHT, "Three more"}

"""Stories as people name them."""

from __future__ import annotations

from veille.errors import QueryError
from veille.record import Story
from veille.serve.told import shortened
from veille.store.base import Store, StoryFilter

#: stories that are named when several would do
_NAMED = 5


def story_named(store: Store, said: str) -> Story:
    """The story whose id begins so, else the only one whose articles have these words. Raises QueryError naming those that would do."""
    ids = [ident for thing, ident in store.find(said) if thing == "story"]
    if len(ids) == 1 or said in ids:
        ident = said if said in ids else ids[0]
        return store.stories([ident])[ident]
    found = list(store.stories(ids).values()) or list(store.list_stories(StoryFilter(text=said), limit=_NAMED + 1).rows)
    if len(found) == 1:
        return found[0]
    named = "; ".join(f"{story.id} {shortened(story.title, 60)}" for story in found[:_NAMED])
    what = f"{'several' if found else 'no'} stories are called so" if len(found) != 1 else ""
    raise QueryError(f"story {said!r}", what, f"give the id of one: {named}" if found else "give other words")

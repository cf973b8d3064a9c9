"""The readers' search finds a glossary's page by the terms it has now."""

from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save

from parvis.search.indexing import index_page
from parvis.translation.glossary.models import GlossaryPage, Term


def register() -> None:
    """Follow the terms."""
    for signal in (post_save, post_delete):
        signal.connect(_follow, Term, dispatch_uid=f"parvis.glossary.search.{id(signal)}")


def _follow(sender: type[Term], instance: Term, **signal: Any) -> None:
    follow(instance.locale_id)


def follow(locale: int) -> None:
    """Index a language's glossary again, once however many of its terms a transaction changes."""
    again = _indexer(locale)
    if not any(waiting is again for _ids, waiting, *_robust in connection.run_on_commit):
        transaction.on_commit(again)


@cache
def _indexer(locale: int) -> Any:
    def again() -> None:
        for page in GlossaryPage.objects.published().filter(locale=locale):
            index_page(page)

    return again

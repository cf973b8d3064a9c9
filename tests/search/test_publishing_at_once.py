"""Several people publish at once, each in a transaction of their own that is truly committed."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from wagtail.models import PageLogEntry

from blog.models import ArticlePage
from parvis.search.models import Word
from tests import factories

if connection.vendor == "postgresql":  # SQLite has one writer at a time

    @pytest.fixture
    def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[ArticlePage]]:
        """Make four articles that no rollback takes away, so they are deleted afterwards.

        Emptying the database instead, as a transactional test does, would leave the tests that
        follow without the site's structure.
        """
        with django_db_blocker.unblock():
            made = [factories.article(f"Pont {letter}") for letter in "abcd"]
            yield made
            for page in made:
                ArticlePage.objects.get(pk=page.pk).delete()
            PageLogEntry.objects.filter(page__in=[page.pk for page in made]).delete()
            assert not Word.objects.exists()

    def test_two_who_publish_at_once_wait_for_nobody_for_ever(pages: list[ArticlePage]) -> None:
        failures: list[BaseException] = []

        def publish(page: ArticlePage, word: str) -> None:
            try:
                for number in range(5):
                    page.title = f"{word} {number} pont gué rive arche"
                    with transaction.atomic():
                        page.save_revision().publish()
            except BaseException as failure:
                failures.append(failure)
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=publish, args=(page, word))
            for page, word in zip(pages, ("zèbre", "abeille", "pont", "rive"), strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert Word.objects.get(word="arche").documents == len(pages)

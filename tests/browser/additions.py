"""What the demo lacks and a proof needs: an article of every block, what went wrong.

To be run with the settings and the data of a demo.
"""

import os

import django

from tests.browser import private

TITLE = "Un exemplaire de chaque bloc"
BROKEN = "Une image qui ne se réduit pas"


def main() -> None:
    """Add them to the demo whose settings and data the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.demo")
    django.setup()
    add_article()
    private.add_pages()
    add_for_editors()


def add_article() -> None:
    """Publish an article that holds every block, and its translation into English."""
    from datetime import UTC, datetime

    from django.contrib.auth import get_user_model

    from blog.models import Author, Tag
    from tests import factories
    from tests.translation import documents

    french = {"locale": factories.locale("fr")}
    blocks = documents.every_block()
    source = documents.full_article(
        TITLE,
        # With a table that is there twice.
        body=[*blocks, next(block for block in blocks if block[0] == "table")],
        cover=factories.picture(),
        cover_alt="Une place le matin",
        cover_caption="Vue du nord",
        # Never what a list or a feed begins with.
        date=datetime(2023, 5, 4, tzinfo=UTC),
        tags=list(Tag.objects.filter(**french).order_by("pk")[:2]),
        authors=list(Author.objects.filter(**french).order_by("pk")[:1]),
    )
    translator = get_user_model().objects.get(username="translator")
    translation = documents.translate(source, translator)
    documents.fill_as(translator.pk, translation)
    translation.save_target(user=translator)


def add_for_editors() -> None:
    """Add what an editor is shown when something happened: a message, a picture that is broken."""
    from parvis.feedback.models import Message
    from parvis.media.models import Picture
    from tests import factories

    Message.objects.create(language="fr", text="Un mot", email="lise@example.org", nonce="added")
    picture = factories.picture(BROKEN)
    Picture.objects.filter(pk=picture.pk).update(problem="broken data stream")


if __name__ == "__main__":
    main()

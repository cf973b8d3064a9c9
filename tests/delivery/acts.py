"""What people and programs do to a site, drawn by number: each act leaves the pages it changes.

An act takes any whole number and chooses by it among what there is, so that the same numbers are
the same acts, in one process or in several. Whoever calls one commits it.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_localize.models import StringTranslation, Translation

from blog.exchange.importer import import_folder
from blog.models import (
    ArticleAuthor,
    ArticlePage,
    ArticleSeries,
    ArticleTag,
    Author,
    Series,
    Tag,
)
from home.models import MenuItem, PlainPage, SiteIdentity
from parvis.media.models import Picture
from tests import factories
from tests.translation import documents

CODES = ("fr", "en")
FRENCH_TAGS = ("Eau", "Voirie", "Marchés")
ENGLISH_TAGS = ("Water", "Roads", "Markets")

Act = Callable[[int], Any]


def publication() -> None:
    """Make what there is to begin with: tags and authors in both languages, and five articles."""
    for french, english in zip(FRENCH_TAGS, ENGLISH_TAGS, strict=True):
        factories.tag(english, "en", translation_of=factories.tag(french))
    for name in ("Line", "Karim"):
        factories.author(name, "en", translation_of=factories.author(name))
    factories.series("The paving", "en", translation_of=factories.series("Le pavage"))
    for number in range(5):
        publish(number)
    pair(0)


def publish(number: int) -> None:
    """Publish an article, in one language or the other."""
    code = CODES[number % 2]
    factories.article(
        f"Carnet {number}",
        code,
        tags=[_tag(code, number)],
        authors=[_author(code, number)] if number % 3 else [],
        date=timezone.now() - timedelta(days=number % 500),
    )


def edit(number: int) -> None:
    """Give an article another title, summary or text."""
    page = _article(number)
    field = ("title", "summary", "body")[number % 3]
    words = f"Mots {number}"
    _published(page, **{field: [("text", f"<p>{words}</p>")] if field == "body" else words})


def retag(number: int) -> None:
    """Give an article another tag."""
    page = _article(number)
    code = page.locale.language_code
    page.article_tags.set([ArticleTag(tag=_tag(code, number), locale=page.locale, sort_order=0)])
    _published(page)


def reauthor(number: int) -> None:
    """Give an article another author."""
    page = _article(number)
    author = _author(page.locale.language_code, number)
    page.article_authors.set([ArticleAuthor(author=author, locale=page.locale, sort_order=0)])
    _published(page)


def redate(number: int) -> None:
    """Move an article in time."""
    _published(_article(number), date=timezone.now() - timedelta(days=number % 900))


def unpublish(number: int) -> None:
    """Withdraw an article."""
    _article(number).unpublish()


def republish(number: int) -> None:
    """Publish an article that is there, live or not."""
    _published(_article(number, live=False))


def delete(number: int) -> None:
    """Delete an article, and write another."""
    _article(number).delete()
    publish(number + 1)


def move(number: int) -> None:
    """Move an article below the home page, or back below the index."""
    page = _article(number)
    index = factories.blog_index(page.locale.language_code)
    target = index.get_parent() if number % 2 else index
    if page.get_parent().pk != target.pk:
        page.move(Page.objects.get(pk=target.pk), pos="last-child")


def move_index(number: int) -> None:
    """Give the index another address, and all that is below it."""
    index = factories.blog_index(CODES[number % 2])
    _published(index, slug=("blog", "carnet")[number // 2 % 2])


def reslug(number: int) -> None:
    """Give an article another address."""
    _published(_article(number), slug=f"adresse-{number}-{next(_numbers)}")


def pair(number: int) -> None:
    """Write the English of a French article, by hand."""
    page = _article(number, code="fr")
    if not ArticlePage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
        tags = [_tag("en", number)]
        factories.article(f"Notes {number}", "en", translation_of=page, tags=tags, date=page.date)


def translate(number: int) -> None:
    """Translate the passages of a French article, and publish what they make."""
    page = _article(number, code="fr")
    others = ArticlePage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    if others and not Translation.objects.filter(source__object_id=page.translation_key):
        return  # written by hand
    _finish(documents.translate(page))


def _finish(translation: Translation) -> None:
    translation.source.update_from_db()
    for segment in documents.missing(translation):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=documents.english(segment.string.data),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    translation.save_target(publish=True)


def correct(number: int) -> None:
    """Correct a passage of a translation, and publish it; translate one where there is none."""
    words = StringTranslation.objects.exclude(context__path="slug").order_by("pk")
    if not words:
        translate(number)
        return
    row = words[number % len(words)]
    row.data = f"Words {number}"
    row.save()
    for translation in Translation.objects.filter(source__stringsegment__string=row.translation_of):
        _finish(translation)


def rename_tag(number: int) -> None:
    """Rename a tag in one statement."""
    Tag.objects.filter(pk=_tag(CODES[number % 2], number).pk).update(name=f"Mot {number}")


def hide_tag(number: int) -> None:
    """Unpublish a tag, or publish it again."""
    tag = _tag(CODES[number % 2], number)
    tag.live = not tag.live
    tag.save()


def rename_author(number: int) -> None:
    """Rename an author, and save them."""
    author = _author(CODES[number % 2], number)
    author.name = f"Nom {number}"
    author.save()


def update(number: int) -> None:
    """Change articles in one statement, without a word to anybody."""
    found = ArticlePage.objects.filter(locale__language_code=CODES[number % 2])
    found.update(summary=f"En une phrase {number}.")


def tag_in_bulk(number: int) -> None:
    """Give every article of a language a tag it may not have."""
    code = CODES[number % 2]
    tag = _tag(code, number)
    pages = ArticlePage.objects.filter(locale__language_code=code).exclude(article_tags__tag=tag)
    ArticleTag.objects.bulk_create(
        ArticleTag(article=page, tag=tag, locale=page.locale, sort_order=9) for page in pages
    )


def schedule(number: int) -> None:
    """Publish what was scheduled, now that it is time."""
    page = _article(number, live=False)
    page.title = f"À l’heure {number}"
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    call_command("publish_scheduled", verbosity=0)


def expire(number: int) -> None:
    """Withdraw what has had its time."""
    page = _article(number)
    past = timezone.now() - timedelta(minutes=1)
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=past)
    call_command("publish_scheduled", verbosity=0)


def serialise(number: int) -> None:
    """Make an article a part of a series, or of no series any more."""
    page = _article(number)
    code = page.locale.language_code
    links = []
    if number % 4:
        links = [ArticleSeries(series=_series(code, number), part=number % 7 + 1,
                               locale=page.locale, sort_order=0)]  # fmt: skip
    page.article_series.set(links)
    _published(page)


def rename_series(number: int) -> None:
    """Name a series otherwise, or hide it, or show it again."""
    series = _series(CODES[number % 2], number)
    if number % 3:
        series.name = f"Suite {number}"
    else:
        series.live = not series.live
    series.save()


def edit_home(number: int) -> None:
    """Give a home page another title."""
    home = factories.blog_index(CODES[number % 2]).get_parent().specific
    _published(home, title=f"Accueil {number}")


def write_plain(number: int) -> None:
    """Write a plain page below a home page, or edit the one that is there."""
    home = factories.blog_index(CODES[number % 2]).get_parent().specific
    found = PlainPage.objects.child_of(home).first()
    if found is None:
        found = home.add_child(instance=PlainPage(title="À propos", locale=home.locale))
    _published(found, title=f"À propos {number}")


def attach(number: int) -> None:
    """Offer a document in an article, or replace its file and its title."""
    documents = get_document_model().objects.order_by("pk")
    file = ContentFile(f"{number}".encode(), name=f"{number}.txt")
    if (found := documents.first()) and number % 2:
        found.title, found.file = f"Fichier {number}", file
        found.save()
        return
    found = found or documents.create(title=f"Fichier {number}", file=file)
    _published(_article(number), body=[("document", {"document": found, "title": "", "note": ""})])


def roll_back(number: int) -> None:
    """Change much, and then nothing."""
    with transaction.atomic():
        edit(number)
        publish(number)
        transaction.set_rollback(True)


def roll_back_a_part(number: int) -> None:
    """Change two things and keep one of them."""
    with transaction.atomic():
        with transaction.atomic():
            edit(number)
            transaction.set_rollback(True)
        retag(number)


def change_menu(number: int) -> None:
    """Add an entry to a menu, or take those of before away."""
    identity = _identity(number)
    if number % 3 == 0 and identity.menu_items.exists():
        MenuItem.objects.filter(identity=identity, label__startswith="Entrée").delete()
    url = "https://example.org/"
    MenuItem.objects.create(identity=identity, menu="footer", label=f"Entrée {number}", url=url)


def change_identity(number: int) -> None:
    """Name the site otherwise."""
    identity = _identity(number)
    identity.name = f"Le carnet {number}"
    identity.save()


def illustrate(number: int) -> None:
    """Give an article a cover, or describe the one it has."""
    page = _article(number)
    if page.cover is None:
        _published(page, cover=factories.picture(), cover_alt=f"Image {number}")
    else:
        Picture.objects.filter(pk=page.cover.pk).update(title=f"Image {number}")


def redirect(number: int) -> None:
    """Lead an old address to an article, or no longer."""
    path = ("/fr/ancien", "/fr/parti")[number % 2]
    if not Redirect.objects.filter(old_path=path).delete()[0]:
        Redirect.objects.create(old_path=path, redirect_page=_article(number))


def restrict(number: int) -> None:
    """Close an article to readers, or open what is closed."""
    if not PageViewRestriction.objects.all().delete()[0]:
        page = factories.blog_index("en") if number % 4 == 0 else _article(number)
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def import_one(number: int) -> None:
    """Import a Markdown article, which there may be already."""
    with TemporaryDirectory() as name:
        path = Path(name) / f"{CODES[number % 2]}/{number % 3}.md"
        path.parent.mkdir()
        path.write_text(f"---\ntitle: Pavé {number}\ntags: [Voirie]\n---\nTexte {number}.\n")
        import_folder(Path(name))


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        *(publish, edit, retag, reauthor, redate, unpublish, republish, delete, move, move_index),
        *(reslug, pair, translate, correct, rename_tag, hide_tag, rename_author, update),
        *(tag_in_bulk, schedule, expire, roll_back, roll_back_a_part, change_menu),
        *(change_identity, illustrate, redirect, restrict, import_one),
        *(serialise, rename_series, edit_home, write_plain, attach),
    )
}
_numbers = count()


def _article(number: int, code: str = "", *, live: bool = True) -> Any:
    """Return an article that is live, unless any will do; there is always one."""
    found = ArticlePage.objects.order_by("pk")
    if code:
        found = found.filter(locale__language_code=code)
    if live:
        found = found.filter(live=True)
    if not (pks := list(found.values_list("pk", flat=True))):
        number = number * 2 + (code == "en")
        publish(number)
        return ArticlePage.objects.order_by("pk").last()
    return ArticlePage.objects.get(pk=pks[number % len(pks)])


def _published(page: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def _tag(code: str, number: int) -> Tag:
    found = list(Tag.objects.filter(locale__language_code=code).order_by("pk"))
    return found[number % len(found)]


def _author(code: str, number: int) -> Author:
    found = list(Author.objects.filter(locale__language_code=code).order_by("pk"))
    return found[number % len(found)]


def _series(code: str, number: int) -> Series:
    found = list(Series.objects.filter(locale__language_code=code).order_by("pk"))
    return found[number % len(found)]


def _identity(number: int) -> SiteIdentity:
    return SiteIdentity.objects.get(locale__language_code=CODES[number % 2])

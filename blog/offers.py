"""What an address that leads nowhere may have meant: tags, authors and series."""

from collections.abc import Iterator

from django.db.models import CharField, Model, Q, Value
from django.utils.translation import override
from wagtail.models import Locale

from blog.models import Author, BlogIndexPage, Series, Tag
from parvis.search.lost import Offer, best_versions

VIEWS: dict[str, type[Model]] = {"tag": Tag, "author": Author, "series": Series}


def subjects(slug: str, locale: Locale) -> Iterator[Offer]:
    """Yield the subjects that bear a slug in some language, or did, each in the best language.

    Two queries, one where there is none.
    """
    parts = [
        model._default_manager.order_by()
        .filter(live=True, translation_key__in=_known(model, slug))
        .annotate(view=Value(view, CharField()))
        .values_list("view", "name", "slug", "locale_id", "translation_key", named=True)
        for view, model in VIEWS.items()
    ]
    found = best_versions(parts[0].union(*parts[1:], all=True), slug, locale)
    if not found:
        return
    indexes = {
        index.locale_id: index
        for index in BlogIndexPage.objects.published().select_related("locale")
    }
    for one in found:
        if index := indexes.get(one.locale_id):
            code = index.locale.language_code
            with override(code):
                url = index.sub_url(one.view, one.slug)
            yield Offer(url, one.name, "" if one.locale_id == locale.pk else code)


def _known(model: type[Model], slug: str) -> object:
    """Return the keys of those that bear a slug and have been public."""
    public = Q(live=True) | Q(first_published_at__isnull=False)
    return model._default_manager.order_by().filter(public, slug=slug).values("translation_key")

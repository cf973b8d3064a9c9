"""Who may read a page: what holds for a page holds for the translations made of it."""

from typing import Any

from wagtail.models import Page, PageViewRestriction


def inherit(source: Page, target: Page, user: Any) -> None:
    """Let nobody read a new translation who may not read its source.

    What restricts the source, or a page above it, is put on the translation itself, unless the
    counterpart of that page restricts it already. Nobody is asked for a right: the house acts.
    """
    theirs = target.get_view_restrictions().select_related("page")
    restricted = {restriction.page.translation_key for restriction in theirs}
    for restriction in source.get_view_restrictions().select_related("page").order_by("pk"):
        if restriction.page.translation_key not in restricted:
            copy_to(PageViewRestriction(page=target), restriction, user)


def copy_to(copy: PageViewRestriction, restriction: PageViewRestriction, user: Any) -> None:
    """Make a restriction of one page ask what that of another asks."""
    copy.restriction_type = restriction.restriction_type
    copy.password = restriction.password
    copy.save(user=user)
    copy.groups.set(restriction.groups.all())

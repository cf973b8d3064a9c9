"""What becomes of translations when the slug of their source changes: they keep their own.

A slug is translated once. The old address of the source leads to the new one, as Wagtail sees to;
whoever changed it is told so when it is published, and where to change those of the translations.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import StringSegment, get_edit_url

from parvis.translation import rights
from parvis.translation.parity import followers

CHANGED = "parity.slug_changed"


def notice(request: HttpRequest, page: Page) -> None:
    """Notice that a live page is about to be published at another address; a hook of Wagtail."""
    former = Page.objects.filter(pk=page.pk, live=True).values_list("slug", flat=True).first()
    request.META[CHANGED] = former is not None and former != page.slug


def tell(request: HttpRequest, page: Page) -> None:
    """Say that the translations keep their slugs, and lead to each; a hook of Wagtail."""
    if not request.META.get(CHANGED) or not (into := followers.made_from(page)):
        return
    segment = StringSegment.objects.filter(
        source__object_id=page.translation_key, source__locale=page.locale_id, context__path="slug"
    ).first()
    anchor = f"#passage-{segment.pk}" if segment else ""
    buttons = [
        messages.button(
            f"{get_edit_url(target)}{anchor}",
            _("Change it in %(language)s") % {"language": target.locale.get_display_name()},
        )
        for target in page.get_translations().filter(locale__in=into).select_related("locale")
        if rights.may_edit(request.user, target)
    ]
    text = _(
        "The address of this page has changed, and the former one leads to it. Its translations "
        "keep theirs."
    )
    messages.info(request, text, buttons=buttons)

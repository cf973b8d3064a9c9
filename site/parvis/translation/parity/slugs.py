"""What becomes of translations when the slug of their source changes.

A slug is translated once, and a translation keeps its own. Where it was left as in the source,
whoever publishes the source at another address is asked whether the translation takes that too. The
former address leads to the new one, of the source as Wagtail sees to, of a translation as is seen
to here. The other translations keep theirs: one is told so, and where to change them.

The source is a page, or a snippet that has an address; what is said of pages holds for these.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, Page, TranslatableMixin
from wagtail.signals import page_slug_changed
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import StringSegment, StringTranslation, get_edit_url

from parvis.translation import locks, rights
from parvis.translation.parity import followers
from parvis.translation.parity.acts import WITH, WITHOUT
from parvis.translation.parity.asking import ANSWER, name_those_left
from parvis.translation.parity.followers import Follower
from parvis.translation.refusals import title_of
from parvis.translation.workbench.following import follow
from parvis.translation.workbench.history import written
from parvis.translation.workbench.models import Origin
from parvis.translation.workbench.versions import ADDRESS

FORMER = "parity.former_slug"


def notice(request: HttpRequest, page: Page) -> None:
    """Notice that a live page is about to be published at another address; a hook of Wagtail."""
    former = Page.objects.filter(pk=page.pk, live=True).values_list("slug", flat=True).first()
    request.META[FORMER] = former if former != page.slug else None


def notice_snippet(request: HttpRequest, snippet: Any) -> None:
    """Notice at which slug readers find a snippet before it is edited; a hook of Wagtail."""
    if _has_address(type(snippet)):
        request.META[FORMER] = _slug_for_readers(snippet)


def ask_of_edited(request: HttpRequest, snippet: Any) -> HttpResponse | None:
    """Tell and ask the same of a snippet that was published; a hook of Wagtail."""
    former = request.META.get(FORMER)
    if not former or _slug_for_readers(snippet) in (None, former):
        return None
    tell(request, snippet)
    return lead_to_question(request, snippet)


def tell(request: HttpRequest, page: Any) -> None:
    """Say that the translations keep their slugs, and lead to each; a hook of Wagtail."""
    if not request.META.get(FORMER) or not (into := followers.made_from(page)):
        return
    segment = StringSegment.objects.filter(
        source__object_id=page.translation_key,
        source__locale=page.locale_id,
        context__path=ADDRESS,
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
    if isinstance(page, Page):
        text = _(
            "The address of this page has changed, and the former one leads to it. Its "
            "translations keep theirs."
        )
    else:
        text = _(
            "Its address has changed, and the former one leads to it. Its translations keep theirs."
        )
    messages.info(request, text, buttons=buttons)


def lead_to_question(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Go on to the question, where there is one to ask; a hook of Wagtail, after all it says."""
    former = request.META.get(FORMER)
    if not former or all(each.obstacle for each in alike(page, former, request.user)):
        return None
    if isinstance(page, Page):
        address = reverse("parvis_parity:slug", args=[page.pk])
    else:
        names = page._meta.app_label, page._meta.model_name, quote(page.pk)
        address = reverse("parvis_parity:snippet_slug", args=names)
    return redirect(f"{address}?{urlencode({'of': former})}")


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask what happens to the translations that have the former slug of a page, then do it."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    return _ask(request, page.specific)


@require_http_methods(["GET", "POST"])
def ask_of_snippet(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Ask the same of a snippet."""
    models = {(each._meta.app_label, each._meta.model_name): each for each in get_snippet_models()}
    model = models.get((app_label, model_name))
    if model is None or not _has_address(model):
        raise Http404
    return _ask(request, get_object_or_404(model, pk=unquote(pk)))


def _ask(request: HttpRequest, page: Any) -> HttpResponse:
    if not rights.may_publish(request.user, page):
        raise PermissionDenied
    found = alike(page, request.GET.get("of", ""), request.user)
    if request.method == "POST" or all(each.obstacle for each in found):
        if request.POST.get(ANSWER) == WITH:
            _give(request, page, found)
        return redirect(get_edit_url(page))
    context = {
        "titles": [(title_of(page), page.locale.language_code)],
        "are_pages": isinstance(page, Page),
        "screen": _("Its address has changed"),
        "button": _("Continue"),
        "followers": found,
        "choices": [(WITH, _("They take the new address too")), (WITHOUT, _("They keep theirs"))],
        "chosen": WITHOUT,
        "action": request.get_full_path(),
    }
    return render(request, "admin/parity/source.html", context)


def alike(page: Any, former: str, user: Any) -> list[Follower]:
    """Return the translations made from a page that have the slug it had, with what is against."""
    into = followers.made_from(page)
    found = page.get_translations().filter(locale__in=into, slug=former)
    ordered = found.select_related("locale").order_by("locale__language_code")
    if isinstance(page, Page):
        ordered = ordered.filter(alias_of__isnull=True).specific()
    return [Follower(each, _obstacle(each, page.slug, user)) for each in ordered]


@transaction.atomic
def give(page: Any, slug: str, user: Any) -> None:
    """Have a translation stand at another slug, the public text and a later draft.

    Nothing else of it is published. The former address leads to the new one.
    """
    before, draft = type(page).objects.get(pk=page.pk), page.get_latest_revision_as_object()
    page.slug = draft.slug = slug
    page.save()
    is_public = not page.has_unpublished_changes
    revision = draft.save_revision(user=user, changed=not is_public, clean=False, log_action=True)
    if page.live and is_public:
        model: Any = Page if isinstance(page, Page) else type(page)
        model.objects.filter(pk=page.pk).update(live_revision=revision)
    _translate(page, slug, user)
    if page.live and isinstance(page, Page):  # a snippet’s app sees to it as it is saved
        page_slug_changed.send(sender=type(page), instance=page, instance_before=before)


def _translate(page: Any, slug: str, user: Any) -> None:
    """Make it the translation of the slug of the source, so that publishing that keeps it."""
    segment = StringSegment.objects.filter(
        source__object_id=page.translation_key,
        source__translations__target_locale=page.locale_id,
        source__translations__enabled=True,
        context__path=ADDRESS,
    ).first()
    if segment is not None:
        with written(Origin.TYPED, user):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=page.locale_id,
                defaults={
                    "data": slug,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "tool_name": "",
                    "last_translated_by": user,
                    "has_error": False,
                    "field_error": "",
                },
            )
    follow(page)  # what was translated from it reads of the change


def _give(request: HttpRequest, page: Page, found: list[Follower]) -> None:
    given = [each.page for each in found if not each.obstacle]
    for each in given:
        give(each, page.slug, request.user)
    if given:
        text = ngettext(
            "%(count)d translation has the new address, and its former one leads to it.",
            "%(count)d translations have the new address, and their former ones lead to it.",
            len(given),
        )
        messages.success(request, text % {"count": len(given)})
    name_those_left(request, found)


def _obstacle(page: Any, slug: str, user: Any) -> str:
    may = rights.may_publish if page.live else rights.may_edit
    if not may(user, page):
        return _("you may not do this in that language")
    if isinstance(page, Page):
        if not Page._slug_is_available(slug, page.get_parent(), page=page):
            return _("another page there has the same address")
    elif type(page).objects.filter(locale=page.locale_id, slug=slug).exclude(pk=page.pk).exists():
        return _("another one there has the same address")
    return locks.obstacle(user, page)


def _has_address(model: Any) -> bool:
    """Whether a model of snippets is translated, published, and found at a slug."""
    kinds = issubclass(model, TranslatableMixin) and issubclass(model, DraftStateMixin)
    return kinds and any(field.name == "slug" for field in model._meta.concrete_fields)


def _slug_for_readers(snippet: Any) -> str | None:
    published = type(snippet)._default_manager.filter(pk=snippet.pk, live=True)
    found: str | None = published.values_list("slug", flat=True).first()
    return found

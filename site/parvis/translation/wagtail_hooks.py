"""The guarded views at wagtail-localize's addresses, and the guards in Wagtail's own views."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Locale, LockableMixin, Page, TranslatableMixin, WorkflowMixin
from wagtail_localize.models import Translation

from parvis.translation import rights
from parvis.translation.files import views as files_views
from parvis.translation.overview.panel import ToTranslatePanel
from parvis.translation.passages import missing_passages, source_text_shown_by
from parvis.translation.refusals import (
    MarksLeftError,
    PartlyTranslatedError,
    TranslationRefusedError,
)
from parvis.translation.review import views as review_views
from parvis.translation.review.freezing import is_followed, refuse_while_reviewed
from parvis.translation.views import exchange, listings, moderation, submission
from parvis.translation.workbench import aids
from parvis.translation.workbench.urls import addresses as workbench_addresses

FIRST = -100


class DashboardItem(MenuItem):
    """The entry of the menu that leads to the dashboard."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person writes in any language."""
        return rights.written_languages(request.user).exists()


@hooks.register("insert_global_admin_css")
def fit_listings_to_telephones() -> SafeString:
    """Let a listing that is wider than a telephone be moved sideways: Wagtail cuts it off.

    What a row is about is not broken into letters for the sake of the other columns. On the first
    screen, the name of a language stands above what there is in it, in line with it.
    """
    return mark_safe(
        "<style>#listing-results td.title { min-width: 12rem; } "
        "@media (max-width: 50em) { #listing-results { overflow-x: auto; } "
        '.listing--dashboard tr > th[scope="row"] { padding-inline-start: 0; } '
        ".listing--dashboard th + td { width: 100%; } }</style>"
    )


@hooks.register("register_admin_urls", order=FIRST)
def register_guarded_views() -> list[URLPattern | URLResolver]:
    """Stand before wagtail-localize's views, at the same addresses; the dashboard beside them."""
    return [
        path("translations/", include("parvis.translation.overview.urls")),
        path(
            "localize/",
            include(
                (
                    [
                        path(
                            "submit/page/<int:page_id>/",
                            submission.SubmitPageView.as_view(),
                            name="submit_page",
                        ),
                        path(
                            "submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
                            submission.SubmitSnippetView.as_view(),
                            name="submit_snippet",
                        ),
                        path(
                            "update/<int:translation_source_id>/",
                            submission.UpdateView.as_view(),
                            name="update",
                        ),
                        path(
                            "translate/<int:translation_id>/pofile/upload/",
                            files_views.upload,
                            name="upload_pofile",
                        ),
                        path(
                            "translate/<int:translation_id>/machine_translate/",
                            exchange.machine_translate,
                            name="machine_translate",
                        ),
                        path(
                            "translate/<int:translation_id>/disable/",
                            exchange.stop,
                            name="stop",
                        ),
                        path(
                            "translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
                            exchange.edit_string,
                            name="edit_string",
                        ),
                        path(
                            "translate/<int:translation_id>/overrides/"
                            "<int:overridable_segment_id>/edit/",
                            exchange.edit_override,
                            name="edit_override",
                        ),
                        path(
                            "translate/<int:translation_id>/moderation/",
                            moderation.ModerationView.as_view(),
                            name="moderation",
                        ),
                        path(
                            "translate/<int:translation_id>/review/",
                            review_views.decide,
                            name="review",
                        ),
                        *workbench_addresses,
                        *files_views.urls(),
                        path(
                            "page/<int:page_id>/convert_to_alias/",
                            exchange.refuse_alias,
                            name="refuse_alias",
                        ),
                        path("reports/translations/", listings.report, name="report"),
                        path(
                            "reports/translations/results/", listings.report, name="report_results"
                        ),
                        path(
                            "api/snippets/<slug:app_label>/<slug:model_name>/",
                            listings.SnippetApi.as_view({"get": "list"}),
                            name="snippets",
                        ),
                        path(
                            "api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
                            listings.SnippetApi.as_view({"get": "retrieve"}),
                            name="snippet",
                        ),
                    ],
                    "parvis_translation",
                )
            ),
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_dashboard() -> MenuItem:
    """Lead to the dashboard those who write in a language."""
    return DashboardItem(
        gettext_lazy("Translations"),
        reverse_lazy("parvis_overview:translations"),
        name="translations",
        icon_name="wagtail-localize-language",
        order=250,
    )


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show what there is to translate where the day begins."""
    panels.append(ToTranslatePanel())


@hooks.register("before_edit_page", order=FIRST)
def guard_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the publication of a translation that is not whole, or that somebody has locked."""
    _offer_moderation(request, page)
    return _guard_publication(request, page)


@hooks.register("before_edit_snippet", order=FIRST)
def guard_snippet(request: HttpRequest, snippet: Any) -> HttpResponse | None:
    """Stop the publication of a snippet’s translation that is not whole, as for pages."""
    _offer_moderation(request, snippet)
    return _guard_publication(request, snippet)


@hooks.register("before_create_snippet", order=FIRST)
def guard_creation(request: HttpRequest, model: type) -> None:
    """Hold new snippets to the languages the user writes in."""
    if not issubclass(model, TranslatableMixin):
        return
    code = request.GET.get("locale")
    locale = Locale.objects.filter(language_code=code).first() or Locale.get_default()
    if not rights.writes_in(request.user, locale.pk):
        raise PermissionDenied


@hooks.register("before_bulk_action", order=FIRST)
def guard_bulk_publication(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Name the translations that keep a selection from being published."""
    if action != "publish":
        return None
    for chosen in objects:
        page = chosen.get_latest_revision_as_object()
        try:
            if is_followed(page):
                refuse_while_reviewed(page)
        except TranslationRefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect(view.next_url)
        if shown := source_text_shown_by(page):
            language = page.locale.get_display_name()
            messages.error(request, str(PartlyTranslatedError(str(page), language, shown)))
            return redirect(view.next_url)
        followed = _followed_translation(page) if is_followed(page) else None
        if followed is not None and (errors := aids.open_errors(followed)):
            language = page.locale.get_display_name()
            messages.error(request, str(MarksLeftError(str(page), language, errors)))
            return redirect(view.next_url)
    return None


@hooks.register("construct_reports_menu")
def hide_report(request: HttpRequest, items: list[Any]) -> None:
    """Offer no second screen of the name of the dashboard."""
    items[:] = [item for item in items if "localize/reports" not in (item.url or "")]


@hooks.register("construct_page_action_menu")
def hide_conversion(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer no conversion to an alias."""
    items[:] = [item for item in items if item.name != "localize-convert-to-alias"]


def _guard_publication(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not isinstance(instance, TranslatableMixin):
        return None
    translation = _followed_translation(instance)
    if translation is None:
        return None
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    if lock and lock.for_user(request.user):
        messages.error(request, lock.get_message(request.user))
        return redirect(request.path)
    if missing := missing_passages(translation.source, translation.target_locale):
        language = translation.target_locale.get_display_name()
        messages.error(request, str(PartlyTranslatedError(str(instance), language, missing)))
        return redirect(request.path)
    return None


def _offer_moderation(request: HttpRequest, instance: Any) -> None:
    """Tell those who may not publish how to hand their translation over.

    A message, because wagtail-localize's editor has no place for a button of ours.
    """
    if request.method != "GET" or not isinstance(instance, WorkflowMixin):
        return
    if not isinstance(instance, TranslatableMixin) or rights.may_publish(request.user, instance):
        return
    translation = _followed_translation(instance)
    if translation is None or instance.workflow_in_progress or instance.get_workflow() is None:
        return
    address = reverse("parvis_translation:moderation", args=[translation.pk])
    text = _("Once every passage is translated, hand it over to those who publish.")
    admin_messages.info(
        request, text, buttons=[admin_messages.button(address, _("Submit for moderation"))]
    )


def _followed_translation(instance: Any) -> Translation | None:
    """Return the record of this object's translation, where it is made in the editor."""
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale=instance.locale_id,
            enabled=True,
        )
        .select_related("source", "target_locale")
        .first()
    )

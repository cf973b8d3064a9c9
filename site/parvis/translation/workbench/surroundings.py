"""What stands around the passages: where the page is, how it is doing, what else can be done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.side_panels import PageStatusSidePanel, StatusSidePanel
from wagtail.log_actions import registry as log_registry
from wagtail.models import DraftStateMixin, Locale, Page, WorkflowMixin
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import (
    RelatedObjectSegment,
    StringSegment,
    StringTranslation,
    Translation,
    get_edit_url,
)

from parvis.translation import rights

Link = tuple[str, str]  # words, address


@dataclass(frozen=True)
class Surroundings:
    """Of one translation, for one person; what they may not do has no address here."""

    breadcrumb: list[Link] = field(default_factory=list)
    languages: list[tuple[Locale, str]] = field(default_factory=list)
    status: Any = None
    lock_url: str = ""
    unlock_url: str = ""
    ways_out: list[Link] = field(default_factory=list)
    is_published: bool = False
    published_at: datetime | None = None
    published_by: Any = None
    previews: list[Link] = field(default_factory=list)


class SnippetStatusPanel(StatusSidePanel):
    """Wagtail’s panel, which its own snippet views tell where the workflow is shown."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add these addresses."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        name = self.object.snippet_viewset.get_url_name
        if isinstance(self.object, WorkflowMixin):
            history = reverse(name("workflow_history"), args=[quote(self.object.pk)])
            context["workflow_history_url"] = history
            context["revisions_compare_url_name"] = name("revisions_compare")
        return context


def surroundings_of(request: HttpRequest, translation: Translation, instance: Any) -> Surroundings:
    """Return what stands around a translation, a page’s or a snippet’s."""
    revision = getattr(instance, "live_revision", None)
    shared: dict[str, Any] = {
        "languages": _languages(request.user, translation, instance),
        "published_at": (
            revision.created_at if revision else getattr(instance, "last_published_at", None)
        ),
        "published_by": revision.user if revision else None,
    }
    if isinstance(instance, Page):
        return _of_page(request, translation, instance, shared)
    return _of_snippet(request, instance, shared)


def _of_page(
    request: HttpRequest, translation: Translation, page: Page, shared: dict[str, Any]
) -> Surroundings:
    may = page.permissions_for_user(request.user)
    address = {
        name: reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in ("unpublish", "delete", "lock", "unlock")
    }
    ways: list[Link] = []
    if may.can_publish():
        together = reverse("parvis_parity:together", args=[page.pk])
        ways.append((_("Publish or schedule with its translations"), together))
    if may.can_unpublish():
        ways.append((_("Unpublish"), address["unpublish"]))
    if may.can_delete():
        ways.append((_("Delete"), address["delete"]))
    return Surroundings(
        breadcrumb=_breadcrumb(request.user, page),
        is_published=page.live,
        status=PageStatusSidePanel(
            page,
            request,
            show_schedule_publishing_toggle=False,
            live_object=page,
            scheduled_object=page.get_scheduled_revision_as_object(),
        ),
        lock_url=address["lock"] if not page.locked and may.can_lock() else "",
        unlock_url=address["unlock"] if page.locked and may.can_unlock() else "",
        ways_out=ways,
        previews=_previews(translation, page),
        **shared,
    )


def _of_snippet(request: HttpRequest, snippet: Any, shared: dict[str, Any]) -> Surroundings:
    viewset = snippet.snippet_viewset
    policy = policy_registry.get(snippet)

    def address(name: str) -> str:
        return reverse(viewset.get_url_name(name), args=[quote(snippet.pk)])

    def may(action: str) -> bool:
        return bool(policy.user_has_permission_for_instance(request.user, action, snippet))

    has_drafts = isinstance(snippet, DraftStateMixin)
    ways: list[Link] = []
    if has_drafts and snippet.live and may("publish"):
        ways.append((_("Unpublish"), address("unpublish")))
    if may("delete"):
        ways.append((_("Delete"), address("delete")))
    kind = str(snippet._meta.verbose_name_plural)
    return Surroundings(
        breadcrumb=[(kind, reverse(viewset.get_url_name("list")))],
        is_published=not has_drafts or snippet.live,
        status=SnippetStatusPanel(
            snippet,
            request,
            live_object=snippet,
            usage_url=address("usage"),
            history_url=address("history"),
            last_updated_info=log_registry.get_logs_for_instance(snippet).first(),
        ),
        ways_out=ways,
        **shared,
    )


def _breadcrumb(user: Any, page: Page) -> list[Link]:
    """Return the pages above, from the highest the person may look into."""
    top = PagePermissionPolicy().explorable_root_instance(user)
    if top is None:
        return []
    above = page.get_ancestors().descendant_of(top, inclusive=True)
    return [
        (_("Pages"), reverse("wagtailadmin_explore_root"))
        if each.is_root()
        else (each.get_admin_display_title(), reverse("wagtailadmin_explore", args=[each.pk]))
        for each in above
    ]


def _languages(user: Any, translation: Translation, instance: Any) -> list[tuple[Locale, str]]:
    """Return the other translations, each with the address of its editor if they may edit it."""
    others = instance.get_translations().exclude(locale=translation.source.locale_id)
    return [
        (other.locale, get_edit_url(other) if rights.may_edit(user, other) else "")
        for other in others.select_related("locale").order_by("locale__language_code")
    ]


def _previews(translation: Translation, page: Page) -> list[Link]:
    """Return the ways to look at the page, where there is more than one."""
    modes = page.preview_modes
    if len(modes) < 2:
        return []
    return [
        (
            str(label),
            reverse(
                "wagtail_localize:preview_translation",
                args=[translation.pk, *([] if mode == page.default_preview_mode else [mode])],
            ),
        )
        for mode, label in modes
    ]


def related_of(user: Any, translation: Translation) -> list[dict[str, Any]]:
    """Return what the text refers to (tags, authors) with its counterpart in the language.

    Each with how far its translation is, and where to begin it.
    """
    segments = list(
        RelatedObjectSegment.objects.filter(source=translation.source_id)
        .select_related("object__content_type")
        .order_by("order", "pk")
    )
    progress = _progress([segment.object_id for segment in segments], translation.target_locale)
    found = []
    for segment in segments:
        original = segment.get_source_instance()
        counterpart = segment.object.get_instance_or_none(translation.target_locale)
        is_live = not isinstance(counterpart, DraftStateMixin) or counterpart.live
        may_edit = original is not None and rights.may_edit(user, original)
        may_submit = (
            original is not None
            and counterpart is None
            and rights.may_submit(user, original, translation.target_locale)
        )
        found.append(
            {
                "original": original,
                "original_url": get_edit_url(original) if may_edit else "",
                "kind": original._meta.verbose_name if original is not None else "",
                "counterpart": counterpart,
                "is_live": is_live,
                "edit_url": get_edit_url(counterpart) if counterpart is not None else "",
                "submit_url": _submission(original) if may_submit else "",
                "progress": progress.get(segment.object_id),
            }
        )
    return found


def _submission(original: Any) -> str:
    if isinstance(original, Page):
        return reverse("wagtail_localize:submit_page_translation", args=[original.pk])
    names = (original._meta.app_label, original._meta.model_name, quote(original.pk))
    return reverse("wagtail_localize:submit_snippet_translation", args=names)


def _progress(keys: list[Any], locale: Locale) -> dict[Any, tuple[int, int]]:
    """Return how many passages are translated and how many there are, by translation key."""
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=locale,
        has_error=False,
    )
    segments = StringSegment.objects.filter(
        source__object__in=keys,
        source__translations__target_locale=locale,
        source__translations__enabled=True,
    ).values_list("source__object")
    totals = dict(segments.annotate(count=Count("pk")))
    finished = dict(segments.filter(Exists(done)).annotate(count=Count("pk")))
    return {key: (finished.get(key, 0), total) for key, total in totals.items()}

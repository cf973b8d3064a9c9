"""Lists of translations and snippets, limited to what a person works on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.snippets_api import SnippetViewSet

from parvis.translation.rights import written_languages
from parvis.translation.state import states_of


class ReportView(TranslationsReportView):
    """The translations from or into the languages the user writes in."""

    results_template_name = "admin/translation/report_results.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who write in no language."""
        if not written_languages(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Translation]:
        """Return the translations this person may have to do with."""
        languages = written_languages(self.request.user)
        return (
            super()
            .get_queryset()
            .filter(Q(target_locale__in=languages) | Q(source__locale__in=languages))
            .select_related("source__locale", "source__specific_content_type", "target_locale")
            .order_by("-source__last_updated_at", "pk")
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add where each page's translation stands, and both ends of each."""
        context = super().get_context_data(*args, **kwargs)
        shown = list(context["object_list"])
        keys = {translation.source.object_id for translation in shown}
        sources = list(Page.objects.filter(translation_key__in=keys).specific())
        by_end = {(page.translation_key, page.locale_id): page for page in sources}
        states = states_of(sources, {translation.target_locale for translation in shown})
        for translation in shown:
            key = translation.source.object_id
            source = by_end.get((key, translation.source.locale_id))
            translation.source_object = source or translation.source.get_source_instance()
            translation.target_object = (
                by_end.get((key, translation.target_locale_id)) or translation.get_target_instance()
            )
            translation.state = (
                states[source.pk, translation.target_locale_id].label
                if source
                else translation.get_status_display()
            )
        return context | {"translations": shown}


class SnippetApi(SnippetViewSet):
    """The snippets the translation editor lets a person choose from."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the snippets this person may change; refuse those who may change none."""
        model = self.get_model()
        policy = policy_registry.get_by_type(model)
        if not policy.user_has_any_permission(self.request.user, {"add", "change"}):
            raise PermissionDenied
        return model._default_manager.all()

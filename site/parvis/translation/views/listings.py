"""Lists of wagtail-localize’s, led elsewhere or limited to what a person works on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.permissions import policy_registry
from wagtail_localize.views.snippets_api import SnippetViewSet

from parvis.translation.rights import written_languages


def report(request: HttpRequest) -> HttpResponse:
    """Lead from wagtail-localize’s report to the dashboard, which shows all it did and more."""
    if not written_languages(request.user).exists():
        raise PermissionDenied
    return redirect("parvis_overview:translations")


class SnippetApi(SnippetViewSet):
    """The snippets the translation editor lets a person choose from."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the snippets this person may change; refuse those who may change none."""
        model = self.get_model()
        policy = policy_registry.get_by_type(model)
        if not policy.user_has_any_permission(self.request.user, {"add", "change"}):
            raise PermissionDenied
        return model._default_manager.all()

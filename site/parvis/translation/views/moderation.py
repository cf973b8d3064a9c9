"""The screen on which a finished translation is handed over for approval."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.models import WorkflowMixin
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation import rights
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.passages import missing_passages
from parvis.translation.refusals import TranslationRefusedError, title_of


class ModerationView(TemplateView):
    """Asks whether to hand the translation over, then does."""

    template_name = "admin/translation/moderation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse those who may not edit it; what has no drafts has no moderation."""
        self.translation = get_object_or_404(
            Translation.objects.select_related("source", "target_locale"),
            pk=kwargs["translation_id"],
            enabled=True,
        )
        self.target = self.translation.get_target_instance()
        if not isinstance(self.target, WorkflowMixin):
            raise Http404
        if not rights.may_edit(request.user, self.target):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is handed over, and how much of it is missing."""
        missing = missing_passages(self.translation.source, self.translation.target_locale)
        context = super().get_context_data(**kwargs)
        return context | {
            "title": title_of(self.target),
            "edit_url": get_edit_url(self.target),
            "missing": missing,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand it over, or say why not."""
        try:
            submit_for_moderation(self.translation, request.user)
        except TranslationRefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("“%(title)s” was submitted for moderation.") % {"title": self.target}
            )
        return redirect(get_edit_url(self.target))

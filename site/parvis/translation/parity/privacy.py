"""A restriction of who may read a page, put on its translations as well."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page, PageViewRestriction

from parvis.translation.parity.required import is_translation
from parvis.translation.restrictions import copy_to

ANSWER = "restrict_translations"

_show = SetPrivacyView.render_to_response
_save = SetPrivacyView.form_valid


def install() -> None:
    """Have Wagtail’s dialogue on privacy ask about translations; called once."""
    SetPrivacyView.render_to_response = show
    SetPrivacyView.form_valid = save


def restrict_like(page: Page, user: Any) -> list[Page]:
    """Give the translations of a page the restriction it has itself, or none where it has none.

    Returns those the user may do this to; the others stay as they are.
    """
    restriction = page.view_restrictions.first()
    done = restrictable(page, user)
    for translation in done:
        existing = translation.view_restrictions.first()
        if restriction is None:
            if existing is not None:
                existing.delete(user=user)
            continue
        copy_to(existing or PageViewRestriction(page=translation), restriction, user)
    return done


def restrictable(page: Page, user: Any) -> list[Page]:
    """Return the translations of a source whose readers the user may limit."""
    if is_translation(page):
        return []
    translations = page.get_translations().filter(alias_of__isnull=True).specific()
    return [
        translation
        for translation in translations.order_by("locale__language_code")
        if translation.permissions_for_user(user).can_set_view_restrictions()
    ]


def show(self: SetPrivacyView, context: dict[str, Any], **response: Any) -> HttpResponse:
    """Show the dialogue, with a choice where there are translations."""
    translations = restrictable(self.page, self.request.user)
    if not translations or not self.page.private_page_options:
        return _show(self, context, **response)
    is_ticked = self.request.method != "POST" or bool(self.request.POST.get(ANSWER))
    more = {"translations": translations, "answer": ANSWER, "is_ticked": is_ticked}
    return render_modal_workflow(
        self.request,
        "admin/parity/privacy.html",
        template_vars=context | more,
        json_data={"step": "set_privacy"},
        **response,
    )


def save(self: SetPrivacyView, form: Any) -> HttpResponse:
    """Keep what was chosen, and for the translations too where that is ticked."""
    response = _save(self, form)
    request: HttpRequest = self.request
    if request.POST.get(ANSWER):
        restrict_like(Page.objects.get(pk=self.page.pk), request.user)
    return response

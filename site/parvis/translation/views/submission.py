"""Submitting for translation, and updating translations from their source."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)

from parvis.translation import locks, rights
from parvis.translation.machine.asking import MachineFailedError, Outcome
from parvis.translation.machine.proposals import texts_to_translate
from parvis.translation.machine.queue import enqueue
from parvis.translation.refusals import MarksLeftError, TranslationRefusedError
from parvis.translation.workbench import aids


class GuardedSubmission:
    """Offer only the languages this person may submit into, and say why a submission fails."""

    request: HttpRequest
    object: Any

    @cached_property
    def permitted_locales(self) -> list[Locale]:
        """The languages the user may have this object translated into."""
        return [
            locale
            for locale in Locale.objects.exclude(pk=self.object.locale_id)
            if rights.may_submit(self.request.user, self.object, locale)
        ]

    def get_form(self) -> forms.Form:
        """Return the form, with its one language chosen where only one is left."""
        if not self.permitted_locales:
            raise PermissionDenied
        form: Any = super().get_form()  # type: ignore[misc]
        field = form.fields["locales"]
        field.queryset = field.queryset.filter(
            pk__in=[locale.pk for locale in self.permitted_locales]
        )
        if len(field.queryset) == 1:
            form.initial["locales"] = list(field.queryset)
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Submit everything or nothing."""
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except TranslationRefusedError as refusal:
            form.add_error(None, str(refusal))
            messages.error(self.request, str(refusal))
            context = self.get_context_data()  # type: ignore[attr-defined]
            return self.render_to_response(context)  # type: ignore[attr-defined]


class SubmitPageView(GuardedSubmission, SubmitPageTranslationView):
    """Submit a page, and the pages below it where asked."""

    def get_object(self) -> Page:
        """Return the page; an alias has no text of its own to translate."""
        page = super().get_object()
        if page.alias_of_id:
            raise Http404
        return page


class SubmitSnippetView(GuardedSubmission, SubmitSnippetTranslationView):
    """Submit a tag, an author or another snippet."""

    def get_object(self) -> Any:
        """Return the snippet; a key that is none finds nothing."""
        try:
            return super().get_object()
        except (ValueError, ValidationError) as error:
            raise Http404 from error


class UpdateForm(UpdateTranslationsForm):
    """What to do beside updating. Publishing is offered to those who may publish."""

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish_translations"]
            return
        self.fields["publish_translations"].help_text = gettext_lazy(
            "Translations in which no passage is left to translate are published at once; "
            "the others stay as readers know them."
        )


class UpdateView(UpdateTranslationsView):
    """Bring the source's changes to its translators; what is translated stays."""

    @cached_property
    def translations(self) -> list[Translation]:
        """The translations of this source the user may edit."""
        found = self.object.translations.filter(enabled=True).select_related(
            "source", "target_locale"
        )
        return [
            translation
            for translation in found
            if rights.may_edit(self.request.user, translation.get_target_instance())
        ]

    @cached_property
    def publishable(self) -> list[Translation]:
        """Those of them the user may publish."""
        return [
            translation
            for translation in self.translations
            if rights.may_publish(self.request.user, translation.get_target_instance())
        ]

    def get_object(self) -> Any:
        """Return the source; raise Http404 where what it was made from is gone."""
        source = super().get_object()
        if source.object.get_instance_or_none(source.locale) is None:
            raise Http404
        return source

    def get_form(self) -> UpdateForm:
        """Return the form for what this person may do; raise PermissionDenied where it is nothing.

        Those who may edit the source may tell its translators that it has changed.
        """
        user = self.request.user
        source = self.object.get_source_instance()
        if not (self.translations or rights.may_edit(user, source)):
            raise PermissionDenied
        data = (self.request.POST,) if self.request.method == "POST" else ()
        if "publish_translations" in self.request.POST and not self.publishable:
            raise PermissionDenied
        return UpdateForm(*data, may_publish=bool(self.publishable))

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Update the source's passages, then do what was asked, saying what could not be done."""
        self.object.update_from_db()
        for translation in self.translations:
            translation.source = self.object  # not the content as it was before
        self._submit_new_relations()
        if form.cleaned_data.get("use_machine_translation"):
            self._translate_by_machine()
        if form.cleaned_data.get("publish_translations"):
            self._publish()
        self.components.save(self.object, sources_and_translations={self.object: self.translations})
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())

    def _submit_new_relations(self) -> None:
        """Give what the source refers to since (a new tag) its draft in each language."""
        locales = [translation.target_locale for translation in self.translations]
        creator = TranslationCreator(self.request.user, locales)
        for segment in self.object.relatedobjectsegment_set.all():
            related = segment.get_source_instance()
            if related is None:
                continue
            try:
                creator.create_translations(related, include_related_objects=False)
            except TranslationRefusedError as refusal:
                messages.warning(self.request, str(refusal))

    def _translate_by_machine(self) -> None:
        """Leave it to the queue: there may be many languages, and a transaction is open."""
        asked = None
        for translation in self.translations:
            if not texts_to_translate(translation):
                continue
            try:
                asked = enqueue(translation, self.request.user)
            except MachineFailedError as failure:
                messages.error(self.request, str(failure))
        if asked is not None:
            Outcome(asked.machine_name, request=asked).tell(self.request)

    def _publish(self) -> None:
        for translation in self.publishable:
            if message := locks.refusal(self.request.user, translation):
                messages.warning(self.request, message)
                continue
            try:
                if errors := aids.open_errors(translation):
                    language = translation.target_locale.get_display_name()
                    raise MarksLeftError(self.object.object_repr, language, errors)
                with transaction.atomic():
                    translation.save_target(user=self.request.user, publish=True)
            except TranslationRefusedError as refusal:
                messages.warning(self.request, str(refusal))
            except ValidationError as error:
                messages.error(
                    self.request,
                    _("“%(title)s” is not published in %(language)s: %(reasons)s")
                    % {
                        "title": self.object.object_repr,
                        "language": translation.target_locale.get_display_name(),
                        "reasons": " ".join(error.messages),
                    },
                )

    def get_success_message(self) -> str:
        """Say which languages were told of the changes."""
        names = [t.target_locale.get_display_name() for t in self.translations]
        if not names:
            return super().get_success_message()
        return ngettext(
            "The translation of “%(title)s” into %(languages)s now knows the latest text.",
            "The translations of “%(title)s” into %(languages)s now know the latest text.",
            len(names),
        ) % {"title": self.object.object_repr, "languages": get_text_list(names, _("and"))}

"""What wagtail-localize and Wagtail do that must not happen here, and what happens instead.

The reasons, and what to check when either is upgraded, are in
`docs/decisions/0006-guards-around-wagtail-localize.md`. Views and hooks stand in
`parvis.translation.views` and `wagtail_hooks`; here are the functions they all end in, so that code
that calls them without a view is held too.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.coreutils import find_available_slug
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin, get_translatable_models
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import SnippetAdminURLFinder
from wagtail_localize.models import Translation, TranslationLog, TranslationSource
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.strings import INLINE_TAGS
from wagtail_localize.views import edit_translation

from parvis.pages import foreign
from parvis.translation import refusals, restrictions, rights
from parvis.translation.passages import missing_passages, source_text_shown_by
from parvis.translation.review.freezing import is_followed, refuse_while_reviewed

# Marks inside a sentence that wagtail-localize would take for its end: a note's call would then be
# cut out of the sentence, and put back after it.
MARKS_IN_SENTENCES = ("sup", "sub", "s")
SCHEDULED = "wagtail.publish.scheduled"

_save_translation = TranslationSource.create_or_update_translation
_publish = PublishRevisionAction.execute
_edit_url = SnippetAdminURLFinder.get_edit_url
_may_do_to_any = PermissionCheckedMixin.user_has_permission


def install() -> None:
    """Put the guards in place; called once, when the app is ready."""
    marks = [*MARKS_IN_SENTENCES, *foreign.elements()]
    INLINE_TAGS.extend(mark for mark in marks if mark not in INLINE_TAGS)
    TranslationCreator.create_translations = create_translations
    TranslationSource.create_or_update_translation = create_or_update_translation
    PublishRevisionAction.execute = publish_revision
    PermissionCheckedMixin.user_has_permission = user_has_permission
    edit_translation.user_can_edit_instance = rights.may_edit
    SnippetAdminURLFinder.get_edit_url = edit_url_for
    for model in get_translatable_models():
        if not issubclass(model, Page):
            register_permission_policy(model, rights.LanguagePermissionPolicy(model))


def create_translations(
    self: TranslationCreator, instance: Any, include_related_objects: bool = True
) -> None:
    """Make the drafts that do not exist yet of an object, and of those it refers to.

    What exists is never touched, whoever wrote it. Nothing is published. Raises
    TranslationRefusedError where a draft cannot be made: wagtail-localize would say nothing.
    """
    if instance.translation_key in self.seen_objects:
        return
    self.seen_objects.add(instance.translation_key)
    # As it is in the database: an object in memory may hold children that only a revision has.
    instance = type(instance)._default_manager.get(pk=instance.pk)
    if isinstance(instance, Page):
        instance = instance.specific
        if instance.alias_of_id:
            return
    targets = [locale for locale in self.target_locales if locale.pk != instance.locale_id]
    missing = [locale for locale in targets if _original_in(instance, locale) is None]
    source = _source_of(instance, update=bool(missing))
    if source is None:
        return
    if include_related_objects:
        for segment in source.relatedobjectsegment_set.all():
            related = segment.object.get_instance_or_none(instance.locale)
            if related is not None:
                self.create_translations(related, include_related_objects=False)
    for locale in targets:
        if locale in missing:
            self.mappings[source].append(_create(source, instance, locale, self.user))
        else:
            self.mappings[source] += source.translations.filter(target_locale=locale)


def create_or_update_translation(
    self: TranslationSource,
    locale: Locale,
    user: Any = None,
    publish: bool = True,
    copy_parent_pages: bool = False,
    fallback: bool = False,
) -> tuple[Any, bool]:
    """Save the translation, so that readers see no text that nobody approved.

    Publishing needs the right to publish (where a user is named) and every passage translated. A
    draft of something live is kept in a revision: the live row is what readers see.
    """
    target = self.object.get_instance_or_none(locale)
    if target is not None:
        target = self.get_translated_instance(locale)
    has_drafts = issubclass(self.specific_content_type.model_class(), DraftStateMixin)
    if publish and has_drafts:
        if user is not None and target is not None and not rights.may_publish(user, target):
            raise refusals.TranslationRefusedError
        refuse_while_reviewed(target)
        if missing := missing_passages(self, locale):
            title, language = self.object_repr, locale.get_display_name()
            raise refusals.PartlyTranslatedError(title, language, missing)
    is_alias = isinstance(target, Page) and target.alias_of_id
    if is_alias and not publish:
        # It becomes a draft of its own; until it is translated it would show the source's text.
        Page.objects.filter(pk=target.pk).update(live=False, has_unpublished_changes=True)
    elif target is not None and has_drafts and target.live and not publish:
        return _save_revision_only(self, locale, user), False
    return _save_translation(
        self,
        locale,
        user=user,
        publish=publish,
        copy_parent_pages=copy_parent_pages,
        fallback=fallback,
    )


def publish_revision(self: PublishRevisionAction, skip_permission_checks: bool = False) -> Any:
    """Publish a revision, unless it shows the source's text or another awaits its reviewers.

    Every way of publishing ends here: the editor, the listing's bulk action, the admin API, a
    moderator's approval, a schedule.
    """
    self.check(skip_permission_checks=skip_permission_checks)
    if self.log_action != SCHEDULED and is_followed(self.object):
        refuse_while_reviewed(self.object)
    if isinstance(self.object, TranslatableMixin) and (shown := source_text_shown_by(self.object)):
        language = self.object.locale.get_display_name()
        raise refusals.PartlyTranslatedError(str(self.object), language, shown)
    return _publish(self, skip_permission_checks=skip_permission_checks)


def user_has_permission(self: PermissionCheckedMixin, permission: str) -> bool:
    """Whether the user may do this, with regard to the language of the snippet a view is about.

    Wagtail's snippet views ask for the model's right only, whichever object they show.
    """
    if not _may_do_to_any(self, permission):
        return False
    shown = getattr(self, "object", None)
    if not isinstance(shown, TranslatableMixin) or isinstance(shown, Page) or shown.pk is None:
        return True
    return bool(self.user_has_permission_for_instance(permission, shown))


def edit_url_for(self: SnippetAdminURLFinder, instance: Any) -> str | None:
    """Return where a snippet is edited, or None for whoever may neither change it nor review it.

    Wagtail leads reviewers to pages only, from the list of what waits for them.
    """
    if self.user and rights.decides_on(self.user, instance):
        return str(self.construct_edit_url(instance))
    found: str | None = _edit_url(self, instance)
    return found


def _original_in(instance: Any, locale: Locale) -> Any:
    """Return the object's counterpart in that language, unless it is a mere alias, or None."""
    counterparts = type(instance)._default_manager.filter(
        translation_key=instance.translation_key, locale=locale
    )
    if isinstance(instance, Page):
        counterparts = counterparts.filter(alias_of__isnull=True)
    return counterparts.first()


def _source_of(instance: Any, *, update: bool) -> TranslationSource | None:
    """Return what translators work from: made from the object as it stands, or as it was."""
    if update:
        return TranslationSource.update_or_create_from_instance(instance)[0]
    return TranslationSource.objects.get_for_instance_or_none(instance)


def _create(source: TranslationSource, instance: Any, locale: Locale, user: Any) -> Translation:
    """Make one draft, all of it or nothing."""
    language = locale.get_display_name()
    _refuse_impossible(instance, locale, language)
    try:
        with transaction.atomic():
            translation, _made = Translation.objects.update_or_create(
                source=source, target_locale=locale, defaults={"enabled": True}
            )
            # What cannot be a draft has to be saved as it is.
            translation.save_target(user=user, publish=not isinstance(instance, DraftStateMixin))
            if isinstance(instance, Page):
                restrictions.inherit(instance, translation.get_target_instance(), user)
    except ValidationError as error:
        raise refusals.not_made(str(instance), language, " ".join(error.messages)) from error
    except IntegrityError as error:
        raise refusals.not_made(str(instance), language, str(error)) from error
    return translation


def _refuse_impossible(instance: Any, locale: Locale, language: str) -> None:
    """Say in advance what the database would say in its own words, or not at all."""
    if isinstance(instance, Page):
        parent = instance.get_parent()
        if not parent.is_root() and _original_in(parent, locale) is None:
            raise refusals.parent_missing(instance.title, parent.title, language)
        return
    slug = getattr(instance, "slug", "")
    if slug and type(instance)._default_manager.filter(locale=locale, slug=slug).exists():
        kind = str(instance._meta.verbose_name)
        raise refusals.slug_taken(str(instance), kind, slug, language)


@transaction.atomic
def _save_revision_only(source: TranslationSource, locale: Locale, user: Any) -> Any:
    """Keep the translation as it now stands in a revision, and leave what readers see alone."""
    draft = source.get_ephemeral_translated_instance(locale, fallback=True)
    if isinstance(draft, Page):
        draft.slug = find_available_slug(draft.get_parent(), draft.slug, ignore_page_id=draft.pk)
    revision = draft.save_revision(user=user)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    return source.get_translated_instance(locale)

"""What cannot be done with a translation, said in words a translator understands."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page


def title_of(instance: Any) -> str:
    """Return what the admin calls a page or a snippet."""
    is_page = isinstance(instance, Page)
    return str(instance.get_admin_display_title() if is_page else instance)


class TranslationRefusedError(PermissionDenied):
    """Something that must not happen to a translation. Its text is for the person who asked.

    A PermissionDenied, so that an admin view that expects nothing of the kind answers “not
    allowed” instead of an error.
    """


class PartlyTranslatedError(TranslationRefusedError):
    """Publishing would put the source's text under another language's address."""

    def __init__(self, title: str, language: str, missing: int) -> None:
        self.missing = missing
        super().__init__(
            ngettext(
                "“%(title)s” is not published in %(language)s: "
                "%(count)d passage is still to be translated.",
                "“%(title)s” is not published in %(language)s: "
                "%(count)d passages are still to be translated.",
                missing,
            )
            % {"title": title, "language": language, "count": missing}
        )


class MarksLeftError(TranslationRefusedError):
    """The checks found errors that nobody has corrected, or set aside with a reason."""

    def __init__(self, title: str, language: str, number: int) -> None:
        super().__init__(
            ngettext(
                "“%(title)s” is not published in %(language)s: %(count)d mark is left. Correct it, "
                "or say why it is right.",
                "“%(title)s” is not published in %(language)s: %(count)d marks are left. Correct "
                "them, or say why they are right.",
                number,
            )
            % {"title": title, "language": language, "count": number}
        )


def parent_missing(title: str, parent: str, language: str) -> TranslationRefusedError:
    """The page has nowhere to stand in the other language."""
    return TranslationRefusedError(
        _(
            "“%(title)s” cannot be translated into %(language)s yet: "
            "translate “%(parent)s”, the page above it, first."
        )
        % {"title": title, "parent": parent, "language": language}
    )


def slug_taken(title: str, kind: str, slug: str, language: str) -> TranslationRefusedError:
    """Another object of that language has the slug the translation would begin with."""
    return TranslationRefusedError(
        _(
            "The %(kind)s “%(title)s” cannot be translated into %(language)s: another %(kind)s of "
            "that language has the slug “%(slug)s”, and the two are not translations of each "
            "other. Change the slug of one of them, then submit again."
        )
        % {"title": title, "kind": kind, "slug": slug, "language": language}
    )


def not_made(title: str, language: str, reasons: str) -> TranslationRefusedError:
    """Saving the translation failed for the reasons given."""
    return TranslationRefusedError(
        _("“%(title)s” was not translated into %(language)s: %(reasons)s")
        % {"title": title, "language": language, "reasons": reasons}
    )


def no_aliases() -> str:
    """Say why a page is not made an alias of its source."""
    return _(
        "A translation is not replaced by its source: the source’s text would be read under "
        "another language’s address. Unpublish the translation instead."
    )

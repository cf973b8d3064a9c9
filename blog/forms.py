"""The article editor's form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Locale

from blog.queries import NAMED


class ArticleForm(WagtailAdminPageForm):
    """Refuses tags, authors and series of another language.

    The check stands on the fields: while a new article is validated, its tags do not know it yet.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.locale_id:
            return
        for relation, name in NAMED.items():
            formset = self.formsets.get(relation)
            for form in formset.forms if formset else ():
                form.fields[name].validators.append(in_language(self.instance.locale))


def in_language(locale: Locale) -> Callable[[Any], None]:
    """Return a validator that raises ValidationError for a snippet of another language."""

    def validate(snippet: Any) -> None:
        if snippet.locale_id != locale.pk:
            raise ValidationError(
                _("“%(name)s” is in %(language)s: choose one in the article’s language.")
                % {"name": snippet, "language": snippet.locale.get_display_name()}
            )

    return validate

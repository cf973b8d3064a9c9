"""The form readers fill in."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.feedback.models import ANSWERS, LONGEST
from parvis.feedback.tokens import Standing, read

MOST_LINKS = 2
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
SAID_OF_TOKEN = {
    Standing.YOUNG: _("That was very fast. Please send it once more."),
    Standing.OLD: _("The form had been open for a long time. Please send it once more."),
    Standing.FORGED: _("The form did not arrive whole. Please send it once more."),
}


class MessageForm(forms.Form):
    """Whether the page was useful, where it is about one; a message; where to answer."""

    useful = forms.ChoiceField(label=_("Was this page useful?"), choices=ANSWERS, required=False)
    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": _("At most %(limit_value)d characters, please.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("An e-mail address looks like name@example.org.")},
    )
    # Readers do not see it, and programs fill in everything.
    website = forms.CharField(label=_("Leave this empty"), required=False)
    token = forms.CharField(required=False)

    def __init__(self, *args: Any, is_about_page: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_about_page:
            del self.fields["useful"]

    def clean_text(self) -> str:
        """Refuse what is mostly advertising."""
        text = str(self.cleaned_data["text"])
        if len(_LINK.findall(text)) > MOST_LINKS:
            raise forms.ValidationError(_("Two addresses at most, please."))
        return text

    def clean_website(self) -> str:
        """Refuse what only a program fills in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Refuse an empty message, and a form that nobody was sent."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "text" in cleaned and not cleaned["text"] and not cleaned.get("useful"):
            self.add_error("text", _("Write a few words."))
        standing, nonce = read(str(cleaned.get("token", "")))
        if standing is not Standing.GOOD:
            raise forms.ValidationError(SAID_OF_TOKEN[standing])
        return cleaned | {"nonce": nonce}

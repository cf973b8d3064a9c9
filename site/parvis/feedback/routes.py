"""The word of the form's address, in each language."""

from django.utils.translation import pgettext_lazy

CONTACT = pgettext_lazy("URL", "contact/")

"""The word of the results page's address, in each language."""

from django.utils.translation import pgettext_lazy

SEARCH = pgettext_lazy("URL", "search/")
SUGGESTIONS = pgettext_lazy("URL", "search/suggestions/")

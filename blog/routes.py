"""The words of the index's own addresses, in each language."""

from django.utils.translation import pgettext_lazy

TAGS = pgettext_lazy("URL", "tags/")
TAG = pgettext_lazy("URL", "tags/<slug:slug>/")
TAG_FEED = pgettext_lazy("URL", "tags/<slug:slug>/feed/<slug:kind>/")
AUTHORS = pgettext_lazy("URL", "authors/")
AUTHOR = pgettext_lazy("URL", "authors/<slug:slug>/")
AUTHOR_FEED = pgettext_lazy("URL", "authors/<slug:slug>/feed/<slug:kind>/")
SERIES_LIST = pgettext_lazy("URL", "series/")
SERIES = pgettext_lazy("URL", "series/<slug:slug>/")
YEAR = pgettext_lazy("URL", "archive/<int:year>/")
MONTH = pgettext_lazy("URL", "archive/<int:year>/<int:month>/")
FEED = pgettext_lazy("URL", "feed/<slug:kind>/")

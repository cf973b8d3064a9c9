"""The years of an index, and the months of one of them: each with its number of articles.

Every page of an archive has them, and there are more of them with each year: they are written once.
"""

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Site

from blog.models import BlogIndexPage
from parvis.delivery.parts import part
from parvis.delivery.recording import depend_on, key, whole
from parvis.delivery.rows import PAGE

TEMPLATE = "components/period.html"
Written = dict[int, SafeString]


def years(index: BlogIndexPage, current: int | None, kind: str) -> SafeString:
    """Return an index’s years as items of a list, the latest first; the language must be active.

    `current` is the one that is being read, if any, in the way `aria-current` names by `kind`.
    """
    return _marked(index, None, current, kind)


def months(index: BlogIndexPage, year: int, current: int | None) -> SafeString:
    """Return the months of a year, likewise."""
    return _marked(index, year, current, "page")


def _marked(index: BlogIndexPage, year: int | None, current: int | None, kind: str) -> SafeString:
    written = part("periods", index.pk, year, make=lambda: _written(index, year))
    if current in written:
        written = written | _written(index, year, current, kind)
    return format_html_join("", "{}", ((item,) for item in written.values()))


def _written(
    index: BlogIndexPage, year: int | None, only: int | None = None, kind: str = ""
) -> Written:
    # The address of each begins with the index’s.
    depend_on(key(PAGE, index.pk), whole(Site))
    if year is None:
        told = [(one, str(one), index.sub_url("year", one), n) for one, n in index.years()]
    else:
        told = [
            (day.month, date_format(day, "F"), index.sub_url("month", year, day.month), n)
            for day, n in index.months(year)
        ]
    return {
        number: render_to_string(
            TEMPLATE,
            {"url": url, "label": label, "count": count, "current": kind},
        )
        for number, label, url, count in told
        if only is None or number == only
    }

"""Counting pages as they are read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from parvis.statistics.counting import is_counted, tally

Answer = Callable[[HttpRequest], HttpResponse]
SERVED = "_parvis_served"


def count_pages(answer: Answer) -> Answer:
    """Count the pages that are answered, and write the counts once a minute."""

    def counted(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        page = getattr(request, SERVED, None)
        if (
            settings.PARVIS_STATISTICS
            and page is not None
            and response.status_code == 200
            and is_counted(request)
        ):
            tally.add(page)
        if tally.is_due():
            tally.write()
        return response

    return counted

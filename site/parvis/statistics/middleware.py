"""Counting pages as they are read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from parvis.delivery.cache import PAGE
from parvis.statistics.counting import count_read

Answer = Callable[[HttpRequest], HttpResponse]
SERVED = "_parvis_served"


def count_pages(answer: Answer) -> Answer:
    """Count the pages that are answered, and write the counts once a minute."""

    def counted(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        page = getattr(request, SERVED, None)
        if page is not None and response.status_code == 200:
            # Who answers this from memory the next time counts it there.
            request.META[PAGE] = page
            count_read(request.META, page)
        return response

    return counted

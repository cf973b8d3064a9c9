"""The language of an answer is the language of its address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class AddressLanguageMiddleware:
    """Activate the language an address begins with, or the default; never guess from the browser.

    Django's own LocaleMiddleware negotiates and redirects an unprefixed address, which makes every
    answer vary on Accept-Language and sends people where they did not ask to go.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the address, and say so in `Content-Language`."""
        first = request.path_info.split("/", 2)[1] if request.path_info.startswith("/") else ""
        code = first if first in settings.CONTENT_LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or code)
        return response

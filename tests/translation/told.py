"""What readers are told of a translation, as a page has it."""

from bs4 import BeautifulSoup, Tag
from django.test import Client


def notes(address: str) -> list[Tag]:
    """Return what is said of translations at an address."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser").select(".translation-note")

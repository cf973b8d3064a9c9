"""`PARVIS_BASE_URL` is where the site says it is."""

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Site

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_new_site_takes_its_address_from_the_environment() -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_url == settings.WAGTAILADMIN_BASE_URL


def test_a_feed_links_to_the_address_it_was_read_at() -> None:
    """The demo moves from port to port; its feeds must not lead back to the first."""
    page = factories.article("Le commun numérique")
    index = factories.blog_index()
    reader = Client(headers={"host": "127.0.0.1:9999"})
    feed = reader.get(index.sub_url("feed", "atom")).content.decode()
    assert f"http://127.0.0.1:9999{page.url}" in feed
    assert "http://localhost" not in feed

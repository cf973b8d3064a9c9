"""A page behind a password in each language, which the demo has not: nobody could read it.

To be run with the settings and the data of a demo.
"""

import os

import django

SLUGS = {"fr": "dossier-reserve", "en": "reserved-file"}
PASSWORD = "sesame"


def main() -> None:
    """Add them to the demo whose settings and data the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.demo")
    django.setup()
    add_pages()


def add_pages() -> None:
    """Publish a page behind a password in each language."""
    from wagtail.models import PageViewRestriction

    from home.models import HomePage, PlainPage
    from tests import factories

    for code, slug in SLUGS.items():
        home = HomePage.objects.get(locale=factories.locale(code))
        page = home.add_child(instance=PlainPage(title=slug, slug=slug, locale=home.locale))
        page.save_revision().publish()
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password=PASSWORD
        )


def page_types(demo: str) -> dict[str, str]:
    """Return the addresses of what was added and nothing links to."""
    return {f"password {code}": f"{demo}/{code}/{slug}/" for code, slug in SLUGS.items()}


if __name__ == "__main__":
    main()

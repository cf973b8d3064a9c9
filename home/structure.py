"""The home page and the identity of the site in each language."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page, Site

from home.models import HomePage, MenuItem, SiteIdentity


def ensure_homes(locales: list[Locale]) -> list[str]:
    """Give each language its home page, all translations of one another, and the site its root.

    Each is written in its own language: a copy would show the default language's words.
    """
    made = []
    root = Page.get_first_root_node()
    existing = {home.locale_id: home for home in HomePage.objects.all()}
    default = existing.get(locales[0].pk)
    for locale in locales:
        if locale.pk in existing:
            continue
        with override(locale.language_code):
            home = HomePage(
                title=gettext("Home"), slug=f"home-{locale.language_code}", locale=locale
            )
        if default is not None:
            home.translation_key = default.translation_key
        root.add_child(instance=home)
        home.save_revision().publish()
        default = default or home
        made.append(f"home page /{locale.language_code}/")
    made += _root_site(default)
    return made


def _root_site(home: HomePage | None) -> list[str]:
    if home is None:
        return []
    site = Site.objects.filter(is_default_site=True).first()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    host = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    if site is None:
        Site.objects.create(
            hostname=host,
            port=port,
            site_name=settings.WAGTAIL_SITE_NAME,
            root_page=home,
            is_default_site=True,
        )
        return ["site"]
    if site.root_page.specific_class is HomePage:
        return []
    welcome = site.root_page
    site.root_page, site.hostname, site.port = home, host, port
    # Without a name, the admin greets people with the name of the machine.
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome.depth > 1 and welcome.specific_class in (Page, None):
        welcome.delete()
    return ["site"]


def ensure_identities(locales: list[Locale]) -> list[str]:
    """Give each language its identity, all translations of one another, and the first’s menus."""
    made = []
    first = SiteIdentity.objects.order_by("pk").first()
    for locale in locales:
        if SiteIdentity.objects.filter(locale=locale).exists():
            continue
        identity = SiteIdentity(name="Parvis", locale=locale)
        if first is not None:
            identity = SiteIdentity(
                name=first.name,
                locale=locale,
                translation_key=first.translation_key,
                **first.shared,
            )
        identity.save()
        if first is not None:
            _follow_menus(first, identity)
        first = first or identity
        made.append(f"identity in {locale.language_code}")
    return made


def _follow_menus(first: SiteIdentity, identity: SiteIdentity) -> None:
    """Put the pages of a menu in that of another language.

    Each is shown, by its title, once it exists in that language. Other addresses have words of the
    first language alone.
    """
    for item in first.menu_items.filter(page__isnull=False).order_by("sort_order"):
        MenuItem.objects.create(
            identity=identity,
            locale=identity.locale,
            translation_key=item.translation_key,
            menu=item.menu,
            page=item.page,
            sort_order=item.sort_order,
        )

"""What `manage.py check` says about the settings of the machine."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from wagtail_localize.machine_translators import get_machine_translator

# By name: a check should not load what no setting names.
ENGINES = "parvis.translation.machine.engines"
NEEDED = {
    f"{ENGINES}.libretranslate.LibreTranslator": ("LIBRETRANSLATE_URL",),
    f"{ENGINES}.deepl.DeepLTranslator": ("AUTH_KEY",),
    f"{ENGINES}.etranslation.ETranslation": ("APPLICATION", "PASSWORD"),
    f"{ENGINES}.etranslation_proxy.ETranslationProxy": ("URL", "USERNAME", "PASSWORD"),
}
ADDRESSES = ("LIBRETRANSLATE_URL", "URL", "CALLBACK_URL")


@register(Tags.translation)
def machine_can_be_asked(**_kwargs: Any) -> list[CheckMessage]:
    """Find a machine that does not exist, or that lacks what it needs to be asked."""
    try:
        machine = get_machine_translator()
    except Exception as error:  # whatever importing or building somebody's class may raise
        return [
            Error(
                f"The translation machine cannot be loaded: {error}",
                hint="See WAGTAILLOCALIZE_MACHINE_TRANSLATOR in docs/machines.md.",
                id="parvis.E201",
            )
        ]
    if machine is None:
        return []
    kind = f"{type(machine).__module__}.{type(machine).__qualname__}"
    found: list[CheckMessage] = [
        Error(
            f"{machine.display_name} cannot be asked without {name}.",
            hint="docs/machines.md says what each machine needs.",
            id="parvis.E202",
        )
        for name in NEEDED.get(kind, ())
        if not machine.options.get(name)
    ]
    found += [
        Error(
            f"{machine.display_name}: {name} is no address: “{machine.options[name]}”.",
            hint="Begin with https://",
            id="parvis.E203",
        )
        for name in ADDRESSES
        if machine.options.get(name) and not _is_address(machine.options[name])
    ]
    return found


@register(Tags.translation, deploy=True)
def machine_can_answer(**_kwargs: Any) -> list[CheckMessage]:
    """Find a site that a machine which calls back could not reach."""
    config = getattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR", None)
    if not config or not str(config.get("CLASS", "")).endswith(".ETranslation"):
        return []
    address = config.get("OPTIONS", {}).get("CALLBACK_URL") or settings.WAGTAILADMIN_BASE_URL
    if urlsplit(address).scheme == "https":
        return []
    return [
        Error(
            f"eTranslation would bring its answers to {address}, in the clear.",
            hint="Set PARVIS_BASE_URL to the site’s public https address.",
            id="parvis.E204",
        )
    ]


def _is_address(text: str) -> bool:
    try:
        address = urlsplit(text)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.hostname)

"""What is a site’s own to be recognised by, where no template is: whoever knows it says it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from parvis.media.showing import shown


@dataclass(frozen=True)
class Brand:
    """Two colours as *#rrggbb*, Parvis’s where a site has none; a picture as its icon, or None."""

    main: str = "#2c4759"
    accent: str = "#9c3517"
    icon: Any = field(default=None, compare=False)

    @property
    def icon_url(self) -> str:
        """The address of the icon as browsers take it; empty where there is none."""
        return shown(self.icon, "icon").url if self.icon else ""


PARVIS = Brand()

_registered: list[Callable[[], Brand | None]] = []


def register_brand(function: Callable[[], Brand | None]) -> None:
    """Have a function say what the site has of its own; None where it has nothing."""
    if function not in _registered:
        _registered.append(function)


def site_brand() -> Brand:
    """Return what the site is recognised by: the first that is said, else Parvis’s."""
    said = (function() for function in _registered)
    return next((brand for brand in said if brand), PARVIS)

"""Videos and maps of other sites, loaded only when the reader asks for them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue, URLBlock


@dataclass(frozen=True)
class Provider:
    """A site whose player can be framed: how its addresses look and who will see the visit."""

    name: str
    address: re.Pattern[str]
    player: str
    host: str
    is_map: bool = False


PROVIDERS = [
    Provider(
        "YouTube",
        re.compile(
            r"^https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/)|youtu\.be/)"
            r"(?P<id>[\w-]{6,20})"
        ),
        "https://www.youtube-nocookie.com/embed/{id}",
        "www.youtube-nocookie.com",
    ),
    Provider(
        "Vimeo",
        re.compile(r"^https?://(?:www\.)?(?:player\.)?vimeo\.com/(?:video/)?(?P<id>\d+)"),
        "https://player.vimeo.com/video/{id}?dnt=1",
        "player.vimeo.com",
    ),
    Provider(
        "Dailymotion",
        re.compile(r"^https?://(?:www\.)?dailymotion\.com/(?:embed/)?video/(?P<id>\w+)"),
        "https://www.dailymotion.com/embed/video/{id}",
        "www.dailymotion.com",
    ),
    Provider(
        "PeerTube",
        re.compile(
            r"^https://(?P<host>[\w.-]+)/(?:w|videos/watch|videos/embed)/(?P<id>[\w-]{20,40})"
        ),
        "https://{host}/videos/embed/{id}",
        "{host}",
    ),
    Provider(
        "OpenStreetMap",
        re.compile(r"^https://www\.openstreetmap\.org/export/embed\.html\?(?P<id>[\w.%&=,;/-]+)$"),
        "https://www.openstreetmap.org/export/embed.html?{id}",
        "www.openstreetmap.org",
        is_map=True,
    ),
]


def default_title(url: str) -> str:
    """Return words for an embed that has no title, in the active language."""
    for provider in PROVIDERS:
        if match := provider.address.match(url):
            name = match.groupdict().get("host") or provider.name
            words = gettext("Map on %(site)s") if provider.is_map else gettext("Video on %(site)s")
            return words % {"site": name}
    site = re.sub(r"^https?://([^/:?#]+).*$", r"\1", url, flags=re.DOTALL)
    return gettext("Content of %(site)s") % {"site": site[:200]}


class EmbedValue(StructValue):
    """An embed's data, with its player where the site is known."""

    @property
    def _found(self) -> tuple[Provider, dict[str, str]] | None:
        for provider in PROVIDERS:
            if match := provider.address.match(self.get("url") or ""):
                return provider, match.groupdict()
        return None

    @property
    def player_url(self) -> str:
        """Address of the player's frame; empty for an unknown site, which is only linked."""
        return self._found[0].player.format(**self._found[1]) if self._found else ""

    @property
    def host(self) -> str:
        """The machine that will see the reader's visit."""
        if self._found:
            return self._found[0].host.format(**self._found[1])
        return re.sub(r"^https?://([^/:]+).*$", r"\1", self.get("url") or "")

    @property
    def provider(self) -> str:
        """The site's name, or its host."""
        return self._found[0].name if self._found else self.host


class EmbedBlock(StructBlock):
    """A link that becomes a player on a click. Nothing is fetched before, here or by the reader."""

    url = URLBlock(label=_("Address"))
    title = CharBlock(
        label=_("Title"), max_length=255, help_text=_("What the reader will see or hear.")
    )
    caption = CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "media"
        label = _("Video or map")
        template = "blocks/embed.html"
        value_class = EmbedValue
        description = _("Content of another site, loaded only on a click")
        preview_value = {
            "url": "https://www.openstreetmap.org/export/embed.html?bbox=4.34,50.84,4.36,50.85",
            "title": _("The square on a map"),
            "caption": "",
        }

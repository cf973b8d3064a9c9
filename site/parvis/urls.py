"""Every address of the site. Languages come first: `/fr/…`, `/en/…`."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from parvis.discovery import sitemap
from parvis.discovery import views as discovery
from parvis.discovery.indexnow import key_file
from parvis.discovery.security import security_txt
from parvis.feedback.routes import CONTACT
from parvis.feedback.views import contact
from parvis.media.views import serve_document, serve_media
from parvis.monitoring import views as monitoring
from parvis.pages.routing import serve
from parvis.search.routes import SEARCH, SUGGESTIONS
from parvis.search.views import search, suggestions

# Wagtail's own address, served by us: with the parts of a file that a reader asks for.
DOCUMENT = r"^documents/(\d+)/(.*)$"

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    re_path(DOCUMENT, serve_document),
    path("documents/", include(wagtaildocs_urls)),
    path("live/", monitoring.live, name="live"),
    path("ready/", monitoring.ready, name="ready"),
    path("machine/", include("parvis.translation.machine.urls")),
    path("favicon.ico", discovery.icon),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", discovery.robots, name="robots"),
    path("humans.txt", discovery.humans, name="humans"),
    path("<slug:key>.txt", key_file, name="indexnow_key"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.<int:page>.xml", sitemap.section, name="sitemap_page"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
    path("", discovery.choose_language, name="choose_language"),
]

if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_media))

urlpatterns += i18n_patterns(
    path(SEARCH, search, name="search"),
    path(CONTACT, contact, name="contact"),
    path(SUGGESTIONS, suggestions, name="suggestions"),
    # Wagtail’s own, where readers of private pages sign in, but for the last: pages are ours.
    path("", include(wagtail_urls.urlpatterns[:-1])),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
)

handler404 = "parvis.search.lost.page_not_found"
handler500 = "parvis.delivery.outage.server_error"

"""What every environment shares. Each value that may differ is read from the environment.

`docs/settings.md` documents every variable read here; a test keeps the two in step.
"""

from pathlib import Path

import environ
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext

from parvis.settings.machines import machine
from parvis.settings.media import media
from parvis.settings.networks import networks

env = environ.Env()

PACKAGE_DIR = Path(__file__).resolve().parents[1]
# In a checkout, templates, styles and catalogues lie at its top; in a wheel, inside the package.
IN_CHECKOUT = (PACKAGE_DIR.parents[1] / "manage.py").is_file()
PROJECT_DIR = PACKAGE_DIR.parents[1] if IN_CHECKOUT else Path.cwd()
RESOURCES_DIR = PROJECT_DIR if IN_CHECKOUT else PACKAGE_DIR
DATA_DIR = Path(env.str("PARVIS_DATA", default="") or PROJECT_DIR / "var").resolve()

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "home",
    "blog",
    "parvis.demo",
    "parvis.monitoring",
    "parvis.discovery",
    "parvis.search",
    "parvis.writing",
    "parvis.feedback",
    "parvis.statistics",
    "parvis.delivery",
    "parvis.translation",
    "parvis.translation.review",
    "parvis.translation.workbench",
    "parvis.translation.notices",
    "parvis.translation.memory",
    "parvis.translation.glossary",
    "parvis.translation.quality",
    "parvis.translation.machine",
    "parvis.translation.parity",
    "parvis.pages",
    "parvis.media",
    "parvis.accounts",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parvis.delivery.middleware.CompressPages",
    "parvis.delivery.middleware.tell_caches",
    "parvis.statistics.middleware.count_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "parvis.discovery.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "parvis.media.unavailable.TellWhenUnavailable",
]

ROOT_URLCONF = "parvis.urls"
WSGI_APPLICATION = "parvis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RESOURCES_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site_identity",
            ],
        },
    },
]

# Database ---------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'parvis.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SQLITE_OPTIONS = {
    # Writers take the lock when the transaction begins, so two people saving at once wait for
    # each other instead of failing half-way: https://www.sqlite.org/lang_transaction.html
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;"
        "PRAGMA cache_size=-20000;"
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # Seconds. SQLite reads its whole schema at each opening: a fifth of what a page costs.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    # psycopg's own pool, one per process; sized for a handful of threads. As many may wait as have
    # a connection: where the database is away, the other threads send what is kept in memory.
    _most = env.int("DATABASE_POOL_MAX", default=8)
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": env.int("DATABASE_POOL_MIN", default=1),
        "max_size": _most,
        "max_waiting": _most,
        "timeout": env.int("DATABASE_POOL_TIMEOUT", default=5),
        # It waits ever longer between two attempts; given up so soon, it begins anew when asked.
        "reconnect_timeout": 5,
    }
    # After so many times, the plan of a reader's query is kept by the connection. Not where another
    # pooler stands between and gives each transaction any connection.
    if env.bool("DATABASE_KEEP_PLANS", default=True):
        DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 2

# Shared by every process of one machine, so that what one worker learns (site roots, locales)
# no other keeps stale; several machines share a Redis or Valkey through CACHE_URL.
CACHES = {"default": env.cache_url("CACHE_URL", default=f"filecache://{DATA_DIR / 'cache'}")}

# Languages --------------------------------------------------------------------------------------

# The first is the default; what a reader's address starts with and what editors may translate into.
CONTENT_LANGUAGES: list[str] = env.list("PARVIS_LANGUAGES", default=[]) or ["fr", "en"]


def own_name(code: str) -> str:
    """Return what a language calls itself; a code nobody knows is reported by a system check."""
    return str(LANG_INFO.get(code, {}).get("name_local", code)).capitalize()


def name_in_context(code: str) -> str:
    """Return what a language is called in the language being read, as within a sentence."""
    name = gettext(LANG_INFO.get(code, {}).get("name", code))
    return name.lower() if (get_language() or "").startswith("fr") else name


# Told to networks where a page is shared, with its language.
PARVIS_COUNTRY = env.str("PARVIS_COUNTRY", default="BE")

# At `/`, where a language is chosen: the order of the choice, and whether readers are sent at once
# to the language their browser asks for.
PARVIS_CHOICE_ORDER: list[str] = env.list("PARVIS_CHOICE_ORDER", default=[])
PARVIS_NEGOTIATE_LANGUAGE = env.bool("PARVIS_NEGOTIATE_LANGUAGE", default=False)

# Search engines that are told of changes; nobody without a key.
PARVIS_INDEXNOW_KEY = env.str("PARVIS_INDEXNOW_KEY", default="")
PARVIS_INDEXNOW_URL = env.str("PARVIS_INDEXNOW_URL", default="https://api.indexnow.org/indexnow")

# Whom to tell of a flaw: /.well-known/security.txt.
PARVIS_SECURITY_CONTACT: list[str] = env.list("PARVIS_SECURITY_CONTACT", default=[])
PARVIS_SECURITY_EXPIRES = env.str("PARVIS_SECURITY_EXPIRES", default="")
PARVIS_SECURITY_POLICY = env.str("PARVIS_SECURITY_POLICY", default="")

# Readers choose a language by its own name; the admin's sentences name it in theirs.
LANGUAGES = [(code, own_name(code)) for code in CONTENT_LANGUAGES]
WAGTAIL_CONTENT_LANGUAGES = [(code, lazy(name_in_context, str)(code)) for code in CONTENT_LANGUAGES]
LANGUAGE_CODE = CONTENT_LANGUAGES[0]
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    (code, own_name(code)) for code in dict.fromkeys([*CONTENT_LANGUAGES, "fr", "en", "nl", "de"])
]
LOCALE_PATHS = [RESOURCES_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["parvis.settings.formats"]
WAGTAIL_I18N_ENABLED = True
# The default publishes untranslated text under the other language's address, and with a subtree
# it corrupts the page tree.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# The default takes every word ever translated of a page away with it, from the memory too.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Brussels")
USE_TZ = True

# Files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [RESOURCES_DIR / "static"]
STATICFILES_FINDERS = [
    "parvis.pages.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
UPLOADS, MEDIA_URL = media(env)
STORAGES = {
    "default": UPLOADS,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# In the background ------------------------------------------------------------------------------

# Wagtail's own tasks are short and done at once; ours that take seconds wait for a worker
# (`manage.py run_background`), unless there is to be none.
PARVIS_BACKGROUND = env.bool("PARVIS_BACKGROUND", default=True)
IMMEDIATE = "django_tasks.backends.immediate.ImmediateBackend"
TASKS = {
    "default": {"BACKEND": IMMEDIATE},
    "background": {
        "BACKEND": "django_tasks_db.DatabaseBackend" if PARVIS_BACKGROUND else IMMEDIATE
    },
}

# People -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "parvis_accounts.User"
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
_email = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND: str = _email["EMAIL_BACKEND"]
EMAIL_HOST: str = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds: an editor waits for it
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="parvis@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Wagtail ----------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Parvis"
# Addresses one can read aloud and paste anywhere: `partage`, not `partag%C3%A9`.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Wagtail would publish the latest revision, which need not be the one that was approved.
WAGTAIL_FINISH_WORKFLOW_ACTION = "parvis.translation.review.finish.publish_approved"
WAGTAILADMIN_BASE_URL = env.str("PARVIS_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "parvis_media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "parvis_media.Download"
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "epub",
    "key",
    "odp",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "rtf",
    "txt",
    "xlsx",
    "zip",
]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILSEARCH_BACKENDS = {
    # "simple": the index holds stems we compute ourselves, alike on both engines.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"},
}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": [
                "bold",
                "italic",
                "link",
                "document-link",
                "ol",
                "ul",
                "code",
                "superscript",
                "subscript",
            ]
        },
    },
}

# Parvis -----------------------------------------------------------------------------------------

WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine(env)
PARVIS_PER_PAGE = env.int("PARVIS_PER_PAGE", default=10)
PARVIS_FEEDBACK = env.bool("PARVIS_FEEDBACK", default=True)
PARVIS_FEEDBACK_DAYS = env.int("PARVIS_FEEDBACK_DAYS", default=365)
PARVIS_STATISTICS = env.bool("PARVIS_STATISTICS", default=False)
PARVIS_STATISTICS_DAYS = env.int("PARVIS_STATISTICS_DAYS", default=400)
PARVIS_FEEDBACK_HOURLY = env.int("PARVIS_FEEDBACK_HOURLY", default=60)
PARVIS_DIGEST_MINUTES = env.int("PARVIS_DIGEST_MINUTES", default=60)
# Pages kept in front of Django, a process; none with 0.
PARVIS_CACHE_MB = env.int("PARVIS_CACHE_MB", default=64)
PARVIS_CACHE_SECONDS = env.int("PARVIS_CACHE_SECONDS", default=3600)
PARVIS_CACHE_PARAMETERS = ["page"]
PARVIS_SHARED_SECONDS = env.int("PARVIS_SHARED_SECONDS", default=0)
# A network in front that forgets a page when it is asked to, with a PURGE request.
WAGTAILFRONTENDCACHE = networks(env.str("PARVIS_PURGE_URL", default=""))
PARVIS_IS_DEMO = False
SILENCED_SYSTEM_CHECKS: list[str] = []

LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    # The handler too: what Django's own loggers hand on passes the root's level.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}

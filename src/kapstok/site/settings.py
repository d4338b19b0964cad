"""Django's settings, derived from Kapstok's own (platform.config). Nothing is configured here twice."""

import os
from importlib.util import find_spec
from pathlib import Path

from kapstok.platform.config import settings
from kapstok.platform.config.crypto import derived_key
from kapstok.platform.db.server import Server, place
from kapstok.platform.db.setup import databases, django_database
from kapstok.platform.http.ratelimit import DEFAULT_LIMITS
from kapstok.platform.http.scrub import scrub_personal_data
from kapstok.platform.http.trace import add_trace
from kapstok.platform.observe.logs import configure_logs
from kapstok.site.apps_list import PACKAGES


def _optional(name: str) -> str | None:
    """A package that a later floor brings; absent on a cut-down installation."""
    return name if find_spec(name) else None


# What the application prepares is written so that one plan suits any value. Left to choose, PostgreSQL finds a range of
# days cheaper with its very values, and plans the list anew each time. Not for the owner: migrations are other work.
ONE_PLAN = "-c plan_cache_mode=force_generic_plan"


def _database() -> dict[str, object]:
    """Connection of this process: the application's, or the owner's for migrating (KAPSTOK_ROL)."""
    from kapstok.platform.db import server as pg

    if settings.database_url:
        found = databases(settings, None)
    else:
        where = place(settings.data_map / "pg")
        socket = pg.socket_folder(where)
        found = databases(settings, Server(where, socket, Path()))
    if os.environ.get("_KAPSTOK_ROL") == "eigenaar":
        return django_database(found.owner)
    options = f"{found.app.get('options', '')} {ONE_PLAN}".strip()
    return django_database({**found.app, "options": options})


BASE = Path(__file__).resolve().parent.parent
DEBUG = settings.debug
SECRET_KEY = derived_key("django").hex()
ALLOWED_HOSTS = [settings.domein, f".{settings.domein}", "127.0.0.1", "[::1]", "localhost", ".localhost"]
USE_X_FORWARDED_HOST = False
ROOT_URLCONF = "kapstok.site.urls"
WSGI_APPLICATION = "kapstok.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {**_database(), "ATOMIC_REQUESTS": True}}
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.messages",
    "django_htmx",
    "procrastinate.contrib.django",
    *[p for p in PACKAGES if _optional(p)],
]
# From the outside in. The tenant's transaction is around everything that may touch the database.
MIDDLEWARE = [
    "kapstok.platform.http.door.ApplicationDoor",
    "kapstok.platform.observe.views.MetricsMiddleware",
    "kapstok.platform.http.trace.TraceMiddleware",
    "kapstok.platform.http.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kapstok.platform.http.ratelimit.RateLimitMiddleware",
    "kapstok.platform.tenancy.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kapstok.platform.ui.taal.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kapstok.platform.identity.middleware.IdentityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
# What the door for applications serves.
API_URLS = [
    "kapstok.koppelvlakken.zgw.urls",
    "kapstok.koppelvlakken.haal_centraal.urls",
    "kapstok.koppelvlakken.stuf_bg.urls",
]
SESSION_ENGINE = "kapstok.platform.identity.sessions"
# scrypt needs memory as well as time; PBKDF2 only verifies hashes that came from elsewhere.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 1}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("fy", "Frysk"), ("en", "English")]
LOCALE_PATHS = [BASE / "platform" / "ui" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{8,16}\..+$"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "kapstok.platform.http.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
APPEND_SLASH = True
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kapstok.platform.ui.fouten.csrf_failure"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = settings.publiek_schema == "https"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if settings.publiek_schema == "https":  # the prefix binds both cookies to this host (RFC 6265bis)
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessie", "__Host-csrf"
SECURE_PROXY_SSL_HEADER = None
TRUSTED_PROXIES = settings.proxies
RATE_LIMITS = DEFAULT_LIMITS
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING_CONFIG = None
configure_logs(settings.logniveau, scrub=scrub_personal_data, trace=add_trace)

"""The WSGI application that the web server runs."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapstok.site.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from kapstok.site.start import load_listeners  # noqa: E402 - models need a ready registry

load_listeners()

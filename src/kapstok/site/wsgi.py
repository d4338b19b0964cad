"""The WSGI application that the web server runs."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapstok.site.settings")

import django

django.setup(set_prefix=False)

from kapstok.platform.http.server import Server  # noqa: E402 - needs the settings

application = Server()

from kapstok.site.start import ready  # noqa: E402 - models need a ready registry

ready()

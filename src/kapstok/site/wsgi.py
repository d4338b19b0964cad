"""The WSGI application that the web server runs."""

import gc
import os

gc.disable()  # nothing that loads here is waste; `settle` sets it on again
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapstok.site.settings")

import django  # noqa: E402 - after the garbage collector

django.setup(set_prefix=False)

from kapstok.platform.http.server import Server  # noqa: E402 - needs the settings

application = Server()

from kapstok.platform.observe.views import settled  # noqa: E402
from kapstok.site.start import load_pages, ready, settle  # noqa: E402 - models need a ready registry

ready()
load_pages()
settle()
settled()

"""What every process does after Django is up: load the declarations, listeners and jobs of all packages."""

import gc
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from kapstok.site.apps_list import PACKAGES

# New objects between two looks of the garbage collector; 700 of itself. A page makes some thousands, and what is a
# circle among them is few kilobytes.
LOOK_AFTER = 10_000


def load_listeners() -> None:
    """Import resources, events and jobs of each package, and bind the providers of data.

    The resources because an event is told to the outside world by the address of its resource.
    """
    for package in PACKAGES:
        for module in ("resources", "events", "jobs"):
            name = f"{package}.{module}"
            if find_spec(package) and find_spec(name):
                import_module(name)
    from kapstok.site.bindings import bind

    bind()


def ready() -> None:
    """What a process of the product does: that, and look up codes in the national tables as they were loaded."""
    load_listeners()
    from kapstok.magazijnen.brp.bevragen import tabellen
    from kapstok.magazijnen.brp.tabelbeheer import geladen

    tabellen.bron.volg(geladen)


def load_pages() -> None:
    """All that the first visit of each page would load: addresses and views, templates, languages."""
    from django.conf import settings
    from django.template.loader import get_template
    from django.template.utils import get_app_template_dirs
    from django.urls import reverse
    from django.utils.translation import gettext, override

    from kapstok.platform.http.door import routes

    routes()
    for folder in map(Path, get_app_template_dirs("templates")):
        if Path(__file__).parents[1] in folder.parents:
            for file in folder.rglob("*.html"):
                get_template(str(file.relative_to(folder)))
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Ja")
            reverse("leeft")  # the first look-up in a language makes the list of all addresses


def settle() -> None:
    """What a process that stays does when all is loaded: from here the garbage collector passes over that.

    Else it walks everything there is, which was a stop of 150 to 200 ms for whoever was waiting (decision 0008).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOK_AFTER, *gc.get_threshold()[1:])
    gc.enable()

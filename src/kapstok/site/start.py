"""What every process does after Django is up: load the declarations, listeners and jobs of all packages."""

from importlib import import_module
from importlib.util import find_spec

from kapstok.site.apps_list import PACKAGES


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

"""What every process does after Django is up: load the listeners and the jobs of all packages."""

from importlib import import_module
from importlib.util import find_spec

from kapstok.site.apps_list import PACKAGES


def load_listeners() -> None:
    """Import events.py and jobs.py of each package, and bind the providers of data."""
    for package in PACKAGES:
        for module in ("events", "jobs"):
            name = f"{package}.{module}"
            if find_spec(package) and find_spec(name):
                import_module(name)
    from kapstok.site.bindings import bind

    bind()

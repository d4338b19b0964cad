"""Our own database instead of pytest-django's: a conftest wins from plug-ins, whatever their order."""

import collections
from pathlib import Path

import pytest

from kapstok.site.pytest_kapstok import django_db_setup  # noqa: F401 - the fixture is found by its name

TESTS = Path(__file__).resolve().parent / "tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with running houses first, as they are long however few tests they have; after them the largest first.

    Two processes take the files in this order (xdist, --no-loadscope-reorder): what comes last must be short, or one of
    them waits. The move from another installation is the very first, because it needs no demo: meanwhile the other
    process loads that.
    """
    size = collections.Counter(item.path for item in items)

    def order(item: pytest.Item) -> tuple[bool, bool, int, Path]:
        whole = TESTS in item.path.parents
        return item.path.parent.name != "verhuizing", not whole, 0 if whole else -size[item.path], item.path

    items.sort(key=order)

"""What a first view of a public page weighs: the page and all that it loads, compressed as browsers get it."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from kapstok.platform.ui.manifest import MANIFEST

MOST = 60_000  # bytes
PAGES = ("/", "/zoeken/", "/onderwerpen/", "/hulp/", "/contact/")
_LOADED = re.compile(
    r'<(?:script|img)[^>]+src="([^"]+)"|<link[^>]+rel="(?:stylesheet|preload|icon)"[^>]+href="([^"]+)"'
)


def _size(client, address: str) -> int:
    name = address.removeprefix(settings.STATIC_URL)
    found = finders.find(name) if address.startswith(settings.STATIC_URL) else None
    content = Path(found).read_bytes() if found else client.get(address).content
    return len(gzip.compress(content, 6))


@pytest.mark.skipif(not MANIFEST.exists(), reason="the assets are not built here (make assets)")
@pytest.mark.parametrize("page", PAGES)
def test_a_first_view_is_at_most_60_kb(tenant, client_for, page):
    client = client_for("ooststellingwerf")
    answer = client.get(page)
    assert answer.status_code == 200
    loaded = {a or b for a, b in _LOADED.findall(answer.content.decode())}
    assert any(address.startswith(settings.STATIC_URL) for address in loaded)
    weight = {page: len(gzip.compress(answer.content, 6)), **{a: _size(client, a) for a in loaded}}
    assert sum(weight.values()) <= MOST, weight

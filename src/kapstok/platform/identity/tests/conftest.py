"""The platform is tested without the floors above it: only its own addresses exist here."""

from types import ModuleType

import pytest
from django.urls import include, path

addresses = ModuleType("identity_test_addresses")
addresses.handler403 = "kapstok.platform.ui.fouten.permission_denied"
addresses.handler404 = "kapstok.platform.ui.fouten.not_found"
addresses.urlpatterns = [
    path("", include("kapstok.platform.ui.urls")),
    path("inloggen/", include("kapstok.platform.identity.urls")),
    path("simulator/", include("kapstok.platform.identity.simulator.urls")),
]


@pytest.fixture(autouse=True)
def only_the_platform(settings):
    settings.ROOT_URLCONF = addresses

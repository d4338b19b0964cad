"""Addresses below /simulator/oidc/; they exist in demo mode only."""

from django.urls import re_path

from kapstok.platform.identity.simulator import views

_KIND = r"^oidc/(?P<kind>digid|eherkenning)"

urlpatterns = [
    re_path(_KIND + r"/authorize$", views.authorize, name="simulator-authorize"),
    re_path(_KIND + r"/end_session$", views.end_session, name="simulator-end-session"),
    re_path(
        _KIND + r"/(?P<endpoint>\.well-known/openid-configuration|jwks|token|userinfo)$",
        views.machine,
        name="simulator-machine",
    ),
]

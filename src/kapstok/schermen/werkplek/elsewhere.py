"""Work in other municipalities, under a grant of each: one scoped read per municipality, logged there once a day."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kapstok.platform.db import tenant_scope
from kapstok.platform.identity.grants import Reach, reachable_tenants
from kapstok.platform.work import unit_of_work
from kapstok.schermen.werkplek.show import CAN_READ, identity_of

Listing = tuple[list[dict[str, Any]], int]


def reach_of(request: HttpRequest) -> list[Reach]:
    """Other municipalities of which this medewerker may see the zaken."""
    found = reachable_tenants(identity_of(request), today=timezone.localdate())
    return [reach for reach in found if set(reach.roles) & set(CAN_READ)]


def read_there(request: HttpRequest, reach: Reach, read: Callable[[], Listing]) -> Listing:
    """The list of another municipality, each row with its name and the way there."""
    with tenant_scope(reach.tenant_id):
        _log(request, reach)
        rows, total = read()
    for row in rows:
        row["gemeente"] = reach.naam
        there = reverse("werk-zaak", args=[row["id"]])
        row["adres"] = (
            f"{reverse('andere-gemeente-naar', args=[reach.slug])}?{urlencode({'volgende': there})}"
        )
    return rows, total


def _log(request: HttpRequest, reach: Reach) -> None:
    """The municipality can see that its list was read, by whom and why."""
    today, key = timezone.localdate().isoformat(), f"lijst-gelezen-{reach.tenant_id}"
    if request.session.get(key) == today:
        return
    identity = identity_of(request)
    with unit_of_work(identity.as_actor(reach.purpose), "werklijst.read") as work:
        work.record(
            "toegang", identity.user_id or "", after={"doel": reach.purpose, "rollen": list(reach.roles)}
        )
    request.session[key] = today

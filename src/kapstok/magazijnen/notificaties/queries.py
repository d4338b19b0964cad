"""What the store is asked: one statement each."""

from datetime import datetime

from django.db import connection

from kapstok.magazijnen.notificaties.models import Kanaal, ToegestaneHost
from kapstok.platform.db import uuid7

_FIRST = """
INSERT INTO notificaties_ontvangen (id, afzender, kenmerk, moment) VALUES (%s, %s, %s, %s)
ON CONFLICT (tenant, afzender, kenmerk) DO NOTHING
"""


def known_kanalen() -> dict[str, list[str]]:
    """Names of the channels, with their kenmerken."""
    return dict(Kanaal.objects.values_list("naam", "filters"))


def allowed_hosts() -> frozenset[str]:
    """Hosts to which the functioneel beheerder allows notifications to go."""
    return frozenset(ToegestaneHost.objects.values_list("host", flat=True))


def first_time(sender: str, reference: str, moment: datetime) -> bool:
    """Note that this was received; False when it was before."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [uuid7(), sender, reference, moment])
        return cursor.rowcount == 1

"""The house's own web process on the seeded database, and the applications that call it."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bench.zaaien import TENANTS
from kapstok.platform.config import settings
from kapstok.platform.http.zgw_token import signed_token

SECRET = "alleen-voor-metingen-alleen-voor-metingen"
# Of each store one type.
LIMITED = {
    "zrc": (
        ("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken", "zaken.statussen.toevoegen"),
        {"zaaktype": "KAP"},
    ),
    "drc": (("documenten.lezen",), {"informatieobjecttype": "Bijlage"}),
    "brc": (("besluiten.lezen",), {"besluittype": "Vergunning"}),
}


def token(client_id: str) -> str:
    """A token that is good for the length of a measurement."""
    return signed_token(client_id, SECRET, time.time())


def applications() -> None:
    """In each municipality one that may do everything, and one with rights on one zaaktype."""
    from kapstok.magazijnen.autorisaties.models import Autorisatie, Client
    from kapstok.magazijnen.autorisaties.services import add_applicatie
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM

    for tenant in TENANTS:
        with tenant_scope(tenant):
            for kind in ("alles", "beperkt"):
                client_id = f"bench-{kind}-{tenant}"
                if Client.objects.filter(client_id=client_id).exists():
                    continue
                add_applicatie(
                    label=client_id, client_id=client_id, secret=SECRET, alles=kind == "alles", actor=SYSTEM
                )
            limited = Client.objects.get(client_id=f"bench-beperkt-{tenant}").applicatie_id
            for component, (scopes, of_type) in LIMITED.items():
                Autorisatie.objects.get_or_create(
                    applicatie_id=limited,
                    component=component,
                    defaults={
                        "scopes": list(scopes),
                        "max_vertrouwelijkheidaanduiding": "zeer_geheim",
                        **of_type,
                    },
                )


@contextmanager
def web_process(port: int, *, workers: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """The web process as `kapstok run` starts it, on this port; `workers`: so many of them."""
    from kapstok.site.run import web_command

    command = web_command(port)
    command[command.index("--workers") + 1] = str(workers)
    process = subprocess.Popen(command, start_new_session=True)
    try:
        _wait(port)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezondheid/leeft", timeout=2):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise RuntimeError(f"the web process of {settings.data} does not answer on {port}")

"""Applications: adding them, and finding one by its client id or key before any tenant is known."""

import hashlib
import secrets
from typing import Any

from kapstok.magazijnen.autorisaties.models import Applicatie, Client
from kapstok.platform.config.crypto import encrypt
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

PURPOSE = "client-geheim"


class ApplicatieRefused(Refusal):
    """A rule of the autorisatiemagazijn said no."""


def key_hash(api_key: str) -> str:
    """How an api key is kept: a plain SHA-256, as the key itself is 256 random bits."""
    return hashlib.sha256(api_key.encode()).hexdigest()


def add_applicatie(
    *, label: str, client_id: str | None, secret: str | None, alles: bool, actor: Actor
) -> dict[str, Any]:
    """Add an application with one client. Returns client_id, secret and api_key: shown once, kept safely.

    Raises ApplicatieRefused when the client id is in use, by whichever municipality.
    """
    from kapstok.magazijnen.autorisaties.queries import tenant_of_client

    client_id = client_id or f"{label.lower().replace(' ', '-')[:40]}-{secrets.token_hex(4)}"
    if tenant_of_client(client_id) is not None:
        raise ApplicatieRefused("clientId-exists", "clientIds", f"Client-id {client_id} is al in gebruik.")
    secret, api_key = secret or secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with unit_of_work(actor, "applicatie.create") as work:
        applicatie = Applicatie.objects.create(label=label[:100], heeft_alle_autorisaties=alles)
        Client.objects.create(
            applicatie_id=applicatie.id,
            client_id=client_id,
            geheim=encrypt(secret, purpose=PURPOSE),
            api_key_hash=key_hash(api_key),
        )
        after = {"label": label, "client_id": client_id, "heeft_alle_autorisaties": alles}
        work.record("applicatie", applicatie.id, after=after)
        work.publish(
            "autorisaties.applicatie.create", subject=applicatie.id, data={"applicatie": str(applicatie.id)}
        )
    return {"client_id": client_id, "secret": secret, "api_key": api_key}

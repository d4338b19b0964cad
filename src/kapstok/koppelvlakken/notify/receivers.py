"""Where notifications go and in which form: read when they are taken, so that a change counts at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kapstok.koppelvlakken.notify import format as written
from kapstok.koppelvlakken.notify import soap
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.magazijnen.notificaties.queries import allowed_hosts
from kapstok.magazijnen.notificaties.services import PURPOSE
from kapstok.platform.config.crypto import decrypt
from kapstok.platform.db import current_tenant
from kapstok.platform.events.outbound import Taken
from kapstok.platform.tenancy.registry import tenant_by_id


@dataclass(frozen=True, slots=True)
class Receiver:
    """A webhook with its key."""

    url: str
    auth: str
    cloudevents: bool
    organisation: str
    allowed: frozenset[str]
    stuf: Mapping[str, str] = field(default_factory=dict)

    def headers(self, taken: Taken, form: str) -> dict[str, str]:
        """What goes before the body."""
        told = {
            "Authorization": self.auth,
            "Content-Type": form,
            "Idempotency-Key": f'"{taken.event_id}"',
            "User-Agent": "Kapstok",
        }
        return {**told, "SOAPAction": f'"{soap.action(taken.message)}"'} if self.stuf else told

    def body(self, taken: Taken) -> tuple[str, bytes]:
        """Content type and body."""
        if self.stuf:
            return soap.CONTENT_TYPE, soap.envelope(
                taken.message,
                organisation=self.organisation,
                receiver=self.stuf,
                event_id=taken.event_id,
                moment=taken.moment,
            )
        if not self.cloudevents:
            return written.JSON, written.plain(taken.message)
        body = written.cloud(
            taken.message,
            event_id=taken.event_id,
            subject=taken.subject,
            moment=taken.moment,
            sequence=taken.volgnummer,
            organisation=self.organisation,
        )
        return written.CLOUD, body


def receivers(consumers: Iterable[str]) -> dict[str, Receiver]:
    """The receivers by the name that the outbox knows them by, of the tenant in scope."""
    ids = {consumer.partition(":")[2]: consumer for consumer in consumers}
    if not ids:
        return {}
    tenant, allowed = tenant_by_id(current_tenant() or 0), allowed_hosts()
    organisation = str(tenant.instellingen.get("rsin", "")) if tenant else ""
    return {
        ids[str(row.id)]: Receiver(
            row.callback_url,
            decrypt(row.auth, purpose=PURPOSE),
            row.cloudevents,
            organisation,
            allowed,
            row.stuf,
        )
        for row in Abonnement.objects.filter(id__in=list(ids))
    }

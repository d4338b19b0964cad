"""Applications: adding, changing, blocking and deleting them. Every change is heard by all processes at once."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from kapstok.magazijnen.autorisaties import queries, rules
from kapstok.magazijnen.autorisaties.models import Applicatie, Autorisatie, Client, ClientIdOoit
from kapstok.magazijnen.autorisaties.rules import ApplicatieRefused, Recht
from kapstok.platform.config.crypto import encrypt
from kapstok.platform.db.notices import announce
from kapstok.platform.errors import Refusals
from kapstok.platform.work import Actor, Work, unit_of_work

__all__ = ["ApplicatieRefused", "add_applicatie", "change_applicatie", "create_applicatie"]

PURPOSE = "client-geheim"
CHANNEL = "kapstok_rechten"


def key_hash(api_key: str) -> str:
    """How an api key is kept: a plain SHA-256, as the key itself is 256 random bits."""
    return hashlib.sha256(api_key.encode()).hexdigest()


def tell(work: Work, verb: str, applicatie_id: UUID, **audit: Any) -> None:
    """Audit, event on the national channel 'autorisaties', and away with what processes remember."""
    work.record("applicatie", applicatie_id, **audit)
    data = {"applicatie": str(applicatie_id), "resourceId": str(applicatie_id), "kenmerken": {}}
    work.publish(f"autorisaties.applicatie.{verb}", subject=applicatie_id, data=data)
    announce(CHANNEL)


def require(*verdicts: Any) -> None:
    """Raise when any rule said no; all refusals in one answer."""
    refusals = [r for verdict in verdicts for r in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


def take(applicatie_id: UUID) -> Applicatie:
    """The application, locked until the end of the transaction. Raises not_found."""
    found = Applicatie.objects.select_for_update().filter(id=applicatie_id).first()
    if found is None:
        raise ApplicatieRefused("not_found", "applicatie", "Deze applicatie is er niet (meer).")
    return found


def _taken(client_ids: Sequence[str], applicatie_id: UUID | None) -> list[str]:
    return [c for c in client_ids if queries.client_id_is_taken(c, by_other_than=applicatie_id)]


def _give_client_ids(applicatie_id: UUID, client_ids: Sequence[str]) -> None:
    wanted = set(client_ids)
    there = set(Client.objects.filter(applicatie_id=applicatie_id).values_list("client_id", flat=True))
    Client.objects.filter(applicatie_id=applicatie_id, client_id__in=there - wanted).delete()
    new = [c for c in client_ids if c not in there]
    Client.objects.bulk_create(Client(applicatie_id=applicatie_id, client_id=c) for c in new)
    ever = (ClientIdOoit(applicatie_id=applicatie_id, client_id=c) for c in new)
    ClientIdOoit.objects.bulk_create(ever, ignore_conflicts=True)


def _give_rights(applicatie_id: UUID, rechten: Sequence[Recht]) -> None:
    Autorisatie.objects.filter(applicatie_id=applicatie_id).delete()
    Autorisatie.objects.bulk_create(
        Autorisatie(
            applicatie_id=applicatie_id,
            component=r.component,
            scopes=list(r.scopes),
            max_vertrouwelijkheidaanduiding=r.max,
            catalogus_id=UUID(r.catalogus) if r.catalogus else None,
            **({rules.TYPE_OF[r.component]: r.soort} if r.component in rules.TYPE_OF else {}),
        )
        for r in rules.merged(rechten)
    )


def create_applicatie(
    *,
    label: str,
    client_ids: Sequence[str],
    rechten: Sequence[Recht],
    alles: bool,
    gepubliceerd: bool = False,
    applicatie_id: UUID | None = None,
    actor: Actor,
) -> Applicatie:
    """An application with its client ids, without secrets: those are given out of band.

    `applicatie_id`: the one it has elsewhere, when it moves in.
    """
    client_ids = list(dict.fromkeys(client_ids))
    require(
        rules.ac_001_client_id_of_one_applicatie(_taken(client_ids, None)),
        rules.ac_002_all_or_named(alles=alles, rechten=rechten),
        rules.all_rights(rechten),
    )
    with unit_of_work(actor, "applicatie.create") as work:
        row = Applicatie(
            label=label, heeft_alle_autorisaties=alles, alleen_is_gereed_voor_publicatie=gepubliceerd
        )
        if applicatie_id is not None:
            row.id = applicatie_id
        row.save(force_insert=True)
        _give_client_ids(row.id, client_ids)
        _give_rights(row.id, rechten)
        tell(work, "create", row.id, after=queries.snapshot(row.id))
    return row


def change_applicatie(
    applicatie_id: UUID,
    *,
    actor: Actor,
    label: str | None = None,
    client_ids: Sequence[str] | None = None,
    rechten: Sequence[Recht] | None = None,
    alles: bool | None = None,
    gepubliceerd: bool | None = None,
) -> None:
    """Change what is given. Rights that are given replace all; giving everything takes the named ones away."""
    with unit_of_work(actor, "applicatie.update") as work:
        row = take(applicatie_id)
        before = queries.snapshot(applicatie_id)
        if alles is None and rechten:
            alles = False
        if alles is None:
            alles = row.heeft_alle_autorisaties
        if rechten is None:
            rechten = [] if alles else queries.rechten(applicatie_id)
        ids = None if client_ids is None else list(dict.fromkeys(client_ids))
        require(
            rules.ac_001_client_id_of_one_applicatie(_taken(ids or (), applicatie_id)),
            rules.ac_002_all_or_named(alles=alles, rechten=rechten),
            rules.all_rights(rechten),
        )
        if ids is not None:
            _give_client_ids(applicatie_id, ids)
        _give_rights(applicatie_id, rechten)
        given = {"label": label, "alleen_is_gereed_voor_publicatie": gepubliceerd}
        changes = {name: value for name, value in given.items() if value is not None}
        Applicatie.objects.filter(id=applicatie_id).update(
            heeft_alle_autorisaties=alles, versie=F("versie") + 1, **changes
        )
        tell(work, "update", applicatie_id, before=before, after=queries.snapshot(applicatie_id))


def set_blocked(applicatie_id: UUID, *, blocked: bool, actor: Actor) -> None:
    """A blocked application is refused everywhere, from now until it is let in again."""
    with unit_of_work(actor, "applicatie.block" if blocked else "applicatie.unblock") as work:
        row = take(applicatie_id)
        Applicatie.objects.filter(id=applicatie_id).update(geblokkeerd=blocked, versie=F("versie") + 1)
        tell(
            work,
            "update",
            applicatie_id,
            before={"geblokkeerd": row.geblokkeerd},
            after={"geblokkeerd": blocked},
        )


def renew_secret(applicatie_id: UUID, client_id: str, *, actor: Actor) -> dict[str, str]:
    """A new secret and api key for a client id; the old ones are worth nothing from now on.

    Returns them: this is the only time that they can be read.
    """
    with unit_of_work(actor, "applicatie.secret") as work:
        take(applicatie_id)
        secret, api_key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        values = {"geheim": encrypt(secret, purpose=PURPOSE), "api_key_hash": key_hash(api_key)}
        if not Client.objects.filter(applicatie_id=applicatie_id, client_id=client_id).update(**values):
            raise ApplicatieRefused("not_found", "client_id", "Deze client-id hoort niet bij de applicatie.")
        tell(work, "update", applicatie_id, after={"geheim vernieuwd": client_id})
    return {"client_id": client_id, "secret": secret, "api_key": api_key}


def add_applicatie(
    *, label: str, client_id: str | None, secret: str | None, alles: bool, actor: Actor
) -> dict[str, Any]:
    """Add an application with one client. Returns client_id, secret and api_key: shown once, kept safely.

    Raises ApplicatieRefused when the client id is in use, by whichever municipality.
    """
    client_id = client_id or f"{label.lower().replace(' ', '-')[:40]}-{secrets.token_hex(4)}"
    require(rules.ac_001_client_id_of_one_applicatie(_taken([client_id], None)))
    secret, api_key = secret or secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with unit_of_work(actor, "applicatie.create") as work:
        applicatie = Applicatie.objects.create(label=label[:100], heeft_alle_autorisaties=alles)
        Client.objects.create(
            applicatie_id=applicatie.id,
            client_id=client_id,
            geheim=encrypt(secret, purpose=PURPOSE),
            api_key_hash=key_hash(api_key),
        )
        ClientIdOoit.objects.create(applicatie_id=applicatie.id, client_id=client_id)
        tell(work, "create", applicatie.id, after=queries.snapshot(applicatie.id))
    return {"client_id": client_id, "secret": secret, "api_key": api_key}

"""Subscribing, changing and stopping a subscription; and publishing what another application sends."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

import msgspec
from django.db.models import F
from django.db.models.functions import Now

from kapstok.magazijnen.notificaties import queries, rules
from kapstok.magazijnen.notificaties.bericht import PUBLISHED
from kapstok.magazijnen.notificaties.kanalen import ALS_STUF, EIGEN, PERSONEN, REGISTERS, VOLGER
from kapstok.magazijnen.notificaties.models import Abonnement, Kanaal, ToegestaneHost
from kapstok.magazijnen.notificaties.probe import callback_allowed, callback_answers
from kapstok.magazijnen.notificaties.rules import NotificatieRefused
from kapstok.platform.config.crypto import decrypt, encrypt
from kapstok.platform.errors import Refusals
from kapstok.platform.events.models import Delivery, State, Subscriber, Subscription
from kapstok.platform.work import Actor, Work, unit_of_work

PURPOSE = "abonnement-auth"
HIDDEN = "********"
HOOFDOBJECT = UUID(
    "9d5c7a7e-6a1f-4a58-8d1b-2f1f1a7b3c55"
)  # name space of subjects of published notifications


def consumer_of(abonnement_id: UUID) -> str:
    """By which name the outbox knows a subscription."""
    return f"abonnement:{abonnement_id}"


def _require(*verdicts: Any) -> None:
    refusals = [r for verdict in verdicts for r in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


def _snapshot(row: Abonnement) -> dict[str, Any]:
    names = ("callback_url", "kanalen", "cloudevents", "label", "stuf")
    own = {"applicatie": str(row.applicatie_id)} if row.applicatie_id else {}
    return {**{name: getattr(row, name) for name in names if name != "stuf" or row.stuf}, **own}


def _form(kanalen: Sequence[Mapping[str, Any]], stuf: Mapping[str, str], applicatie_id: UUID | None) -> Any:
    of_application = applicatie_id is not None
    return rules.form_fits_its_kanalen(kanalen, stuf, of_application=of_application, registers=REGISTERS)


def _reached(url: str, auth: str, stuf: Mapping[str, str]) -> Any:
    """StUF has no message to try a receiver with: then only the address is looked at."""
    allowed = queries.allowed_hosts()
    return callback_allowed(url, allowed) if stuf else callback_answers(url, auth, allowed)


def _keys(row: Abonnement, wanted: Mapping[str, Any]) -> dict[str, str]:
    """What a message must carry; of persons always that it is for this application."""
    keys = rules.keys_of(wanted.get("filters") or {})
    return {**keys, VOLGER: str(row.applicatie_id)} if wanted["naam"] == PERSONEN else keys


def take(abonnement_id: UUID) -> Abonnement:
    """The subscription, locked until the end of the transaction. Raises not_found."""
    found = Abonnement.objects.select_for_update().filter(id=abonnement_id).first()
    if found is None:
        raise NotificatieRefused("not_found", "abonnement", "Dit abonnement is er niet (meer).")
    return found


def _subscribe(row: Abonnement) -> None:
    """What the outbox looks at when something happens."""
    consumer = consumer_of(row.id)
    subscriber, _made = Subscriber.objects.get_or_create(id=row.id, consumer=consumer)
    Subscription.objects.filter(subscriber_id=subscriber.id).delete()
    Subscription.objects.bulk_create(
        Subscription(
            subscriber_id=subscriber.id,
            consumer=consumer,
            topic=wanted["naam"] + (ALS_STUF if row.stuf else ""),
            keys=_keys(row, wanted),
        )
        for wanted in row.kanalen
    )


def create_abonnement(
    *,
    callback_url: str,
    auth: str,
    kanalen: Sequence[Mapping[str, Any]],
    cloudevents: bool = False,
    label: str = "",
    applicatie_id: UUID | None = None,
    stuf: Mapping[str, str] | None = None,
    actor: Actor,
) -> Abonnement:
    """Subscribe a webhook, after it took a test notification; or, with `stuf`, a receiver of kennisgevingen."""
    _require(
        rules.kanalen_are_known(kanalen, queries.known_kanalen()),
        _form(kanalen, stuf or {}, applicatie_id),
        _reached(callback_url, auth, stuf or {}),
    )
    with unit_of_work(actor, "abonnement.create") as work:
        row = Abonnement.objects.create(
            callback_url=callback_url,
            auth=encrypt(auth, purpose=PURPOSE),
            kanalen=list(kanalen),
            cloudevents=cloudevents,
            label=label,
            applicatie_id=applicatie_id,
            stuf=dict(stuf or {}),
            gemaakt=work.moment,
        )
        _subscribe(row)
        work.record("abonnement", row.id, after=_snapshot(row))
    return row


def take_over_abonnement(
    abonnement_id: UUID,
    callback_url: str,
    kanalen: Sequence[Mapping[str, Any]],
    *,
    cloudevents: bool,
    actor: Actor,
) -> Abonnement:
    """A subscription of another installation: paused, and without the header that only its owner knows."""
    _require(rules.kanalen_are_known(kanalen, queries.known_kanalen()))
    with unit_of_work(actor, "abonnement.take-over") as work:
        row = Abonnement.objects.create(
            id=abonnement_id,
            callback_url=callback_url,
            auth=encrypt(HIDDEN, purpose=PURPOSE),
            kanalen=list(kanalen),
            cloudevents=cloudevents,
            gemaakt=work.moment,
        )
        _subscribe(row)
        Subscriber.objects.filter(id=row.id).update(paused=True)
        work.record("abonnement", row.id, after={**_snapshot(row), "gepauzeerd": True})
    return row


def snapshot(abonnement_id: UUID) -> dict[str, Any]:
    """A subscription without its header, as the audit trail keeps it."""
    return _snapshot(Abonnement.objects.get(id=abonnement_id))


def renew_taken_over(
    abonnement_id: UUID,
    *,
    callback_url: str,
    kanalen: Sequence[Mapping[str, Any]],
    cloudevents: bool,
    paused: bool,
    actor: Actor,
) -> None:
    """What the installation it came from changed of a subscription. `paused`: it waits until somebody here switches it
    on again."""
    _require(rules.kanalen_are_known(kanalen, queries.known_kanalen()))
    with unit_of_work(actor, "abonnement.renew") as work:
        row = take(abonnement_id)
        before = _snapshot(row)
        row.callback_url, row.kanalen, row.cloudevents = callback_url, list(kanalen), cloudevents
        row.versie += 1
        row.save(force_update=True)
        _subscribe(row)
        if paused:
            Subscriber.objects.filter(id=row.id).update(paused=True)
        also = {"gepauzeerd": True} if paused else {}
        work.record("abonnement", row.id, before=before, after={**_snapshot(row), **also})


def change_abonnement(abonnement_id: UUID, changes: Mapping[str, Any], *, actor: Actor) -> Abonnement:
    """Change columns. A new address or header is tried first, and then what waited is tried again at once."""
    changes = {k: v for k, v in changes.items() if not (k == "auth" and v == HIDDEN)}
    with unit_of_work(actor, "abonnement.update") as work:
        row = take(abonnement_id)
        before, old_auth = _snapshot(row), decrypt(row.auth, purpose=PURPOSE)
        auth = changes.get("auth", old_auth)
        moved = auth != old_auth or changes.get("callback_url", row.callback_url) != row.callback_url
        for name, value in {**changes, "auth": encrypt(auth, purpose=PURPOSE)}.items():
            setattr(row, name, value)
        _require(
            rules.kanalen_are_known(row.kanalen, queries.known_kanalen()),
            _form(row.kanalen, row.stuf, row.applicatie_id),
            _reached(row.callback_url, auth, row.stuf) if moved else (),
        )
        row.versie += 1
        row.save(force_update=True)
        _subscribe(row)
        if moved:
            try_again(row.id)
        work.record("abonnement", row.id, before=before, after=_snapshot(row))
    return row


def try_again(abonnement_id: UUID) -> None:
    """The subscriber is thought to answer again: what waits is due now."""
    consumer = consumer_of(abonnement_id)
    Subscriber.objects.filter(consumer=consumer).update(failures=0, failing_since=None, paused_until=None)
    waiting = Delivery.objects.filter(consumer=consumer, state=State.WAITING, next_attempt__gt=Now())
    waiting.update(next_attempt=Now())


def delete_abonnement(abonnement_id: UUID, *, actor: Actor) -> None:
    """Stop a subscription; what was still on its way to it is not sent any more."""
    with unit_of_work(actor, "abonnement.destroy") as work:
        row = take(abonnement_id)
        Delivery.objects.filter(consumer=consumer_of(row.id), state=State.WAITING).delete()
        Subscriber.objects.filter(id=row.id).delete()
        Abonnement.objects.filter(id=row.id).delete()
        work.record("abonnement", abonnement_id, before=_snapshot(row))


def pause_abonnement(abonnement_id: UUID, *, paused: bool, actor: Actor) -> None:
    """Hold notifications back; nothing is lost, they go when the pause ends."""
    with unit_of_work(actor, "abonnement.pause" if paused else "abonnement.resume") as work:
        take(abonnement_id)
        Subscriber.objects.filter(id=abonnement_id).update(paused=paused)
        Abonnement.objects.filter(id=abonnement_id).update(versie=F("versie") + 1)
        work.record("abonnement", abonnement_id, after={"gepauzeerd": paused})


def create_kanaal(values: Mapping[str, Any], *, actor: Actor) -> Kanaal:
    """A channel of another application."""
    if Kanaal.objects.filter(naam=values["naam"]).exists():
        raise NotificatieRefused("unique", "naam", "Er is al een kanaal met deze naam.")
    with unit_of_work(actor, "kanaal.create") as work:
        row = Kanaal.objects.create(**values)
        work.record("kanaal", row.id, after=dict(values))
    return row


def register_kanalen(*, actor: Actor) -> int:
    """Our own channels, where they are absent or have got other kenmerken. Returns how many were written."""
    there = queries.known_kanalen()
    written = 0
    own = {k.naam: (k.documentatie, list(k.kenmerken)) for k in EIGEN.values()}
    own |= {naam: ("", list(kenmerken)) for naam, kenmerken in REGISTERS.items()}
    for naam, (documentatie, filters) in own.items():
        if there.get(naam) == filters:
            continue
        with unit_of_work(actor, "kanaal.register") as work:
            values = {"documentatie_link": documentatie, "filters": filters}
            row, _made = Kanaal.objects.update_or_create(naam=naam, defaults=values)
            work.record("kanaal", row.id, after={"naam": naam, **values})
        written += 1
    return written


def publish(bericht: dict[str, Any], *, actor: Actor) -> bool:
    """Pass a notification of another application on to the subscribers. False when it came before.

    Once per sender and content: the standard gives no other reference, and its moment is part of it.
    """
    known = queries.known_kanalen().get(bericht["kanaal"])
    _require(rules.published_fits_its_kanaal(bericht["kenmerken"], known))
    reference = hashlib.sha256(msgspec.json.encode(bericht, order="deterministic")).hexdigest()
    with unit_of_work(actor, "notificatie.publish") as work:
        if not queries.first_time(actor.id, reference, work.moment):
            work.record("notificatie", reference[:36], after={"herhaling": True})
            return False
        subject = uuid5(HOOFDOBJECT, bericht["hoofdObject"])
        work.record("notificatie", reference[:36], after=bericht, subject=subject)
        work.publish(PUBLISHED, subject=subject, data={"bericht": bericht})
    return True


def allow_host(host: str, *, allowed: bool, actor: Actor) -> None:
    """May notifications go to this host (over https, on public addresses)?"""
    with unit_of_work(actor, "toegestane-host.create" if allowed else "toegestane-host.destroy") as work:
        if allowed:
            ToegestaneHost.objects.get_or_create(host=host)
        else:
            ToegestaneHost.objects.filter(host=host).delete()
        _changed_hosts(work, host, allowed=allowed)


def _changed_hosts(work: Work, host: str, *, allowed: bool) -> None:
    work.record("toegestane-host", host[:60], after={"host": host, "toegestaan": allowed})

"""Working for another municipality: only under a grant that it gave, with purpose and end, and logged there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.platform.db import current_tenant, fetch_all, tenant_scope
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.identities import STAFF_ROLES, Identity
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import Grant, Session, User
from kapstok.platform.identity.queries import GRANTS_FOR
from kapstok.platform.tenancy.registry import tenant_by_id, tenants
from kapstok.platform.work import Actor, unit_of_work


@dataclass(frozen=True, slots=True)
class Reach:
    """A municipality where somebody may work today, for what and with which roles."""

    tenant_id: int
    slug: str
    naam: str
    purpose: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The outcome of entering: who one is there, and under which grant."""

    identity: Identity
    grant: UUID


def give_grant(
    *,
    holder_tenant: int,
    holder_naam: str,
    purpose: str,
    roles: Collection[str],
    valid_from: date,
    valid_until: date,
    actor: Actor,
    holder_user: UUID | None = None,
    holder_team: UUID | None = None,
) -> Grant:
    """The current municipality lets a user or a team of another work here."""
    refusals = _grant_refusals(holder_tenant, purpose, roles, valid_from, valid_until)
    if (holder_user is None) == (holder_team is None):
        refusals.append(Refusal("holder", "holder", _("Kies één medewerker of één team.")))
    if refusals:
        raise Refusals(refusals)
    with unit_of_work(actor, "identity.grant.give") as work:
        grant = Grant.objects.create(
            holder_tenant=holder_tenant,
            holder_user=holder_user,
            holder_team=holder_team,
            holder_naam=holder_naam,
            purpose=purpose.strip(),
            roles=sorted(set(roles)),
            valid_from=valid_from,
            valid_until=valid_until,
            given_by=actor.name,
        )
        work.record("toegang", grant.id, after=described_grant(grant))
    return grant


def end_grant(grant_id: UUID, *, actor: Actor, now: datetime) -> Grant:
    """Ends access at once: guests are out on their next request."""
    with unit_of_work(actor, "identity.grant.end", moment=now) as work:
        grant = Grant.objects.select_for_update().filter(id=grant_id).first()
        if grant is None:
            raise Refusal("not_found", message=_("Deze toegang is er niet (meer)."))
        if grant.ended is not None:
            raise Refusal("ended", message=_("Deze toegang is al beëindigd."))
        before = described_grant(grant)
        grant.ended, grant.ended_by = now, actor.name
        grant.save(update_fields=["ended", "ended_by"])
        Session.objects.filter(grant_id=grant_id, revoked=None).update(revoked=now)
        work.record("toegang", grant.id, before=before, after={**before, "beëindigd": now.isoformat()})
    return grant


def described_grant(grant: Grant) -> dict[str, Any]:
    return {
        "gemeente": grant.holder_tenant,
        "wie": str(grant.holder_user or grant.holder_team),
        "doel": grant.purpose,
        "rollen": list(grant.roles),
        "van": grant.valid_from.isoformat(),
        "tot en met": grant.valid_until.isoformat(),
    }


def _grant_refusals(
    holder_tenant: int, purpose: str, roles: Collection[str], valid_from: date, valid_until: date
) -> list[Refusal]:
    found = []
    if holder_tenant == current_tenant() or tenant_by_id(holder_tenant) is None:
        found.append(Refusal("holder-tenant", "holder_tenant", _("Kies een andere gemeente.")))
    if not purpose.strip():
        found.append(Refusal("required", "purpose", _("Vul in waarvoor de toegang nodig is.")))
    if not roles or set(roles) - set(STAFF_ROLES):
        found.append(Refusal("roles", "roles", _("Kies minstens één bestaande rol.")))
    if valid_until < valid_from:
        text = _("De einddatum ligt voor de begindatum.")
        found.append(Refusal("period", "valid_until", text))
    return found


def _grants_for(identity: Identity, home: int, today: date) -> list[dict[str, Any]]:
    params = {
        "holder_tenant": home,
        "user": identity.user_id,
        "teams": list(identity.teams),
        "today": today,
    }
    return fetch_all(GRANTS_FOR, params)


def reachable_tenants(identity: Identity, *, today: date, as_guest: bool = False) -> list[Reach]:
    """Where this medewerker may work today besides here; asked of each municipality in its own scope.

    A guest is asked only where `as_guest` says so: from here there is no going on to a third.
    """
    here = current_tenant()
    home = identity.home_tenant if as_guest and identity.is_guest else here
    if identity.kind != "medewerker" or (identity.is_guest and not as_guest) or home is None:
        return []
    found = []
    for other in tenants().values():
        if other.id in {home, here}:
            continue
        with tenant_scope(other.id):
            for grant in _grants_for(identity, home, today)[:1]:
                roles = tuple(sorted(set(grant["roles"]) & identity.roles))
                found.append(Reach(other.id, other.slug, other.naam, grant["purpose"], roles))
    return found


def enter_tenant(identity: Identity, tenant_id: int, today: date, *, home: int | None = None) -> Entry:
    """Become a guest in another municipality; Refusal "no-grant" without a grant of that municipality.

    `home` is the identity's own municipality; by default that of the current scope.
    """
    home = home if home is not None else current_tenant()
    refusal = Refusal("no-grant", message=_("U hebt geen toegang tot deze gemeente."))
    if identity.kind != "medewerker" or identity.is_guest or home is None or home == tenant_id:
        raise refusal
    with tenant_scope(home):
        user = User.objects.filter(id=identity.user_id, active=True, home_tenant__isnull=True).first()
    if user is None:
        raise refusal
    with tenant_scope(tenant_id):
        grants = _grants_for(identity, home, today)
        if not grants:
            raise refusal
        chosen = grants[0]
        actor = identity.as_actor(chosen["purpose"])
        with unit_of_work(actor, "identity.enter") as work:
            _welcome(user, home)
            work.record("toegang", chosen["id"], after={"medewerker": str(user.id), "gemeente": home})
        guest = staff_identity(user.id, today=today, grant=chosen["id"])
    if guest is None:
        raise refusal
    return Entry(guest, chosen["id"])


def _welcome(user: User, home: int) -> None:
    """A row for the guest with the same id, so that work here can point at them; no way to log in with it."""
    slug = next((t.slug for t in tenants().values() if t.id == home), str(home))
    User.objects.update_or_create(
        id=user.id,
        defaults={
            "username": f"{user.username}@{slug}"[:150],
            "naam": user.naam,
            "email": user.email,
            "password": "!",
            "roles": [],
            "active": True,
            "language": user.language,
            "home_tenant": home,
        },
    )

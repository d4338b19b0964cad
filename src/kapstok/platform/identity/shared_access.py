"""Access between municipalities as both sides see it: what we gave, what our people got, giving and ending.

The list of staff of another municipality is never shown: somebody is found by their exact username.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kapstok.platform.db import current_tenant, tenant_scope
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.accounts import BEHEER, other_beheerders
from kapstok.platform.identity.grants import described_grant, end_grant, give_grant
from kapstok.platform.identity.models import Grant, Team, User
from kapstok.platform.identity.users import normalize_username
from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import tenant_by_id, tenants
from kapstok.platform.work import Actor, unit_of_work

MOST = 500


@dataclass(frozen=True, slots=True)
class Access:
    """One grant, with the name of the other municipality and where it stands: nu, straks or voorbij."""

    grant: Grant
    gemeente: str
    slug: str
    stand: str


def standing(grant: Grant, today: date) -> str:
    if grant.ended is not None or grant.valid_until < today:
        return "voorbij"
    return "straks" if grant.valid_from > today else "nu"


def _access(grant: Grant, other: Tenant | None, today: date) -> Access:
    naam, slug = (other.naam, other.slug) if other else (str(grant.holder_tenant), "")
    return Access(grant, naam, slug, standing(grant, today))


def access_given(*, today: date) -> list[Access]:
    """Who of another municipality may work here, could, or will; newest end first."""
    rows = Grant.objects.order_by("-valid_until", "holder_naam")[:MOST]
    return [_access(g, tenant_by_id(g.holder_tenant), today) for g in rows]


def access_received(*, today: date) -> list[Access]:
    """Where people of this municipality may work; asked of each municipality in its own scope."""
    home = current_tenant()
    found = []
    for other in tenants().values():
        if other.id == home:
            continue
        with tenant_scope(other.id):
            rows = list(
                Grant.objects.filter(holder_tenant=home).order_by("-valid_until", "holder_naam")[:MOST]
            )
        found += [_access(g, other, today) for g in rows]
    return found


def other_tenants() -> list[Tenant]:
    """Every municipality but this one, by name."""
    return sorted((t for t in tenants().values() if t.id != current_tenant()), key=lambda t: t.naam)


def teams_of(tenant: Tenant) -> list[tuple[UUID, str]]:
    """Teams of another municipality: names of teams are no personal data."""
    with tenant_scope(tenant.id):
        return list(Team.objects.filter(active=True).order_by("naam").values_list("id", "naam")[:MOST])


def _holder(tenant: Tenant, team: UUID | None, username: str) -> dict[str, Any]:
    with tenant_scope(tenant.id):
        if team is not None:
            found = Team.objects.filter(id=team, active=True).first()
            if found is None:
                raise Refusal("holder", "team", _("Dit team is er niet (meer)."))
            return {"holder_team": found.id, "holder_naam": _("Team %s") % found.naam}
        user = User.objects.filter(
            username=normalize_username(username), active=True, home_tenant=None
        ).first()
    if user is None:
        text = _("%(gemeente)s heeft geen medewerker met deze gebruikersnaam.")
        raise Refusal("holder", "username", text % {"gemeente": tenant.naam})
    return {"holder_user": user.id, "holder_naam": user.naam}


def share_access(
    tenant: Tenant,
    *,
    team: UUID | None,
    username: str,
    purpose: str,
    roles: Collection[str],
    valid_from: date,
    valid_until: date,
    actor: Actor,
) -> Grant:
    """Let one medewerker or team of `tenant` work here; recorded here and there."""
    if (team is None) == (not username.strip()):
        raise Refusal("holder", "username", _("Kies één team, of vul één gebruikersnaam in."))
    grant = give_grant(
        holder_tenant=tenant.id,
        purpose=purpose,
        roles=roles,
        valid_from=valid_from,
        valid_until=valid_until,
        actor=actor,
        **_holder(tenant, team, username),
    )
    _note_in(tenant.id, grant, "identity.grant.received", actor)
    return grant


def withdraw_access(grant_id: UUID, *, actor: Actor, now: datetime) -> Grant:
    """The municipality that gave it ends it."""
    grant = Grant.objects.filter(id=grant_id).first()
    if grant is not None and BEHEER in grant.roles:
        own = str(grant.holder_user) == actor.id
        others = other_beheerders(UUID(int=0), timezone.localdate()) > 1
        if own or not others:
            text = _(
                "Hiermee houdt deze gemeente geen beheer meer, of verliest u het zelf. Vraag een collega."
            )
            raise Refusal("own-beheer", message=text)
    grant = end_grant(grant_id, actor=actor, now=now)
    _note_in(grant.holder_tenant, grant, "identity.grant.ended", actor)
    return grant


def hand_back_access(grant_id: UUID, tenant_id: int, *, actor: Actor, now: datetime) -> Grant:
    """The municipality whose people got it ends it: somebody has another job, the work is done."""
    home = current_tenant()
    with tenant_scope(tenant_id):
        if not Grant.objects.filter(id=grant_id, holder_tenant=home).exists():
            raise Refusal("not_found", message=_("Deze toegang is er niet (meer)."))
        grant = end_grant(grant_id, actor=actor, now=now)
    _note_in(home or 0, grant, "identity.grant.handed-back", actor)
    return grant


def _note_in(tenant_id: int, grant: Grant, action: str, actor: Actor) -> None:
    """A record in the chain of the other side."""
    with tenant_scope(tenant_id), unit_of_work(actor, action) as work:
        work.record("toegang", grant.id, after=described_grant(grant))

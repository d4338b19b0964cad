"""Teams and who is in them, during which period. Every change is audited."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.models import Membership, Team, User
from kapstok.platform.work import Actor, unit_of_work


def team_by_id(team_id: UUID) -> Team:
    team = Team.objects.select_for_update().filter(id=team_id).first()
    if team is None:
        raise Refusal("not_found", message=_("Dit team is er niet (meer)."))
    return team


def _name_refusals(naam: str, team_id: UUID | None = None) -> list[Refusal]:
    if not naam.strip():
        return [Refusal("required", "naam", _("Vul een naam in."))]
    if Team.objects.filter(naam__iexact=naam.strip()).exclude(id=team_id).exists():
        return [Refusal("team-taken", "naam", _("Er is al een team met deze naam."))]
    return []


def create_team(naam: str, *, actor: Actor, omschrijving: str = "", id_: UUID | None = None) -> Team:
    refusals = _name_refusals(naam)
    if refusals:
        raise Refusals(refusals)
    with unit_of_work(actor, "identity.team.create") as work:
        team = Team(naam=naam.strip(), omschrijving=omschrijving)
        if id_ is not None:
            team.id = id_
        team.save(force_insert=True)
        work.record("team", team.id, after={"naam": team.naam})
    return team


def change_team(team_id: UUID, *, naam: str, omschrijving: str, actor: Actor) -> Team:
    with unit_of_work(actor, "identity.team.change") as work:
        team = team_by_id(team_id)
        refusals = _name_refusals(naam, team_id)
        if refusals:
            raise Refusals(refusals)
        before = {"naam": team.naam, "omschrijving": team.omschrijving}
        team.naam, team.omschrijving = naam.strip(), omschrijving.strip()
        team.save(update_fields=["naam", "omschrijving"])
        work.record(
            "team", team.id, before=before, after={"naam": team.naam, "omschrijving": team.omschrijving}
        )
    return team


def dissolve_team(team_id: UUID, *, actor: Actor, today: date) -> None:
    """The team is offered nowhere any more and everybody leaves it; its name stays with old zaken."""
    with unit_of_work(actor, "identity.team.dissolve") as work:
        team = team_by_id(team_id)
        team.active = False
        team.save(update_fields=["active"])
        for membership in _current(today).filter(team_id=team_id):
            _leave(membership, today)
        work.record("team", team.id, before={"actief": True}, after={"actief": False})


def add_member(
    team_id: UUID,
    user_id: UUID,
    *,
    valid_from: date,
    actor: Actor,
    functie: str = "",
    valid_until: date | None = None,
) -> Membership:
    with unit_of_work(actor, "identity.team.add-member") as work:
        membership = Membership.objects.create(
            team_id=team_id, user_id=user_id, functie=functie, valid_from=valid_from, valid_until=valid_until
        )
        work.record("team", team_id, after={"lid": str(user_id), "functie": functie})
    return membership


def join_team(team_id: UUID, user_id: UUID, *, functie: str, actor: Actor, today: date) -> Membership:
    """From today on; who is in the team already, stays as they are."""
    team = team_by_id(team_id)
    if not User.objects.filter(id=user_id, active=True, home_tenant=None).exists():
        raise Refusal("not_found", "user", _("Kies een medewerker van deze gemeente."))
    if not team.active:
        raise Refusal("dissolved", "user", _("Dit team is opgeheven."))
    if _current(today).filter(team_id=team_id, user_id=user_id).exists():
        raise Refusal("member", "user", _("Deze medewerker zit al in het team."))
    return add_member(team_id, user_id, valid_from=today, functie=functie.strip()[:100], actor=actor)


def leave_team(team_id: UUID, user_id: UUID, *, actor: Actor, today: date) -> None:
    """Out of the team from today on."""
    with unit_of_work(actor, "identity.team.remove-member") as work:
        membership = _current(today).filter(team_id=team_id, user_id=user_id).first()
        if membership is None:
            raise Refusal("not_found", message=_("Deze medewerker zit niet (meer) in het team."))
        _leave(membership, today)
        work.record("team", team_id, before={"lid": str(user_id), "functie": membership.functie})


def set_teams(user_id: UUID, team_ids: Collection[UUID], *, actor: Actor, today: date) -> None:
    """In exactly these teams from today on."""
    current = set(_current(today).filter(user_id=user_id).values_list("team_id", flat=True))
    for team_id in current - set(team_ids):
        leave_team(team_id, user_id, actor=actor, today=today)
    for team_id in set(team_ids) - current:
        join_team(team_id, user_id, functie="", actor=actor, today=today)


def _current(today: date) -> QuerySet[Membership]:
    still = Q(valid_until=None) | Q(valid_until__gte=today)
    return Membership.objects.filter(still, valid_from__lte=today)


def _leave(membership: Membership, today: date) -> None:
    """Yesterday was the last day; a membership of today only never was."""
    if membership.valid_from >= today:
        membership.delete()
        return
    membership.valid_until = today - timedelta(days=1)
    membership.save(update_fields=["valid_until"])

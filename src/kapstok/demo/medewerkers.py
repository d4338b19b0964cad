"""Demo staff: one for every role, with teams, and grants for the staff of the partnership."""

from datetime import date, timedelta
from uuid import UUID

from kapstok.demo.staff import PASSWORD, STAFF, TEAMS
from kapstok.platform.identity import DemoLogin, add_member, create_team, create_user, give_grant
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.work import SYSTEM


def demo_logins(slug: str) -> list[DemoLogin]:
    """Who can log in at this municipality."""
    return [DemoLogin(s.username, PASSWORD, s.naam, s.functie) for s in STAFF if s.gemeente == slug]


def load_staff(slug: str, today: date) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """Users and teams of one municipality, in its scope: ids by username and by team name."""
    names = TEAMS if slug != "owo" else ("Informatie en automatisering",)
    teams = {name: create_team(name, actor=SYSTEM).id for name in names}
    users: dict[str, UUID] = {}
    for s in STAFF:
        if s.gemeente != slug:
            continue
        email = f"{s.username}@voorbeeld.test"
        user = create_user(
            s.username, naam=s.naam, password=PASSWORD, roles=s.rollen, email=email, demo=True, actor=SYSTEM
        )
        users[s.username] = user.id
        for team in s.teams or names[:0]:
            add_member(
                teams[team], user.id, valid_from=today - timedelta(days=365), functie=s.functie, actor=SYSTEM
            )
    return users, teams


def load_grants(owo_users: dict[str, UUID], today: date) -> None:
    """In the scope of a municipality: let the partnership's beheerder, CISO and i-adviseur work here for a year."""
    owo = tenants()["owo"].id
    for username, role, purpose in (
        ("fokke", "functioneel-beheerder", "Functioneel beheer voor de OWO-gemeenten"),
        ("cisca", "ciso", "Toezicht op informatiebeveiliging en privacy"),
        ("igor", "i-adviseur", "Cijfers over het werk voor het informatieplan"),
    ):
        give_grant(
            holder_tenant=owo,
            holder_naam=next(s.naam for s in STAFF if s.username == username),
            holder_user=owo_users[username],
            purpose=purpose,
            roles=[role],
            valid_from=today - timedelta(days=30),
            valid_until=today + timedelta(days=365),
            actor=SYSTEM,
        )

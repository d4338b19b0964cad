"""Lists of colleagues and teams."""

from datetime import timedelta

from django.utils import timezone

from kapstok.platform.identity import (
    add_member,
    colleagues,
    create_team,
    create_user,
    names_of,
    teams_of_today,
)
from kapstok.platform.identity.accounts import deactivate_user
from kapstok.platform.work import SYSTEM


def make(username, *roles):
    return create_user(
        username, naam=username.title(), password="correct paard batterij", roles=roles, actor=SYSTEM
    )


def test_colleagues_by_role_and_team_of_today(tenant, as_tenant):
    today = timezone.localdate()
    anna, bert, cor = make("anna", "behandelaar"), make("bert", "teamleider"), make("cor", "behandelaar")
    team = create_team("Vergunningen", actor=SYSTEM)
    add_member(team.id, anna.id, valid_from=today, actor=SYSTEM)
    add_member(
        team.id, bert.id, valid_from=today - timedelta(9), valid_until=today - timedelta(1), actor=SYSTEM
    )
    deactivate_user(cor.id, actor=SYSTEM, now=timezone.now())
    assert [c.naam for c in colleagues(today=today)] == ["Anna", "Bert"]
    assert [c.naam for c in colleagues(today=today, roles=["behandelaar", "kcc"])] == ["Anna"]
    assert [c.id for c in colleagues(today=today, team=team.id)] == [anna.id]
    assert [(t.naam, t.leden) for t in teams_of_today(today=today)] == [("Vergunningen", 1)]
    assert names_of([anna.id, cor.id]) == {anna.id: "Anna", cor.id: "Cor"}
    with as_tenant(2):
        assert colleagues(today=today) == []
        assert names_of([anna.id]) == {}

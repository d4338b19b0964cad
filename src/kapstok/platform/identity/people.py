"""Reading who works here: for pages that divide work or show who did it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from kapstok.platform.db import fetch_all
from kapstok.platform.identity.queries import COLLEAGUES, NAMES, TEAMS


class Colleague(msgspec.Struct, frozen=True):
    id: UUID
    naam: str
    roles: list[str]
    guest: bool  # from another municipality, under a grant


class TeamToday(msgspec.Struct, frozen=True):
    id: UUID
    naam: str
    leden: int


def _as_structs(rows: list[dict[str, Any]], kind: type[Any]) -> list[Any]:
    return [kind(**row) for row in rows]


def colleagues(*, today: date, team: UUID | None = None, roles: Collection[str] = ()) -> list[Colleague]:
    """Active staff by name; with one of these roles and in this team, when given."""
    return _as_structs(fetch_all(COLLEAGUES, {"roles": list(roles), "team": team, "today": today}), Colleague)


def teams_of_today(*, today: date) -> list[TeamToday]:
    return _as_structs(fetch_all(TEAMS, {"today": today}), TeamToday)


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of these users in one statement; also of those who left."""
    wanted = list(set(ids))
    return {row["id"]: row["naam"] for row in fetch_all(NAMES, {"ids": wanted})} if wanted else {}

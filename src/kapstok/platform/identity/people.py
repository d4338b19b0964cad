"""Reading who works here: for pages that divide work or show who did it."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from kapstok.platform.db import fetch_all, fetch_one
from kapstok.platform.identity.queries import COLLEAGUES, KEYS, MEMBERS, NAMES, STAFF_LIST, TEAMS


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


def staff_list(  # the filters of the page, one parameter each
    *,
    q: str = "",
    role: str = "",
    team: UUID | None = None,
    state: str = "",
    now: datetime,
    today: date,
    limit: int,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Staff of this municipality and its guests, by name; `total` tells how many there are in all."""
    like = "%" + re.sub(r"([\\%_])", r"\\\1", q) + "%"
    params = {"q": q, "like": like, "role": role, "team": team, "state": state, "now": now, "today": today}
    return fetch_all(STAFF_LIST, {**params, "limit": limit, "offset": offset})


def members_of(team: UUID, *, today: date) -> list[dict[str, Any]]:
    """Who is or was in a team; at most 500 periods."""
    return fetch_all(MEMBERS, {"team": team, "today": today})


def keys_of_user(user: UUID, *, now: datetime) -> dict[str, Any]:
    """How many passkeys and live sessions somebody has."""
    return fetch_one(KEYS, {"user": user, "now": now}) or {"passkeys": 0, "sessions": 0}

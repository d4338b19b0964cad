"""Who is on the other side of this request, as a plain value; and the levels of assurance.

Pure Python: how somebody became this identity is for the login flows.
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from kapstok.platform.audit.actor import Actor

Kind = Literal["medewerker", "burger", "bedrijf"]

STAFF_ROLES = (
    "kcc",
    "behandelaar",
    "teamleider",
    "functioneel-beheerder",
    "archivaris",
    "ciso",
    "i-adviseur",
    "directie",
)

# Rank on one scale: DigiD names and eHerkenning names; eIDAS low, (midden), substantial, high.
LEVEL_RANK: dict[str, int] = {
    "": 0,
    "basis": 1,
    "eh2": 1,
    "midden": 2,
    "eh2plus": 2,
    "substantieel": 3,
    "eh3": 3,
    "hoog": 4,
    "eh4": 4,
}


def reaches(level: str, minimum: str) -> bool:
    """Whether a login at `level` is good enough for `minimum`, across DigiD and eHerkenning."""
    return LEVEL_RANK.get(level, 0) >= LEVEL_RANK[minimum]


@dataclass(frozen=True, slots=True)
class Identity:
    """`id` is the user's uuid as text for staff, the bsn for a burger, the kvk number for a bedrijf."""

    kind: Kind
    id: str
    name: str
    roles: frozenset[str] = frozenset()
    teams: frozenset[UUID] = frozenset()
    level: str = ""
    vestiging: str = ""
    gemachtigde: str = ""  # bsn of the person, or pseudonym of the employee, who acts for `id`
    home_tenant: int | None = None  # set for staff of another municipality, working here under a grant
    purpose: str = ""  # of that grant
    language: str = ""

    @property
    def user_id(self) -> UUID | None:
        """Key of the medewerker; None for residents and businesses."""
        return UUID(self.id) if self.kind == "medewerker" else None

    @property
    def is_guest(self) -> bool:
        return self.home_tenant is not None

    def has_role(self, *roles: str) -> bool:
        """At least one of these roles."""
        return not self.roles.isdisjoint(roles)

    def as_actor(self, purpose: str = "") -> Actor:
        return Actor(self.kind, self.id, self.name, purpose or self.purpose)

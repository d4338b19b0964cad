"""For tests of sturing: somebody with the functions that the information plan asks for what is done every day."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.audit.actor import Actor

DAGELIJKS = ("i_adviseur", "teamleider_ia", "counterpart")


def somebody() -> Actor:
    """Somebody with an account in the tenant in scope, who holds nothing yet."""
    from kapstok.platform.identity import create_user
    from kapstok.platform.work import SYSTEM

    user = create_user(
        "b.bakker", naam="B. Bakker", password="een lang wachtwoord", roles=("i-adviseur",), actor=SYSTEM
    )
    return Actor("medewerker", str(user.id), "B. Bakker", "Behandeling")


def appoint(person: UUID | str, members: Iterable[Any], *functies: str) -> None:
    """Give functions since 2015, as a deputy, so that a test can appoint a holder beside; per member where it is so."""
    from kapstok.diensten.sturing.rollen.rules import FUNCTIES, GEMEENTE
    from kapstok.diensten.sturing.rollen.services import benoem
    from kapstok.platform.work import SYSTEM

    everybody = list(members)
    for functie in functies or DAGELIJKS:
        for member in everybody if FUNCTIES[functie].bereik == GEMEENTE else [None]:
            benoem(
                functie,
                "B. Bakker",
                van=date(2015, 1, 1),
                deelnemer_id=member.id if member else None,
                persoon_id=UUID(str(person)),
                plaatsvervanger=True,
                actor=SYSTEM,
            )

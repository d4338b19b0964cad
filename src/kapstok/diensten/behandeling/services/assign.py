"""Taking on and distributing, several zaken at once, with a way back."""

from typing import Any
from uuid import UUID

from django.core import signing

from kapstok.magazijnen.zaken.services import assign_zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

UNDO_SECONDS = 60  # ten seconds on the screen, and some room for a slow line
_SALT = "behandeling.toewijzing"


def give(
    zaak_ids: list[UUID], *, to: UUID | None, actor: Actor, team_id: UUID | None = None
) -> tuple[int, str]:
    """Give zaken to a colleague (None: back to the team). Returns how many, and a token to undo it with."""
    if not zaak_ids:
        raise Refusal("required", "kies", "Kies eerst een of meer zaken.")
    former = assign_zaak(zaak_ids, behandelaar_id=to, team_id=team_id, actor=actor)
    back = [[str(zaak), str(who or ""), str(team or "")] for zaak, who, team in former]
    return len(former), signing.dumps({"door": actor.id, "terug": back}, salt=_SALT, compress=True)


def undo(token: str, *, actor: Actor) -> int:
    """Put zaken back with who had them. Refused when the token is old, changed or somebody else's."""
    try:
        data: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Refusal("expired", "", "Ongedaan maken kan niet meer.") from error
    if data["door"] != actor.id:
        raise Refusal("forbidden", "", "Ongedaan maken kan alleen wie het deed.")
    groups: dict[tuple[str, str], list[UUID]] = {}
    for zaak, who, team in data["terug"]:
        groups.setdefault((who, team), []).append(UUID(zaak))
    with unit_of_work(actor, "zaak.assign.undo"):
        for (who, team), zaken in groups.items():
            target = UUID(who) if who else None
            assign_zaak(zaken, behandelaar_id=target, team_id=UUID(team) if team else None, actor=actor)
    return len(data["terug"])

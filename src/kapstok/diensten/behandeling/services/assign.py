"""Taking on and distributing, several zaken at once, with a way back."""

from uuid import UUID

from kapstok.diensten.behandeling.services.tokens import seal
from kapstok.magazijnen.zaken.services import assign_zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

KIND = "toewijzing"


def give(
    zaak_ids: list[UUID], *, to: UUID | None, actor: Actor, team_id: UUID | None = None
) -> tuple[int, str]:
    """Give zaken to a colleague (None: back to the team). Returns how many, and a token to undo it with."""
    if not zaak_ids:
        raise Refusal("required", "kies", "Kies eerst een of meer zaken.")
    former = assign_zaak(zaak_ids, behandelaar_id=to, team_id=team_id, actor=actor)
    back = [[str(zaak), str(who or ""), str(team or "")] for zaak, who, team in former]
    return len(former), seal(KIND, back, actor=actor)


def put_back(back: list[list[str]], *, actor: Actor) -> None:
    """Zaken return to who had them."""
    groups: dict[tuple[str, str], list[UUID]] = {}
    for zaak, who, team in back:
        groups.setdefault((who, team), []).append(UUID(zaak))
    with unit_of_work(actor, "zaak.assign.undo"):
        for (who, team), zaken in groups.items():
            target = UUID(who) if who else None
            assign_zaak(zaken, behandelaar_id=target, team_id=UUID(team) if team else None, actor=actor)

"""The purpose for which an application may ask a base registration, with the fields that go with it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from kapstok.magazijnen.autorisaties.models import Doelbinding
from kapstok.magazijnen.autorisaties.rules import ApplicatieRefused
from kapstok.magazijnen.autorisaties.services import CHANNEL, take, tell
from kapstok.platform.db import fetch_one
from kapstok.platform.db.notices import listening, on_notice
from kapstok.platform.work import Actor, unit_of_work

BRP = "brp"
LADEN = "laden"
"""Of a register that is given in parts: bringing changes into it."""
_DOEL = """SELECT doel, velden FROM autorisaties_doelbinding
WHERE applicatie_id = %(applicatie)s AND register = %(register)s LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Doel:
    """A purpose and the fields that may be asked for it, by their paths."""

    doel: str
    velden: tuple[str, ...]


# As rights are kept (bearer.py): a change is heard at once; when nothing can be heard, nothing is kept for long.
KEEP_SECONDS, KEEP_DEAF, KEEP_AT_MOST = 300.0, 1.0, 1000
_known: dict[tuple[UUID, str], tuple[float, Doel | None]] = {}
_changes = count()
_heard = next(_changes)


def forget_purposes() -> None:
    """Look every purpose up again; after rights have changed."""
    global _heard  # noqa: PLW0603 - who looked up before the change may not put that back after it
    _heard = next(_changes)
    _known.clear()


on_notice(CHANNEL, forget_purposes)


def doel_bekend(applicatie_id: UUID, register: str) -> Doel | None:
    """As `doel_van`, remembered: asked before every answer."""
    key = (applicatie_id, register)
    kept = _known.get(key)
    if kept is not None and kept[0] > time.monotonic():
        return kept[1]
    heard, keep = _heard, KEEP_SECONDS if listening() else KEEP_DEAF
    found = doel_van(applicatie_id, register)
    if len(_known) >= KEEP_AT_MOST:
        _known.clear()
    if heard == _heard:
        _known[key] = (time.monotonic() + keep, found)
    return found


def doel_van(applicatie_id: UUID, register: str) -> Doel | None:
    """The purpose of an application; None when it may ask nothing of this registration."""
    row = fetch_one(_DOEL, {"applicatie": applicatie_id, "register": register})
    return Doel(row["doel"], tuple(row["velden"])) if row else None


def give_doel(applicatie_id: UUID, register: str, *, doel: str, velden: Sequence[str], actor: Actor) -> None:
    """Let an application ask these fields for this purpose, and no other; without fields nothing any more."""
    if velden and not doel:
        raise ApplicatieRefused("required", "doel", "Zeg waarvoor de gegevens nodig zijn.")
    with unit_of_work(actor, "applicatie.doelbinding") as work:
        take(applicatie_id)
        before = doel_van(applicatie_id, register)
        mine = Doelbinding.objects.filter(applicatie_id=applicatie_id, register=register)
        mine.delete()
        if velden:
            Doelbinding.objects.create(
                applicatie_id=applicatie_id, register=register, doel=doel, velden=list(velden)
            )
        tell(
            work,
            "update",
            applicatie_id,
            before={"register": register, "doel": before.doel, "velden": list(before.velden)}
            if before
            else None,
            after={"register": register, "doel": doel, "velden": list(velden)},
        )

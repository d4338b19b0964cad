"""**Ongedaan maken** of what was just done with zaken."""

from kapstok.diensten.behandeling.services import assign, edit
from kapstok.diensten.behandeling.services.tokens import unseal
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor

_WAYS_BACK = {assign.KIND: assign.put_back, edit.KIND: edit.put_back}


def undo(token: str, *, actor: Actor) -> None:
    """Put back what the token holds."""
    kind, back = unseal(token, actor=actor)
    if kind not in _WAYS_BACK:
        raise Refusal("expired", "", "Ongedaan maken kan niet meer.")
    _WAYS_BACK[kind](back, actor=actor)

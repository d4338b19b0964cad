"""What can be taken back: a sealed token says what stood there before. Nothing is stored for it."""

from typing import Any

from django.core import signing

from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor

UNDO_SECONDS = 60  # ten seconds on the screen, and some room for a slow line
_SALT = "behandeling.ongedaan"


def seal(kind: str, back: Any, *, actor: Actor) -> str:
    """A token with which this actor can take back an act of this kind."""
    return signing.dumps({"soort": kind, "door": actor.id, "terug": back}, salt=_SALT, compress=True)


def unseal(token: str, *, actor: Actor) -> tuple[str, Any]:
    """Kind and contents. Refused when the token is old, changed or somebody else's."""
    try:
        data: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Refusal("expired", "", "Ongedaan maken kan niet meer.") from error
    if data["door"] != actor.id:
        raise Refusal("forbidden", "", "Ongedaan maken kan alleen wie het deed.")
    return data["soort"], data["terug"]

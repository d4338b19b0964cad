"""Resources, declared: one description gives the SQL, the checks of what comes in, and the documentation.

Knows no municipal noun. Which resources exist is said by the stores; who is calling by the koppelvlak.
"""

from kapstok.platform.resource.caller import Call, Caller, Follow
from kapstok.platform.resource.declare import (
    READ_AND_DELETE,
    Api,
    Resource,
    Scopes,
    compiled,
    register,
)

__all__ = [
    "READ_AND_DELETE",
    "Api",
    "Call",
    "Caller",
    "Follow",
    "Resource",
    "Scopes",
    "compiled",
    "register",
]

"""The wake-up call for who delivers events: sent behind the commit, and only to who sleeps.

Who is about to sleep first says so (`ASLEEP`), then looks once more, then waits; who wakes says that too (`AWAKE`). So
what is committed is either seen in that last look, or calls. Who is busy is not called: he will look again by himself.
While much is written that saves nearly every call; each would be a transaction with a number of its own, and would
wake every process that listens to anything. A call that is lost costs two seconds.
"""

from kapstok.platform.db import current_tenant
from kapstok.platform.db.later import after_commit

CHANNEL = "kapstok_events"
# Sleepers share a lock that belongs to their connection, and goes with it; who can have it for himself knows that
# nobody sleeps. Two writers who ask at the same moment call once too often, never too little.
_LOCK = 0x6B6170737461
ASLEEP = f"SELECT pg_advisory_lock_shared({_LOCK})"
AWAKE = f"SELECT pg_advisory_unlock_shared({_LOCK})"
# Not waiting until the call is on disk: it says nothing that would have to outlive a crash.
_CALL = f"""SELECT pg_notify('{CHANNEL}', %(tenant)s) WHERE NOT pg_try_advisory_xact_lock({_LOCK})
AND set_config('synchronous_commit', 'off', true) = 'off'"""


def wake_after_commit() -> None:
    """Call who sleeps, once this transaction is there for all to see. Within it, the call would hold a lock on the
    whole database while the log is written to disk, and all municipalities would wait for each other."""
    after_commit(_CALL, {"tenant": str(current_tenant())})

"""Calling back mail: what did not leave is taken out of the queue, and whoever has it already can be told."""

from collections.abc import Sequence

from kapstok.platform.mail.models import Mail, State


def recall(event_keys: Sequence[str]) -> tuple[set[str], set[str]]:
    """Take back the mails with these keys: (addresses whose mail left, addresses whose mail never will).

    What is being sent or may have been sent counts as left. In the transaction of the caller, which keeps the record.
    """
    rows = Mail.objects.filter(event_key__in=list(event_keys))
    waiting = list(rows.filter(state__in=[State.WAITING, State.DEAD]).select_for_update())
    Mail.objects.filter(id__in=[row.id for row in waiting]).delete()
    left = set(
        rows.filter(state__in=[State.SENDING, State.SENT, State.UNCERTAIN]).values_list("aan", flat=True)
    )
    return left, {row.aan for row in waiting} - left

"""Who is followed is told of when they change."""

from collections.abc import Sequence

from django.utils import timezone

from kapstok.magazijnen.brp.verandering import SOORT
from kapstok.magazijnen.brp.volgen import volgers
from kapstok.platform.events.registry import cares_about


@cares_about(SOORT)
def followed(nummers: Sequence[str]) -> set[str]:
    """Persons whom an application follows today."""
    return {bsn for bsn, _ in volgers(nummers, timezone.localdate())}

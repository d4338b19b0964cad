"""What the documentenmagazijn does after a commit: erase bytes that nothing uses any more."""

from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens


@listens("documenten.inhoud.destroy", consumer="documenten.wis-inhoud")
def erase_unused_content(event: Event) -> None:
    """Erase the bytes of destroyed documents, unless the same content has come back since."""
    from kapstok.magazijnen.documenten.content import used_elsewhere
    from kapstok.platform.storage import store

    sha256 = event.data["sha256"]
    if not InformatieObjectVersie.objects.filter(sha256=sha256).exists() and not used_elsewhere(sha256):
        store().delete(sha256)

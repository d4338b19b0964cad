"""What is told to the registers of others after a commit."""

from kapstok.magazijnen.registers.spiegel import GONE, Mirror, remove_now
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens


@listens(GONE, consumer="registers.spiegel")
def take_away(event: Event) -> None:
    """A relation whose side here is gone; raises when it is still there, so that it is tried again."""
    remove_now(Mirror(**event.data))

"""Every event of a store becomes a notification, in the transaction of the change itself."""

from kapstok.magazijnen.notificaties.bericht import with_message
from kapstok.platform.events.registry import tells_outside

tells_outside(with_message)
